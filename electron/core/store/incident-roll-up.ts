/** Every incident summed up anew from its outages: after a rebuild, which may have lost some of them. */
import type { Connection } from './connection.ts';
import { end } from './incident-write.ts';

export const INCIDENT_ROLL_UP_SQL = {
  next: 'SELECT id FROM incident WHERE id > ? ORDER BY id LIMIT 500',
} as const;

/** Those without outages end. Inside a transaction. */
export function rollAll(connection: Connection, at: number): void {
  let last = 0;
  for (;;) {
    const ids = connection.all<[number]>(INCIDENT_ROLL_UP_SQL.next, [last]);
    for (const [id] of ids) end(connection, id, at);
    const next = ids.at(-1)?.[0];
    if (next === undefined) return;
    last = next;
  }
}
