/** How the last try from here to give an event a bot ended, where Recall did not take it: verdicts tell it as the reason. */
import type { EventRef } from '../../../shared/actions.ts';
import type { Refusal } from '../diagnosis/events/types.ts';
import { int, text } from './codec.ts';
import type { Connection } from './connection.ts';

export const SCHEDULE_REFUSALS_SQL = {
  save: `INSERT INTO schedule_refusal (event_pk, workspace_id, at, kind, message)
    SELECT pk, workspace_id, ?, ?, ? FROM event WHERE workspace_id = ? AND id = ?
    ON CONFLICT (event_pk) DO UPDATE SET at = excluded.at, kind = excluded.kind, message = excluded.message`,
  forget: 'DELETE FROM schedule_refusal WHERE event_pk = (SELECT pk FROM event WHERE workspace_id = ? AND id = ?)',
  pend: `INSERT INTO verdict_pending (pk, workspace_id) SELECT pk, workspace_id FROM event WHERE workspace_id = ? AND id = ?
    ON CONFLICT (pk) DO NOTHING`,
} as const;

/** Null forgets it. Has the event judged again. An event that is not here is left alone. Inside a transaction. */
export function keepRefusal(connection: Connection, { workspaceId, id }: EventRef, refusal: Refusal | null): void {
  const event = [workspaceId, id] as const;
  if (refusal === null) {
    if (connection.run(SCHEDULE_REFUSALS_SQL.forget, event) === 0) return;
  } else {
    const { at, kind, message } = refusal;
    connection.run(SCHEDULE_REFUSALS_SQL.save, [int(at), kind, text(message), ...event]);
  }
  connection.run(SCHEDULE_REFUSALS_SQL.pend, event);
}
