/** Events in the dialogs: what would change about the bot of each, and those that are left alone. */
import type { ReactElement } from 'react';
import type { EventPlan } from '../../../../shared/actions.ts';
import type { EventRow } from '../../../../shared/entities.ts';
import { refText } from '../../address.ts';
import { clockText, dayKey, momentText } from '../../format/time.ts';
import { useTimeZone } from '../../time-zone.tsx';
import { useNow } from '../../use-now.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { CopyId } from '../basics/copy.tsx';
import { Dimmed } from '../basics/layout.tsx';
import { WorkspaceTag } from '../basics/marks.tsx';
import { Time } from '../basics/time.tsx';
import styles from './actions.module.css';
import own from './events-dialog.module.css';
import { changed, changesOf, type BotChanges, type Change } from './event-changes.ts';
import { eventName } from './words.ts';

/** More than this scroll, and take the focus so that they can be scrolled by keys. */
const FIT = 3;

/** Each event with what becomes of its bot: old struck through, new beside it. */
export function EventPlanLines({ plans }: { readonly plans: readonly EventPlan[] }): ReactElement {
  return (
    <ul className={own['plans']} tabIndex={plans.length > FIT ? 0 : undefined}>
      {plans.map((plan) => (
        // One event may lose several bots.
        <li key={`${refText(plan.event)} ${plan.from?.botId ?? ''}`}>
          <EventHead event={plan.event} />
          <Bot plan={plan} />
          {plan.note === null ? null : (
            <p className={own['planNote']}>
              <bdi>{plan.note}</bdi>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Events by title, time and workspace. */
export function EventLines({ events }: { readonly events: readonly EventRow[] }): ReactElement {
  return (
    <ul className={styles['lines']} tabIndex={events.length > FIT ? 0 : undefined}>
      {events.map((event) => (
        <li key={refText(event)}>
          <EventHead event={event} />
        </li>
      ))}
    </ul>
  );
}

function EventHead({ event }: { readonly event: EventRow }): ReactElement {
  const { byId } = useWorkspaces();
  const name = eventName(event);
  return (
    <div className={own['planHead']}>
      <bdi className={own['planName']} title={name}>
        {name}
      </bdi>
      <span className={own['planWhen']}>
        <Time at={event.startAt} as="moment" unknown="no start time" />
      </span>
      <WorkspaceTag workspace={byId.get(event.workspaceId)} />
    </div>
  );
}

function Bot({ plan }: { readonly plan: EventPlan }): ReactElement {
  const changes = changesOf(plan);
  return (
    <dl className={own['change']}>
      <dt>Bot</dt>
      <dd>
        {plan.from === null ? null : (
          <>
            <CopyId id={plan.from.botId} what="bot id" />{' '}
          </>
        )}
        <BotWords what={changes.what} />
      </dd>
      <TimeChange changes={changes} startAt={plan.event.startAt} />
      {/* Where a bot goes, it matters which one and when: its link is the event's own. */}
      {changes.what === 'goes' ? null : <TextChange name="Link" change={changes.link} what={changes.what} />}
      <TextChange name="Key" change={changes.key} what={changes.what} mono />
    </dl>
  );
}

function BotWords({ what }: { readonly what: BotChanges['what'] }): ReactElement {
  switch (what) {
    case 'comes':
      return <>none yet: a new one is scheduled</>;
    case 'goes':
      return <>is taken away</>;
    case 'moves':
      return <>is moved</>;
    case 'stays':
      return <>stays at this time and link, and is configured anew</>;
    default:
      return what satisfies never;
  }
}

function TimeChange(props: {
  readonly changes: BotChanges;
  /** Of the event. */
  readonly startAt: number | null;
}): ReactElement | null {
  const { changes, startAt } = props;
  const { zone } = useTimeZone();
  const now = useNow();
  const { from, to } = changes.time;
  if (from === null && to === null) return null;
  const sameDay = from !== null && to !== null && dayKey(from, zone) === dayKey(to, zone);
  return (
    <Row
      name="Time"
      what={changes.what}
      same={!changed(changes.time)}
      from={from === null ? null : momentText(from, zone, now)}
      to={to === null ? null : sameDay ? clockText(to, zone) : momentText(to, zone, now)}
      aside={changes.what === 'goes' && from !== startAt ? 'not when the event starts' : null}
    />
  );
}

function TextChange(props: {
  readonly name: string;
  readonly change: Change<string>;
  readonly what: BotChanges['what'];
  readonly mono?: boolean;
}): ReactElement | null {
  const { name, change, what, mono = false } = props;
  const { from, to } = change;
  if (from === null && to === null) return null;
  return <Row name={name} what={what} same={!changed(change)} from={from} to={to} mono={mono} />;
}

/** One line: what stays as it is once, what changes twice. */
function Row(props: {
  readonly name: string;
  readonly what: BotChanges['what'];
  readonly same: boolean;
  readonly from: string | null;
  readonly to: string | null;
  readonly mono?: boolean;
  readonly aside?: string | null;
}): ReactElement {
  const { name, what, same, from, to, mono = false, aside = null } = props;
  const look = mono ? own['mono'] : undefined;
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {same ? (
          <>
            <bdi className={look}>{to}</bdi> <Dimmed>unchanged</Dimmed>
          </>
        ) : (
          <>
            {from === null ? (
              what === 'comes' ? null : (
                <Dimmed>not said</Dimmed>
              )
            ) : (
              <del className={look}>
                <span className="cb-unseen">before: </span>
                <bdi>{from}</bdi>
              </del>
            )}
            {to === null ? null : (
              <>
                {what === 'comes' ? null : <span aria-hidden="true"> → </span>}
                <ins className={look}>
                  <span className="cb-unseen">{what === 'comes' ? '' : 'now: '}</span>
                  <bdi>{to}</bdi>
                </ins>
              </>
            )}
          </>
        )}
        {aside === null ? null : (
          <>
            {' '}
            <Dimmed>{aside}</Dimmed>
          </>
        )}
      </dd>
    </>
  );
}
