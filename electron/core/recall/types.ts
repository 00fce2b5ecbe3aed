/**
 * What `recall/` promises: typed calls to one workspace's Recall API that respect its documented limits, never leave
 * its host, and hand on records that hold no secret. See client.ts for the implementation.
 */
import type { BotRecord, CalendarRecord, EventRecord, QuarantinedRecord } from '../records.ts';

/** People's calls overtake background work in the budget's queue. */
export type Priority = 'person' | 'background';

export interface CallOptions {
  readonly priority: Priority;
  readonly signal?: AbortSignal;
}

/**
 * How a write is sent. `signal` ends waiting for the budget and between tries; what was sent is never aborted by it,
 * because then nobody would know whether Recall acted.
 */
export interface WriteOptions extends CallOptions {
  /**
   * Called when slot and connection are there, right before the first byte of each try leaves: the place to note the intent.
   * What it throws is passed on and nothing is sent. A try that never left (no network) was not announced either.
   */
  readonly beforeSend?: () => void;
  /**
   * One per logical operation; for an hour Recall answers a twin with the first answer (recall-api.md 1.8). Sent with POST
   * and PATCH only.
   */
  readonly idempotencyKey?: string;
}

/** Credentials of a calendar as they are sent; they leave the client in no other direction. */
export interface CalendarCredentials {
  readonly clientSecret?: string;
  readonly refreshToken?: string;
}

export interface NewCalendarRequest {
  readonly platform: 'google_calendar' | 'microsoft_outlook';
  readonly oauthClientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  readonly oauthEmail?: string;
}

/**
 * Whether Recall holds the credentials that were asked about, compared inside the client. `unknown`: Recall did not return
 * them, or masked.
 */
export type HeldCredentials = 'same' | 'different' | 'unknown';

/** What the access-token endpoint said (recall-api.md 2.5). The token itself is dropped where it arrives. */
export type CredentialTest =
  | { readonly works: true; readonly expiresAt: number | null; readonly serverNow: number | null }
  /** `code` as sent: `no_oauth_credentials`, `bad_refresh_token`, `error`, or one that is not documented. */
  | { readonly works: false; readonly code: string; readonly message: string; readonly serverNow: number | null };

/**
 * The configuration of a bot that is scheduled. `fromBot`: the one that this bot has now, which never leaves the client; an empty one
 * where Recall no longer has the bot.
 */
export type BotConfiguration =
  { readonly json: Readonly<Record<string, unknown>> } | { readonly fromBot: string } | 'empty';

export interface BotRequest {
  readonly deduplicationKey: string;
  readonly config: BotConfiguration;
}

/** The event as it is after its bot was scheduled, and what configuration that bot got. */
export interface ScheduledBot extends RemoteItem<EventRecord> {
  /** `gone`: empty, because Recall has the bot no more whose configuration was to be kept. */
  readonly configuration: 'given' | 'kept' | 'empty' | 'gone';
  /** Names of fields of the kept configuration that Recall does not document as writable, and which were left out. */
  readonly leftOut: readonly string[];
}

/** One page of a list. */
export interface RemotePage<Record> {
  readonly records: readonly Record[];
  readonly quarantined: readonly QuarantinedRecord[];
  /** The cursor of the next page (never a URL); null on the last page. */
  readonly next: string | null;
  /** Recall's own clock (`Date` header) when it answered, ms UTC; null when it sent none. */
  readonly serverNow: number | null;
}

export interface RemoteItem<Record> {
  readonly record: Record;
  readonly serverNow: number | null;
}

/**
 * Filters of `GET /api/v2/calendar-events/` (recall-api.md 3.1). Instants are ms UTC. A `cursor` only says where to go on:
 * pass the same filters with it as for the first page.
 */
export interface EventQuery {
  readonly calendarId?: string;
  readonly startFrom?: number;
  readonly startTo?: number;
  readonly updatedFrom?: number;
  readonly cursor?: string;
}

/** Filters of `GET /api/v2/calendars/` (recall-api.md 2.1). */
export interface CalendarQuery {
  readonly status?: 'connecting' | 'connected' | 'disconnected';
  readonly cursor?: string;
}

export interface BudgetState {
  /** Requests inside the present window. */
  readonly used: number;
  readonly limit: number;
  readonly windowMs: number;
  /** Calls that wait for a slot. */
  readonly waiting: number;
  /** When the next slot opens, ms UTC; null when one is free. */
  readonly nextSlotAt: number | null;
}

/** Operations with a bucket of their own (recall-api.md 1.7). */
export type Operation =
  | 'calendars.list'
  | 'calendars.create'
  | 'calendars.retrieve'
  | 'calendars.update'
  | 'calendars.delete'
  | 'calendars.accessToken'
  | 'events.list'
  | 'events.retrieve'
  | 'events.botCreate'
  | 'events.botDelete'
  | 'bots.list'
  | 'bots.retrieve'
  | 'bots.delete';

/**
 * Remembers across restarts when calls were sent, so that a program that is restarted within the window does not take
 * slots that are not free yet (invariant 7).
 */
