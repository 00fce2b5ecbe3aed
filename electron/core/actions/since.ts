/** When a change left, on Recall's clock. */
import type { Clock } from '../deps.ts';
import type { StoredItem } from '../store/ledger.ts';

/** An item whose change left in this run of the program knows it on the clock that never jumps, too (monotonic ms). */
export interface ItemOnItsWay extends StoredItem {
  readonly leftAt?: number;
  /** Answers to it that got lost in this run. */
  readonly losses?: number;
}

/** The grain of the `Date` header, and what two clocks may differ by, ms. */
const SLACK_MS = 2_000;

/**
 * When an item's change left on Recall's clock (ms UTC), seen from an answer with this `Date` that has just come; null
 * counts both clocks as equal. Once an answer told, that counts. A little early rather than late: the wall clock is wrong
 * when somebody sets it meanwhile, the monotonic one stands still while the computer sleeps, so the earlier of both counts.
 */
export function sinceOf(
  { sentAt, sentAtRecall, leftAt }: ItemOnItsWay,
  serverNow: number | null,
  clock: Pick<Clock, 'now' | 'monotonic'>,
): number {
  if (sentAtRecall !== null) return sentAtRecall;
  const now = clock.now();
  const ages = [now - (sentAt ?? now), ...(leftAt === undefined ? [] : [clock.monotonic() - leftAt])];
  return Math.floor((serverNow ?? now) - Math.max(0, ...ages) - SLACK_MS);
}
