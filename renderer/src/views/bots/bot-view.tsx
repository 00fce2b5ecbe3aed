/** One bot: its status and how it got there, its recordings, and the events that name it. Asked of Recall when looked at. */
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, type ReactElement } from 'react';
import type { BotDetail } from '../../../../shared/entities.ts';
import { refText } from '../../address.ts';
import { CopyId } from '../../components/basics/copy.tsx';
import { Dimmed, KeyValues, RemoteText, Section } from '../../components/basics/layout.tsx';
import { CoverageMark, Mark, WorkspaceTag } from '../../components/basics/marks.tsx';
import { Button } from '../../components/basics/button.tsx';
import { DetailSkeleton, EmptyState, Note } from '../../components/basics/states.tsx';
import { Time } from '../../components/basics/time.tsx';
import { useNow } from '../../use-now.ts';
import styles from '../../components/detail/detail.module.css';
import { Columns, DetailShell, type DetailTabItem } from '../../components/detail/detail-shell.tsx';
import { RecordState } from '../../components/detail/record-state.tsx';
import { Timeline } from '../../components/detail/timeline.tsx';
import { RawJson } from '../../components/raw-json/raw-json.tsx';
import { titled } from '../../format/words.ts';
import { useCall, useChange } from '../../queries.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { useTimeZone } from '../../time-zone.tsx';
import { whenText } from '../events/columns.tsx';
import { botTone, TONE_SHAPES } from './bot-words.ts';

type BotTab = 'overview' | 'raw';
type Bot = NonNullable<BotDetail['bot']>;

const TABS: readonly DetailTabItem<BotTab>[] = [
  { id: 'overview', label: 'Overview' },
  { id: 'raw', label: 'Raw' },
];

export interface BotViewProps {
  readonly workspaceId: number;
  readonly id: string;
  readonly tab: BotTab;
  readonly onTab: (tab: BotTab) => void;
  readonly onClose: () => void;
}

/** Shows what is known at once, and asks Recall one time for what is new. */
export function BotView({ workspaceId, id, tab, onTab, onClose }: BotViewProps): ReactElement {
  const query = useCall('bots.get', { workspaceId, id });
  const refresh = useChange('bots.refresh');
  const { mutate } = refresh;
  const { byId } = useWorkspaces();
  const asked = useRef('');
  useEffect(() => {
    const ref = refText({ workspaceId, id });
    if (asked.current === ref) return;
    asked.current = ref;
    mutate({ workspaceId, id });
  }, [mutate, workspaceId, id]);

  const detail = query.data;
  if (detail === undefined) {
    // A bot that no event names may still exist at Recall: the question to Recall decides.
    if (query.error?.error.code === 'not_found' && refresh.isPending)
      return <DetailSkeleton label="Asking Recall for the bot" />;
    return <RecordState what="bot" id={id} query={query} onClose={onClose} />;
  }
  if (detail.bot === null && detail.events.length === 0 && refresh.error?.error.code === 'not_found') {
    return (
      <EmptyState
        title="Nobody knows this bot"
        text={`${refresh.error.message} No event that Callboard knows names it.`}
      >
        <Button size="small" onClick={onClose}>
          Go back
        </Button>
      </EmptyState>
    );
  }
  const again = (): void => mutate({ workspaceId, id });
  const { bot } = detail;
  return (
    <DetailShell<BotTab>
      title={<RemoteText text={bot?.botName ?? null} empty="Bot" />}
      aside={<WorkspaceTag workspace={byId.get(workspaceId)} />}
      status={
        <>
          {bot === null ? null : (
            <Mark shape={TONE_SHAPES[botTone(bot.status)]} word={titled(bot.status)} tone={botTone(bot.status)} />
          )}
          {bot === null || bot.subCode === null ? null : <span>{titled(bot.subCode)}</span>}
          {bot === null ? null : (
            <span>
              as of <Time at={bot.retrievedAt} />
            </span>
          )}
          <CopyId id={id} what="bot id" />
        </>
      }
      notes={
        <>
          {refresh.error === null ? null : (
            <Note
              tone="wait"
              action={
                <Button size="small" onClick={again}>
                  Ask again
                </Button>
              }
            >
              The present state of this bot could not be read: {refresh.error.message}
              {bot === null ? '' : ' What you see is what Callboard knew.'}
            </Note>
          )}
          {refresh.isPending ? <Note tone="plain">Asking Recall for the present state of this bot…</Note> : null}
        </>
      }
      tabs={TABS}
      tab={tab}
      onTab={onTab}
      page
      onClose={onClose}
    >
      {tab === 'overview' ? <Overview detail={detail} asking={refresh.isPending} /> : <Raw bot={bot} />}
    </DetailShell>
  );
}

