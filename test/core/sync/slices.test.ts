import { describe, expect, it } from 'vitest';
import { cover, gaps } from '../../../electron/core/sync/intervals.ts';
import { missingSlices, windowSlices } from '../../../electron/core/sync/slices.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/time.ts';

const NOW = Date.UTC(2026, 10, 20, 9);

describe('the slices of the first fill', () => {
  it('begin with the next 24 hours and end with yesterday', () => {
    expect(missingSlices([], NOW).map(({ name }) => name)).toEqual(['next_24h', 'next_7d', 'rest_of_28d', 'yesterday']);
  });

  it('cover one day back to 28 days ahead without a hole', () => {
    const covered = windowSlices(NOW).reduce(cover, []);
    expect(covered).toEqual([{ from: NOW - DAY_MS, to: NOW + 28 * DAY_MS }]);
  });
});

describe('what is missing later', () => {
  const filled = [{ from: NOW - DAY_MS, to: NOW + 28 * DAY_MS }];

  it('is nothing while less than a day of the far edge came into view', () => {
    expect(missingSlices(filled, NOW + 23 * HOUR_MS)).toEqual([]);
  });

  it('is the far edge alone once a day of it came into view', () => {
    expect(missingSlices(filled, NOW + DAY_MS)).toEqual([
      { name: 'rest_of_28d', from: NOW + 28 * DAY_MS, to: NOW + 29 * DAY_MS },
    ]);
  });

  it('is the whole window again after two months away, soonest first', () => {
    const later = NOW + 60 * DAY_MS;
    expect(missingSlices(filled, later)).toEqual(windowSlices(later));
  });

  it('includes a short hole in the middle', () => {
    const holed = [
      { from: NOW - DAY_MS, to: NOW + 2 * DAY_MS },
      { from: NOW + 2 * DAY_MS + HOUR_MS, to: NOW + 28 * DAY_MS },
    ];
    const missing = missingSlices(holed, NOW);
    expect(missing).toEqual([{ name: 'next_7d', from: NOW + 2 * DAY_MS, to: NOW + 2 * DAY_MS + HOUR_MS }]);
    expect(gaps(missing.reduce(cover, holed), { from: NOW - DAY_MS, to: NOW + 28 * DAY_MS })).toEqual([]);
  });
});
