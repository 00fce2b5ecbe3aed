/**
 * Actions and what they leave behind: requests, previews, jobs with their items, audit entries, and the register of OAuth
 * clients. Conventions as in entities.ts. Secrets are never part of a request: they travel beside it (`actionSecrets`) and
 * go to the keychain.
 */
import * as z from 'zod/mini';
import { calendarPlatform, calendarRow, eventRow } from './entities.ts';
import { calendarFilter, eventFilter, workspaceScope } from './filters.ts';
import { once } from './once.ts';
import {
  ACTION_KINDS,
  AUDIT_STATES,
  AUDIT_TARGETS,
  DANGERS,
  ITEM_STATES,
  JOB_STATES,
  PAUSE_CODES,
  REFUSAL_SUBJECTS,
  UNTOUCHED_REASONS,
} from './values.ts';

export type {
  ActionKind,
  AuditState,
  AuditTarget,
  Danger,
  ItemState,
  JobState,
  PauseCode,
  UntouchedReason,
} from './values.ts';

const instant = once(() => z.int());
const remoteId = once(() => z.string().check(z.minLength(1), z.maxLength(200)));
const oauthClientId = once(() => z.string().check(z.trim(), z.minLength(1), z.maxLength(2_000)));
const secret = once(() => z.string().check(z.minLength(1), z.maxLength(10_000)));

export const calendarRef = once(() => z.object({ workspaceId: z.int(), id: remoteId() }));
export type CalendarRef = z.infer<ReturnType<typeof calendarRef>>;

export const eventRef = once(() => z.object({ workspaceId: z.int(), id: remoteId() }));
export type EventRef = z.infer<ReturnType<typeof eventRef>>;

/** The most calendars or events that one action takes. */
export const MAX_TARGETS = 20_000;
/** The most that can be named one by one: what fits a message to the web host (1 MB). */
const MAX_NAMED = 10_000;

/** Named one by one, or all that match a filter at the moment of the preview. */
export const calendarTargets = once(() =>
  z.union([
    z.object({ calendars: z.array(calendarRef()).check(z.minLength(1), z.maxLength(MAX_NAMED)) }),
    z.object({ filter: calendarFilter() }),
    /** The calendars of an incident that are not connected yet. */
    z.object({ incidentId: z.int() }),
  ]),
);
export type CalendarTargets = z.infer<ReturnType<typeof calendarTargets>>;

/** Named one by one, or all ahead that match a filter at the moment of the preview. */
export const eventTargets = once(() =>
  z.union([
    z.object({ events: z.array(eventRef()).check(z.minLength(1), z.maxLength(MAX_NAMED)) }),
    z.object({ filter: eventFilter() }),
  ]),
);
export type EventTargets = z.infer<ReturnType<typeof eventTargets>>;

/** What to do to what. */
export const actionRequest = once(() =>
  z.discriminatedUnion('kind', [
    /** An empty PATCH (recall-api.md 2.4). */
    z.object({ kind: z.literal('calendar.reconnect'), targets: calendarTargets() }),
    /** The access-token probe (recall-api.md 2.5); the token is dropped inside the client. */
    z.object({ kind: z.literal('calendar.test_credential'), targets: calendarTargets() }),
    z.object({
      kind: z.literal('calendar.update_credentials'),
      targets: calendarTargets(),
      fields: z.array(z.enum(['client_secret', 'refresh_token'])).check(z.minLength(1), z.maxLength(2)),
      /** Also test each credential when its status is known. */
      probe: z.optional(z.boolean()),
    }),
    z.object({ kind: z.literal('calendar.delete'), targets: calendarTargets() }),
    z.object({
      kind: z.literal('calendar.connect'),
      workspaceId: z.int(),
      platform: z.enum(['google_calendar', 'microsoft_outlook']),
      oauthClientId: oauthClientId(),
      /** The mailbox that is being connected: looked for before, because Recall does not deduplicate (recall-api.md 2.4). */
      mailbox: z.string().check(z.trim(), z.minLength(3), z.maxLength(320)),
      /** Send `mailbox` as `oauth_email`. */
      sendOauthEmail: z.optional(z.boolean()),
    }),
    z.object({
      kind: z.literal('oauth_client.rotate_secret'),
      oauthClientId: oauthClientId(),
      workspaces: workspaceScope(),
      probe: z.optional(z.boolean()),
    }),
    /**
     * POST …/bot/: makes the bot, or replaces its whole configuration and moves it to the event's present time (recall-api.md 3.4). Also
     * what "reschedule" is.
     */
    z.object({
      kind: z.literal('event.schedule_bot'),
      targets: eventTargets(),
      /** Template of the key; left out: the recipe in use of each event's workspace. */
      recipe: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(500))),
      /** keep: the configuration of the event's present or last bot, an empty one where there is none; given: `secrets.botConfig`. */
      config: z.enum(['keep', 'given']),
    }),
    /** DELETE …/bot/: removes the events' future bots (recall-api.md 3.5). */
    z.object({ kind: z.literal('event.unschedule_bot'), targets: eventTargets() }),
    /** DELETE /bot/{id}/: removes one scheduled bot, whatever else the event has (recall-api.md 4.1). One per event at a time. */
    z.object({
      kind: z.literal('event.retire_bot'),
      bots: z
        .array(z.object({ workspaceId: z.int(), eventId: remoteId(), botId: remoteId() }))
        .check(z.minLength(1), z.maxLength(1_000)),
    }),
  ]),
);
export type ActionRequest = z.infer<ReturnType<typeof actionRequest>>;

