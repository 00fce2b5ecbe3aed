/** The workspaces that a job acts on, by name and colour. */
import type { ReactElement } from 'react';
import { WorkspaceTag } from '../../components/basics/marks.tsx';
import { useWorkspaces } from '../../workspaces.tsx';
import styles from './jobs.module.css';

export function JobWorkspaces({ ids }: { readonly ids: readonly number[] }): ReactElement {
  const { byId } = useWorkspaces();
  return (
    <span className={styles['tags']}>
      {ids.map((id) => (
        <WorkspaceTag key={id} workspace={byId.get(id)} />
      ))}
    </span>
  );
}
