/** Idle work in slices: each step is one short transaction, so stopping between any two loses nothing. */
import type { Clock, Log } from '../deps.ts';
import { compactOnce, COMPACTION_SQL } from './compaction.ts';
import { EVENT_VERIFY_SQL, verifyEvents } from './event-verify.ts';
import { META_SQL, readMetaNumber, writeMeta } from './meta.ts';
import { REINDEX_SQL, reindexSome } from './reindex.ts';
import { SCOPE_SQL } from './scope.ts';
import { mergeSearchSome, SEARCH_MERGE_SQL } from './search-merge.ts';
import type { Session } from './session.ts';
import { removeChunk } from './workspaces.ts';

export const MAINTENANCE_SQL = {
  ...COMPACTION_SQL,
  ...EVENT_VERIFY_SQL,
  ...META_SQL,
  ...REINDEX_SQL,
  ...SEARCH_MERGE_SQL,
} as const;

/** How often everything is verified against its checksums, in ms. */
const VERIFY_EVERY_MS = 7 * 86_400_000;
/** Rows per step, so that a step stays around 5 ms. */
const BATCH = 250;
/** A log larger than this is folded into the file when there is nothing else to do, in bytes. */
const IDLE_WAL_BYTES = 1_000_000;

export interface MaintenanceDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly walBytes: () => number;
}

/** Works for about `budgetMs`; false when there is nothing left to do. */
export function maintain(session: Session, deps: MaintenanceDeps, budgetMs: number): boolean {
  const started = deps.clock.monotonic();
  do {
    if (!step(session, deps)) return false;
  } while (deps.clock.monotonic() - started < budgetMs);
  return true;
}

/** The most urgent piece of work; false when there is none. */
function step(session: Session, deps: MaintenanceDeps): boolean {
  const { connection, search } = session;
  const removing = connection.get<[number]>(SCOPE_SQL.removing)?.[0];
  if (removing !== undefined) {
    session.write(() => removeChunk(connection, removing, deps.clock.now()));
    session.forget();
    return true;
  }
  // Reindexing fills what draining empties: first drain, so that the waiting rows stay few.
  if (search.waiting > 0) {
    session.write(() => search.drain(BATCH));
    return true;
  }
  if (session.write(() => reindexSome(connection, search, BATCH))) return true;
  if (session.write(() => compactOnce(connection))) return true;
  if (session.write(() => mergeSearchSome(connection))) return true;
  if (verifyStep(session, deps)) return true;
  if (deps.walBytes() > IDLE_WAL_BYTES) {
    connection.db.pragma('wal_checkpoint(TRUNCATE)');
    // A reader may keep the log from shrinking; then the next calm moment does it.
    return false;
  }
  return false;
}

function verifyStep(session: Session, deps: MaintenanceDeps): boolean {
  const { connection } = session;
  const now = deps.clock.now();
  const under = readMetaNumber(connection, 'verify_from');
  if (under === null) {
    const last = readMetaNumber(connection, 'verified_at');
    if (last !== null && now - last < VERIFY_EVERY_MS && last <= now) return false;
  }
  const { last, damaged } = session.write(() => {
    const result = verifyEvents(connection, under ?? 0, BATCH);
    writeMeta(connection, 'verify_from', result.last === null ? null : String(result.last));
    if (result.last === null) writeMeta(connection, 'verified_at', String(now));
    return result;
  });
  if (damaged > 0) deps.log.write('warn', 'stored events do not match their checksums', { events: damaged });
  return last !== null;
}
