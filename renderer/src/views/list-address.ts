/** Parts of addresses that several lists share. */
import { pickOneOf } from '../address.ts';
import type { CalendarPlatform, CalendarStatus, EventCoverage, MeetingPlatform } from '../../../shared/entities.ts';

/**
 * The contract's values, spelled again because shared/entities.ts brings zod, which does not run in the window. The
 * `Record` makes a missing or a surplus value a type error.
 */
function valuesOf<V extends string>(values: Readonly<Record<V, true>>): readonly V[] {
  // Object.keys gives string[]; the parameter type says that these are exactly the keys.
  return Object.keys(values) as V[];
}

export const CALENDAR_STATUS_VALUES = valuesOf<CalendarStatus>({
  disconnected: true,
  connecting: true,
  connected: true,
  unknown: true,
});
export const CALENDAR_PLATFORM_VALUES = valuesOf<CalendarPlatform>({
  google_calendar: true,
  microsoft_outlook: true,
  other: true,
});
export const EVENT_COVERAGE_VALUES = valuesOf<EventCoverage>({ bot: true, no_bot: true, no_link: true, deleted: true });
export const MEETING_PLATFORM_VALUES = valuesOf<MeetingPlatform>({
  zoom: true,
  google_meet: true,
  microsoft_teams: true,
  webex: true,
  other: true,
  none: true,
});

/** The part of a record's detail that is open; absent: the overview. */
export const DETAIL_TABS = ['events', 'raw'] as const;
export type DetailTab = (typeof DETAIL_TABS)[number];

/** Reads the `tab` parameter. */
export function pickDetailTab(search: Readonly<Record<string, unknown>>): DetailTab | undefined {
  return pickOneOf(search, 'tab', DETAIL_TABS);
}

/** The address of a record's page, beside the record itself. */
export interface RecordSearch {
  readonly tab?: DetailTab | undefined;
}

/** Picks the parameters of a record's page out of an address. */
export function validateRecordSearch(search: Readonly<Record<string, unknown>>): RecordSearch {
  const tab = pickDetailTab(search);
  return tab === undefined ? {} : { tab };
}
