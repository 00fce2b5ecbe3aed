/** `events.list` and the event badges, answered from indexes and tallies only. */
import { CallboardError } from '../../../shared/envelope.ts';
import { EVENT_COVERAGES } from '../../../shared/values.ts';
import type { EventRow } from '../../../shared/entities.ts';
import type { EventFilter, EventSort, Page, Total, WorkspaceScope } from '../../../shared/filters.ts';
import { DAY_MS } from '../../../shared/time.ts';
import { NO_START, NO_UPDATE } from './codec.ts';
import type { Bindable, Connection } from './connection.ts';
import { EVENT_COLUMNS, toEventRow } from './event-rows.ts';
import type { EventTuple } from './event-rows.ts';
import { EVENT_FACETS, eventFacets, PLATFORM_SPAN } from './facets.ts';
import { continuation, decodeNumber, encodePosition } from './keyset.ts';
import type { Position } from './keyset.ts';
import { isJudged, JUDGED, judgedRanges } from './list-verdicts.ts';
import { countSql, facetRanges, mergeSql, walkSql, workspacesPerMerge } from './merge.ts';
import type { MergeShape, Range } from './merge.ts';
import { resolveScope, scopeIds } from './scope.ts';
import { sum, TALLY, tallies } from './tally.ts';

/** Counting beyond this takes longer than a badge is worth; `exact` says so. */
export const COUNT_CAP = 10_000;

export const LIST_EVENTS_SQL = {
  calendar: 'SELECT pk FROM calendar WHERE workspace_id = ? AND id = ?',
} as const;

/** The statement of a list of whole rows. */
export function eventListSql(shape: MergeShape): string {
  return `SELECT m.k, m.f, ${EVENT_COLUMNS} FROM (${mergeSql(shape)}) AS m
    CROSS JOIN event AS e ON e.pk = m.p CROSS JOIN calendar AS c ON c.pk = e.calendar_pk`;
}

/** Key and facet as the list is sorted by them, which may be older than the row itself (list-verdicts.ts). */
type Listed = [key: number, facet: number, ...EventTuple];
const pkOf = (row: Listed): number => row[18];

export function listEvents(
  connection: Connection,
  filter: EventFilter,
  sort: EventSort,
  after: string | null,
  limit: number,
): Page<EventRow> {
  checkCombination(filter, sort);
  const order = `events:${sort.by}:${sort.direction}`;
  const position = after === null ? null : decodeNumber(order, after);
  const plan = planOf(connection, filter, sort, position);
  if (plan === null) return { rows: [], next: null, total: { count: 0, exact: true } };

  const rows = plan.groups
    .flatMap((workspaces) => fetch(connection, plan, workspaces, position, limit + 1))
    .sort(sort.direction === 'asc' ? compare : (a, b) => compare(b, a))
    .slice(0, limit + 1);
  const more = rows.length > limit;
  if (more) rows.pop();
  const last = rows.at(-1);
  return {
    rows: rows.map((row) => toEventRow(withoutKey(row))),
    next:
      more && last !== undefined
        ? encodePosition(order, { key: last[0], facet: last[1], pk: pkOf(last), ties: rows[0]?.[0] === last[0] })
        : null,
    total:
      plan.total ??
      (position === null && !more
        ? { count: rows.length, exact: true }
        : countedWalk(connection, plan.shape, plan.groups, plan.bind)),
  };
}

const compare = (a: Listed, b: Listed): number => a[0] - b[0] || a[1] - b[1] || pkOf(a) - pkOf(b);

function withoutKey([, , ...row]: Listed): EventTuple {
  return row;
}

const ONLY_BY_START = ['calendar', 'from', 'to', ...JUDGED] as const;

function checkCombination(filter: EventFilter, sort: EventSort): void {
  if (sort.by === 'start') return;
  const field = ONLY_BY_START.find((name) => filter[name] !== undefined);
  if (field === undefined) return;
  throw new CallboardError(
    'invalid_input',
    `Events sorted by "${sort.by}" cannot be limited by "${field}". Sort by "start", or leave "${field}" out.`,
    { details: { field } },
  );
}