export interface CallJournal {
  /** Times of calls that may still lie in the window, ms UTC, oldest first. */
  sent(operation: Operation): readonly number[];
  /** A call goes out now. */
  note(operation: Operation): void;
}

/** All methods reject with {@link RecallError}; writes also with what `beforeSend` or the workspace's mode threw. */
export interface RecallClient {
  listCalendars(query: CalendarQuery, options: CallOptions): Promise<RemotePage<CalendarRecord>>;
  retrieveCalendar(id: string, options: CallOptions): Promise<RemoteItem<CalendarRecord>>;
  listEvents(query: EventQuery, options: CallOptions): Promise<RemotePage<EventRecord>>;
  retrieveEvent(id: string, options: CallOptions): Promise<RemoteItem<EventRecord>>;
  retrieveBot(id: string, options: CallOptions): Promise<RemoteItem<BotRecord>>;

  /**
   * Changes credentials, or asks for a new connection attempt when there are none (recall-api.md 2.4). Repeated by itself
   * only when Recall certainly did not act (429, 409, never connected); any other failure but a refusal carries
   * `mayHaveActed`, and so does a 409 to the end of a keyed call: its own twin may still be at work.
   */
  updateCalendar(
    id: string,
    credentials: CalendarCredentials,
    options: WriteOptions,
  ): Promise<RemoteItem<CalendarRecord>>;
  createCalendar(calendar: NewCalendarRequest, options: WriteOptions): Promise<RemoteItem<CalendarRecord>>;
  /** Rejects with `not_found` when it was gone already. */
  deleteCalendar(id: string, options: WriteOptions): Promise<{ readonly serverNow: number | null }>;
  /** Changes nothing, so it is repeated like a read, and its failure leaves no question open. */
  testCredential(id: string, options: WriteOptions): Promise<CredentialTest>;
  /** Retrieves a calendar and compares its credentials with these. */
  compareCredentials(
    id: string,
    credentials: CalendarCredentials,
    options: CallOptions,
  ): Promise<RemoteItem<CalendarRecord> & { readonly held: HeldCredentials }>;
  /**
   * Gives an event a bot, or another configuration, time and key to the one it has (recall-api.md 3.4). A 507 is no outcome: nothing
   * was made, and it is left to the caller to try again with another idempotency key; so is a 409, after a look at the event,
   * because what Recall kept under the old key would be answered again.
   */
  scheduleBot(eventId: string, bot: BotRequest, options: WriteOptions): Promise<ScheduledBot>;
  /** Removes the future bots of an event (recall-api.md 3.5); harmless where there are none. */
  unscheduleBot(eventId: string, options: WriteOptions): Promise<RemoteItem<EventRecord>>;
  /** Deletes a scheduled bot. Rejects with `not_found` when it was gone already, `rejected` (405) when it was sent already. */
  deleteBot(botId: string, options: WriteOptions): Promise<{ readonly serverNow: number | null }>;
  budget(operation: Operation): BudgetState;
  /** Aborts what is under way and closes the connections. */
  close(): Promise<void>;
}

/** Why a call failed, after all retries that its kind allows (recall-api.md 1.5). */
export type RecallErrorKind =
  /** 401: wrong key, or the right key in the wrong region. */
  | 'unauthorized'
  /** 402: credit balance too low. */
  | 'payment_required'
  /** 403: blocked by Recall's firewall. */
  | 'forbidden'
  /** 404: not in this workspace and region. */
  | 'not_found'
  /** 400, 405 and other 4xx. */
  | 'rejected'
  | 'conflict'
  | 'rate_limited'
  /** 507: ad-hoc bot pool empty. */
  | 'pool_empty'
  /** 5xx. */
  | 'server'
  /** No connection: DNS, refused, reset, TLS. */
  | 'network'
  | 'timeout'
  /** Not JSON, truncated, HTML from a proxy, or not the documented envelope. */
  | 'bad_response'
  | 'too_large'
  /** A redirect or a `next` link to another host; never followed. */
  | 'foreign_host'
  | 'cancelled';

/** Options of a {@link RecallError}. */
export interface RecallErrorInfo {
  readonly status?: number;
  readonly retryAfterMs?: number;
  /** True: repeating soon cannot help, although its kind usually allows it (an untrusted certificate, a sign-in page). */
  readonly final?: boolean;
  /** A write that may have taken effect although it failed: its outcome has to be read before it is sent again. */
  readonly mayHaveActed?: boolean;
}

/**
 * `message` is for people and holds neither secrets nor remote HTML. There is no `cause` on purpose: causes from the HTTP
 * library quote headers and remote text, and causes end up in logs.
 */
export class RecallError extends Error {
  readonly kind: RecallErrorKind;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly final: boolean;
  readonly mayHaveActed: boolean;

  constructor(kind: RecallErrorKind, message: string, info: RecallErrorInfo = {}) {
    super(message);
    this.name = 'RecallError';
    this.kind = kind;
    this.status = info.status;
    this.retryAfterMs = info.retryAfterMs;
    this.final = info.final ?? false;
    this.mayHaveActed = info.mayHaveActed ?? false;
  }
}
