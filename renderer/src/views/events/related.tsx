/** What else has to do with an event's bots: events that they also serve, and other bots that come to the same meeting. */
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import type { EventRow } from '../../../../shared/entities.ts';
import type { EventVerdict } from '../../../../shared/verdicts.ts';
import { RemoteText } from '../../components/basics/layout.tsx';
import { WorkspaceTag } from '../../components/basics/marks.tsx';
import basics from '../../components/basics/basics.module.css';
import { CopyButton } from '../../components/basics/copy.tsx';
import styles from '../../components/detail/detail.module.css';
import { VerdictMark } from '../../components/verdict/verdict-mark.tsx';
import { useTimeZone } from '../../time-zone.tsx';
import { useNow } from '../../use-now.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { whenText } from './columns.tsx';

/** Events that the event's bots also serve. */
export function SharedWith(props: { readonly event: EventRow; readonly shared: EventVerdict['shared'] }): ReactElement {
  const { event, shared } = props;
  return (
    <ul className={styles['rows']}>
      {shared.map((other) => (
        <li key={`${other.event.workspaceId}:${other.event.id} ${other.botId}`}>
          <OtherEvent event={event} other={other.event}>
            shares bot <BotId workspaceId={event.workspaceId} id={other.botId} />
          </OtherEvent>
        </li>
      ))}
    </ul>
  );
}

/** Other bots for the same meeting, each with why it comes. */
export function Duplicates(props: {
  readonly event: EventRow;
  readonly duplicates: EventVerdict['duplicates'];
}): ReactElement {
  const { event, duplicates } = props;
  return (
    <ul className={styles['rows']}>
      {duplicates.map((other, index) => {
        const bot = <BotId workspaceId={other.event?.workspaceId ?? event.workspaceId} id={other.botId} />;
        return (
          // One bot may be a duplicate for more than one reason.
          <li key={index}>
            {other.event === null ? (
              <>
                <span className={styles['rowMain']}>{bot}</span>
                <span className={`${styles['full'] ?? ''} ${styles['quiet'] ?? ''}`}>
                  <bdi>{other.why}</bdi>
                </span>
              </>
            ) : (
              <OtherEvent event={event} other={other.event}>
                <bdi>{other.why}</bdi>
                <br />
                Bot {bot}
              </OtherEvent>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Another event, with as much as tells it from the one on screen. */
function OtherEvent(props: {
  readonly event: EventRow;
  readonly other: EventRow;
  readonly children: ReactNode;
}): ReactElement {
  const { event, other, children } = props;
  const { zone } = useTimeZone();
  const now = useNow();
  const { byId } = useWorkspaces();
  return (
    <>
      <span className={styles['rowMain']}>
        <Link
          className={styles['link']}
          to="/events/$workspaceId/$id"
          params={{ workspaceId: String(other.workspaceId), id: other.id }}
        >
          <RemoteText text={other.title} empty="No title" />
        </Link>{' '}
        <span className={styles['quiet']}>
          <RemoteText text={other.calendarEmail} empty="no address yet" />
          {other.startAt === event.startAt ? null : `, ${whenText(other, zone, now)}`}
        </span>
      </span>
      {other.workspaceId === event.workspaceId ? null : <WorkspaceTag workspace={byId.get(other.workspaceId)} />}
      <VerdictMark mark={other.verdict} compact />
      <span className={`${styles['full'] ?? ''} ${styles['quiet'] ?? ''}`}>{children}</span>
    </>
  );
}

function BotId({ workspaceId, id }: { readonly workspaceId: number; readonly id: string }): ReactElement {
  return (
    <span className={basics['id']}>
      <Link
        className={`${basics['idText'] ?? ''} ${styles['link'] ?? ''}`}
        to="/bots/$workspaceId/$id"
        params={{ workspaceId: String(workspaceId), id }}
        title={id}
      >
        {id}
      </Link>
      <CopyButton text={id} what="bot id" />
    </span>
  );
}
