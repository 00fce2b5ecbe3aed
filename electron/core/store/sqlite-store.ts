/** The one writer. */
import { statSync } from 'node:fs';
import type { CallboardError } from '../../../shared/envelope.ts';
import type { Clock, Log } from '../deps.ts';
import type { BotRecord, CalendarRecord, EventRecord } from '../records.ts';
import { noteRebuild } from './audit-write.ts';
import { applyCalendars, calendarsNotIn, tombstoneCalendar } from './apply-calendars.ts';
import { saveBot } from './bots.ts';
import { checkStore } from './check.ts';
import type { Check } from './check.ts';
import { text } from './codec.ts';
import type { Connection } from './connection.ts';
import { failureMessage, failureOf, storageError } from './errors.ts';
import type { Failure } from './errors.ts';
import { CALENDAR_FACETS, isDeletedCalendar } from './facets.ts';
import { sizeOf } from './file-header.ts';
import { skipItemsOf } from './jobs.ts';
import { createLedger } from './ledger-store.ts';
import { NOT_DELETED } from './list-events.ts';
import { maintain } from './maintenance.ts';
import { writeMeta } from './meta.ts';
import { SCHEMA_VERSION } from './migrations/index.ts';
import { leaveWorkspace } from './oauth-clients.ts';
import { applyQuarantine, quarantinedEvents, releaseEvent } from './quarantine.ts';
import { createReads } from './reads.ts';
import { planReindex } from './reindex.ts';
import type { Session } from './session.ts';
import { clearSuspicion, isSuspected } from './suspicion.ts';
import { sum, TALLY, tallies, talliedTotal } from './tally.ts';
import { createTriage } from './triage-store.ts';
import { createVerdicts } from './verdicts-store.ts';
import type { Applied, ApplyPage, NewWorkspace, StorageState, Store, SyncState } from './types.ts';
import {
  addWorkspace,
  listWorkspaces,
  removeChunk,
  requireWorkspace,
  updateWorkspace,
  WORKSPACE_SQL,
} from './workspaces.ts';

export const STORE_SQL = {
  readState: 'SELECT value FROM sync_state WHERE workspace_id = ? AND key = ?',
  saveState: `INSERT INTO sync_state (workspace_id, key, value) VALUES (?, ?, ?)
    ON CONFLICT (workspace_id, key) DO UPDATE SET value = excluded.value`,
} as const;

/** Search rows may wait up to this many before a page waits for them. */
const MAX_WAITING = 2_000;
/** How long `removeWorkspace` deletes at once; idle work does the rest. */
const REMOVE_NOW_MS = 250;

export interface StoreDeps {
  readonly path: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Opens the file, rebuilding it first when `damaged`. */
  readonly open: (damaged: boolean) => { session: Session; rebuilt: boolean };
  /** The file was replaced by a rebuilt one: readers have to open it again. */
  readonly onReplaced: () => void;
}

