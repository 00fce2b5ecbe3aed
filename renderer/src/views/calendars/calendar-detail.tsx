/** One calendar: how it is and since when, what led there, what is ahead, and everything that Recall said about it. */
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { CalendarDetail as Detail, CalendarRow } from '../../../../shared/entities.ts';
import { refText } from '../../address.ts';
import { CopyId } from '../../components/basics/copy.tsx';
import { Dimmed, KeyValues, RemoteText, Section } from '../../components/basics/layout.tsx';
import { StatusMark, WorkspaceTag } from '../../components/basics/marks.tsx';
import { EmptyState, Note } from '../../components/basics/states.tsx';
import { Time } from '../../components/basics/time.tsx';
import styles from '../../components/detail/detail.module.css';
import { Columns, DetailShell, type DetailTabItem } from '../../components/detail/detail-shell.tsx';
import { RecordState, StaleRecordNote } from '../../components/detail/record-state.tsx';
import { RemoteBlock } from '../../components/detail/remote-block.tsx';
import { Timeline } from '../../components/detail/timeline.tsx';
import { RawJson } from '../../components/raw-json/raw-json.tsx';
import { countText, plural } from '../../format/numbers.ts';
import { CALENDAR_PLATFORM_WORDS } from '../../format/words.ts';
import { useCall } from '../../queries.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import type { DetailTab } from '../list-address.ts';
import { CalendarEvents } from '../events/calendar-events.tsx';
import { noAddressReason } from './columns.tsx';
import { historyMoments } from './history.tsx';
import { metadataOf } from './metadata.ts';

type CalendarTab = 'overview' | DetailTab;

const TABS: readonly DetailTabItem<CalendarTab>[] = [
  { id: 'overview', label: 'Overview' },
  { id: 'events', label: 'Events' },
  { id: 'raw', label: 'Raw' },
];

export interface CalendarDetailProps {
  readonly workspaceId: number;
  readonly id: string;
  readonly tab: CalendarTab;
  readonly onTab: (tab: CalendarTab) => void;
  readonly page: boolean;
  readonly onClose: () => void;
}

/** A calendar's detail, in the side pane or as a page. */
export function CalendarDetail({ workspaceId, id, tab, onTab, page, onClose }: CalendarDetailProps): ReactElement {
  const query = useCall('calendars.get', { workspaceId, id });
  const { byId } = useWorkspaces();
  const navigate = useNavigate();
  const { data } = query;
  if (data === undefined) {
    return <RecordState what="calendar" id={id} query={query} onClose={onClose} />;
  }
  const { calendar } = data;
  return (
    <DetailShell<CalendarTab>
      title={<CalendarName calendar={calendar} />}
      aside={<WorkspaceTag workspace={byId.get(calendar.workspaceId)} />}
      status={
        <>
          <StatusMark calendar={calendar} />
          <span>
            since <Time at={calendar.statusSince} as="moment" unknown="an unknown time" />
            {calendar.statusSince === null ? null : (
              <>
                {' '}
                (<Time at={calendar.statusSince} />)
              </>
            )}
          </span>
          <span>
            {calendar.platform === 'other' ? calendar.platformRaw : CALENDAR_PLATFORM_WORDS[calendar.platform]}
          </span>
        </>
      }
      notes={
        <>
          <StaleRecordNote query={query} />
          {calendar.deletedAt === null ? null : (
            <Note tone="plain">
              Recall no longer has this calendar, as of <Time at={calendar.deletedAt} as="moment" />. What Callboard
              knew of it is kept here.
            </Note>
          )}
        </>
      }
      tabs={TABS}
      tab={tab}
      onTab={onTab}
      page={page}
      onExpand={
        page
          ? undefined
          : () => void navigate({ to: '/calendars/$workspaceId/$id', params: { workspaceId: String(workspaceId), id } })
      }
      onClose={onClose}
    >
      {tab === 'overview' ? <Overview detail={data} /> : null}
      {tab === 'events' ? <CalendarEvents workspaceId={workspaceId} id={id} /> : null}
      {tab === 'raw' ? <RawJson text={data.raw} label="Calendar as Recall sent it, without its secrets" /> : null}
    </DetailShell>
  );
}

function CalendarName({ calendar }: { readonly calendar: CalendarRow }): ReactElement {
  return <RemoteText text={calendar.email ?? calendar.oauthEmail} empty="No address yet" />;
}

function Overview({ detail }: { readonly detail: Detail }): ReactElement {
  const { calendar, history, upcoming, sameMailbox } = detail;
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
          <Section title="Status history">
            <Timeline
              moments={historyMoments(history)}
              empty="Neither Recall nor Callboard has seen the status change yet."
            />
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
            <CopyId key="client" id={calendar.oauthClientId} what="OAuth client id" />
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

/** What a calendar page shows when its address names no calendar. */
export function NoSuchCalendar(): ReactElement {
  return <EmptyState title="No calendar at this address" text="The address is incomplete or was cut off." />;
}
