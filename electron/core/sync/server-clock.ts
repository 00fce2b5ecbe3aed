/**
 * Recall's clock, as far as its answers prove it. Watermarks come from here and never from the laptop's clock, which
 * may be wrong by hours and may jump.
 */
import type { Clock } from '../deps.ts';
import { CLOCK_SAMPLE_AGE_MS } from './policy.ts';

interface Sample {
  /** Recall's time minus our monotonic time. */
  readonly offset: number;
  readonly at: number;
}

const SAMPLES = 5;
/** The `Date` header has whole seconds, and answers take time: smaller differences mean nothing. */
const TOLERANCE_MS = 10_000;

export interface ServerClock {
  /** Takes in the `Date` of an answer that just arrived; null: it had none. */
  observe(serverNow: number | null): void;
  /**
   * How often Recall's clock leapt ahead in a way that neither elapsed time nor a sleeping laptop explains. After a leap,
   * what was proven about it no longer counts.
   */
  readonly leaps: number;
  /**
   * Recall's time at our monotonic time `at`, at the latest moment that is safe to claim: the smallest of the recent
   * readings, so that one answer with a `Date` from the future claims nothing. Null until an answer had a `Date`.
   */
  at(monotonic: number): number | null;
  /** The local wall clock's reading at Recall's time `server`, never later than the truth; null when unknown. */
  toLocal(server: number): number | null;
}

export function createServerClock(clock: Clock): ServerClock {
  let samples: Sample[] = [];
  /** Wall clock minus monotonic clock: changes when the laptop slept or its clock was set. */
  let wall = clock.now() - clock.monotonic();
  let last: { readonly serverNow: number; readonly wallNow: number } | null = null;
  let previous: number | null = null;
  let leaps = 0;

  const offset = (): number | null =>
    samples.length === 0 ? null : Math.min(...samples.map((sample) => sample.offset));

  return {
    observe(serverNow) {
      if (serverNow === null) return;
      const monotonic = clock.monotonic();
      const wallNow = clock.now();
      const slept = wallNow - monotonic - wall;
      wall = wallNow - monotonic;
      if (Math.abs(slept) > TOLERANCE_MS) samples = [];
      const reading = serverNow - monotonic;
      if (previous !== null && reading - (previous + slept) > TOLERANCE_MS) leaps += 1;
      previous = reading;
      samples = [
        ...samples.filter((sample) => monotonic - sample.at < CLOCK_SAMPLE_AGE_MS),
        { offset: reading, at: monotonic },
      ].slice(-SAMPLES);
      last = { serverNow, wallNow };
    },
    get leaps() {
      return leaps;
    },
    at(monotonic) {
      const least = offset();
      return least === null ? null : Math.floor(monotonic + least);
    },
    toLocal(server) {
      const least = offset();
      if (least === null || last === null) return null;
      // A laptop that sleeps stops its monotonic clock, one that is set moves its wall clock: the earlier reading of the
      // two never calls anything fresher than it is.
      const byMonotonic = clock.now() - (clock.monotonic() + least - server);
      const byWall = server - (last.serverNow - last.wallNow);
      return Math.floor(Math.min(byMonotonic, byWall, clock.now()));
    },
  };
}
