/** `events.list` and the event badges, answered from indexes and tallies only. */
import { CallboardError } from '../../../shared/envelope.ts';
import type { EventRow } from '../../../shared/entities.ts';
import type { EventFilter, EventSort, Page, Total, WorkspaceScope } from '../../../shared/filters.ts';
import { DAY_MS } from '../../../shared/time.ts';
import { NO_START, NO_UPDATE } from './codec.ts';
import type { Bindable, Connection } from './connection.ts';
import { EVENT_COLUMNS, toEventRow } from './event-rows.ts';
import type { EventTuple } from './event-rows.ts';
import { EVENT_FACETS, eventFacets } from './facets.ts';
import { continuation, decodeNumber, encodePosition } from './keyset.ts';
import type { Position } from './keyset.ts';
import { countSql, mergeSql, workspacesPerMerge } from './merge.ts';
import type { MergeShape } from './merge.ts';
import { resolveScope } from './scope.ts';
import { TALLY, tallied } from './tally.ts';

/** Counting beyond this takes longer than a badge is worth; `exact` says so. */
export const COUNT_CAP = 10_000;

export const LIST_EVENTS_SQL = {
  calendar: 'SELECT pk FROM calendar WHERE workspace_id = ? AND id = ?',
} as const;

/** The statement of a list of whole rows. */
export function eventListSql(shape: MergeShape): string {
  return `SELECT m.k, ${EVENT_COLUMNS} FROM (${mergeSql(shape)}) AS m
    CROSS JOIN event AS e ON e.pk = m.p CROSS JOIN calendar AS c ON c.pk = e.calendar_pk`;
}

type Listed = [key: number, ...EventTuple];
const pkOf = (row: Listed): number => row[17];

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
    .sort(
      sort.direction === 'asc'
        ? (a, b) => a[0] - b[0] || pkOf(a) - pkOf(b)
        : (a, b) => b[0] - a[0] || pkOf(b) - pkOf(a),
    )
    .slice(0, limit + 1);
  const more = rows.length > limit;
  if (more) rows.pop();
  const last = rows.at(-1);
  return {
    rows: rows.map((row) => toEventRow(withoutKey(row))),
    next:
      more && last !== undefined
        ? encodePosition(order, { key: last[0], pk: pkOf(last), ties: rows[0]?.[0] === last[0] })
        : null,
    total: totalOf(connection, plan),
  };
}

function withoutKey([, ...row]: Listed): EventTuple {
  return row;
}

function checkCombination(filter: EventFilter, sort: EventSort): void {
  if (sort.by === 'start') return;
  const field =
    filter.calendar !== undefined
      ? 'calendar'
      : filter.from !== undefined
        ? 'from'
        : filter.to !== undefined
          ? 'to'
          : null;
  if (field === null) return;
  throw new CallboardError(
    'invalid_input',
    `Events sorted by "${sort.by}" cannot be limited by "${field}". Sort by "start", or leave "${field}" out.`,
    { details: { field } },
  );
}

interface Plan {
  readonly scope: 'all' | readonly number[];
  readonly facets: readonly number[];
  readonly shape: Omit<MergeShape, 'after' | 'workspaces'>;
  /** Workspaces per statement; one empty group means "ranges over all workspaces". */
  readonly groups: readonly (readonly number[])[];
  readonly bind: Readonly<Record<string, Bindable>>;
  /** Where the tally has the exact total. */
  readonly tallied: boolean;
}

function planOf(
  connection: Connection,
  filter: EventFilter,
  sort: EventSort,
  position: Position<number> | null,
): Plan | null {
  const facets = eventFacets(filter);
  const window = filter.from !== undefined || filter.to !== undefined;
  const bind: Record<string, Bindable> = window ? { from: filter.from ?? NO_UPDATE, to: filter.to ?? NO_START } : {};
  const key = sort.by === 'start' ? 'start_at' : 'updated_at';
  const shape = { table: 'event', key, direction: sort.direction, facets, window } as const;
  if (facets.length === 0) return null;
  if (filter.calendar !== undefined) {
    const { workspaceId, id } = filter.calendar;
    const pk = connection.get<[number]>(LIST_EVENTS_SQL.calendar, [workspaceId, id])?.[0];
    if (pk === undefined) return null;
    return {
      scope: [workspaceId],
      facets,
      shape: { ...shape, ...calendarRange(facets) },
      groups: [[]],
      bind: { ...bind, calendar: pk },
      tallied: false,
    };
  }
  const scope = resolveScope(connection, filter.workspaces);
  if (scope !== 'all' && scope.length === 0) return null;
  const groups = scope === 'all' ? [[]] : chunks(scope, workspacesPerMerge(facets.length, continuation(position)));
  return { scope, facets, shape, groups, bind, tallied: !window };
}

/** One calendar is one index range; the facets, where not all are wanted, are looked up in the same index. */
export function calendarRange(facets: readonly number[]): Pick<MergeShape, 'range' | 'where'> {
  const range = 'calendar_pk = @calendar';
  return facets.length === EVENT_FACETS.length ? { range } : { range, where: `facet IN (${facets.join(', ')})` };
}

function fetch(
  connection: Connection,
  plan: Plan,
  workspaces: readonly number[],
  position: Position<number> | null,
  limit: number,
): Listed[] {
  const sql = eventListSql({ ...plan.shape, workspaces: workspaces.length, after: continuation(position) });
  const params: Record<string, Bindable> = { ...plan.bind, ...named(workspaces), limit };
  if (position !== null) {
    params['k'] = position.key;
    params['p'] = position.pk;
  }
  return connection.all<Listed>(sql, params);
}

function totalOf(connection: Connection, plan: Plan): Total {
  if (plan.tallied) return { count: tallied(connection, TALLY.events, plan.scope, plan.facets), exact: true };
  return counted(connection, plan.shape, plan.groups, plan.bind);
}

/** Counts ranges of an index up to {@link COUNT_CAP}. */
export function counted(
  connection: Connection,
  shape: Omit<MergeShape, 'after' | 'workspaces' | 'direction'>,
  groups: readonly (readonly number[])[],
  bind: Readonly<Record<string, Bindable>>,
): Total {
  let count = 0;
  for (const workspaces of groups) {
    const sql = countSql({ ...shape, workspaces: workspaces.length });
    const params = { ...bind, ...named(workspaces), limit: COUNT_CAP + 1 - count };
    count += connection.get<[number]>(sql, params)?.[0] ?? 0;
    if (count > COUNT_CAP) return { count: COUNT_CAP, exact: false };
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
    const shape = { table: 'event', key: 'start_at', facets, window: true } as const;
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
