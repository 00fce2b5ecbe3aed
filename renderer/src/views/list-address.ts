/** Parts of addresses that several lists share. */
import { pickOneOf } from '../address.ts';
import type { CalendarStatus } from '../../../shared/values.ts';

export {
  CALENDAR_PLATFORMS as CALENDAR_PLATFORM_VALUES,
  EVENT_COVERAGES as EVENT_COVERAGE_VALUES,
  MEETING_PLATFORMS as MEETING_PLATFORM_VALUES,
} from '../../../shared/values.ts';

/** The contract's statuses in the order in which the window offers them: trouble first. */
export const CALENDAR_STATUS_VALUES = [
  'disconnected',
  'connecting',
  'connected',
  'unknown',
] as const satisfies readonly CalendarStatus[];

/** The part of a record's detail that is open; absent: the overview. */
export const DETAIL_TABS = ['events', 'series', 'audit', 'raw'] as const;
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
