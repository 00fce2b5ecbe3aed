/** Asks before a job is cancelled, with what that leaves undone. */
import type { ReactElement } from 'react';
import type { Job } from '../../../../shared/actions.ts';
import { nounOf } from '../../components/actions/words.ts';
import { Button } from '../../components/basics/button.tsx';
import { Dialog } from '../../components/overlay/dialog.tsx';
import { plural } from '../../format/numbers.ts';
import { notify } from '../../notices.ts';
import { useFocusReturn } from '../../use-focus-return.ts';
import { JobWorkspaces } from './job-workspaces.tsx';
import styles from './jobs.module.css';
import { useJobChange } from './use-job.ts';
import { progressOf } from './words.ts';

export function CancelDialog({ job, onClose }: { readonly job: Job; readonly onClose: () => void }): ReactElement {
  const change = useJobChange(job.id);
  useFocusReturn();
  const noun = nounOf(job.kind);
  const { waiting, underWay, settled } = progressOf(job.counts);
  const cancel = async (): Promise<void> => {
    if (!(await change.cancel())) return;
    notify(`Job ${job.id} cancelled`);
    onClose();
  };
  return (
    <Dialog title={`Cancel job ${job.id}?`} width={480} onClose={onClose}>
      <div className={styles['dialog']}>
        <p>
          <bdi>{job.title}</bdi>
        </p>
        <JobWorkspaces ids={job.workspaceIds} />
        <ul>
          <li>
            {plural(waiting, noun)} {waiting === 1 ? 'has' : 'have'} not begun and will be skipped.
          </li>
          {underWay === 0 ? null : (
            <li>{plural(underWay, 'call')} under way: what was sent is still settled and verified.</li>
          )}
          <li>
            {settled === 0
              ? 'Nothing is settled yet.'
              : `${plural(settled, noun)} ${settled === 1 ? 'is' : 'are'} settled and ${settled === 1 ? 'stays' : 'stay'} as now.`}
          </li>
        </ul>
        <p className={styles['dimmed']}>Skipped {noun}s can be done later: the job offers to retry them.</p>
        {change.failure === null ? null : (
          <p className={styles['problem']} role="alert">
            {change.failure}
          </p>
        )}
        <div className={styles['formButtons']}>
          <Button onClick={onClose}>Keep the job</Button>
          <Button kind="primary" busy={change.busy} onClick={() => void cancel()}>
            {waiting === 0 ? 'Cancel the job' : `Skip ${plural(waiting, noun)}`}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
