/** One event: when, who, where, its bots, how it changed, and everything that Recall said about it. */
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Attendee, EventDetail as Detail } from '../../../../shared/entities.ts';
import { CopyId } from '../../components/basics/copy.tsx';
import { ExternalLink } from '../../components/basics/external-link.tsx';
import { Dimmed, KeyValues, RemoteText, Section } from '../../components/basics/layout.tsx';
import { CoverageMark, WorkspaceTag } from '../../components/basics/marks.tsx';
import { Note } from '../../components/basics/states.tsx';
import { Time } from '../../components/basics/time.tsx';
import { useNow } from '../../use-now.ts';
import styles from '../../components/detail/detail.module.css';
import { Columns, DetailShell, type DetailTabItem } from '../../components/detail/detail-shell.tsx';
import { RecordState, StaleRecordNote } from '../../components/detail/record-state.tsx';
import { Timeline } from '../../components/detail/timeline.tsx';
import { RawJson } from '../../components/raw-json/raw-json.tsx';
import { countText } from '../../format/numbers.ts';
import { durationText, offsetText } from '../../format/time.ts';
import { CALENDAR_PLATFORM_WORDS, COVERAGE_MEANING, MEETING_PLATFORM_WORDS, readable } from '../../format/words.ts';
import { useCall } from '../../queries.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { useTimeZone } from '../../time-zone.tsx';
import type { DetailTab } from '../list-address.ts';
import { BotEntries } from './bot-entries.tsx';
import { whenText } from './columns.tsx';
import { revisionMoments } from './revisions.ts';

type EventTab = 'overview' | 'raw';

const TABS: readonly DetailTabItem<EventTab>[] = [
  { id: 'overview', label: 'Overview' },
  { id: 'raw', label: 'Raw' },
];

export interface EventDetailProps {
  readonly workspaceId: number;
  readonly id: string;
  readonly tab: 'overview' | DetailTab;
  readonly onTab: (tab: EventTab) => void;
  readonly page: boolean;
  readonly onClose: () => void;
}

/** An event's detail, in the side pane or as a page. */
export function EventDetail({ workspaceId, id, tab, onTab, page, onClose }: EventDetailProps): ReactElement {
  const query = useCall('events.get', { workspaceId, id });
  const { byId } = useWorkspaces();
  const { zone } = useTimeZone();
  const now = useNow();
  const navigate = useNavigate();
  const { data } = query;
  if (data === undefined) return <RecordState what="event" id={id} query={query} onClose={onClose} />;
  const { event } = data;
  const zoneWord = event.allDay || event.startAt === null ? '' : ` ${offsetText(event.startAt, zone)}`;
  return (
    <DetailShell<EventTab>
      title={<RemoteText text={event.title} empty="No title" />}
      aside={<WorkspaceTag workspace={byId.get(event.workspaceId)} />}
      status={
        <>
          <span>
            {whenText(event, zone, now)}
            {zoneWord}
            {event.startAt === null ? null : (
              <>
                {' '}
                (<Time at={event.startAt} />)
              </>
            )}
          </span>
          <CoverageMark coverage={event.coverage} />
        </>
      }
      notes={
        <>
          <StaleRecordNote query={query} />
          {data.intact ? null : (
            <Note tone="bad">
              The stored payload is damaged (it does not match its checksum). Callboard will fetch the event again;
              until then the raw text may be wrong.
            </Note>
          )}
          {event.isDeleted ? (
            <Note tone="plain">This event was deleted or cancelled. What Callboard knew of it is kept here.</Note>
          ) : null}
        </>
      }
      tabs={TABS}
      tab={tab === 'raw' ? 'raw' : 'overview'}
      onTab={onTab}
      page={page}
      onExpand={
        page
          ? undefined
          : () => void navigate({ to: '/events/$workspaceId/$id', params: { workspaceId: String(workspaceId), id } })
      }
      onClose={onClose}
    >
      {tab === 'raw' ? <RawJson text={data.raw} label="Event as Recall sent it" /> : <Overview detail={data} />}
    </DetailShell>
  );
}

function Overview({ detail }: { readonly detail: Detail }): ReactElement {
  const { event } = detail;
  const { zone } = useTimeZone();
  const now = useNow();
  return (
    <Columns
      main={
        <>
          <Section title="Meeting">
            <MeetingFacts detail={detail} />
          </Section>
          <Section title="Bots">
            <p className={styles['quiet']}>{COVERAGE_MEANING[event.coverage]}</p>
            <BotEntries event={event} entries={detail.bots} />
          </Section>
          <Section title="How it changed">
            <Timeline
              moments={revisionMoments(detail.revisions, zone, now)}
              empty="Callboard has not seen this event change."
            />
          </Section>
        </>
      }
      side={
        <>
          <Section
            title="Attendees"
            aside={detail.attendeesKnown ? <Dimmed>{countText(detail.attendees.length)}</Dimmed> : null}
          >
            <Attendees detail={detail} />
          </Section>
          <Section title="Facts">
            <Facts detail={detail} />
          </Section>
        </>
      }
    />
  );
}

