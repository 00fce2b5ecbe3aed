import { describe, expect, it } from 'vitest';
import {
  fillAfterPage,
  fillAfterRefusedCursor,
  nextSlice,
  planFill,
  plannedRepairs,
  sliceQuery,
  visibleSlices,
  withRepairs,
} from '../../../electron/core/sync/fill.ts';
import { pageFacts } from '../../../electron/core/sync/page-facts.ts';
import type { PageFacts } from '../../../electron/core/sync/page-facts.ts';
import { planEvents } from '../../../electron/core/sync/plan.ts';
import { OVERLAP_MS } from '../../../electron/core/sync/policy.ts';
import type { FillState, SweepState } from '../../../electron/core/sync/state.ts';
import { EMPTY_FILL, EMPTY_SWEEP } from '../../../electron/core/sync/state.ts';
import { beginSweep, sweepAfterPage, sweepAfterRefusedCursor, sweepQuery } from '../../../electron/core/sync/sweep.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/time.ts';
import { anEvent } from '../../support/records.ts';

const NOW = Date.UTC(2026, 10, 20, 9);
const facts = (change: Partial<PageFacts> = {}): PageFacts => ({
  count: 100,
  next: null,
  firstStart: NOW,
  lastStart: NOW + HOUR_MS,
  ascending: true,
  newestUpdate: NOW - HOUR_MS,
  serverNow: NOW,
  askedAt: NOW,
  ...change,
});
const fresh = (): FillState => planFill(EMPTY_FILL, EMPTY_SWEEP, NOW, true);
/** A first fill with one page per slice. */
const complete = (): FillState => {
  let fill = fresh();
  while (!fill.complete) fill = fillAfterPage(fill, facts());
  return fill;
};

describe('the first fill', () => {
  it("freezes its slices and remembers Recall's time when it began", () => {
    const fill = fresh();
    expect(fill.mark).toBe(NOW);
    expect(planFill(fill, EMPTY_SWEEP, NOW + HOUR_MS, true)).toBe(fill);
  });

  it('continues a slice by its cursor and goes on to the next after its last page', () => {
    let fill = fillAfterPage(fresh(), facts({ next: 'page-2' }));
    const slice = nextSlice(fill);
    expect(slice).toMatchObject({ name: 'next_24h', state: 'running', cursor: 'page-2', pages: 1, events: 100 });
    expect(slice === null ? null : sliceQuery(slice)).toEqual({
      startFrom: NOW,
      startTo: NOW + DAY_MS,
      cursor: 'page-2',
    });
    fill = fillAfterPage(fill, facts());
    expect(nextSlice(fill)).toMatchObject({ name: 'next_7d', state: 'waiting', cursor: null });
    expect(fill.covered).toEqual([{ from: NOW, to: NOW + DAY_MS }]);
  });

  it('is complete after its fourth slice and covers the whole window', () => {
    const fill = complete();
    expect(fill.slices).toEqual([]);
    expect(fill.covered).toEqual([{ from: NOW - DAY_MS, to: NOW + 28 * DAY_MS }]);
  });

  it('begins a slice again when its cursor is refused, with the bounds it had', () => {
    const fill = fillAfterRefusedCursor(fillAfterPage(fresh(), facts({ next: 'page-2' })));
    expect(nextSlice(fill)).toMatchObject({ from: NOW, to: NOW + DAY_MS, cursor: null, pages: 0, restarts: 1 });
  });

  it('without a Date header is dated by the newest change on its first page, and by no later page', () => {
    const blind = planFill(EMPTY_FILL, EMPTY_SWEEP, NOW, false);
    const first = fillAfterPage(blind, facts({ next: 'page-2', askedAt: null, newestUpdate: NOW - 5 }));
    expect(first.mark).toBe(NOW - 5);
    const undated = fillAfterPage(blind, facts({ next: 'page-2', askedAt: null, newestUpdate: null }));
    expect(fillAfterPage(undated, facts({ askedAt: NOW + HOUR_MS })).mark).toBeNull();
  });

  it('notices as soon as the order is not ascending', () => {
    const out = fillAfterPage(fresh(), facts({ next: 'page-2', ascending: false }));
    expect(nextSlice(out)?.ascending).toBe(false);
    const back = fillAfterPage(
      fillAfterPage(fresh(), facts({ next: 'page-2' })),
      facts({ next: 'page-3', firstStart: NOW - 1 }),
    );
    expect(nextSlice(back)?.ascending).toBe(false);
  });

  it('reads a start time again in a slice of its own, once, and without showing it', () => {
    const fill = withRepairs(withRepairs(fresh(), [NOW + HOUR_MS]), [NOW + HOUR_MS]);
    expect(plannedRepairs(fill)).toEqual([NOW + HOUR_MS]);
    expect(visibleSlices(fill)).toEqual(fresh().slices);
  });
});

