/** How a bot entry departs from its event: it was scheduled for a time or a link that the event no longer has. Pure. */
import { MINUTE_MS } from '../../../../shared/time.ts';
import type { BotEntry, EventRow } from '../../../../shared/entities.ts';

/** Differences below this are rounding, not drift. */
const SAME_START_MS = MINUTE_MS;

export interface Drift {
  /** The entry's start minus the event's, ms; null: the same, or not known of one of them. */
  readonly startBy: number | null;
  /** The entry names another link than the event. */
  readonly otherLink: boolean;
}

/** Compares one present entry with its event. Entries that are gone do not drift. */
export function driftOf(event: Pick<EventRow, 'startAt' | 'meetingUrl'>, entry: BotEntry): Drift {
  if (entry.goneAt !== null) return { startBy: null, otherLink: false };
  const startBy = event.startAt === null || entry.startAt === null ? 0 : entry.startAt - event.startAt;
  return {
    startBy: Math.abs(startBy) < SAME_START_MS ? null : startBy,
    otherLink: event.meetingUrl !== null && entry.meetingUrl !== null && event.meetingUrl !== entry.meetingUrl,
  };
}
