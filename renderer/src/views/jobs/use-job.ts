/** One job as the core has it, and what can be done to it. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Job, JobProgress } from '../../../../shared/actions.ts';
import type { Input } from '../../../../shared/contract.ts';
import { useCall } from '../../queries.ts';
import { call, CallFailure } from '../../rpc.ts';
import { isAbout } from '../../stale.ts';
import { OPEN_JOB_STATES } from './search.ts';
import { progressOf } from './words.ts';

/** Time left and what holds a job move without any event: look again this often while it runs, ms. */
const PROGRESS_MS = 2_000;

/** True while something may still happen in a job. */
export function isOpen(job: Job): boolean {
  return OPEN_JOB_STATES.some((state) => state === job.state);
}

/** How a job is getting on; undefined while it is not known, and when it has ended. Asked again while anything moves. */
export function useJobProgress(job: Job | undefined): JobProgress | undefined {
  const open = job !== undefined && isOpen(job);
  // What was sent before a pause is still verified.
  const moving = open && (job.state === 'running' || progressOf(job.counts).underWay > 0);
  const { data, refetch } = useCall(
    'jobs.progress',
    { jobId: job?.id ?? 0 },
    { enabled: open, keepPrevious: false, keepMs: 0, ...(moving ? { refetchMs: PROGRESS_MS } : {}) },
  );
  // A job that stopped or went on is held by other things than before.
  const state = job?.state;
  const code = job?.reason?.code;
  useEffect(() => {
    if (open) void refetch();
  }, [open, state, code, refetch]);
  return open ? data : undefined;
}

export interface JobChange {
  readonly busy: boolean;
  /** Why the last try was refused, in the core's words. */
  readonly failure: string | null;
  /** True when it was done. */
  readonly pause: () => Promise<boolean>;
  readonly resume: (input?: Omit<Input<'jobs.resume'>, 'jobId'>) => Promise<boolean>;
  readonly cancel: () => Promise<boolean>;
  readonly retry: (input: Omit<Input<'jobs.retry'>, 'jobId'>) => Promise<boolean>;
}

/** Changes to one job. Not through a mutation: React Query would keep the secrets among its variables. */
export function useJobChange(jobId: number): JobChange {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const run = async (change: Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setFailure(null);
    try {
      await change;
      await client.invalidateQueries({ predicate: ({ queryKey }) => isAbout(queryKey[1], ['jobs']) });
      return true;
    } catch (thrown) {
      setFailure(
        thrown instanceof CallFailure
          ? thrown.message
          : 'Something unexpected happened in this window. The job itself is not affected; try again.',
      );
      return false;
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    failure,
    pause: () => run(call('jobs.pause', { jobId })),
    resume: (input = {}) => run(call('jobs.resume', { jobId, ...input })),
    cancel: () => run(call('jobs.cancel', { jobId })),
    retry: (input) => run(call('jobs.retry', { jobId, ...input })),
  };
}
