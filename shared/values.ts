/**
 * The closed lists of words that the contract knows, with the types of their members. Plain data: the schemas are made
 * from it (entities.ts, filters.ts), and the store and the window, which do not validate, take it without zod.
 */

/** `custom`: any other address, for the simulator and proxies. */
export const REGIONS = ['us-east-1', 'us-west-2', 'eu-central-1', 'ap-northeast-1', 'custom'] as const;
export type Region = (typeof REGIONS)[number];

export const WORKSPACE_COLOURS = [
  'blue',
  'teal',
  'green',
  'lime',
  'yellow',
  'orange',
  'red',
  'pink',
  'grape',
  'violet',
  'indigo',
  'cyan',
] as const;
export type WorkspaceColour = (typeof WORKSPACE_COLOURS)[number];

/** Status as Callboard understands it; `unknown` keeps the raw word in `statusRaw`. */
export const CALENDAR_STATUSES = ['connected', 'connecting', 'disconnected', 'unknown'] as const;
export type CalendarStatus = (typeof CALENDAR_STATUSES)[number];

export const CALENDAR_PLATFORMS = ['google_calendar', 'microsoft_outlook', 'other'] as const;
export type CalendarPlatform = (typeof CALENDAR_PLATFORMS)[number];

/**
 * What the event's own fields say about a bot: `bot` at least one entry; `no_bot` a link but no entry; `no_link`
 * no meeting link; `deleted` deleted or cancelled.
 */
export const EVENT_COVERAGES = ['bot', 'no_bot', 'no_link', 'deleted'] as const;
export type EventCoverage = (typeof EVENT_COVERAGES)[number];

/** Meeting platforms that lists filter by; `none` = no link, `other` = any other platform, known or not. */
export const MEETING_PLATFORMS = ['zoom', 'google_meet', 'microsoft_teams', 'webex', 'other', 'none'] as const;
export type MeetingPlatform = (typeof MEETING_PLATFORMS)[number];

export const CALENDAR_SORTS = ['email', 'status_since', 'updated'] as const;
export const EVENT_SORTS = ['start', 'updated'] as const;