describe('later fills', () => {
  const swept: SweepState = { ...EMPTY_SWEEP, covered: [{ from: NOW - HOUR_MS, to: NOW }] };

  it('read the far edge again after a day', () => {
    const sweep: SweepState = { ...EMPTY_SWEEP, covered: [{ from: NOW, to: NOW + DAY_MS }] };
    const fill = planFill(complete(), sweep, NOW + DAY_MS, true);
    expect(fill.slices).toMatchObject([{ from: NOW + 28 * DAY_MS, to: NOW + 29 * DAY_MS }]);
    expect(fill.complete).toBe(true);
  });

  it('read the next 24 hours first after three days away, once', () => {
    const later = NOW + 3 * DAY_MS;
    let fill = planFill(complete(), swept, later, true);
    expect(fill.slices.map(({ name }) => name)).toEqual(['next_24h', 'rest_of_28d']);
    while (nextSlice(fill) !== null) fill = fillAfterPage(fill, facts());
    expect(planFill(fill, swept, later, true)).toBe(fill);
  });
});

describe('the sweep', () => {
  const begin = (): SweepState => beginSweep({ ...EMPTY_SWEEP, lag: { ms: 0, at: NOW } }, complete(), NOW + 1_000);

  it('asks from the beginning of the first fill less the overlap', () => {
    const { current } = begin();
    expect(current === null ? null : sweepQuery(current)).toEqual({ updatedFrom: NOW - OVERLAP_MS });
  });

  it('claims nothing before its last page, and then only up to when it began', () => {
    const half = sweepAfterPage(begin(), facts({ next: 'page-2', askedAt: NOW + 1_000 }));
    expect(half.covered).toEqual([]);
    const done = sweepAfterPage(half, facts({ askedAt: NOW + 60_000 }));
    expect(done.covered).toEqual([{ from: NOW - OVERLAP_MS, to: NOW + 1_000 }]);
    expect(done.current).toBeNull();
  });

  it('keeps its lower bound when its cursor is refused, and is dated anew', () => {
    const half = sweepAfterPage(begin(), facts({ next: 'page-2', askedAt: NOW + 1_000 }));
    const again = sweepAfterRefusedCursor(half);
    expect(again.current).toMatchObject({ from: NOW - OVERLAP_MS, mark: null, cursor: null });
    expect(sweepAfterPage(again, facts({ askedAt: NOW + 9_000 })).covered[0]?.to).toBe(NOW + 9_000);
  });

  it('without a Date header covers up to the newest change known by its first page', () => {
    const half = sweepAfterPage(begin(), facts({ next: 'page-2', askedAt: null, newestUpdate: NOW + 10 }));
    const done = sweepAfterPage(half, facts({ askedAt: null, newestUpdate: NOW + 5_000 }));
    expect(done.covered.at(-1)?.to).toBe(NOW + 10);
    expect(done.newest).toBe(NOW + 5_000);
  });

  it('without a Date header and without any change claims nothing', () => {
    const blind = beginSweep(EMPTY_SWEEP, { ...complete(), mark: null }, null);
    expect(blind.current?.from).toBeNull();
    expect(sweepAfterPage(blind, facts({ askedAt: null, newestUpdate: null })).covered).toEqual([]);
  });
});

describe('what is next', () => {
  const due = { sweepDueAt: 0, now: 10 };

  it('is the next 24 hours before anything else', () => {
    expect(planEvents(fresh(), EMPTY_SWEEP, due.now, due.sweepDueAt).step).toBe('fill');
  });

  it('is a sweep that is due, once there is something below it', () => {
    const started = fillAfterPage(fresh(), facts());
    expect(planEvents(started, EMPTY_SWEEP, due.now, due.sweepDueAt).step).toBe('sweep');
    expect(planEvents(started, EMPTY_SWEEP, due.now, due.now + 1).step).toBe('fill');
  });

  it('is never a sweep over a first fill that nothing dates', () => {
    const undated = { ...fillAfterPage(fresh(), facts()), mark: null };
    expect(planEvents(undated, EMPTY_SWEEP, due.now, due.sweepDueAt).step).toBe('fill');
  });

  it('is to wait for the next sweep once everything is here', () => {
    expect(planEvents(complete(), EMPTY_SWEEP, due.now, 5_000)).toEqual({ step: 'sweep', at: 5_000 });
  });

  it('is to go on with a sweep under way', () => {
    const half = sweepAfterPage(beginSweep(EMPTY_SWEEP, complete(), NOW), facts({ next: 'page-2' }));
    expect(planEvents(complete(), half, due.now, 5_000)).toEqual({ step: 'sweep', at: due.now });
  });
});

describe('the facts of a page', () => {
  it('count broken records too, and see the order and the newest change', () => {
    const page = {
      records: [
        anEvent({ startAt: NOW, updatedAt: NOW - 2 }),
        anEvent({ startAt: null, updatedAt: NOW - 1 }),
        anEvent({ startAt: NOW + 5, updatedAt: null }),
      ],
      quarantined: [{ kind: 'event' as const, id: null, reason: 'start_time is a number', payload: '{}' }],
      next: 'page-2',
      serverNow: NOW,
    };
    expect(pageFacts(page, NOW - 3)).toEqual({
      count: 4,
      next: 'page-2',
      firstStart: NOW,
      lastStart: NOW + 5,
      ascending: true,
      newestUpdate: NOW - 1,
      serverNow: NOW,
      askedAt: NOW - 3,
    });
  });

  it('notice a start time that is earlier than the one before it', () => {
    const records = [anEvent({ startAt: NOW }), anEvent({ startAt: NOW - 1 })];
    expect(pageFacts({ records, quarantined: [], next: null, serverNow: null }, null).ascending).toBe(false);
  });
});