export function createStore(deps: StoreDeps): { store: Store; session: () => Session } {
  let { session, rebuilt } = deps.open(false);
  let trouble: Failure | null = null;
  let closed = false;

  const noteRebuilt = (): void => {
    if (!rebuilt) return;
    try {
      session.write(() => noteRebuild(session.connection, deps.clock.now()));
    } catch (error) {
      // A disk that cannot take one more row says so itself.
      deps.log.write('warn', 'the rebuild could not be noted in the audit log', { reason: String(error) });
    }
  };
  noteRebuilt();

  /** Closes the damaged file, saves what can be read into a new one, and goes on with that. */
  const rebuild = (cause: unknown): CallboardError => {
    deps.log.write('error', 'the database is damaged and is being rebuilt', {
      reason: cause instanceof Error ? cause.message : String(cause),
    });
    session.connection.db.close();
    ({ session, rebuilt } = deps.open(true));
    noteRebuilt();
    deps.onReplaced();
    return storageError('damaged', cause);
  };

  /** Empties the damaged search index; idle work fills it again. */
  const reindex = (cause: unknown): CallboardError => {
    deps.log.write('warn', 'the search index is damaged and is being built again');
    session.write(() => planReindex(session.connection));
    session.forget();
    return storageError('search', cause);
  };

  const guard = <T>(work: (current: Session) => T, writes: boolean): T => {
    try {
      return work(session);
    } catch (error) {
      const failure = failureOf(error);
      if (failure === null) throw error;
      if (failure === 'damaged') throw rebuild(error);
      if (failure === 'search') throw reindex(error);
      if (writes || failure !== 'busy') trouble = failure;
      throw storageError(failure, error);
    }
  };
  const write = <T>(work: (connection: Connection, current: Session) => T): T =>
    guard((current) => {
      const before = current.connection.written();
      const result = current.write(() => work(current.connection, current));
      // A transaction that had nothing to write does not prove that the disk can be written to again.
      if (current.connection.written() > before) trouble = null;
      return result;
    }, true);
  const writeTo = <T>(workspaceId: number, work: (connection: Connection, current: Session) => T): T =>
    write((connection, current) => {
      requireWorkspace(connection, workspaceId);
      return work(connection, current);
    });
  const read = <T>(work: (connection: Connection) => T): T => guard((current) => work(current.connection), false);

  const saveState = (connection: Connection, workspaceId: number, state: SyncState): void => {
    connection.run(STORE_SQL.saveState, [workspaceId, text(state.key), text(state.value)]);
  };
  const saveWorkspaces = (connection: Connection): void => {
    writeMeta(connection, 'workspaces', JSON.stringify(listWorkspaces(connection)));
  };
  const applied = <R extends { id: string }>(
    page: ApplyPage<R>,
    kind: 'calendar' | 'event',
    apply: (connection: Connection, current: Session) => Applied,
  ): Applied =>
    writeTo(page.workspaceId, (connection, current) => {
      const result = apply(connection, current);
      applyQuarantine(connection, page.workspaceId, kind, page.records, page.quarantined, page.receivedAt);
      if (page.state !== undefined) saveState(connection, page.workspaceId, page.state);
      return result;
    });

  const store: Store = {
    ...createReads(read),
    ...createLedger({ read, write }),
    ...createTriage({ read, write }),
    ...createVerdicts({ read, write, writeTo }),

    addWorkspace: (workspace: NewWorkspace, createdAt: number) =>
      write((connection) => {
        const added = addWorkspace(connection, workspace, createdAt);
        saveWorkspaces(connection);
        return added;
      }),
    updateWorkspace: (id, change) =>
      write((connection) => {
        const updated = updateWorkspace(connection, id, change);
        saveWorkspaces(connection);
        return updated;
      }),
    removeWorkspace: (id) => {
      write((connection) => {
        connection.run(WORKSPACE_SQL.markRemoving, [id]);
        skipItemsOf(connection, id, deps.clock.now());
        leaveWorkspace(connection, id);
        saveWorkspaces(connection);
      });
      const started = deps.clock.monotonic();
      let more = true;
      while (more && deps.clock.monotonic() - started < REMOVE_NOW_MS) {
        more = write((connection) => removeChunk(connection, id, deps.clock.now()));
      }
      session.forget();
    },

    applyCalendars: (page: ApplyPage<CalendarRecord>) =>
      applied(page, 'calendar', (connection, current) => applyCalendars(connection, current.calendars, page)),
    tombstoneCalendar: (workspaceId, id, at) =>
      writeTo(workspaceId, (connection) => tombstoneCalendar(connection, workspaceId, id, at)),
    calendarsNotIn: (workspaceId, seen) => read((connection) => calendarsNotIn(connection, workspaceId, seen)),
    applyEvents: (page: ApplyPage<EventRecord>) => {
      const result = applied(page, 'event', (_connection, current) => current.events.apply(page));
      if (session.search.waiting >= MAX_WAITING) write((_connection, current) => current.search.drain(MAX_WAITING));
      return result;
    },
    applyBot: (workspaceId: number, bot: BotRecord, receivedAt: number) => {
      writeTo(workspaceId, (connection) => saveBot(connection, workspaceId, bot, receivedAt));
    },

    quarantinedEvents: (workspaceId, after, limit) =>
      read((connection) => quarantinedEvents(connection, workspaceId, after, limit)),
    releaseQuarantinedEvent: (workspaceId, id) => {
      write((connection) => releaseEvent(connection, workspaceId, id));
    },

    syncState: (workspaceId, key) =>
      read((connection) => connection.get<[string]>(STORE_SQL.readState, [workspaceId, key])?.[0] ?? null),
    saveSyncState: (workspaceId, state) => {
      writeTo(workspaceId, (connection) => saveState(connection, workspaceId, state));
    },
    counts: (workspaceId) =>
      read((connection) => ({
        calendars: sum(tallies(connection, TALLY.calendars, [workspaceId]), PRESENT_CALENDARS),
        events: sum(tallies(connection, TALLY.events, [workspaceId]), NOT_DELETED),
        quarantined: talliedTotal(connection, TALLY.quarantined, workspaceId),
      })),

    storage: () => storageState(deps.path, trouble, rebuilt),
    check: (deep: boolean): Check[] => guard((current) => checkStore(current, deep), false),
    maintain: (budgetMs) => {
      if (closed) return false;
      if (isSuspected(deps.path)) {
        const damage = firstDamage(session.connection);
        if (damage !== null && !SEARCH_TABLE.test(damage)) throw rebuild(new Error(damage));
        if (damage !== null) reindex(new Error(damage));
        clearSuspicion(deps.path);
      }
      const walBytes = (): number => sizeOf(`${deps.path}-wal`);
      // Idle work often writes nothing, so its success does not prove that the disk can be written to again.
      return guard((current) => maintain(current, { ...deps, walBytes }, budgetMs), false);
    },
    close: () => {
      if (closed) return;
      closed = true;
      try {
        session.connection.db.pragma('wal_checkpoint(TRUNCATE)');
      } catch (error) {
        deps.log.write('warn', 'the database was closed without a checkpoint', {
          reason: error instanceof Error ? error.message : String(error),
        });
      }
      session.connection.db.close();
    },
  };
  return { store, session: () => session };
}

const PRESENT_CALENDARS = CALENDAR_FACETS.filter((facet) => !isDeletedCalendar(facet));

/** How SQLite's checks name damage that is confined to the search index. */
const SEARCH_TABLE = /fts/i;

/** What a reader's failure pointed at, looked for thoroughly; null when the file is sound. */
function firstDamage(connection: Connection): string | null {
  const result: unknown = connection.db.pragma('quick_check(1)', { simple: true });
  return result === 'ok' ? null : String(result);
}

function storageState(path: string, trouble: Failure | null, rebuilt: boolean): StorageState {
  const bytes = (statSync(path, { throwIfNoEntry: false })?.size ?? 0) + sizeOf(`${path}-wal`);
  const state = { bytes, schemaVersion: SCHEMA_VERSION };
  if (trouble === 'full') return { ...state, state: 'full', message: failureMessage('full') };
  if (trouble !== null) return { ...state, state: 'read_only', message: failureMessage(trouble) };
  if (rebuilt) return { ...state, state: 'rebuilt', message: failureMessage('damaged') };
  return { ...state, state: 'ok', message: 'The local database is in order.' };
}
