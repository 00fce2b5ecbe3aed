import { CallboardError } from '../../../../shared/envelope.ts';
import type { EngineDeps, HandlersOf } from './deps.ts';

export function createSyncHandlers({ store, fleet, changed }: EngineDeps): HandlersOf<'sync'> {
  const setPaused = (workspaceId: number, paused: boolean): Record<string, never> => {
    if (store.updateWorkspace(workspaceId, { paused }) === null) {
      throw new CallboardError('not_found', 'This workspace is not in Callboard any more.');
    }
    const sync = fleet.sync(workspaceId);
    if (paused) sync.pause();
    else sync.resume();
    changed('workspaces', workspaceId);
    changed('sync', workspaceId);
    return {};
  };
  return {
    'sync.status': () => ({ rows: fleet.status() }),
    'sync.now': ({ workspaceId }) => {
      if (workspaceId === undefined) for (const sync of fleet.all()) sync.now();
      else fleet.sync(workspaceId).now();
      return {};
    },
    'sync.pause': ({ workspaceId }) => setPaused(workspaceId, true),
    'sync.resume': ({ workspaceId }) => setPaused(workspaceId, false),
  };
}
