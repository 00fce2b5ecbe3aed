/** All workspaces, for names and colours: asked once for the whole window. */
import { createContext, useContext, useMemo, type ReactElement, type ReactNode } from 'react';
import type { Workspace } from '../../shared/entities.ts';
import { useCall } from './queries.ts';

export interface Workspaces {
  /** In the order of the core; empty also while loading: see `loaded`. */
  readonly rows: readonly Workspace[];
  readonly byId: ReadonlyMap<number, Workspace>;
  readonly loaded: boolean;
}

const WorkspacesContext = createContext<Workspaces>({ rows: [], byId: new Map(), loaded: false });

export function useWorkspaces(): Workspaces {
  return useContext(WorkspacesContext);
}

/** Around everything that names a workspace. */
export function WorkspacesProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const { data } = useCall('workspaces.list', {});
  const workspaces = useMemo(() => {
    const rows = data?.rows ?? [];
    return { rows, byId: new Map(rows.map((row) => [row.id, row])), loaded: data !== undefined };
  }, [data]);
  return <WorkspacesContext.Provider value={workspaces}>{children}</WorkspacesContext.Provider>;
}