/** What an action may need to know and must never keep. */
export const actionSecrets = once(() =>
  z.object({
    clientSecret: z.optional(secret()),
    refreshToken: z.optional(secret()),
    /** A bot's configuration as JSON text: it may hold tokens of any kind. */
    botConfig: z.optional(z.string().check(z.minLength(1), z.maxLength(200_000))),
  }),
);
export type ActionSecrets = z.infer<ReturnType<typeof actionSecrets>>;

/** What a call would change about an event's bot. */
export const eventPlan = once(() =>
  z.object({
    event: eventRow(),
    /** Its bot now; null: none. */
    from: z.nullable(
      z.object({
        botId: z.string(),
        startAt: z.nullable(instant()),
        meetingUrl: z.nullable(z.string()),
        deduplicationKey: z.nullable(z.string()),
      }),
    ),
    /** Its bot afterwards; null: none. */
    to: z.nullable(z.object({ startAt: instant(), meetingUrl: z.nullable(z.string()), deduplicationKey: z.string() })),
    /** What to know about this one: `Starts in 6 minutes: the bot may come late`. */
    note: z.nullable(z.string()),
  }),
);
export type EventPlan = z.infer<ReturnType<typeof eventPlan>>;

/** What an action would do, counted before anything is done. */
export const actionPreview = once(() =>
  z.object({
    kind: z.enum(ACTION_KINDS),
    danger: z.enum(DANGERS),
    /** "Rotate the client secret of 412 calendars". */
    title: z.string(),
    /** Fingerprint of exactly this plan; `actions.start` takes it back and refuses when the world has changed. */
    plan: z.string(),
    count: z.int(),
    /** The first 200 of them, in the order of work; empty where the action is about events. */
    calendars: z.array(calendarRow()),
    /** The same of an action about events. */
    events: z.array(eventPlan()),
    workspaces: z.array(z.object({ workspaceId: z.int(), count: z.int() })),
    /** What is left alone and why, with the first 50 of each. */
    untouched: z.array(
      z.object({
        reason: z.enum(UNTOUCHED_REASONS),
        message: z.string(),
        count: z.int(),
        calendars: z.array(calendarRow()),
        events: z.array(eventRow()),
      }),
    ),
    /** What follows from it, in words with their counts, most important first. */
    consequences: z.array(z.object({ severity: z.enum(['info', 'warning']), text: z.string() })),
    /** Which calendar to try first; null where a canary makes no sense. */
    canary: z.nullable(calendarRow()),
    /** What has to be typed to confirm; null: nothing. */
    confirmation: z.nullable(z.string()),
    /** Which secrets have to come with `actions.start`. */
    secrets: z.array(z.enum(['clientSecret', 'refreshToken', 'botConfig'])),
    /** How long the rate limits let it take, ms. */
    etaMs: z.int(),
  }),
);
export type ActionPreview = z.infer<ReturnType<typeof actionPreview>>;

/** Who: the user of the operating system and the computer's name. */
export const actor = once(() => z.object({ user: z.string(), host: z.string() }));
export type Actor = z.infer<ReturnType<typeof actor>>;

export const jobCounts = once(() => z.record(z.enum(ITEM_STATES), z.int()));
export type JobCounts = z.infer<ReturnType<typeof jobCounts>>;

export const job = once(() =>
  z.object({
    id: z.int(),
    kind: z.enum(ACTION_KINDS),
    title: z.string(),
    danger: z.enum(DANGERS),
    state: z.enum(JOB_STATES),
    /** Why it stands still, or what to know before going on; null while it simply runs. */
    reason: z.nullable(z.object({ code: z.enum(PAUSE_CODES), message: z.string() })),
    actor: actor(),
    createdAt: instant(),
    endedAt: z.nullable(instant()),
    /** Item that goes first and alone; null: no canary. */
    canary: z.nullable(z.int()),
    probe: z.boolean(),
    total: z.int(),
    counts: jobCounts(),
    workspaceIds: z.array(z.int()),
    /** OAuth client of a rotation or connection, else null. */
    oauthClientId: z.nullable(z.string()),
  }),
);
export type Job = z.infer<ReturnType<typeof job>>;

