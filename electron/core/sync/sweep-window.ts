/**
 * From when on a sweep has to ask. A sweep asks for everything updated since the end of the last one, less an overlap,
 * and claims coverage only up to Recall's time when it began.
 */
import type { Interval } from './intervals.ts';
import { cut, coveredUntil } from './intervals.ts';
import { EVIDENCE_LASTS_MS, MAX_OVERLAP_MS, OVERLAP_MS } from './policy.ts';

/**
 * Proof of how far Recall's `Date` header can run ahead of the clock behind `updated_at`: an answer at `at` (Recall's
 * time) held a record updated only `ms` before, so the difference is at most that.
 */
export interface Lag {
  readonly ms: number;
  readonly at: number;
}

/** Keeps the better proof; an old one gives way to any newer one. */
export function observeLag(lag: Lag | null, serverNow: number | null, newestUpdate: number | null): Lag | null {
  if (serverNow === null || newestUpdate === null) return lag;
  const seen = { ms: Math.max(0, serverNow - newestUpdate), at: serverNow };
  if (lag === null || seen.ms <= lag.ms || seen.at - lag.at > EVIDENCE_LASTS_MS) return seen;
  return lag;
}

/**
 * How much before the last sweep's end the next one begins, ms. Grows with what is not proven about the clocks, and is
 * cheap exactly then: without proof there was no recent change, so there is little to read twice.
 */
export function overlap(lag: Lag | null): number {
  return lag === null ? MAX_OVERLAP_MS : Math.min(MAX_OVERLAP_MS, OVERLAP_MS + lag.ms);
}

/**
 * Lower bound of the next sweep's `updated_at__gte`. `covered`: update times read so far; `fillMark`: Recall's time when
 * the first fill began, which stands in before the first sweep. Null (ask for everything) when neither is known.
 */
export function sweepFrom(covered: readonly Interval[], fillMark: number | null, lag: Lag | null): number | null {
  const end = coveredUntil(covered) ?? fillMark;
  return end === null ? null : end - overlap(lag);
}

/**
 * Takes back coverage that lies in Recall's future: its clock was wrong then or is now. As much again is taken back,
 * because changes made while it ran ahead carry the times that were skipped.
 */
export function withoutFuture(covered: readonly Interval[], serverNow: number): readonly Interval[] {
  const end = coveredUntil(covered);
  if (end === null || end - serverNow <= OVERLAP_MS) return covered;
  return cut(covered, serverNow - (end - serverNow) - MAX_OVERLAP_MS);
}
