/** `jobs.list` and `jobs.items`: merges of one index range per state, already in order. */
import type { Job, JobItem, JobState } from '../../../shared/actions.ts';
import type { Page, Total } from '../../../shared/filters.ts';
import { ITEM_STATES, JOB_STATES } from '../../../shared/values.ts';
import type { Connection } from './connection.ts';
import { ITEM_COLUMNS, JOB_COLUMNS, toJob, toJobItem } from './job-rows.ts';
import type { ItemTuple, JobTuple } from './job-rows.ts';
import type { LedgerReader } from './ledger.ts';
import { decodeNumber, encodePosition } from './keyset.ts';

export const LIST_JOBS_SQL = {
  count: 'SELECT count(*) FROM job WHERE state = ?',
  job: 'SELECT state, count(*) FROM job_item WHERE job_id = @job GROUP BY state',
  workspace: `SELECT state, count(*) FROM job_item WHERE job_id = @job AND workspace_id = @workspace GROUP BY state`,
  // At most one each: a job has a calendar or an event once.
  calendar: `SELECT state, 1 FROM job_item WHERE job_id = @job AND calendar_id = @calendar AND workspace_id = @workspace`,
  event: `SELECT state, 1 FROM job_item WHERE job_id = @job AND event_id = @event AND event_id IS NOT NULL
    AND workspace_id = @workspace`,
} as const;

/** Jobs in @s0 …, newest first, before @k. */
export function jobListSql(states: number, limit: number): string {
  const arms = Array.from({ length: states }, (_, at) => `SELECT id AS i FROM job WHERE state = @s${at} AND id < @k`);
  return `SELECT ${JOB_COLUMNS} FROM (${arms.join(' UNION ALL ')} ORDER BY 1 DESC LIMIT ${limit}) AS m
    CROSS JOIN job ON job.id = m.i`;
}

/** What an item list is narrowed to: @workspace, and there @calendar or @event. */
export type ItemSubject = 'job' | 'workspace' | 'calendar' | 'event';

const SUBJECTS: Readonly<Record<ItemSubject, string>> = {
  job: 'state',
  workspace: 'workspace_id = (@workspace + 0) AND state',
  // At most a few rows; the pluses keep SQLite from another index.
  calendar: 'calendar_id = @calendar AND +workspace_id = @workspace AND +state',
  event: 'event_id = @event AND event_id IS NOT NULL AND +workspace_id = @workspace AND +state',
};

/** Items of job @job in @s0 …, in the order of work, after @k. */
export function itemListSql(states: number, subject: ItemSubject, limit: number): string {
  const arms = Array.from(
    { length: states },
    (_, at) => `SELECT n AS i FROM job_item WHERE job_id = @job AND ${SUBJECTS[subject]} = @s${at} AND n > @k`,
  );
  return `SELECT ${ITEM_COLUMNS} FROM (${arms.join(' UNION ALL ')} ORDER BY 1 LIMIT ${limit}) AS m
    CROSS JOIN job_item ON job_item.job_id = @job AND job_item.n = m.i`;
}

const named = (states: readonly string[]): Record<string, string> =>
  Object.fromEntries(states.map((state, at) => [`s${at}`, state]));

const NOTHING: Page<never> = { rows: [], next: null, total: { count: 0, exact: true } };

/** Newest first. */
export function listJobs(
  connection: Connection,
  states: readonly JobState[] | undefined,
  after: string | null,
  limit: number,
): Page<Job> {
  const wanted = states === undefined ? JOB_STATES : JOB_STATES.filter((state) => states.includes(state));
  const before = after === null ? Number.MAX_SAFE_INTEGER : decodeNumber('jobs', after).key;
  if (wanted.length === 0) return NOTHING;
  const rows = connection.all<JobTuple>(jobListSql(wanted.length, limit + 1), { ...named(wanted), k: before });
  const next = nextOf('jobs', rows, limit, (row) => row[0]);
  const counts = wanted.map((state) => connection.get<[number]>(LIST_JOBS_SQL.count, [state])?.[0] ?? 0);
  return { rows: rows.flatMap((row) => toJob(connection, row) ?? []), next, total: summed(counts) };
}

const summed = (counts: readonly number[]): Total => ({
  count: counts.reduce((sum, count) => sum + count, 0),
  exact: true,
});

/** In the order of work. */
export function listJobItems(
  connection: Connection,
  { jobId, states, workspaceId, calendar, event }: Parameters<LedgerReader['listJobItems']>[0],
  after: string | null,
  limit: number,
): Page<JobItem> {
  const order = `items:${jobId}`;
  const position = after === null ? 0 : decodeNumber(order, after).key;
  const wanted = states === undefined ? ITEM_STATES : ITEM_STATES.filter((state) => states.includes(state));
  const asked = [workspaceId, calendar?.workspaceId, event?.workspaceId].filter((id) => id !== undefined);
  const [workspace] = asked;
  const elsewhere = new Set(asked).size > 1;
  // An item is about a calendar or about an event, never about both.
  if (wanted.length === 0 || elsewhere || (calendar !== undefined && event !== undefined)) return NOTHING;
  const subject =
    calendar !== undefined ? 'calendar' : event !== undefined ? 'event' : workspace !== undefined ? 'workspace' : 'job';
  const bind = {
    job: jobId,
    ...(workspace === undefined ? {} : { workspace }),
    ...(calendar === undefined ? {} : { calendar: calendar.id }),
    ...(event === undefined ? {} : { event: event.id }),
  };
  const page = itemListSql(wanted.length, subject, limit + 1);
  const rows = connection.all<ItemTuple>(page, { ...named(wanted), ...bind, k: position });
  const next = nextOf(order, rows, limit, (row) => row[1]);
  const counts = new Map(connection.all<[string, number]>(LIST_JOBS_SQL[subject], bind));
  return { rows: rows.map(toJobItem), next, total: summed(wanted.map((state) => counts.get(state) ?? 0)) };
}

/** Takes the row beyond the page off it; the position of the last one on it when there was one beyond. */
function nextOf<Row>(order: string, rows: Row[], limit: number, keyOf: (row: Row) => number): string | null {
  if (rows.length <= limit) return null;
  rows.pop();
  const last = rows.at(-1);
  if (last === undefined) return null;
  return encodePosition(order, { key: keyOf(last), facet: 0, pk: keyOf(last), ties: false });
}
