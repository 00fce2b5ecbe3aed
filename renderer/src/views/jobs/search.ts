/** The addresses of the jobs list and of one job's page. */
import { ITEM_STATES, JOB_STATES, OPEN_JOB_STATES, type ItemState, type JobState } from '../../../../shared/values.ts';
import { pickInt, pickOneOf } from '../../address.ts';

/** What the list is limited to: jobs that have not ended, or those in one state. */
export const JOB_FILTERS = ['open', ...JOB_STATES] as const;
export type JobFilter = (typeof JOB_FILTERS)[number];

export interface JobsSearch {
  /** Absent: all jobs. */
  readonly show?: JobFilter | undefined;
  /** Number of the job beside the list, as text. */
  readonly sel?: string | undefined;
}

export interface JobSearch {
  /** Outcome that the results are limited to; absent: all. */
  readonly show?: ItemState | undefined;
  /** Workspace that the results are limited to. */
  readonly in?: string | undefined;
  /** Number of the item beside the results, as text. */
  readonly sel?: string | undefined;
}

export { OPEN_JOB_STATES };

type RawSearch = Readonly<Record<string, unknown>>;

/** Picks the list's parameters out of an address; what cannot be understood is left out. */
export function validateJobsSearch(search: RawSearch): JobsSearch {
  const show = pickOneOf(search, 'show', JOB_FILTERS);
  const sel = pickInt(search, 'sel');
  return {
    ...(show === undefined ? {} : { show }),
    ...(sel === undefined ? {} : { sel: String(sel) }),
  };
}

/** Picks the parameters of a job's page out of an address. */
export function validateJobSearch(search: RawSearch): JobSearch {
  const show = pickOneOf(search, 'show', ITEM_STATES);
  const workspace = pickInt(search, 'in');
  const sel = pickInt(search, 'sel');
  return {
    ...(show === undefined ? {} : { show }),
    ...(workspace === undefined ? {} : { in: String(workspace) }),
    ...(sel === undefined ? {} : { sel: String(sel) }),
  };
}

/** The states that a filter stands for; undefined: any. */
export function jobStatesOf(show: JobFilter | undefined): JobState[] | undefined {
  if (show === undefined) return undefined;
  return show === 'open' ? [...OPEN_JOB_STATES] : [show];
}
