/** How an event became what it is, newest first: moves, links, owners, bots, and what its calendar went through. */
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import type { EventChange } from '../../../../shared/verdicts.ts';
import type { Tone } from '../../components/basics/marks.tsx';
import { Time } from '../../components/basics/time.tsx';
import styles from '../../components/detail/detail.module.css';
import { Timeline, type Moment } from '../../components/detail/timeline.tsx';

const TONES: Readonly<Record<EventChange['what'], Tone>> = {
  first_seen: 'plain',
  moved: 'wait',
  link_changed: 'wait',
  transferred: 'wait',
  deleted: 'bad',
  restored: 'ok',
  bot_added: 'ok',
  bot_gone: 'bad',
  calendar_disconnected: 'bad',
  calendar_connected: 'ok',
};

export function EventHistory(props: {
  readonly workspaceId: number;
  readonly history: readonly EventChange[];
}): ReactElement {
  const { workspaceId, history } = props;
  const moments = history.map((change, index): Moment => ({
    key: String(index),
    at: change.at,
    tone: TONES[change.what],
    what: <bdi>{change.title}</bdi>,
    more: <Details workspaceId={workspaceId} change={change} />,
  }));
  return <Timeline moments={moments} empty="Callboard has not seen this event change." />;
}

/** What it was and what it became, and where that leads; nothing where the title says it all. */
function Details(props: { readonly workspaceId: number; readonly change: EventChange }): ReactElement | null {
  const { workspaceId, change } = props;
  const { from, to, fromAt, toAt, calendarId, botId } = change;
  const workspace = String(workspaceId);
  const parts: ReactNode[] = [];
  if (fromAt !== null || toAt !== null) parts.push(<Pair from={instant(fromAt)} to={instant(toAt)} />);
  if (from !== null || to !== null) parts.push(<Pair from={text(from)} to={text(to)} />);
  if (calendarId !== null) {
    parts.push(
      <Link
        className={styles['link']}
        to="/calendars/$workspaceId/$id"
        params={{ workspaceId: workspace, id: calendarId }}
      >
        Show the calendar
      </Link>,
    );
  }
  if (botId !== null) {
    parts.push(
      <Link className={styles['link']} to="/bots/$workspaceId/$id" params={{ workspaceId: workspace, id: botId }}>
        Show the bot
      </Link>,
    );
  }
  if (parts.length === 0) return null;
  return (
    <>
      {parts.map((part, index) => (
        <span key={index}>
          {index === 0 ? null : ' · '}
          {part}
        </span>
      ))}
    </>
  );
}

/** `from → to`; one of them alone where the other is not known. */
function Pair(props: { readonly from: ReactNode; readonly to: ReactNode }): ReactElement {
  const { from, to } = props;
  if (from === null) return <>{to}</>;
  return (
    <>
      {from} → {to ?? 'none'}
    </>
  );
}

function instant(at: number | null): ReactNode {
  return at === null ? null : <Time at={at} as="moment" />;
}

function text(value: string | null): ReactNode {
  return value === null ? null : <bdi>{value}</bdi>;
}
