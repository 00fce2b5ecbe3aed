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
import { pickInt, pickOneOf } from '../../address.ts';

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
  const { cause, q } = search;
  return {
    ...(show === undefined ? {} : { show }),
    ...(party === undefined ? {} : { party }),
    ...(typeof cause === 'string' && cause !== '' ? { cause: cause.slice(0, 100) } : {}),
    ...(platform === undefined ? {} : { platform }),
    ...(size === undefined ? {} : { size }),
    ...(typeof q === 'string' && q !== '' ? { q: q.slice(0, 200) } : {}),
    ...(sort === undefined ? {} : { sort }),
    ...(sel === undefined ? {} : { sel: String(sel) }),
  };
}

/** Picks the parameters of an incident's page out of an address. */
export function validateIncidentSearch(search: RawSearch): IncidentSearch {
  const { sel } = search;
  return typeof sel === 'string' && sel !== '' ? { sel } : {};
}
