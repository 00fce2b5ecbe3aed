/** One calendar of a job: what was done to it, what came of it, and where to look further. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Job, JobItem } from '../../../../shared/actions.ts';
import { Button } from '../../components/basics/button.tsx';
import { CopyId } from '../../components/basics/copy.tsx';
import { Dimmed, KeyValues, Section } from '../../components/basics/layout.tsx';
import { Mark, WorkspaceTag } from '../../components/basics/marks.tsx';
import { Time } from '../../components/basics/time.tsx';
import detail from '../../components/detail/detail.module.css';
import { TitleLine } from '../../components/detail/title-line.tsx';
import { useWorkspaces } from '../../workspaces.tsx';
import { calendarOf, itemLabel } from './items.ts';
import styles from './jobs.module.css';
import { useJobChange } from './use-job.ts';
import { ITEM_MEANING, itemMark } from './words.ts';

export interface ItemDetailProps {
  readonly job: Job;
  readonly item: JobItem;
  readonly onClose: () => void;
}

export function ItemDetail({ job, item, onClose }: ItemDetailProps): ReactElement {
  const { byId } = useWorkspaces();
  const calendar = calendarOf(item);
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
          {item.message === null ? <Dimmed>{ITEM_MEANING[item.state]}</Dimmed> : <bdi>{item.message}</bdi>}
          {item.message === null ? null : <p className={detail['quiet']}>{ITEM_MEANING[item.state]}</p>}
          <TryThis job={job} item={item} />
        </Section>
        <Section title="Facts">
          <KeyValues
            entries={[
              [
                'Calendar',
                calendar === null ? (
                  <Dimmed key="calendar">not made yet</Dimmed>
                ) : (
                  <Link
                    key="calendar"
                    className={detail['link']}
                    to="/calendars/$workspaceId/$id"
                    params={{ workspaceId: String(calendar.workspaceId), id: calendar.id }}
                  >
                    Open the calendar
                  </Link>
                ),
              ],
              ['Calendar id', calendar === null ? undefined : <CopyId key="id" id={calendar.id} what="calendar id" />],
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
