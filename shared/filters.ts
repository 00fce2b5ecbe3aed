/** Filters, sorts and paging of every list: the contract's input and the renderer's address share them. */
import * as z from 'zod/mini';
import { CALENDAR_PLATFORMS, CALENDAR_STATUSES, EVENT_COVERAGES, MEETING_PLATFORMS } from './entities.ts';

/** Which workspaces a query speaks of. "All" is said out loud; an empty list means none. */
export const workspaceScope = z.union([z.literal('all'), z.array(z.int()).check(z.maxLength(200))]);
export type WorkspaceScope = z.infer<typeof workspaceScope>;

export const calendarFilter = z.object({
  workspaces: workspaceScope,
  status: z.optional(z.enum(CALENDAR_STATUSES)),
  platform: z.optional(z.enum(CALENDAR_PLATFORMS)),
  /** Default `present`: calendars that Recall still has. */
  presence: z.optional(z.enum(['present', 'deleted'])),
  /** Case-insensitive part of an e-mail address, at least 2 characters. */
  text: z.optional(z.string().check(z.minLength(2), z.maxLength(200))),
});
export type CalendarFilter = z.infer<typeof calendarFilter>;

export const CALENDAR_SORTS = ['email', 'status_since', 'updated'] as const;
export const calendarSort = z.object({ by: z.enum(CALENDAR_SORTS), direction: z.enum(['asc', 'desc']) });
export type CalendarSort = z.infer<typeof calendarSort>;

export const eventFilter = z.object({
  workspaces: workspaceScope,
  coverage: z.optional(z.enum(EVENT_COVERAGES)),
  meetingPlatform: z.optional(z.enum(MEETING_PLATFORMS)),
  /** Events of one calendar; then `workspaces` is ignored. Only with sort `start`. */
  calendar: z.optional(z.object({ workspaceId: z.int(), id: z.string().check(z.maxLength(200)) })),
  /** Start at or after, ms UTC. Only with sort `start`. */
  from: z.optional(z.int()),
  /** Start before, ms UTC. Only with sort `start`. */
  to: z.optional(z.int()),
});
export type EventFilter = z.infer<typeof eventFilter>;

export const EVENT_SORTS = ['start', 'updated'] as const;
export const eventSort = z.object({ by: z.enum(EVENT_SORTS), direction: z.enum(['asc', 'desc']) });
export type EventSort = z.infer<typeof eventSort>;

/** Opaque keyset position; comes from `next` of the page before. */
export const pageAfter = z.nullable(z.string().check(z.maxLength(4_000)));
export const pageLimit = z.int().check(z.minimum(1), z.maximum(200));

/** How many rows match; `exact: false` means "at least `count`", because counting on would take too long. */
export const total = z.object({ count: z.int(), exact: z.boolean() });
export type Total = z.infer<typeof total>;

export interface Page<Row> {
  readonly rows: Row[];
  readonly next: string | null;
  readonly total: Total;
}
