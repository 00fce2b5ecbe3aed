/** What one looks for first in a calendar: what Recall says, what is ahead, what happened, and the facts. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { CalendarDetail as Detail, CalendarRow } from '../../../../shared/entities.ts';
import { refText } from '../../address.ts';
import { CopyId } from '../../components/basics/copy.tsx';
import { Dimmed, KeyValues, RemoteText, Section } from '../../components/basics/layout.tsx';
import { StatusMark, WorkspaceTag } from '../../components/basics/marks.tsx';
import { Time } from '../../components/basics/time.tsx';
import styles from '../../components/detail/detail.module.css';
import { Columns } from '../../components/detail/detail-shell.tsx';
import { RemoteBlock } from '../../components/detail/remote-block.tsx';
import { Timeline } from '../../components/detail/timeline.tsx';
import { countText, plural } from '../../format/numbers.ts';
import { useCall } from '../../queries.ts';
import { useAfterFirstFrame } from '../../use-after-first-frame.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { auditQuestion } from './audit-question.ts';
import { noAddressReason } from './columns.tsx';
import { historyMoments } from './history.tsx';
import { metadataOf } from './metadata.ts';

/** A calendar by its address, as far as known. */
export function CalendarName({ calendar }: { readonly calendar: CalendarRow }): ReactElement {
  return <RemoteText text={calendar.email ?? calendar.oauthEmail} empty="No address yet" />;
}

/** The first part of a calendar's detail. */
export function Overview({ detail }: { readonly detail: Detail }): ReactElement {
  const { calendar, upcoming, sameMailbox } = detail;
  const reason = noAddressReason(calendar);
  return (
    <Columns
      main={
        <>
          {calendar.status === 'disconnected' || calendar.statusDetail !== null ? (
            <Section title="What Recall says">
              {calendar.statusDetail === null ? (
                <Dimmed>Recall gave no detail for this status.</Dimmed>
              ) : (
                <RemoteBlock text={calendar.statusDetail} />
              )}
            </Section>
          ) : null}
          {reason === null ? null : (
            <Section title="No address yet">
              {reason} {calendar.oauthEmail === null ? null : `It was authorised as ${calendar.oauthEmail}.`}
            </Section>
          )}
          <Section
            title="Ahead"
            aside={
              <Link className={styles['link']} to="/events" search={{ cal: refText(calendar) }}>
                Show in the schedule
              </Link>
            }
          >
            <Upcoming upcoming={upcoming} />
          </Section>
          <Section title="History">
            <History detail={detail} />
          </Section>
        </>
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

/** What Recall reported, what Callboard saw, and what was done through it, in one line of time. */
function History({ detail }: { readonly detail: Detail }): ReactElement {
  const { calendar } = detail;
  const { data } = useCall('audit.list', auditQuestion(calendar), { enabled: useAfterFirstFrame() });
  return (
    <Timeline
      moments={historyMoments(detail.history, detail.changes, data?.rows ?? [])}
      empty="Nothing has happened to this calendar that Recall reported or Callboard saw."
    />
  );
}

function Upcoming({ upcoming }: { readonly upcoming: Detail['upcoming'] }): ReactElement {
  const more = upcoming.exact ? '' : ' or more';
  if (upcoming.events === 0) return <Dimmed>No events ahead.</Dimmed>;
  return (
    <>
      {plural(upcoming.events, 'event')}
      {more} ahead,{' '}
      {upcoming.withoutBot === 0 ? (
        'all with a link have a bot.'
      ) : (
        <span className={styles['warning']}>
          {countText(upcoming.withoutBot)}
          {more} with a link but no bot.
        </span>
      )}
    </>
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
