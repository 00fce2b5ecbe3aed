/**
 * One lane of a workspace's work (its calendars, or its events): does one step at a time, waits until the next is due,
 * and backs off after failures. Single flight by construction: a lane never runs two steps at once.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { Clock, Log } from '../deps.ts';
import type { Failure } from './failures.ts';
import { describeFailure, retryDelay } from './failures.ts';

export interface LaneWork {
  readonly name: string;
  /** Monotonic time at which the next step is due; Infinity: not until poked. */
  dueAt(): number;
  /** One step; short enough to stop between two of them. */
  step(signal: AbortSignal): Promise<void>;
  /** After every step, with its failure or null. */
  settled(failure: Failure | null): void;
}

export interface LaneDeps {
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly workspaceId: number;
}

/** A failure with when it happened (local wall clock) and when it is tried again (monotonic). */
export interface LaneFailure extends Failure {
  readonly at: number;
  readonly retryAt: number;
}

export interface Lane {
  /** Works until the signal aborts; resolves then, never rejects. */
  run(signal: AbortSignal): Promise<void>;
  /** What is due changed: look again. */
  poke(): void;
  /** Forget waits after failures: try at once. */
  retryNow(): void;
  /** Take over a failure that concerns the whole workspace (a refused key, a full disk). */
  hold(failure: LaneFailure): void;
  readonly busy: boolean;
  readonly failure: LaneFailure | null;
  /** Monotonic time of the next step; Infinity: none. */
  nextAt(): number;
}

export function createLane(work: LaneWork, { clock, random, log, workspaceId }: LaneDeps): Lane {
  let failure: LaneFailure | null = null;
  let failures = 0;
  let busy = false;
  let nap: AbortController | null = null;

  const poke = (): void => nap?.abort();
  const nextAt = (): number => Math.max(work.dueAt(), failure?.retryAt ?? -Infinity);

  const fail = (thrown: unknown): void => {
    const described = describeFailure(thrown);
    failures += 1;
    const delay = retryDelay(described, failures, random);
    failure = { ...described, at: clock.now(), retryAt: clock.monotonic() + delay };
    log.write('warn', 'a sync step failed', {
      workspaceId,
      lane: work.name,
      code: described.code,
      failures,
      retryInMs: delay,
      // An unexpected error is a bug of ours: its text is the only clue, and the log redacts secrets.
      reason: described.code === 'internal' && thrown instanceof Error ? thrown.message : described.message,
    });
  };

  const rest = async (ms: number, signal: AbortSignal): Promise<void> => {
    const controller = new AbortController();
    nap = controller;
    const stop = (): void => controller.abort();
    signal.addEventListener('abort', stop, { once: true });
    try {
      // A timer cannot wait longer than 2^31 ms; an hour is as good as for ever, since the lane looks again.
      await clock.sleep(Math.min(ms, 3_600_000), controller.signal);
    } catch {
      // Poked or stopped: the loop looks at what is due.
    } finally {
      signal.removeEventListener('abort', stop);
      nap = null;
    }
  };

  const step = async (signal: AbortSignal): Promise<void> => {
    busy = true;
    try {
      await work.step(signal);
      failures = 0;
      failure = null;
    } catch (thrown) {
      if (signal.aborted) return;
      fail(thrown);
    } finally {
      busy = false;
    }
    work.settled(failure);
  };

  return {
    async run(signal) {
      while (!signal.aborted) {
        const ms = nextAt() - clock.monotonic();
        if (ms > 0) await rest(ms, signal);
        else {
          await step(signal);
          // Whatever answered without waiting for the network must not keep other workspaces from their turn.
          await turn();
        }
      }
    },
    poke,
    retryNow() {
      if (failure !== null) failure = { ...failure, retryAt: -Infinity };
      poke();
    },
    hold(taken) {
      failure = taken;
    },
    get busy() {
      return busy;
    },
    get failure() {
      return failure;
    },
    nextAt,
  };
}
