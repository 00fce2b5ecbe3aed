import { describe, expect, it } from 'vitest';
import { etaMs, pagesLeft } from '../../../electron/core/sync/eta.ts';
import type { SliceProgress } from '../../../electron/core/sync/state.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/time.ts';

const slice = (change: Partial<SliceProgress>): SliceProgress => ({
  name: 'next_7d',
  from: 0,
  to: 6 * DAY_MS,
  state: 'waiting',
  cursor: null,
  pages: 0,
  events: 0,
  position: null,
  ascending: true,
  restarts: 0,
  ...change,
});
const budget = { used: 60, limit: 60, windowMs: 60_000, waiting: 1, nextSlotAt: null };

describe('the pages that are left', () => {
  it('are unknown before anything was read', () => {
    expect(pagesLeft([slice({})])).toBeNull();
  });

  it('are extrapolated from the position inside a running slice', () => {
    expect(pagesLeft([slice({ state: 'running', pages: 10, position: 2 * DAY_MS })])).toBeCloseTo(20);
  });

  it('are unknown while the order of a running slice is not visible', () => {
    expect(pagesLeft([slice({ state: 'running', pages: 10, position: 2 * DAY_MS, ascending: false })])).toBeNull();
  });

  it('are unknown for a waiting slice while less than several days were read', () => {
    const day = slice({ name: 'next_24h', to: DAY_MS, state: 'done', pages: 5 });
    expect(pagesLeft([day, slice({ from: DAY_MS, to: 7 * DAY_MS })])).toBeNull();
  });

  it('follow from the density of what was read once that spans several days', () => {
    const week = slice({ state: 'done', pages: 60 });
    expect(pagesLeft([week, slice({ from: 6 * DAY_MS, to: 18 * DAY_MS })])).toBeCloseTo(120);
  });

  it('are not multiplied from the first few minutes of a slice', () => {
    expect(pagesLeft([slice({ state: 'running', pages: 1, position: HOUR_MS / 6 })])).toBeNull();
  });

  it('are none when every slice is done', () => {
    expect(pagesLeft([slice({ state: 'done', pages: 3 })])).toBe(0);
  });
});

describe('the time that is left', () => {
  it('is set by the budget when that is full', () => {
    expect(etaMs(120, budget, 50)).toBe(120_000);
  });

  it('is set by how long a page takes while slots are free', () => {
    expect(etaMs(20, { ...budget, used: 10 }, 50)).toBe(1_000);
  });

  it('is unknown without a measured page or an estimate of pages', () => {
    expect(etaMs(20, budget, null)).toBeNull();
    expect(etaMs(null, budget, 50)).toBeNull();
  });
});
