/** The sync note of the workspaces in scope. */
import { useMemo } from 'react';
import type { WorkspaceScope } from '../../../../shared/filters.ts';
import { useCall } from '../../queries.ts';
import { useAfterFirstFrame } from '../../use-after-first-frame.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { useNow } from '../../use-now.ts';
import { syncNote, type SyncNote } from './sync-note.ts';

/** What to say above a list of these workspaces; null: nothing. */
export function useSyncNote(scope: WorkspaceScope | null): SyncNote | null {
  const afterFirstFrame = useAfterFirstFrame();
  const { data } = useCall('sync.status', {}, { enabled: afterFirstFrame && scope !== null });
  const { byId } = useWorkspaces();
  const now = useNow();
  return useMemo(
    () => (data === undefined || scope === null ? null : syncNote(data.rows, byId, scope, now)),
    [data, byId, scope, now],
  );
}
