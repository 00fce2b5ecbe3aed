/** Spans of time that the schedule shows: named ones that move on with now, and days. Pure. */
import { dayBounds, dayKey, wallClock, type Zone } from '../../format/time.ts';
import { DAY_MS } from '../../../../shared/time.ts';

export const WINDOWS = ['24h', '7d', 'week', '28d', 'all', 'past'] as const;
export type WindowName = (typeof WINDOWS)[number];
export const DEFAULT_WINDOW: WindowName = '7d';

export const WINDOW_WORDS: Readonly<Record<WindowName, string>> = {
  '24h': '24 hours',
  '7d': '7 days',
  week: 'Next week',
  '28d': '28 days',
  all: 'All',
  past: 'Past',
};

/** What the shortest of the words mean, for hints. */
export const WINDOW_MEANING: Readonly<Partial<Record<WindowName, string>>> = {
  '24h': 'The next 24 hours',
  '7d': 'The next 7 days',
  '28d': 'The next 28 days, as far ahead as Recall tells of events',
};

/** Reads the `when` of an address; undefined for the default and for what is neither a window nor a day. */
export function readWindow(text: string | undefined): string | undefined {
  if (text === undefined || text === DEFAULT_WINDOW) return undefined;
  return !isDay(text) || dayBounds(text, 'UTC') !== null ? text : undefined;
}

/** True for a day rather than a named window. */
export function isDay(when: string): boolean {
  return !WINDOWS.some((name) => name === when);
}

/** The bounds of a time window at `now`, ms UTC, start inclusive and end exclusive. Days are days of `zone`. */
export function windowBounds(when: string, now: number, zone: Zone): { from?: number; to?: number } {
  switch (when) {
    case '24h':
      return { from: now, to: now + DAY_MS };
    case '7d':
      return { from: now, to: now + 7 * DAY_MS };
    case '28d':
      return { from: now, to: now + 28 * DAY_MS };
    case 'week': {
      // The Monday after today, and the one after that.
      const ahead = 7 - ((wallClock(now, zone).weekday + 6) % 7);
      return { from: startOfDay(now, zone, ahead), to: startOfDay(now, zone, ahead + 7) };
    }
    case 'past':
      return { to: now };
    case 'all':
      return {};
    default:
      return dayBounds(when, zone) ?? {};
  }
}

/** The day that lies `days` after another one: `2026-11-24` and 1 → `2026-11-25`. */
export function dayAfter(day: string, days: number): string {
  const at = dayBounds(day, 'UTC')?.from;
  return at === undefined ? day : dayKey(at + days * DAY_MS, 'UTC');
}

/** When the day begins that lies `days` after the one of `ms`, ms UTC. Not `days` times 24 hours: clocks change. */
export function startOfDay(ms: number, zone: Zone, days = 0): number {
  return dayBounds(dayAfter(dayKey(ms, zone), days), zone)?.from ?? ms;
}

/**
 * Where the days of a span begin, and where the last one ends: `from`, every midnight of `zone` after it, `to`. Ascending; the
 * first and the last day are what of them lies in the span.
 * @param most The most days; later ones are left out.
 */
export function dayEdges(from: number, to: number, zone: Zone, most: number): readonly number[] {
  const edges = [from];
  for (let days = 1; edges.length < most; days += 1) {
    const midnight = startOfDay(from, zone, days);
    if (midnight >= to) break;
    edges.push(midnight);
  }
  return [...edges, Math.min(to, startOfDay(edges.at(-1) ?? from, zone, 1))];
}
