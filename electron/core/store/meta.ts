/** Small notes of the store about itself. */
import type { Connection } from './connection.ts';

export const META_SQL = {
  read: 'SELECT value FROM meta WHERE key = ?',
  write: 'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  forget: 'DELETE FROM meta WHERE key = ?',
} as const;

/**
 * search_seq: the last number of a waiting row that is given out or reserved; search_merged: number of events when the
 * search index was last in one piece; search_replaced: documents replaced in it since; search_merging: the table being
 * merged; verified_at: when the last full verification ended (ms UTC); verify_from, reindex_from: event pk after which the
 * work under way goes on; workspaces: a second copy of the workspaces, for salvage; audit_head: number and hash of the newest
 * audit record.
 */
export type MetaKey =
  | 'search_seq'
  | 'search_merged'
  | 'search_merging'
  | 'search_replaced'
  | 'verified_at'
  | 'verify_from'
  | 'reindex_from'
  | 'workspaces'
  | 'audit_head';

export function readMeta(connection: Connection, key: MetaKey): string | null {
  return connection.get<[string]>(META_SQL.read, [key])?.[0] ?? null;
}

export function readMetaNumber(connection: Connection, key: MetaKey): number | null {
  const value = Number(readMeta(connection, key) ?? Number.NaN);
  return Number.isSafeInteger(value) ? value : null;
}

/** Null forgets. Inside a transaction. */
export function writeMeta(connection: Connection, key: MetaKey, value: string | null): void {
  if (value === null) connection.run(META_SQL.forget, [key]);
  else connection.run(META_SQL.write, [key, value]);
}
