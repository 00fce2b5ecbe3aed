/** One entry of the audit log: who did what to what, what was sent, what came back, and the records that prove it. */
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { AuditDetail, AuditEntry, AuditTarget } from '../../../../shared/actions.ts';
import { refText } from '../../address.ts';
import { CopyId } from '../../components/basics/copy.tsx';
import { Dimmed, KeyValues, Section } from '../../components/basics/layout.tsx';
import { Mark } from '../../components/basics/marks.tsx';
import { Time } from '../../components/basics/time.tsx';
import detail from '../../components/detail/detail.module.css';
import { Columns } from '../../components/detail/detail-shell.tsx';
import { RecordState, StaleRecordNote } from '../../components/detail/record-state.tsx';
import { RemoteBlock } from '../../components/detail/remote-block.tsx';
import { TitleLine } from '../../components/detail/title-line.tsx';
import { titled } from '../../format/words.ts';
import { useCall } from '../../queries.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import styles from './audit.module.css';
import { EntryWorkspace } from './columns.tsx';
import { saidBy, spread } from './records.ts';
import { actionName, AUDIT_MARKS, AUDIT_MEANING, targetName } from './words.ts';

export interface EntryDetailProps {
  readonly n: number;
  readonly page: boolean;
  readonly onClose: () => void;
}

export function EntryDetail({ n, page, onClose }: EntryDetailProps): ReactElement {
  const navigate = useNavigate();
  const { byId } = useWorkspaces();
  const query = useCall('audit.get', { n });
  if (query.data === undefined) {
    return <RecordState what="audit entry" id={String(n)} query={query} onClose={onClose} />;
  }
  const { entry, records } = query.data;
  return (
    <article className={detail['shell']} data-page={page ? '' : undefined} aria-label={`Audit entry ${n}`}>
      <header className={detail['head']}>
        <TitleLine
          title={
            <>
              {actionName(entry.action)}: <bdi>{targetName(entry)}</bdi>
            </>
          }
          aside={
            <span className={detail['aside']}>
              <EntryWorkspace entry={entry} workspaces={byId} />
            </span>
          }
          page={page}
          onExpand={() => void navigate({ to: '/audit/$n', params: { n: String(n) } })}
          onClose={onClose}
        />
        <div className={detail['status']}>
          <Mark {...AUDIT_MARKS[entry.state]} />
          <span>{AUDIT_MEANING[entry.state]}</span>
        </div>
      </header>
      <StaleRecordNote query={query} />
      <div className={detail['panel']}>
        {page ? (
          <Columns
            main={
              <>
                <Story entry={entry} records={records} />
                <Records records={records} />
              </>
            }
            side={<Facts entry={entry} />}
          />
        ) : (
          <>
            <Facts entry={entry} />
            <Story entry={entry} records={records} />
            <Records records={records} />
          </>
        )}
      </div>
    </article>
  );
}

function Story({ entry, records }: AuditDetail): ReactElement {
  const { sent, answer, status, details } = saidBy(records);
  return (
    <>
      <Section title="What was sent">
        <RemoteBlock text={sent ?? entry.summary} />
        {details.length === 0 ? null : (
          <div className={styles['details']}>
            <KeyValues
              entries={details.map(([name, value]) => [titled(name), <bdi key={name}>{value}</bdi>] as const)}
            />
          </div>
        )}
      </Section>
      <Section title="What came back">
        {answer === null ? <Dimmed>Nothing is written yet.</Dimmed> : <RemoteBlock text={answer} />}
        {status === null ? null : <p className={detail['quiet']}>HTTP status {status}</p>}
      </Section>
      <Section title={`What ${AFTERWARDS[entry.target]} said afterwards`}>
        {entry.verification === null ? (
          <Dimmed>
            {entry.target === 'calendar' || entry.target === 'event' || entry.target === 'bot'
              ? 'Nothing is written yet.'
              : 'Nothing: this was not about a calendar or an event.'}
          </Dimmed>
        ) : (
          <>
            <bdi>{entry.verification.verdict}</bdi>
            <p className={detail['quiet']}>
              <Time at={entry.verification.at} as="exact" />
            </p>
          </>
        )}
      </Section>
    </>
  );
}

