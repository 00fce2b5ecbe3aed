/**
 * Instants (ms UTC) in words. Everything is spelled out by hand from the zone's offset instead of by
 * `Intl.DateTimeFormat.format`: the same text on every machine, and cheap enough for grid cells.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../shared/time.ts';

/** {@link UTC}, {@link LOCAL}, or an IANA name such as `Europe/Berlin`. */
export type Zone = string;

export const UTC: Zone = 'UTC';
/** The computer's own zone. Its offsets are asked of `Date`, which needs a tenth of the time that `Intl` takes to load. */
export const LOCAL: Zone = 'local';

/** An instant as a wall clock of one zone shows it. `month` is 1 to 12, `weekday` 0 (Sunday) to 6. */
export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
/** All zones of today change their offset on quarter hours, so one look per quarter hour is enough. */
const OFFSET_STEP_MS = 15 * MINUTE_MS;
const OFFSETS_KEPT = 20_000;

const formatters = new Map<Zone, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

const pad = (value: number, length = 2): string => String(value).padStart(length, '0');

function formatterOf(zone: Zone): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formatters.set(zone, made);
  return made;
}

/** Offset of a zone at an instant, in ms east of UTC. Throws RangeError for a zone that the platform does not know. */
export function zoneOffset(ms: number, zone: Zone): number {
  if (zone === UTC) return 0;
  if (zone === LOCAL) return -new Date(ms).getTimezoneOffset() * MINUTE_MS;
  const step = Math.floor(ms / OFFSET_STEP_MS);
  const key = `${zone}|${step}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const at = step * OFFSET_STEP_MS;
  const parts: Record<string, number> = {};
  for (const part of formatterOf(zone).formatToParts(at)) parts[part.type] = Number(part.value);
  const wall = Date.UTC(
    parts['year'] ?? 0,
    (parts['month'] ?? 1) - 1,
    parts['day'] ?? 1,
    parts['hour'] ?? 0,
    parts['minute'] ?? 0,
    parts['second'] ?? 0,
  );
  if (offsets.size >= OFFSETS_KEPT) offsets.clear();
  offsets.set(key, wall - at);
  return wall - at;
}

/** The wall clock of a zone at an instant. */
export function wallClock(ms: number, zone: Zone): WallClock {
  const shifted = new Date(ms + zoneOffset(ms, zone));
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    weekday: shifted.getUTCDay(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
  };
}

/** `10:05`. */
export function clockText(ms: number, zone: Zone): string {
  const at = wallClock(ms, zone);
  return `${pad(at.hour)}:${pad(at.minute)}`;
}

/** `Tue 24 Nov`, with the year where it is not the year of `now`. */
export function dayText(ms: number, zone: Zone, now: number): string {
  const at = wallClock(ms, zone);
  const year = at.year === wallClock(now, zone).year ? '' : ` ${at.year}`;
  return `${WEEKDAYS[at.weekday] ?? ''} ${at.day} ${MONTHS[at.month - 1] ?? ''}${year}`;
}

/** `Tue 24 Nov 10:05`. */
export function momentText(ms: number, zone: Zone, now: number): string {
  return `${dayText(ms, zone, now)} ${clockText(ms, zone)}`;
}

/** A weekday alone is understood this far ahead: before the same one comes again. */
const WEEKDAY_ALONE_MS = 6 * DAY_MS;

/** What lies ahead, short enough for a cell: `10:30` today, `Tue 10:30` within six days, else `Tue 24 Nov 10:30`. */
export function soonText(ms: number, zone: Zone, now: number): string {
  if (dayKey(ms, zone) === dayKey(now, zone)) return clockText(ms, zone);
  if (ms < now || ms - now > WEEKDAY_ALONE_MS) return momentText(ms, zone, now);
  return `${WEEKDAYS[wallClock(ms, zone).weekday] ?? ''} ${clockText(ms, zone)}`;
}

/** `Tue 24 Nov 10:00–10:45`; with both days where they differ. */
export function rangeText(from: number, to: number, zone: Zone, now: number): string {
  if (dayKey(from, zone) === dayKey(to, zone)) return `${momentText(from, zone, now)}–${clockText(to, zone)}`;
  return `${momentText(from, zone, now)} – ${momentText(to, zone, now)}`;
}

/** `2026-11-24`: the calendar day of an instant; the form that addresses carry. */
export function dayKey(ms: number, zone: Zone): string {
  const at = wallClock(ms, zone);
  return `${pad(at.year, 4)}-${pad(at.month)}-${pad(at.day)}`;
}

/** `Tue 24 Nov 2026, 10:05:09 UTC+01:00`: nothing left to guess. */
export function exactText(ms: number, zone: Zone): string {
  const at = wallClock(ms, zone);
  const day = `${WEEKDAYS[at.weekday] ?? ''} ${at.day} ${MONTHS[at.month - 1] ?? ''} ${at.year}`;
  return `${day}, ${pad(at.hour)}:${pad(at.minute)}:${pad(at.second)} ${offsetText(ms, zone)}`;
}

/** `UTC` or `UTC+05:30`. */
export function offsetText(ms: number, zone: Zone): string {
  const minutes = Math.round(zoneOffset(ms, zone) / MINUTE_MS);
  if (minutes === 0) return 'UTC';
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

/** The clock on screen may be this much behind (components/clock.ts), so that what just happened seems to lie ahead. */
const CLOCK_SLACK_MS = 15 * SECOND_MS;

/**
 * `3 min ago`, `in 2 h`, `just now`. Whole units, rounded towards now, so that it never claims more time than has
 * passed.
 */
export function relativeText(ms: number, now: number): string {
  const ahead = ms - now;
  if (ahead > CLOCK_SLACK_MS) return `in ${spanText(ahead)}`;
  return ahead > -5 * SECOND_MS ? 'just now' : `${spanText(-ahead)} ago`;
}

/** A length of time in its largest unit: `12 s`, `5 min`, `2 h`, `3 d`, `4 mo`, `2 y`. */
export function spanText(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.floor(ms / SECOND_MS)} s`;
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`;
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)} h`;
  const days = Math.floor(ms / DAY_MS);
  if (days < 60) return `${days} d`;
  if (days < 730) return `${Math.floor(days / 30.44)} mo`;
  return `${Math.floor(days / 365.25)} y`;
}

/** A length of time in two units, for meetings: `45 min`, `1 h 30 min`, `2 d 3 h`. */
export function durationText(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days} d` : `${days} d ${hours % 24} h`;
}

/** Start and end of a day given as `2026-11-24` in a zone, ms UTC, end exclusive; null for anything that is no such day. */
export function dayBounds(key: string, zone: Zone): { from: number; to: number } | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(key);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const midnight = Date.UTC(year, month - 1, day);
  const read = new Date(midnight);
  if (read.getUTCMonth() !== month - 1 || read.getUTCDate() !== day) return null;
  return { from: toInstant(midnight, zone), to: toInstant(midnight + DAY_MS, zone) };
}

/** The instant at which a zone's wall clock shows `wall` (ms as if it were UTC); in a skipped hour, the moment after the skip. */
function toInstant(wall: number, zone: Zone): number {
  const guess = wall - zoneOffset(wall, zone);
  const corrected = wall - zoneOffset(guess, zone);
  // Around a change of offset the two guesses differ; the later one never lies before the wanted wall clock.
  return zoneOffset(corrected, zone) === wall - corrected ? corrected : Math.max(guess, corrected);
}
