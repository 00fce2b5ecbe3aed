import { CallboardError } from '../../../../shared/envelope.ts';
import type { EngineDeps, HandlersOf } from './deps.ts';

export function createSyncHandlers({ store, fleet, changed }: EngineDeps): HandlersOf<'sync'> {
  const setPaused = async (workspaceId: number, paused: boolean): Promise<Record<string, never>> => {
    const sync = await fleet.sync(workspaceId);
    if (store.updateWorkspace(workspaceId, { paused }) === null) {
      throw new CallboardError('not_found', 'This workspace is not in Callboard any more.');
    }
    if (paused) sync.pause();
    else sync.resume();
    changed('workspaces', workspaceId);
    changed('sync', workspaceId);
    return {};
  };
  return {
    'sync.status': () => ({ rows: fleet.status() }),
    'sync.now': async ({ workspaceId }) => {
      const syncs = workspaceId === undefined ? fleet.all() : [await fleet.sync(workspaceId)];
      for (const sync of syncs) {
        // A keychain that was locked at the start may be open by now; one that is not says so in the status.
        await fleet.client(sync.workspaceId).catch(() => undefined);
        sync.now();
      }
      return {};
    },
    'sync.pause': ({ workspaceId }) => setPaused(workspaceId, true),
    'sync.resume': ({ workspaceId }) => setPaused(workspaceId, false),
  };
}
