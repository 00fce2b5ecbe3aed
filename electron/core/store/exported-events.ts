/** Lists of events as exports tell them: with what a row on the screen does not say. */
import type { EventFilter, EventSort } from '../../../shared/filters.ts';
import { EXTERNALS } from '../../../shared/values.ts';
import { mailDomain } from '../diagnosis/mail-domains.ts';
import type { Connection } from './connection.ts';
import { listEvents } from './list-events.ts';
import type { ExportedEvent } from './verdicts.ts';

export const EXPORTED_EVENTS_SQL = {
  rest: `SELECT e.workspace_id, e.id, ifnull(c.email, c.oauth_email), (SELECT v.external FROM verdict AS v WHERE v.pk = e.pk)
    FROM json_each(?) AS j CROSS JOIN event AS e ON e.workspace_id = j.value ->> 0 AND e.id = j.value ->> 1
      CROSS JOIN calendar AS c ON c.pk = e.calendar_pk`,
} as const;

type RestTuple = [workspaceId: number, id: string, address: string | null, external: number | null];

/** As verdicts.ts says. */
export function exportedEvents(
  connection: Connection,
  filter: EventFilter,
  sort: EventSort,
  after: string | null,
  limit: number,
): { rows: ExportedEvent[]; next: string | null } {
  const { rows, next } = listEvents(connection, filter, sort, after, limit);
  const refs = JSON.stringify(rows.map(({ workspaceId, id }) => [workspaceId, id]));
  const rest = new Map(
    connection
      .all<RestTuple>(EXPORTED_EVENTS_SQL.rest, [refs])
      .map(([workspaceId, id, address, external]) => [`${workspaceId}/${id}`, { address, external }]),
  );
  return {
    rows: rows.map((event) => {
      const found = rest.get(`${event.workspaceId}/${event.id}`);
      const external = found?.external ?? null;
      return {
        event,
        domain: mailDomain(found?.address ?? null),
        external: external === null ? null : (EXTERNALS[external] ?? null),
      };
    }),
    next,
  };
}
