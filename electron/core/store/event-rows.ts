/** Columns of an event row as lists show it, and their way to {@link EventRow}. */
import type { EventRow, VerdictMark } from '../../../shared/entities.ts';
import { STANDINGS } from '../diagnosis/events/standings.ts';
import { startOf, updateOf } from './codec.ts';
import type { Connection } from './connection.ts';
import { calendarPlatform, coverageOf, FLAG_ALL_DAY, FLAG_DELETED, meetingPlatformOf } from './facets.ts';

/** The order is that of {@link EventTuple}. `e` is the event, `c` its calendar. */
export const EVENT_COLUMNS = `e.workspace_id, e.id, c.id, c.email, e.title, e.start_at, e.end_at, e.flags, e.platform, e.facet,
  e.meeting_url, e.organizer_email, e.attendee_count, e.bot_count, e.series_id, e.updated_at, e.pk,
  (SELECT v.standing FROM verdict AS v WHERE v.pk = e.pk)`;

export type EventTuple = [
  workspaceId: number,
  id: string,
  calendarId: string,
  calendarEmail: string | null,
  title: string | null,
  startAt: number,
  endAt: number | null,
  flags: number,
  platform: string,
  facet: number,
  meetingUrl: string | null,
  organizerEmail: string | null,
  attendeeCount: number | null,
  botCount: number,
  seriesId: string | null,
  updatedAt: number,
  pk: number,
  standing: number | null,
];

/** Null for an event that was not judged yet. */
export function markOf(standing: number | null): VerdictMark | null {
  return standing === null ? null : (STANDINGS[standing] ?? null);
}

export function toEventRow(row: EventTuple): EventRow {
  return {
    workspaceId: row[0],
    id: row[1],
    calendarId: row[2],
    calendarEmail: row[3],
    title: row[4],
    startAt: startOf(row[5]),
    endAt: row[6],
    allDay: (row[7] & FLAG_ALL_DAY) !== 0,
    platform: calendarPlatform(row[8]),
    meetingPlatform: meetingPlatformOf(row[9]),
    meetingUrl: row[10],
    organizerEmail: row[11],
    attendeeCount: row[12],
    coverage: coverageOf(row[9]),
    botCount: row[13],
    isDeleted: (row[7] & FLAG_DELETED) !== 0,
    seriesId: row[14],
    updatedAt: updateOf(row[15]),
    verdict: markOf(row[17]),
  };
}

export const EVENT_ROWS_SQL = {
  byPks: `SELECT ${EVENT_COLUMNS} FROM json_each(?) AS j CROSS JOIN event AS e ON e.pk = j.value CROSS JOIN calendar AS c ON c.pk = e.calendar_pk`,
  byId: `SELECT ${EVENT_COLUMNS} FROM event AS e CROSS JOIN calendar AS c ON c.pk = e.calendar_pk WHERE e.workspace_id = ? AND e.id = ?`,
} as const;

/** The rows of these pks, in their order; pks without a row are left out. */
export function eventTuples(connection: Connection, pks: readonly number[]): EventTuple[] {
  if (pks.length === 0) return [];
  return connection.all<EventTuple>(EVENT_ROWS_SQL.byPks, [JSON.stringify(pks)]);
}
