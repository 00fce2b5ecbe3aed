import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interval } from '../../../electron/core/sync/intervals.ts';
import { cover, coveredUntil, cut, forget, gaps } from '../../../electron/core/sync/intervals.ts';

const seed = Number(process.env['CALLBOARD_SEED'] ?? 20261120);
const interval = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 }))
  .map(([from, length]): Interval => ({ from, to: from + length }));
const all = (intervals: readonly Interval[]): readonly Interval[] =>
  intervals.reduce<readonly Interval[]>((covered, added) => cover(covered, added), []);
/** Half-integer points tell open from closed ends apart. */
const points = Array.from({ length: 180 }, (_, index) => index / 2);
const inside = (intervals: readonly Interval[], point: number): boolean =>
  intervals.some(({ from, to }) => from <= point && point <= to);

describe(`covered intervals (seed ${seed})`, () => {
  it('hold exactly what was added, sorted and apart', () => {
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 8 }), (added) => {
        const covered = all(added);
        for (const point of points) expect(inside(covered, point)).toBe(inside(added, point));
        for (const [index, one] of covered.entries()) {
          const next = covered[index + 1];
          if (next !== undefined) expect(next.from).toBeGreaterThan(one.to);
        }
      }),
      { seed },
    );
  });

  it('leave gaps that, once covered, complete what was wanted', () => {
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 8 }), interval, (added, wanted) => {
        const covered = all(added);
        const missing = gaps(covered, wanted);
        for (const gap of missing) {
          expect(gap.to).toBeGreaterThan(gap.from);
          expect(inside(covered, (gap.from + gap.to) / 2)).toBe(false);
        }
        expect(gaps(missing.reduce(cover, covered), wanted)).toEqual([]);
      }),
      { seed },
    );
  });

  it('forget only what lies before, and take back only what lies after', () => {
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 8 }), fc.integer({ min: 0, max: 80 }), (added, at) => {
        const covered = all(added);
        for (const point of points) {
          expect(inside(forget(covered, at), point)).toBe(point >= at && inside(covered, point));
          expect(inside(cut(covered, at), point)).toBe(point <= at && inside(covered, point));
        }
      }),
      { seed },
    );
  });

  it('end where the latest one ends', () => {
    expect(coveredUntil([])).toBeNull();
    expect(coveredUntil(cover(cover([], { from: 5, to: 9 }), { from: 1, to: 2 }))).toBe(9);
  });

  it('ignore an interval that ends before it begins', () => {
    expect(cover([{ from: 1, to: 2 }], { from: 9, to: 5 })).toEqual([{ from: 1, to: 2 }]);
  });
});
