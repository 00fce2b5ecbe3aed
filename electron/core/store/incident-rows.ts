/** Incidents as rows, and what a page of them shows beside: workspaces, growth, the calendar of a single case. */
import type { Incident } from '../../../shared/diagnosis.ts';
import type { CalendarRow } from '../../../shared/entities.ts';
import { BASES, CALENDAR_PLATFORMS, INCIDENT_SCOPES, INCIDENT_STATES } from '../../../shared/values.ts';
import { causeOf } from '../diagnosis/catalogue/index.ts';
import { incidentTitle } from '../diagnosis/incident-title.ts';
import { CALENDAR_COLUMNS, toCalendarRow } from './calendar-rows.ts';
import type { CalendarTuple } from './calendar-rows.ts';
import { startOf } from './codec.ts';
import type { Connection } from './connection.ts';

/** The order is that of {@link IncidentTuple}. */
const COLUMNS = `i.id, i.scope, i.cause, i.cause_basis, i.platform, i.oauth_client_id, c.name, i.domain, i.size, i.open, i.first_at,
  i.last_at, i.state, i.state_at, i.state_size, i.resolved_at, i.stake, i.lost, i.first_risk_at, i.note, i.opened_at`;

type IncidentTuple = [
  id: number,
  scope: string,
  cause: string,
  causeBasis: string,
  platform: string,
  oauthClientId: string | null,
  oauthClientName: string | null,
  domain: string | null,
  size: number,
  open: number,
  firstAt: number,
  lastAt: number,
  state: string,
  stateAt: number,
  stateSize: number,
  resolvedAt: number | null,
  stake: number,
  lost: number,
  firstRiskAt: number,
  note: string | null,
  openedAt: number,
];

export const INCIDENT_ROWS_SQL = {
  byIds: `SELECT ${COLUMNS} FROM json_each(?) AS j CROSS JOIN incident AS i ON i.id = j.value
    LEFT JOIN oauth_client AS c ON c.client_id = i.oauth_client_id`,
  workspaces: `SELECT w.incident, w.workspace_id, w.count FROM json_each(?) AS j
    CROSS JOIN incident_workspace AS w ON w.incident = j.value`,
  /** Of single cases, each of which has one calendar, which may have broken more than once. */
  calendars: `SELECT ${CALENDAR_COLUMNS}, o.incident FROM json_each(?) AS j CROSS JOIN outage AS o ON o.incident = j.value
    CROSS JOIN calendar AS c ON c.pk = o.calendar_pk`,
  breaks: 'SELECT min(broke_at) FROM outage WHERE incident = ? GROUP BY calendar_pk',
} as const;

/** Steps of {@link Incident.growth}. */
const STEPS = 16;

/** The incidents with these ids, in their order; ids without one are left out. */
export function incidentRows(connection: Connection, ids: readonly number[], here: ReadonlySet<number>): Incident[] {
  if (ids.length === 0) return [];
  const tuples = connection.all<IncidentTuple>(INCIDENT_ROWS_SQL.byIds, [JSON.stringify(ids)]);
  const workspaces = workspacesOf(connection, ids, here);
  const single = JSON.stringify(tuples.filter((row) => row[8] === 1).map(([id]) => id));
  const calendars = new Map<number, CalendarRow>();
  for (const row of connection.all<[...CalendarTuple, incident: number]>(INCIDENT_ROWS_SQL.calendars, [single])) {
    calendars.set(row[16], toCalendarRow(row));
  }
  return tuples.map((row) =>
    toIncident(row, workspaces.get(row[0]) ?? [], calendars.get(row[0]) ?? null, growthOf(connection, row)),
  );
}

function workspacesOf(
  connection: Connection,
  ids: readonly number[],
  here: ReadonlySet<number>,
): ReadonlyMap<number, Incident['workspaces']> {
  const found = new Map<number, Incident['workspaces']>();
  const rows = connection.all<[number, number, number]>(INCIDENT_ROWS_SQL.workspaces, [JSON.stringify(ids)]);
  for (const [incident, workspaceId, count] of rows) {
    // One that is being removed is left out of everything.
    if (here.has(workspaceId)) found.set(incident, [...(found.get(incident) ?? []), { workspaceId, count }]);
  }
  return found;
}

/** How many had broken by then, at equal steps from the first break to the last. */
function growthOf(connection: Connection, [id, , , , , , , , size, , firstAt, lastAt]: IncidentTuple): number[] {
  const steps = Array.from({ length: STEPS }, () => size);
  if (size <= 1 || lastAt <= firstAt) return steps;
  const breaks = connection.all<[number]>(INCIDENT_ROWS_SQL.breaks, [id]).map(([at]) => at);
  return steps.map((_, step) => {
    const by = firstAt + ((lastAt - firstAt) * step) / (STEPS - 1);
    return breaks.filter((at) => at <= by).length;
  });
}

function toIncident(
  row: IncidentTuple,
  workspaces: Incident['workspaces'],
  calendar: CalendarRow | null,
  growth: number[],
): Incident {
  const cause = causeOf(row[2]);
  const scope = INCIDENT_SCOPES.find((word) => word === row[1]) ?? 'mailbox';
  const platform = CALENDAR_PLATFORMS.find((word) => word === row[4]) ?? 'other';
  const state = INCIDENT_STATES.find((word) => word === row[12]) ?? 'open';
  const size = row[8];
  const open = row[9];
  return {
    id: row[0],
    scope,
    title: incidentTitle({
      cause: cause.title,
      scope,
      size,
      platform,
      oauthClientId: row[5],
      oauthClientName: row[6],
      domain: row[7],
      mailbox: calendar === null ? null : (calendar.email ?? calendar.oauthEmail),
    }),
    cause: { code: cause.code, title: cause.title, basis: BASES.find((basis) => basis === row[3]) ?? 'inferred' },
    party: cause.party,
    action: open === 0 || cause.action.kind === 'none' ? null : cause.action,
    platform,
    oauthClientId: row[5],
    oauthClientName: row[6],
    domain: row[7],
    size,
    open,
    workspaces,
    firstAt: row[10],
    lastAt: row[11],
    state,
    stateAt: row[13],
    grownBy: state === 'resolved' ? 0 : Math.max(0, size - row[14]),
    resolvedAt: row[15],
    atRisk: { meetings: row[16], lost: row[17], firstAt: startOf(row[18]) },
    growth,
    note: row[19],
    calendar,
  };
}
