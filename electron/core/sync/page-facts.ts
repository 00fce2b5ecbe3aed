/** What one page of events says beyond its records: position, order, newest update, and Recall's clock. */
import type { EventRecord } from '../records.ts';
import type { RemotePage } from '../recall/types.ts';

export interface PageFacts {
  /** Records read, broken ones included. */
  readonly count: number;
  readonly next: string | null;
  readonly firstStart: number | null;
  readonly lastStart: number | null;
  /** True while no start time on the page is earlier than the one before it. */
  readonly ascending: boolean;
  readonly newestUpdate: number | null;
  readonly serverNow: number | null;
  /** Recall's time just before the page was asked for, at the latest that is safe to claim; null when unknown. */
  readonly askedAt: number | null;
}

export function pageFacts(page: RemotePage<EventRecord>, askedAt: number | null): PageFacts {
  let firstStart: number | null = null;
  let lastStart: number | null = null;
  let ascending = true;
  let newestUpdate: number | null = null;
  for (const { startAt, updatedAt } of page.records) {
    if (startAt !== null) {
      firstStart ??= startAt;
      if (lastStart !== null && startAt < lastStart) ascending = false;
      lastStart = startAt;
    }
    if (updatedAt !== null && (newestUpdate === null || updatedAt > newestUpdate)) newestUpdate = updatedAt;
  }
  return {
    count: page.records.length + page.quarantined.length,
    next: page.next,
    firstStart,
    lastStart,
    ascending,
    newestUpdate,
    serverNow: page.serverNow,
    askedAt,
  };
}
