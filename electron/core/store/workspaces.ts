/** Workspaces themselves, and the deletion of everything that belongs to one. */
import { CallboardError } from '../../../shared/envelope.ts';
import { REGIONS, WORKSPACE_COLOURS } from '../../../shared/values.ts';
import type { Workspace } from '../../../shared/entities.ts';
import { CALENDAR_TEXTS_SQL } from './calendar-texts.ts';
import { bit, int, text } from './codec.ts';
import type { Connection } from './connection.ts';
import { end } from './incident-write.ts';
import { SEARCH_WRITE_SQL } from './search-write.ts';
import { TALLY, talliedTotal } from './tally.ts';
import type { NewWorkspace, RemovalPreview } from './types.ts';
import { pendMeeting } from './verdict-pending.ts';
import { forgetNotices } from './workspace-notices.ts';

const COLUMNS = 'id, name, region, base_url, colour, mode, poll_interval_ms, paused, training, created_at';

export const WORKSPACE_SQL = {
  list: `SELECT ${COLUMNS} FROM workspace WHERE removing = 0 ORDER BY id`,
  one: `SELECT ${COLUMNS} FROM workspace WHERE id = ? AND removing = 0`,
  add: `INSERT INTO workspace (name, region, base_url, colour, mode, poll_interval_ms, paused, training, created_at)
    VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?) RETURNING id`,
  update: `UPDATE workspace SET name = ?, region = ?, base_url = ?, colour = ?, mode = ?, poll_interval_ms = ?, paused = ?,
      training = ? WHERE id = ?`,
  here: 'SELECT 1 FROM workspace WHERE id = ? AND removing = 0',
  markRemoving: 'UPDATE workspace SET removing = 1 WHERE id = ?',
  botCount: 'SELECT count(*) FROM bot WHERE workspace_id = ?',
} as const;

/** In the order in which rows may go (children first). Each deletes at most @limit rows of workspace @id. */
export const REMOVAL_SQL = {
  events: 'SELECT pk FROM event WHERE workspace_id = ? LIMIT ?',
  pending: 'DELETE FROM search_pending WHERE pk = ?',
  meeting: 'SELECT meeting, start_at FROM verdict WHERE pk = ?',
  refusal: 'DELETE FROM schedule_refusal WHERE event_pk = ?',
  verdict: 'DELETE FROM verdict WHERE pk = ?',
  verdictPending: 'DELETE FROM verdict_pending WHERE pk = ?',
  botEntries: 'DELETE FROM bot_entry WHERE event_pk = ?',
  revisions: 'DELETE FROM event_revision WHERE event_pk = ?',
  event: 'DELETE FROM event WHERE pk = ?',
  bodies:
    'DELETE FROM payload_body WHERE id IN (SELECT id FROM payload_block WHERE workspace_id = ? ORDER BY id LIMIT ?)',
  blocks:
    'DELETE FROM payload_block WHERE id IN (SELECT id FROM payload_block WHERE workspace_id = ? ORDER BY id LIMIT ?)',
  calendars: 'SELECT pk FROM calendar WHERE workspace_id = ? LIMIT ?',
  observations: 'DELETE FROM status_observation WHERE calendar_pk = ?',
  calendarChanges: 'DELETE FROM calendar_change WHERE calendar_pk = ?',
  incidents: 'SELECT incident FROM outage WHERE calendar_pk = ? AND incident IS NOT NULL',
  outages: 'DELETE FROM outage WHERE calendar_pk = ?',
  verdictCalendar: 'DELETE FROM verdict_calendar WHERE calendar_pk = ?',
  probes: 'DELETE FROM credential_probe WHERE calendar_pk = ?',
  calendarKeys: 'DELETE FROM calendar_key WHERE calendar_pk = ?',
  calendarPayload: 'DELETE FROM calendar_payload WHERE pk = ?',
  calendar: 'DELETE FROM calendar WHERE pk = ?',
  people: `DELETE FROM person WHERE (workspace_id, address) IN
    (SELECT workspace_id, address FROM person WHERE workspace_id = ? LIMIT ?)`,
  words: `DELETE FROM word WHERE (workspace_id, word) IN
    (SELECT workspace_id, word FROM word WHERE workspace_id = ? LIMIT ?)`,
  botFacts: `DELETE FROM bot_fact WHERE (workspace_id, bot_id) IN
    (SELECT workspace_id, bot_id FROM bot_fact WHERE workspace_id = ? LIMIT ?)`,
  bots: 'DELETE FROM bot WHERE workspace_id = ?',
  recipe: 'DELETE FROM workspace_recipe WHERE workspace_id = ?',
  quarantine: 'DELETE FROM quarantine WHERE workspace_id = ?',
  syncState: 'DELETE FROM sync_state WHERE workspace_id = ?',
  health: 'DELETE FROM health WHERE workspace_id = ?',
  tallyAll: `UPDATE tally SET n = n - (SELECT mine.n FROM tally AS mine
      WHERE mine.workspace_id = @id AND mine.kind = tally.kind AND mine.facet = tally.facet)
    WHERE workspace_id = 0 AND (kind, facet) IN (SELECT kind, facet FROM tally WHERE workspace_id = @id)`,
  tally: 'DELETE FROM tally WHERE workspace_id = ?',
  workspace: 'DELETE FROM workspace WHERE id = ?',
} as const;

