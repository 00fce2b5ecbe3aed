/** How the jobs that work on a calendar or an event are getting on with it, while they do; and how the latest one ended. */
import { IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Job, JobItem } from '../../../../shared/actions.ts';
import { forgetStarted, useStarted, type Subject } from '../../components/actions/asked.ts';
import { isOpenItem } from '../../components/actions/words.ts';
import { IconButton } from '../../components/basics/button.tsx';
import { Mark } from '../../components/basics/marks.tsx';
import detail from '../../components/detail/detail.module.css';
import { spanText } from '../../format/time.ts';
import { useCall } from '../../queries.ts';
import { useNowBySecond } from '../../use-now.ts';
import styles from './jobs.module.css';
import { ACTION_NAMES, itemMark, itemMeaning } from './words.ts';

/** The one that jobs are followed for. */
export type OpenItemsOf = Exclude<Subject, { readonly incidentId: number }>;

export function OpenItems({ of }: { readonly of: OpenItemsOf }): ReactElement {
  const started = useStarted(of);
  const { workspaceId } = 'event' in of ? of.event : of.calendar;
  const { data } = useCall('jobs.list', { states: ['running', 'awaiting', 'paused'], after: null, limit: 100 });
  const unfinished = (data?.rows ?? []).filter((job) => job.workspaceIds.includes(workspaceId)).map((job) => job.id);
  const jobs = [...new Set(started === undefined ? unfinished : [started, ...unfinished])];
  return (
    <>
      {jobs.map((jobId) => (
        <OpenItem key={jobId} jobId={jobId} of={of} startedHere={jobId === started} />
      ))}
    </>
  );
}

interface OpenItemProps {
  readonly of: OpenItemsOf;
  readonly jobId: number;
  /** Then its end is shown as well, until it is dismissed. */
  readonly startedHere: boolean;
}

function OpenItem({ jobId, of, startedHere }: OpenItemProps): ReactElement | null {
  const { data: job } = useCall('jobs.get', { jobId });
  const { data } = useCall('jobs.items', { jobId, ...of, after: null, limit: 1 });
  const [item] = data?.rows ?? [];
  if (job === undefined || item === undefined) return null;
  if (!isOpenItem(item) && !startedHere) return null;
  const mark = itemMark(job.kind, item.state);
  return (
    <div className={styles['item']} data-tone={mark.tone} role="status">
      <div className={styles['itemText']}>
        <div className={styles['itemHead']}>
          <strong>{ACTION_NAMES[job.kind]}</strong>
          <Mark {...mark} />
          <Elapsed item={item} />
        </div>
        <p>{itemText(job, item)}</p>
      </div>
      <Link className={detail['link']} to="/jobs/$jobId" params={{ jobId: String(jobId) }}>
        Show the job
      </Link>
      {isOpenItem(item) ? null : (
        <IconButton label="Dismiss" onClick={() => forgetStarted(of)}>
          <IconX size={16} />
        </IconButton>
      )}
    </div>
  );
}

/** What came out of it in the core's words; until then, what its state means, or why the job stands still. */
function itemText(job: Job, item: JobItem): ReactElement {
  if (item.state === 'waiting' && job.reason !== null) return <bdi>{job.reason.message}</bdi>;
  return <bdi>{item.message ?? itemMeaning(job.kind, item.state)}</bdi>;
}

/** How long it has been under way. */
function Elapsed({ item }: { readonly item: JobItem }): ReactElement | null {
  const now = useNowBySecond();
  if (item.sentAt === null || !isOpenItem(item)) return null;
  return <span className={detail['quiet']}>{spanText(Math.max(0, now - item.sentAt))}</span>;
}
