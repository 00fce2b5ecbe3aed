/** `calendars.list` and the calendar badges. */
import type { CalendarRow, CalendarStatus } from '../../../shared/entities.ts';
import { CALENDAR_STATUSES } from '../../../shared/values.ts';
import type { CalendarFilter, CalendarSort, Page, Total, WorkspaceScope } from '../../../shared/filters.ts';
import { CALENDAR_COLUMNS, calendarTuples, toCalendarRow } from './calendar-rows.ts';
import type { CalendarTuple } from './calendar-rows.ts';
import { calendarsContaining, compareKeys } from './calendar-texts.ts';
import type { Connection } from './connection.ts';
import { CALENDAR_PLACEHOLDER, calendarFacets, calendarStatusOf, isDeletedCalendar } from './facets.ts';
import { continuation, decodeNumber, decodeText, encodePosition } from './keyset.ts';
import type { Position } from './keyset.ts';
import { chunks, named } from './list-events.ts';
import { facetRanges, mergeSql, workspacesPerMerge } from './merge.ts';
import type { MergeShape } from './merge.ts';
import { resolveScope, scopeIds } from './scope.ts';
import { sum, TALLY, TALLY_SQL, tallies } from './tally.ts';

/** The column that each sort follows; each has an index of its own, with and without the workspace. */
export const CALENDAR_KEYS: Readonly<Record<CalendarSort['by'], string>> = {
  email: 'email_key',
  status_since: 'since_key',
  updated: 'updated_at',
};

/** The statement of a list of whole rows. */
export function calendarListSql(shape: MergeShape): string {
  return `SELECT m.k, ${CALENDAR_COLUMNS} FROM (${mergeSql(shape)}) AS m CROSS JOIN calendar AS c ON c.pk = m.p`;
}

type Listed = [key: number | string, ...CalendarTuple];
const facetOf = (row: Listed): number => row[7];
const pkOf = (row: Listed): number => row[14];

export function listCalendars(
  connection: Connection,
  filter: CalendarFilter,
  sort: CalendarSort,
  after: string | null,
  limit: number,
): Page<CalendarRow> {
  const order = `calendars:${sort.by}:${sort.direction}`;
  let position: Position<number | string> | null = null;
  if (after !== null) position = sort.by === 'email' ? decodeText(order, after) : decodeNumber(order, after);
  const facets = calendarFacets(filter);
  const scope = resolveScope(connection, filter.workspaces);
  if (facets.length === 0 || (scope !== 'all' && scope.length === 0)) {
    return { rows: [], next: null, total: { count: 0, exact: true } };
  }
  const listed =
    (filter.text ?? filter.oauthClientId ?? filter.cause ?? filter.party) === undefined
      ? fromIndexes(connection, sort, scope, facets, position, limit + 1)
      : fromTexts(connection, filter, sort, scope, facets, position, limit + 1);
  const { rows, total } = listed;
  const more = rows.length > limit;
  if (more) rows.pop();
  const last = rows.at(-1);
  return {
    rows: rows.map(([, ...row]) => toCalendarRow(row)),
    next:
      more && last !== undefined
        ? encodePosition(order, { key: last[0], facet: facetOf(last), pk: pkOf(last), ties: rows[0]?.[0] === last[0] })
        : null,
    total,
  };
}

interface Found {
  readonly rows: Listed[];
  readonly total: Total;
}

function fromIndexes(
  connection: Connection,
  sort: CalendarSort,
  scope: 'all' | readonly number[],
  facets: readonly number[],
  position: Position<number | string> | null,
  limit: number,
): Found {
  const after = continuation(position);
  const { direction } = sort;
  const ranges = facetRanges(facets);
  const shape = {
    table: 'calendar',
    key: CALENDAR_KEYS[sort.by],
    direction,
    ranges,
    window: false,
    after,
    limit,
  } as const;
  const groups = scope === 'all' ? [[]] : chunks(scope, workspacesPerMerge(ranges.length, after));
  const rows = groups
    .flatMap((workspaces) => {
      const sql = calendarListSql({ ...shape, workspaces: workspaces.length });
      const at = position === null ? {} : { k: position.key, f: position.facet, p: position.pk };
      return connection.all<Listed>(sql, { ...named(workspaces), ...at });
    })
    .sort((a, b) => (direction === 'asc' ? compare(a, b) : compare(b, a)))
    .slice(0, limit);
  return { rows, total: { count: sum(tallies(connection, TALLY.calendars, scope), facets), exact: true } };
}

function fromTexts(
  connection: Connection,
  { text, oauthClientId, cause, party }: CalendarFilter,
  sort: CalendarSort,
  scope: 'all' | readonly number[],
  facets: readonly number[],
  position: Position<number | string> | null,
  limit: number,
): Found {
  const wanted = {
    ...(text === undefined ? {} : { part: text.toLowerCase() }),
    ...(oauthClientId === undefined ? {} : { oauthClientId }),
    ...(cause === undefined ? {} : { cause }),
    ...(party === undefined ? {} : { party }),
  };
  const { found, total } = calendarsContaining(connection, wanted, scope, facets, sort, position, limit);
  const tuples = new Map(
    calendarTuples(
      connection,
      found.map(({ pk }) => pk),
    ).map((row) => [row[13], row]),
  );
  const rows = found.flatMap(({ pk, key }): Listed[] => {
    const row = tuples.get(pk);
    return row === undefined ? [] : [[key, ...row]];
  });
  return { rows, total: { count: total, exact: true } };
}

function compare(a: Listed, b: Listed): number {
  return compareKeys(a[0], b[0]) || facetOf(a) - facetOf(b) || pkOf(a) - pkOf(b);
}

/** Present calendars of a workspace by status. */
export function calendarsByStatus(connection: Connection, workspaceId: number): Record<CalendarStatus, number> {
  const counts = { connected: 0, connecting: 0, disconnected: 0, unknown: 0 };
  for (const [facet, n] of connection.all<[number, number]>(TALLY_SQL.facets, [workspaceId, TALLY.calendars])) {
    if (facet !== CALENDAR_PLACEHOLDER && !isDeletedCalendar(facet)) counts[calendarStatusOf(facet)] += n;
  }
  return counts;
}

/** Present calendars by workspace and status; only counts above 0. */
export function calendarCounts(
  connection: Connection,
  scope: WorkspaceScope,
): { workspaceId: number; status: CalendarStatus; count: number }[] {
  return scopeIds(connection, scope).flatMap((workspaceId) => {
    const counts = calendarsByStatus(connection, workspaceId);
    return CALENDAR_STATUSES.flatMap((status) =>
      counts[status] > 0 ? [{ workspaceId, status, count: counts[status] }] : [],
    );
  });
}
