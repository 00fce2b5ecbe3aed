/** Whether anything may be changed at Recall at the moment, and if not, why. */
import type { Workspace } from '../../../../shared/entities.ts';
import { useCall } from '../../queries.ts';
import { useWorkspaces } from '../../workspaces.tsx';

/** locked: all workspaces are; a workspace: it is read-only here. */
export type Off = 'locked' | Workspace;

/** Null: the workspace may be acted on, or it is not known yet. */
export function useOff(workspaceId: number): Off | null {
  const { byId } = useWorkspaces();
  const { data: protection } = useCall('app.protection', {});
  if (protection?.locked === true) return 'locked';
  const workspace = byId.get(workspaceId);
  return workspace?.mode === 'read_only' ? workspace : null;
}
