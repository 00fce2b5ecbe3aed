/** Opening the file: settings, migration, first checks, and what happens when it is damaged. */
import Database from 'better-sqlite3';
import { chmodSync, existsSync } from 'node:fs';
import type { Clock, Log } from '../deps.ts';
import { checkSmallTables } from './check.ts';
import { Connection } from './connection.ts';
import { failureMessage, failureOf, StoreOpenError } from './errors.ts';
import { canRead, readHeader } from './file-header.ts';
import { migrate, refuseOthers } from './migrate.ts';
import { createReads } from './reads.ts';
import { rebuildDatabase, rebuildingPath } from './salvage.ts';
import { Session } from './session.ts';
import { createStore } from './sqlite-store.ts';
import { suspect } from './suspicion.ts';
import type { Reader, Store } from './types.ts';

export interface StoreOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Called when a damaged file was replaced while running: readers have to open it again. */
  readonly onReplaced?: () => void;
}

export interface OpenedStore {
  readonly store: Store;
  /** The writer's connection of the moment, for benchmarks and tests. */
  readonly connection: () => Database.Database;
}

/** Twice SQLite's default: a tenth less work to write a page of events (payload blocks span fewer pages), 1 % more bytes. */
const PAGE_BYTES = 8_192;
/** Pages in the log before it is folded back: 12 MB, which reopens after a crash in milliseconds (goal G17). */
const CHECKPOINT_PAGES = 1_500;

/**
 * Opens or creates the database. A damaged one is kept aside and rebuilt with what can be read of it. Throws
 * StoreOpenError: newer_database, foreign_file, or storage with words about the disk.
 */
export function openStore(options: StoreOptions): OpenedStore {
  const open = (damaged: boolean): { session: Session; rebuilt: boolean } => {
    try {
      return openSession(options, damaged);
    } catch (error) {
      const failure = failureOf(error);
      if (failure === null) throw error;
      throw new StoreOpenError('storage', `${options.path}: ${failureMessage(failure)}`, error);
    }
  };
  const { store, session } = createStore({ ...options, open, onReplaced: options.onReplaced ?? (() => undefined) });
  return { store, connection: () => session().connection.db };
}

function openSession(options: StoreOptions, damaged: boolean): { session: Session; rebuilt: boolean } {
  const { path, log } = options;
  // A file under construction without a finished one: the rebuild before was interrupted.
  let rebuilt = damaged || (!existsSync(path) && existsSync(rebuildingPath(path)));
  const header = readHeader(path);
  // Before SQLite touches the file: opening it would already change its journal mode and fold its log in.
  if (header?.valid === true && !damaged) refuseOthers(path, header);
  if (header !== null && (!header.valid || header.truncated)) rebuilt = true;
  if (!rebuilt) {
    try {
      return { session: openFile(path, log), rebuilt: false };
    } catch (error) {
      if (failureOf(error) !== 'damaged') throw error;
      log.write('error', 'the database is damaged and is being rebuilt', {
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  }
  rebuildDatabase({ ...options, createFile: (at) => openFile(at, log).connection });
  return { session: openFile(path, log), rebuilt: true };
}

/** Opens a file for writing. Throws SqliteError, with code SQLITE_CORRUPT when a check failed. */
function openFile(path: string, log: Log): Session {
  const fresh = readHeader(path) === null;
  const db = new Database(path, { timeout: 5_000 });
  try {
    if (fresh) chmodSync(path, 0o600);
    if (fresh) db.pragma(`page_size = ${PAGE_BYTES}`);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('trusted_schema = OFF');
    db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    db.pragma(`journal_size_limit = ${64 * 1_024 * 1_024}`);
    db.pragma('cache_size = -65536');
    db.pragma('temp_store = MEMORY');
    const connection = new Connection(db, log);
    migrate(connection, path);
    const problems = checkSmallTables({ connection });
    if (problems.length > 0) throw new Database.SqliteError(problems.join('; '), 'SQLITE_CORRUPT');
    return new Session(db, log);
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Opens a read-only connection beside the writer's. Throws StoreOpenError `storage` when the file is not there or of another
 * schema (ask {@link canRead} first) and `damaged` when its schema cannot be read; SqliteError while answering from a damaged
 * file. The writer is told about damage.
 */
export function openReader(path: string, options: { readonly log: Log }): Reader {
  if (!canRead(path)) {
    throw new StoreOpenError(
      'storage',
      `${path} cannot be read yet. Start the core first; it creates or updates the file.`,
    );
  }
  const db = new Database(path, { readonly: true, fileMustExist: true, timeout: 2_000 });
  try {
    // No memory mapping: SQLite drops the whole map at every commit of the writer and faults it in again, which costs the
    // next question 2 to 3 ms (1 M events); reading pages costs 0.05 ms more while nothing is written. A larger cache is
    // also dropped then, for longer.
    db.pragma('cache_size = -16384');
    db.pragma('mmap_size = 0');
  } catch (error) {
    db.close();
    if (failureOf(error) !== 'damaged') throw error;
    suspect(path);
    throw new StoreOpenError('damaged', `${path}: ${failureMessage('damaged')}`, error);
  }
  const connection = new Connection(db, options.log);
  // One transaction per question: its statements see the same rows, and the log's place is looked up once for all of them.
  const together = db.transaction((read: () => unknown) => read());
  const reads = createReads(<T>(read: (at: Connection) => T): T => {
    try {
      // The transaction returns what `read` returned.
      return together(() => read(connection)) as T;
    } catch (error) {
      const failure = failureOf(error);
      if (failure === 'damaged' || failure === 'search') suspect(path);
      throw error;
    }
  });
  return { ...reads, close: () => db.close() };
}
