/** One calendar, event or bot of a job: what was done to it, what came of it, and where to look further. */
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import type { ActionKind, Job, JobItem } from '../../../../shared/actions.ts';
import { askToRetire } from '../../components/actions/event-actions.tsx';
import { OffReason } from '../../components/actions/off-reason.tsx';
import { useOff } from '../../components/actions/use-off.ts';
import { Button } from '../../components/basics/button.tsx';
import { CopyId } from '../../components/basics/copy.tsx';
import { Dimmed, KeyValues, Section } from '../../components/basics/layout.tsx';
import { Mark, WorkspaceTag } from '../../components/basics/marks.tsx';
import { Time } from '../../components/basics/time.tsx';
import detail from '../../components/detail/detail.module.css';
import { TitleLine } from '../../components/detail/title-line.tsx';
import { useWorkspaces } from '../../workspaces.tsx';
import { calendarOf, eventOf, itemLabel } from './items.ts';
import styles from './jobs.module.css';
import { useJobChange } from './use-job.ts';
import { itemMark, itemMeaning } from './words.ts';

export interface ItemDetailProps {
  readonly job: Job;
  readonly item: JobItem;
  readonly onClose: () => void;
}

export function ItemDetail({ job, item, onClose }: ItemDetailProps): ReactElement {
  const { byId } = useWorkspaces();
  const meaning = itemMeaning(job.kind, item.state);
  return (
    <article className={detail['shell']} aria-label={itemLabel(item)}>
      <header className={styles['head']}>
        <TitleLine
          title={<bdi>{itemLabel(item)}</bdi>}
          aside={
            <span className={detail['aside']}>
              <WorkspaceTag workspace={byId.get(item.workspaceId)} />
            </span>
          }
          page={false}
          onClose={onClose}
        />
        <div className={detail['status']}>
          <Mark {...itemMark(job.kind, item.state)} />
          {job.canary === item.n ? <span>goes first and alone</span> : null}
        </div>
      </header>
      <div className={detail['panel']}>
        <Section title="What came of it">
          {item.message === null ? <Dimmed>{meaning}</Dimmed> : <bdi>{item.message}</bdi>}
          {item.message === null ? null : <p className={detail['quiet']}>{meaning}</p>}
          <TryThis job={job} item={item} />
          <RetireOld job={job} item={item} />
        </Section>
        <Section title="Facts">
          <KeyValues
            entries={[
              ...subjectFacts(job.kind, item),
              [
                'Audit entry',
                item.auditEntry === null ? (
                  <Dimmed key="audit">nothing was sent</Dimmed>
                ) : (
                  <Link key="audit" className={detail['link']} to="/audit/$n" params={{ n: String(item.auditEntry) }}>
                    Entry {item.auditEntry}
                  </Link>
                ),
              ],
              ['Place in the job', `${item.n} of ${job.total}`],
              ['Tries', String(item.attempts)],
              ['Sent', <Time key="sent" at={item.sentAt} as="exact" unknown="not yet" />],
              ['Settled', <Time key="settled" at={item.settledAt} as="exact" unknown="not yet" />],
            ]}
          />
        </Section>
      </div>
    </article>
  );
}

/** Where the first calendar failed, any other that waits can go first instead. */
function TryThis({ job, item }: { readonly job: Job; readonly item: JobItem }): ReactElement | null {
  const change = useJobChange(job.id);
  const calendar = calendarOf(item);
  const wanted = job.state !== 'running' && job.reason?.code === 'canary_failed';
  if (!wanted || item.state !== 'waiting' || calendar === null) return null;
  return (
    <div className={styles['picker']}>
      <Button size="small" busy={change.busy} onClick={() => void change.resume({ canary: calendar })}>
        Try this calendar next
      </Button>
      {change.failure === null ? null : (
        <p className={styles['problem']} role="alert">
          {change.failure}
        </p>
      )}
    </div>
  );
}

type Fact = readonly [string, ReactNode];

/** What the item is about, each with the way there. */
function subjectFacts(kind: ActionKind, item: JobItem): readonly Fact[] {
  const event = eventOf(item);
  const calendar = calendarOf(item);
  if (event !== null) {
    const params = { workspaceId: String(event.workspaceId), id: event.id };
    return [
      [
        'Event',
        <Link key="event" className={detail['link']} to="/events/$workspaceId/$id" params={params}>
          Open the event
        </Link>,
      ],
      ['Event id', <CopyId key="id" id={event.id} what="event id" />],
      ...(item.botId === null
        ? []
        : [botFact(kind === 'event.schedule_bot' ? 'Old bot' : 'Bot', item.workspaceId, item.botId)]),
    ];
  }
  if (calendar === null) return [['Calendar', <Dimmed key="calendar">not made yet</Dimmed>]];
  const params = { workspaceId: String(calendar.workspaceId), id: calendar.id };
  return [
    [
      'Calendar',
      <Link key="calendar" className={detail['link']} to="/calendars/$workspaceId/$id" params={params}>
        Open the calendar
      </Link>,
    ],
    ['Calendar id', <CopyId key="id" id={calendar.id} what="calendar id" />],
  ];
}

function botFact(name: string, workspaceId: number, botId: string): Fact {
  return [
    name,
    <span key="bot">
      <Link
        className={detail['link']}
        to="/bots/$workspaceId/$id"
        params={{ workspaceId: String(workspaceId), id: botId }}
      >
        Open the bot
      </Link>{' '}
      <CopyId id={botId} what="bot id" />
    </span>,
  ];
}

/** Recall lists an old bot beside the new one: it would come as well. */
function RetireOld({ job, item }: { readonly job: Job; readonly item: JobItem }): ReactElement | null {
  const off = useOff(item.workspaceId);
  const { workspaceId, eventId, botId } = item;
  if (job.kind !== 'event.schedule_bot' || item.state !== 'unproven' || eventId === null || botId === null) return null;
  return (
    <div className={styles['picker']}>
      <Button size="small" disabled={off !== null} onClick={() => askToRetire([{ workspaceId, eventId, botId }])}>
        Retire the old bot…
      </Button>
      <OffReason off={off} />
    </div>
  );
}
