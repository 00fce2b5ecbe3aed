/** Columns of a calendar row as lists show it, and their way to {@link CalendarRow}. */
import type { CalendarRow, CauseMark } from '../../../shared/entities.ts';
import { BASES } from '../../../shared/values.ts';
import { causeOf } from '../diagnosis/catalogue/index.ts';
import { updateOf } from './codec.ts';
import type { Connection } from './connection.ts';
import { calendarPlatformOf, calendarStatusOf } from './facets.ts';

/** The order is that of {@link CalendarTuple}. */
export const CALENDAR_COLUMNS = `c.workspace_id, c.id, c.email, c.oauth_email, c.oauth_client_id, c.platform, c.facet, c.status,
  c.status_since, c.status_detail, c.created_at, c.updated_at, c.deleted_at, c.pk, c.cause, c.cause_basis`;

export type CalendarTuple = [
  workspaceId: number,
  id: string,
  email: string | null,
  oauthEmail: string | null,
  oauthClientId: string | null,
  platform: string,
  facet: number,
  status: string,
  statusSince: number | null,
  statusDetail: string | null,
  createdAt: number | null,
  updatedAt: number,
  deletedAt: number | null,
  pk: number,
  cause: string | null,
  causeBasis: string | null,
];

/** What is told of a calendar's open outage; null for one that is connected, whose outage ends at the next look. */
function causeMark(row: readonly [...CalendarTuple, ...unknown[]]): CauseMark | null {
  if (row[14] === null || calendarStatusOf(row[6]) === 'connected') return null;
  const { code, title, party } = causeOf(row[14]);
  return { code, title, party, basis: BASES.find((basis) => basis === row[15]) ?? 'inferred' };
}

/** `row` may go on after the columns of a calendar. */
export function toCalendarRow(row: readonly [...CalendarTuple, ...unknown[]]): CalendarRow {
  return {
    workspaceId: row[0],
    id: row[1],
    email: row[2],
    oauthEmail: row[3],
    oauthClientId: row[4],
    platform: calendarPlatformOf(row[6]),
    platformRaw: row[5],
    status: calendarStatusOf(row[6]),
    statusRaw: row[7],
    statusSince: row[8],
    statusDetail: row[9],
    cause: causeMark(row),
    createdAt: row[10],
    updatedAt: updateOf(row[11]),
    deletedAt: row[12],
  };
}

export const CALENDAR_ROWS_SQL = {
  byPks: `SELECT ${CALENDAR_COLUMNS} FROM json_each(?) AS j CROSS JOIN calendar AS c ON c.pk = j.value`,
  byId: `SELECT ${CALENDAR_COLUMNS} FROM calendar AS c WHERE c.workspace_id = ? AND c.id = ?`,
  byMailbox: `SELECT ${CALENDAR_COLUMNS} FROM calendar AS c WHERE c.email_key = ? AND c.platform = ?`,
} as const;

/** The rows of these pks, in their order; pks without a row are left out. */
export function calendarTuples(connection: Connection, pks: readonly number[]): CalendarTuple[] {
  if (pks.length === 0) return [];
  return connection.all<CalendarTuple>(CALENDAR_ROWS_SQL.byPks, [JSON.stringify(pks)]);
}
