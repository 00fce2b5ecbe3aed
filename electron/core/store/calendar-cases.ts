/** What the troubles of calendars are concluded from. */
import { CALENDAR_COLUMNS, toCalendarRow } from './calendar-rows.ts';
import type { CalendarTuple } from './calendar-rows.ts';
import type { Connection } from './connection.ts';
import { CALENDAR_FACETS, CALENDAR_PLACEHOLDER, calendarStatusOf, isDeletedCalendar } from './facets.ts';
import { readProbes } from './probes.ts';
import { readStatusHistory } from './status-history.ts';
import type { CalendarCase } from './triage.ts';

/** Facets of calendars that Recall still has and that are in this status. */
const presentIn = (wanted: (status: ReturnType<typeof calendarStatusOf>) => boolean): string =>
  CALENDAR_FACETS.filter((facet) => !isDeletedCalendar(facet) && wanted(calendarStatusOf(facet))).join(', ');
const NOT_CONNECTED = presentIn((status) => status !== 'connected');
const CONNECTED = presentIn((status) => status === 'connected');
const CONNECTING = presentIn((status) => status === 'connecting');

const COLUMNS = `${CALENDAR_COLUMNS}, c.first_seen_at, c.fetched_at`;

export const CALENDAR_CASES_SQL = {
  /** Of these, all but the many that are connected and never were otherwise. */
  named: `SELECT ${COLUMNS} FROM json_each(@ids) AS j CROSS JOIN calendar AS c ON c.workspace_id = @workspace AND c.id = j.value
    WHERE c.facet NOT IN (${CONNECTED})
      OR EXISTS (SELECT 1 FROM outage AS o WHERE o.calendar_pk = c.pk)
      OR EXISTS (SELECT 1 FROM status_observation AS s WHERE s.calendar_pk = c.pk AND s.status NOT IN ('connected', 'connecting'))`,
  one: `SELECT ${COLUMNS} FROM calendar AS c WHERE c.workspace_id = ? AND c.id = ?`,
  /**
   * Those that are not connected, those with an open outage, and those with a break that was reported after their last outage was
   * seen to begin: of a restart in between, or from before outages were kept.
   */
  unsettled: `SELECT c.id FROM calendar AS c WHERE c.workspace_id = ? AND (c.facet IN (${NOT_CONNECTED})
      OR EXISTS (SELECT 1 FROM outage AS o WHERE o.calendar_pk = c.pk AND o.ended_at IS NULL)
      OR EXISTS (SELECT 1 FROM status_observation AS s WHERE s.calendar_pk = c.pk AND s.status NOT IN ('connected', 'connecting')
        AND s.observed_at > ifnull((SELECT max(o.seen_at) FROM outage AS o WHERE o.calendar_pk = c.pk), -1)))`,
  connectedSince: `SELECT min(c.status_since) FROM calendar AS c
    WHERE c.oauth_client_id = ? AND c.facet IN (${CONNECTED}) AND c.status_since < ?`,
  stuck: `SELECT c.workspace_id, c.id FROM calendar AS c WHERE c.facet IN (${CONNECTING})
    AND ifnull(c.status_since, ifnull(c.created_at, c.first_seen_at)) < ?
    AND NOT EXISTS (SELECT 1 FROM outage AS o WHERE o.calendar_pk = c.pk AND o.ended_at IS NULL)`,
} as const;

type CaseTuple = [...CalendarTuple, firstSeenAt: number, fetchedAt: number];

/** As triage.ts says. */
export function casesOf(connection: Connection, workspaceId: number, ids: readonly string[]): CalendarCase[] {
  const rows = connection.all<CaseTuple>(CALENDAR_CASES_SQL.named, {
    ids: JSON.stringify([...new Set(ids)]),
    workspace: workspaceId,
  });
  return rows.filter((row) => row[6] !== CALENDAR_PLACEHOLDER).map((row) => caseOf(connection, row));
}

/** As triage.ts says. */
export function unsettledCalendars(connection: Connection, workspaceId: number): string[] {
  return connection.all<[string]>(CALENDAR_CASES_SQL.unsettled, [workspaceId]).map(([id]) => id);
}

/** As triage.ts says. */
export function connectedSince(connection: Connection, oauthClientId: string, since: number): number | null {
  return connection.get<[number | null]>(CALENDAR_CASES_SQL.connectedSince, [oauthClientId, since])?.[0] ?? null;
}

/** Null when there is no such calendar. */
export function calendarCase(connection: Connection, workspaceId: number, id: string): CalendarCase | null {
  const row = connection.get<CaseTuple>(CALENDAR_CASES_SQL.one, [workspaceId, id]);
  return row === undefined || row[6] === CALENDAR_PLACEHOLDER ? null : caseOf(connection, row);
}

function caseOf(connection: Connection, row: CaseTuple): CalendarCase {
  const pk = row[13];
  return {
    pk,
    row: toCalendarRow(row),
    firstSeenAt: row[16],
    fetchedAt: row[17],
    history: readStatusHistory(connection, pk),
    probes: readProbes(connection, pk),
  };
}

/** By workspace: calendars that have been connecting since before `since` and have no open outage. */
export function stuckCalendars(connection: Connection, since: number): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, string[]>();
  for (const [workspaceId, id] of connection.all<[number, string]>(CALENDAR_CASES_SQL.stuck, [since])) {
    const known = found.get(workspaceId);
    if (known === undefined) found.set(workspaceId, [id]);
    else known.push(id);
  }
  return found;
}
