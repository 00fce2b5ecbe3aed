/** The simulated records as the world keeps them. Fields change as the world does; callers outside read only. */
import type { CauseId } from './causes.ts';
import type { BotEntry } from './payloads.ts';
import type { CalendarPlatform, EventFacts } from './payload-facts.ts';

export type CalendarStatus = 'connecting' | 'connected' | 'disconnected';

/** An entry of `status_changes`; `at` is microseconds UTC, `extra` the unconfirmed detail fields. */
export interface StatusChange {
  readonly status: CalendarStatus;
  readonly at: number;
  readonly extra: Readonly<Record<string, unknown>>;
}

export interface SimCalendar {
  readonly id: string;
  readonly platform: CalendarPlatform;
  /** The address of the mailbox, known to the world from the start. */
  readonly mailbox: string;
  readonly ownerName: string;
  /** Null until the first sync completed. */
  platformEmail: string | null;
  oauthEmail: string | null;
  oauthClientId: string;
  oauthClientSecret: string;
  oauthRefreshToken: string;
  webhookUrl: string | null;
  metadata: Readonly<Record<string, string>> | null;
  /** Fields of the 2026 sample code, such as certificate credentials; sent as they are. */
  extra: Readonly<Record<string, unknown>>;
  status: CalendarStatus;
  statusChanges: StatusChange[];
  createdUs: number;
  updatedUs: number;
  /** What is really wrong with the credential; null when the next connection attempt will succeed. */
  trouble: CauseId | null;
  /** A connection attempt that ends at this instant, ms UTC. */
  attemptEndsAt: number | null;
  /** PATCHes that were carried out; a repeated answer to an idempotency key is none. */
  patches: number;
  /** What the API says of it in place of the truth. */
  instead: Instead;
}

/** Answers that a test asks for, because Recall leaves open what they look like (recall-api.md 2.3, 2.5). */
export interface Instead {
  /** Sent as `status_changes`, whatever it is; undefined: the field is missing. */
  readonly statusChanges?: unknown;
  /** The access-token endpoint's 400, also with a code that is not documented. */
  readonly tokenRefusal?: { readonly code: string; readonly message: string };
}

/** One event: the envelope's fields and the facts that `raw` is rendered from. Instants are ms UTC unless named `…Us`. */
export interface SimEvent extends Mutable<EventFacts> {
  readonly id: string;
  calendarId: string;
  readonly platform: CalendarPlatform;
  createdUs: number;
  updatedUs: number;
  meetingUrl: string | null;
  meetingPlatform: string | null;
  isDeleted: boolean;
  bots: readonly BotEntry[];
  /** Fields that the API sends of it in place of the truth, e.g. `{ bots: null }`. */
  instead: Readonly<Record<string, unknown>>;
  /** A genuine payload that stands in place of a rendered one; null for rendered events. */
  raw: Readonly<Record<string, unknown>> | null;
  /** Pinned events stay listed whatever Recall's 28-day window and 60-day retention say. */
  readonly pinned: boolean;
  /** The event as JSON, once it was served; null after every change. */
  bytes: Buffer | null;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A step of a bot's life, `after` ms from the moment it joins. */
export interface BotStep {
  readonly code: string;
  readonly subCode: string | null;
  readonly message: string | null;
  readonly after: number;
}

/** A meeting as Calendar V1 knows it; instants are ms UTC. */
export interface V1Meeting {
  readonly id: string;
  readonly startAt: number;
  readonly endAt: number;
  /** The customer's own name for the calendar user. */
  readonly externalId: string;
}

export interface SimBot {
  readonly id: string;
  botName: string;
  /** When it joins or joined, ms UTC. */
  joinAt: number;
  readonly adHoc: boolean;
  meetingUrl: string;
  deduplicationKey: string | null;
  /** The rest of the Create Bot body, sent back as it came. */
  config: Readonly<Record<string, unknown>>;
  metadata: Readonly<Record<string, string>>;
  /** The meeting of Calendar V1 that it was made for (recall-api.md 4.3); null for all other bots. */
  readonly v1: V1Meeting | null;
  /** What will have happened by when; shown step by step as the clock passes. */
  steps: readonly BotStep[];
  readonly recordingId: string;
  readonly videoId: string;
  mediaDeletedAt: number | null;
}
