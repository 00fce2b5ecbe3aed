/** What actions on events share: which events they are about, what is ahead of each, and what a call touches. */
import type { EventRef, EventTargets } from '../../../../shared/actions.ts';
import { MAX_TARGETS } from '../../../../shared/actions.ts';
import type { BotEntry, EventRow } from '../../../../shared/entities.ts';
import { CallboardError } from '../../../../shared/envelope.ts';
import { MINUTE_MS } from '../../../../shared/time.ts';
import { isAt } from '../../diagnosis/events/plans.ts';
import type { BotEntryRecord } from '../../records.ts';
import type { EventSubject, ItemPlan } from '../../store/ledger.ts';
import type { ItemCall, World } from '../types.ts';

/** A bot whose start is nearer than this comes from the ad-hoc pool (recall-api.md 4.7), ms. */
export const LATE_MS = 10 * MINUTE_MS;
/** Up to so many events, the other events of their bots are looked up: about 0.2 ms each. */
const LOOKED_UP = 1_000;

export const eventRefOf = (row: EventRow): EventRef => ({ workspaceId: row.workspaceId, id: row.id });

/** The events that a request is about, soonest first. Throws CallboardError `invalid_input` for too many. */
export function namedEvents(targets: EventTargets, { store, now }: World): EventSubject[] {
  const rows = store.eventsForAction(targets, now, MAX_TARGETS + 1);
  if (rows.length > MAX_TARGETS) {
    throw new CallboardError(
      'invalid_input',
      `More than ${MAX_TARGETS.toLocaleString('en-US')} events match. Narrow the filter and act in parts.`,
    );
  }
  return store.eventSubjects(rows.map(eventRefOf));
}

/** True when nothing is sent about it any more: it is over, or it has begun and nobody knows when it ends. */
export function hasEnded({ startAt, endAt }: Pick<EventRow, 'startAt' | 'endAt'>, now: number): boolean {
  if (startAt === null) return false;
  return Math.max(startAt, endAt ?? startAt) <= now;
}

/** The entries whose bots are still to come, or are there for the event as it is now. */
export function entriesAhead<E extends BotEntryRecord>(
  entries: readonly E[],
  startAt: number | null,
  now: number,
): E[] {
  return entries.filter(
    (entry) => entry.startAt !== null && (entry.startAt > now || (startAt !== null && isAt(entry.startAt, startAt))),
  );
}

export const presentEntries = ({ entries }: EventSubject): BotEntry[] =>
  entries.filter(({ goneAt }) => goneAt === null);

/** Keys that a call about this event touches: the one it brings, and those of the bots that are there. */
export function keysOf(entries: readonly BotEntry[], ...more: readonly string[]): string[] {
  return [...new Set([...more, ...entries.flatMap(({ deduplicationKey }) => deduplicationKey ?? [])])].sort();
}

/** How many other events each of these bots serves; empty where there are too many events to look. */
export function otherEventsOf(
  { store }: World,
  wanted: readonly { readonly row: EventRow; readonly botId: string }[],
): ReadonlyMap<string, number> {
  if (wanted.length > LOOKED_UP) return new Map();
  return new Map(
    wanted.map(({ row, botId }) => [
      `${row.workspaceId}/${row.id}/${botId}`,
      store.eventsOfBot(row.workspaceId, botId, row.id).length,
    ]),
  );
}

/** `Starts in 6 minutes: …`; null where there is time enough. */
export function lateNote(startAt: number, now: number): string | null {
  if (startAt - now > LATE_MS) return null;
  if (startAt <= now) return 'Has begun: the bot joins as soon as Recall has one free';
  const minutes = Math.max(1, Math.round((startAt - now) / MINUTE_MS));
  return `Starts in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}: the bot may come late, or Recall may have none free`;
}

export const noteOf = (...notes: readonly (string | null)[]): string | null => {
  const told = notes.filter((note) => note !== null);
  return told.length === 0 ? null : `${told.join('. ')}.`;
};

/** The event of an item that has one. Throws for one that has none: its definition is about calendars. */
export function eventOf({ eventId, plan }: ItemCall): { readonly eventId: string; readonly plan: ItemPlan } {
  if (eventId === null || plan === null) throw new Error('This action needs an event, and the item has none.');
  return { eventId, plan };
}

/** How reads that belong to a change are sent. */
export const readsOf = ({ options }: ItemCall) => ({
  priority: options.priority,
  ...(options.signal === undefined ? {} : { signal: options.signal }),
});
