/** The overview: how the calendars are, why, how long it takes, and what the next day puts at stake. One question, few walks. */
import type { AtRisk, Overview } from '../../../shared/diagnosis.ts';
import type { WorkspaceScope } from '../../../shared/filters.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/time.ts';
import { causeOf } from '../diagnosis/catalogue/index.ts';
import { NO_START, startOf } from './codec.ts';
import type { Connection } from './connection.ts';
import { limited } from './connection.ts';
import { calendarsByStatus } from './list-calendars.ts';
import { resolveScope, scopeIds } from './scope.ts';
import { NO_BOT, NO_BOT_END } from './stake.ts';

/** What counts as lately, for times to recover and for how often a cause came (ms). */
const LATELY_MS = 30 * DAY_MS;
/** Recoveries that are looked at. */
const RECOVERIES = 5_000;
const HOURS = 24;

const IN_SCOPE = '+o.workspace_id IN (SELECT j.value FROM json_each(@workspaces) AS j)';

export const OVERVIEW_SQL = {
  /** One walk along the index of open outages of each workspace. */
  open: `SELECT o.cause, count(*), sum(o.at_risk), sum(o.lost), min(o.first_risk_at) FROM outage AS o
    WHERE o.workspace_id = ? AND o.ended_at IS NULL GROUP BY o.cause`,
  recoveries: limited(
    `SELECT o.workspace_id, o.ended_at - o.broke_at FROM outage AS o WHERE o.ended_by = 'connected' AND o.ended_at >= @since
    ORDER BY o.ended_at DESC`,
    RECOVERIES + 1,
  ),
  recoveriesIn: limited(
    `SELECT o.workspace_id, o.ended_at - o.broke_at FROM outage AS o WHERE o.ended_by = 'connected' AND o.ended_at >= @since
    AND ${IN_SCOPE} ORDER BY o.ended_at DESC`,
    RECOVERIES + 1,
  ),
  /** Of each cause in @causes. */
  lately: `SELECT j.value, (SELECT count(*) FROM outage AS o WHERE o.cause = j.value AND o.broke_at >= @since)
    FROM json_each(@causes) AS j`,
  latelyIn: `SELECT j.value, (SELECT count(*) FROM outage AS o WHERE o.cause = j.value AND o.broke_at >= @since AND ${IN_SCOPE})
    FROM json_each(@causes) AS j`,
  /** Calendars whose first meeting at risk is near, and there what comes within the day. */
  meetings: `SELECT e.start_at, EXISTS (SELECT 1 FROM bot_entry AS b WHERE b.event_pk = e.pk) FROM outage AS o
    CROSS JOIN event AS e ON e.calendar_pk = o.calendar_pk AND e.start_at >= @from AND e.start_at < @to
      AND e.facet >= ${NO_BOT} AND e.facet < ${NO_BOT_END}
    WHERE o.ended_at IS NULL AND o.first_risk_at < @to AND ${IN_SCOPE}`,
  incidents: `SELECT i.state, i.list_key, count(*) FROM incident AS i WHERE i.state IN ('open', 'acknowledged', 'snoozed')
    GROUP BY i.state, i.list_key`,
  incidentsIn: `SELECT i.state, i.list_key, count(*) FROM incident AS i WHERE i.state IN ('open', 'acknowledged', 'snoozed')
      AND EXISTS (SELECT 1 FROM incident_workspace AS w WHERE w.incident = i.id
        AND +w.workspace_id IN (SELECT j.value FROM json_each(@workspaces) AS j))
    GROUP BY i.state, i.list_key`,
} as const;

/** Open outages of one workspace and cause. */
export interface OpenOutages {
  readonly workspaceId: number;
  readonly cause: string;
  readonly calendars: number;
  readonly atRisk: AtRisk;
}

export function openOutages(connection: Connection, scope: WorkspaceScope): OpenOutages[] {
  return scopeIds(connection, scope).flatMap((workspaceId) =>
    connection
      .all<[string, number, number, number, number]>(OVERVIEW_SQL.open, [workspaceId])
      .map(([cause, calendars, meetings, lost, first]) => ({
        workspaceId,
        cause,
        calendars,
        atRisk: { meetings, lost, firstAt: startOf(first) },
      })),
  );
}

