/** The window's clock: one timer for all who watch it, none while nobody does. */

/** What a clock runs on; the window's in the console, a test's own in tests. */
export interface ClockSource {
  /** ms UTC. */
  now(): number;
  /** False while nobody can see the window. */
  visible(): boolean;
  /** Calls `tick` every `ms` and whenever the window becomes visible. Returns what stops it. */
  every(ms: number, tick: () => void): () => void;
}

export interface Clock {
  /** Hears every tick, until the returned function is called. */
  watch(watcher: () => void): () => void;
  /** Now, ms UTC, renewed every second. */
  fine(): number;
  /** Now, ms UTC, renewed every ten seconds: what is drawn from it is drawn seldom. */
  coarse(): number;
}

const FINE_MS = 1_000;
const COARSE_MS = 10_000;

export function createClock(source: ClockSource): Clock {
  const watchers = new Set<() => void>();
  let stop: (() => void) | null = null;
  let fine = source.now();
  let coarse = fine;

  const renew = (): void => {
    fine = source.now();
    if (Math.abs(fine - coarse) >= COARSE_MS) coarse = fine;
  };
  const tick = (): void => {
    if (!source.visible()) return;
    renew();
    for (const watcher of watchers) watcher();
  };

  return {
    watch(watcher) {
      watchers.add(watcher);
      if (stop === null) {
        // Whoever draws for the first time has just read the clock: were it renewed here, all would be drawn twice.
        if (Math.abs(source.now() - fine) >= FINE_MS) renew();
        stop = source.every(FINE_MS, tick);
      }
      return () => {
        watchers.delete(watcher);
        if (watchers.size > 0) return;
        stop?.();
        stop = null;
      };
    },
    fine: () => fine,
    coarse: () => coarse,
  };
}
