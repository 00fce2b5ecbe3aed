/** What one looks for first in a calendar: why it is as it is, what is at stake, what happened, and the facts. */
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, type ReactElement } from 'react';
import type { CalendarDiagnosis } from '../../../../shared/diagnosis.ts';
import type { CalendarDetail as Detail, CalendarRow } from '../../../../shared/entities.ts';
import { refText } from '../../address.ts';
import { CopyId } from '../../components/basics/copy.tsx';
import { Dimmed, KeyValues, RemoteText, Section } from '../../components/basics/layout.tsx';
import { StatusMark, WorkspaceTag } from '../../components/basics/marks.tsx';
import { DetailSkeleton } from '../../components/basics/states.tsx';
import { Time } from '../../components/basics/time.tsx';
import styles from '../../components/detail/detail.module.css';
import { Columns } from '../../components/detail/detail-shell.tsx';
import type { CallFailure } from '../../rpc.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { metadataOf } from './metadata.ts';

// Not with the first page: it is there before its diagnosis is.
const CalendarStory = lazy(async () => ({ default: (await import('./calendar-story.tsx')).CalendarStory }));

/** A calendar by its address, as far as known. */
export function CalendarName({ calendar }: { readonly calendar: CalendarRow }): ReactElement {
  return <RemoteText text={calendar.email ?? calendar.oauthEmail} empty="No address yet" />;
}

export interface OverviewProps {
  readonly detail: Detail;
  readonly diagnosis: CalendarDiagnosis | undefined;
  readonly failure: CallFailure | null;
  readonly onRetry: () => void;
}

/** The first part of a calendar's detail. */
export function Overview({ detail, diagnosis, failure, onRetry }: OverviewProps): ReactElement {
  const { sameMailbox } = detail;
  return (
    <Columns
      main={
        <Suspense fallback={<DetailSkeleton label="Finding out why" />}>
          <CalendarStory detail={detail} diagnosis={diagnosis} failure={failure} onRetry={onRetry} />
        </Suspense>
      }
      side={
        <>
          {sameMailbox.length === 0 ? null : (
            <Section title="Same mailbox elsewhere">
              <SameMailbox calendars={sameMailbox} />
            </Section>
          )}
          <Section title="Facts">
            <Facts detail={detail} />
          </Section>
          <Metadata raw={detail.raw} />
        </>
      }
    />
  );
}

function SameMailbox({ calendars }: { readonly calendars: readonly CalendarRow[] }): ReactElement {
  const { byId } = useWorkspaces();
  return (
    <ul className={styles['rows']}>
      {calendars.map((calendar) => (
        <li key={refText(calendar)}>
          <Link
            className={`${styles['link'] ?? ''} ${styles['rowMain'] ?? ''}`}
            to="/calendars/$workspaceId/$id"
            params={{ workspaceId: String(calendar.workspaceId), id: calendar.id }}
          >
            <CalendarName calendar={calendar} />
          </Link>
          <StatusMark calendar={calendar} />
          <WorkspaceTag workspace={byId.get(calendar.workspaceId)} />
        </li>
      ))}
    </ul>
  );
}

function Facts({ detail }: { readonly detail: Detail }): ReactElement {
  const { calendar } = detail;
  return (
    <KeyValues
      entries={[
        ['Calendar id', <CopyId key="id" id={calendar.id} what="calendar id" />],
        ['Mailbox', <RemoteText key="mailbox" text={calendar.email} empty="not said yet" />],
        ['Authorised as', calendar.oauthEmail === null ? undefined : <bdi key="oauth">{calendar.oauthEmail}</bdi>],
        [
          'OAuth client',
          calendar.oauthClientId === null ? (
            <Dimmed>not said</Dimmed>
          ) : (
            <span key="client">
              <CopyId id={calendar.oauthClientId} what="OAuth client id" />{' '}
              {calendar.deletedAt === null ? (
                <Link
                  className={styles['link']}
                  to="/oauth-clients/$clientId/rotate"
                  params={{ clientId: calendar.oauthClientId }}
                >
                  Rotate its secret…
                </Link>
              ) : null}
            </span>
          ),
        ],
        ['Platform', <bdi key="platform">{calendar.platformRaw}</bdi>],
        ['Status word', <bdi key="status">{calendar.statusRaw}</bdi>],
        ['Created', <Time key="created" at={calendar.createdAt} as="exact" />],
        ['Changed at Recall', <Time key="updated" at={calendar.updatedAt} as="exact" />],
        ['Read by Callboard', <Time key="fetched" at={detail.fetchedAt} as="exact" />],
      ]}
    />
  );
}

function Metadata({ raw }: { readonly raw: string }): ReactElement | null {
  const entries = metadataOf(raw);
  if (entries.length === 0) return null;
  return (
    <Section title="Metadata">
      <KeyValues entries={entries.map(([key, value]) => [key, <bdi key={key}>{value}</bdi>] as const)} />
    </Section>
  );
}
