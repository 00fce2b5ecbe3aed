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
  BOT_OUTCOMES,
  REGIONS,
  VERDICT_REASONS,
  VERDICTS,
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

/** The verdict as lists show it; the whole of it is `events.verdict`. */
export const verdictMark = once(() =>
  z.object({
    verdict: z.enum(VERDICTS),
    reason: z.enum(VERDICT_REASONS),
    /** The reason in a few words: `Bot at the old time`. */
    title: z.string(),
  }),
);
export type VerdictMark = z.infer<ReturnType<typeof verdictMark>>;

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
    /** Null until Callboard has judged it, which takes moments after it arrived. */
    verdict: z.nullable(verdictMark()),
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
    /** Code and sub-code in words: `Left: nobody joined`. */
    title: z.string(),
    /** What it means where that is not obvious; null: nothing is known about it, or nothing has to be said. */
    meaning: z.nullable(z.string()),
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
        outcome: z.enum(BOT_OUTCOMES),
        /** What became of it, as a sentence. */
        sentence: z.string(),
        /** Who has to do what, so that it goes better the next time; null: nothing is wrong, or nothing is known. */
        advice: z.nullable(z.object({ party: z.enum(PARTIES), text: z.string() })),
        /** Length of what was recorded, ms; null: not known, or nothing. */
        recordedMs: z.nullable(z.int()),
        /** It was scheduled by Calendar V1 (`calendar_meetings`, recall-api.md 5.4). */
        calendarV1: z.boolean(),
        statusChanges: z.array(botStatusChange()),
        recordings: z.array(
          z.object({
            id: z.string(),
            status: z.nullable(z.string()),
            startedAt: z.nullable(instant()),
            completedAt: z.nullable(instant()),
            expiresAt: z.nullable(instant()),
            /** Its state in words: `Ready until …` without the time. */
            title: z.string(),
          }),
        ),
        retrievedAt: instant(),
        raw: z.string(),
      }),
    ),
    /** When Recall said that it has no such bot (any more); null: it never did. */
    missingSince: z.nullable(instant()),
    /** Events whose `bots[]` names or named this bot. */
    events: z.array(z.object({ event: eventRow(), entry: botEntry() })),
  }),
);
export type BotDetail = z.infer<ReturnType<typeof botDetail>>;

/** A bot that was looked at, as lists show it. */
export const botRow = once(() =>
  z.object({
    workspaceId: workspaceId(),
    id: z.string(),
    botName: z.nullable(z.string()),
    outcome: z.enum(BOT_OUTCOMES),
    /** What became of it in a few words: `Not admitted from the waiting room`. */
    title: z.string(),
    subCode: z.nullable(z.string()),
    /** When it joins, or did. */
    joinAt: z.nullable(instant()),
    recordedMs: z.nullable(z.int()),
    retrievedAt: instant(),
    /** The event that names it; the soonest where several do; null: none is known here. */
    event: z.nullable(z.object({ id: z.string(), title: z.nullable(z.string()), startAt: z.nullable(instant()) })),
  }),
);
export type BotRow = z.infer<ReturnType<typeof botRow>>;

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
