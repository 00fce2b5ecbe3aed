/**
 * What Callboard concludes about an event and its bots: the verdict with its evidence, occurrences, series, coverage and the
 * deduplication recipe of a workspace. Conventions as in entities.ts; words are ready to be shown, times are worded by the window.
 */
import * as z from 'zod/mini';
import { botEntry, eventRow, verdictMark } from './entities.ts';
import { evidence } from './diagnosis.ts';
import { total } from './filters.ts';
import { once } from './once.ts';
import { BOT_FITS, BOT_OUTCOMES, EVENT_STEPS, RECIPES, VERDICT_REASONS, VERDICTS } from './values.ts';

export type { BotFit, BotOutcome, EventStep, External, RecipeName, Verdict, VerdictReason } from './values.ts';

const instant = once(() => z.int());

/** A deduplication key's template (recall-api.md 3.4), e.g. `{start_time}-{meeting_url}`. */
export const recipe = once(() =>
  z.object({
    name: z.enum(RECIPES),
    template: z.string(),
    /** What it means for people: `Everyone in a meeting shares one bot`. */
    label: z.string(),
  }),
);
export type Recipe = z.infer<ReturnType<typeof recipe>>;

/** Which recipe a workspace uses. */
export const workspaceRecipe = once(() =>
  z.object({
    workspaceId: z.int(),
    /** Null: too few keys to tell, or keys that nothing explains. */
    inUse: z.nullable(recipe()),
    /** chosen: a person said so; inferred: most keys of meetings ahead are of it. */
    source: z.enum(['chosen', 'inferred', 'none']),
    /** Keys that were looked at, and the part of them (0 to 1) that the recipe in use explains. */
    sampled: z.int(),
    share: z.number(),
    /** Events ahead whose keys are of another recipe. */
    breaking: total(),
  }),
);
export type WorkspaceRecipe = z.infer<ReturnType<typeof workspaceRecipe>>;

/** A bot of one occurrence. */
export const occurrenceBot = once(() =>
  z.object({
    entry: botEntry(),
    fit: z.enum(BOT_FITS),
    outcome: z.enum(BOT_OUTCOMES),
    /** In a few words: `Recorded`, `Not admitted`, `Scheduled`, `Never looked at`. */
    title: z.string(),
    recordedMs: z.nullable(z.int()),
  }),
);
export type OccurrenceBot = z.infer<ReturnType<typeof occurrenceBot>>;

/** One time at which an event took place, takes place or will (a re-used event has several). */
export const occurrence = once(() =>
  z.object({
    startAt: z.nullable(instant()),
    endAt: z.nullable(instant()),
    /** observed: a revision of the event says so; inferred: only a bot's start tells of it. */
    basis: z.enum(['observed', 'inferred']),
    when: z.enum(['past', 'now', 'ahead', 'unknown']),
    /** The one that the event itself speaks of now; exactly one is. */
    present: z.boolean(),
    /** Starts that this occurrence had before it was moved, oldest first. */
    movedFrom: z.array(instant()),
    bots: z.array(occurrenceBot()),
    /** Why there is none that fits, in words; null: there is one, or none is due. */
    missing: z.nullable(z.string()),
    /** More than one bot fits. */
    doubled: z.boolean(),
  }),
);
export type Occurrence = z.infer<ReturnType<typeof occurrence>>;

/** What happened to an event, newest first. */
export const eventChange = once(() =>
  z.object({
    /** When Recall says it happened (`updated_at`), else when Callboard saw it. */
    at: instant(),
    what: z.enum([
      'first_seen',
      'moved',
      'link_changed',
      'transferred',
      'deleted',
      'restored',
      'bot_added',
      'bot_gone',
      'calendar_disconnected',
      'calendar_connected',
    ]),
    /** `Moved to another calendar: ownership was transferred`. */
    title: z.string(),
    /** What it was and what it became, where that is text; times are in `fromAt` and `toAt`. */
    from: z.nullable(z.string()),
    to: z.nullable(z.string()),
    fromAt: z.nullable(instant()),
    toAt: z.nullable(instant()),
    /** Calendar of a transfer, or bot of a change, for a link; null: neither. */
    calendarId: z.nullable(z.string()),
    botId: z.nullable(z.string()),
  }),
);
export type EventChange = z.infer<ReturnType<typeof eventChange>>;

/** What became or will become of an event, and why. */
export const eventVerdict = once(() =>
  z.object({
    mark: verdictMark(),
    /** `Will be missed: the bot was removed when the calendar disconnected`. */
    sentence: z.string(),
    /** Since when it is so: when the event moved, the calendar broke, the bot left; null: from the beginning, or unknown. */
    since: z.nullable(instant()),
    evidence: z.array(evidence()),
    step: z.object({
      kind: z.enum(EVENT_STEPS),
      /** A verb first: `Move the bot to the new time`. */
      label: z.string(),
      why: z.string(),
      /** The bot that it is about (retire_bot, look_at_bot); null: none. */
      botId: z.nullable(z.string()),
    }),
    /** Oldest first. */
    occurrences: z.array(occurrence()),
    /** Bots that belong to no occurrence that can be named, and why. */
    unplaced: z.array(z.object({ entry: botEntry(), why: z.string() })),
    /** How instances of its series are told; null: it is not part of one. */
    series: z.nullable(z.object({ by: z.enum(['series_id', 'ical_uid']), key: z.string() })),
    /** Other events that its bots also serve. */
    shared: z.array(z.object({ event: eventRow(), botId: z.string() })),
    /** Other bots for the same meeting; `event` null: a bot of the event itself, or one of Calendar V1. */
    duplicates: z.array(z.object({ event: z.nullable(eventRow()), botId: z.string(), why: z.string() })),
    recipe: z.object({
      inUse: z.nullable(recipe()),
      /** What the event's present key is of; null: no key, or one that nothing explains. */
      own: z.nullable(recipe()),
      breaks: z.boolean(),
      /** The key that the recipe in use gives it now; null: there is no recipe, or a part of the key is missing. */
      key: z.nullable(z.string()),
    }),
    /** Things that people ask about: no attendees, hidden guest list, different data in two calendars. */
    notes: z.array(z.string()),
    history: z.array(eventChange()),
    /** The configuration of the last bot of this event as retrieved, redacted JSON text; null: none was retrieved. */
    lastConfig: z.nullable(z.object({ botId: z.string(), retrievedAt: instant(), json: z.string() })),
  }),
);
export type EventVerdict = z.infer<ReturnType<typeof eventVerdict>>;

/** Events by verdict; every verdict is there. */
export const verdictCounts = once(() => z.record(z.enum(VERDICTS), z.int()));
export type VerdictCounts = z.infer<ReturnType<typeof verdictCounts>>;

/** How many of the filtered events have which reason. */
export const reasonCount = once(() =>
  z.object({ verdict: z.enum(VERDICTS), reason: z.enum(VERDICT_REASONS), title: z.string(), count: total() }),
);
export type ReasonCount = z.infer<ReturnType<typeof reasonCount>>;

/** One customer domain in a span of time. */
export const domainCoverage = once(() =>
  z.object({
    domain: z.string(),
    counts: verdictCounts(),
    /** When the first meeting starts that is not safe (will be missed, wrong time, duplicate); null: all are. */
    firstProblemAt: z.nullable(instant()),
  }),
);
export type DomainCoverage = z.infer<ReturnType<typeof domainCoverage>>;
