/** First run: two ways in, each with what it needs and what it does. */
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Button } from '../../components/basics/button.tsx';
import { useChange } from '../../queries.ts';
import classes from './welcome.module.css';

export function WelcomeView(): ReactElement {
  const navigate = useNavigate();
  const demo = useChange('demo.start');
  const startDemo = (): void => demo.mutate({}, { onSuccess: () => void navigate({ to: '/calendars' }) });
  return (
    <div className={classes['page']}>
      <div className={classes['sheet']}>
        <h1>Every calendar, event and bot of your Recall workspaces, on one board</h1>
        <p className={classes['lead']}>
          Callboard keeps a local, searchable copy of several Recall.ai workspaces, soonest meetings first, and keeps it
          current. You see which calendars are disconnected and since when, and which meetings have no bot yet.
        </p>
        <ol className={classes['ways']}>
          <li>
            <h2>Add a workspace</h2>
            <p>
              With its region and API key. The key goes to the keychain of this computer, and the workspace starts
              read-only.
            </p>
            <Button
              kind="primary"
              size="large"
              onClick={() => void navigate({ to: '/workspaces', search: { form: 'add' } })}
            >
              Add a workspace
            </Button>
          </li>
          <li>
            <h2>Look around first</h2>
            <p>
              A Recall built into Callboard plays a few troubled workspaces. Nothing leaves this computer, and one
              command removes it all.
            </p>
            <Button size="large" busy={demo.isPending} onClick={startDemo}>
              Explore with training data
            </Button>
          </li>
        </ol>
        {demo.error !== null && (
          <p className={classes['problem']} role="alert">
            {demo.error.message}
          </p>
        )}
      </div>
    </div>
  );
}
