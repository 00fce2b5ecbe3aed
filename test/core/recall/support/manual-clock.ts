import type { Clock } from '../../../../electron/core/deps.ts';

interface Timer {
  readonly at: number;
  readonly fire: () => void;
}

/** A clock that stands still until told to move. */
export class ManualClock implements Clock {
  readonly #epoch: number;
  #elapsed = 0;
  readonly #timers = new Set<Timer>();

  constructor(epoch = Date.UTC(2026, 10, 20, 12)) {
    this.#epoch = epoch;
  }

  now(): number {
    return this.#epoch + this.#elapsed;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(new DOMException('aborted', 'AbortError'));
        return;
      }
      const onAbort = () => {
        this.#timers.delete(timer);
        reject(new DOMException('aborted', 'AbortError'));
      };
      const timer: Timer = {
        at: this.#elapsed + ms,
        fire: () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#timers.add(timer);
    });
  }

  /** Instants (ms from the start) at which timers are due, ascending. */
  due(): number[] {
    return [...this.#timers].map((timer) => timer.at).toSorted((a, b) => a - b);
  }

  /** Moves on by `ms`, firing timers in their order and letting everything that follows from each one happen. */
  async advance(ms: number): Promise<void> {
    const end = this.#elapsed + ms;
    await settle();
    for (;;) {
      const next = this.#next(end);
      if (next === null) break;
      this.#elapsed = Math.max(this.#elapsed, next.at);
      this.#timers.delete(next);
      next.fire();
      await settle();
    }
    this.#elapsed = end;
  }

  #next(end: number): Timer | null {
    let first: Timer | null = null;
    for (const timer of this.#timers) {
      if (timer.at <= end && (first === null || timer.at < first.at)) first = timer;
    }
    return first;
  }
}

/** A time limit that no test reaches, yet short enough for setTimeout. */
export const NO_LIMIT_MS = 2_000_000_000;

/**
 * Jumps from timer to timer until `call` ends, and resolves with the time that took on `clock`, in ms. Stands still while
 * nothing but a limit of {@link NO_LIMIT_MS} runs, for then the call is on the (real) network.
 */
export async function runUntilEnd(clock: ManualClock, call: Promise<unknown>): Promise<number> {
  const start = clock.monotonic();
  let ended = false;
  const mark = () => {
    ended = true;
  };
  call.then(mark, mark);
  for (;;) {
    await settle();
    if (ended) return clock.monotonic() - start;
    const wait = (clock.due()[0] ?? Number.POSITIVE_INFINITY) - clock.monotonic();
    if (wait < NO_LIMIT_MS / 2) await clock.advance(wait);
  }
}

/** Lets all promise reactions run. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** The real clock, for exchanges whose time does not matter. */
export const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms);
      signal?.addEventListener(
        'abort',
        () => {
          clearTimeout(timer);
          reject(new DOMException('aborted', 'AbortError'));
        },
        { once: true },
      );
    }),
};
