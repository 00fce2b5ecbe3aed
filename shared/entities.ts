/**
 * The things that cross the contract, as zod schemas with the types inferred from them. `zod/mini` because its
 * import is four times cheaper at start (measured: 7 ms against 25 ms). The renderer imports types only.
 * Each schema is made when it is first asked for, because a process often needs just one (measured: all of them take as
 * long as loading zod/mini).
 *
 * Conventions: instants are ms UTC; `workspaceId` is Callboard's own integer, all other ids are Recall's strings;
 * null means "Recall did not say".
 */
import * as z from 'zod/mini';
import { once } from './once.ts';
import {
  CALENDAR_PLATFORMS,
  CALENDAR_STATUSES,
  EVENT_COVERAGES,
  BASES,
  MEETING_PLATFORMS,
  PARTIES,
  REGIONS,
  WORKSPACE_COLOURS,
} from './values.ts';

export type {
  CalendarPlatform,
  CalendarStatus,
  EventCoverage,
  MeetingPlatform,
  Region,
  WorkspaceColour,
} from './values.ts';

const instant = once(() => z.int());
const workspaceId = once(() => z.int());

export const region = once(() => z.enum(REGIONS));

export const workspaceColour = once(() => z.enum(WORKSPACE_COLOURS));

export const workspaceMode = once(() => z.enum(['read_only', 'operate']));

/** A Recall workspace: one region and one API key (the key itself is in the keychain). */
export const workspace = once(() =>
  z.object({
    id: workspaceId(),
    name: z.string(),
    region: region(),
    baseUrl: z.string(),
    colour: workspaceColour(),
    mode: workspaceMode(),
    pollIntervalMs: z.int(),
    paused: z.boolean(),
    /** Lives in the built-in simulator. */
    training: z.boolean(),
    createdAt: instant(),
  }),
);
export type Workspace = z.infer<ReturnType<typeof workspace>>;

export const calendarStatus = once(() => z.enum(CALENDAR_STATUSES));

export const calendarPlatform = once(() => z.enum(CALENDAR_PLATFORMS));

/** Why a calendar is not connected, as lists show it; the whole of it is `calendars.diagnosis`. */
export const causeMark = once(() =>
  z.object({ code: z.string(), title: z.string(), party: z.enum(PARTIES), basis: z.enum(BASES) }),
);
export type CauseMark = z.infer<ReturnType<typeof causeMark>>;

export const calendarRow = once(() =>
  z.object({
    workspaceId: workspaceId(),
    id: z.string(),
    /** `platform_email`: null until Recall's first sync of the mailbox completed. */
    email: z.nullable(z.string()),
    oauthEmail: z.nullable(z.string()),
    oauthClientId: z.nullable(z.string()),
    platform: calendarPlatform(),
    /** As Recall sent it. */
    platformRaw: z.string(),
    status: calendarStatus(),
    /** As Recall sent it. */
    statusRaw: z.string(),
    /** When the present status began, from `status_changes`, else from our own observation; null when neither knows. */
    statusSince: z.nullable(instant()),
    /** Raw text of the latest disconnect detail. */
    statusDetail: z.nullable(z.string()),
    /** Null for a connected calendar, and until its trouble was looked at. */
    cause: z.nullable(causeMark()),
    createdAt: z.nullable(instant()),
    updatedAt: z.nullable(instant()),
    /** When Callboard had proof that the calendar is gone from Recall. */
    deletedAt: z.nullable(instant()),
  }),
);
export type CalendarRow = z.infer<ReturnType<typeof calendarRow>>;

export const calendarDetail = once(() =>
  z.object({
    calendar: calendarRow(),
    upcoming: z.object({ events: z.int(), withoutBot: z.int(), exact: z.boolean() }),
    /** Other calendars of the same mailbox and platform, in any workspace. */
    sameMailbox: z.array(calendarRow()),
    /** Redacted payload, JSON text. */
    raw: z.string(),
    fetchedAt: instant(),
  }),
);
export type CalendarDetail = z.infer<ReturnType<typeof calendarDetail>>;

export const eventCoverage = once(() => z.enum(EVENT_COVERAGES));

export const meetingPlatform = once(() => z.enum(MEETING_PLATFORMS));

export const eventRow = once(() =>
  z.object({
    workspaceId: workspaceId(),
    id: z.string(),
    calendarId: z.string(),
    calendarEmail: z.nullable(z.string()),
    title: z.nullable(z.string()),
    startAt: z.nullable(instant()),
    endAt: z.nullable(instant()),
    allDay: z.boolean(),
    platform: calendarPlatform(),
    meetingPlatform: meetingPlatform(),
    meetingUrl: z.nullable(z.string()),
    organizerEmail: z.nullable(z.string()),
    attendeeCount: z.nullable(z.int()),
    coverage: eventCoverage(),
    botCount: z.int(),
    isDeleted: z.boolean(),
    seriesId: z.nullable(z.string()),
    updatedAt: z.nullable(instant()),
  }),
);
export type EventRow = z.infer<ReturnType<typeof eventRow>>;

/** An entry of `event.bots[]`, present or past. */
export const botEntry = once(() =>
  z.object({
    botId: z.string(),
    startAt: z.nullable(instant()),
    deduplicationKey: z.nullable(z.string()),
    meetingUrl: z.nullable(z.string()),
    firstSeenAt: instant(),
    /** When Callboard saw that the entry had gone; null while present. */
    goneAt: z.nullable(instant()),
  }),
);
export type BotEntry = z.infer<ReturnType<typeof botEntry>>;

