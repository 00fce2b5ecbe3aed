/** Meetings ahead that have no bot, soonest first; of those that had one, which. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { MeetingWithoutBot } from '../../../../shared/diagnosis.ts';
import type { EventRow } from '../../../../shared/entities.ts';
import type { Total } from '../../../../shared/filters.ts';
import { refText } from '../../address.ts';
import { countText, totalText } from '../../format/numbers.ts';
import { dayText } from '../../format/time.ts';
import { useNow } from '../../use-now.ts';
import { CopyButton } from '../basics/copy.tsx';
import { RemoteText } from '../basics/layout.tsx';
import { Time } from '../basics/time.tsx';
import styles from './diagnosis.module.css';

export interface MeetingsWithoutBotProps {
  readonly rows: readonly MeetingWithoutBot[];
  readonly total: Total;
}

export function MeetingsWithoutBot({ rows, total }: MeetingsWithoutBotProps): ReactElement {
  // Of one calendar, its name would say the same on every line.
  const several = new Set(rows.map(({ event }) => event.calendarId)).size > 1;
  return (
    <>
      <ul className={styles['meetings']}>
        {rows.map(({ event, lostBot }) => (
          <li key={refText(event)}>
            <span className={styles['meetingTime']}>
              <Start event={event} />
            </span>
            <Link
              className={styles['meetingTitle']}
              to="/events/$workspaceId/$id"
              params={{ workspaceId: String(event.workspaceId), id: event.id }}
            >
              <RemoteText text={event.title} empty="no title" />
            </Link>
            {several ? (
              <span className={styles['meetingCalendar']}>
                <RemoteText text={event.calendarEmail} empty="no address yet" />
              </span>
            ) : null}
            {lostBot === null ? (
              <span className={styles['quiet']}>no bot so far</span>
            ) : (
              <span className={styles['lost']}>
                lost its bot, gone since <Time at={lostBot.goneAt} as="moment" />
                <CopyButton text={lostBot.botId} what="id of the bot that is gone" />
              </span>
            )}
          </li>
        ))}
      </ul>
      {total.exact && total.count <= rows.length ? null : (
        <p className={`${styles['quiet'] ?? ''} ${styles['shown'] ?? ''}`}>
          The first {countText(rows.length)} of {totalText(total)} are shown.
        </p>
      )}
    </>
  );
}

function Start({ event }: { readonly event: EventRow }): ReactElement {
  const now = useNow();
  // All-day events are days, not instants: their start is midnight UTC of the day wherever one looks from.
  if (event.allDay && event.startAt !== null) return <>{dayText(event.startAt, 'UTC', now)}, all day</>;
  return <Time at={event.startAt} as="moment" unknown="no start time" />;
}