function MeetingFacts({ detail }: { readonly detail: Detail }): ReactElement {
  const { event, organizer, rawJoinUrl } = detail;
  const unrecognised = event.meetingUrl === null && rawJoinUrl !== null;
  return (
    <KeyValues
      entries={[
        ['Starts', <Time key="start" at={event.startAt} as="exact" unknown="no start time" />],
        ['Ends', <Time key="end" at={event.endAt} as="exact" unknown="no end time" />],
        [
          'Length',
          event.startAt === null || event.endAt === null || event.endAt < event.startAt
            ? undefined
            : durationText(event.endAt - event.startAt),
        ],
        [
          'Calendar',
          <Link
            key="calendar"
            className={styles['link']}
            to="/calendars/$workspaceId/$id"
            params={{ workspaceId: String(event.workspaceId), id: event.calendarId }}
          >
            <RemoteText text={event.calendarEmail} empty="no address yet" />
          </Link>,
        ],
        [
          'Organiser',
          <Person key="organiser" name={organizer?.name ?? null} email={organizer?.email ?? event.organizerEmail} />,
        ],
        ['Platform', event.meetingPlatform === 'none' ? undefined : MEETING_PLATFORM_WORDS[event.meetingPlatform]],
        [
          'Link',
          event.meetingUrl === null ? (
            <Dimmed>Recall found no meeting link</Dimmed>
          ) : (
            <ExternalLink key="link" url={event.meetingUrl} />
          ),
        ],
        [
          'Link in the payload',
          unrecognised ? (
            <>
              <ExternalLink url={rawJoinUrl} />{' '}
              <span className={styles['warning']}>present in the provider’s payload, not recognised by Recall</span>
            </>
          ) : undefined,
        ],
        ['Place', detail.location === null ? undefined : <bdi key="place">{detail.location}</bdi>],
        ['Own response', detail.ownResponse === null ? undefined : readable(detail.ownResponse)],
      ]}
    />
  );
}

function Person({ name, email }: { readonly name: string | null; readonly email: string | null }): ReactElement {
  if (name === null || name === email) return <RemoteText text={email} empty="not said" />;
  return (
    <>
      <bdi>{name}</bdi> {email === null ? null : <Dimmed>{email}</Dimmed>}
    </>
  );
}

function Attendees({ detail }: { readonly detail: Detail }): ReactElement {
  if (!detail.attendeesKnown) return <Dimmed>No attendee list: none, or the guest list is hidden.</Dimmed>;
  if (detail.attendees.length === 0) return <Dimmed>The attendee list is empty.</Dimmed>;
  return (
    <ul className={styles['rows']}>
      {detail.attendees.map((attendee, index) => (
        // Attendees have no id, and one address may be listed twice.
        <li key={index}>
          <span className={styles['rowMain']}>
            <Person name={attendee.name} email={attendee.email} />
          </span>
          <span className={styles['rowSide']}>{attendeeWords(attendee)}</span>
        </li>
      ))}
    </ul>
  );
}

function attendeeWords(attendee: Attendee): string {
  const words = [
    attendee.organizer ? 'organiser' : '',
    attendee.self ? 'owner of this calendar' : '',
    attendee.response === null ? '' : readable(attendee.response),
  ];
  return words.filter((word) => word !== '').join(', ');
}

function Facts({ detail }: { readonly detail: Detail }): ReactElement {
  const { event } = detail;
  return (
    <KeyValues
      entries={[
        ['Event id', <CopyId key="id" id={event.id} what="event id" />],
        ['Series', event.seriesId === null ? undefined : <CopyId key="series" id={event.seriesId} what="series id" />],
        ['iCal UID', detail.icalUid === null ? undefined : <CopyId key="ical" id={detail.icalUid} what="iCal UID" />],
        [
          'Provider’s id',
          detail.platformId === null ? undefined : (
            <CopyId key="provider" id={detail.platformId} what="provider’s id" />
          ),
        ],
        ['Calendar id', <CopyId key="calendar" id={event.calendarId} what="calendar id" />],
        ['Provider', CALENDAR_PLATFORM_WORDS[event.platform]],
        [
          'In the calendar',
          detail.providerUrl === null ? undefined : (
            <ExternalLink key="url" url={detail.providerUrl} label="Open the event" />
          ),
        ],
        ['Created', <Time key="created" at={detail.createdAt} as="exact" />],
        ['Changed at Recall', <Time key="updated" at={event.updatedAt} as="exact" />],
        ['First seen', <Time key="seen" at={detail.firstSeenAt} as="exact" />],
        ['Read by Callboard', <Time key="fetched" at={detail.fetchedAt} as="exact" />],
      ]}
    />
  );
}
