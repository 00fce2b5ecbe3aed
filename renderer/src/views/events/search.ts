/** The address of the schedule: view, filters, time window, sort and selection. */
import { pickOneOf, pickText, readRef, readSort, refText, sortText } from '../../address.ts';
import type { Zone } from '../../format/time.ts';
import { EVENT_SORTS, EXTERNALS, VERDICT_REASONS, VERDICTS } from '../../../../shared/values.ts';
import type { External, Verdict, VerdictReason } from '../../../../shared/values.ts';
import type { EventCoverage, MeetingPlatform } from '../../../../shared/entities.ts';
import type { EventFilter, EventSort, WorkspaceScope } from '../../../../shared/filters.ts';
import { EVENT_COVERAGE_VALUES, MEETING_PLATFORM_VALUES, pickDetailTab, type DetailTab } from '../list-address.ts';
import { DEFAULT_WINDOW, readWindow, windowBounds } from './windows.ts';

/** How the schedule is shown; absent: as the agenda. */
export const SCHEDULE_VIEWS = ['day', 'coverage'] as const;
export type ScheduleView = (typeof SCHEDULE_VIEWS)[number];

/** What the lanes of a day are; absent: customer domains. */
export const LANE_CHOICES = ['workspace'] as const;

/** Whose meetings: as the contract has it, and `any` where a view shows external ones by itself. */
const GUESTS = [...EXTERNALS, 'any'] as const;

export interface EventsSearch {
  readonly view?: ScheduleView | undefined;
  readonly lanes?: (typeof LANE_CHOICES)[number] | undefined;
  readonly coverage?: EventCoverage | undefined;
  readonly meeting?: MeetingPlatform | undefined;
  /** The name of a window (windows.ts) or a day (`2026-11-24`); absent: {@link DEFAULT_WINDOW}. */
  readonly when?: string | undefined;
  /** One calendar, `workspace:id`. */
  readonly cal?: string | undefined;
  /** Verdicts joined by commas, in the order of the contract. */
  readonly verdict?: string | undefined;
  readonly reason?: VerdictReason | undefined;
  readonly external?: External | 'any' | undefined;
  /** Mail domain of the customer. In the coverage: the one that is looked at. */
  readonly domain?: string | undefined;
  readonly organizer?: string | undefined;
  /** `breaks`: events with a bot whose key is not of the recipe in use. */
  readonly recipe?: 'breaks' | undefined;
  /** `start.asc`; absent: by start, in the direction that suits the time window. */
  readonly sort?: string | undefined;
  /** The selected event, `workspace:id`. */
  readonly sel?: string | undefined;
  readonly tab?: DetailTab | undefined;
}

/** What the contract lists events by. */
export { EVENT_SORTS as EVENT_SORT_COLUMNS };

/** Picks the schedule's parameters out of an address; what cannot be understood is left out. */
export function validateEventsSearch(search: Readonly<Record<string, unknown>>): EventsSearch {
  const cal = readRef(pickText(search, 'cal'));
  const sort = readSort(pickText(search, 'sort'), EVENT_SORTS);
  const picked: EventsSearch = {
    view: pickOneOf(search, 'view', SCHEDULE_VIEWS),
    lanes: pickOneOf(search, 'lanes', LANE_CHOICES),
    coverage: pickOneOf(search, 'coverage', EVENT_COVERAGE_VALUES),
    meeting: pickOneOf(search, 'meeting', MEETING_PLATFORM_VALUES),
    when: readWindow(pickText(search, 'when')),
    cal: cal === undefined ? undefined : refText(cal),
    verdict: verdictsText(verdictsOf(pickText(search, 'verdict'))),
    reason: pickOneOf(search, 'reason', VERDICT_REASONS),
    external: pickOneOf(search, 'external', GUESTS),
    domain: pickDomain(pickText(search, 'domain')),
    organizer: pickOrganizer(pickText(search, 'organizer')),
    recipe: pickOneOf(search, 'recipe', ['breaks'] as const),
    sort: sort === undefined ? undefined : sortText(sort),
    sel: pickText(search, 'sel'),
    tab: pickDetailTab(search),
  };
  // What is not there leaves no trace: addresses are compared. Fewer of the optional parameters are still parameters.
  return Object.fromEntries(Object.entries(picked).filter(([, value]) => value !== undefined)) as EventsSearch;
}

