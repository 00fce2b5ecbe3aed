/** Moves of the sweep: what everything updated since the last one means for the covered update times. Pure. */
import type { EventQuery } from '../recall/types.ts';
import { cover, forget } from './intervals.ts';
import type { PageFacts } from './page-facts.ts';
import { FORGET_START_MS } from './policy.ts';
import type { FillState, SweepState } from './state.ts';
import { observeLag, sweepFrom, withoutFuture } from './sweep-window.ts';

/** Begins a sweep. `serverNow`: Recall's time, null when unknown. */
export function beginSweep(sweep: SweepState, fill: FillState, serverNow: number | null): SweepState {
  if (sweep.current !== null) return sweep;
  const covered = serverNow === null ? sweep.covered : [...withoutFuture(sweep.covered, serverNow)];
  const from = sweepFrom(covered, fill.mark, sweep.lag);
  return { ...sweep, covered, current: { from, mark: null, cursor: null, position: null, pages: 0, restarts: 0 } };
}

/** The request that continues the sweep; call only while one is under way. */
export function sweepQuery(current: NonNullable<SweepState['current']>): EventQuery {
  return {
    ...(current.from === null ? {} : { updatedFrom: current.from }),
    ...(current.cursor === null ? {} : { cursor: current.cursor }),
  };
}

/** Start time that the sweep's last page ended on; null before its first. */
export function sweepSeam(sweep: SweepState): number | null {
  return sweep.current === null || sweep.current.cursor === null ? null : sweep.current.position;
}

/** The state after a page of the sweep: to be saved in the transaction that applies the page. */
export function sweepAfterPage(sweep: SweepState, page: PageFacts): SweepState {
  if (sweep.current === null) return sweep;
  const newest = later(sweep.newest, page.newestUpdate);
  const lag = observeLag(sweep.lag, page.serverNow, page.newestUpdate);
  // Only the first page can date the sweep. Without a clock, the newest change known when that page had been read will
  // do: later changes carry later times.
  const mark = sweep.current.pages === 0 ? (page.askedAt ?? newest) : sweep.current.mark;
  if (page.next !== null) {
    return {
      ...sweep,
      newest,
      lag,
      current: {
        ...sweep.current,
        mark,
        cursor: page.next,
        position: page.lastStart ?? sweep.current.position,
        pages: sweep.current.pages + 1,
      },
    };
  }
  if (mark === null) return { ...sweep, newest, lag, current: null };
  const from = sweep.current.from ?? mark;
  const covered = forget(cover(sweep.covered, { from: Math.min(from, mark), to: mark }), mark - FORGET_START_MS);
  return { ...sweep, newest, lag, covered: [...covered], current: null };
}

/** The state after Recall refused the cursor: the sweep begins again from the same lower bound. */
export function sweepAfterRefusedCursor(sweep: SweepState): SweepState {
  if (sweep.current === null) return sweep;
  return {
    ...sweep,
    current: {
      ...sweep.current,
      mark: null,
      cursor: null,
      position: null,
      pages: 0,
      restarts: sweep.current.restarts + 1,
    },
  };
}

function later(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.max(a, b);
}