type Row = [
  id: number,
  name: string,
  region: string,
  baseUrl: string,
  colour: string,
  mode: string,
  pollIntervalMs: number,
  paused: number,
  training: number,
  createdAt: number,
];

function toWorkspace(row: Row): Workspace {
  return {
    id: row[0],
    name: row[1],
    region: REGIONS.find((region) => region === row[2]) ?? 'custom',
    baseUrl: row[3],
    colour: WORKSPACE_COLOURS.find((colour) => colour === row[4]) ?? 'blue',
    mode: row[5] === 'operate' ? 'operate' : 'read_only',
    pollIntervalMs: row[6],
    paused: row[7] !== 0,
    training: row[8] !== 0,
    createdAt: row[9],
  };
}

export function listWorkspaces(connection: Connection): Workspace[] {
  return connection.all<Row>(WORKSPACE_SQL.list).map(toWorkspace);
}

export function readWorkspace(connection: Connection, id: number): Workspace | null {
  const row = connection.get<Row>(WORKSPACE_SQL.one, [id]);
  return row === undefined ? null : toWorkspace(row);
}

/** False for a workspace that is not here or on its way out. */
export const isHere = (connection: Connection, id: number): boolean =>
  connection.get(WORKSPACE_SQL.here, [id]) !== undefined;

/** Throws CallboardError `not_found` for a workspace that is not here or on its way out: nothing may be written to it. */
export function requireWorkspace(connection: Connection, id: number): void {
  if (isHere(connection, id)) return;
  throw new CallboardError('not_found', 'This workspace is not here any more, so nothing was saved to it.');
}

/** Inside a transaction. */
export function addWorkspace(connection: Connection, workspace: NewWorkspace, createdAt: number): Workspace {
  const row = connection.get<[number]>(WORKSPACE_SQL.add, [
    text(workspace.name),
    workspace.region,
    text(workspace.baseUrl),
    workspace.colour,
    workspace.mode,
    int(workspace.pollIntervalMs),
    bit(workspace.training),
    int(createdAt),
  ]);
  if (row === undefined) throw new Error('The new workspace has no id.');
  return { ...workspace, id: row[0], paused: false, createdAt };
}

/** Inside a transaction. Fields left out (or undefined) stay as they are. */
export function updateWorkspace(
  connection: Connection,
  id: number,
  change: Partial<NewWorkspace & { paused: boolean }>,
): Workspace | null {
  const old = readWorkspace(connection, id);
  if (old === null) return null;
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const next: Workspace = { ...old, ...given, id, createdAt: old.createdAt };
  connection.run(WORKSPACE_SQL.update, [
    text(next.name),
    next.region,
    text(next.baseUrl),
    next.colour,
    next.mode,
    int(next.pollIntervalMs),
    bit(next.paused),
    bit(next.training),
    id,
  ]);
  return next;
}

