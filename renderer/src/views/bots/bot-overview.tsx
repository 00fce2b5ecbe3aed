/** How a bot got to where it is, what it recorded, and for which events it was. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { BotDetail } from '../../../../shared/entities.ts';
import { refText } from '../../address.ts';
import { CopyId } from '../../components/basics/copy.tsx';
import { Dimmed, KeyValues, RemoteText, Section } from '../../components/basics/layout.tsx';
import { Time } from '../../components/basics/time.tsx';
import styles from '../../components/detail/detail.module.css';
import { Columns } from '../../components/detail/detail-shell.tsx';
import { Timeline, type Moment } from '../../components/detail/timeline.tsx';
import { VerdictMark } from '../../components/verdict/verdict-mark.tsx';
import { durationText } from '../../format/time.ts';
import { titled } from '../../format/words.ts';
import { useNow } from '../../use-now.ts';
import { useTimeZone } from '../../time-zone.tsx';
import { whenText } from '../events/columns.tsx';
import { botTone } from './bot-words.ts';
import own from './bots.module.css';

type Bot = NonNullable<BotDetail['bot']>;

export function BotOverview(props: { readonly detail: BotDetail; readonly asking: boolean }): ReactElement {
  const { detail, asking } = props;
  const { bot } = detail;
  return (
    <Columns
      main={
        <>
          <Section title="Status history">
            {bot === null ? (
              <Dimmed>
                {asking ? 'Being retrieved from Recall.' : 'Callboard has not retrieved this bot from Recall.'}
              </Dimmed>
            ) : (
              <Timeline
                moments={momentsOf(bot)}
                empty="No status change yet: the bot is scheduled and waits for its time."
              />
            )}
          </Section>
          <Section title="Events">
            <BotEvents detail={detail} />
          </Section>
        </>
      }
      side={
        <>
          <Section title="Recordings">
            {bot === null ? <Dimmed>Not known yet.</Dimmed> : <Recordings bot={bot} />}
          </Section>
          <Section title="Facts">
            <Facts detail={detail} />
          </Section>
        </>
      }
    />
  );
}

/** Newest first: the words, the code as Recall sends it beside them, what it means below. */
function momentsOf(bot: Bot): readonly Moment[] {
  return bot.statusChanges
    .map((change, index): Moment => ({
      key: String(index),
      at: change.at,
      tone: botTone(change.code),
      what: (
        <>
          {change.title} <code className={own['code']}>{change.subCode ?? change.code}</code>
        </>
      ),
      more: change.meaning,
      detail: change.message,
    }))
    .toReversed();
}

function Recordings({ bot }: { readonly bot: Bot }): ReactElement {
  if (bot.recordings.length === 0) return <Dimmed>No recordings.</Dimmed>;
  return (
    <ul className={styles['rows']}>
      {bot.recordings.map((recording) => (
        <li key={recording.id}>
          <span className={styles['rowMain']}>
            <strong>{recording.title}</strong>
          </span>
          {recording.status === null ? <Dimmed>status not said</Dimmed> : <Dimmed>{titled(recording.status)}</Dimmed>}
          <span className={`${styles['full'] ?? ''} ${styles['quiet'] ?? ''}`}>
            started <Time at={recording.startedAt} as="moment" />, completed{' '}
            <Time at={recording.completedAt} as="moment" />
            {recording.expiresAt === null ? null : (
              <>
                , kept until <Time at={recording.expiresAt} as="moment" />
              </>
            )}
          </span>
          <span className={styles['full']}>
            <CopyId id={recording.id} what="recording id" />
          </span>
        </li>
      ))}
    </ul>
  );
}

function BotEvents({ detail }: { readonly detail: BotDetail }): ReactElement {
  const { zone } = useTimeZone();
  const now = useNow();
  if (detail.events.length === 0) {
    return (
      <Dimmed>
        No event that Callboard knows names this bot. A bot carries no link back to its event, so it cannot be told
        which one it was for.
      </Dimmed>
    );
  }
  return (
    <ul className={styles['rows']}>
      {detail.events.map(({ event, entry }) => (
        <li key={`${refText(event)} ${entry.firstSeenAt}`}>
          <span className={styles['rowMain']}>
            <Link
              className={entry.goneAt === null ? styles['link'] : styles['gone']}
              to="/events/$workspaceId/$id"
              params={{ workspaceId: String(event.workspaceId), id: event.id }}
            >
              <RemoteText text={event.title} empty="No title" />
            </Link>
          </span>
          <VerdictMark mark={event.verdict} compact />
          <span className={`${styles['full'] ?? ''} ${styles['quiet'] ?? ''}`}>
            {whenText(event, zone, now)}
            {event.calendarEmail === null ? null : (
              <>
                , <bdi>{event.calendarEmail}</bdi>
              </>
            )}
            {entry.startAt === null || entry.startAt === event.startAt ? null : (
              <>
                , planned for <Time at={entry.startAt} as="moment" />
              </>
            )}
            {entry.goneAt === null ? null : (
              <>
                , named it until <Time at={entry.goneAt} as="moment" />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Facts({ detail }: { readonly detail: BotDetail }): ReactElement {
  const { bot } = detail;
  return (
    <KeyValues
      entries={[
        ['Bot id', <CopyId key="id" id={detail.id} what="bot id" />],
        ['Recorded', bot === null || bot.recordedMs === null ? undefined : durationText(bot.recordedMs)],
        [
          'Joins',
          bot === null ? undefined : (
            <Time key="join" at={bot.joinAt} as="exact" unknown="no time; Recall clears it once the bot has joined" />
          ),
        ],
        [
          'Status',
          bot === null ? undefined : (
            <code key="status" className={own['code']}>
              {bot.subCode === null ? bot.status : `${bot.status} / ${bot.subCode}`}
            </code>
          ),
        ],
        ['Meeting platform', bot === null || bot.meetingPlatform === null ? undefined : titled(bot.meetingPlatform)],
        [
          'Meeting',
          bot === null || bot.meetingId === null ? undefined : (
            <CopyId key="meeting" id={bot.meetingId} what="meeting id" />
          ),
        ],
        [
          'Scheduled by',
          bot?.calendarV1 === true ? 'Calendar V1: rules of the user, not an event of Calendar V2' : undefined,
        ],
        ['Retrieved', <Time key="retrieved" at={bot?.retrievedAt ?? null} as="exact" unknown="not yet" />],
      ]}
    />
  );
}
