/** The address of the schedule: filters, time window, sort and selection. */
import { pickOneOf, pickText, readRef, readSort, refText, sortText } from '../../address.ts';
import { dayBounds, type Zone } from '../../format/time.ts';
import { DAY_MS } from '../../../../shared/time.ts';
import { EVENT_SORTS } from '../../../../shared/values.ts';
import type { EventCoverage, MeetingPlatform } from '../../../../shared/entities.ts';
import type { EventFilter, EventSort, WorkspaceScope } from '../../../../shared/filters.ts';
import { EVENT_COVERAGE_VALUES, MEETING_PLATFORM_VALUES, pickDetailTab, type DetailTab } from '../list-address.ts';

export interface EventsSearch {
  readonly coverage?: EventCoverage | undefined;
  readonly meeting?: MeetingPlatform | undefined;
  /** A {@link WINDOWS} name or a day (`2026-11-24`); absent: {@link DEFAULT_WINDOW}. */
  readonly when?: string | undefined;
  /** One calendar, `workspace:id`. */
  readonly cal?: string | undefined;
  /** `start.asc`; absent: by start, in the direction that suits the time window. */
  readonly sort?: string | undefined;
  /** The selected event, `workspace:id`. */
  readonly sel?: string | undefined;
  readonly tab?: DetailTab | undefined;
}

export const WINDOWS = ['24h', '7d', 'all', 'past'] as const;
export type WindowName = (typeof WINDOWS)[number];
export const DEFAULT_WINDOW: WindowName = '7d';

/** What the contract lists events by. */
export { EVENT_SORTS as EVENT_SORT_COLUMNS };

/** Picks the list's parameters out of an address; what cannot be understood is left out. */
export function validateEventsSearch(search: Readonly<Record<string, unknown>>): EventsSearch {
  const coverage = pickOneOf(search, 'coverage', EVENT_COVERAGE_VALUES);
  const meeting = pickOneOf(search, 'meeting', MEETING_PLATFORM_VALUES);
  const when = readWindow(pickText(search, 'when'));
  const cal = readRef(pickText(search, 'cal'));
  const sort = readSort(pickText(search, 'sort'), EVENT_SORTS);
  const sel = pickText(search, 'sel');
  const tab = pickDetailTab(search);
  return {
    ...(coverage === undefined ? {} : { coverage }),
    ...(meeting === undefined ? {} : { meeting }),
    ...(when === undefined ? {} : { when }),
    ...(cal === undefined ? {} : { cal: refText(cal) }),
    ...(sort === undefined ? {} : { sort: sortText(sort) }),
    ...(sel === undefined ? {} : { sel }),
    ...(tab === undefined ? {} : { tab }),
  };
}

function readWindow(text: string | undefined): string | undefined {
  if (text === undefined || text === DEFAULT_WINDOW) return undefined;
  const known = WINDOWS.some((name) => name === text);
  return known || dayBounds(text, 'UTC') !== null ? text : undefined;
}

/** True for a day rather than a named window. */
export function isDay(when: string): boolean {
  return !WINDOWS.some((name) => name === when);
}

/** The sort that an address asks for. By default soonest first; of the past, latest first. */
export function eventSortOf(search: EventsSearch): EventSort {
  return readSort(search.sort, EVENT_SORTS) ?? { by: 'start', direction: search.when === 'past' ? 'desc' : 'asc' };
}

/** The bounds of a time window at `now`, ms UTC, start inclusive and end exclusive. Days are days of `zone`. */
export function windowBounds(when: string, now: number, zone: Zone): { from?: number; to?: number } {
  switch (when) {
    case '24h':
      return { from: now, to: now + DAY_MS };
    case '7d':
      return { from: now, to: now + 7 * DAY_MS };
    case 'past':
      return { to: now };
    case 'all':
      return {};
    default:
      return dayBounds(when, zone) ?? {};
  }
}

/**
 * The contract's filter for an address at `now`. The contract filters by time and by calendar only when it sorts by start; by
 * any other sort these are left out, and the view says so.
 */
export function eventFilterOf(search: EventsSearch, workspaces: WorkspaceScope, now: number, zone: Zone): EventFilter {
  const byStart = eventSortOf(search).by === 'start';
  const calendar = byStart ? readRef(search.cal) : undefined;
  return {
    workspaces,
    ...(search.coverage === undefined ? {} : { coverage: search.coverage }),
    ...(search.meeting === undefined ? {} : { meetingPlatform: search.meeting }),
    ...(calendar === undefined ? {} : { calendar: { workspaceId: calendar.workspaceId, id: calendar.id } }),
    ...(byStart ? windowBounds(search.when ?? DEFAULT_WINDOW, now, zone) : {}),
  };
}

/** Lifts every limit that {@link isEventFiltered} speaks of. */
export const NO_EVENT_FILTERS: EventsSearch = {
  coverage: undefined,
  meeting: undefined,
  cal: undefined,
  when: undefined,
};

/** True when the address leaves out more events than a fresh look at the schedule does. */
export function isEventFiltered(search: EventsSearch): boolean {
  const { coverage, meeting, when, cal } = search;
  return coverage !== undefined || meeting !== undefined || cal !== undefined || (when !== undefined && when !== 'all');
}
