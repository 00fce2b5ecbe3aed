/**
 * What is worth a desktop notification while nobody looks: a workspace that stopped syncing until somebody acts, and its
 * recovery. Passing trouble (network, limits) is not; the sync bar shows it.
 */
import type { SyncStatus, Workspace } from '../../shared/entities.ts';
import type { Notice } from './deps.ts';

/** Error codes after which a workspace waits for a person (recall-api.md 1.5: never retried). */
const NEEDS_SOMEBODY: ReadonlySet<string> = new Set(['unauthorized', 'forbidden', 'remote_rejected', 'storage']);

export interface SyncNotices {
  /** Looks at a workspace's status after every change of it; notifies once per stop and once per recovery. */
  look(workspace: Pick<Workspace, 'id' | 'name'>, status: SyncStatus): void;
  forget(workspaceId: number): void;
}

export function createSyncNotices(notify: (notice: Notice) => void): SyncNotices {
  const stopped = new Set<number>();
  return {
    look({ id, name }, status) {
      const stops = status.state === 'failed' && status.error !== null && NEEDS_SOMEBODY.has(status.error.code);
      if (stops && !stopped.has(id)) {
        stopped.add(id);
        notify({ title: `${name} stopped syncing`, body: status.error?.message ?? '', route: '/workspaces' });
      } else if (stopped.has(id) && (status.state === 'idle' || status.state === 'syncing')) {
        stopped.delete(id);
        notify({
          title: `${name} is syncing again`,
          body: 'What changed in the meantime is being fetched.',
          route: '/workspaces',
        });
      }
    },
    forget(workspaceId) {
      stopped.delete(workspaceId);
    },
  };
}
