/**
 * One writer per data folder (promise R5). The lock is SQLite's own exclusive file lock on a tiny database, because the
 * operating system frees it when the process dies, however it dies; Node has no flock.
 */
import Database from 'better-sqlite3';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';

export interface InstanceLock {
  release(): void;
}

/** Takes the lock of a data folder; null when another process, or another core of this one, has it. */
export function takeInstanceLock(dataDir: string): InstanceLock | null {
  const path = join(dataDir, 'callboard.lock');
  const database = new Database(path, { timeout: 0 });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE');
    chmodSync(path, 0o600);
  } catch (error) {
    database.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
  return { release: () => database.close() };
}
