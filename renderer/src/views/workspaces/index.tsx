/** The workspaces: what each one is, how it is doing, and the forms to add, change and remove one. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { runCommand } from '../../commands.ts';
import { Button } from '../../components/basics/button.tsx';
import { MantineSurface } from '../../components/mantine/surface.tsx';
import { useCall } from '../../queries.ts';
import { RecipeForm } from './recipe-form.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { WorkspaceForm } from './workspace-form.tsx';
import { WorkspaceTable } from './workspace-table.tsx';
import classes from './workspaces.module.css';

export function WorkspacesView(): ReactElement {
  return (
    <MantineSurface>
      <Workspaces />
    </MantineSurface>
  );
}

function Workspaces(): ReactElement {
  const { form, id } = useSearch({ from: '/workspaces' });
  const navigate = useNavigate();
  const { data, error, refetch } = useCall('workspaces.list', {});
  const { data: recipes } = useCall('workspaces.recipes', { workspaces: 'all' });
  const rows = data?.rows ?? [];
  const chosen = rows.find((row) => row.id === id);
  const recipe = recipes?.rows.find(({ workspaceId }) => workspaceId === id);
  const close = (): void => void navigate({ to: '/workspaces', search: {} });
  const training = rows.some((row) => row.training);

  return (
    <div className={classes['view']}>
      <section className={classes['list']} aria-label="Workspaces">
        <header className={classes['header']}>
          <div>
            <h1>Workspaces</h1>
            <p>Each one is a Recall workspace: one region and one API key. Nothing done to one touches another.</p>
          </div>
          <div className={classes['buttons']}>
            <Button onClick={() => runCommand(training ? 'demo.stop' : 'demo.start')}>
              {training ? 'Remove training data' : 'Explore with training data'}
            </Button>
            <Button kind="primary" onClick={() => runCommand('workspace.add')}>
              Add a workspace
            </Button>
          </div>
        </header>
        {error !== null && (
          <div className={classes['problem']} role="alert">
            <span>{error.message}</span>
            <Button onClick={() => void refetch()}>Try again</Button>
          </div>
        )}
        {data !== undefined && rows.length > 0 && <WorkspaceTable rows={rows} recipes={recipes?.rows ?? []} />}
        {data !== undefined && rows.length === 0 && (
          <div className={classes['empty']}>
            <h2>No workspace yet</h2>
            <p>Add one with its region and API key, and Callboard begins to keep a copy of its calendars and events.</p>
          </div>
        )}
      </section>
      {form === 'add' && <WorkspaceForm key="add" workspace={undefined} others={rows} onClose={close} />}
      {form === 'edit' && chosen !== undefined && (
        <WorkspaceForm
          key={chosen.id}
          workspace={chosen}
          others={rows.filter((row) => row !== chosen)}
          onClose={close}
        />
      )}
      {form === 'recipe' && chosen !== undefined && recipe !== undefined && (
        <RecipeForm key={chosen.id} workspace={chosen} recipe={recipe} onClose={close} />
      )}
      {form === 'remove' && chosen !== undefined && <RemoveDialog key={chosen.id} workspace={chosen} onClose={close} />}
    </div>
  );
}
