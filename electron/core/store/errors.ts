/** What can go wrong with the file, in words: while opening it ({@link StoreOpenError}) and while using it. */
import Database from 'better-sqlite3';
import { CallboardError } from '../../../shared/envelope.ts';

/** Why the database could not be opened. `damaged`: by a reader only, for the writer rebuilds it (see salvage.ts). */
export type StoreOpenKind = 'newer_database' | 'foreign_file' | 'storage' | 'damaged';

/** Thrown by `openStore` and `openReader`; the message is for people. */
export class StoreOpenError extends Error {
  readonly kind: StoreOpenKind;

  constructor(kind: StoreOpenKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StoreOpenError';
    this.kind = kind;
  }
}

/** `search`: only the search index is damaged, which is made again from the rows. */
export type Failure = 'damaged' | 'search' | 'full' | 'read_only' | 'io' | 'busy';

/** SQLite's result code of an error; null for anything else that was thrown. */
export function sqliteCode(error: unknown): string | null {
  return error instanceof Database.SqliteError ? error.code : null;
}

/** Which kind of trouble with the file an error means; null when it is not about the file. */
export function failureOf(error: unknown): Failure | null {
  const code = sqliteCode(error);
  if (code === null) return null;
  if (code === 'SQLITE_CORRUPT_VTAB') return 'search';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'damaged';
  if (code === 'SQLITE_FULL') return 'full';
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_PERM')) return 'read_only';
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN')) return 'io';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'busy';
  return null;
}

const MESSAGES: Readonly<Record<Failure, string>> = {
  damaged:
    'The local database is damaged. What could be read was kept, the damaged file lies beside the new one, and the rest is being fetched again from Recall.',
  search:
    'The search index was damaged and is being built again. Nothing is lost; searching finds everything again soon.',
  full: 'The disk is full, so nothing new can be saved. What was saved is safe. Free some space; Callboard goes on by itself.',
  read_only:
    'The data folder cannot be written to. What was saved is safe. Give Callboard write access to it; it goes on by itself.',
  io: 'The disk reported an error. What was saved before is safe. Check the disk; Callboard tries again by itself.',
  busy: 'Another program holds the database. Nothing is lost; Callboard tries again by itself.',
};

export const failureMessage = (failure: Failure): string => MESSAGES[failure];

/** The `storage` error for a failing file. Retryable: nothing was half done, and the cause may go away. */
export function storageError(failure: Failure, cause: unknown): CallboardError {
  return new CallboardError('storage', MESSAGES[failure], { retryable: true, cause });
}
