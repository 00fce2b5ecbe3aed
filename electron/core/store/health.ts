/** How the calendars of a workspace were over time: one row for every hour in which Callboard ran. */
import type { HealthSpan } from '../../../shared/diagnosis.ts';
import type { WorkspaceScope } from '../../../shared/filters.ts';
import { HOUR_MS } from '../../../shared/time.ts';
import { int } from './codec.ts';
import type { Connection } from './connection.ts';
import { calendarsByStatus } from './list-calendars.ts';
import { scopeIds } from './scope.ts';

export const HEALTH_SQL = {
  sample: `INSERT INTO health (workspace_id, hour, connected, connecting, disconnected, unknown, worst)
    VALUES (@workspace, @hour, @connected, @connecting, @disconnected, @unknown, @disconnected)
    ON CONFLICT (workspace_id, hour) DO UPDATE SET connected = excluded.connected, connecting = excluded.connecting,
      disconnected = excluded.disconnected, unknown = excluded.unknown, worst = max(worst, excluded.worst)`,
  /** The last hour of every span from those in @starts, and the worst of its hours. */
  spans: `SELECT j.value, h.connected, h.connecting, h.disconnected, h.unknown, (SELECT max(w.worst) FROM health AS w
      WHERE w.workspace_id = @workspace AND w.hour >= j.value AND w.hour < j.value + @span AND w.hour < @to)
    FROM json_each(@starts) AS j CROSS JOIN health AS h ON h.workspace_id = @workspace AND h.hour = (
      SELECT max(l.hour) FROM health AS l
      WHERE l.workspace_id = @workspace AND l.hour >= j.value AND l.hour < j.value + @span AND l.hour < @to)`,
} as const;

type SpanTuple = [
  from: number,
  connected: number,
  connecting: number,
  disconnected: number,
  unknown: number,
  worst: number,
];

/** The most spans of one answer (contract, `overview.health`). */
const MAX_SPANS = 100;

/** Notes how a workspace's calendars are now, for the hour of `at`; a workspace without calendars has no health. Inside a transaction. */
export function sampleHealth(connection: Connection, workspaceId: number, at: number): void {
  const calendars = calendarsByStatus(connection, workspaceId);
  if (Object.values(calendars).every((count) => count === 0)) return;
  connection.run(HEALTH_SQL.sample, {
    workspace: workspaceId,
    hour: Math.floor(int(at) / HOUR_MS) * HOUR_MS,
    ...calendars,
  });
}

/**
 * By workspace, then time: `from`, then every `spanMs` until `to`, at most 100 spans. Spans without a sample, in which
 * Callboard did not run, are left out.
 */
export function health(
  connection: Connection,
  scope: WorkspaceScope,
  from: number,
  to: number,
  spanMs: number,
): HealthSpan[] {
  const count = Math.max(0, Math.min(MAX_SPANS, Math.ceil((to - from) / spanMs)));
  const starts = JSON.stringify(Array.from({ length: count }, (_, index) => from + index * spanMs));
  return scopeIds(connection, scope).flatMap((workspaceId) =>
    connection
      .all<SpanTuple>(HEALTH_SQL.spans, { starts, workspace: workspaceId, span: spanMs, to })
      .map(([start, connected, connecting, disconnected, unknown, worst]) => ({
        workspaceId,
        from: start,
        calendars: { connected, connecting, disconnected, unknown },
        worst,
      })),
  );
}
