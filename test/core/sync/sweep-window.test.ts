import { describe, expect, it } from 'vitest';
import { MAX_OVERLAP_MS, OVERLAP_MS } from '../../../electron/core/sync/policy.ts';
import { observeLag, overlap, sweepFrom, withoutFuture } from '../../../electron/core/sync/sweep-window.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';

const NOW = Date.UTC(2026, 10, 20, 9);

describe('the overlap of two sweeps', () => {
  it('is longest while nothing is proven about the clocks', () => {
    expect(overlap(null)).toBe(MAX_OVERLAP_MS);
  });

  it('shrinks to the least when a change arrived right after it was made', () => {
    expect(overlap(observeLag(null, NOW, NOW))).toBe(OVERLAP_MS);
  });

  it('covers a Date header that runs ten minutes ahead of updated_at', () => {
    const lag = observeLag(null, NOW + 10 * MINUTE_MS, NOW - 30_000);
    expect(overlap(lag)).toBeGreaterThanOrEqual(10 * MINUTE_MS + OVERLAP_MS);
  });

  it('keeps the better proof for a day, then takes whatever is newer', () => {
    const good = observeLag(null, NOW, NOW - 1_000);
    expect(observeLag(good, NOW + HOUR_MS, NOW)).toEqual(good);
    expect(observeLag(good, NOW + DAY_MS + HOUR_MS, NOW + DAY_MS)).toEqual({
      ms: HOUR_MS,
      at: NOW + DAY_MS + HOUR_MS,
    });
  });

  it('learns nothing from an answer without a Date or without records', () => {
    expect(observeLag(null, null, NOW)).toBeNull();
    expect(observeLag(null, NOW, null)).toBeNull();
  });

  it('takes an update from the future of Date as no delay at all', () => {
    expect(observeLag(null, NOW, NOW + HOUR_MS)).toEqual({ ms: 0, at: NOW });
  });
});

describe('the lower bound of a sweep', () => {
  const lag = { ms: 0, at: NOW };

  it('is the end of the last sweep less the overlap', () => {
    expect(sweepFrom([{ from: NOW - DAY_MS, to: NOW }], NOW - DAY_MS, lag)).toBe(NOW - OVERLAP_MS);
  });

  it('is the beginning of the first fill less the overlap before the first sweep', () => {
    expect(sweepFrom([], NOW, lag)).toBe(NOW - OVERLAP_MS);
  });

  it('is absent when no time of Recall is known at all', () => {
    expect(sweepFrom([], null, null)).toBeNull();
  });
});

describe("coverage that lies in Recall's future", () => {
  it('is kept within the overlap', () => {
    const covered = [{ from: NOW - HOUR_MS, to: NOW + MINUTE_MS }];
    expect(withoutFuture(covered, NOW)).toEqual(covered);
  });

  it('is taken back, and as much again before now, because those changes were skipped', () => {
    const covered = [{ from: NOW - DAY_MS, to: NOW + 2 * HOUR_MS }];
    expect(withoutFuture(covered, NOW)).toEqual([{ from: NOW - DAY_MS, to: NOW - 2 * HOUR_MS - MAX_OVERLAP_MS }]);
  });
});
