/** Why an event has no bot. Pure; the same before and after the meeting. */
import { MINUTE_MS } from '../../../../shared/time.ts';
import type { VerdictReason } from '../../../../shared/verdicts.ts';
import { outageAt, outageOfRemoval } from './came.ts';
import { linkSince } from './changes.ts';
import type { EventFacts, EventOccurrence, Judgement, PlacedEntry } from './types.ts';

/** Bots are reserved this long before they join; later they come out of a shared pool, if at all (recall-api.md 4.7). */
const LATE_MS = 10 * MINUTE_MS;

type Why = Pick<Judgement, 'since' | 'entry' | 'outage'> & {
  readonly reason: Extract<
    VerdictReason,
    | 'never_scheduled'
    | 'bot_removed'
    | 'bot_removed_by_disconnect'
    | 'calendar_disconnected'
    | 'calendar_deleted'
    | 'last_minute_change'
    | 'pool_empty'
    | 'refused'
  >;
};

/**
 * In this order, what is known most exactly first: the calendar is gone and its bots with it; Recall's answer to the last try; the
 * bot that was there; a change that left no time; a calendar for which nothing could be scheduled; else nobody did.
 */
export function whyNone(facts: EventFacts, occurrence: EventOccurrence, startAt: number, endAt: number): Why {
  const { calendar, refusal, revisions } = facts;
  const lost = lastGone(occurrence);
  const lostAt = lost?.entry.goneAt ?? -Infinity;
  const nothing = { entry: null, outage: null };
  if (
    calendar.deletedAt !== null &&
    calendar.deletedAt < endAt &&
    (lost === null || lostAt > calendar.deletedAt - LATE_MS)
  ) {
    return { reason: 'calendar_deleted', since: calendar.deletedAt, entry: lost, outage: null };
  }
  if (refusal !== null && refusal.at < endAt && refusal.at >= Math.max(lostAt, occurrence.setAt ?? -Infinity)) {
    return { reason: refusal.kind, since: refusal.at, ...nothing };
  }
  if (lost !== null) {
    const outage = outageOfRemoval(lost.entry, calendar);
    return outage === null
      ? { reason: 'bot_removed', since: lostAt, entry: lost, outage }
      : { reason: 'bot_removed_by_disconnect', since: Math.min(lostAt, outage.brokeAt), entry: lost, outage };
  }
  const setAt = lastSet(occurrence, linkSince(revisions), endAt);
  if (setAt !== null && setAt > startAt - LATE_MS) return { reason: 'last_minute_change', since: setAt, ...nothing };
  const outage = outageAt(startAt, calendar);
  if (outage !== null) return { reason: 'calendar_disconnected', since: outage.brokeAt, entry: null, outage };
  return { reason: 'never_scheduled', since: null, ...nothing };
}

function lastGone({ entries }: EventOccurrence): PlacedEntry | null {
  return entries.reduce<PlacedEntry | null>(
    (last, one) => (one.entry.goneAt !== null && one.entry.goneAt >= (last?.entry.goneAt ?? -Infinity) ? one : last),
    null,
  );
}

/** When the time or link of the occurrence was last changed; a link that came after its end is none of it. */
function lastSet({ setAt }: EventOccurrence, linkAt: number | null, endAt: number): number | null {
  if (linkAt === null || linkAt >= endAt) return setAt;
  return Math.max(setAt ?? linkAt, linkAt);
}
