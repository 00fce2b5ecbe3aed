/**
 * What the store keeps about actions: jobs and their items, the audit log, the register of OAuth clients. Types only;
 * no secret is ever part of them.
 */
import type {
  ActionKind,
  Actor,
  AuditDetail,
  AuditEntry,
  AuditFilter,
  AuditTarget,
  CalendarRef,
  CalendarTargets,
  Danger,
  EventRef,
  ItemState,
  Job,
  JobItem,
  JobState,
  OauthClient,
  PauseCode,
} from '../../../shared/actions.ts';
import type { BotEntry, CalendarRow, CalendarStatus, EventRow } from '../../../shared/entities.ts';
import type { Page } from '../../../shared/filters.ts';
import type { Refusal } from '../diagnosis/events/types.ts';
import type { CalendarRecord, CredentialProbe, EventRecord } from '../records.ts';
import type { ApplyPage } from './types.ts';

export interface NewJob {
  readonly kind: ActionKind;
  readonly title: string;
  readonly danger: Danger;
  readonly actor: Actor;
  readonly createdAt: number;
  /** `n` of the item that goes first; null: none. */
  readonly canary: number | null;
  readonly unattended: boolean;
  readonly probe: boolean;
  readonly oauthClientId: string | null;
  /** The request as JSON text, without secrets: what a resumed job needs to know. */
  readonly request: string;
}

/** What was previewed for an event: it is carried out exactly so, or not at all. */
export interface ItemPlan {
  /** Start, end and link of the event as they were confirmed. */
  readonly startAt: number | null;
  readonly endAt: number | null;
  readonly meetingUrl: string | null;
  /** Key that the event's bot gets; null: it gets none. */
  readonly key: string | null;
  /** Bot whose configuration the new one takes over; null: none. */
  readonly configOf: string | null;
  /** A bot with this key is at this time already, so that finding one proves nothing. */
  readonly wasThere: boolean;
  /** Keys of all bots that the call touches: Recall takes one call per key at a time (recall-api.md 3.6). */
  readonly keys: readonly string[];
}

export interface NewJobItem {
  readonly workspaceId: number;
  readonly calendarId: string | null;
  readonly eventId: string | null;
  readonly botId: string | null;
  readonly label: string | null;
  /** Null: it is about a calendar. */
  readonly plan: ItemPlan | null;
}

/** What an action has to know about an event beside its row. */
export interface EventSubject {
  readonly row: EventRow;
  readonly icalUid: string | null;
  readonly isCancelled: boolean;
  /** Present and gone entries, in the order in which they were first seen. */
  readonly entries: readonly BotEntry[];
  readonly calendar: {
    /** Lower case. */
    readonly mailbox: string | null;
    /** `unknown` also where only events name it. */
    readonly status: CalendarStatus;
    readonly deletedAt: number | null;
  };
}

/** A job with what only the core needs. */
export interface StoredJob extends Job {
  readonly request: string;
  readonly unattended: boolean;
}

export interface JobChange {
  readonly state?: JobState;
  readonly reason?: { readonly code: PauseCode; readonly message: string } | null;
  readonly endedAt?: number | null;
  readonly canary?: number | null;
}

/** An item with what only the core needs. */
export interface StoredItem extends JobItem {
  /** Key of the attempt that may be sent again; null: take a new one. */
  readonly idempotencyKey: string | null;
  /** When its change left on Recall's clock, ms UTC, from the answer to it; null: not answered yet. */
  readonly sentAtRecall: number | null;
  /** Null: it is about a calendar. */
  readonly plan: ItemPlan | null;
}

export interface ItemChange {
  readonly state?: ItemState;
  readonly message?: string | null;
  readonly calendarId?: string;
  readonly botId?: string | null;
  readonly label?: string;
  readonly idempotencyKey?: string | null;
  readonly sentAt?: number | null;
  readonly sentAtRecall?: number | null;
  readonly settledAt?: number | null;
  /** Counts one more attempt. */
  readonly attempted?: true;
}

