/** One action from its preview to its start: asks, hands over, and when the world has changed meanwhile says how. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ActionPreview, ActionRequest } from '../../../../shared/actions.ts';
import type { Input } from '../../../../shared/contract.ts';
import { call, CallFailure } from '../../rpc.ts';
import { isAbout } from '../../stale.ts';
import { previewChanges } from './words.ts';

export type StartChoices = Omit<Input<'actions.start'>, 'action' | 'plan'>;

export interface ActionState {
  /** Undefined until the first answer; while a changed request is being counted, that of the one before. */
  readonly preview: ActionPreview | undefined;
  /** The preview is of the request as it stands. */
  readonly current: boolean;
  /** The preview is being asked for. */
  readonly counting: boolean;
  readonly starting: boolean;
  /** Why there is no preview, or why it was not started; null: nothing went wrong. */
  readonly failure: CallFailure | null;
  /** How the plan differs from the one that was to be started; empty: it does not. */
  readonly changes: readonly string[];
  readonly ask: () => void;
  /** Resolves to the job; null when it was refused: `failure` or `changes` says why. */
  readonly start: (choices: StartChoices) => Promise<number | null>;
}

/** @param request Null: there is nothing to ask about yet. What counts is what it says, not which object it is. */
export function useAction(request: ActionRequest | null): ActionState {
  const client = useQueryClient();
  const wanted = request === null ? null : JSON.stringify(request);
  const [answer, setAnswer] = useState<{ readonly wanted: string; readonly preview: ActionPreview }>();
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [changes, setChanges] = useState<readonly string[]>([]);
  const [counting, setCounting] = useState(false);
  const [starting, setStarting] = useState(false);
  const [turn, setTurn] = useState(0);
  const latest = useRef(request);
  latest.current = request;

  useEffect(() => {
    const action = latest.current;
    if (wanted === null || action === null) return;
    const stop = new AbortController();
    setCounting(true);
    setFailure(null);
    // Not through React Query: a plan is made for this look at it, and may name thousands of calendars.
    call('actions.preview', { action }, { signal: stop.signal }).then(
      (preview) => {
        setAnswer({ wanted, preview });
        setCounting(false);
      },
      (thrown: unknown) => {
        if (stop.signal.aborted) return;
        setFailure(failureOf(thrown));
        setCounting(false);
      },
    );
    return () => stop.abort();
  }, [wanted, turn]);

  const preview = answer?.preview;
  const current = answer !== undefined && answer.wanted === wanted;

  const start = async (choices: StartChoices): Promise<number | null> => {
    if (request === null || wanted === null || preview === undefined || !current) return null;
    setStarting(true);
    setFailure(null);
    setChanges([]);
    try {
      // Not through a mutation: React Query would keep the secrets among its variables.
      const { jobId } = await call('actions.start', { ...choices, action: request, plan: preview.plan });
      void client.invalidateQueries({ predicate: ({ queryKey }) => isAbout(queryKey[1], ['jobs']) });
      return jobId;
    } catch (thrown) {
      const refused = failureOf(thrown);
      if (refused.error.code !== 'conflict') {
        setFailure(refused);
        return null;
      }
      try {
        const now = await call('actions.preview', { action: request });
        setAnswer({ wanted, preview: now });
        setChanges([refused.message, ...previewChanges(preview, now)]);
      } catch (again) {
        setFailure(failureOf(again));
      }
      return null;
    } finally {
      setStarting(false);
    }
  };

  return { preview, current, counting, starting, failure, changes, ask: () => setTurn((now) => now + 1), start };
}

function failureOf(thrown: unknown): CallFailure {
  if (thrown instanceof CallFailure) return thrown;
  return new CallFailure({
    code: 'internal',
    message: 'Something unexpected happened in this window. Nothing was sent; try again.',
    retryable: true,
    correlationId: 'window',
  });
}
