/**
 * The coverage gap: meetings ahead that had a bot when their calendar broke and have none now. Recall does not schedule them
 * again by itself when the calendar is connected again. Calendars that are gone have no gap.
 */
import type { GapOf } from '../../../shared/diagnosis.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/time.ts';
import { NO_START } from './codec.ts';
import type { Connection } from './connection.ts';
import { limited } from './connection.ts';
import { COUNT_CAP } from './list-events.ts';
import { meetingRows, soonestFirst } from './meetings.ts';
import type { Meetings, Placed } from './meetings.ts';
import { scopeIds } from './scope.ts';
import { NO_BOT, NO_BOT_END } from './stake.ts';

/** Bots go about when the calendar does: Recall tells of the two one after the other. */
const BEFORE_MS = 10 * MINUTE_MS;

const BROKEN = 'o.calendar_pk, o.broke_at, o.workspace_id';

export const COVERAGE_GAP_SQL = {
  ofCalendar: `SELECT ${BROKEN} FROM calendar AS c CROSS JOIN outage AS o ON o.calendar_pk = c.pk
    WHERE c.workspace_id = ? AND c.id = ? AND c.deleted_at IS NULL ORDER BY o.broke_at DESC LIMIT 1`,
  /** The first break of each calendar in the incident. */
  ofIncident: `SELECT o.calendar_pk, min(o.broke_at), c.workspace_id FROM outage AS o CROSS JOIN calendar AS c ON c.pk = o.calendar_pk
    WHERE o.incident = ? AND c.deleted_at IS NULL GROUP BY o.calendar_pk`,
  /** The latest outage of each calendar of the job. */
  ofJob: `SELECT ${BROKEN} FROM job_item AS i CROSS JOIN calendar AS c ON c.workspace_id = i.workspace_id AND c.id = i.calendar_id
    CROSS JOIN outage AS o ON o.calendar_pk = c.pk
    WHERE i.job_id = ? AND c.deleted_at IS NULL AND o.broke_at = (SELECT max(l.broke_at) FROM outage AS l WHERE l.calendar_pk = c.pk)`,
  meetings: limited(
    `SELECT e.start_at, e.facet, e.pk FROM json_each(@calendars) AS j
      CROSS JOIN event AS e ON e.calendar_pk = (j.value ->> 0) AND e.start_at >= @from AND e.start_at < @to
        AND e.facet >= ${NO_BOT} AND e.facet < ${NO_BOT_END}
      WHERE EXISTS (SELECT 1 FROM bot_entry AS b WHERE b.event_pk = e.pk AND b.gone_at >= (j.value ->> 1))`,
    COUNT_CAP + 1,
  ),
} as const;

type Broken = [calendarPk: number, brokeAt: number, workspaceId: number];

/** Soonest first. Counted up to 10,000; what comes first is found first, however many there are. */
export function coverageGap(connection: Connection, of: GapOf, now: number, limit: number): Meetings {
  const here = new Set(scopeIds(connection, 'all'));
  const broken = calendarsOf(connection, of).filter(([, , workspaceId]) => here.has(workspaceId));
  const calendars = JSON.stringify(broken.map(([pk, brokeAt]) => [pk, brokeAt - BEFORE_MS]));
  const soonest: Placed[] = [];
  let count = 0;
  for (const [from, to] of [
    [now, now + DAY_MS],
    [now + DAY_MS, now + 7 * DAY_MS],
    [now + 7 * DAY_MS, NO_START],
  ]) {
    if (broken.length === 0 || from === undefined || to === undefined || count > COUNT_CAP) break;
    const found = connection.all<[number, number, number]>(COVERAGE_GAP_SQL.meetings, { calendars, from, to });
    count += found.length;
    if (soonest.length < limit) soonest.push(...found.sort(soonestFirst).slice(0, limit - soonest.length));
  }
  return {
    rows: meetingRows(connection, soonest),
    total: count > COUNT_CAP ? { count: COUNT_CAP, exact: false } : { count, exact: true },
  };
}

function calendarsOf(connection: Connection, of: GapOf): Broken[] {
  if ('incidentId' in of) return connection.all<Broken>(COVERAGE_GAP_SQL.ofIncident, [of.incidentId]);
  if ('jobId' in of) return connection.all<Broken>(COVERAGE_GAP_SQL.ofJob, [of.jobId]);
  return connection.all<Broken>(COVERAGE_GAP_SQL.ofCalendar, [of.calendar.workspaceId, of.calendar.id]);
}
