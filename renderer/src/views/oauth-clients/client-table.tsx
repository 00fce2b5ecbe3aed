/** One line per OAuth client; first those that somebody registered, then those that only calendars speak of. */
import { Link, useNavigate } from '@tanstack/react-router';
import { Fragment, type ReactElement } from 'react';
import type { OauthClient } from '../../../../shared/actions.ts';
import { Button } from '../../components/basics/button.tsx';
import { CopyId } from '../../components/basics/copy.tsx';
import { Dimmed } from '../../components/basics/layout.tsx';
import { WorkspaceTag } from '../../components/basics/marks.tsx';
import { countText, plural } from '../../format/numbers.ts';
import { CALENDAR_PLATFORM_WORDS } from '../../format/words.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { ExpiryMark } from './expiry-mark.tsx';
import { nameOf, usageOf } from './usage.ts';
import styles from './register.module.css';

const COLUMNS = 7;

export function ClientTable({ rows }: { readonly rows: readonly OauthClient[] }): ReactElement {
  const registered = rows.filter((row) => row.id !== null);
  const seen = rows.filter((row) => row.id === null);
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">OAuth client</th>
          <th scope="col">Platform</th>
          <th scope="col">Client id</th>
          <th scope="col">Secret</th>
          <th scope="col" className={styles['where']}>
            Workspaces
          </th>
          <th scope="col">In use by</th>
          <th scope="col">
            <span className="cb-unseen">Actions</span>
          </th>
        </tr>
      </thead>
      <Group title="Registered" rows={registered} empty="None yet. Register one to be reminded before it expires." />
      {seen.length > 0 && <Group title="Seen in calendars but not registered" rows={seen} empty="" />}
    </table>
  );
}

interface GroupProps {
  readonly title: string;
  readonly rows: readonly OauthClient[];
  readonly empty: string;
}

function Group({ title, rows, empty }: GroupProps): ReactElement {
  return (
    <tbody>
      <tr className={styles['group']}>
        <th scope="rowgroup" colSpan={COLUMNS}>
          {title} <Dimmed>{countText(rows.length)}</Dimmed>
        </th>
      </tr>
      {rows.length === 0 && (
        <tr>
          <td colSpan={COLUMNS}>
            <Dimmed>{empty}</Dimmed>
          </td>
        </tr>
      )}
      {rows.map((row) => (
        <ClientLine key={`${row.platform}:${row.clientId}`} client={row} />
      ))}
    </tbody>
  );
}

function ClientLine({ client }: { readonly client: OauthClient }): ReactElement {
  const where = client.id === null ? client.inUse.map((use) => use.workspaceId) : client.workspaceIds;
  return (
    <tr>
      <th scope="row" data-unnamed={client.name === null ? '' : undefined}>
        {client.name === null ? <Dimmed>no name yet</Dimmed> : <bdi>{client.name}</bdi>}
      </th>
      <td>{client.platform === 'other' ? 'Other' : CALENDAR_PLATFORM_WORDS[client.platform]}</td>
      <td className={styles['id']}>
        <CopyId id={client.clientId} what="client id" />
      </td>
      <td>
        <ExpiryMark client={client} />
      </td>
      <td className={styles['where']}>
        <WorkspaceTags ids={where} />
      </td>
      <td>
        <Usage client={client} />
      </td>
      <td className={styles['actions']}>
        <Actions client={client} />
      </td>
    </tr>
  );
}

function WorkspaceTags({ ids }: { readonly ids: readonly number[] }): ReactElement {
  const { byId } = useWorkspaces();
  if (ids.length === 0) return <Dimmed>none chosen</Dimmed>;
  return (
    <span className={styles['tags']}>
      {ids.map((id) => (
        <Fragment key={id}>
          <WorkspaceTag workspace={byId.get(id)} />{' '}
        </Fragment>
      ))}
    </span>
  );
}

/** How many calendars depend on it; leads to them. */
function Usage({ client }: { readonly client: OauthClient }): ReactElement {
  const { calendars, disconnected } = usageOf(client);
  if (calendars === 0) return <Dimmed>no calendar</Dimmed>;
  return (
    <>
      <Link to="/calendars" search={{ client: client.clientId }} className={styles['link']}>
        {plural(calendars, 'calendar')}
      </Link>
      {disconnected > 0 && (
        <Link
          to="/calendars"
          search={{ client: client.clientId, status: 'disconnected' }}
          className={`${styles['link']} ${styles['bad']}`}
        >
          {countText(disconnected)} disconnected
        </Link>
      )}
    </>
  );
}

function Actions({ client }: { readonly client: OauthClient }): ReactElement {
  const navigate = useNavigate();
  const { id, clientId } = client;
  const name = nameOf(client);
  const open = (form: 'edit' | 'remove', of: number): void =>
    void navigate({ to: '/oauth-clients', search: { form, id: of } });
  return (
    <div>
      <Button
        size="small"
        disabled={usageOf(client).calendars === 0}
        label={`Rotate secret of ${name}`}
        onClick={() => void navigate({ to: '/oauth-clients/$clientId/rotate', params: { clientId }, search: {} })}
      >
        Rotate secret…
      </Button>
      {id === null ? (
        <Button
          size="small"
          label={`Register ${name}`}
          onClick={() => void navigate({ to: '/oauth-clients', search: { form: 'add', client: clientId } })}
        >
          Register…
        </Button>
      ) : (
        <>
          <Button size="small" label={`Edit ${name}`} onClick={() => open('edit', id)}>
            Edit
          </Button>
          <Button size="small" kind="quiet" label={`Remove ${name}`} onClick={() => open('remove', id)}>
            Remove…
          </Button>
        </>
      )}
    </div>
  );
}
