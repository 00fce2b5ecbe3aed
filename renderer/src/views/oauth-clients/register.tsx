/** The register of OAuth clients: whose secret expires when, and which calendars depend on it. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Button } from '../../components/basics/button.tsx';
import { DetailSkeleton, EmptyState, ErrorState, Note } from '../../components/basics/states.tsx';
import { MantineSurface } from '../../components/mantine/surface.tsx';
import { useCall } from '../../queries.ts';
import { ClientForm } from './client-form.tsx';
import { ClientTable } from './client-table.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import styles from './register.module.css';

export function OauthClientsView(): ReactElement {
  return (
    <MantineSurface>
      <Register />
    </MantineSurface>
  );
}

function Register(): ReactElement {
  const { form, id, client } = useSearch({ from: '/oauth-clients' });
  const navigate = useNavigate();
  const { data, error, refetch } = useCall('oauthClients.list', {});
  const rows = data?.rows;
  const chosen = rows?.find((row) => (form === 'add' ? row.clientId === client : row.id !== null && row.id === id));
  const close = (): void => void navigate({ to: '/oauth-clients', search: {} });
  const add = (): void => void navigate({ to: '/oauth-clients', search: { form: 'add' } });

  return (
    <div className={styles['view']}>
      <section className={styles['list']} aria-label="OAuth clients">
        <header className={styles['header']}>
          <div>
            <h1>OAuth clients</h1>
            <p>
              Calendars connect through an OAuth client of yours at Google or Microsoft. When its secret expires, all of
              them stop. Registered here with its date, Callboard reminds you 30, 14 and 3 days ahead.
            </p>
          </div>
          <Button onClick={() => void navigate({ to: '/oauth-doctor' })}>Check an OAuth URL or error</Button>
          <Button kind="primary" onClick={add}>
            Register an OAuth client
          </Button>
        </header>
        {error !== null && data !== undefined && (
          <Note
            tone="bad"
            action={
              <Button size="small" onClick={() => void refetch()}>
                Try again
              </Button>
            }
          >
            What you see may be old. {error.message}
          </Note>
        )}
        {rows === undefined ? (
          error === null ? (
            <DetailSkeleton label="Reading the OAuth clients" />
          ) : (
            <ErrorState title="The OAuth clients could not be read" failure={error} onRetry={() => void refetch()} />
          )
        ) : rows.length === 0 ? (
          <EmptyState
            title="No OAuth client yet"
            text="None is registered and no calendar that Callboard knows names one. They appear here as soon as calendars have been read; you can also register one before."
          >
            <Button size="small" onClick={add}>
              Register an OAuth client
            </Button>
          </EmptyState>
        ) : (
          <ClientTable rows={rows} />
        )}
      </section>
      {form === 'add' && rows !== undefined && (
        <ClientForm key={client ?? 'add'} client={chosen} clientId={client} onClose={close} />
      )}
      {form === 'edit' && chosen !== undefined && <ClientForm key={chosen.id} client={chosen} onClose={close} />}
      {form === 'remove' && chosen !== undefined && <RemoveDialog key={chosen.id} client={chosen} onClose={close} />}
    </div>
  );
}
