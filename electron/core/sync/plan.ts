/** Given the state and now, what the events of one workspace need next. Pure; asked again after every page. */
import { nextSlice } from './fill.ts';
import type { FillState, SweepState } from './state.ts';

export type EventStep = 'fill' | 'sweep';

export interface EventPlan {
  readonly step: EventStep;
  /** Our monotonic time at which to do it; in the past: at once. */
  readonly at: number;
}

/**
 * Soonest meetings first, then what changed, then the rest:
 * the next 24 hours of a fill; a sweep that is under way or due; the rest of a fill; else the next sweep when its time comes.
 * A sweep needs a first fill with at least one finished slice below it, or it would read everything that ever changed
 * in a workspace of which nothing is here yet.
 */
export function planEvents(fill: FillState, sweep: SweepState, now: number, sweepDueAt: number): EventPlan {
  const slice = nextSlice(fill);
  if (slice === null) {
    if (!fill.complete) return { step: 'fill', at: now };
    return { step: 'sweep', at: sweep.current === null ? sweepDueAt : now };
  }
  const soonest = slice.name === 'next_24h';
  const grounded = fill.complete || (fill.mark !== null && fill.slices.some((candidate) => candidate.state === 'done'));
  if (!soonest && grounded && (sweep.current !== null || sweepDueAt <= now)) return { step: 'sweep', at: now };
  return { step: 'fill', at: now };
}
