/** Asks what of an ended job is to be done again, and for its secrets, which ended with it. */
import { useState, type ReactElement } from 'react';
import type { ActionSecrets, Job } from '../../../../shared/actions.ts';
import { nounOf } from '../../components/actions/words.ts';
import { Button } from '../../components/basics/button.tsx';
import { Mark } from '../../components/basics/marks.tsx';
import { Dialog } from '../../components/overlay/dialog.tsx';
import { countText, plural } from '../../format/numbers.ts';
import { notify } from '../../notices.ts';
import { useFocusReturn } from '../../use-focus-return.ts';
import { JobWorkspaces } from './job-workspaces.tsx';
import styles from './jobs.module.css';
import { SecretForm } from './secret-form.tsx';
import { useJobChange } from './use-job.ts';
import { itemMark, retryChoice, RETRYABLE_STATES, secretsOf, type RetryableState } from './words.ts';

export function RetryDialog({ job, onClose }: { readonly job: Job; readonly onClose: () => void }): ReactElement {
  const change = useJobChange(job.id);
  useFocusReturn();
  const [chosen, setChosen] = useState<readonly RetryableState[]>(() => retryChoice(job.counts));
  const count = chosen.reduce((sum, state) => sum + job.counts[state], 0);
  const toggle = (state: RetryableState): void =>
    setChosen(chosen.includes(state) ? chosen.filter((other) => other !== state) : [...chosen, state]);
  const retry = async (secrets: ActionSecrets): Promise<void> => {
    const sent = Object.keys(secrets).length === 0 ? {} : { secrets };
    if (!(await change.retry({ states: [...chosen], ...sent }))) return;
    notify(`Job ${job.id} goes on with ${plural(count, nounOf(job.kind))}`);
    onClose();
  };
  const secrets = secretsOf(job.kind);
  // Only the core knows whether this job keeps configurations or gives one.
  const optional = job.kind === 'event.schedule_bot';
  return (
    <Dialog title="Retry in the same job" width={480} onClose={onClose}>
      <div className={styles['dialog']}>
        <p>
          <bdi>{job.title}</bdi>
        </p>
        <JobWorkspaces ids={job.workspaceIds} />
        <fieldset className={styles['choices']}>
          <legend>What to do again</legend>
          {RETRYABLE_STATES.filter((state) => job.counts[state] > 0).map((state) => (
            <label key={state}>
              <input type="checkbox" checked={chosen.includes(state)} onChange={() => toggle(state)} />
              <Mark {...itemMark(job.kind, state)} />
              <span className={styles['dimmed']}>{countText(job.counts[state])}</span>
            </label>
          ))}
        </fieldset>
        {secrets.length === 0 ? null : (
          <p className={styles['dimmed']}>
            {optional
              ? 'Where this job gives bots a new configuration, it was forgotten when the job ended: enter it again. Where it keeps what each bot had, leave this empty.'
              : secrets.length === 1
                ? 'The secret was forgotten when the job ended. It is kept in the keychain until the job has ended again.'
                : 'The secrets were forgotten when the job ended. Enter those that this job sends; they are kept in the keychain until it has ended again.'}
          </p>
        )}
        {change.failure === null ? null : (
          <p className={styles['problem']} role="alert">
            {change.failure}
          </p>
        )}
        <SecretForm
          names={secrets}
          verb={`Retry ${plural(count, nounOf(job.kind))}`}
          busy={change.busy}
          disabled={count === 0}
          optional={optional}
          onSend={(entered) => void retry(entered)}
        >
          <Button onClick={onClose}>Leave it</Button>
        </SecretForm>
      </div>
    </Dialog>
  );
}
