/** The address of the calendars list: filters, sort and selection. */
import { CALENDAR_PLATFORM_VALUES, CALENDAR_STATUS_VALUES, type DetailTab, pickDetailTab } from '../list-address.ts';
import { pickOneOf, pickText, readSort, sortText } from '../../address.ts';
import { CALENDAR_SORTS, PARTIES, type Party } from '../../../../shared/values.ts';
import type { CalendarPlatform, CalendarStatus } from '../../../../shared/entities.ts';
import type { CalendarFilter, CalendarSort, WorkspaceScope } from '../../../../shared/filters.ts';

export interface CalendarsSearch {
  readonly status?: CalendarStatus | undefined;
  readonly platform?: CalendarPlatform | undefined;
  /** Absent: calendars that Recall still has. */
  readonly presence?: 'deleted' | undefined;
  /** Part of an e-mail address. */
  readonly q?: string | undefined;
  /** OAuth client id. */
  readonly client?: string | undefined;
  /** Code of the cause. */
  readonly cause?: string | undefined;
  /** Who must act. */
  readonly party?: Party | undefined;
  /** `email.asc`; absent: {@link DEFAULT_CALENDAR_SORT}. */
  readonly sort?: string | undefined;
  /** The selected calendar, `workspace:id`. */
  readonly sel?: string | undefined;
  readonly tab?: DetailTab | undefined;
}

/** What the contract lists calendars by. */
export { CALENDAR_SORTS as CALENDAR_SORT_COLUMNS };

export const DEFAULT_CALENDAR_SORT: CalendarSort = { by: 'email', direction: 'asc' };

/** Shortest text that the contract filters by. */
const SHORTEST_TEXT = 2;

/** Picks the list's parameters out of an address; what cannot be understood is left out. */
export function validateCalendarsSearch(search: Readonly<Record<string, unknown>>): CalendarsSearch {
  const status = pickOneOf(search, 'status', CALENDAR_STATUS_VALUES);
  const platform = pickOneOf(search, 'platform', CALENDAR_PLATFORM_VALUES);
  const presence = pickOneOf(search, 'presence', ['deleted'] as const);
  const q = pickText(search, 'q', 200);
  const client = pickText(search, 'client', 2_000);
  const cause = pickText(search, 'cause', 100);
  const party = pickOneOf(search, 'party', PARTIES);
  const sort = readSort(pickText(search, 'sort'), CALENDAR_SORTS);
  const sel = pickText(search, 'sel');
  const tab = pickDetailTab(search);
  return {
    ...(status === undefined ? {} : { status }),
    ...(platform === undefined ? {} : { platform }),
    ...(presence === undefined ? {} : { presence }),
    ...(q === undefined ? {} : { q }),
    ...(client === undefined ? {} : { client }),
    ...(cause === undefined ? {} : { cause }),
    ...(party === undefined ? {} : { party }),
    ...(sort === undefined ? {} : { sort: sortText(sort) }),
    ...(sel === undefined ? {} : { sel }),
    ...(tab === undefined ? {} : { tab }),
  };
}

/** The contract's filter for an address. A text that is too short to filter by is left out. */
export function calendarFilterOf(search: CalendarsSearch, workspaces: WorkspaceScope): CalendarFilter {
  const text = search.q?.trim() ?? '';
  return {
    workspaces,
    ...(search.status === undefined ? {} : { status: search.status }),
    ...(search.platform === undefined ? {} : { platform: search.platform }),
    ...(search.presence === undefined ? {} : { presence: search.presence }),
    ...(text.length < SHORTEST_TEXT ? {} : { text }),
    ...(search.client === undefined ? {} : { oauthClientId: search.client }),
    ...(search.cause === undefined ? {} : { cause: search.cause }),
    ...(search.party === undefined ? {} : { party: search.party }),
  };
}

/** The sort that an address asks for. */
export function calendarSortOf(search: CalendarsSearch): CalendarSort {
  return readSort(search.sort, CALENDAR_SORTS) ?? DEFAULT_CALENDAR_SORT;
}

/** Takes every filter out of an address. */
export const NO_FILTERS: CalendarsSearch = {
  status: undefined,
  platform: undefined,
  presence: undefined,
  q: undefined,
  client: undefined,
  cause: undefined,
  party: undefined,
};

/** True when the address leaves calendars out (by more than the workspaces in scope). */
export function isCalendarFiltered(search: CalendarsSearch): boolean {
  const filter = calendarFilterOf(search, 'all');
  return Object.keys(filter).length > 1;
}
