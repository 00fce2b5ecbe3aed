/** The bots that an event names or named. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { BotEntry, EventRow } from '../../../../shared/entities.ts';
import { CopyButton } from '../../components/basics/copy.tsx';
import { Time } from '../../components/basics/time.tsx';
import styles from '../../components/detail/detail.module.css';
import basics from '../../components/basics/basics.module.css';
import { durationText } from '../../format/time.ts';
import { hostOf } from '../../format/words.ts';
import { driftOf } from './drift.ts';

/** Present ones first, then those that are gone, latest first. */
export function BotEntries(props: {
  readonly event: EventRow;
  readonly entries: readonly BotEntry[];
}): ReactElement | null {
  const { event, entries } = props;
  if (entries.length === 0) return null;
  const ordered = [...entries].sort(
    (a, b) => Number(a.goneAt !== null) - Number(b.goneAt !== null) || (b.goneAt ?? 0) - (a.goneAt ?? 0),
  );
  return (
    <ul className={styles['rows']}>
      {ordered.map((entry) => (
        <li key={`${entry.botId} ${entry.firstSeenAt}`}>
          <span className={styles['rowMain']}>
            <span className={basics['id']}>
              <Link
                className={`${basics['idText'] ?? ''} ${entry.goneAt === null ? (styles['link'] ?? '') : (styles['gone'] ?? '')}`}
                to="/bots/$workspaceId/$id"
                params={{ workspaceId: String(event.workspaceId), id: entry.botId }}
                title={entry.botId}
              >
                {entry.botId}
              </Link>
              <CopyButton text={entry.botId} what="bot id" />
            </span>
          </span>
          <span className={styles['rowSide']}>
            {entry.goneAt === null ? (
              <>
                starts <Time at={entry.startAt} as="moment" unknown="at an unknown time" />
              </>
            ) : (
              <>
                gone since <Time at={entry.goneAt} as="moment" />
              </>
            )}
          </span>
          <DriftLines event={event} entry={entry} />
          {entry.deduplicationKey === null ? null : (
            <span className={`${styles['full'] ?? ''} ${styles['quiet'] ?? ''}`}>
              deduplication key <bdi className={styles['key']}>{entry.deduplicationKey}</bdi>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function DriftLines({ event, entry }: { readonly event: EventRow; readonly entry: BotEntry }): ReactElement | null {
  const { startBy, otherLink } = driftOf(event, entry);
  if (startBy === null && !otherLink) return null;
  return (
    <span className={`${styles['full'] ?? ''} ${styles['warning'] ?? ''}`}>
      {startBy === null
        ? null
        : `Scheduled ${durationText(Math.abs(startBy))} ${startBy < 0 ? 'before' : 'after'} the event starts. `}
      {otherLink ? `Scheduled for another link${otherHost(event, entry)}.` : null}
    </span>
  );
}

function otherHost(event: EventRow, entry: BotEntry): string {
  const host = entry.meetingUrl === null ? null : hostOf(entry.meetingUrl);
  const own = event.meetingUrl === null ? null : hostOf(event.meetingUrl);
  return host === null || host === own ? ' than the event has' : ` (${host}) than the event has`;
}
