/**
 * Calendars of one workspace. They cannot be filtered by update time (recall-api.md 2.1), so the few that are
 * disconnected or connecting are listed at every poll and all of them now and then. A calendar that a complete listing
 * does not show is retrieved; only a 404 to that proves that it is gone (invariant 2).
 */
import type { CalendarRecord } from '../records.ts';
import type { CalendarQuery, RemotePage } from '../recall/types.ts';
import { RecallError } from '../recall/types.ts';
import type { SyncContext } from './context.ts';
import { RETRIEVE_AT_MOST } from './policy.ts';

/** Statuses that change soonest and matter most. */
const WATCHED = ['disconnected', 'connecting'] as const;

export interface CalendarSync {
  /** One poll: the watched statuses, or all calendars when `all` or when too many left the watched statuses at once. */
  poll(all: boolean, signal: AbortSignal): Promise<{ readonly listedAll: boolean }>;
}

/** `gone`: called for each calendar that is proven deleted. */
export function createCalendarSync(context: SyncContext, gone: (id: string) => void): CalendarSync {
  const { workspaceId, store, clock, changed, serverClock, log } = context;
  /** Ids in a watched status at the last complete look; null until there was one. */
  let watched: ReadonlySet<string> | null = null;

  const apply = (page: Pick<RemotePage<CalendarRecord>, 'records' | 'quarantined'>): void => {
    const applied = store.applyCalendars({
      workspaceId,
      records: page.records,
      quarantined: page.quarantined,
      receivedAt: clock.now(),
    });
    if (applied.inserted + applied.updated > 0) changed('calendars', workspaceId, applied.changedIds);
  };

  /** Reads all pages of a listing; each is applied as it comes. */
  const list = async (query: CalendarQuery, signal: AbortSignal, each: (id: string, status: string | null) => void) => {
    const cursors = new Set<string>();
    let cursor: string | null = null;
    let complete = true;
    do {
      const page: RemotePage<CalendarRecord> = await context
        .client()
        .listCalendars({ ...query, ...(cursor === null ? {} : { cursor }) }, { priority: 'background', signal });
      serverClock.observe(page.serverNow);
      signal.throwIfAborted();
      apply(page);
      for (const record of page.records) each(record.id, record.status);
      for (const { id } of page.quarantined) {
        // A broken record whose id cannot be read may be any calendar: the listing proves no absence.
        if (id === null) complete = false;
        else each(id, null);
      }
      cursor = page.next;
      if (cursor !== null && cursors.has(cursor)) {
        throw new RecallError(
          'bad_response',
          'Recall answered with a list of calendars that leads back to a page already read. What was read is kept; the list is read again later.',
        );
      }
      if (cursor !== null) cursors.add(cursor);
    } while (cursor !== null);
    return complete;
  };

  /** Asks for one calendar by id; a 404 is the proof that Recall has it no more. */
  const retrieve = async (id: string, signal: AbortSignal): Promise<void> => {
    try {
      const { record, serverNow } = await context.client().retrieveCalendar(id, { priority: 'background', signal });
      serverClock.observe(serverNow);
      signal.throwIfAborted();
      apply({ records: [record], quarantined: [] });
    } catch (thrown) {
      if (!(thrown instanceof RecallError)) throw thrown;
      signal.throwIfAborted();
      if (thrown.kind === 'bad_response' || thrown.kind === 'too_large') {
        // One calendar that cannot be read proves nothing and must not keep the others from being looked at.
        log.write('warn', 'a calendar could not be read', { workspaceId, calendarId: id, reason: thrown.message });
        return;
      }
      if (thrown.kind !== 'not_found') throw thrown;
      gone(id);
      if (store.tombstoneCalendar(workspaceId, id, clock.now())) changed('calendars', workspaceId, [id]);
    }
  };

  const listAll = async (signal: AbortSignal): Promise<void> => {
    const seen = new Set<string>();
    const nowWatched = new Set<string>();
    const complete = await list({}, signal, (id, status) => {
      seen.add(id);
      if (status !== 'connected') nowWatched.add(id);
    });
    watched = nowWatched;
    if (!complete) return;
    for (const id of store.calendarsNotIn(workspaceId, seen)) await retrieve(id, signal);
  };

  /** Lists the watched statuses; answers with the calendars that left them since the last look. */
  const listWatched = async (before: ReadonlySet<string>, signal: AbortSignal): Promise<readonly string[]> => {
    const nowWatched = new Set<string>();
    for (const status of WATCHED) await list({ status }, signal, (id) => nowWatched.add(id));
    watched = nowWatched;
    return [...before].filter((id) => !nowWatched.has(id));
  };

  return {
    async poll(all, signal) {
      if (all || watched === null) {
        await listAll(signal);
        return { listedAll: true };
      }
      const left = await listWatched(watched, signal);
      if (left.length > RETRIEVE_AT_MOST) {
        await listAll(signal);
        return { listedAll: true };
      }
      for (const id of left) await retrieve(id, signal);
      return { listedAll: false };
    },
  };
}
