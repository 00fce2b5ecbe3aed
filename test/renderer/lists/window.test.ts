import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contentHeight,
  listOffset,
  poolSize,
  scrollTopFor,
  scrollTopToShow,
  slotOrder,
  TALLEST_PX,
  windowAt,
  type Geometry,
} from '../../../renderer/src/components/grid/window.ts';

const SEED = 20_261_120;

const geometries: fc.Arbitrary<Geometry> = fc.record({
  rowCount: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 3_000_000 })),
  rowHeight: fc.constantFrom(28, 32, 40),
  viewport: fc.integer({ min: 40, max: 2_000 }),
});

const greatestScroll = (geometry: Geometry): number => Math.max(0, contentHeight(geometry) - geometry.viewport);

describe('the window of a scrolled list', () => {
  test('always holds every visible row, and never more elements than one pool', () => {
    fc.assert(
      fc.property(geometries, fc.double({ min: 0, max: 1, noNaN: true }), (geometry, share) => {
        const scrollTop = Math.round(share * greatestScroll(geometry));
        const { start, end, base, layerTop } = windowAt(scrollTop, geometry);
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(geometry.rowCount);
        expect(end - start).toBe(poolSize(geometry));
        const offset = listOffset(scrollTop, geometry);
        const first = Math.floor(offset / geometry.rowHeight);
        const last = Math.min(geometry.rowCount - 1, Math.floor((offset + geometry.viewport - 1) / geometry.rowHeight));
        if (geometry.rowCount === 0) return;
        expect(start).toBeLessThanOrEqual(first);
        expect(end).toBeGreaterThan(last);
        // On screen, the first visible row stands where its place in the list says.
        const onScreen = layerTop + (first - base) * geometry.rowHeight - scrollTop;
        expect(onScreen).toBeCloseTo(first * geometry.rowHeight - offset, 3);
        // No element is placed beyond what a browser lays out.
        expect(layerTop + (end - base) * geometry.rowHeight).toBeLessThan(33_554_428);
      }),
      { seed: SEED, numRuns: 3_000 },
    );
  });

  test('moves in steps, so that scrolling by one row does not draw on every frame', () => {
    const geometry = { rowCount: 100_000, rowHeight: 32, viewport: 800 };
    const starts = new Set<number>();
    for (let row = 100; row < 140; row += 1) starts.add(windowAt(row * 32, geometry).start);
    expect(starts.size).toBeLessThanOrEqual(11);
  });

  test('has one element per row: elements keep their row while the window moves over it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5_000 }),
        fc.integer({ min: 1, max: 80 }),
        fc.integer({ min: 0, max: 5_000 }),
        (start, size, first) => {
          const order = slotOrder({ start, end: start + size }, first);
          expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, at) => start + at));
          expect(new Set(order.map((index) => index % size)).size).toBe(size);
          expect(order.map((index) => index % size)).toEqual(
            Array.from({ length: size }, (_, at) => (first + at) % size),
          );
        },
      ),
      { seed: SEED, numRuns: 1_000 },
    );
  });

  test('stands in the order of its rows once it has settled', () => {
    expect(slotOrder({ start: 8, end: 13 }, 8)).toEqual([8, 9, 10, 11, 12]);
  });
});

describe('scroll positions', () => {
  test('and places in the list are each other’s inverse, also where the content is scaled', () => {
    fc.assert(
      fc.property(geometries, fc.double({ min: 0, max: 1, noNaN: true }), (geometry, share) => {
        const scrollTop = share * greatestScroll(geometry);
        expect(scrollTopFor(listOffset(scrollTop, geometry), geometry)).toBeCloseTo(scrollTop, 3);
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  test('reach the last row of a list that is taller than a browser can lay out', () => {
    const geometry = { rowCount: 2_000_000, rowHeight: 36, viewport: 900 };
    expect(contentHeight(geometry)).toBe(TALLEST_PX);
    expect(windowAt(TALLEST_PX - 900, geometry).end).toBe(2_000_000);
    expect(windowAt(0, geometry).start).toBe(0);
  });

  test('that show a row move as little as possible', () => {
    const geometry = { rowCount: 1_000, rowHeight: 30, viewport: 300 };
    expect(scrollTopToShow(5, 100, geometry)).toBe(100);
    expect(scrollTopToShow(2, 100, geometry)).toBe(60);
    expect(scrollTopToShow(20, 100, geometry)).toBe(330);
    expect(scrollTopToShow(999, 0, geometry)).toBe(29_700);
  });
});
