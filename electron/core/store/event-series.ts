/** The instances of a recurring event, as far as they are here. */
import type { EventRef } from '../../../shared/actions.ts';
import type { EventRow } from '../../../shared/entities.ts';
import type { VerdictCounts } from '../../../shared/verdicts.ts';
import { STANDINGS } from '../diagnosis/events/standings.ts';
import type { Connection } from './connection.ts';
import { eventTuples, toEventRow } from './event-rows.ts';
import { eventsWithKey } from './search-read.ts';
import { idToken } from './search-terms.ts';
import { noCounts } from './verdict-coverage.ts';

const INSTANCES = `SELECT e.pk, e.start_at, (SELECT v.standing FROM verdict AS v WHERE v.pk = e.pk)
  FROM json_each(@pks) AS j CROSS JOIN event AS e ON e.pk = j.value WHERE e.calendar_pk = @calendar`;

export const EVENT_SERIES_SQL = {
  event: 'SELECT calendar_pk, series_id, ical_uid FROM event WHERE workspace_id = ? AND id = ?',
  bySeries: `${INSTANCES} AND e.series_id = @key`,
  byUid: `${INSTANCES} AND e.ical_uid = @key AND e.series_id IS NULL`,
} as const;

/** Events that carry the key of a series; other calendars carry it too. */
const CANDIDATES = 5_000;

type Instance = [pk: number, startAt: number, standing: number | null];

export interface Series {
  by: 'series_id' | 'ical_uid' | null;
  rows: EventRow[];
  counts: VerdictCounts;
  more: boolean;
}

/** Instances in the same calendar by start, those nearest to `now` where there are more than `limit`; null: no such event. */
export function series(connection: Connection, ref: EventRef, now: number, limit: number): Series | null {
  const event = connection.get<[calendar: number, seriesId: string | null, icalUid: string | null]>(
    EVENT_SERIES_SQL.event,
    [ref.workspaceId, ref.id],
  );
  if (event === undefined) return null;
  const [calendar, seriesId, icalUid] = event;
  const key = seriesId ?? icalUid;
  if (key === null) return { by: null, rows: [], counts: noCounts(), more: false };
  const pks = JSON.stringify(eventsWithKey(connection, ref.workspaceId, idToken(key), CANDIDATES));
  const sql = seriesId === null ? EVENT_SERIES_SQL.byUid : EVENT_SERIES_SQL.bySeries;
  const instances = connection.all<Instance>(sql, { pks, calendar, key });
  // An event's own uid says nothing of a series while no other event has it.
  if (seriesId === null && instances.length < 2) return { by: null, rows: [], counts: noCounts(), more: false };
  const counts = noCounts();
  for (const [, , standing] of instances) {
    const verdict = standing === null ? undefined : STANDINGS[standing]?.verdict;
    if (verdict !== undefined) counts[verdict] += 1;
  }
  const nearest = instances.sort((a, b) => Math.abs(a[1] - now) - Math.abs(b[1] - now) || a[0] - b[0]).slice(0, limit);
  const inOrder = nearest.sort((a, b) => a[1] - b[1] || a[0] - b[0]).map(([pk]) => pk);
  return {
    by: seriesId === null ? 'ical_uid' : 'series_id',
    rows: eventTuples(connection, inOrder).map(toEventRow),
    counts,
    more: instances.length > limit,
  };
}
