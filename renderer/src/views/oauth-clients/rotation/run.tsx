/** A rotation that runs or has ended: the canary and its verdict, the fleet as it fills in, the report. */
import { useEffect, useRef, type ReactElement, type RefObject } from 'react';
import type { Job, OauthClient } from '../../../../../shared/actions.ts';
import { countText, plural } from '../../../format/numbers.ts';
import { useCall } from '../../../queries.ts';
import { JobWorkspaces } from '../../jobs/job-workspaces.tsx';
import { Standing } from '../../jobs/standing.tsx';
import { isOpen, useJobChange, useJobProgress } from '../../jobs/use-job.ts';
import { outcomesText } from '../../jobs/words.ts';
import { CanaryStep } from './canary-step.tsx';
import { FleetStep } from './fleet-step.tsx';
import { OUTCOMES, phaseOf, type Phase } from './phase.ts';
import { Report } from './report.tsx';
import { Results } from './results.tsx';
import { Step, type StepProps } from './step.tsx';
import styles from './rotation.module.css';

interface RunProps {
  readonly job: Job;
  readonly client: OauthClient | undefined;
  readonly clientId: string;
  /** Give this one up and begin with another secret. */
  readonly onAgain: () => void;
}

export function Run({ job, client, clientId, onAgain }: RunProps): ReactElement {
  const phase = phaseOf(job);
  const progress = useJobProgress(job);
  const change = useJobChange(job.id);
  const { data: protection } = useCall('app.protection', {});
  const locked = protection?.locked === true;
  // What a good canary and a failed one ask for stands in their own steps.
  const own = job.state === 'awaiting' || job.reason?.code === 'canary_failed';
  const steps = useFocusOn(phase);
  const ended = phase === 'report';
  const others = Math.max(0, job.total - (job.canary === null ? 0 : 1));
  return (
    <>
      <div className={styles['standing']}>{(locked || !own) && <Standing job={job} progress={progress} />}</div>
      <ol ref={steps} className={styles['steps']}>
        <Step
          n={1}
          title="Client"
          state="done"
          summary={`${plural(job.total, 'calendar')} in ${plural(job.workspaceIds.length, 'workspace')}`}
        >
          <JobWorkspaces ids={job.workspaceIds} />
        </Step>
        <Step
          n={2}
          title="Secret"
          state="done"
          summary={
            isOpen(job)
              ? 'Entered. It is kept until this rotation has ended, then deleted'
              : 'Entered, and deleted when this rotation ended'
          }
        />
        <Step n={3} title="Canary" {...canaryState(phase, job)}>
          {job.canary !== null && !ended && (
            <CanaryStep job={job} phase={phase} clientId={clientId} change={change} onAgain={onAgain} />
          )}
        </Step>
        <Step n={4} title="Fleet" {...fleetState(phase, job, others)}>
          {(phase === 'decide' || phase === 'fleet') && (
            <FleetStep job={job} phase={phase} progress={progress} change={change} locked={locked} />
          )}
          {phase === 'fleet' && <Results job={job} outcomes={OUTCOMES} />}
        </Step>
        {ended && (
          <Step n={5} title="Report" state="current" summary={outcomesText(job)}>
            <Report job={job} client={client} clientId={clientId} />
          </Step>
        )}
      </ol>
    </>
  );
}

type Head = Pick<StepProps, 'state' | 'summary'>;

function canaryState(phase: Phase, job: Job): Head {
  if (job.canary === null) return { state: 'done', summary: 'Not needed for a single calendar' };
  switch (phase) {
    case 'canary':
      return { state: 'current', summary: 'One calendar goes first and alone' };
    case 'decide':
      return { state: 'done', summary: job.reason === null ? 'It works' : 'Taken, but not proven' };
    case 'fleet':
      return { state: 'done', summary: 'Through' };
    case 'report':
      return { state: 'done', summary: 'One calendar went first and alone' };
    default:
      return phase satisfies never;
  }
}

function fleetState(phase: Phase, job: Job, others: number): Head {
  switch (phase) {
    case 'canary':
      return {
        state: 'ahead',
        summary:
          others === 0
            ? 'There are no others'
            : `The other ${countText(job.counts.waiting)} are as they were and wait for the verdict`,
      };
    case 'decide':
    case 'fleet':
      return { state: 'current' };
    case 'report':
      return { state: 'done', summary: job.state === 'cancelled' ? 'Cancelled' : 'All settled' };
    default:
      return phase satisfies never;
  }
}

/** What was pressed is gone when its step ends: then the step that follows takes the focus. */
function useFocusOn(phase: Phase): RefObject<HTMLOListElement | null> {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const active = document.activeElement;
    if (active !== null && active !== document.body && !active.matches('[data-step]')) return;
    list.current?.querySelector<HTMLElement>('[aria-current=step] h2')?.focus();
  }, [phase]);
  return list;
}
