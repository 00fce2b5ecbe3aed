/** How the job that this window began for an incident gets on, and what came of it: also the meetings that still lack their bot. */
import { IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { forgetStarted, useStarted } from '../../components/actions/asked.ts';
import { IconButton } from '../../components/basics/button.tsx';
import { Mark } from '../../components/basics/marks.tsx';
import detail from '../../components/detail/detail.module.css';
import { useCall } from '../../queries.ts';
import { isOpen, useJobProgress } from '../jobs/use-job.ts';
import { ACTION_NAMES, jobMark, jobSentence } from '../jobs/words.ts';
import styles from './triage.module.css';
import { afterwardsText } from './words.ts';

export function IncidentJob({ incidentId }: { readonly incidentId: number }): ReactElement | null {
  const jobId = useStarted({ incidentId });
  return jobId === undefined ? null : <StartedJob key={jobId} incidentId={incidentId} jobId={jobId} />;
}

function StartedJob(props: { readonly incidentId: number; readonly jobId: number }): ReactElement | null {
  const { incidentId, jobId } = props;
  const { data: job } = useCall('jobs.get', { jobId });
  const progress = useJobProgress(job);
  const over = job !== undefined && !isOpen(job);
  const { data: gap } = useCall('calendars.gap', { of: { jobId }, limit: 1 }, { enabled: over });
  if (job === undefined) return null;
  const mark = jobMark(job);
  return (
    <div className={styles['job']} data-tone={over ? mark.tone : undefined} role="status">
      <div className={styles['jobText']}>
        <strong>{ACTION_NAMES[job.kind]}</strong>{' '}
        <Mark {...mark} word={over ? afterwardsText(job, gap?.total ?? null) : jobSentence(job, progress)} />
      </div>
      <Link className={detail['link']} to="/jobs/$jobId" params={{ jobId: String(jobId) }}>
        Show the job
      </Link>
      {over ? (
        <IconButton label="Dismiss" onClick={() => forgetStarted({ incidentId })}>
          <IconX size={16} />
        </IconButton>
      ) : null}
    </div>
  );
}
