/** A day's meetings in lanes, those at the same time under each other. Pure. */
import type { EventRow } from '../../../../../shared/entities.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../../shared/time.ts';
import { countText, plural } from '../../../format/numbers.ts';

/** How long a meeting without an end is drawn. */
export const OPEN_ENDED_MS = 30 * MINUTE_MS;
/** A bar is at least this long: shorter ones could be neither read nor hit. */
export const LEAST_MS = 15 * MINUTE_MS;
/** A time line is at least this long, so that a lonely meeting does not fill it. */
const LEAST_SPAN_MS = 8 * HOUR_MS;

export interface Span {
  /** ms UTC, end exclusive. */
  readonly from: number;
  readonly to: number;
}

export interface Bar extends Span {
  readonly event: EventRow;
  /** Place in the lane's stack, counted from 0. */
  readonly row: number;
  /** Nobody said when it ends. */
  readonly openEnded: boolean;
}

export interface Lane {
  readonly key: string;
  /** Soonest first. */
  readonly bars: readonly Bar[];
  /** How many rows its stack has. */
  readonly rows: number;
}

/** The event has a time of its own: neither all-day nor deleted. Only such ones are drawn. */
export function isDrawn(event: EventRow): event is EventRow & { readonly startAt: number } {
  return event.startAt !== null && !event.allDay && !event.isDeleted;
}

/** What of a day has no place on a time line, in words; null: nothing. */
export function leftOutText(events: readonly EventRow[]): string | null {
  const deleted = events.filter(({ isDeleted }) => isDeleted).length;
  const allDay = events.filter((event) => event.allDay && !event.isDeleted).length;
  const parts = [
    ...(allDay === 0 ? [] : [plural(allDay, 'all-day event')]),
    ...(deleted === 0 ? [] : [`${countText(deleted)} deleted`]),
  ];
  return parts.length === 0 ? null : `Not drawn: ${parts.join(' and ')}.`;
}

/** The part after the last `@`, lower case: the customer. Null: the mailbox is not known. */
export function domainOf(event: Pick<EventRow, 'calendarEmail'>): string | null {
  const domain = event.calendarEmail?.split('@').at(-1)?.trim().toLowerCase();
  return domain === undefined || domain === '' || domain === event.calendarEmail ? null : domain;
}

/**
 * Rows for spans, so that no two of a row overlap: each goes into the first row that is free when it begins, which needs as
 * few rows as there are spans at one time.
 * @param spans By `from`, ascending.
 */
export function packed(spans: readonly Span[]): readonly number[] {
  const freeAt: number[] = [];
  return spans.map(({ from, to }) => {
    const free = freeAt.findIndex((at) => at <= from);
    const row = free < 0 ? freeAt.length : free;
    freeAt[row] = to;
    return row;
  });
}

/**
 * The lanes of a day, by key.
 * @param laneOf Key of the lane that an event belongs to.
 */
export function lanesOf(events: readonly EventRow[], laneOf: (event: EventRow) => string): readonly Lane[] {
  const groups = Map.groupBy(events.filter(isDrawn), laneOf);
  return [...groups]
    .map(([key, members]): Lane => {
      const spans = members
        .map((event) => {
          const openEnded = event.endAt === null || event.endAt < event.startAt;
          const end = openEnded ? event.startAt + OPEN_ENDED_MS : (event.endAt ?? event.startAt);
          return { event, openEnded, from: event.startAt, to: Math.max(end, event.startAt + LEAST_MS) };
        })
        .toSorted((a, b) => a.from - b.from || b.to - a.to);
      const rows = packed(spans);
      return {
        key,
        bars: spans.map((span, index) => ({ ...span, row: rows[index] ?? 0 })),
        rows: Math.max(0, ...rows) + 1,
      };
    })
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/**
 * The whole hours of a day that are worth showing: from the first bar to the last one, and now, where that is of the day.
 * Hours are counted from the day's beginning, so that they are hours of its zone, also of a day of 23 or 25.
 */
export function shownSpan(lanes: readonly Lane[], day: Span, now: number): Span {
  const bars = lanes.flatMap((lane) => lane.bars);
  const starts = bars.map(({ from }) => from);
  const ends = bars.map(({ to }) => Math.min(to, day.to));
  if (now >= day.from && now < day.to) {
    starts.push(now);
    ends.push(now);
  }
  if (starts.length === 0) return day;
  const hour = (ms: number): number => (ms - day.from) / HOUR_MS;
  let first = Math.floor(hour(starts.reduce((a, b) => Math.min(a, b))));
  let last = Math.ceil(hour(ends.reduce((a, b) => Math.max(a, b))));
  const all = Math.ceil(hour(day.to));
  while (last - first < LEAST_SPAN_MS / HOUR_MS && (first > 0 || last < all)) {
    if (last < all) last += 1;
    else first -= 1;
  }
  return { from: day.from + first * HOUR_MS, to: Math.min(day.to, day.from + last * HOUR_MS) };
}

/** Where every hour of a span begins, ms UTC. */
export function hoursOf({ from, to }: Span): readonly number[] {
  return Array.from({ length: Math.ceil((to - from) / HOUR_MS) }, (_, index) => from + index * HOUR_MS);
}

/**
 * Where a key leads from one bar: along its lane, or to the bar of the next lane that begins nearest. Undefined: the key is not one
 * of these.
 * @param at The bar that has the keys; null: none, so that the first one gets them.
 */
export function barFor(
  key: string,
  lanes: readonly Lane[],
  at: string | null,
  keyOf: (bar: Bar) => string,
): Bar | undefined {
  const laneIndex = lanes.findIndex((lane) => lane.bars.some((bar) => keyOf(bar) === at));
  const lane = lanes[laneIndex];
  if (lane === undefined) return lanes[0]?.bars[0];
  const index = lane.bars.findIndex((bar) => keyOf(bar) === at);
  const here = lane.bars[index];
  switch (key) {
    case 'ArrowRight':
      return lane.bars[index + 1] ?? here;
    case 'ArrowLeft':
      return lane.bars[index - 1] ?? here;
    case 'Home':
      return lane.bars[0];
    case 'End':
      return lane.bars.at(-1);
    case 'ArrowDown':
    case 'ArrowUp': {
      const next = lanes[laneIndex + (key === 'ArrowDown' ? 1 : -1)];
      if (next === undefined || here === undefined) return here;
      return next.bars.reduce((best, bar) =>
        Math.abs(bar.from - here.from) < Math.abs(best.from - here.from) ? bar : best,
      );
    }
    // Every meeting of the day, one lane after the other.
    case 'j':
      return lane.bars[index + 1] ?? lanes[laneIndex + 1]?.bars[0] ?? here;
    case 'k':
      return lane.bars[index - 1] ?? lanes[laneIndex - 1]?.bars.at(-1) ?? here;
    default:
      return undefined;
  }
}
