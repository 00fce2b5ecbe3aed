/** The read half of the store on one connection; the writer and the reader both answer with it. */
import { calendarCounts, listCalendars } from './list-calendars.ts';
import type { Connection } from './connection.ts';
import { botDetail, calendarDetail, eventDetail } from './details.ts';
import { eventCounts, listEvents } from './list-events.ts';
import { search } from './search-read.ts';
import type { Reader } from './types.ts';
import { listWorkspaces, removalPreview } from './workspaces.ts';

/** `current` gives the connection of the moment: the writer replaces its own when a damaged file is rebuilt. */
export function createReads(current: <T>(read: (connection: Connection) => T) => T): Omit<Reader, 'close'> {
  return {
    workspaces: () => current(listWorkspaces),
    removalPreview: (id) => current((connection) => removalPreview(connection, id)),
    listCalendars: (filter, sort, after, limit) =>
      current((connection) => listCalendars(connection, filter, sort, after, limit)),
    calendar: (workspaceId, id, now) => current((connection) => calendarDetail(connection, workspaceId, id, now)),
    calendarCounts: (scope) => current((connection) => calendarCounts(connection, scope)),
    listEvents: (filter, sort, after, limit) =>
      current((connection) => listEvents(connection, filter, sort, after, limit)),
    event: (workspaceId, id) => current((connection) => eventDetail(connection, workspaceId, id)),
    eventCounts: (scope, now) => current((connection) => eventCounts(connection, scope, now)),
    bot: (workspaceId, id) => current((connection) => botDetail(connection, workspaceId, id)),
    search: (text, scope, limit) => current((connection) => search(connection, text, scope, limit)),
  };
}
