/** Status history of calendars: what Recall reported in `status_changes`, and what Callboard saw itself. */
import type { CalendarRecord, StatusChangeRecord, StatusObservation } from '../records.ts';
import { intOrNull, text, textOrNull } from './codec.ts';
import type { Connection } from './connection.ts';
import { limited } from './connection.ts';
import { TALLY } from './tally.ts';
import type { TallyChanges } from './tally.ts';

/** As many as are looked at: some calendars report thousands. */
const LOOKED_AT = 1_000;

export const STATUS_HISTORY_SQL = {
  ofCalendar: `SELECT n, status, at, detail, basis, observed_at FROM status_observation WHERE calendar_pk = ? ORDER BY n`,
  newest: limited(
    'SELECT n, status, at, detail, basis, observed_at FROM status_observation WHERE calendar_pk = ? ORDER BY n DESC',
    LOOKED_AT,
  ),
  /** They are numbered without gaps. */
  last: 'SELECT ifnull(max(n), 0) FROM status_observation WHERE calendar_pk = ?',
  add: `INSERT INTO status_observation (calendar_pk, n, workspace_id, status, at, detail, basis, observed_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
} as const;

type Row = [n: number, status: string, at: number | null, detail: string | null, basis: string, observedAt: number];

/** When the present status began and the latest detail of it; null where `status_changes` does not say (2.3). */
export function presentStatus(record: CalendarRecord): { since: number | null; detail: string | null } {
  let since: number | null = null;
  let detail: string | null = null;
  for (let index = record.statusChanges.length - 1; index >= 0; index -= 1) {
    const change = record.statusChanges[index];
    if (change === undefined || change.status !== record.status) break;
    since = change.at ?? since;
    detail ??= change.detail;
  }
  return { since, detail };
}

/**
 * Adds what is new: reported entries not kept yet, and an observation of our own when the status is not the one that was
 * last seen (`lastStatus` null: seen for the first time, which is no change). Inside a transaction.
 */
export function writeStatusHistory(
  connection: Connection,
  calendarPk: number,
  workspaceId: number,
  record: CalendarRecord,
  lastStatus: string | null,
  seenAt: number,
  tally: TallyChanges,
): void {
  const rows = connection.all<Row>(STATUS_HISTORY_SQL.ofCalendar, [calendarPk]);
  const kept = new Set(rows.filter((row) => row[4] === 'reported').map((row) => keyOf(row[1], row[2], row[3])));
  let n = rows.at(-1)?.[0] ?? 0;
  let added = 0;
  const add = (change: StatusChangeRecord, basis: StatusObservation['basis']): void => {
    n += 1;
    added += 1;
    const { status, at, detail } = change;
    connection.run(STATUS_HISTORY_SQL.add, [calendarPk, n, workspaceId, status, at, detail, basis, seenAt]);
  };
  for (const sent of record.statusChanges) {
    const change = { status: text(sent.status), at: intOrNull(sent.at), detail: textOrNull(sent.detail) };
    const key = keyOf(change.status, change.at, change.detail);
    if (kept.has(key)) continue;
    kept.add(key);
    add(change, 'reported');
  }
  if (lastStatus !== null && lastStatus !== record.status) {
    add({ status: text(record.status), at: seenAt, detail: null }, 'observed');
  }
  tally.add(TALLY.observations, 0, added);
}

const keyOf = (status: string, at: number | null, detail: string | null): string =>
  JSON.stringify([status, at, detail]);

/** How many are kept. */
export function statusHistoryLength(connection: Connection, calendarPk: number): number {
  return connection.get<[number]>(STATUS_HISTORY_SQL.last, [calendarPk])?.[0] ?? 0;
}

/** The newest 1,000, newest first; entries without a time last. */
export function readStatusHistory(connection: Connection, calendarPk: number): StatusObservation[] {
  return connection
    .all<Row>(STATUS_HISTORY_SQL.newest, [calendarPk])
    .map(([, status, at, detail, basis, observedAt]): StatusObservation => ({
      status,
      at,
      detail,
      basis: basis === 'reported' ? 'reported' : 'observed',
      observedAt,
    }))
    .sort((a, b) => (b.at ?? -Infinity) - (a.at ?? -Infinity) || b.observedAt - a.observedAt);
}
