/** `calendars.list` and the calendar badges. */
import type { CalendarRow, CalendarStatus } from '../../../shared/entities.ts';
import { CALENDAR_STATUSES } from '../../../shared/entities.ts';
import type { CalendarFilter, CalendarSort, Page, Total, WorkspaceScope } from '../../../shared/filters.ts';
import { CALENDAR_COLUMNS, toCalendarRow } from './calendar-rows.ts';
import type { CalendarTuple } from './calendar-rows.ts';
import type { Bindable, Connection } from './connection.ts';
import { CALENDAR_PLACEHOLDER, calendarFacets, calendarStatusOf, isDeletedCalendar } from './facets.ts';
import { decodeNumber, decodeText, encodePosition } from './keyset.ts';
import type { Position } from './keyset.ts';
import { chunks, counted, named } from './list-events.ts';
import { mergeSql, workspacesPerMerge } from './merge.ts';
import type { MergeShape } from './merge.ts';
import { resolveScope, scopeIds } from './scope.ts';
import { TALLY, TALLY_SQL, tallied } from './tally.ts';

/** The column that each sort follows; each has an index of its own, with and without the workspace. */
export const CALENDAR_KEYS: Readonly<Record<CalendarSort['by'], string>> = {
  email: 'email_key',
  status_since: 'since_key',
  updated: 'updated_at',
};

/** Looks at the row itself: there are thousands of calendars, not millions. */
export const CALENDAR_TEXT_FILTER = 'instr(email_text, @text) > 0';

/** The statement of a list of whole rows. */
export function calendarListSql(shape: MergeShape): string {
  return `SELECT m.k, ${CALENDAR_COLUMNS} FROM (${mergeSql(shape)}) AS m CROSS JOIN calendar AS c ON c.pk = m.p`;
}

type Listed = [key: number | string, ...CalendarTuple];
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
  const shape = {
    table: 'calendar',
    key: CALENDAR_KEYS[sort.by],
    direction: sort.direction,
    facets,
    window: false,
    ...(filter.text === undefined ? {} : { where: CALENDAR_TEXT_FILTER }),
  } as const;
  const bind: Record<string, Bindable> = filter.text === undefined ? {} : { text: filter.text.toLowerCase() };
  const groups = scope === 'all' ? [[]] : chunks(scope, workspacesPerMerge(facets.length, true));
  const rows = groups
    .flatMap((workspaces) => {
      const sql = calendarListSql({ ...shape, workspaces: workspaces.length, after: position !== null });
      const at = position === null ? {} : { k: position.key, p: position.pk };
      return connection.all<Listed>(sql, { ...bind, ...named(workspaces), ...at, limit: limit + 1 });
    })
    .sort((a, b) => (sort.direction === 'asc' ? compare(a, b) : compare(b, a)))
    .slice(0, limit + 1);
  const more = rows.length > limit;
  if (more) rows.pop();
  const last = rows.at(-1);
  const total: Total =
    filter.text === undefined
      ? { count: tallied(connection, TALLY.calendars, scope, facets), exact: true }
      : counted(connection, shape, groups, bind);
  return {
    rows: rows.map(([, ...row]) => toCalendarRow(row)),
    next: more && last !== undefined ? encodePosition(order, { key: last[0], pk: pkOf(last) }) : null,
    total,
  };
}

/** The order of the index: numbers by value, text by code point as SQLite's BINARY collation has it. */
function compare(a: Listed, b: Listed): number {
  const [x] = a;
  const [y] = b;
  if (x === y) return pkOf(a) - pkOf(b);
  if (typeof x === 'number' && typeof y === 'number') return x - y;
  return Buffer.compare(Buffer.from(String(x)), Buffer.from(String(y)));
}

/** Present calendars by workspace and status; only counts above 0. */
export function calendarCounts(
  connection: Connection,
  scope: WorkspaceScope,
): { workspaceId: number; status: CalendarStatus; count: number }[] {
  const rows: { workspaceId: number; status: CalendarStatus; count: number }[] = [];
  for (const workspaceId of scopeIds(connection, scope)) {
    const counts = new Map<CalendarStatus, number>();
    for (const [facet, n] of connection.all<[number, number]>(TALLY_SQL.facets, [workspaceId, TALLY.calendars])) {
      if (facet === CALENDAR_PLACEHOLDER || isDeletedCalendar(facet)) continue;
      const status = calendarStatusOf(facet);
      counts.set(status, (counts.get(status) ?? 0) + n);
    }
    for (const status of CALENDAR_STATUSES) {
      const count = counts.get(status) ?? 0;
      if (count > 0) rows.push({ workspaceId, status, count });
    }
  }
  return rows;
}