interface Plan {
  readonly shape: Omit<MergeShape, 'after' | 'workspaces' | 'limit'>;
  /** Workspaces per statement; one empty group means "ranges over all workspaces". */
  readonly groups: readonly (readonly number[])[];
  readonly bind: Readonly<Record<string, Bindable>>;
  /** Exact, from the tally; null where rows have to be counted. */
  readonly total: Total | null;
}

/** The times that a filter leaves, as a merge asks for them. */
export function windowOf({ from, to }: Pick<EventFilter, 'from' | 'to'>): {
  window: boolean;
  bind: Readonly<Record<string, Bindable>>;
} {
  const window = from !== undefined || to !== undefined;
  return { window, bind: window ? { from: from ?? NO_UPDATE, to: to ?? NO_START } : {} };
}

/** Null: nothing can match. */
function planOf(
  connection: Connection,
  filter: EventFilter,
  sort: EventSort,
  position: Position<number> | null,
): Plan | null {
  const { window, bind } = windowOf(filter);
  const key = sort.by === 'start' ? 'start_at' : 'updated_at';
  if (isJudged(filter)) {
    const judged = judgedRanges(connection, filter);
    if (judged === null) return null;
    const { table, ranges, workspaces } = judged;
    const perMerge = workspacesPerMerge(ranges.length, continuation(position));
    return {
      shape: { table, key, direction: sort.direction, window, ranges },
      groups: workspaces === null ? [[]] : chunks(workspaces, perMerge),
      bind: { ...bind, ...judged.bind },
      total: null,
    };
  }
  const shape = { table: 'event', key, direction: sort.direction, window } as const;
  const wanted = eventFacets(filter);
  if (filter.calendar !== undefined) {
    const { workspaceId, id } = filter.calendar;
    const pk = connection.get<[number]>(LIST_EVENTS_SQL.calendar, [workspaceId, id])?.[0];
    if (pk === undefined || wanted.length === 0) return null;
    const ranges = calendarRanges(wanted);
    return { shape: { ...shape, ranges }, groups: [[]], bind: { ...bind, calendar: pk }, total: null };
  }
  const scope = resolveScope(connection, filter.workspaces);
  const counts = tallies(connection, TALLY.events, scope);
  const facets = wanted.filter((facet) => (counts.get(facet) ?? 0) > 0);
  if (facets.length === 0) return null;
  const ranges = sort.by === 'start' ? facetRanges(facets) : updatedRanges(facets, counts);
  // By update, each workspace is a range of its own: one index less to write for every event.
  const ids = sort.by === 'start' && scope === 'all' ? null : scopeIds(connection, filter.workspaces);
  const groups = ids === null ? [[]] : chunks(ids, workspacesPerMerge(ranges.length, continuation(position)));
  const total = window ? null : { count: sum(counts, facets), exact: true };
  return { shape: { ...shape, ranges }, groups, bind, total };
}

/** Facets with fewer rows than this are sorted on the spot where walking past the others would take longer. */
const RARE = 1_000;

/**
 * The index by update leads with the coverage, not with the facet: a coverage is one range, and its platforms are told
 * apart while walking along it. Platforms that hardly occur would make that a long walk.
 */
export function updatedRanges(facets: readonly number[], counts: ReadonlyMap<number, number>): Range[] {
  return EVENT_COVERAGES.flatMap((_, coverage) => {
    const inside = (facet: number): boolean => Math.floor(facet / PLATFORM_SPAN) === coverage;
    const all = EVENT_FACETS.filter((facet) => inside(facet) && (counts.get(facet) ?? 0) > 0);
    const wanted = facets.filter(inside);
    const on = `facet / ${PLATFORM_SPAN} = ${coverage}`;
    if (wanted.length === 0) return [];
    if (wanted.length === all.length) return [{ on }];
    const size = sum(counts, all);
    const isRare = (facet: number): boolean => (counts.get(facet) ?? 0) < Math.min(RARE, size / 50);
    const rare = wanted.filter(isRare).map((facet) => ({ on: `facet = ${facet}`, index: 'event_by_workspace_start' }));
    const common = wanted.filter((facet) => !isRare(facet));
    return common.length === 0 ? rare : [...rare, { on, where: among(common) }];
  });
}

/** The plus keeps SQLite from looking the facets up, which would end the order of the index. */
const among = (facets: readonly number[]): string => `+facet IN (${facets.join(', ')})`;

