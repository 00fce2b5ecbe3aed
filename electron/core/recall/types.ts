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
  'calendars.list' | 'calendars.retrieve' | 'events.list' | 'events.retrieve' | 'bots.list' | 'bots.retrieve';

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

/** All methods reject with {@link RecallError}. */
export interface RecallClient {
  listCalendars(query: CalendarQuery, options: CallOptions): Promise<RemotePage<CalendarRecord>>;
  retrieveCalendar(id: string, options: CallOptions): Promise<RemoteItem<CalendarRecord>>;
  listEvents(query: EventQuery, options: CallOptions): Promise<RemotePage<EventRecord>>;
  retrieveEvent(id: string, options: CallOptions): Promise<RemoteItem<EventRecord>>;
  retrieveBot(id: string, options: CallOptions): Promise<RemoteItem<BotRecord>>;
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

  constructor(kind: RecallErrorKind, message: string, info: RecallErrorInfo = {}) {
    super(message);
    this.name = 'RecallError';
    this.kind = kind;
    this.status = info.status;
    this.retryAfterMs = info.retryAfterMs;
    this.final = info.final ?? false;
  }
}
