/** A text cut where marks begin and end, so that marks may overlap. Pure. */
import type { OauthFinding } from '../../../../shared/diagnosis.ts';

export interface Segment {
  readonly text: string;
  /** Places of the findings that mark it, in the list. Empty: nobody does. */
  readonly findings: readonly number[];
  /** Findings whose mark ends with this segment: their numbers are drawn behind it. */
  readonly ending: readonly number[];
}

/** The whole text in its order. Marks outside of it are cut off. */
export function segmentsOf(text: string, findings: readonly Pick<OauthFinding, 'marks'>[]): Segment[] {
  const marks = findings.flatMap((finding, index) =>
    finding.marks
      .map(({ from, to }) => ({ index, from: Math.max(0, from), to: Math.min(text.length, to) }))
      .filter(({ from, to }) => from < to),
  );
  const cuts = [...new Set([0, text.length, ...marks.flatMap(({ from, to }) => [from, to])])].toSorted((a, b) => a - b);
  return cuts.slice(1).map((to, at) => {
    const from = cuts[at] ?? 0;
    const over = marks.filter((mark) => mark.from <= from && to <= mark.to);
    const numbers = (these: typeof marks): number[] => [...new Set(these.map(({ index }) => index))];
    return {
      text: text.slice(from, to),
      findings: numbers(over),
      ending: numbers(over.filter((mark) => mark.to === to)),
    };
  });
}
