/** What an action has to know before it is proposed: its calendars, twins of a mailbox, and what depends on them. */
import type { CalendarRef, CalendarTargets } from '../../../shared/actions.ts';
import type { CalendarRow } from '../../../shared/entities.ts';
import { CALENDAR_COLUMNS, CALENDAR_ROWS_SQL, toCalendarRow } from './calendar-rows.ts';
import type { CalendarTuple } from './calendar-rows.ts';
import { compareKeys } from './calendar-texts.ts';
import { NO_START } from './codec.ts';
import type { Connection } from './connection.ts';
import { CALENDAR_PLACEHOLDER, eventFacet, isDeletedCalendar } from './facets.ts';
import { listCalendars } from './list-calendars.ts';
import { scopeIds } from './scope.ts';

/** Facets below are events with a bot; those below {@link DELETED} are not deleted (facets.ts, EVENT_COVERAGES). */
const WITHOUT_BOT = eventFacet('no_bot', 'zoom');
const DELETED = eventFacet('deleted', 'zoom');

export const ACTION_READS_SQL = {
  ofKey: `SELECT ${CALENDAR_COLUMNS} FROM calendar_key AS k CROSS JOIN calendar AS c ON c.pk = k.calendar_pk
    WHERE k.workspace_id = ? AND k.key = ?`,
  pk: 'SELECT pk FROM calendar WHERE workspace_id = ? AND id = ?',
  events: `SELECT count(*), ifnull(sum(start_at >= @from AND start_at < ${NO_START} AND facet < ${DELETED}), 0),
      ifnull(sum(start_at >= @from AND start_at < ${NO_START} AND facet < ${WITHOUT_BOT}), 0)
    FROM event WHERE calendar_pk = @calendar`,
  ofIncident: `SELECT ${CALENDAR_COLUMNS} FROM outage AS o CROSS JOIN calendar AS c ON c.pk = o.calendar_pk
    WHERE o.incident = ? AND o.ended_at IS NULL`,
  bots: `SELECT b.bot_id FROM event AS e CROSS JOIN bot_entry AS b ON b.event_pk = e.pk
    WHERE e.calendar_pk = @calendar AND e.start_at >= @from AND e.start_at < ${NO_START} AND e.facet < ${WITHOUT_BOT}
      AND b.gone_at IS NULL`,
} as const;

/** As ledger.ts says; by workspace, then mailbox, then id. Workspaces on their way out have none. */
export function calendarsForAction(connection: Connection, query: CalendarTargets, atMost: number): CalendarRow[] {
  return inOrder(targets(connection, query, atMost)).slice(0, atMost);
}

function targets(connection: Connection, query: CalendarTargets, atMost: number): CalendarRow[] {
  if ('filter' in query)
    return listCalendars(connection, query.filter, { by: 'email', direction: 'asc' }, null, atMost).rows;
  if ('calendars' in query) return namedCalendars(connection, query.calendars);
  const here = new Set(scopeIds(connection, 'all'));
  return connection
    .all<CalendarTuple>(ACTION_READS_SQL.ofIncident, [query.incidentId])
    .filter((row) => here.has(row[0]) && !isDeletedCalendar(row[6]))
    .map(toCalendarRow);
}

function namedCalendars(connection: Connection, refs: readonly CalendarRef[]): CalendarRow[] {
  const here = new Set(scopeIds(connection, 'all'));
  const found = new Map<number, CalendarRow>();
  for (const { workspaceId, id } of refs) {
    const row = connection.get<CalendarTuple>(CALENDAR_ROWS_SQL.byId, [workspaceId, id]);
    if (row !== undefined && row[6] !== CALENDAR_PLACEHOLDER && here.has(row[0]))
      found.set(row[13], toCalendarRow(row));
  }
  return [...found.values()];
}

/** All calendars, deleted ones too, one of whose addresses is this one, whatever its case. */
export function calendarsOfMailbox(connection: Connection, address: string): CalendarRow[] {
  const wanted = address.trim().toLowerCase();
  const rows = scopeIds(connection, 'all').flatMap((workspaceId) =>
    connection.all<CalendarTuple>(ACTION_READS_SQL.ofKey, [workspaceId, wanted]),
  );
  // The keys of a calendar are also its id, its domain and words of its addresses.
  const own = rows.filter(
    (row) => row[6] !== CALENDAR_PLACEHOLDER && (row[2]?.toLowerCase() === wanted || row[3]?.toLowerCase() === wanted),
  );
  return inOrder(own.map(toCalendarRow));
}

function inOrder(rows: readonly CalendarRow[]): CalendarRow[] {
  return rows
    .map((row) => ({ row, address: (row.email ?? row.oauthEmail)?.toLowerCase() ?? null }))
    .sort(
      (a, b) =>
        a.row.workspaceId - b.row.workspaceId ||
        Number(a.address === null) - Number(b.address === null) ||
        compareKeys(a.address ?? '', b.address ?? '') ||
        compareKeys(a.row.id, b.row.id),
    )
    .map(({ row }) => row);
}

/**
 * Of these calendars: events that start at or after `now` and are not deleted, those of them with a bot, the distinct
 * bots, and all events that are kept here. One walk along an index per calendar.
 */
export function futureOf(
  connection: Connection,
  calendars: readonly CalendarRef[],
  now: number,
): { events: number; withBot: number; bots: number; stored: number } {
  const sum = { events: 0, withBot: 0, stored: 0 };
  const bots = new Set<string>();
  for (const { workspaceId, id } of calendars) {
    const calendar = connection.get<[number]>(ACTION_READS_SQL.pk, [workspaceId, id])?.[0];
    if (calendar === undefined) continue;
    const [stored, events, withBot] = connection.get<[number, number, number]>(ACTION_READS_SQL.events, {
      calendar,
      from: now,
    }) ?? [0, 0, 0];
    sum.stored += stored;
    sum.events += events;
    sum.withBot += withBot;
    if (withBot === 0) continue;
    for (const [bot] of connection.all<[string]>(ACTION_READS_SQL.bots, { calendar, from: now })) {
      bots.add(`${workspaceId}/${bot}`);
    }
  }
  return { ...sum, bots: bots.size };
}
