/** Incidents as rows: made of groups of outages, rolled up from them, and ended with them. */
import { INCIDENT_STATES } from '../../../shared/values.ts';
import { int, NO_START, text, textOrNull } from './codec.ts';
import type { Connection } from './connection.ts';
import type { IncidentChange, IncidentGroup, StoredIncident } from './triage.ts';

const COLUMNS = 'i.id, i.family, i.state, i.size, i.first_at, i.last_at, i.resolved_at';

export const INCIDENT_WRITE_SQL = {
  ofFamilies: `SELECT ${COLUMNS} FROM json_each(@families) AS j CROSS JOIN incident AS i ON i.family = j.value
      AND i.resolved_at IS NULL
    UNION ALL SELECT ${COLUMNS} FROM json_each(@families) AS j CROSS JOIN incident AS i ON i.family = j.value
      AND i.resolved_at > @since`,
  one: `SELECT ${COLUMNS} FROM incident AS i WHERE i.id = ?`,
  add: `INSERT INTO incident (family, scope, cause, cause_basis, platform, oauth_client_id, domain, list_key, size, open,
      first_at, last_at, state, state_at, state_size, opened_at)
    VALUES (@family, @scope, @cause, @basis, @platform, @client, @domain, 1, 0, 0, @at, @at, 'open', @at, 0, @at) RETURNING id`,
  describe: `UPDATE incident SET family = @family, scope = @scope, cause = @cause, cause_basis = @basis, platform = @platform,
      oauth_client_id = @client, domain = @domain WHERE id = @id`,
  takeIn: 'UPDATE outage SET incident = ? WHERE id = ?',
  letGo: 'UPDATE outage SET incident = NULL WHERE incident = ? AND id NOT IN (SELECT j.value FROM json_each(?) AS j)',
  sums: `SELECT count(DISTINCT calendar_pk), count(DISTINCT iif(ended_at IS NULL, calendar_pk, NULL)), min(broke_at), max(broke_at),
      max(ended_at), ifnull(sum(iif(ended_at IS NULL, at_risk, 0)), 0), ifnull(sum(iif(ended_at IS NULL, lost, 0)), 0),
      ifnull(min(iif(ended_at IS NULL, first_risk_at, NULL)), ${NO_START})
    FROM outage WHERE incident = ?`,
  roll: `UPDATE incident SET list_key = @list, size = @size, open = @open, first_at = @first, last_at = @last, stake = @stake,
      lost = @lost, first_risk_at = @risk, state = @state, state_at = @stateAt, state_size = @stateSize, resolved_at = @resolved
    WHERE id = @id`,
  stake: 'UPDATE incident SET stake = @stake, lost = @lost, first_risk_at = @risk WHERE id = @id',
  workspaces: `INSERT INTO incident_workspace (incident, workspace_id, count, resolved, list_key, last_at, cause, platform)
    SELECT i.id, o.workspace_id, count(DISTINCT o.calendar_pk), i.resolved_at IS NOT NULL, i.list_key, i.last_at, i.cause, i.platform
    FROM incident AS i CROSS JOIN outage AS o ON o.incident = i.id WHERE i.id = ? GROUP BY o.workspace_id`,
  forgetWorkspaces: 'DELETE FROM incident_workspace WHERE incident = ?',
  stateOf: 'SELECT state, state_at, state_size, size, open, resolved_at, note, opened_at FROM incident WHERE id = ?',
  note: 'UPDATE incident SET note = ? WHERE id = ?',
  setState: 'UPDATE incident SET state = ?, state_at = ?, state_size = size WHERE id = ? AND resolved_at IS NULL',
  free: 'UPDATE outage SET incident = NULL WHERE incident = ?',
  remove: 'DELETE FROM incident WHERE id = ?',
} as const;

type Row = [
  id: number,
  family: string,
  state: string,
  size: number,
  firstAt: number,
  lastAt: number,
  resolvedAt: number | null,
];

type Sums = [
  size: number,
  open: number,
  firstAt: number,
  lastAt: number,
  endedAt: number | null,
  stake: number,
  lost: number,
  risk: number,
];

type Standing = [
  state: string,
  stateAt: number,
  stateSize: number,
  size: number,
  open: number,
  resolvedAt: number | null,
  note: string | null,
  openedAt: number,
];

const toIncident = (row: Row): StoredIncident => ({
  id: row[0],
  family: row[1],
  state: INCIDENT_STATES.find((state) => state === row[2]) ?? 'open',
  size: row[3],
  firstAt: row[4],
  lastAt: row[5],
  resolvedAt: row[6],
});

/** Unresolved ones, and those resolved after `since`, oldest first. */
export function incidentsOfFamilies(
  connection: Connection,
  families: readonly string[],
  since: number,
): StoredIncident[] {
  return connection
    .all<Row>(INCIDENT_WRITE_SQL.ofFamilies, { families: JSON.stringify(families), since })
    .map(toIncident)
    .sort((a, b) => a.id - b.id);
}

