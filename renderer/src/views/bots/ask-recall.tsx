/** An id that nothing here knows may be a bot that no event names: Recall can say, in the workspace that it belongs to. */
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { Button } from '../../components/basics/button.tsx';
import { useScopeView } from '../scope.ts';
import styles from './bots.module.css';

export function AskRecall({ id }: { readonly id: string }): ReactElement | null {
  const navigate = useNavigate();
  const { scope, workspaces } = useScopeView();
  const [chosen, setChosen] = useState<number>();
  const offered = workspaces.rows.filter((workspace) => scope === 'all' || scope.includes(workspace.id));
  const workspaceId = chosen ?? offered[0]?.id;
  if (workspaceId === undefined) return null;
  return (
    <div className={styles['ask']}>
      <span>It may be a bot that no event names. Ask Recall in</span>
      <select
        aria-label="Workspace to ask in"
        value={workspaceId}
        onChange={(event) => setChosen(Number(event.target.value))}
      >
        {offered.map((workspace) => (
          <option key={workspace.id} value={workspace.id}>
            {workspace.name}
          </option>
        ))}
      </select>
      <Button
        size="small"
        onClick={() =>
          void navigate({ to: '/bots/$workspaceId/$id', params: { workspaceId: String(workspaceId), id } })
        }
      >
        Ask Recall
      </Button>
    </div>
  );
}