/** How an event looked at one time; written whenever one of these fields changed. */
export const eventRevision = once(() =>
  z.object({
    startAt: z.nullable(instant()),
    endAt: z.nullable(instant()),
    meetingUrl: z.nullable(z.string()),
    calendarId: z.string(),
    isDeleted: z.boolean(),
    /** Recall's `updated_at` of this revision. */
    updatedAt: z.nullable(instant()),
    observedAt: instant(),
  }),
);
export type EventRevision = z.infer<ReturnType<typeof eventRevision>>;

export const attendee = once(() =>
  z.object({
    email: z.nullable(z.string()),
    name: z.nullable(z.string()),
    /** As the provider says it, e.g. `accepted`, `tentativelyAccepted`. */
    response: z.nullable(z.string()),
    organizer: z.boolean(),
    self: z.boolean(),
  }),
);
export type Attendee = z.infer<ReturnType<typeof attendee>>;

export const eventDetail = once(() =>
  z.object({
    event: eventRow(),
    icalUid: z.nullable(z.string()),
    platformId: z.nullable(z.string()),
    organizer: z.nullable(z.object({ email: z.nullable(z.string()), name: z.nullable(z.string()) })),
    attendees: z.array(attendee()),
    /** False: the payload has no attendee list at all. */
    attendeesKnown: z.boolean(),
    ownResponse: z.nullable(z.string()),
    location: z.nullable(z.string()),
    /** `htmlLink` or `webLink`, https only. */
    providerUrl: z.nullable(z.string()),
    /** The join link inside `raw`, which Recall may not have recognised. */
    rawJoinUrl: z.nullable(z.string()),
    bots: z.array(botEntry()),
    revisions: z.array(eventRevision()),
    createdAt: z.nullable(instant()),
    firstSeenAt: instant(),
    fetchedAt: instant(),
    /** False: the stored payload does not match its checksum; it will be fetched again. */
    intact: z.boolean(),
    /** The event as Recall sent it (envelope and provider payload), JSON text. */
    raw: z.string(),
  }),
);
export type EventDetail = z.infer<ReturnType<typeof eventDetail>>;

export const botStatusChange = once(() =>
  z.object({
    code: z.string(),
    subCode: z.nullable(z.string()),
    message: z.nullable(z.string()),
    at: z.nullable(instant()),
  }),
);
export type BotStatusChange = z.infer<ReturnType<typeof botStatusChange>>;

export const botDetail = once(() =>
  z.object({
    workspaceId: workspaceId(),
    id: z.string(),
    /** Null until Callboard retrieved the bot. */
    bot: z.nullable(
      z.object({
        botName: z.nullable(z.string()),
        joinAt: z.nullable(instant()),
        meetingPlatform: z.nullable(z.string()),
        meetingId: z.nullable(z.string()),
        /** Code of the last status change; `ready` when there is none yet. */
        status: z.string(),
        subCode: z.nullable(z.string()),
        statusChanges: z.array(botStatusChange()),
        recordings: z.array(
          z.object({
            id: z.string(),
            status: z.nullable(z.string()),
            startedAt: z.nullable(instant()),
            completedAt: z.nullable(instant()),
            expiresAt: z.nullable(instant()),
          }),
        ),
        retrievedAt: instant(),
        raw: z.string(),
      }),
    ),
    /** Events whose `bots[]` names or named this bot. */
    events: z.array(z.object({ event: eventRow(), entry: botEntry() })),
  }),
);
export type BotDetail = z.infer<ReturnType<typeof botDetail>>;

/** How far the first fill of one slice of time has come. */
export const fillSlice = once(() =>
  z.object({
    name: z.enum(['next_24h', 'next_7d', 'rest_of_28d', 'yesterday']),
    from: instant(),
    to: instant(),
    state: z.enum(['waiting', 'running', 'done']),
    events: z.int(),
    pages: z.int(),
  }),
);
export type FillSlice = z.infer<ReturnType<typeof fillSlice>>;

export const syncStatus = once(() =>
  z.object({
    workspaceId: workspaceId(),
    /**
     * filling: first fill; syncing: a sweep is under way; idle: up to date, waiting for `nextAt`; waiting: the budget or
     * a Retry-After holds it; paused: by the user; failed: the last try failed, see `error`; no_key: no API key available.
     */
    state: z.enum(['filling', 'syncing', 'idle', 'waiting', 'paused', 'failed', 'no_key']),
    /** Slices of the first fill, soonest first; empty once it is complete. */
    fill: z.array(fillSlice()),
    /** Honest estimate until the first fill is complete, ms; null when there is no ground for one. */
    etaMs: z.nullable(z.int()),
    /** When everything Recall had was last known to be here. */
    freshAt: z.nullable(instant()),
    nextAt: z.nullable(instant()),
    /** List-events budget: requests of the last window against the documented limit (recall-api.md 1.7). */
    budget: z.object({ used: z.int(), limit: z.int(), windowMs: z.int() }),
    /** Requests that wait for the budget. */
    backlog: z.int(),
    error: z.nullable(
      z.object({ code: z.string(), message: z.string(), at: instant(), retryAt: z.nullable(instant()) }),
    ),
    counts: z.object({ calendars: z.int(), events: z.int(), quarantined: z.int() }),
  }),
);
export type SyncStatus = z.infer<ReturnType<typeof syncStatus>>;