export const jobItem = once(() =>
  z.object({
    jobId: z.int(),
    /** 1, 2, 3 …: the order of work. */
    n: z.int(),
    workspaceId: z.int(),
    /** Null for a calendar that does not exist yet, and for an event. */
    calendarId: z.nullable(z.string()),
    /** Event that it is about; null: a calendar. */
    eventId: z.nullable(z.string()),
    /** Bot of that event, where the action is about one bot; of a scheduled event the old bot that Recall lists beside the new one. */
    botId: z.nullable(z.string()),
    /** Mailbox or title, as far as known. */
    label: z.nullable(z.string()),
    state: z.enum(ITEM_STATES),
    /** What came out of it, in words; null: nothing to say yet. */
    message: z.nullable(z.string()),
    /** What the message of a failure speaks of; null: it did not fail. */
    about: z.nullable(z.enum(REFUSAL_SUBJECTS)),
    /** What that message means, by the catalogue of causes; null: nothing is known about it. */
    meaning: z.nullable(z.string()),
    attempts: z.int(),
    sentAt: z.nullable(instant()),
    settledAt: z.nullable(instant()),
    /** Its latest audit entry. */
    auditEntry: z.nullable(z.int()),
  }),
);
export type JobItem = z.infer<ReturnType<typeof jobItem>>;

/** How a job is getting on just now; only the core knows. */
export const jobProgress = once(() =>
  z.object({
    /** From the budget and what is left, also while a person's word is awaited; null when it stands still. */
    etaMs: z.nullable(z.int()),
    lanes: z.array(
      z.object({
        workspaceId: z.int(),
        /** held: something in this workspace needs a person or time, see `message`; the others go on. */
        state: z.enum(['working', 'waiting', 'held', 'done']),
        open: z.int(),
        message: z.nullable(z.string()),
      }),
    ),
  }),
);
export type JobProgress = z.infer<ReturnType<typeof jobProgress>>;

export const auditEntry = once(() =>
  z.object({
    n: z.int(),
    at: instant(),
    actor: actor(),
    workspaceId: z.nullable(z.int()),
    /** As it was called then. */
    workspaceName: z.nullable(z.string()),
    /** An action kind, or a local change such as `workspace.update`. */
    action: z.string(),
    target: z.enum(AUDIT_TARGETS),
    targetId: z.nullable(z.string()),
    targetLabel: z.nullable(z.string()),
    jobId: z.nullable(z.int()),
    state: z.enum(AUDIT_STATES),
    /** One line: what was sent, without secrets, then what came back. */
    summary: z.string(),
    settledAt: z.nullable(instant()),
    /** What the calendar's own state said afterwards. */
    verification: z.nullable(z.object({ verdict: z.string(), at: instant() })),
  }),
);
export type AuditEntry = z.infer<ReturnType<typeof auditEntry>>;

export const auditDetail = once(() =>
  z.object({
    entry: auditEntry(),
    /** The chained records behind the entry, oldest first. */
    records: z.array(
      z.object({
        n: z.int(),
        at: instant(),
        type: z.string(),
        /** JSON text, redacted. */ body: z.string(),
        hash: z.string(),
      }),
    ),
  }),
);
export type AuditDetail = z.infer<ReturnType<typeof auditDetail>>;

export const auditFilter = once(() =>
  z.object({
    workspaces: workspaceScope(),
    /** Case-insensitive part of target, workspace, user or summary; at least 2 characters. */
    text: z.optional(z.string().check(z.minLength(2), z.maxLength(200))),
    action: z.optional(z.string().check(z.maxLength(100))),
    state: z.optional(z.enum(AUDIT_STATES)),
    jobId: z.optional(z.int()),
    calendar: z.optional(calendarRef()),
    event: z.optional(eventRef()),
    /** At or after, ms UTC. */
    from: z.optional(z.int()),
    /** Before, ms UTC. */
    to: z.optional(z.int()),
  }),
);
export type AuditFilter = z.infer<ReturnType<typeof auditFilter>>;

/** An OAuth client: registered by a person, or only seen in calendars (`id` null). */
export const oauthClient = once(() =>
  z.object({
    id: z.nullable(z.int()),
    clientId: z.string(),
    name: z.nullable(z.string()),
    platform: calendarPlatform(),
    /** When its secret expires; null: unknown or never. */
    secretExpiresAt: z.nullable(instant()),
    /** Workspaces that it is registered for; empty for one that was only seen. */
    workspaceIds: z.array(z.int()),
    /** Where present calendars use it. */
    inUse: z.array(z.object({ workspaceId: z.int(), calendars: z.int(), disconnected: z.int() })),
  }),
);
export type OauthClient = z.infer<ReturnType<typeof oauthClient>>;

/** The lock over all workspaces. */
export const protection = once(() =>
  z.object({
    /** True: nothing is changed at Recall, whatever the workspaces' modes say. */
    locked: z.boolean(),
    /** Lock at every start. */
    lockAtStart: z.boolean(),
  }),
);
export type Protection = z.infer<ReturnType<typeof protection>>;
