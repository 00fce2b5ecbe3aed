/** Cuts the window of start times into slices, soonest meetings first, and says which of them still have to be read. */
import type { FillSlice } from '../../../shared/entities.ts';
import { DAY_MS } from '../../../shared/time.ts';
import type { Interval } from './intervals.ts';
import { gaps } from './intervals.ts';
import { EDGE_STEP_MS, HOLE_MS, WINDOW_AHEAD_MS, WINDOW_BACK_MS } from './policy.ts';

export type SliceName = FillSlice['name'];

export interface Slice extends Interval {
  readonly name: SliceName;
}

/** The whole window at server time `now`, in the order in which people need it. */
export function windowSlices(now: number): readonly Slice[] {
  return [
    { name: 'next_24h', from: now, to: now + DAY_MS },
    { name: 'next_7d', from: now + DAY_MS, to: now + 7 * DAY_MS },
    { name: 'rest_of_28d', from: now + 7 * DAY_MS, to: now + WINDOW_AHEAD_MS },
    { name: 'yesterday', from: now - WINDOW_BACK_MS, to: now },
  ];
}

/** The next 24 hours alone, read again after a long absence. */
export function soonestSlice(now: number): Slice {
  return { name: 'next_24h', from: now, to: now + DAY_MS };
}

/**
 * Slices of the window at server time `now` that no fill has read. Empty while nothing but less than a day of the far
 * edge is missing: that edge moves every second and is worth a request only once in a while.
 */
export function missingSlices(covered: readonly Interval[], now: number): readonly Slice[] {
  const window = { from: now - WINDOW_BACK_MS, to: now + WINDOW_AHEAD_MS };
  const worthwhile = gaps(covered, window).some(
    (gap) => gap.to - gap.from >= (gap.to === window.to ? EDGE_STEP_MS : HOLE_MS),
  );
  if (!worthwhile) return [];
  return windowSlices(now).flatMap((slice) =>
    gaps(covered, slice).map((gap) => ({ name: slice.name, from: gap.from, to: gap.to })),
  );
}
