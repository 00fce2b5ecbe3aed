import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  barFor,
  domainOf,
  hoursOf,
  lanesOf,
  LEAST_MS,
  leftOutText,
  OPEN_ENDED_MS,
  packed,
  shownSpan,
  type Bar,
} from '../../../renderer/src/views/events/day/lanes.ts';
import { clockText, dayBounds } from '../../../renderer/src/format/time.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';
import { eventRow } from './events.ts';

const DAY = { from: Date.UTC(2026, 10, 24), to: Date.UTC(2026, 10, 25) };
const hour = (h: number, minutes = 0): number => DAY.from + h * HOUR_MS + minutes * MINUTE_MS;
const meeting = (id: string, from: number, to: number | null, email = 'anna@acme.example') =>
  eventRow({ id, startAt: from, endAt: to, calendarEmail: email });
const byDomain = (event: Parameters<typeof domainOf>[0]): string => domainOf(event) ?? '~';
const keyOf = (bar: Bar): string => bar.event.id;

describe('spans in rows', () => {
  test('never overlap within a row, and need as few rows as there are at one time', () => {
    const span = fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 60 })).map(([from, length]) => ({
      from,
      to: from + length,
    }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 60 }), (unsorted) => {
        const spans = unsorted.toSorted((a, b) => a.from - b.from);
        const rows = packed(spans);
        for (const [a, one] of spans.entries()) {
          for (const [b, other] of spans.entries()) {
            if (a >= b || rows[a] !== rows[b]) continue;
            expect(one.to <= other.from || other.to <= one.from).toBe(true);
          }
        }
        const atOnce = spans.map(({ from }) => spans.filter((other) => other.from <= from && from < other.to).length);
        expect(new Set(rows).size).toBe(Math.max(0, ...atOnce));
      }),
      { seed: 20261124 },
    );
  });
});

describe('lanes', () => {
  test('are one per customer, by name, each with its meetings soonest first', () => {
    const lanes = lanesOf(
      [
        meeting('g', hour(9), hour(10), 'bo@globex.example'),
        meeting('b', hour(11), hour(12)),
        meeting('a', hour(9), hour(10)),
      ],
      byDomain,
    );
    expect(lanes.map(({ key }) => key)).toEqual(['acme.example', 'globex.example']);
    expect(lanes[0]?.bars.map(keyOf)).toEqual(['a', 'b']);
    expect(lanes[0]?.rows).toBe(1);
  });

  test('stack meetings at the same time', () => {
    const [lane] = lanesOf([meeting('a', hour(9), hour(10)), meeting('b', hour(9, 30), hour(11))], byDomain);
    expect(lane?.bars.map(({ row }) => row)).toEqual([0, 1]);
    expect(lane?.rows).toBe(2);
  });

  test('draw a meeting without an end, and one that ends before it begins, at a length of their own', () => {
    const [lane] = lanesOf([meeting('open', hour(9), null), meeting('back', hour(9), hour(8))], byDomain);
    for (const bar of lane?.bars ?? []) {
      expect(bar.openEnded).toBe(true);
      expect(bar.to - bar.from).toBe(OPEN_ENDED_MS);
    }
  });

  test('give the shortest meeting enough room to be read, so that the next one does not cover it', () => {
    const [lane] = lanesOf([meeting('a', hour(9), hour(9, 5)), meeting('b', hour(9, 5), hour(10))], byDomain);
    expect(lane?.bars[0]?.to).toBe(hour(9) + LEAST_MS);
    expect(lane?.bars.map(({ row }) => row)).toEqual([0, 1]);
  });

  test('leave out what has no time of its own, and say so', () => {
    const events = [
      eventRow({ id: 'whole', startAt: DAY.from, endAt: DAY.to, allDay: true }),
      eventRow({ id: 'gone', startAt: hour(9), endAt: hour(10), isDeleted: true }),
      eventRow({ id: 'timeless' }),
    ];
    expect(lanesOf(events, byDomain)).toEqual([]);
    expect(leftOutText(events)).toBe('Not drawn: 1 all-day event and 1 deleted.');
    expect(leftOutText([])).toBeNull();
  });

  test('know no customer where the mailbox is not known or is no address', () => {
    expect(domainOf({ calendarEmail: 'Anna@ACME.example' })).toBe('acme.example');
    expect(domainOf({ calendarEmail: null })).toBeNull();
    expect(domainOf({ calendarEmail: 'acme.example' })).toBeNull();
  });
});

describe('the hours that are shown', () => {
  test('reach from the first meeting to the end of the last one, in whole hours', () => {
    const lanes = lanesOf([meeting('a', hour(7, 20), hour(8)), meeting('b', hour(17), hour(18, 10))], byDomain);
    expect(shownSpan(lanes, DAY, 0)).toEqual({ from: hour(7), to: hour(19) });
  });

  test('are eight at least, reach to now, and end with the day', () => {
    const lanes = lanesOf([meeting('a', hour(20), hour(26))], byDomain);
    expect(shownSpan(lanes, DAY, 0)).toEqual({ from: hour(16), to: hour(24) });
    expect(shownSpan(lanes, DAY, hour(5, 30))).toEqual({ from: hour(5), to: hour(24) });
  });

  test('are hours of the zone, also on the day that has 25', () => {
    const day = dayBounds('2026-10-25', 'Europe/Berlin') ?? DAY;
    const words = hoursOf(day).map((at) => clockText(at, 'Europe/Berlin'));
    expect(words).toHaveLength(25);
    expect(words.slice(0, 5)).toEqual(['00:00', '01:00', '02:00', '02:00', '03:00']);
    expect(words.at(-1)).toBe('23:00');
  });
});

describe('keys', () => {
  const lanes = lanesOf(
    [
      meeting('a1', hour(9), hour(10)),
      meeting('a2', hour(13), hour(14)),
      meeting('g1', hour(8), hour(9), 'bo@globex.example'),
      meeting('g2', hour(13, 15), hour(14), 'bo@globex.example'),
    ],
    byDomain,
  );
  const lead = (key: string, at: string | null): string | undefined => {
    const bar = barFor(key, lanes, at, keyOf);
    return bar === undefined ? undefined : keyOf(bar);
  };

  test('go along a lane and stop at its ends', () => {
    expect(lead('ArrowRight', 'a1')).toBe('a2');
    expect(lead('ArrowRight', 'a2')).toBe('a2');
    expect(lead('ArrowLeft', 'a2')).toBe('a1');
    expect(lead('Home', 'g2')).toBe('g1');
    expect(lead('End', 'g1')).toBe('g2');
  });

  test('go to the meeting of the next lane that begins nearest', () => {
    expect(lead('ArrowDown', 'a2')).toBe('g2');
    expect(lead('ArrowDown', 'a1')).toBe('g1');
    expect(lead('ArrowUp', 'g2')).toBe('a2');
    expect(lead('ArrowUp', 'a1')).toBe('a1');
  });

  test('reach every meeting of the day one after the other', () => {
    const walked = ['a1'];
    for (let index = 0; index < 3; index += 1) walked.push(lead('j', walked.at(-1) ?? null) ?? '');
    expect(walked).toEqual(['a1', 'a2', 'g1', 'g2']);
    expect(lead('j', 'g2')).toBe('g2');
    expect(lead('k', 'g1')).toBe('a2');
  });

  test('begin at the first meeting, and leave other keys alone', () => {
    expect(lead('ArrowDown', null)).toBe('a1');
    expect(lead('Enter', 'a1')).toBeUndefined();
    expect(barFor('j', [], null, keyOf)).toBeUndefined();
  });
});
