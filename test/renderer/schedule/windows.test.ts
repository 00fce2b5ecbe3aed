import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dayAfter,
  dayEdges,
  isDay,
  readWindow,
  startOfDay,
  windowBounds,
} from '../../../renderer/src/views/events/windows.ts';
import { dayKey, wallClock } from '../../../renderer/src/format/time.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/time.ts';

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Africa/Cairo'];
const at = (text: string): number => Date.parse(text);

describe('a window', () => {
  test('is read by its name or as a day, and the default leaves no trace', () => {
    expect(readWindow('week')).toBe('week');
    expect(readWindow('2026-11-24')).toBe('2026-11-24');
    expect(readWindow('7d')).toBeUndefined();
    expect(readWindow('2026-02-30')).toBeUndefined();
    expect(readWindow('soon')).toBeUndefined();
    expect(isDay('28d')).toBe(false);
  });

  test.each([
    ['a Monday', '2026-11-23T10:00:00Z', '2026-11-30'],
    ['a Saturday', '2026-11-21T10:00:00Z', '2026-11-23'],
    ['a Sunday', '2026-11-22T10:00:00Z', '2026-11-23'],
  ])('of next week begins on the coming Monday when it is %s', (_day, now, monday) => {
    const { from = 0, to = 0 } = windowBounds('week', at(now), 'Europe/Berlin');
    expect(dayKey(from, 'Europe/Berlin')).toBe(monday);
    expect(wallClock(from, 'Europe/Berlin').hour).toBe(0);
    expect(dayKey(to, 'Europe/Berlin')).toBe(dayAfter(monday, 7));
  });
});

describe('days', () => {
  test('are counted by the calendar, over months, years and leap days', () => {
    expect(dayAfter('2026-11-30', 1)).toBe('2026-12-01');
    expect(dayAfter('2027-01-01', -1)).toBe('2026-12-31');
    expect(dayAfter('2028-02-28', 1)).toBe('2028-02-29');
  });

  test('are 23 and 25 hours long where the clocks change', () => {
    const spring = dayEdges(at('2026-03-28T23:00:00Z'), at('2026-03-30T22:00:00Z'), 'Europe/Berlin', 31);
    expect(spring.map((edge) => new Date(edge).toISOString())).toEqual([
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
      '2026-03-30T22:00:00.000Z',
    ]);
    expect((spring[1] ?? 0) - (spring[0] ?? 0)).toBe(23 * HOUR_MS);
    const autumn = dayEdges(at('2026-10-24T22:00:00Z'), at('2026-10-26T23:00:00Z'), 'Europe/Berlin', 31);
    expect((autumn[1] ?? 0) - (autumn[0] ?? 0)).toBe(25 * HOUR_MS);
  });

  test('of seven days from now are the rest of today, six whole days and the beginning of the eighth', () => {
    const now = at('2026-11-21T08:04:00Z');
    const edges = dayEdges(now, now + 7 * DAY_MS, 'UTC', 31);
    expect(edges).toHaveLength(9);
    expect(edges[0]).toBe(now);
    expect(edges[1]).toBe(at('2026-11-22T00:00:00Z'));
    expect(edges.at(-1)).toBe(now + 7 * DAY_MS);
  });

  test('of one whole day are that day', () => {
    const edges = dayEdges(at('2026-11-24T00:00:00Z'), at('2026-11-25T00:00:00Z'), 'UTC', 31);
    expect(edges).toEqual([at('2026-11-24T00:00:00Z'), at('2026-11-25T00:00:00Z')]);
  });

  test('always ascend, begin at midnight in their zone and never exceed what the contract takes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: at('2025-01-01T00:00:00Z'), max: at('2028-01-01T00:00:00Z') }),
        fc.integer({ min: 1, max: 40 * 24 }),
        (zone, from, hours) => {
          const edges = dayEdges(from, from + hours * HOUR_MS, zone, 31);
          expect(edges.length).toBeGreaterThanOrEqual(2);
          expect(edges.length).toBeLessThanOrEqual(32);
          expect(edges[0]).toBe(from);
          expect(edges.at(-1) ?? 0).toBeLessThanOrEqual(from + hours * HOUR_MS);
          for (const [index, edge] of edges.slice(1).entries()) {
            expect(edge).toBeGreaterThan(edges[index] ?? 0);
            if (index < edges.length - 2) expect(startOfDay(edge, zone)).toBe(edge);
          }
        },
      ),
      { seed: 20261121, numRuns: 300 },
    );
  });
});
