/** Which row a calendar's id stands for. An event may name a calendar before it is listed: it gets an empty row then. */
import { NO_UPDATE, text } from './codec.ts';
import type { Connection } from './connection.ts';
import { CALENDAR_PLACEHOLDER } from './facets.ts';
import { NEVER } from './fingerprint.ts';

export const CALENDAR_INDEX_SQL = {
  find: 'SELECT pk FROM calendar WHERE workspace_id = ? AND id = ?',
  addPlaceholder: `INSERT INTO calendar (workspace_id, id, facet, platform, status, updated_at, email_key, since_key,
      email_text, fingerprint, first_seen_at, fetched_at)
    VALUES (?, ?, ?, '', '', ?, '', 0, '', ?, ?, ?) RETURNING pk`,
} as const;

export class CalendarIndex {
  readonly #connection: Connection;
  readonly #known = new Map<number, Map<string, number>>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Inside a transaction: creates the row when there is none. */
  pkOf(workspaceId: number, id: string, seenAt: number): number {
    let calendars = this.#known.get(workspaceId);
    if (calendars === undefined) {
      calendars = new Map();
      this.#known.set(workspaceId, calendars);
    }
    const known = calendars.get(id);
    if (known !== undefined) return known;
    const pk =
      this.#connection.get<[number]>(CALENDAR_INDEX_SQL.find, [workspaceId, id])?.[0] ??
      this.#connection.get<[number]>(CALENDAR_INDEX_SQL.addPlaceholder, [
        workspaceId,
        text(id),
        CALENDAR_PLACEHOLDER,
        NO_UPDATE,
        NEVER,
        seenAt,
        seenAt,
      ])?.[0];
    if (pk === undefined) throw new Error('A calendar row was neither found nor made.');
    calendars.set(id, pk);
    return pk;
  }

  /** Drops what was remembered: after a rollback, which may have taken a row back. */
  forget(): void {
    this.#known.clear();
  }
}
