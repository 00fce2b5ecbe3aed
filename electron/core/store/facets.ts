/**
 * A facet is one small integer that says everything a list can filter by (apart from time, calendar and text), so that
 * any filter is a set of facets and any list a merge of as many index ranges. See docs/store.md.
 */
import { CALENDAR_PLATFORMS, CALENDAR_STATUSES, EVENT_COVERAGES, MEETING_PLATFORMS } from '../../../shared/values.ts';
import type { CalendarPlatform, CalendarStatus, EventCoverage, MeetingPlatform } from '../../../shared/entities.ts';
import type { CalendarFilter, EventFilter } from '../../../shared/filters.ts';

/** `facet / 8` is the coverage; an index of the schema is built on it. */
export const PLATFORM_SPAN = 8;

/** Bits of `event.flags`. */
export const FLAG_ALL_DAY = 1;
export const FLAG_DELETED = 2;
export const FLAG_CANCELLED = 4;

/** Facet of an event. Platform `none` means that it has no link. */
export function eventFacet(state: EventCoverage, platform: MeetingPlatform): number {
  return EVENT_COVERAGES.indexOf(state) * PLATFORM_SPAN + MEETING_PLATFORMS.indexOf(platform);
}

/** The facets that can occur: all 6 platforms for `bot` and `deleted`, 5 for `no_bot`, `none` for `no_link`. */
export const EVENT_FACETS: readonly number[] = EVENT_COVERAGES.flatMap((state) =>
  MEETING_PLATFORMS.filter((platform) => {
    if (state === 'no_link') return platform === 'none';
    return state !== 'no_bot' || platform !== 'none';
  }).map((platform) => eventFacet(state, platform)),
);

export function coverageOf(facet: number): EventCoverage {
  const state = EVENT_COVERAGES[Math.floor(facet / PLATFORM_SPAN)];
  if (state === undefined) throw new RangeError(`No such event facet: ${facet}`);
  return state;
}

export function meetingPlatformOf(facet: number): MeetingPlatform {
  const platform = MEETING_PLATFORMS[facet % PLATFORM_SPAN];
  if (platform === undefined) throw new RangeError(`No such event facet: ${facet}`);
  return platform;
}

/** The facets that a filter lets through, in ascending order; empty when nothing can match. */
export function eventFacets(filter: Pick<EventFilter, 'coverage' | 'meetingPlatform'>): readonly number[] {
  return EVENT_FACETS.filter(
    (facet) =>
      (filter.coverage === undefined || coverageOf(facet) === filter.coverage) &&
      (filter.meetingPlatform === undefined || meetingPlatformOf(facet) === filter.meetingPlatform),
  );
}

/** What an event's own fields say about a bot (shared/entities.ts, EVENT_COVERAGES). */
export function eventCoverage(deleted: boolean, url: string | null, bots: number): EventCoverage {
  if (deleted) return 'deleted';
  if (bots > 0) return 'bot';
  return url === null ? 'no_link' : 'no_bot';
}

/** Recall's `meeting_platform` as lists filter by it; no link is `none`, whatever the field says. */
export function meetingPlatform(raw: string | null, url: string | null): MeetingPlatform {
  if (url === null) return 'none';
  switch (raw) {
    case 'zoom':
    case 'google_meet':
    case 'microsoft_teams':
    case 'webex':
      return raw;
    default:
      return 'other';
  }
}

const CALENDAR_PLATFORM_SPAN = CALENDAR_PLATFORMS.length;
const CALENDAR_PRESENT_SPAN = CALENDAR_STATUSES.length * CALENDAR_PLATFORM_SPAN;
/** Facet of a calendar that only an event has named so far: in no list and no count until it is seen itself. */
export const CALENDAR_PLACEHOLDER = 1_000;

export function calendarFacet(status: CalendarStatus, platform: CalendarPlatform, deleted: boolean): number {
  return (
    (deleted ? CALENDAR_PRESENT_SPAN : 0) +
    CALENDAR_STATUSES.indexOf(status) * CALENDAR_PLATFORM_SPAN +
    CALENDAR_PLATFORMS.indexOf(platform)
  );
}

export const CALENDAR_FACETS: readonly number[] = Array.from(
  { length: CALENDAR_PRESENT_SPAN * 2 },
  (_, facet) => facet,
);

export const isDeletedCalendar = (facet: number): boolean => facet >= CALENDAR_PRESENT_SPAN;

export function calendarStatusOf(facet: number): CalendarStatus {
  const status = CALENDAR_STATUSES[Math.floor((facet % CALENDAR_PRESENT_SPAN) / CALENDAR_PLATFORM_SPAN)];
  return status ?? 'unknown';
}

export function calendarPlatformOf(facet: number): CalendarPlatform {
  return CALENDAR_PLATFORMS[facet % CALENDAR_PLATFORM_SPAN] ?? 'other';
}

/** The facets that a filter lets through; deleted calendars only when asked for. */
export function calendarFacets(filter: Pick<CalendarFilter, 'status' | 'platform' | 'presence'>): readonly number[] {
  return CALENDAR_FACETS.filter(
    (facet) =>
      isDeletedCalendar(facet) === (filter.presence === 'deleted') &&
      (filter.status === undefined || calendarStatusOf(facet) === filter.status) &&
      (filter.platform === undefined || calendarPlatformOf(facet) === filter.platform),
  );
}

/** Recall's platform word as Callboard understands it; events carry the same words. */
export function calendarPlatform(raw: string): CalendarPlatform {
  return raw === 'google_calendar' || raw === 'microsoft_outlook' ? raw : 'other';
}
