/**
 * Events whose records could not be read are asked for once more, one by one: Recall, or a newer Callboard, may give a
 * readable record without the event having changed, and then no sweep would ever show it.
 */
import { RecallError } from '../recall/types.ts';
import type { SyncContext } from './context.ts';
import { SECOND_LOOK_AT_MOST } from './policy.ts';

/** Each call takes the next few, round and round, so that one that stays broken does not keep the others waiting. */
export function createSecondLook(context: SyncContext): (signal: AbortSignal) => Promise<void> {
  const { workspaceId, store, clock, changed, serverClock, log } = context;
  let after: string | null = null;

  const look = async (id: string, signal: AbortSignal): Promise<void> => {
    try {
      const { record, serverNow } = await context.client().retrieveEvent(id, { priority: 'background', signal });
      serverClock.observe(serverNow);
      signal.throwIfAborted();
      const applied = store.applyEvents({ workspaceId, records: [record], quarantined: [], receivedAt: clock.now() });
      if (applied.inserted + applied.updated > 0) changed('events', workspaceId, applied.changedIds);
    } catch (thrown) {
      if (!(thrown instanceof RecallError)) throw thrown;
      signal.throwIfAborted();
      switch (thrown.kind) {
        case 'not_found':
          store.releaseQuarantinedEvent(workspaceId, id);
          return;
        case 'bad_response':
        case 'too_large':
        case 'rejected':
          log.write('info', 'an event still cannot be read', { workspaceId, eventId: id, reason: thrown.message });
          return;
        default:
          throw thrown;
      }
    }
  };

  return async (signal) => {
    let ids = store.quarantinedEvents(workspaceId, after, SECOND_LOOK_AT_MOST);
    if (ids.length === 0 && after !== null) ids = store.quarantinedEvents(workspaceId, null, SECOND_LOOK_AT_MOST);
    for (const id of ids) {
      await look(id, signal);
      after = id;
    }
  };
}