/** The first record of an audit entry, written before the call. */
export interface NewAuditEntry {
  readonly at: number;
  readonly actor: Actor;
  readonly workspaceId: number | null;
  readonly workspaceName: string | null;
  readonly action: string;
  readonly target: AuditTarget;
  readonly targetId: string | null;
  readonly targetLabel: string | null;
  readonly jobId: number | null;
  /** What is sent, redacted: method, path and the names of the fields. */
  readonly sent: string;
  /** Anything else worth keeping, as plain values. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/** A later record of an entry. */
export type AuditRecord =
  | {
      readonly type: 'settled';
      readonly at: number;
      readonly state: 'done' | 'failed' | 'unknown';
      /** What came back, in words. */
      readonly answer: string;
      readonly status: number | null;
      /** Id of a calendar that the call made. */
      readonly targetId?: string;
    }
  | {
      readonly type: 'verified';
      readonly at: number;
      readonly verdict: string;
    };

export interface NewOauthClient {
  readonly clientId: string;
  readonly name: string;
  readonly platform: 'google_calendar' | 'microsoft_outlook';
  readonly secretExpiresAt: number | null;
  readonly workspaceIds: readonly number[];
}

/** One atomic step of a job: everything in it is saved together or not at all. */
export interface JobStep {
  readonly jobId: number;
  readonly item?: { readonly n: number; readonly change: ItemChange };
  readonly job?: JobChange;
  /** Begins an audit entry; the item (if any) remembers it as its latest. */
  readonly intend?: NewAuditEntry;
  /** Adds to an entry; without `entry`, to the one that this step begins. */
  readonly record?: { readonly entry?: number; readonly record: AuditRecord };
  /** What Recall answered. */
  readonly calendars?: ApplyPage<CalendarRecord>;
  /** Proof that Recall no longer has the calendar. `own`: because Callboard deleted it; else it is history as observed. */
  readonly gone?: CalendarRef & { readonly at: number; readonly own: boolean };
  /** What a live test of a calendar's credential said. */
  readonly probe?: { readonly workspaceId: number; readonly calendarId: string; readonly probe: CredentialProbe };
  /** What Recall answered about an event. */
  readonly events?: ApplyPage<EventRecord>;
  /** How the try to give an event a bot ended; `refusal` null: Recall took it. */
  readonly refusal?: EventRef & { readonly refusal: Refusal | null };
}

export interface LedgerReader {
  listJobs(states: readonly JobState[] | undefined, after: string | null, limit: number): Page<Job>;
  job(id: number): Job | null;
  listJobItems(
    query: {
      readonly jobId: number;
      readonly states?: readonly ItemState[] | undefined;
      readonly workspaceId?: number | undefined;
      readonly calendar?: CalendarRef | undefined;
      readonly event?: EventRef | undefined;
    },
    after: string | null,
    limit: number,
  ): Page<JobItem>;
  listAudit(filter: AuditFilter, after: string | null, limit: number): Page<AuditEntry>;
  auditEntry(n: number): AuditDetail | null;
  oauthClients(): OauthClient[];
  /** Present calendars that match, by workspace and id, in one page of any size: what an action's plan is made from. */
  calendarsForAction(query: CalendarTargets, atMost: number): CalendarRow[];
  /** All calendars (deleted ones too) of any workspace whose platform_email or oauth_email is this address. */
  calendarsOfMailbox(address: string): CalendarRow[];
  /** Of these calendars: events that start at or after `now`, those with a bot, and distinct bots, summed up. */
  futureOf(
    calendars: readonly CalendarRef[],
    now: number,
  ): { readonly events: number; readonly withBot: number; readonly bots: number; readonly stored: number };
  /** In the order asked; events that are not here are left out. */
  eventSubjects(events: readonly EventRef[]): EventSubject[];
  /** Other events of the workspace that have an entry of this bot now; at most 50. */
  eventsOfBot(workspaceId: number, botId: string, butNot: string): EventRow[];
}

export interface Ledger {
  /**
   * Saves a job and its items in one transaction. Throws CallboardError `conflict` (details: `jobId`) when one of the
   * calendars is an open item of another job: two jobs never work on one calendar.
   */
  createJob(job: NewJob, items: readonly NewJobItem[]): number;
  storedJob(id: number): StoredJob | null;
  /** Jobs in state running, awaiting or paused, oldest first. */
  unfinishedJobs(): StoredJob[];
  /** All items in these states, in the order of work. */
  storedItems(jobId: number, states: readonly ItemState[]): StoredItem[];
  /** All items in states `from` become `to`, with a message, and lose attempt keys; returns how many. */
  moveItems(jobId: number, from: readonly ItemState[], to: ItemState, message: string | null, at: number): number;
  /** Returns the number of the audit entry that the step began; null when it began none. */
  step(step: JobStep): number | null;
  /** An entry outside any job: begun and, when `record` is given, settled at once. Returns its number. */
  audit(entry: NewAuditEntry, record?: AuditRecord): number;
  recordAudit(entry: number, record: AuditRecord): void;
  /** Entries still `intended`, with their jobs: what a crash left behind. */
  openAuditEntries(): AuditEntry[];
  /** Open items of unfinished jobs among these calendars, by `${workspaceId}/${id}`. */
  busyCalendars(calendars: readonly CalendarRef[]): ReadonlyMap<string, number>;
  /** Returns the id. Throws `conflict` when another registered client has this client id, `not_found` for an unknown id. */
  saveOauthClient(client: NewOauthClient, id: number | null): number;
  removeOauthClient(id: number): void;
  /** The smallest reminder (days ahead) that was already given for a client's present expiry date; null: none yet. */
  reminded(id: number): number | null;
  noteReminder(id: number, daysAhead: number): void;
  /** Small settings that belong to the data folder. */
  setting(key: 'locked' | 'lock_at_start'): string | null;
  saveSetting(key: 'locked' | 'lock_at_start', value: string): void;
}
