/** What can be put into a simulated workspace, and what can be changed there. */
import type { BotOutcome } from './bot-life.ts';
import type { CauseId } from './causes.ts';
import type { CalendarStatus } from './model.ts';
import type { CalendarPlatform, OwnResponse } from './payload-facts.ts';
import type { Person } from './vocabulary.ts';

/** Inclusive, ms. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** OAuth clients that all calendars of a platform use, unless a calendar names its own. */
export type SharedClients = Readonly<Partial<Record<CalendarPlatform, string>>>;

export interface NewCalendar {
  readonly id?: string;
  readonly platform?: CalendarPlatform;
  readonly email?: string;
  readonly ownerName?: string;
  /** Default `connected`. */
  readonly status?: CalendarStatus;
  /** What is wrong with the credential, whatever the status says. Default: nothing, unless `status` is `disconnected`. */
  readonly trouble?: CauseId | null;
  readonly oauthClientId?: string;
  readonly oauthEmail?: string | null;
  /** ms UTC; default now. */
  readonly createdAt?: number;
  /** When the present status began, ms UTC; default now. */
  readonly since?: number;
  readonly metadata?: Readonly<Record<string, string>> | null;
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** What can be said about an event; whatever is left out is made up from the workspace's seed. */
export interface EventDetails {
  readonly startAt?: number;
  /** Default: `startAt` and the present duration, or half an hour. */
  readonly endAt?: number;
  readonly calendarId?: string;
  readonly title?: string;
  /** What Recall recognised. Null: no link. */
  readonly meetingUrl?: string | null;
  /** The link inside `raw`; follows `meetingUrl` unless said otherwise. */
  readonly rawLink?: string | null;
  readonly meetingPlatform?: string | null;
  readonly allDay?: boolean;
  readonly isCancelled?: boolean;
  readonly seriesId?: string | null;
  readonly icalUid?: string;
  readonly organizer?: Person;
  readonly attendees?: readonly Person[] | null;
  readonly ownResponse?: OwnResponse;
}

export interface NewEvent extends EventDetails {
  readonly calendarId: string;
  readonly startAt: number;
  readonly id?: string;
  readonly platformId?: string;
  readonly isDeleted?: boolean;
  /** ms UTC; default now. */
  readonly createdAt?: number;
  readonly updatedAt?: number;
  /** A genuine provider payload in place of a rendered one. */
  readonly raw?: Readonly<Record<string, unknown>>;
  /** Listed whatever the 28-day window and the 60-day retention say. Default false. */
  readonly pinned?: boolean;
  readonly bots?: readonly NewBot[];
}

export interface NewBot {
  /** Another id than a made-up one; that of a bot which is there already shares it. */
  readonly botId?: string;
  /** Default: the event's start. Another one makes a stale bot. ms UTC. */
  readonly startAt?: number;
  /** Default: the key that the workspace's recipe gives the event at the bot's start and link. */
  readonly deduplicationKey?: string;
  readonly meetingUrl?: string;
  readonly outcome?: BotOutcome;
  readonly botName?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}
