/** All the others: the word to go, then how far they are, workspace by workspace. */
import { useState, type ReactElement } from 'react';
import type { Job, JobProgress } from '../../../../../shared/actions.ts';
import { Button } from '../../../components/basics/button.tsx';
import { countText, plural } from '../../../format/numbers.ts';
import { CancelDialog } from '../../jobs/cancel-dialog.tsx';
import { Lanes } from '../../jobs/lanes.tsx';
import { ProgressBar } from '../../jobs/progress-bar.tsx';
import type { JobChange } from '../../jobs/use-job.ts';
import { jobSentence } from '../../jobs/words.ts';
import { etaText } from './eta-text.ts';
import type { Phase } from './phase.ts';
import styles from './rotation.module.css';

interface FleetStepProps {
  readonly job: Job;
  readonly phase: Extract<Phase, 'decide' | 'fleet'>;
  readonly progress: JobProgress | undefined;
  readonly change: JobChange;
  /** Changes are locked for all workspaces, so nothing could be sent. */
  readonly locked: boolean;
}

export function FleetStep({ job, phase, progress, change, locked }: FleetStepProps): ReactElement {
  const [cancelling, setCancelling] = useState(false);
  return (
    <>
      {phase === 'decide' ? (
        <Decision job={job} progress={progress} />
      ) : (
        <>
          <p role="status">{jobSentence(job, progress)}</p>
          <ProgressBar counts={job.counts} label="Calendars settled" />
          <Lanes lanes={progress?.lanes ?? []} />
        </>
      )}
      {change.failure !== null && (
        <p className={styles['problem']} role="alert">
          {change.failure}
        </p>
      )}
      <div className={styles['buttons']}>
        {phase === 'decide' && (
          <Button
            kind={job.reason === null ? 'primary' : 'default'}
            busy={change.busy}
            disabled={locked}
            onClick={() => void change.resume()}
          >
            Rotate the other {countText(job.counts.waiting)}
          </Button>
        )}
        {job.state === 'running' && (
          <Button busy={change.busy} onClick={() => void change.pause()}>
            Pause
          </Button>
        )}
        <Button onClick={() => setCancelling(true)}>
          {phase === 'decide' ? 'Leave the others as they are…' : 'Cancel…'}
        </Button>
      </div>
      {cancelling && <CancelDialog job={job} onClose={() => setCancelling(false)} />}
    </>
  );
}

function Decision(props: { readonly job: Job; readonly progress: JobProgress | undefined }): ReactElement {
  const { job, progress } = props;
  const { waiting } = job.counts;
  const etaMs = progress?.etaMs ?? null;
  return (
    <p role="status">
      {job.reason === null ? 'The first calendar works with the new secret.' : <bdi>{job.reason.message}</bdi>}{' '}
      {plural(waiting, 'other calendar')} {waiting === 1 ? 'is' : 'are'} as before until you say so
      {etaMs === null ? '' : `; then it takes ${etaText(etaMs)}`}.
    </p>
  );
}
