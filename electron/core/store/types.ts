/**
 * What `store/` promises: the local replica and its history in one SQLite file, kept under the invariants of
 * docs/store.md. `Store` is the one writer (opened by the core); `Reader` answers questions on a connection of its own.
 * Every method that touches remote rows takes its workspace, or a scope that says "all" out loud.
 */
import type {
  BotDetail,
  CalendarDetail,
  CalendarRow,
  CalendarStatus,
  EventDetail,
  EventRow,
  Region,
  Workspace,
  WorkspaceColour,
} from '../../../shared/entities.ts';
import type {
  CalendarFilter,
  CalendarSort,
  EventFilter,
  EventSort,
  Page,
  Total,
  WorkspaceScope,
} from '../../../shared/filters.ts';
import type { BotRecord, CalendarRecord, EventRecord, QuarantinedRecord } from '../records.ts';
import type { Ledger, LedgerReader } from './ledger.ts';
import type { Triage, TriageReader } from './triage.ts';
import type { Verdicts, VerdictsReader } from './verdicts.ts';

export interface NewWorkspace {
  readonly name: string;
  readonly region: Region;
  readonly baseUrl: string;
  readonly colour: WorkspaceColour;
  readonly mode: Workspace['mode'];
  readonly pollIntervalMs: number;
  readonly training: boolean;
}

/** What one applied page changed. */
export interface Applied {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Older than what is here, so ignored (invariant 2). */
  readonly stale: number;
  /** Ids of inserted and updated records; absent when more than 200. */
  readonly changedIds?: readonly string[];
}

/** State that moves in the same transaction as the rows (invariant 3). `value` is JSON text owned by `sync/`. */
export interface SyncState {
  readonly key: string;
  readonly value: string;
}

export interface ApplyPage<Record> {
  readonly workspaceId: number;
  readonly records: readonly Record[];
  readonly quarantined: readonly QuarantinedRecord[];
  /** When Callboard received the page, ms UTC. */
  readonly receivedAt: number;
  /** Saved in the page's transaction. */
  readonly state?: SyncState;
}

export interface StorageState {
  readonly state: 'ok' | 'rebuilt' | 'read_only' | 'full';
  readonly message: string;
  readonly bytes: number;
  readonly schemaVersion: number;
}

export interface RemovalPreview {
  readonly calendars: number;
  readonly events: number;
  readonly bots: number;
  readonly historyEntries: number;
}

/** Reads, on a read-only connection. Not-found reads return null. Limits and units as in shared/contract.ts. */
export interface Reader extends LedgerReader, TriageReader, VerdictsReader {
  workspaces(): Workspace[];
  removalPreview(workspaceId: number): RemovalPreview;
  listCalendars(filter: CalendarFilter, sort: CalendarSort, after: string | null, limit: number): Page<CalendarRow>;
  calendar(workspaceId: number, id: string, now: number): CalendarDetail | null;
  calendarCounts(scope: WorkspaceScope): { workspaceId: number; status: CalendarStatus; count: number }[];
  listEvents(filter: EventFilter, sort: EventSort, after: string | null, limit: number): Page<EventRow>;
  event(workspaceId: number, id: string): EventDetail | null;
  eventCounts(scope: WorkspaceScope, now: number): { next24h: Total; next24hWithoutBot: Total };
  bot(workspaceId: number, id: string): BotDetail;
  search(
    text: string,
    scope: WorkspaceScope,
    limit: number,
  ): {
    calendars: CalendarRow[];
    events: EventRow[];
    bots: { workspaceId: number; botId: string }[];
    more: boolean;
  };
  close(): void;
}

/** The one writer. Writes throw CallboardError `storage` when the disk is full or read-only; nothing is then half done. */
export interface Store extends Omit<Reader, 'close'>, Ledger, Triage, Verdicts {
  addWorkspace(workspace: NewWorkspace, createdAt: number): Workspace;
  /** Null when there is no such workspace. */
  updateWorkspace(id: number, change: Partial<NewWorkspace & { paused: boolean }>): Workspace | null;
  /** Deletes the workspace and every row of it, in chunks. Idempotent; resumed at the next start if interrupted. */
  removeWorkspace(id: number): void;

  applyCalendars(page: ApplyPage<CalendarRecord>): Applied;
  /** Proof that Recall no longer has a calendar (a retrieve answered 404). Its events stay as history. */
  tombstoneCalendar(workspaceId: number, id: string, at: number): boolean;
  /** Ids of present calendars not in `seen`: candidates for a retrieve, not yet deleted. */
  calendarsNotIn(workspaceId: number, seen: ReadonlySet<string>): string[];
  applyEvents(page: ApplyPage<EventRecord>): Applied;
  applyBot(workspaceId: number, bot: BotRecord, receivedAt: number): void;

  /** Ids of events whose records could not be read, in their order after `after` (null: from the first), at most `limit`. */
  quarantinedEvents(workspaceId: number, after: string | null, limit: number): string[];
  /** Proof that Recall no longer has an event that could not be read (a retrieve answered 404). */
  releaseQuarantinedEvent(workspaceId: number, id: string): void;

  /** JSON text saved under a key, or null. */
  syncState(workspaceId: number, key: string): string | null;
  saveSyncState(workspaceId: number, state: SyncState): void;
  /** Present rows of a workspace, from roll-ups. */
  counts(workspaceId: number): { calendars: number; events: number; quarantined: number };

  storage(): StorageState;
  /** Checks on demand: small tables always, everything when `deep`. Names and messages for people. */
  check(deep: boolean): { name: string; state: 'ok' | 'warning' | 'failed'; message: string }[];
  /**
   * A slice of idle work (search index, compression, checkpoint, verification), at most about `budgetMs`.
   * Returns false when there is nothing left to do.
   */
  maintain(budgetMs: number): boolean;
  /** Checkpoints and closes. Under 500 ms. */
  close(): void;
}
