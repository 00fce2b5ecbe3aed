/** The facts of an event as Recall gave them: the meeting, its people, and its ids. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Attendee, EventDetail as Detail } from '../../../../shared/entities.ts';
import type { EventVerdict } from '../../../../shared/verdicts.ts';
import { CopyId } from '../../components/basics/copy.tsx';
import { ExternalLink } from '../../components/basics/external-link.tsx';
import { Dimmed, KeyValues, RemoteText } from '../../components/basics/layout.tsx';
import { Time } from '../../components/basics/time.tsx';
import styles from '../../components/detail/detail.module.css';
import { durationText } from '../../format/time.ts';
import { CALENDAR_PLATFORM_WORDS, MEETING_PLATFORM_WORDS, readable } from '../../format/words.ts';

/** Things about the event that people ask about and that are no trouble. */
export function Notes({ notes }: { readonly notes: EventVerdict['notes'] }): ReactElement {
  return (
    <ul className={styles['rows']}>
      {notes.map((note) => (
        <li key={note}>
          <bdi className={styles['rowMain']}>{note}</bdi>
        </li>
      ))}
    </ul>
  );
}

export function MeetingFacts({ detail }: { readonly detail: Detail }): ReactElement {
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

/** Who is invited; why the list may be empty is said in its place. */
export function Attendees({ detail }: { readonly detail: Detail }): ReactElement {
  if (!detail.attendeesKnown) {
    return <Dimmed>There is no attendee list: nobody else is invited, or the organiser hides the guest list.</Dimmed>;
  }
  if (detail.attendees.length === 0) {
    return <Dimmed>The attendee list is empty: nobody else is invited, or the organiser hides the guest list.</Dimmed>;
  }
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

export function Facts({ detail }: { readonly detail: Detail }): ReactElement {
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
