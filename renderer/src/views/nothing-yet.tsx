/** A list with nothing in it because nothing has been read, or because there is nothing. */
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { Button } from '../components/basics/button.tsx';
import { EmptyState } from '../components/basics/states.tsx';
import { useCall } from '../queries.ts';
import { useWorkspaces } from '../workspaces.tsx';
import type { WorkspaceScope } from '../../../shared/filters.ts';

/**
 * @param what What the list would hold: `calendars`.
 * @param otherwise What it means when all has been read and there is still nothing; a text, or all that stands there then.
 */
export function NothingYet(props: {
  readonly what: string;
  readonly scope: WorkspaceScope;
  readonly otherwise: string | ReactElement;
  /** What to do then. */
  readonly children?: ReactNode;
}): ReactElement {
  const { what, scope, otherwise, children } = props;
  const navigate = useNavigate();
  const { rows, loaded } = useWorkspaces();
  const { data } = useCall('sync.status', {});
  if (loaded && rows.length === 0) {
    return (
      <EmptyState
        title={`No ${what} yet`}
        text="Callboard shows what is in your Recall workspaces. Add one with its API key, or look around in training data first."
      >
        <Button
          size="small"
          kind="primary"
          onClick={() => void navigate({ to: '/workspaces', search: { form: 'add' } })}
        >
          Add a workspace
        </Button>
        <Button size="small" onClick={() => void navigate({ to: '/welcome' })}>
          See how it works
        </Button>
      </EmptyState>
    );
  }
  const statuses = (data?.rows ?? []).filter(({ workspaceId }) => scope === 'all' || scope.includes(workspaceId));
  const reading = statuses.some(
    ({ freshAt, state }) => freshAt === null && (state === 'filling' || state === 'syncing' || state === 'waiting'),
  );
  if (reading) {
    return (
      <EmptyState
        title={`No ${what} yet`}
        text={`The first sync is under way; ${what} appear here as they are read.`}
      />
    );
  }
  const stuck = statuses.some(({ freshAt }) => freshAt === null);
  if (stuck) {
    return (
      <EmptyState
        title={`No ${what} yet`}
        text="Nothing has been read from these workspaces. Their page says what holds the sync."
      >
        <Button size="small" onClick={() => void navigate({ to: '/workspaces' })}>
          Go to workspaces
        </Button>
      </EmptyState>
    );
  }
  if (typeof otherwise !== 'string') return otherwise;
  return (
    <EmptyState title={`No ${what}`} text={otherwise}>
      {children}
    </EmptyState>
  );
}
