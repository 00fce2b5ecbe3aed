/** Why a job does not simply run, and the next step, right there. */
import { Link } from '@tanstack/react-router';
import { useState, type ReactElement, type ReactNode } from 'react';
import type { Job, JobProgress } from '../../../../shared/actions.ts';
import { Button } from '../../components/basics/button.tsx';
import detail from '../../components/detail/detail.module.css';
import { UnlockDialog } from '../../components/frame/unlock-dialog.tsx';
import { plural } from '../../format/numbers.ts';
import { useCall } from '../../queries.ts';
import { CanaryPicker } from './canary-picker.tsx';
import styles from './jobs.module.css';
import { SecretForm } from './secret-form.tsx';
import { isOpen, useJobChange, type JobChange } from './use-job.ts';
import { progressOf, secretsOf, STANDSTILLS } from './words.ts';

export interface StandingProps {
  readonly job: Job;
  /** Absent where held workspaces are spoken of elsewhere. */
  readonly progress?: JobProgress | undefined;
}

/** Nothing while the job simply runs, and after its end. */
export function Standing({ job, progress }: StandingProps): ReactElement | null {
  const { data: protection } = useCall('app.protection', {}, { enabled: isOpen(job) });
  const change = useJobChange(job.id);
  if (!isOpen(job)) return null;
  const resume = <Resume change={change} />;
  if (protection?.locked === true) return <Locked job={job} change={change} />;
  if (job.state === 'awaiting') return <Awaiting job={job} change={change} />;
  if (job.state === 'running') return <Held progress={progress} change={change} />;
  const { reason } = job;
  if (reason === null) return null;
  const { title, step } = STANDSTILLS[reason.code];
  const panel = (next: ReactNode, more?: ReactNode): ReactElement => (
    <Panel title={title} tone={reason.code === 'user' ? 'plain' : 'wait'} change={change} action={next}>
      {reason.code === 'user' ? null : <p>{reason.message}</p>}
      <p className={styles['dimmed']}>{step}</p>
      {more}
    </Panel>
  );
  switch (reason.code) {
    case 'secret_missing':
      return panel(
        null,
        <SecretForm
          names={secretsOf(job.kind)}
          verb="Resume"
          busy={change.busy}
          onSend={(secrets) => void change.resume({ secrets })}
        />,
      );
    case 'canary_failed':
      return panel(null, <CanaryPicker job={job} change={change} />);
    case 'read_only':
    case 'refused':
      return panel(
        <>
          <Link className={detail['link']} to="/workspaces">
            Go to workspaces
          </Link>
          {resume}
        </>,
      );
    case 'user':
    case 'locked':
    case 'keychain':
    case 'storage':
      return panel(resume);
    default:
      return reason.code satisfies never;
  }
}

function Resume({ change }: { readonly change: JobChange }): ReactElement {
  return (
    <Button kind="primary" busy={change.busy} onClick={() => void change.resume()}>
      Resume
    </Button>
  );
}

/** Some workspaces need a person while the others go on. */
function Held(props: { readonly progress: JobProgress | undefined; readonly change: JobChange }): ReactElement | null {
  const held = props.progress?.lanes.filter(({ state }) => state === 'held') ?? [];
  if (held.length === 0) return null;
  return (
    <Panel
      title={`${plural(held.length, 'workspace')} ${held.length === 1 ? 'is' : 'are'} held up`}
      tone="wait"
      change={props.change}
      action={
        <>
          <Link className={detail['link']} to="/workspaces">
            Go to workspaces
          </Link>
          <Button busy={props.change.busy} onClick={() => void props.change.resume()}>
            Try again
          </Button>
        </>
      }
    >
      <p className={styles['dimmed']}>
        What each was told stands below. Put it right, then try again; the others go on.
      </p>
    </Panel>
  );
}

function Locked({ job, change }: { readonly job: Job; readonly change: JobChange }): ReactElement {
  const [asking, setAsking] = useState(false);
  const { title, step } = STANDSTILLS.locked;
  // A job that a person paused, or that waits for another answer, does not go on because of the lock.
  const goesOn = job.state === 'running' || job.reason?.code === 'locked';
  return (
    <Panel
      title={title}
      tone="wait"
      change={change}
      action={
        <Button kind="primary" onClick={() => setAsking(true)}>
          Unlock…
        </Button>
      }
    >
      <p className={styles['dimmed']}>{step}</p>
      {asking ? (
        <UnlockDialog
          onClose={() => setAsking(false)}
          onUnlocked={() => {
            if (goesOn) void change.resume();
          }}
        />
      ) : null}
    </Panel>
  );
}

function Awaiting({ job, change }: { readonly job: Job; readonly change: JobChange }): ReactElement {
  const { waiting } = progressOf(job.counts);
  return (
    <Panel
      title={job.reason === null ? 'The first calendar is through' : 'The first calendar is not proven to work'}
      tone={job.reason === null ? 'ok' : 'wait'}
      change={change}
      action={
        <Button kind="primary" busy={change.busy} onClick={() => void change.resume()}>
          Go on with {plural(waiting, 'calendar')}
        </Button>
      }
    >
      {job.reason === null ? null : <p>{job.reason.message}</p>}
      <p className={styles['dimmed']}>Nothing else is sent until you say so.</p>
      {job.reason === null ? null : <CanaryPicker job={job} change={change} />}
    </Panel>
  );
}

interface PanelProps {
  readonly title: string;
  readonly tone: 'wait' | 'ok' | 'plain';
  readonly change?: JobChange;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}

function Panel({ title, tone, change, action, children }: PanelProps): ReactElement {
  return (
    <section className={styles['standing']} data-tone={tone} aria-label="What it waits for">
      <div className={styles['standingText']}>
        <h2>{title}</h2>
        {children}
        {change?.failure == null ? null : (
          <p className={styles['problem']} role="alert">
            {change.failure}
          </p>
        )}
      </div>
      {action == null ? null : <div className={styles['standingAction']}>{action}</div>}
    </section>
  );
}
