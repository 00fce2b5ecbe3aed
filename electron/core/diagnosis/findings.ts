/** Findings from causes of the catalogue. Pure. */
import type { Evidence, Finding, Possibility, Severity } from '../../../shared/diagnosis.ts';
import { causeOf } from './catalogue/index.ts';
import type { Cause, CauseFound } from './types.ts';

export interface FindingFacts {
  readonly severity: Severity;
  readonly evidence: readonly Evidence[];
  /** What is known here about one possible meaning, by its code; null: nothing. */
  readonly known: (code: string) => string | null;
}

/** The finding of a cause that was found. */
export function causeFinding(found: CauseFound, { severity, evidence, known }: FindingFacts): Finding {
  const cause = causeOf(found.code);
  return {
    code: cause.code,
    severity,
    title: cause.title,
    party: cause.party,
    alsoParties: [...cause.alsoParties],
    explanation: cause.meaning,
    evidence: [...evidence],
    remedy: [...cause.remedy],
    action: cause.action.kind === 'none' ? null : { ...cause.action },
    possibilities: cause.possibilities.map((possibility) => possibilityOf(possibility, known)),
    source: cause.source.text,
    besides: found.besides.map((code) => causeOf(code).title),
  };
}

function possibilityOf({ code, tell }: Cause['possibilities'][number], known: FindingFacts['known']): Possibility {
  const { title, party, meaning } = causeOf(code);
  return { title, party, meaning, tell, known: known(code) };
}

/** A finding that explains a fact; nobody has to act. */
export function note(code: string, title: string, explanation: string, more: Partial<Finding> = {}): Finding {
  return {
    code,
    severity: 'info',
    title,
    party: 'nobody',
    alsoParties: [],
    explanation,
    evidence: [],
    remedy: [],
    action: null,
    possibilities: [],
    source: 'Recall, Calendar V2 guide',
    besides: [],
    ...more,
  };
}
