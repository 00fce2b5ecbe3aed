/** Small statistics: medians, percentiles, best of n. Times are ms. */
import { performance } from 'node:perf_hooks';

/** Nearest rank: the smallest value that at least `p` per cent of the values do not exceed. */
export function percentile(values: readonly number[], p: number): number {
  if (values.length === 0) throw new RangeError('No values to take a percentile of.');
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('Percentile out of range.');
  return value;
}

export const median = (values: readonly number[]): number => percentile(values, 50);

/** Time of one run, ms. */
export function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** Times of `count` runs after `warmUp` unmeasured ones, ms. */
export function samples(count: number, warmUp: number, run: (index: number) => void): number[] {
  for (let index = 0; index < warmUp; index += 1) run(index);
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) times.push(timed(() => run(index)));
  return times;
}

/** The smallest of `count` values: what the machine can do when nobody disturbs it. */
export async function bestOf(count: number, run: () => number | Promise<number>): Promise<number> {
  let best = Infinity;
  for (let index = 0; index < count; index += 1) best = Math.min(best, await run());
  return best;
}
