import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clockText,
  dayBounds,
  dayKey,
  dayText,
  durationText,
  exactText,
  offsetText,
  rangeText,
  relativeText,
  soonText,
  spanText,
  wallClock,
  zoneOffset,
} from '../../../renderer/src/format/time.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';

const SEED = 20_261_120;
const NOW = Date.UTC(2026, 10, 20, 12, 0, 0);

describe('what lies ahead, in a cell', () => {
  test('is a clock today, a weekday as long as it is the next of its name, and a date from then on', () => {
    expect(soonText(Date.UTC(2026, 10, 20, 23, 59), 'UTC', NOW)).toBe('23:59');
    expect(soonText(Date.UTC(2026, 10, 20, 23, 30), 'Europe/Berlin', NOW)).toBe('Sat 00:30');
    expect(soonText(NOW + 6 * DAY_MS, 'UTC', NOW)).toBe('Thu 12:00');
    expect(soonText(NOW + 7 * DAY_MS, 'UTC', NOW)).toBe('Fri 27 Nov 12:00');
    expect(soonText(NOW - DAY_MS, 'UTC', NOW)).toBe('Thu 19 Nov 12:00');
  });
});

describe('instants in a zone', () => {
  test('show the wall clock of that zone, summer and winter', () => {
    const winter = Date.UTC(2026, 10, 24, 9, 5, 9);
    expect(exactText(winter, 'Europe/Berlin')).toBe('Tue 24 Nov 2026, 10:05:09 UTC+01:00');
    expect(exactText(Date.UTC(2026, 6, 1, 22, 30), 'Europe/Berlin')).toBe('Thu 2 Jul 2026, 00:30:00 UTC+02:00');
    expect(exactText(winter, 'UTC')).toBe('Tue 24 Nov 2026, 09:05:09 UTC');
    expect(offsetText(winter, 'Asia/Kolkata')).toBe('UTC+05:30');
    expect(offsetText(winter, 'America/St_Johns')).toBe('UTC-03:30');
  });

  test('agree with the platform’s own formatting in every zone that is tried, over forty years', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia'];
    const formats = new Map(
      zones.map((zone) => [
        zone,
        new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit' }),
      ]),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2040, 0) }),
        (zone, ms) => {
          expect(clockText(ms, zone)).toBe(formats.get(zone)?.format(ms));
        },
      ),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  test('name the year only where it is another one', () => {
    expect(dayText(Date.UTC(2026, 10, 24), 'UTC', NOW)).toBe('Tue 24 Nov');
    expect(dayText(Date.UTC(2027, 0, 1), 'UTC', NOW)).toBe('Fri 1 Jan 2027');
  });

  test('show both days of a range only where they differ in the zone', () => {
    const from = Date.UTC(2026, 10, 24, 22, 30);
    expect(rangeText(from, from + HOUR_MS, 'UTC', NOW)).toBe('Tue 24 Nov 22:30–23:30');
    expect(rangeText(from, from + HOUR_MS, 'Europe/Berlin', NOW)).toBe('Tue 24 Nov 23:30 – Wed 25 Nov 00:30');
  });

  test('a zone that does not exist is an error, not a wrong time', () => {
    expect(() => zoneOffset(NOW, 'Nowhere/City')).toThrow(RangeError);
  });
});

describe('days', () => {
  test('begin at midnight of the zone and are as long as they really are', () => {
    expect(dayBounds('2026-11-24', 'Europe/Berlin')).toEqual({
      from: Date.UTC(2026, 10, 23, 23),
      to: Date.UTC(2026, 10, 24, 23),
    });
    const spring = dayBounds('2026-03-29', 'Europe/Berlin');
    expect((spring?.to ?? 0) - (spring?.from ?? 0)).toBe(23 * HOUR_MS);
    const autumn = dayBounds('2026-10-25', 'Europe/Berlin');
    expect((autumn?.to ?? 0) - (autumn?.from ?? 0)).toBe(25 * HOUR_MS);
  });

  test('begin after the gap where a zone skips midnight', () => {
    const day = dayBounds('2022-09-11', 'America/Santiago');
    expect(day).not.toBeNull();
    expect(wallClock(day?.from ?? 0, 'America/Santiago')).toMatchObject({ day: 11, hour: 1, minute: 0 });
  });

  test('that do not exist, or are no days at all, are refused', () => {
    for (const text of ['2026-02-30', '2026-13-01', '24.11.2026', '', '2026-11-24T00:00']) {
      expect(dayBounds(text, 'UTC')).toBeNull();
    }
  });

  test('contain every instant that has their key', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/Santiago', 'Asia/Tokyo'),
        fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2035, 0) }),
        (zone, ms) => {
          const bounds = dayBounds(dayKey(ms, zone), zone);
          expect(bounds).not.toBeNull();
          expect(ms).toBeGreaterThanOrEqual(bounds?.from ?? Infinity);
          expect(ms).toBeLessThan(bounds?.to ?? -Infinity);
        },
      ),
      { seed: SEED, numRuns: 2_000 },
    );
  });
});

describe('lengths of time', () => {
  test.each([
    [-2_000, 'just now'],
    [12_000, 'just now'],
    [20_000, 'in 20 s'],
    [-12_000, '12 s ago'],
    [-59 * MINUTE_MS, '59 min ago'],
    [-2 * HOUR_MS - 59 * MINUTE_MS, '2 h ago'],
    [3 * DAY_MS, 'in 3 d'],
    [-70 * DAY_MS, '2 mo ago'],
    [-800 * DAY_MS, '2 y ago'],
  ])('%i ms from now is "%s", rounded towards now', (distance, text) => {
    expect(relativeText(NOW + distance, NOW)).toBe(text);
  });

  test('of meetings are told in two units', () => {
    expect(durationText(45 * MINUTE_MS)).toBe('45 min');
    expect(durationText(90 * MINUTE_MS)).toBe('1 h 30 min');
    expect(durationText(2 * HOUR_MS)).toBe('2 h');
    expect(durationText(51 * HOUR_MS)).toBe('2 d 3 h');
    expect(spanText(0)).toBe('0 s');
  });
});
