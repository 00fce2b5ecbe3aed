/** What a job is, how far it is, and what can be done to it; the same beside the list and on its own page. */
import { useState, type ReactElement, type ReactNode } from 'react';
import type { Job, JobProgress } from '../../../../shared/actions.ts';
import { nounOf } from '../../components/actions/words.ts';
import { Button } from '../../components/basics/button.tsx';
import { Mark } from '../../components/basics/marks.tsx';
import { Time } from '../../components/basics/time.tsx';
import { TitleLine } from '../../components/detail/title-line.tsx';
import { plural } from '../../format/numbers.ts';
import { notify } from '../../notices.ts';
import { CancelDialog } from './cancel-dialog.tsx';
import { JobWorkspaces } from './job-workspaces.tsx';
import styles from './jobs.module.css';
import { ProgressBar } from './progress-bar.tsx';
import { RetryDialog } from './retry-dialog.tsx';
import { isOpen, useJobChange } from './use-job.ts';
import { jobMark, jobSentence, retryChoice, RETRYABLE_STATES } from './words.ts';

export interface JobHeadProps {
  readonly job: Job;
  readonly progress: JobProgress | undefined;
  readonly page: boolean;
  readonly onExpand?: () => void;
  readonly onClose: () => void;
}

export function JobHead({ job, progress, page, onExpand, onClose }: JobHeadProps): ReactElement {
  const mark = jobMark(job);
  return (
    <header className={styles['head']}>
      <TitleLine
        title={<bdi>{job.title}</bdi>}
        aside={page ? <JobButtons job={job} /> : null}
        page={page}
        onExpand={onExpand}
        onClose={onClose}
      />
      <div className={styles['facts']} data-page={page ? '' : undefined}>
        <p className={styles['sentence']}>
          <Mark {...mark} word={jobSentence(job, progress)} />
        </p>
        <ProgressBar counts={job.counts} label={`Progress of job ${job.id}`} />
        <p className={styles['meta']}>
          <span>Job {job.id}</span>
          <span>
            begun <Time at={job.createdAt} /> by <bdi>{job.actor.user}</bdi> on <bdi>{job.actor.host}</bdi>
          </span>
          {job.endedAt === null ? null : (
            <span>
              ended <Time at={job.endedAt} />
            </span>
          )}
          {job.probe ? <span title="Each credential is also tested with Recall">with credential test</span> : null}
          <JobWorkspaces ids={job.workspaceIds} />
        </p>
        {page ? null : <JobButtons job={job} />}
      </div>
    </header>
  );
}

/** Pause, cancel and retry; what a job waits for has its own button where that is said. */
function JobButtons({ job }: { readonly job: Job }): ReactElement | null {
  const change = useJobChange(job.id);
  const [dialog, setDialog] = useState<'cancel' | 'retry' | null>(null);
  const close = (): void => setDialog(null);
  const pause = async (): Promise<void> => {
    if (await change.pause()) notify(`Job ${job.id} paused; calls under way are settled`);
  };
  const left = RETRYABLE_STATES.some((state) => job.counts[state] > 0);
  const again = retryChoice(job.counts).reduce((sum, state) => sum + job.counts[state], 0);
  const wrong = job.counts.failing + job.counts.failed;
  const buttons: ReactNode = isOpen(job) ? (
    <>
      {job.state === 'running' ? (
        <Button size="small" busy={change.busy} onClick={() => void pause()}>
          Pause
        </Button>
      ) : null}
      <Button size="small" onClick={() => setDialog('cancel')}>
        Cancel…
      </Button>
    </>
  ) : left ? (
    <Button size="small" onClick={() => setDialog('retry')}>
      {wrong > 0 ? `Retry ${plural(wrong, 'failure')}…` : `Retry ${plural(again, nounOf(job.kind))}…`}
    </Button>
  ) : null;
  return (
    <div className={styles['buttons']}>
      {buttons}
      {change.failure === null ? null : (
        <p className={styles['problem']} role="alert">
          {change.failure}
        </p>
      )}
      {dialog === 'cancel' ? <CancelDialog job={job} onClose={close} /> : null}
      {dialog === 'retry' ? <RetryDialog job={job} onClose={close} /> : null}
    </div>
  );
}