/** As triage.ts says. Inside a transaction. */
export function saveGroups(
  connection: Connection,
  before: readonly StoredIncident[],
  groups: readonly IncidentGroup[],
  at: number,
): IncidentChange[] {
  const changes: IncidentChange[] = [];
  const goesOn = new Set<number>();
  for (const group of groups) {
    const { incident, absorbs, family, scope, cause, platform } = group;
    if (incident !== null && !group.changed) {
      goesOn.add(incident);
      continue;
    }
    const described = {
      family: text(family),
      scope,
      cause: text(cause.code),
      basis: cause.basis,
      platform,
      client: textOrNull(group.oauthClientId),
      domain: textOrNull(group.domain),
    };
    const id = incident ?? connection.get<[number]>(INCIDENT_WRITE_SQL.add, { ...described, at: int(at) })?.[0];
    if (id === undefined) throw new Error('The new incident has no id.');
    goesOn.add(id);
    if (incident !== null) connection.run(INCIDENT_WRITE_SQL.describe, { ...described, id });
    connection.run(INCIDENT_WRITE_SQL.letGo, [id, JSON.stringify(group.outages)]);
    for (const outage of group.joins) connection.run(INCIDENT_WRITE_SQL.takeIn, [id, outage]);
    for (const other of absorbs) absorb(connection, other, id);
    const what = roll(connection, id, at);
    if (incident === null) changes.push({ id, what: 'opened' });
    else if (what !== null) changes.push({ id, what });
  }
  // What no group goes on was a part of something that is seen differently now.
  for (const { id } of before) if (!goesOn.has(id)) end(connection, id, at);
  return changes;
}

/** An incident that has become part of another one: what people wrote to it stays. */
function absorb(connection: Connection, id: number, into: number): void {
  const note = connection.get<Standing>(INCIDENT_WRITE_SQL.stateOf, [id])?.[6] ?? null;
  const present = connection.get<Standing>(INCIDENT_WRITE_SQL.stateOf, [into])?.[6] ?? null;
  if (note !== null) connection.run(INCIDENT_WRITE_SQL.note, [present === null ? note : `${present}\n${note}`, into]);
  forget(connection, id);
}

/** Ends an incident that no group goes on: without outages it is forgotten, unless somebody wrote to it or it was resolved. */
export function end(connection: Connection, id: number, at: number): void {
  const sums = connection.get<Sums>(INCIDENT_WRITE_SQL.sums, [id]);
  if (sums === undefined || sums[0] === 0) forget(connection, id);
  else roll(connection, id, at);
}

function forget(connection: Connection, id: number): void {
  connection.run(INCIDENT_WRITE_SQL.free, [id]);
  connection.run(INCIDENT_WRITE_SQL.forgetWorkspaces, [id]);
  connection.run(INCIDENT_WRITE_SQL.remove, [id]);
}

/**
 * Sums an incident up from its outages and moves its state on: none open: resolved; open again after that: reopened; grown while
 * snoozed: open. Returns what that means for people; null: nothing new. Inside a transaction.
 */
export function roll(connection: Connection, id: number, at: number): IncidentChange['what'] | null {
  const sums = connection.get<Sums>(INCIDENT_WRITE_SQL.sums, [id]);
  const standing = connection.get<Standing>(INCIDENT_WRITE_SQL.stateOf, [id]);
  if (sums === undefined || standing === undefined) return null;
  const [size, open, first, last, endedAt, stake, lost, risk] = sums;
  let [state, stateAt, stateSize, , , resolved] = standing;
  const knownSize = standing[3];
  let what: IncidentChange['what'] | null = size > knownSize ? 'grew' : null;
  if (open === 0 && resolved === null) {
    [state, stateAt, stateSize, resolved] = ['resolved', at, size, endedAt ?? at];
    what = 'resolved';
  } else if (open > 0 && resolved !== null) {
    [state, stateAt, stateSize, resolved] = ['open', at, size, null];
    what = 'reopened';
  } else if (state === 'snoozed' && size > stateSize) {
    [state, stateAt] = ['open', at];
  }
  connection.run(INCIDENT_WRITE_SQL.roll, {
    id,
    list: size > 1 ? 0 : 1,
    size,
    open,
    first,
    last,
    stake,
    lost,
    risk,
    state,
    stateAt,
    // Of what nobody has put aside, nothing has grown since.
    stateSize: standing[0] === 'open' && standing[2] === knownSize ? size : stateSize,
    resolved,
  });
  connection.run(INCIDENT_WRITE_SQL.forgetWorkspaces, [id]);
  connection.run(INCIDENT_WRITE_SQL.workspaces, [id]);
  return what;
}

/** What is at stake, summed up anew. Inside a transaction. */
export function rollStake(connection: Connection, id: number): void {
  const sums = connection.get<Sums>(INCIDENT_WRITE_SQL.sums, [id]);
  if (sums !== undefined)
    connection.run(INCIDENT_WRITE_SQL.stake, { id, stake: sums[5], lost: sums[6], risk: sums[7] });
}

/** Resolved ones stay as they are. Inside a transaction. */
export function setIncidentState(
  connection: Connection,
  ids: readonly number[],
  state: 'open' | 'acknowledged' | 'snoozed',
  at: number,
): void {
  for (const id of ids) connection.run(INCIDENT_WRITE_SQL.setState, [state, int(at), id]);
}

/** Null takes it away. Inside a transaction. */
export function noteIncident(connection: Connection, id: number, note: string | null): void {
  connection.run(INCIDENT_WRITE_SQL.note, [textOrNull(note), id]);
}
