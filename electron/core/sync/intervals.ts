/**
 * Sets of covered time as sorted, disjoint intervals. Used for two different axes that must not be mixed: start times
 * (what the fills have read) and update times (what the sweeps have read). Instants are ms UTC of Recall's clock.
 */

/** A span of time, both ends included (Recall's `__gte` and `__lte` are inclusive, recall-api.md 3.1). */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Adds an interval and melts it with those that it overlaps or touches. An interval that ends before it begins is ignored. */
export function cover(covered: readonly Interval[], added: Interval): readonly Interval[] {
  if (added.to < added.from) return covered;
  const apart: Interval[] = [];
  let { from, to } = added;
  for (const interval of covered) {
    if (interval.to < from || interval.from > to) apart.push(interval);
    else {
      from = Math.min(from, interval.from);
      to = Math.max(to, interval.to);
    }
  }
  return [...apart, { from, to }].toSorted((a, b) => a.from - b.from);
}

/** The parts of `wanted` that no covered interval contains, oldest first. Gaps of zero length do not count. */
export function gaps(covered: readonly Interval[], wanted: Interval): readonly Interval[] {
  const missing: Interval[] = [];
  let from = wanted.from;
  for (const interval of covered) {
    if (interval.to <= from) continue;
    if (interval.from >= wanted.to) break;
    if (interval.from > from) missing.push({ from, to: interval.from });
    from = interval.to;
  }
  if (from < wanted.to) missing.push({ from, to: wanted.to });
  return missing;
}

/** Forgets what lies before `before`, so that the set stays small however long a workspace lives. */
export function forget(covered: readonly Interval[], before: number): readonly Interval[] {
  return covered
    .filter((interval) => interval.to >= before)
    .map((interval) => (interval.from >= before ? interval : { from: before, to: interval.to }));
}

/** Takes back everything after `after`: it is no longer believed. */
export function cut(covered: readonly Interval[], after: number): readonly Interval[] {
  return covered
    .filter((interval) => interval.from <= after)
    .map((interval) => (interval.to <= after ? interval : { from: interval.from, to: after }));
}

/** End of the latest covered interval, or null when nothing is covered. */
export function coveredUntil(covered: readonly Interval[]): number | null {
  return covered.at(-1)?.to ?? null;
}
