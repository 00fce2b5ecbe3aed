/**
 * A clock for tests: time stands still until the test moves it, so that days pass in milliseconds and every run is the
 * same. `run` moves it from timer to timer whenever nothing real (HTTP on loopback) is under way.
 */
import diagnostics from 'node:diagnostics_channel';
import { performance } from 'node:perf_hooks';
import { setImmediate as turn, setTimeout as realSleep } from 'node:timers/promises';
import type { Clock } from '../../electron/core/deps.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly fire: () => void;
}

export interface VirtualClock extends Clock {
  /** Moves both clocks on by `ms`, firing the timers on the way in their order, with turns of the event loop between. */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock forward or back; the monotonic clock and timers do not notice. */
  jump(ms: number): void;
  /** The laptop sleeps: the wall clock goes on, the monotonic clock and all timers stand still. */
  suspend(ms: number): void;
  /**
   * Lets time pass from timer to timer until `until` is true. Waits (in real time) for `idle` before every move.
   * Throws when `until` is still false after `limitMs` of virtual time or when no timer is left.
   */
  run(until: () => boolean, options: RunOptions): Promise<void>;
  /** Number of pending timers. */
  readonly pending: number;
}

export interface RunOptions {
  /** True when nothing real is under way. */
  readonly idle: () => boolean;
  readonly limitMs: number;
  /** Look at `until` at every turn of the event loop, not only when nothing real is under way. Default false. */
  readonly eager?: boolean;
}

function aborted(): Error {
  const error = new Error('The operation was aborted.');
  error.name = 'AbortError';
  return error;
}

/** `startAt`: the wall clock at the beginning, ms UTC. The monotonic clock starts elsewhere, as it does in reality. */
export function createVirtualClock(startAt: number): VirtualClock {
  let monotonic = 50_000;
  let wallOffset = startAt - monotonic;
  let order = 0;
  let timers: Timer[] = [];

  const earliest = (): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (first === undefined || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) {
        first = timer;
      }
    }
    return first;
  };

  const fireNext = (timer: Timer): void => {
    timers = timers.filter((candidate) => candidate !== timer);
    monotonic = Math.max(monotonic, timer.at);
    timer.fire();
  };

  /** Waits until nothing real is under way for several turns of the event loop in a row. */
  const settle = async (idle: () => boolean, enough: () => boolean = () => false): Promise<void> => {
    for (let quiet = 0; quiet < 8; quiet += 1) {
      await turn();
      if (enough()) return;
      if (idle()) continue;
      quiet = -1;
      await realSleep(0);
    }
  };

  return {
    now: () => Math.floor(monotonic + wallOffset),
    monotonic: () => monotonic,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) {
          reject(aborted());
          return;
        }
        const timer: Timer = {
          at: monotonic + Math.max(0, ms),
          order: order++,
          fire() {
            signal?.removeEventListener('abort', onAbort);
            resolve();
          },
        };
        const onAbort = (): void => {
          timers = timers.filter((candidate) => candidate !== timer);
          reject(aborted());
        };
        timers.push(timer);
        signal?.addEventListener('abort', onAbort, { once: true });
      }),
    async advance(ms) {
      const end = monotonic + ms;
      await settle(() => true);
      for (let timer = earliest(); timer !== undefined && timer.at <= end; timer = earliest()) {
        fireNext(timer);
        await settle(() => true);
      }
      monotonic = Math.max(monotonic, end);
    },
    jump(ms) {
      wallOffset += ms;
    },
    suspend(ms) {
      wallOffset += ms;
    },
    async run(until, { idle, limitMs, eager = false }) {
      const end = monotonic + limitMs;
      for (;;) {
        await settle(idle, eager ? until : undefined);
        if (until()) return;
        const timer = earliest();
        if (timer === undefined) throw new Error('Nothing is waiting for time to pass, and the end is not reached.');
        if (timer.at > end) throw new Error(`The end was not reached within ${limitMs} ms of virtual time.`);
        fireNext(timer);
      }
    },
    get pending() {
      return timers.length;
    },
  };
}

export interface HttpWatch {
  /** Requests sent by undici in this process that are not answered in full yet. */
  readonly inFlight: number;
  /** Real milliseconds since a request was sent, answered or broken off. */
  quietMs(): number;
  close(): void;
}

/** Counts the HTTP requests under way in this process, so that a virtual clock does not overtake them. */
export function watchHttp(): HttpWatch {
  const open = new Set<unknown>();
  const requestOf = (message: unknown): unknown =>
    typeof message === 'object' && message !== null && 'request' in message ? message.request : message;
  let last = performance.now();
  const created = (message: unknown): void => {
    last = performance.now();
    open.add(requestOf(message));
  };
  const ended = (message: unknown): void => {
    last = performance.now();
    open.delete(requestOf(message));
  };
  diagnostics.subscribe('undici:request:create', created);
  diagnostics.subscribe('undici:request:trailers', ended);
  diagnostics.subscribe('undici:request:error', ended);
  return {
    get inFlight() {
      return open.size;
    },
    quietMs: () => performance.now() - last,
    close() {
      diagnostics.unsubscribe('undici:request:create', created);
      diagnostics.unsubscribe('undici:request:trailers', ended);
      diagnostics.unsubscribe('undici:request:error', ended);
    },
  };
}
