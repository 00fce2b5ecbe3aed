/**
 * Who may be changed: a workspace in *read-only* and the lock over all of them make the core send nothing but GET. Asked
 * when a job starts, and by the client right before each change leaves.
 */
import type { Protection } from '../../../shared/actions.ts';
import { CallboardError } from '../../../shared/envelope.ts';
import type { Store } from '../store/types.ts';

export interface ProtectionSwitch {
  state(): Protection;
  /** What is left out stays as it is. */
  set(change: { readonly locked?: boolean; readonly lockAtStart?: boolean }): Protection;
  /** Throws CallboardError `read_only` (details: `locked`) while changes are locked for all workspaces. */
  checkLock(): void;
  /** Throws CallboardError `read_only` or `not_found`. */
  check(workspaceId: number): void;
}

/** `lock_at_start` locks whenever the core starts; otherwise the lock is as it was left. */
export function createProtection(store: Pick<Store, 'setting' | 'saveSetting' | 'workspaces'>): ProtectionSwitch {
  let lockAtStart = store.setting('lock_at_start') === '1';
  let locked = lockAtStart || store.setting('locked') === '1';

  const checkLock = (): void => {
    if (!locked) return;
    throw new CallboardError(
      'read_only',
      'Changes are locked for all workspaces, so nothing was sent. Unlock them in the top bar first.',
      { details: { locked: true } },
    );
  };

  return {
    state: () => ({ locked, lockAtStart }),
    set(change) {
      if (change.locked !== undefined) {
        store.saveSetting('locked', change.locked ? '1' : '0');
        locked = change.locked;
      }
      if (change.lockAtStart !== undefined) {
        store.saveSetting('lock_at_start', change.lockAtStart ? '1' : '0');
        lockAtStart = change.lockAtStart;
      }
      return { locked, lockAtStart };
    },
    checkLock,
    check(workspaceId) {
      checkLock();
      const workspace = store.workspaces().find(({ id }) => id === workspaceId);
      if (workspace === undefined) {
        throw new CallboardError('not_found', 'This workspace is not in Callboard any more.');
      }
      if (workspace.mode !== 'read_only') return;
      throw new CallboardError(
        'read_only',
        `${workspace.name} is read-only here, so nothing was sent. Set its mode to "operate" under Workspaces first.`,
        { details: { workspaceId } },
      );
    },
  };
}
