/** What views ask about the workspaces in scope. */
import { useWorkspaces, type Workspaces } from '../workspaces.tsx';
import { useScope } from '../use-address.ts';
import type { WorkspaceScope } from '../../../shared/filters.ts';

export interface ScopeView {
  readonly scope: WorkspaceScope;
  readonly workspaces: Workspaces;
  /** More than one workspace is in scope, so rows must say theirs. */
  readonly several: boolean;
}

/** The scope with the workspaces in it. */
export function useScopeView(): ScopeView {
  const scope = useScope();
  const workspaces = useWorkspaces();
  return { scope, workspaces, several: (scope === 'all' ? workspaces.rows.length : scope.length) > 1 };
}
