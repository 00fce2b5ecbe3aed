/** Records that could not be read: kept once each, and let go when the same id comes back readable. */
import { crc32 } from '../zlib.ts';
import type { QuarantinedRecord } from '../records.ts';
import { text, textOrNull } from './codec.ts';
import type { Connection } from './connection.ts';
import { TALLY, TallyChanges, talliedTotal } from './tally.ts';

export const QUARANTINE_SQL = {
  find: 'SELECT 1 FROM quarantine WHERE workspace_id = ? AND kind = ? AND key = ?',
  keep: `INSERT INTO quarantine (workspace_id, kind, key, remote_id, reason, payload, first_seen_at, last_seen_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (workspace_id, kind, key) DO UPDATE SET reason = excluded.reason, payload = excluded.payload,
      last_seen_at = excluded.last_seen_at`,
  release: 'DELETE FROM quarantine WHERE workspace_id = ? AND kind = ? AND key = ?',
  // Keys of records without a readable id begin with `payload:`; there is nothing to ask Recall for.
  ids: `SELECT remote_id FROM quarantine WHERE workspace_id = ? AND kind = 'event' AND key > ? AND key < 'id;' ORDER BY key LIMIT ?`,
} as const;

/** Inside the page's transaction. `good` are the ids of the records of the same page that could be read. */
export function applyQuarantine(
  connection: Connection,
  workspaceId: number,
  kind: QuarantinedRecord['kind'],
  good: readonly { readonly id: string }[],
  bad: readonly QuarantinedRecord[],
  seenAt: number,
): void {
  const tally = new TallyChanges(workspaceId);
  for (const record of bad) {
    const payload = text(record.payload);
    const key = record.id === null ? `payload:${crc32(payload)}` : `id:${text(record.id)}`;
    const isNew = connection.get(QUARANTINE_SQL.find, [workspaceId, record.kind, key]) === undefined;
    const { reason } = record;
    connection.run(QUARANTINE_SQL.keep, [
      workspaceId,
      record.kind,
      key,
      textOrNull(record.id),
      text(reason),
      payload,
      seenAt,
      seenAt,
    ]);
    if (isNew) tally.add(TALLY.quarantined, 0, 1);
  }
  if (talliedTotal(connection, TALLY.quarantined, workspaceId) > 0) {
    for (const { id } of good) {
      const released = connection.run(QUARANTINE_SQL.release, [workspaceId, kind, `id:${id}`]);
      tally.add(TALLY.quarantined, 0, -released);
    }
  }
  tally.write(connection);
}

/** Ids of events that could not be read, in their order after `after` (null: from the first), at most `limit`. */
export function quarantinedEvents(
  connection: Connection,
  workspaceId: number,
  after: string | null,
  limit: number,
): string[] {
  return connection.all<[string]>(QUARANTINE_SQL.ids, [workspaceId, `id:${after ?? ''}`, limit]).map(([id]) => id);
}

/** Lets go of an event that Recall no longer has. */
export function releaseEvent(connection: Connection, workspaceId: number, id: string): void {
  const released = connection.run(QUARANTINE_SQL.release, [workspaceId, 'event', `id:${id}`]);
  const tally = new TallyChanges(workspaceId);
  tally.add(TALLY.quarantined, 0, -released);
  tally.write(connection);
}
