/** Health over time: which spans are asked for, and what each of them says. Pure. */
import type { HealthSpan } from '../../../../shared/diagnosis.ts';
import { DAY_MS, HOUR_MS } from '../../../../shared/time.ts';
import { countText } from '../../format/numbers.ts';
import { clockText, dayBounds, dayKey, dayText, type Zone } from '../../format/time.ts';

export const DAYS = ['7', '30', '90'] as const;
export type Days = (typeof DAYS)[number];

/** What `overview.health` is asked for. */
export interface HealthWindow {
  readonly from: number;
  readonly to: number;
  readonly spanMs: number;
}

/**
 * The last days up to today, days of `zone`: whole days, or quarters of days where there is room for them. Begins on a whole
 * hour, as the samples do.
 */
export function healthWindow(days: Days, now: number, zone: Zone): HealthWindow {
  const count = Number(days);
  const today = dayBounds(dayKey(now, zone), zone)?.from ?? now;
  const from = Math.floor((today - (count - 1) * DAY_MS) / HOUR_MS) * HOUR_MS;
  return { from, to: from + count * DAY_MS, spanMs: days === '7' ? DAY_MS / 4 : DAY_MS };
}

/**
 * seen: Callboard looked. missing: it did not. before: the workspace was not in Callboard yet. ahead: it has not begun.
 */
export type HealthCell =
  | { readonly kind: 'seen'; readonly from: number; readonly span: HealthSpan; readonly worstShare: number }
  | { readonly kind: 'missing' | 'before' | 'ahead'; readonly from: number };

export type Calendars = HealthSpan['calendars'];

/** A workspace as it is now. */
export interface Present {
  readonly workspaceId: number;
  readonly calendars: Calendars;
  /** When it was added, ms UTC. */
  readonly since: number;
}

/** One cell per span of the window, of one workspace; the present one is as the workspace is now. */
export function healthCells(
  rows: readonly HealthSpan[],
  { workspaceId, calendars, since }: Present,
  { from, to, spanMs }: HealthWindow,
  now: number,
): HealthCell[] {
  const byStart = new Map(rows.filter((row) => row.workspaceId === workspaceId).map((row) => [row.from, row]));
  const cells: HealthCell[] = [];
  for (let start = from; start < to; start += spanMs) {
    const sampled = byStart.get(start);
    const worst = Math.max(sampled?.worst ?? 0, calendars.disconnected);
    const isPresent = start <= now && now < start + spanMs;
    const span = isPresent ? { workspaceId, from: start, calendars, worst } : sampled;
    if (span !== undefined) {
      const total = calendarsIn(span.calendars);
      cells.push({ kind: 'seen', from: start, span, worstShare: total === 0 ? 0 : Math.min(1, span.worst / total) });
    } else if (start > now) cells.push({ kind: 'ahead', from: start });
    else cells.push({ kind: start + spanMs <= since ? 'before' : 'missing', from: start });
  }
  return cells;
}

export function calendarsIn({ connected, connecting, disconnected, unknown }: Calendars): number {
  return connected + connecting + disconnected + unknown;
}

/** A cell in words: `Tue 17 Nov: 3 of 41 disconnected at its end, 9 at worst`. */
export function cellText(cell: HealthCell, spanMs: number, now: number, zone: Zone): string {
  const current = cell.from <= now && now < cell.from + spanMs;
  const when = `${spanText(cell.from, spanMs, zone, now)}${current ? ', so far' : ''}`;
  switch (cell.kind) {
    case 'ahead':
      return `${when}: not begun`;
    case 'before':
      return `${when}: not in Callboard yet`;
    case 'missing':
      return `${when}: Callboard did not look`;
    case 'seen': {
      const total = calendarsIn(cell.span.calendars);
      if (total === 0) return `${when}: no calendars`;
      const { disconnected } = cell.span.calendars;
      if (cell.span.worst === 0) return `${when}: none of ${countText(total)} disconnected`;
      const end = `${countText(disconnected)} of ${countText(total)} disconnected ${current ? 'now' : 'at its end'}`;
      return `${when}: ${end}, ${countText(Math.max(cell.span.worst, disconnected))} at worst`;
    }
    default:
      return cell satisfies never;
  }
}

function spanText(from: number, spanMs: number, zone: Zone, now: number): string {
  // A whole day may begin an hour beside midnight where the clock was changed or the zone is no whole hour.
  if (spanMs >= DAY_MS) return dayText(from + spanMs / 2, zone, now);
  return `${dayText(from, zone, now)} ${clockText(from, zone)}–${clockText(from + spanMs, zone)}`;
}

/** Neighbouring cells of one kind, as `[first, count]`. */
export function runsOf(cells: readonly HealthCell[], kind: HealthCell['kind']): (readonly [number, number])[] {
  const runs: [number, number][] = [];
  cells.forEach((cell, index) => {
    if (cell.kind !== kind) return;
    const last = runs.at(-1);
    if (last !== undefined && last[0] + last[1] === index) last[1] += 1;
    else runs.push([index, 1]);
  });
  return runs;
}

/** How many were disconnected some hours ago, of the workspaces that were looked at then and are now. */
export interface Trend {
  /** End of the hour that `before` is of, ms UTC. */
  readonly at: number;
  readonly before: number;
  readonly now: number;
}

/**
 * Compares with the earliest hour of `rows` (hourly spans) in which every workspace was looked at whose present is known. Null
 * where there is no such hour.
 */
export function trendOf(
  rows: readonly HealthSpan[],
  present: readonly { readonly workspaceId: number; readonly disconnected: number }[],
  now: number,
): Trend | null {
  const past = rows.filter(({ from }) => from + HOUR_MS <= now);
  const seen = present.filter(({ workspaceId }) => past.some((row) => row.workspaceId === workspaceId));
  if (seen.length === 0) return null;
  const hours = [...new Set(past.map(({ from }) => from))].sort((a, b) => a - b);
  for (const hour of hours) {
    const then = past.filter(({ from }) => from === hour);
    if (!seen.every(({ workspaceId }) => then.some((row) => row.workspaceId === workspaceId))) continue;
    return {
      at: hour + HOUR_MS,
      before: then.reduce((sum, { calendars }) => sum + calendars.disconnected, 0),
      now: seen.reduce((sum, { disconnected }) => sum + disconnected, 0),
    };
  }
  return null;
}
