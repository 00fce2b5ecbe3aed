/** Small settings that belong to the data folder. */
import { text } from './codec.ts';
import type { Connection } from './connection.ts';

export const SETTINGS_SQL = {
  read: 'SELECT value FROM setting WHERE key = ?',
  write: 'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
} as const;

/** locked: no workspace is changed; lock_at_start: locked anew at every start. */
export type SettingKey = 'locked' | 'lock_at_start';

export function readSetting(connection: Connection, key: SettingKey): string | null {
  return connection.get<[string]>(SETTINGS_SQL.read, [key])?.[0] ?? null;
}

/** Inside a transaction. */
export function saveSetting(connection: Connection, key: SettingKey, value: string): void {
  connection.run(SETTINGS_SQL.write, [key, text(value)]);
}