export function removalPreview(connection: Connection, id: number): RemovalPreview {
  const total = (kind: (typeof TALLY)[keyof typeof TALLY]): number => talliedTotal(connection, kind, id);
  return {
    calendars: total(TALLY.calendars),
    events: total(TALLY.events),
    bots: connection.get<[number]>(WORKSPACE_SQL.botCount, [id])?.[0] ?? 0,
    historyEntries: total(TALLY.observations) + total(TALLY.changes) + total(TALLY.revisions) + total(TALLY.botEntries),
  };
}

const CHUNK = 400;

/**
 * Deletes one chunk of a workspace that is marked as removing; true while more is left. Incidents lose its calendars at `at`, and
 * end with the last of them. Inside a transaction. The last chunk takes the workspace itself, so that an interrupted removal
 * is found again.
 */
export function removeChunk(connection: Connection, id: number, at: number): boolean {
  const events = connection.all<[number]>(REMOVAL_SQL.events, [id, CHUNK]);
  for (const [pk] of events) {
    connection.run(SEARCH_WRITE_SQL.forgetTitle, [pk]);
    connection.run(SEARCH_WRITE_SQL.forgetKeys, [pk]);
    // Events of other workspaces lose a sibling.
    const judged = connection.get<[meeting: number, startAt: number]>(REMOVAL_SQL.meeting, [pk]);
    if (judged !== undefined) pendMeeting(connection, ...judged, pk);
    for (const sql of [
      REMOVAL_SQL.pending,
      REMOVAL_SQL.verdictPending,
      REMOVAL_SQL.verdict,
      REMOVAL_SQL.refusal,
      REMOVAL_SQL.botEntries,
      REMOVAL_SQL.revisions,
      REMOVAL_SQL.event,
    ]) {
      connection.run(sql, [pk]);
    }
  }
  if (events.length > 0) return true;
  connection.run(REMOVAL_SQL.bodies, [id, CHUNK]);
  if (connection.run(REMOVAL_SQL.blocks, [id, CHUNK]) > 0) return true;
  if (connection.run(REMOVAL_SQL.people, [id, CHUNK * 10]) > 0) return true;
  if (connection.run(REMOVAL_SQL.words, [id, CHUNK * 10]) > 0) return true;
  if (connection.run(REMOVAL_SQL.botFacts, [id, CHUNK * 10]) > 0) return true;
  const calendars = connection.all<[number]>(REMOVAL_SQL.calendars, [id, CHUNK]);
  const incidents = new Set<number>();
  for (const [pk] of calendars) {
    for (const [incident] of connection.all<[number]>(REMOVAL_SQL.incidents, [pk])) incidents.add(incident);
    for (const sql of [
      REMOVAL_SQL.outages,
      REMOVAL_SQL.verdictCalendar,
      REMOVAL_SQL.probes,
      REMOVAL_SQL.observations,
      REMOVAL_SQL.calendarChanges,
      REMOVAL_SQL.calendarKeys,
      REMOVAL_SQL.calendarPayload,
      REMOVAL_SQL.calendar,
    ]) {
      connection.run(sql, [pk]);
    }
  }
  for (const incident of incidents) end(connection, incident, at);
  if (calendars.length > 0) {
    connection.run(CALENDAR_TEXTS_SQL.changed);
    return true;
  }
  for (const sql of [
    REMOVAL_SQL.bots,
    REMOVAL_SQL.quarantine,
    REMOVAL_SQL.syncState,
    REMOVAL_SQL.health,
    REMOVAL_SQL.recipe,
  ]) {
    connection.run(sql, [id]);
  }
  forgetNotices(connection, id);
  connection.run(REMOVAL_SQL.tallyAll, { id });
  connection.run(REMOVAL_SQL.tally, [id]);
  connection.run(REMOVAL_SQL.workspace, [id]);
  return false;
}
