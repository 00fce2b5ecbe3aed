/** Answers from the local replica; runs in the reader's thread on a read-only connection. */
import { CallboardError } from '../../../../shared/envelope.ts';
import type { Clock } from '../../deps.ts';
import type { Reader } from '../../store/types.ts';
import type { ReplicaHandlers } from '../types.ts';

const GONE = 'It may have been removed together with its workspace, or the address is mistyped.';

/** `reader` is asked on every call, because the file may be reopened between two. */
export function createReplicaHandlers(reader: () => Reader, clock: Pick<Clock, 'now'>): ReplicaHandlers {
  return {
    'app.search': ({ text, workspaces, limit }) => reader().search(text, workspaces, limit),
    'workspaces.list': () => ({ rows: reader().workspaces() }),
    'workspaces.removalPreview': ({ workspaceId }) => reader().removalPreview(workspaceId),
    'calendars.list': ({ filter, sort, after, limit }) => reader().listCalendars(filter, sort, after, limit),
    'calendars.get': ({ workspaceId, id }) => {
      const detail = reader().calendar(workspaceId, id, clock.now());
      if (detail === null)
        throw new CallboardError('not_found', `Callboard has no calendar ${id} in this workspace. ${GONE}`);
      return detail;
    },
    'calendars.counts': ({ workspaces }) => ({ rows: reader().calendarCounts(workspaces) }),
    'events.list': ({ filter, sort, after, limit }) => reader().listEvents(filter, sort, after, limit),
    'events.get': ({ workspaceId, id }) => {
      const detail = reader().event(workspaceId, id);
      if (detail === null)
        throw new CallboardError('not_found', `Callboard has no event ${id} in this workspace. ${GONE}`);
      return detail;
    },
    'events.counts': ({ workspaces, now }) => reader().eventCounts(workspaces, now),
    'bots.get': ({ workspaceId, id }) => reader().bot(workspaceId, id),
  };
}
