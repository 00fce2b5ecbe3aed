/** Columns of the jobs list. */
import type { Job } from '../../../../shared/actions.ts';
import type { Workspace } from '../../../../shared/entities.ts';
import { Mark, WorkspaceMarks, workspaceNames } from '../../components/basics/marks.tsx';
import type { Column } from '../../components/grid/columns.ts';
import { countText } from '../../format/numbers.ts';
import { exactText, relativeText } from '../../format/time.ts';
import styles from './jobs.module.css';
import { ProgressBar } from './progress-bar.tsx';
import { jobMark, outcomesText, progressOf } from './words.ts';

export interface JobContext {
  readonly now: number;
  readonly zone: string;
  readonly workspaces: ReadonlyMap<number, Workspace>;
}

export const jobKey = (job: Job): string => String(job.id);

export const JOB_COLUMNS: readonly Column<Job, JobContext>[] = [
  {
    id: 'state',
    header: 'State',
    width: 168,
    cell: (job) => <Mark {...jobMark(job)} />,
    hint: (job) => job.reason?.message ?? jobMark(job).word,
  },
  { id: 'title', header: 'Job', flex: 4, minWidth: 200, cell: (job) => <bdi>{job.title}</bdi> },
  {
    id: 'progress',
    header: 'Progress',
    width: 176,
    cell: (job) => {
      const { settled, total } = progressOf(job.counts);
      return (
        <span className={styles['progressCell']}>
          <ProgressBar counts={job.counts} />
          {countText(settled)} / {countText(total)}
        </span>
      );
    },
    hint: (job) => outcomesText(job),
  },
  {
    id: 'workspaces',
    header: 'Workspaces',
    width: 150,
    hideBelow: 700,
    cell: (job, { workspaces }) => <WorkspaceMarks ids={job.workspaceIds} workspaces={workspaces} />,
    hint: (job, { workspaces }) => workspaceNames(job.workspaceIds, workspaces),
  },
  {
    id: 'actor',
    header: 'By',
    width: 130,
    hideBelow: 900,
    cell: (job) => <bdi>{job.actor.user}</bdi>,
    hint: (job) => `${job.actor.user} on ${job.actor.host}`,
  },
  {
    id: 'begun',
    header: 'Begun',
    width: 92,
    cell: (job, { now }) => relativeText(job.createdAt, now),
    hint: (job, { zone }) => exactText(job.createdAt, zone),
  },
  {
    id: 'number',
    header: 'Job no.',
    width: 64,
    align: 'end',
    hideBelow: 1000,
    cell: (job) => String(job.id),
  },
];
