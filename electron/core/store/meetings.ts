/** Meetings ahead with a link and without a bot, and the bots that they had. */
import type { CalendarRef } from '../../../shared/actions.ts';
import type { MeetingWithoutBot } from '../../../shared/diagnosis.ts';
import type { Total } from '../../../shared/filters.ts';
import { NO_START } from './codec.ts';
import type { Connection } from './connection.ts';
import { limited } from './connection.ts';
import { upcomingShape } from './details.ts';
import { eventTuples, toEventRow } from './event-rows.ts';
import { counted, WITHOUT_BOT } from './list-events.ts';
import { NO_BOT, NO_BOT_END } from './stake.ts';

export const MEETINGS_SQL = {
  calendar: 'SELECT pk FROM calendar WHERE workspace_id = ? AND id = ?',
  ofCalendar: `SELECT start_at, facet, pk FROM event WHERE calendar_pk = ? AND start_at >= ? AND start_at < ${NO_START}
    AND facet >= ${NO_BOT} AND facet < ${NO_BOT_END} ORDER BY start_at, facet, pk`,
  /** In the order in which they came, so that the last one of an event is its latest. */
  lostBots: `SELECT b.event_pk, b.bot_id, b.gone_at FROM json_each(?) AS j CROSS JOIN bot_entry AS b ON b.event_pk = j.value
    WHERE b.gone_at IS NOT NULL`,
} as const;

/** A meeting in the order of lists. */
export type Placed = readonly [startAt: number, facet: number, pk: number];

export const soonestFirst = (a: Placed, b: Placed): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];

export interface Meetings {
  rows: MeetingWithoutBot[];
  total: Total;
}

/** Soonest first; a calendar that is not here has none. */
export function meetingsAtRisk(
  connection: Connection,
  { workspaceId, id }: CalendarRef,
  now: number,
  limit: number,
): Meetings {
  const pk = connection.get<[number]>(MEETINGS_SQL.calendar, [workspaceId, id])?.[0];
  if (pk === undefined) return { rows: [], total: { count: 0, exact: true } };
  const bind = { calendar: pk, from: now, to: NO_START };
  return {
    rows: meetingRows(connection, meetingsOf(connection, pk, now, limit)),
    total: counted(connection, upcomingShape(WITHOUT_BOT), [[]], bind),
  };
}

/** Meetings of one calendar at or after `from`, soonest first. */
export function meetingsOf(connection: Connection, calendarPk: number, from: number, limit: number): Placed[] {
  return connection.all<[number, number, number]>(limited(MEETINGS_SQL.ofCalendar, limit), [calendarPk, from]);
}

/** In the order given. */
export function meetingRows(connection: Connection, meetings: readonly Placed[]): MeetingWithoutBot[] {
  const pks = meetings.map(([, , pk]) => pk);
  const lost = new Map<number, { botId: string; goneAt: number }>();
  const entries = connection.all<[number, string, number]>(MEETINGS_SQL.lostBots, [JSON.stringify(pks)]);
  for (const [pk, botId, goneAt] of entries) {
    if (goneAt >= (lost.get(pk)?.goneAt ?? goneAt)) lost.set(pk, { botId, goneAt });
  }
  return eventTuples(connection, pks).map((row) => ({ event: toEventRow(row), lostBot: lost.get(row[16]) ?? null }));
}
