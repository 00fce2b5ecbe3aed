/** Verdicts as filters that are on or off, several at once. */
import type { ReactElement } from 'react';
import type { ReasonCount, Verdict } from '../../../../shared/verdicts.ts';
import { Shape } from '../../components/basics/marks.tsx';
import { Chip } from '../../components/list/filter-bar.tsx';
import { VERDICT_SHAPES } from '../../components/verdict/look.ts';
import { totalText } from '../../format/numbers.ts';
import { VERDICT_MEANING, VERDICT_WORDS } from '../../format/words.ts';
import { countOf } from './reason-counts.ts';
import { verdictsOf, verdictsText, type EventsSearch } from './search.ts';

/** What somebody can still do something about. */
const AHEAD: readonly Verdict[] = ['will_be_missed', 'wrong_time', 'duplicate'];
const PAST: readonly Verdict[] = ['missed', 'wrong_time', 'duplicate'];

/** The quick ones in the bar: what is wrong, and whatever else is chosen. */
export function VerdictChips(props: {
  readonly search: EventsSearch;
  readonly reasons: readonly ReasonCount[] | undefined;
  /** Only meetings that are over are in view. */
  readonly past: boolean;
  readonly onChange: (patch: EventsSearch) => void;
}): ReactElement {
  const { search, reasons, past, onChange } = props;
  const quick = past ? PAST : AHEAD;
  const others = verdictsOf(search.verdict).filter((verdict) => !quick.includes(verdict));
  return (
    <>
      {[...quick, ...others].map((verdict) => (
        <VerdictChip key={verdict} verdict={verdict} search={search} reasons={reasons} onChange={onChange} />
      ))}
    </>
  );
}

export function VerdictChip(props: {
  readonly verdict: Verdict;
  readonly search: EventsSearch;
  readonly reasons: readonly ReasonCount[] | undefined;
  readonly onChange: (patch: EventsSearch) => void;
}): ReactElement {
  const { verdict, search, reasons, onChange } = props;
  const chosen = verdictsOf(search.verdict);
  const on = chosen.includes(verdict);
  const total = countOf(reasons, verdict);
  const toggle = (): void => {
    const next = on ? chosen.filter((other) => other !== verdict) : [...chosen, verdict];
    // A reason belongs to its verdict: beside others it would leave nothing over.
    onChange({ verdict: verdictsText(next), reason: undefined, sort: byStart(search) });
  };
  return (
    <Chip
      on={on}
      onToggle={toggle}
      hint={VERDICT_MEANING[verdict]}
      count={total === undefined ? undefined : totalText(total)}
    >
      <Shape shape={VERDICT_SHAPES[verdict]} />
      {VERDICT_WORDS[verdict]}
    </Chip>
  );
}

/** The sort beside a filter that the contract answers only by start: another one goes. */
export function byStart(search: EventsSearch): string | undefined {
  return search.sort?.startsWith('start.') === true ? search.sort : undefined;
}
