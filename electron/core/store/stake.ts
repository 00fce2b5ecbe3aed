/** What is at stake through open outages: meetings ahead with a link and without a bot. Counted now and then, kept in the rows. */
import { int, NO_START } from './codec.ts';
import type { Connection } from './connection.ts';
import { limited } from './connection.ts';
import { eventFacet, PLATFORM_SPAN } from './facets.ts';
import { rollStake } from './incident-write.ts';

/** Facets of events with a link and without a bot. */
export const NO_BOT = eventFacet('no_bot', 'zoom');
export const NO_BOT_END = NO_BOT + PLATFORM_SPAN;

export const STAKE_SQL = {
  due: 'SELECT id, calendar_pk, incident FROM outage WHERE ended_at IS NULL AND first_risk_at < ? ORDER BY first_risk_at',
  ofWorkspace: 'SELECT id, calendar_pk, incident FROM outage WHERE workspace_id = ? AND ended_at IS NULL',
  ofCalendars: `SELECT o.id, o.calendar_pk, o.incident FROM json_each(@ids) AS j
    CROSS JOIN calendar AS c ON c.workspace_id = @workspace AND c.id = j.value
    CROSS JOIN outage AS o ON o.calendar_pk = c.pk AND o.ended_at IS NULL`,
  count: `SELECT count(*), ifnull(sum(EXISTS (SELECT 1 FROM bot_entry AS b WHERE b.event_pk = e.pk)), 0), min(e.start_at)
    FROM event AS e WHERE e.calendar_pk = ? AND e.start_at >= ? AND e.start_at < ${NO_START}
      AND e.facet >= ${NO_BOT} AND e.facet < ${NO_BOT_END}`,
  save: `UPDATE outage SET at_risk = @meetings, lost = @lost, first_risk_at = @first
    WHERE id = @id AND (at_risk <> @meetings OR lost <> @lost OR first_risk_at <> @first)`,
} as const;

/** At most as many as one transaction should hold up the others for. */
const AT_ONCE = 500;

export type StakeOf =
  { readonly due: true } | { readonly workspaceId: number; readonly calendars: readonly string[] | null };

type Row = [id: number, calendarPk: number, incident: number | null];

/** Counts again; returns the incidents whose stake changed. Inside a transaction. */
export function assess(connection: Connection, what: StakeOf, now: number): number[] {
  const rows = rowsOf(connection, what, now);
  const touched = new Set<number>();
  for (const [id, calendar, incident] of rows) {
    const [meetings, lost, first] = connection.get<[number, number, number | null]>(STAKE_SQL.count, [
      calendar,
      int(now),
    ]) ?? [0, 0, null];
    const changed = connection.run(STAKE_SQL.save, { id, meetings, lost, first: first ?? NO_START });
    if (changed > 0 && incident !== null) touched.add(incident);
  }
  for (const id of touched) rollStake(connection, id);
  return [...touched];
}

function rowsOf(connection: Connection, what: StakeOf, now: number): Row[] {
  if ('due' in what) return connection.all<Row>(limited(STAKE_SQL.due, AT_ONCE), [int(now)]);
  if (what.calendars === null) return connection.all<Row>(STAKE_SQL.ofWorkspace, [what.workspaceId]);
  return connection.all<Row>(STAKE_SQL.ofCalendars, {
    ids: JSON.stringify(what.calendars),
    workspace: what.workspaceId,
  });
}