function Facts({ entry }: { readonly entry: AuditEntry }): ReactElement {
  const { byId } = useWorkspaces();
  const workspace = entry.workspaceId === null ? undefined : byId.get(entry.workspaceId);
  const renamed = entry.workspaceName !== null && workspace !== undefined && workspace.name !== entry.workspaceName;
  return (
    <Section title="Facts">
      <KeyValues
        entries={[
          [
            'Who',
            <span key="who">
              <bdi>{entry.actor.user}</bdi> on <bdi>{entry.actor.host}</bdi>
            </span>,
          ],
          [
            'When',
            <span key="when">
              <Time at={entry.at} as="exact" /> (<Time at={entry.at} />)
            </span>,
          ],
          ['Settled', <Time key="settled" at={entry.settledAt} as="exact" unknown="not yet" />],
          [
            'Workspace',
            entry.workspaceId === null ? undefined : <EntryWorkspace key="ws" entry={entry} workspaces={byId} />,
          ],
          ['Called then', renamed ? <bdi key="then">{entry.workspaceName}</bdi> : undefined],
          ['Target', <Target key="target" entry={entry} />],
          [
            'Target id',
            entry.targetId === null ? undefined : <CopyId key="id" id={entry.targetId} what={`${entry.target} id`} />,
          ],
          [
            'Job',
            entry.jobId === null ? (
              <Dimmed key="job">none</Dimmed>
            ) : (
              <Link key="job" className={detail['link']} to="/jobs/$jobId" params={{ jobId: String(entry.jobId) }}>
                Job {entry.jobId}
              </Link>
            ),
          ],
          ['Entry', String(entry.n)],
        ]}
      />
    </Section>
  );
}

/** Whose own state proves a change. */
const AFTERWARDS: Readonly<Record<AuditTarget, string>> = {
  calendar: 'the calendar',
  event: 'the event',
  bot: 'the event',
  workspace: 'the calendar',
  oauth_client: 'the calendar',
  app: 'the calendar',
};

/** Leads to where the target can be seen. */
function Target({ entry }: { readonly entry: AuditEntry }): ReactElement {
  const name = <bdi>{targetName(entry)}</bdi>;
  const { target, targetId, workspaceId } = entry;
  switch (target) {
    case 'calendar':
      return targetId === null || workspaceId === null ? (
        name
      ) : (
        <>
          <Link
            className={detail['link']}
            to="/calendars/$workspaceId/$id"
            params={{ workspaceId: String(workspaceId), id: targetId }}
          >
            {name}
          </Link>{' '}
          <Link
            className={detail['link']}
            to="/audit"
            search={{ cal: refText({ workspaceId, id: targetId }) }}
            aria-label="All entries about this calendar"
          >
            all entries
          </Link>
        </>
      );
    case 'event':
      return targetId === null || workspaceId === null ? (
        name
      ) : (
        <>
          <Link
            className={detail['link']}
            to="/events/$workspaceId/$id"
            params={{ workspaceId: String(workspaceId), id: targetId }}
          >
            {name}
          </Link>{' '}
          <Link
            className={detail['link']}
            to="/audit"
            search={{ event: refText({ workspaceId, id: targetId }) }}
            aria-label="All entries about this event"
          >
            all entries
          </Link>
        </>
      );
    case 'bot':
      return targetId === null || workspaceId === null ? (
        name
      ) : (
        <Link
          className={detail['link']}
          to="/bots/$workspaceId/$id"
          params={{ workspaceId: String(workspaceId), id: targetId }}
        >
          {name}
        </Link>
      );
    case 'oauth_client':
      return (
        <Link className={detail['link']} to="/oauth-clients">
          {name}
        </Link>
      );
    case 'workspace':
      return (
        <Link className={detail['link']} to="/workspaces">
          {name}
        </Link>
      );
    case 'app':
      return name;
    default:
      return target satisfies never;
  }
}

/** Each as it was written, with the hash that covers it and all records before it. */
function Records({ records }: Pick<AuditDetail, 'records'>): ReactElement {
  return (
    <Section title="Chained records">
      <p className={detail['quiet']}>
        Each record&apos;s hash covers its text and the record before it in the log, so that a change would show. The
        health check in the settings verifies them all.
      </p>
      <ol className={styles['records']}>
        {records.map((record) => (
          <li key={record.n}>
            <div className={styles['recordHead']}>
              <span>
                {titled(record.type)}, record {record.n}
              </span>
              <Time at={record.at} as="exact" />
            </div>
            <pre className={styles['body']}>{spread(record.body)}</pre>
            <CopyId id={record.hash} what="hash" />
          </li>
        ))}
      </ol>
    </Section>
  );
}
