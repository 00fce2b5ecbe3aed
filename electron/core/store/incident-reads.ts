/** One incident, its calendars and meetings, and the badges of the triage list. */
import type { Incident, IncidentCalendar, Party } from '../../../shared/diagnosis.ts';
import type { Page, WorkspaceScope } from '../../../shared/filters.ts';
import { causeOf } from '../diagnosis/catalogue/index.ts';
import { CALENDAR_COLUMNS, toCalendarRow } from './calendar-rows.ts';
import type { CalendarTuple } from './calendar-rows.ts';
import { NO_START, startOf } from './codec.ts';
import type { Connection } from './connection.ts';
import { limited } from './connection.ts';
import { incidentRows } from './incident-rows.ts';
import { decodeKeys, encodeKeys } from './keyset.ts';
import { meetingRows, meetingsOf, soonestFirst } from './meetings.ts';
import type { Meetings, Placed } from './meetings.ts';
import { openOutages } from './overview.ts';
import { resolveScope, scopeIds } from './scope.ts';

/** Open outages by what is at stake, then those that ended: the expression of the index `outage_by_incident`. */
const STAKE = 'iif(o.ended_at IS NULL, o.at_risk, -1)';
/** Of a calendar that broke more than once within the incident, the latest. */
const LATEST = `NOT EXISTS (SELECT 1 FROM outage AS l
  WHERE l.incident = o.incident AND l.calendar_pk = o.calendar_pk AND l.broke_at > o.broke_at)`;

export const INCIDENT_READS_SQL = {
  calendars: `SELECT ${CALENDAR_COLUMNS}, o.id, ${STAKE}, o.broke_at, o.ended_at, o.lost, o.first_risk_at
    FROM outage AS o CROSS JOIN calendar AS c ON c.pk = o.calendar_pk
    WHERE o.incident = @incident AND ${STAKE} <= @stake AND (${STAKE} <> @stake OR o.id > @id) AND ${LATEST}
    ORDER BY ${STAKE} DESC, o.id`,
  size: 'SELECT size, stake FROM incident WHERE id = ?',
  /** Calendars whose meetings are at risk. */
  atRisk: `SELECT first_risk_at, calendar_pk FROM outage AS o WHERE incident = ? AND ${STAKE} > 0`,
  causes: `SELECT state, cause, count(*) FROM incident WHERE state IN ('open', 'acknowledged', 'snoozed') GROUP BY state, cause`,
  causesIn: `SELECT state, cause, count(*) FROM incident AS i WHERE state IN ('open', 'acknowledged', 'snoozed')
      AND EXISTS (SELECT 1 FROM incident_workspace AS w WHERE w.incident = i.id
        AND +w.workspace_id IN (SELECT j.value FROM json_each(@workspaces) AS j))
    GROUP BY state, cause`,
} as const;

type PartTuple = [
  ...CalendarTuple,
  outage: number,
  stake: number,
  brokeAt: number,
  endedAt: number | null,
  lost: number,
  firstRiskAt: number,
];

/** Null when there is no such incident, or only in workspaces that are being removed. */
export function incident(connection: Connection, id: number): Incident | null {
  const here = new Set(scopeIds(connection, 'all'));
  const [found] = incidentRows(connection, [id], here);
  return found === undefined || found.workspaces.length === 0 ? null : found;
}

/** Those that are not connected yet first, by what is at stake. */
export function incidentCalendars(
  connection: Connection,
  id: number,
  after: string | null,
  limit: number,
): Page<IncidentCalendar> {
  const order = `incident:${id}`;
  const [stake = Number.MAX_SAFE_INTEGER, last = 0] = after === null ? [] : decodeKeys(order, after, 2);
  const here = new Set(scopeIds(connection, 'all'));
  const sql = limited(INCIDENT_READS_SQL.calendars, limit + 1);
  const rows = connection.all<PartTuple>(sql, { incident: id, stake, id: last });
  const more = rows.length > limit;
  if (more) rows.pop();
  const end = rows.at(-1);
  const [size = 0] = connection.get<[number, number]>(INCIDENT_READS_SQL.size, [id]) ?? [];
  return {
    rows: rows.filter((row) => here.has(row[0])).map(toIncidentCalendar),
    next: more && end !== undefined ? encodeKeys(order, [end[17], end[16]]) : null,
    total: { count: size, exact: true },
  };
}

function toIncidentCalendar(row: PartTuple): IncidentCalendar {
  const isOpen = row[19] === null;
  return {
    calendar: toCalendarRow(row),
    brokeAt: row[18],
    recoveredAt: row[19],
    atRisk: isOpen
      ? { meetings: row[17], lost: row[20], firstAt: startOf(row[21]) }
      : { meetings: 0, lost: 0, firstAt: null },
  };
}

/**
 * Soonest first. The calendars are gone through by when their first meeting was last counted to be (outage.first_risk_at), and
 * only as far as a sooner one can come.
 */
export function incidentMeetings(connection: Connection, id: number, now: number, limit: number): Meetings {
  const here = incident(connection, id) !== null;
  const calendars = here ? connection.all<[number, number]>(INCIDENT_READS_SQL.atRisk, [id]) : [];
  let soonest: Placed[] = [];
  for (const [first, calendar] of calendars.sort((a, b) => a[0] - b[0])) {
    const last = soonest[limit - 1]?.[0] ?? NO_START;
    if (first > last) break;
    soonest = [...soonest, ...meetingsOf(connection, calendar, now, limit)].sort(soonestFirst).slice(0, limit);
  }
  const [, stake = 0] = connection.get<[number, number]>(INCIDENT_READS_SQL.size, [id]) ?? [];
  const all = soonest.length < limit ? soonest.length : Math.max(stake, soonest.length);
  return { rows: meetingRows(connection, soonest), total: { count: here ? all : 0, exact: true } };
}

export interface IncidentCounts {
  inbox: number;
  acknowledged: number;
  snoozed: number;
  causes: { code: string; title: string; party: Party; incidents: number; calendars: number }[];
}

/** Causes by the number of their calendars, then incidents. */
export function incidentCounts(connection: Connection, scope: WorkspaceScope): IncidentCounts {
  const resolved = resolveScope(connection, scope);
  const rows =
    resolved === 'all'
      ? connection.all<[string, string, number]>(INCIDENT_READS_SQL.causes)
      : connection.all<[string, string, number]>(INCIDENT_READS_SQL.causesIn, { workspaces: JSON.stringify(resolved) });
  const states = new Map<string, number>();
  const causes = new Map<string, IncidentCounts['causes'][number]>();
  const of = (cause: string): IncidentCounts['causes'][number] => {
    const { code, title, party } = causeOf(cause);
    const known = causes.get(code) ?? { code, title, party, incidents: 0, calendars: 0 };
    causes.set(code, known);
    return known;
  };
  for (const [state, cause, count] of rows) {
    states.set(state, (states.get(state) ?? 0) + count);
    of(cause).incidents += count;
  }
  for (const { cause, calendars } of openOutages(connection, scope)) of(cause).calendars += calendars;
  return {
    inbox: states.get('open') ?? 0,
    acknowledged: states.get('acknowledged') ?? 0,
    snoozed: states.get('snoozed') ?? 0,
    causes: [...causes.values()].sort(
      (a, b) => b.calendars - a.calendars || b.incidents - a.incidents || (a.code < b.code ? -1 : 1),
    ),
  };
}
