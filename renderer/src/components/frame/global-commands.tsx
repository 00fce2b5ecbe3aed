/** The commands that work on every page. */
import { useNavigate, useRouter } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useCommand } from '../../commands.ts';
import { notify } from '../../notices.ts';
import { useChange } from '../../queries.ts';
import { useWorkspaces } from '../../workspaces.tsx';

export function GlobalCommands(): ReactElement | null {
  const navigate = useNavigate();
  const { history } = useRouter();
  const { rows } = useWorkspaces();
  const training = rows.some((row) => row.training);
  const syncNow = useChange('sync.now');
  const demoStart = useChange('demo.start');
  const demoStop = useChange('demo.stop');
  const failed = (error: Error): void => notify(error.message, 'failed');

  useCommand('go.calendars', () => void navigate({ to: '/calendars' }));
  useCommand('go.events', () => void navigate({ to: '/events' }));
  useCommand('go.overview', () => void navigate({ to: '/overview' }));
  useCommand('go.triage', () => void navigate({ to: '/triage' }));
  useCommand('go.oauthDoctor', () => void navigate({ to: '/oauth-doctor' }));
  useCommand('go.bots', () => void navigate({ to: '/bots' }));
  useCommand('go.jobs', () => void navigate({ to: '/jobs' }));
  useCommand('go.audit', () => void navigate({ to: '/audit' }));
  useCommand('go.oauthClients', () => void navigate({ to: '/oauth-clients' }));
  useCommand('go.workspaces', () => void navigate({ to: '/workspaces' }));
  useCommand('go.settings', () => void navigate({ to: '/settings' }));
  useCommand('go.back', () => history.back());
  useCommand('go.forward', () => history.forward());
  useCommand('workspace.add', () => void navigate({ to: '/workspaces', search: { form: 'add' } }));
  useCommand('app.copyAddress', () => {
    navigator.clipboard.writeText(window.location.href).then(
      () => notify('Address copied'),
      () => notify('The clipboard cannot be written here. Copy the address from the address bar.', 'failed'),
    );
  });
  useCommand(
    'sync.now',
    () => syncNow.mutate({}, { onSuccess: () => notify('Syncing all workspaces'), onError: failed }),
    rows.length > 0,
  );
  useCommand(
    'demo.start',
    () => demoStart.mutate({}, { onSuccess: () => void navigate({ to: '/calendars', search: {} }), onError: failed }),
    !training,
  );
  useCommand(
    'demo.stop',
    () =>
      demoStop.mutate(
        {},
        {
          onSuccess: () => {
            notify('Training data removed');
            void navigate({ to: '/', search: {} });
          },
          onError: failed,
        },
      ),
    training,
  );
  return null;
}