function Raw({ bot }: { readonly bot: Bot | null }): ReactElement {
  return bot === null ? (
    <EmptyState title="No payload yet" text="Callboard has not retrieved this bot from Recall." />
  ) : (
    <RawJson text={bot.raw} label="Bot as Recall sent it, without its secrets" />
  );
}

function Overview({ detail, asking }: { readonly detail: BotDetail; readonly asking: boolean }): ReactElement {
  const { bot } = detail;
  return (
    <Columns
      main={
        <>
          <Section title="Status history">
            {bot === null ? (
              <Dimmed>
                {asking ? 'Being retrieved from Recall.' : 'Callboard has not retrieved this bot from Recall yet.'}
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
            <KeyValues
              entries={[
                ['Bot id', <CopyId key="id" id={detail.id} what="bot id" />],
                [
                  'Joins',
                  <Time key="join" at={bot?.joinAt ?? null} as="exact" unknown="no time; cleared once it has joined" />,
                ],
                ['Meeting platform', bot?.meetingPlatform == null ? undefined : titled(bot.meetingPlatform)],
                [
                  'Meeting',
                  bot?.meetingId == null ? undefined : <CopyId key="meeting" id={bot.meetingId} what="meeting id" />,
                ],
                ['Retrieved', <Time key="retrieved" at={bot?.retrievedAt ?? null} as="exact" unknown="not yet" />],
              ]}
            />
          </Section>
        </>
      }
    />
  );
}

function momentsOf(bot: Bot): Parameters<typeof Timeline>[0]['moments'] {
  return bot.statusChanges
    .map((change, index) => ({
      key: String(index),
      at: change.at,
      tone: botTone(change.code),
      what: change.subCode === null ? titled(change.code) : `${titled(change.code)}: ${titled(change.subCode)}`,
      detail: change.message,
    }))
    .reverse();
}

function Recordings({ bot }: { readonly bot: Bot }): ReactElement {
  if (bot.recordings.length === 0) return <Dimmed>No recordings.</Dimmed>;
  return (
    <ul className={styles['rows']}>
      {bot.recordings.map((recording) => (
        <li key={recording.id}>
          <span className={styles['rowMain']}>
            <CopyId id={recording.id} what="recording id" />
          </span>
          <span>{recording.status === null ? <Dimmed>status not said</Dimmed> : titled(recording.status)}</span>
          <span className={`${styles['full'] ?? ''} ${styles['quiet'] ?? ''}`}>
            started <Time at={recording.startedAt} as="moment" />, completed{' '}
            <Time at={recording.completedAt} as="moment" />
            {recording.expiresAt === null ? null : (
              <>
                , kept until <Time at={recording.expiresAt} as="moment" />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function BotEvents({ detail }: { readonly detail: BotDetail }): ReactElement {
  const { zone } = useTimeZone();
  const now = useNow();
  if (detail.events.length === 0) return <Dimmed>No event that Callboard knows names this bot.</Dimmed>;
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
          <CoverageMark coverage={event.coverage} />
          <span className={`${styles['full'] ?? ''} ${styles['quiet'] ?? ''}`}>
            {whenText(event, zone, now)}
            {event.calendarEmail === null ? '' : `, ${event.calendarEmail}`}
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