/** One calendar is one range; the facets, where not all are wanted, are looked up in the same index. */
export function calendarRanges(facets: readonly number[]): Range[] {
  const on = 'calendar_pk = @calendar';
  return [facets.length === EVENT_FACETS.length ? { on } : { on, where: among(facets) }];
}

function fetch(
  connection: Connection,
  plan: Plan,
  workspaces: readonly number[],
  position: Position<number> | null,
  limit: number,
): Listed[] {
  const after = continuation(position);
  const sql = eventListSql({ ...plan.shape, workspaces: workspaces.length, after, limit });
  const params: Record<string, Bindable> = { ...plan.bind, ...named(workspaces) };
  if (position !== null) {
    params['k'] = position.key;
    params['f'] = position.facet;
    params['p'] = position.pk;
  }
  return connection.all<Listed>(sql, params);
}

/** Counts ranges of an index up to {@link COUNT_CAP}. */
export function counted(
  connection: Connection,
  shape: Omit<MergeShape, 'after' | 'workspaces' | 'direction' | 'limit'>,
  groups: readonly (readonly number[])[],
  bind: Readonly<Record<string, Bindable>>,
): Total {
  let count = 0;
  for (const workspaces of groups) {
    const sql = countSql({ ...shape, workspaces: workspaces.length, limit: COUNT_CAP + 1 });
    count += connection.get<[number]>(sql, { ...bind, ...named(workspaces) })?.[0] ?? 0;
    if (count > COUNT_CAP) return { count: COUNT_CAP, exact: false };
  }
  return { count, exact: true };
}

/** Rows that are walked over to count those that match among them. */
const WALK_CAP = 30_000;

/** Like {@link counted}, but does not walk on and on where few rows of a range match. */
export function countedWalk(
  connection: Connection,
  shape: Omit<MergeShape, 'after' | 'workspaces' | 'direction' | 'limit'>,
  groups: readonly (readonly number[])[],
  bind: Readonly<Record<string, Bindable>>,
): Total {
  if (shape.ranges.every(({ where }) => where === undefined)) return counted(connection, shape, groups, bind);
  let count = 0;
  let walked = 0;
  for (const workspaces of groups) {
    const sql = walkSql({ ...shape, workspaces: workspaces.length, limit: WALK_CAP });
    const [matching, rows] = connection.get<[number, number]>(sql, { ...bind, ...named(workspaces) }) ?? [0, 0];
    count += matching;
    walked += rows;
    if (count > COUNT_CAP || walked >= WALK_CAP) return { count: Math.min(count, COUNT_CAP), exact: false };
  }
  return { count, exact: true };
}

/** Events that start in [now, now + 24 h) and are not deleted, and those of them with a link but no bot. */
export function eventCounts(
  connection: Connection,
  scope: WorkspaceScope,
  now: number,
): { next24h: Total; next24hWithoutBot: Total } {
  const resolved = resolveScope(connection, scope);
  const count = (facets: readonly number[]): Total => {
    if (resolved !== 'all' && resolved.length === 0) return { count: 0, exact: true };
    const groups = resolved === 'all' ? [[]] : chunks(resolved, workspacesPerMerge(facets.length, 'start'));
    const shape = { table: 'event', key: 'start_at', ranges: facetRanges(facets), window: true } as const;
    return counted(connection, shape, groups, { from: now, to: now + DAY_MS });
  };
  return { next24h: count(NOT_DELETED), next24hWithoutBot: count(WITHOUT_BOT) };
}

/** Facets of events that a badge counts. */
export const NOT_DELETED: readonly number[] = EVENT_FACETS.filter(
  (facet) => !eventFacets({ coverage: 'deleted' }).includes(facet),
);
export const WITHOUT_BOT: readonly number[] = eventFacets({ coverage: 'no_bot' });

/** Names for the parameters @w0 … of a merge. */
export function named(workspaces: readonly number[]): Record<string, number> {
  return Object.fromEntries(workspaces.map((id, index) => [`w${index}`, id]));
}

export function chunks<T>(items: readonly T[], size: number): T[][] {
  const result: T[][] = [];
  for (let at = 0; at < items.length; at += size) result.push(items.slice(at, at + size));
  return result;
}
