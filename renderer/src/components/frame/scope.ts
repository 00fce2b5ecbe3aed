/** Choosing workspaces, one checkbox at a time. Pure. */
import type { Workspace } from '../../../../shared/entities.ts';
import type { WorkspaceScope } from '../../../../shared/filters.ts';

/**
 * The scope after one workspace's checkbox was pressed. Everything chosen is "all" (so that workspaces added later
 * belong to it); taking the last one away leaves the scope as it was, because a view of nothing helps nobody.
 */
export function toggleInScope(
  scope: WorkspaceScope,
  id: number,
  workspaces: readonly Pick<Workspace, 'id'>[],
): WorkspaceScope {
  const before = workspaces.map((row) => row.id).filter((known) => scope === 'all' || scope.includes(known));
  const after = before.includes(id) ? before.filter((known) => known !== id) : [...before, id];
  if (after.length === 0) return scope;
  return after.length === workspaces.length ? 'all' : after.sort((a, b) => a - b);
}