export function overview(connection: Connection, scope: WorkspaceScope, now: number): Overview {
  const ids = scopeIds(connection, scope);
  const open = openOutages(connection, scope);
  const all = resolveScope(connection, scope) === 'all';
  const workspaces = JSON.stringify(ids);
  const recoveries = connection.all<[workspaceId: number, ms: number]>(
    all ? OVERVIEW_SQL.recoveries : OVERVIEW_SQL.recoveriesIn,
    { since: now - LATELY_MS, ...(all ? {} : { workspaces }) },
  );
  const exact = recoveries.length <= RECOVERIES;
  if (!exact) recoveries.pop();
  const durations = Map.groupBy(recoveries, ([workspaceId]) => workspaceId);
  return {
    workspaces: ids.map((workspaceId) => {
      const own = inOrder(durations.get(workspaceId) ?? []);
      return {
        workspaceId,
        calendars: calendarsByStatus(connection, workspaceId),
        atRisk: together(open.filter((part) => part.workspaceId === workspaceId).map(({ atRisk }) => atRisk)),
        recovery: { count: own.length, medianMs: quantile(own, 0.5) },
      };
    }),
    causes: causes(connection, open, now, all ? null : workspaces),
    recovery: recoveryOf(inOrder(recoveries), exact),
    hours: hours(connection, workspaces, now),
    incidents: incidents(connection, all ? null : workspaces),
  };
}

function together(parts: readonly AtRisk[]): AtRisk {
  const first = parts.reduce((soonest, { firstAt }) => Math.min(soonest, firstAt ?? NO_START), NO_START);
  return {
    meetings: parts.reduce((sum, { meetings }) => sum + meetings, 0),
    lost: parts.reduce((sum, { lost }) => sum + lost, 0),
    firstAt: startOf(first),
  };
}

const inOrder = (recoveries: readonly [workspaceId: number, ms: number][]): number[] =>
  recoveries.map(([, ms]) => ms).sort((a, b) => a - b);

/** The smallest that at least this share lies below or at (nearest rank); null for none. */
const quantile = (sorted: readonly number[], share: number): number | null =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;

const recoveryOf = (sorted: readonly number[], exact: boolean): Overview['recovery'] => ({
  count: sorted.length,
  medianMs: quantile(sorted, 0.5),
  p90Ms: quantile(sorted, 0.9),
  exact,
});

function causes(
  connection: Connection,
  open: readonly OpenOutages[],
  now: number,
  workspaces: string | null,
): Overview['causes'] {
  const byCause = Map.groupBy(open, (part) => part.cause);
  const bind = { causes: JSON.stringify([...byCause.keys()]), since: now - LATELY_MS };
  const lately = new Map(
    workspaces === null
      ? connection.all<[string, number]>(OVERVIEW_SQL.lately, bind)
      : connection.all<[string, number]>(OVERVIEW_SQL.latelyIn, { ...bind, workspaces }),
  );
  const found = new Map<string, Overview['causes'][number]>();
  for (const [cause, parts] of byCause) {
    // Codes that this version does not know are the unknown cause.
    const { code, title, party } = causeOf(cause);
    const known = found.get(code) ?? { code, title, party, open: 0, lately: 0 };
    found.set(code, {
      ...known,
      open: known.open + parts.reduce((sum, { calendars }) => sum + calendars, 0),
      lately: known.lately + (lately.get(cause) ?? 0),
    });
  }
  return [...found.values()].sort((a, b) => b.open - a.open || b.lately - a.lately || (a.code < b.code ? -1 : 1));
}

/** From the beginning of the present hour; what has begun already is no longer ahead. */
function hours(connection: Connection, workspaces: string, now: number): Overview['hours'] {
  const start = Math.floor(now / HOUR_MS) * HOUR_MS;
  const found = Array.from({ length: HOURS }, (_, hour) => ({ from: start + hour * HOUR_MS, meetings: 0, lost: 0 }));
  const rows = connection.all<[number, number]>(OVERVIEW_SQL.meetings, {
    from: now,
    to: start + HOURS * HOUR_MS,
    workspaces,
  });
  for (const [at, lost] of rows) {
    const hour = found[Math.floor((at - start) / HOUR_MS)];
    if (hour === undefined) continue;
    hour.meetings += 1;
    hour.lost += lost;
  }
  return found;
}

/** Shared incidents by state, and single cases in any of them. */
function incidents(connection: Connection, workspaces: string | null): Overview['incidents'] {
  const rows =
    workspaces === null
      ? connection.all<[string, number, number]>(OVERVIEW_SQL.incidents)
      : connection.all<[string, number, number]>(OVERVIEW_SQL.incidentsIn, { workspaces });
  const of = (fits: (state: string, list: number) => boolean): number =>
    rows.reduce((sum, [state, list, count]) => sum + (fits(state, list) ? count : 0), 0);
  return {
    open: of((state, list) => state === 'open' && list === 0),
    acknowledged: of((state, list) => state === 'acknowledged' && list === 0),
    snoozed: of((state, list) => state === 'snoozed' && list === 0),
    single: of((_state, list) => list === 1),
  };
}
