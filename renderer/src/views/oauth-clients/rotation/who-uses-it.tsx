/** Which calendars a rotation reaches, by workspace, what follows from it, and which it leaves alone and why. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { ActionPreview, OauthClient } from '../../../../../shared/actions.ts';
import type { CalendarRow } from '../../../../../shared/entities.ts';
import { refText } from '../../../address.ts';
import { Dimmed, RemoteText } from '../../../components/basics/layout.tsx';
import { Mark, StatusMark, WorkspaceTag } from '../../../components/basics/marks.tsx';
import { countText, plural } from '../../../format/numbers.ts';
import { useWorkspaces } from '../../../workspaces.tsx';
import styles from './rotation.module.css';

interface WhoUsesItProps {
  readonly preview: ActionPreview;
  readonly client: OauthClient | undefined;
}

export function WhoUsesIt({ preview, client }: WhoUsesItProps): ReactElement {
  return (
    <>
      <div className={styles['who']}>
        {preview.count > 0 && <PerWorkspace preview={preview} client={client} />}
        {preview.count > 0 && preview.consequences.length > 0 && (
          <ul className={styles['consequences']}>
            {preview.consequences.map(({ severity, text }) => (
              <li key={text} data-severity={severity}>
                {severity === 'warning' ? <Mark shape="◆" word="" tone="wait" /> : null}
                {text}
              </li>
            ))}
          </ul>
        )}
      </div>
      {preview.count === 0 && <Nothing preview={preview} />}
      {preview.count > 0 && (
        <details className={styles['names']}>
          <summary>Show the {plural(preview.count, 'calendar')}</summary>
          <Names calendars={preview.calendars} count={preview.count} />
        </details>
      )}
      {preview.untouched.length > 0 && (
        <div className={styles['untouched']}>
          <h3>Left as they are</h3>
          {preview.untouched.map(({ reason, message, count, calendars }) => (
            <details key={`${reason} ${message}`} className={styles['names']}>
              <summary>
                <b>{plural(count, 'calendar')}</b> <span className={styles['why']}>{message}</span>
              </summary>
              <Names calendars={calendars} count={count} />
            </details>
          ))}
        </div>
      )}
    </>
  );
}

/** No calendar can be reached: what to do about it. */
function Nothing({ preview }: { readonly preview: ActionPreview }): ReactElement {
  const closed = preview.untouched.some(({ reason }) => reason === 'read_only' || reason === 'no_key');
  if (!closed) return <p>No calendar that Callboard knows uses this client now, so there is nothing to rotate.</p>;
  return (
    <p>
      The calendars that use this client are in workspaces that Callboard may not change. Their mode and their key are
      under{' '}
      <Link className={styles['link']} to="/workspaces">
        Workspaces
      </Link>
      .
    </p>
  );
}

function PerWorkspace({ preview, client }: WhoUsesItProps): ReactElement {
  const { byId } = useWorkspaces();
  const disconnected = (id: number): number => client?.inUse.find((use) => use.workspaceId === id)?.disconnected ?? 0;
  return (
    <table className={styles['counts']}>
      <thead>
        <tr>
          <th scope="col">Workspace</th>
          <th scope="col" className={styles['numeric']}>
            Calendars
          </th>
          <th scope="col" className={styles['numeric']}>
            Disconnected
          </th>
        </tr>
      </thead>
      <tbody>
        {preview.workspaces.map(({ workspaceId, count }) => (
          <tr key={workspaceId}>
            <th scope="row">
              <WorkspaceTag workspace={byId.get(workspaceId)} />
            </th>
            <td className={styles['numeric']}>{countText(count)}</td>
            <td className={styles['numeric']} data-bad={disconnected(workspaceId) > 0 ? '' : undefined}>
              {countText(disconnected(workspaceId))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Names(props: { readonly calendars: readonly CalendarRow[]; readonly count: number }): ReactElement {
  const { calendars, count } = props;
  const { byId } = useWorkspaces();
  const more = count - calendars.length;
  return (
    <ul className={styles['rows']} tabIndex={0} aria-label="Calendars">
      {calendars.map((calendar) => (
        <li key={refText(calendar)}>
          <Link
            className={styles['rowName']}
            to="/calendars/$workspaceId/$id"
            params={{ workspaceId: String(calendar.workspaceId), id: calendar.id }}
          >
            <RemoteText text={calendar.email ?? calendar.oauthEmail} empty="No address yet" />
          </Link>
          <span className={styles['rowStatus']}>
            <StatusMark calendar={calendar} />
          </span>
          <span className={styles['rowWorkspace']}>
            <WorkspaceTag workspace={byId.get(calendar.workspaceId)} />
          </span>
        </li>
      ))}
      {more > 0 && (
        <li>
          <Dimmed>and {countText(more)} more</Dimmed>
        </li>
      )}
    </ul>
  );
}
