/** Moves of the fill: which slice is next, what a page changes, what a refused cursor means. Pure. */
import type { EventQuery } from '../recall/types.ts';
import { cover, coveredUntil, forget } from './intervals.ts';
import type { PageFacts } from './page-facts.ts';
import { CATCH_UP_AFTER_MS, FORGET_START_MS } from './policy.ts';
import type { Slice } from './slices.ts';
import { missingSlices, soonestSlice } from './slices.ts';
import type { FillState, SliceProgress, SweepState } from './state.ts';

const waiting = ({ name, from, to }: Slice): SliceProgress => ({
  name,
  from,
  to,
  state: 'waiting',
  cursor: null,
  pages: 0,
  events: 0,
  position: null,
  ascending: true,
  restarts: 0,
});

/** The slice to read next, or null when the fill has nothing to do. */
export function nextSlice(fill: FillState): SliceProgress | null {
  return fill.slices.find((slice) => slice.state !== 'done') ?? null;
}

/**
 * Plans a fill when none is under way and something is missing: the first fill, the far edge that time uncovered, or
 * the next 24 hours after a long absence. `now`: Recall's time, or the local clock's while that is unknown (the bounds
 * of a slice say what was read, whatever the clock). `serverKnown`: `now` is Recall's.
 */
export function planFill(fill: FillState, sweep: SweepState, now: number, serverKnown: boolean): FillState {
  if (nextSlice(fill) !== null) return fill;
  if (!fill.complete) {
    return { ...fill, mark: fill.mark ?? (serverKnown ? now : null), slices: missingSlices([], now).map(waiting) };
  }
  const slices: Slice[] = [];
  const sweptUntil = coveredUntil(sweep.covered);
  const absent = sweptUntil !== null && now - sweptUntil > CATCH_UP_AFTER_MS && fill.caughtUpFrom !== sweptUntil;
  if (absent) slices.push(soonestSlice(now));
  const covered = absent ? cover(fill.covered, soonestSlice(now)) : fill.covered;
  slices.push(...missingSlices(covered, now));
  if (slices.length === 0) return fill;
  return {
    ...fill,
    covered: [...forget(fill.covered, now - FORGET_START_MS)],
    caughtUpFrom: absent ? sweptUntil : fill.caughtUpFrom,
    slices: slices.map(waiting),
  };
}

const isRepair = (slice: SliceProgress): boolean => slice.from === slice.to;

/** The slices that people know of; a start time that is read again is not one of them. */
export function visibleSlices(fill: FillState): readonly SliceProgress[] {
  return fill.slices.filter((slice) => !isRepair(slice));
}

/** Start times that wait in a slice of their own to be read again. */
export function plannedRepairs(fill: FillState): readonly number[] {
  return fill.slices.filter((slice) => isRepair(slice) && slice.state === 'waiting').map((slice) => slice.from);
}

/** Adds a slice for each start time that must be read again and is not waiting to be already. */
export function withRepairs(fill: FillState, starts: readonly number[]): FillState {
  const waitingFor = new Set(plannedRepairs(fill));
  const repairs = starts
    .filter((start) => !waitingFor.has(start))
    .map((start) => waiting({ name: 'rest_of_28d', from: start, to: start }));
  return repairs.length === 0 ? fill : { ...fill, slices: [...fill.slices, ...repairs] };
}

/** Start time of the seam whose next page is still to come; null when the current slice has none. */
export function openSeam(fill: FillState): number | null {
  const slice = nextSlice(fill);
  return slice === null || slice.cursor === null ? null : slice.position;
}

/** The request that continues a slice. */
export function sliceQuery(slice: SliceProgress): EventQuery {
  return {
    startFrom: slice.from,
    startTo: slice.to,
    ...(slice.cursor === null ? {} : { cursor: slice.cursor }),
  };
}

/** Only the first page of all can date a fill: the newest change on it is no later than Recall's time by then. */
function begun(fill: FillState): boolean {
  return fill.complete || fill.slices.some((slice) => slice.pages > 0 || slice.restarts > 0);
}

function advanced(slice: SliceProgress, page: PageFacts): SliceProgress {
  const ascending =
    slice.ascending &&
    page.ascending &&
    (slice.position === null || page.firstStart === null || page.firstStart >= slice.position);
  return {
    ...slice,
    state: page.next === null ? 'done' : 'running',
    cursor: page.next,
    pages: slice.pages + 1,
    events: slice.events + page.count,
    position: page.lastStart ?? slice.position,
    ascending,
  };
}

/** The state after a page of the current slice: to be saved in the transaction that applies the page. */
export function fillAfterPage(fill: FillState, page: PageFacts): FillState {
  const current = nextSlice(fill);
  if (current === null) return fill;
  const slice = advanced(current, page);
  const slices = fill.slices.map((candidate) => (candidate === current ? slice : candidate));
  const done = slice.state === 'done';
  const finished = done && slices.every((candidate) => candidate.state === 'done');
  return {
    ...fill,
    mark: fill.mark ?? (begun(fill) ? null : (page.askedAt ?? page.newestUpdate)),
    covered: done ? [...cover(fill.covered, slice)] : fill.covered,
    complete: fill.complete || finished,
    slices: finished ? [] : slices,
  };
}

/** The state after Recall refused the cursor: the slice begins again. Its bounds stay as they were. */
export function fillAfterRefusedCursor(fill: FillState): FillState {
  const current = nextSlice(fill);
  if (current === null) return fill;
  const again: SliceProgress = {
    ...current,
    state: 'running',
    cursor: null,
    pages: 0,
    events: 0,
    position: null,
    ascending: true,
    restarts: current.restarts + 1,
  };
  return { ...fill, slices: fill.slices.map((slice) => (slice === current ? again : slice)) };
}
