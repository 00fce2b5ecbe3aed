/** What live tests of credentials said (recall-api.md 2.5): the newest of each calendar. */
import type { CredentialProbe } from '../records.ts';
import { int, text, textOrNull } from './codec.ts';
import type { Connection } from './connection.ts';

/** Kept per calendar. */
const KEPT = 50;

export const PROBES_SQL = {
  calendar: 'SELECT pk FROM calendar WHERE workspace_id = ? AND id = ?',
  newest: 'SELECT at, code, message FROM credential_probe WHERE calendar_pk = ? ORDER BY n DESC',
  last: 'SELECT ifnull(max(n), 0) FROM credential_probe WHERE calendar_pk = ?',
  add: 'INSERT INTO credential_probe (calendar_pk, n, workspace_id, at, code, message) VALUES (?, ?, ?, ?, ?, ?)',
  forget: 'DELETE FROM credential_probe WHERE calendar_pk = ? AND n <= ?',
} as const;

type Row = [at: number, code: string | null, message: string];

/** Nothing is kept of a calendar that is not here. Inside a transaction. */
export function keepProbe(connection: Connection, workspaceId: number, id: string, probe: CredentialProbe): void {
  const pk = connection.get<[number]>(PROBES_SQL.calendar, [workspaceId, id])?.[0];
  if (pk === undefined) return;
  const n = (connection.get<[number]>(PROBES_SQL.last, [pk])?.[0] ?? 0) + 1;
  connection.run(PROBES_SQL.add, [pk, n, workspaceId, int(probe.at), textOrNull(probe.code), text(probe.message)]);
  connection.run(PROBES_SQL.forget, [pk, n - KEPT]);
}

/** Newest first, at most 50. */
export function readProbes(connection: Connection, calendarPk: number): CredentialProbe[] {
  return connection
    .all<Row>(PROBES_SQL.newest, [calendarPk])
    .map(([at, code, message]): CredentialProbe => ({ at, code, message }));
}
