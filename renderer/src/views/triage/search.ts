/** The addresses of the triage inbox and of one incident's page. */
import {
  CALENDAR_PLATFORMS,
  INCIDENT_SORTS,
  INCIDENT_STATES,
  PARTIES,
  type CalendarPlatform,
  type IncidentState,
  type Party,
} from '../../../../shared/values.ts';
import type { IncidentFilter } from '../../../../shared/diagnosis.ts';
import type { WorkspaceScope } from '../../../../shared/filters.ts';
import { pickInt, pickOneOf, pickText } from '../../address.ts';

export interface TriageSearch {
  /** Absent: the inbox. */
  readonly show?: IncidentState | undefined;
  readonly party?: Party | undefined;
  readonly cause?: string | undefined;
  readonly platform?: CalendarPlatform | undefined;
  readonly size?: 'shared' | 'single' | undefined;
  readonly q?: string | undefined;
  /** Absent: by what is at stake. */
  readonly sort?: (typeof INCIDENT_SORTS)[number] | undefined;
  /** Incident beside the list, as text. */
  readonly sel?: string | undefined;
}

export interface IncidentSearch {
  readonly sel?: string | undefined;
}

type RawSearch = Readonly<Record<string, unknown>>;

/** Picks the inbox's parameters out of an address; what cannot be understood is left out. */
export function validateTriageSearch(search: RawSearch): TriageSearch {
  const show = pickOneOf(search, 'show', INCIDENT_STATES);
  const party = pickOneOf(search, 'party', PARTIES);
  const platform = pickOneOf(search, 'platform', CALENDAR_PLATFORMS);
  const size = pickOneOf(search, 'size', ['shared', 'single'] as const);
  const sort = pickOneOf(search, 'sort', INCIDENT_SORTS);
  const sel = pickInt(search, 'sel');
  const cause = pickText(search, 'cause', 100);
  const q = pickText(search, 'q', 200);
  return {
    ...(show === undefined ? {} : { show }),
    ...(party === undefined ? {} : { party }),
    ...(cause === undefined ? {} : { cause }),
    ...(platform === undefined ? {} : { platform }),
    ...(size === undefined ? {} : { size }),
    ...(q === undefined ? {} : { q }),
    ...(sort === undefined ? {} : { sort }),
    ...(sel === undefined ? {} : { sel: String(sel) }),
  };
}

/** Picks the parameters of an incident's page out of an address. */
export function validateIncidentSearch(search: RawSearch): IncidentSearch {
  const { sel } = search;
  return typeof sel === 'string' && sel !== '' ? { sel } : {};
}

/** Shortest text that the contract filters by. */
const SHORTEST_TEXT = 2;

/** The contract's filter for an address. A text that is too short to filter by is left out. */
export function incidentFilterOf(search: TriageSearch, workspaces: WorkspaceScope): IncidentFilter {
  const text = search.q?.trim() ?? '';
  return {
    workspaces,
    state: search.show ?? 'inbox',
    ...(search.party === undefined ? {} : { party: search.party }),
    ...(search.cause === undefined ? {} : { cause: search.cause }),
    ...(search.platform === undefined ? {} : { platform: search.platform }),
    ...(search.size === undefined ? {} : { size: search.size }),
    ...(text.length < SHORTEST_TEXT ? {} : { text }),
  };
}

/** Takes every filter out of an address; which pile is shown is no filter. */
export const NO_TRIAGE_FILTERS: TriageSearch = {
  party: undefined,
  cause: undefined,
  platform: undefined,
  size: undefined,
  q: undefined,
};

/** True when the address leaves out incidents of the pile that it shows. */
export function isTriageFiltered(search: TriageSearch): boolean {
  // Workspaces and state are always there.
  return Object.keys(incidentFilterOf(search, 'all')).length > 2;
}
