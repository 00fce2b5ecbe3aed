/** Filters, sorts and paging of every list: the contract's input and the renderer's address share them. */
import * as z from 'zod/mini';
import { once } from './once.ts';
import {
  CALENDAR_PLATFORMS,
  CALENDAR_SORTS,
  CALENDAR_STATUSES,
  EVENT_COVERAGES,
  EVENT_SORTS,
  EXTERNALS,
  MEETING_PLATFORMS,
  PARTIES,
  VERDICT_REASONS,
  VERDICTS,
} from './values.ts';

/** Which workspaces a query speaks of. "All" is said out loud; an empty list means none. */
export const workspaceScope = once(() => z.union([z.literal('all'), z.array(z.int()).check(z.maxLength(200))]));
export type WorkspaceScope = z.infer<ReturnType<typeof workspaceScope>>;

export const calendarFilter = once(() =>
  z.object({
    workspaces: workspaceScope(),
    status: z.optional(z.enum(CALENDAR_STATUSES)),
    platform: z.optional(z.enum(CALENDAR_PLATFORMS)),
    /** Default `present`: calendars that Recall still has. */
    presence: z.optional(z.enum(['present', 'deleted'])),
    /** Case-insensitive part of an e-mail address, at least 2 characters. */
    text: z.optional(z.string().check(z.minLength(2), z.maxLength(200))),
    /** Calendars of this OAuth client, as Recall names it. */
    oauthClientId: z.optional(z.string().check(z.minLength(1), z.maxLength(2_000))),
    /** Calendars that are not connected because of this cause (code of the catalogue). */
    cause: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
    /** Calendars that are not connected and wait for this party. */
    party: z.optional(z.enum(PARTIES)),
  }),
);
export type CalendarFilter = z.infer<ReturnType<typeof calendarFilter>>;

export const calendarSort = once(() => z.object({ by: z.enum(CALENDAR_SORTS), direction: z.enum(['asc', 'desc']) }));
export type CalendarSort = z.infer<ReturnType<typeof calendarSort>>;

export const eventFilter = once(() =>
  z.object({
    workspaces: workspaceScope(),
    coverage: z.optional(z.enum(EVENT_COVERAGES)),
    meetingPlatform: z.optional(z.enum(MEETING_PLATFORMS)),
    /** Events of one calendar; then `workspaces` is ignored. Only with sort `start`. */
    calendar: z.optional(z.object({ workspaceId: z.int(), id: z.string().check(z.maxLength(200)) })),
    /** Start at or after, ms UTC. Only with sort `start`. */
    from: z.optional(z.int()),
    /** Start before, ms UTC. Only with sort `start`. */
    to: z.optional(z.int()),
    /** What follows is known once an event was judged. Only with sort `start`. */
    verdicts: z.optional(z.array(z.enum(VERDICTS)).check(z.minLength(1), z.maxLength(VERDICTS.length))),
    reason: z.optional(z.enum(VERDICT_REASONS)),
    external: z.optional(z.enum(EXTERNALS)),
    /** Mail domain of the calendar's mailbox: the customer. */
    domain: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(253))),
    /** E-mail address of the organiser, whatever its case. */
    organizer: z.optional(z.string().check(z.trim(), z.minLength(3), z.maxLength(320))),
    /** Events with a bot whose key is not of the recipe in use. */
    breaksRecipe: z.optional(z.literal(true)),
  }),
);
export type EventFilter = z.infer<ReturnType<typeof eventFilter>>;

export const eventSort = once(() => z.object({ by: z.enum(EVENT_SORTS), direction: z.enum(['asc', 'desc']) }));
export type EventSort = z.infer<ReturnType<typeof eventSort>>;

/** Opaque keyset position; comes from `next` of the page before. */
export const pageAfter = once(() => z.nullable(z.string().check(z.maxLength(4_000))));
export const pageLimit = once(() => z.int().check(z.minimum(1), z.maximum(200)));

/** How many rows match; `exact: false` means "at least `count`", because counting on would take too long. */
export const total = once(() => z.object({ count: z.int(), exact: z.boolean() }));
export type Total = z.infer<ReturnType<typeof total>>;

export interface Page<Row> {
  readonly rows: Row[];
  readonly next: string | null;
  readonly total: Total;
}
