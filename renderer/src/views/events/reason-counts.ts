/** Numbers beside verdicts. Pure. */
import type { Total } from '../../../../shared/filters.ts';
import type { ReasonCount, Verdict } from '../../../../shared/verdicts.ts';

/** How many have a verdict, whatever the reason; undefined while it is not known. */
export function countOf(reasons: readonly ReasonCount[] | undefined, verdict: Verdict): Total | undefined {
  if (reasons === undefined) return undefined;
  const of = reasons.filter((row) => row.verdict === verdict);
  return {
    count: of.reduce((sum, { count }) => sum + count.count, 0),
    exact: of.every(({ count }) => count.exact),
  };
}