/** The verdicts that a text names; those that the contract does not know are left out. */
export function verdictsOf(text: string | undefined): readonly Verdict[] {
  const named = new Set(text?.split(','));
  return VERDICTS.filter((verdict) => named.has(verdict));
}

/** The inverse of {@link verdictsOf}; undefined (absent) for none. */
export function verdictsText(verdicts: readonly Verdict[]): string | undefined {
  const text = VERDICTS.filter((verdict) => verdicts.includes(verdict)).join(',');
  return text === '' ? undefined : text;
}

/** A customer's domain as people write it (`ACME.example`, `@acme.example`); undefined when it can be none. */
export function pickDomain(text: string | undefined): string | undefined {
  const domain = text?.trim().replace(/^@/, '').toLowerCase() ?? '';
  return domain === '' || domain.length > 253 ? undefined : domain;
}

/** An organiser's address; undefined when it can be none. */
export function pickOrganizer(text: string | undefined): string | undefined {
  const address = text?.trim() ?? '';
  return address.length < 3 || address.length > 320 ? undefined : address;
}

/** True when the address filters by what is known once an event was judged; the contract answers that only by start. */
export function isJudged(search: EventsSearch): boolean {
  const { verdict, reason, external, domain, organizer, recipe } = search;
  const asked = [verdict, reason, external === 'any' ? undefined : external, domain, organizer, recipe];
  return asked.some((value) => value !== undefined);
}

/** The sort that an address asks for. By default soonest first; of the past, latest first. */
export function eventSortOf(search: EventsSearch): EventSort {
  const asked = readSort(search.sort, EVENT_SORTS);
  if (asked !== undefined && (asked.by === 'start' || !isJudged(search))) return asked;
  return { by: 'start', direction: search.when === 'past' ? 'desc' : 'asc' };
}

/**
 * The contract's filter for an address at `now`. The contract filters by time and by calendar only when it sorts by start; by
 * any other sort these are left out, and the view says so.
 */
export function eventFilterOf(search: EventsSearch, workspaces: WorkspaceScope, now: number, zone: Zone): EventFilter {
  const byStart = eventSortOf(search).by === 'start';
  const calendar = byStart ? readRef(search.cal) : undefined;
  const verdicts = verdictsOf(search.verdict);
  const { external } = search;
  return {
    workspaces,
    ...(search.coverage === undefined ? {} : { coverage: search.coverage }),
    ...(search.meeting === undefined ? {} : { meetingPlatform: search.meeting }),
    ...(calendar === undefined ? {} : { calendar: { workspaceId: calendar.workspaceId, id: calendar.id } }),
    ...(byStart ? windowBounds(search.when ?? DEFAULT_WINDOW, now, zone) : {}),
    ...(verdicts.length === 0 ? {} : { verdicts: [...verdicts] }),
    ...(search.reason === undefined ? {} : { reason: search.reason }),
    ...(external === undefined || external === 'any' ? {} : { external }),
    ...(search.domain === undefined ? {} : { domain: search.domain }),
    ...(search.organizer === undefined ? {} : { organizer: search.organizer }),
    ...(search.recipe === undefined ? {} : { breaksRecipe: true }),
  };
}

/** Lifts every limit that {@link isEventFiltered} speaks of. */
export const NO_EVENT_FILTERS: EventsSearch = {
  coverage: undefined,
  meeting: undefined,
  cal: undefined,
  when: undefined,
  verdict: undefined,
  reason: undefined,
  external: undefined,
  domain: undefined,
  organizer: undefined,
  recipe: undefined,
};

/** True when the address leaves out more events than a fresh look at the schedule does. */
export function isEventFiltered(search: EventsSearch): boolean {
  const { coverage, meeting, when, cal } = search;
  const narrowed = coverage !== undefined || meeting !== undefined || cal !== undefined;
  return narrowed || isJudged(search) || (when !== undefined && when !== 'all');
}
