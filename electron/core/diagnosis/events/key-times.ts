/**
 * How times are spelled in deduplication keys. Systems build keys from the `start_time` that Recall sent or from what their
 * language makes of it, and always in the same way; {@link TIME_FORMATS} are those ways. Pure.
 */
import { DAY_MS, MINUTE_MS, parseInstant, SECOND_MS } from '../../../../shared/time.ts';

/**
 * recall: as Recall writes it, `2026-01-05T15:00:00Z`, with six digits of a second only where they are not zero (recall-api.md 3.7).
 * offset: the same with `+00:00`. ms, us: always three or six digits. ms_offset, us_offset: those with `+00:00`. spaced: with `+00:00`
 * and a space for the `T`, as Python prints it. unix, unix_ms: seconds or milliseconds since 1970.
 */
export const TIME_FORMATS = [
  'recall',
  'offset',
  'ms',
  'ms_offset',
  'us',
  'us_offset',
  'spaced',
  'unix',
  'unix_ms',
] as const;
export type TimeFormat = (typeof TIME_FORMATS)[number];

/** What `{start_time}` means without more words. */
export const PLAIN_TIME: TimeFormat = 'recall';

export const isTimeFormat = (text: string): text is TimeFormat => TIME_FORMATS.some((format) => format === text);

/** Writes an instant (ms UTC); null when it lies outside of what the format can say. */
export function writeTime(at: number, format: TimeFormat): string | null {
  if (!Number.isSafeInteger(at) || at < 0 || at > MAX_INSTANT) return null;
  const iso = new Date(at).toISOString();
  const seconds = iso.slice(0, 19);
  const ms = iso.slice(20, 23);
  // Recall counts microseconds; ours end at milliseconds.
  const fraction = ms === '000' ? '' : `.${ms}000`;
  switch (format) {
    case 'recall':
      return `${seconds}${fraction}Z`;
    case 'offset':
      return `${seconds}${fraction}+00:00`;
    case 'ms':
      return `${seconds}.${ms}Z`;
    case 'ms_offset':
      return `${seconds}.${ms}+00:00`;
    case 'us':
      return `${seconds}.${ms}000Z`;
    case 'us_offset':
      return `${seconds}.${ms}000+00:00`;
    case 'spaced':
      return `${seconds.replace('T', ' ')}${fraction}+00:00`;
    case 'unix':
      return at % SECOND_MS === 0 ? String(at / SECOND_MS) : null;
    case 'unix_ms':
      return String(at);
  }
}

/** Years have four digits up to here. */
const MAX_INSTANT = Date.UTC(9999, 11, 31);

/** A time inside of a key. */
export interface KeyTime {
  readonly from: number;
  readonly to: number;
  readonly format: TimeFormat;
  /** Ms UTC. */
  readonly at: number;
}

const WRITTEN = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.(?:\d{6}|\d{3}))?(?:Z|\+00:00)/g;
const COUNTED = /\d+/g;
/** Bare numbers are times only this near to the event's start and on a full minute: a Zoom meeting's number looks the same (ms). */
const NEAR_MS = 400 * DAY_MS;

/** The times in a key, in their order. `startAt`, the event's own start, tells bare numbers from others (null: not known). */
export function findTimes(key: string, startAt: number | null): KeyTime[] {
  const written = [...key.matchAll(WRITTEN)].flatMap((match) => timeOf(match[0], match.index, startAt) ?? []);
  const counted = [...key.matchAll(COUNTED)].flatMap((match) => timeOf(match[0], match.index, startAt) ?? []);
  return [...written, ...counted].sort((a, b) => a.from - b.from);
}

/** The time of a format that begins at a place of a key; null when there is none. */
export function timeAt(key: string, from: number, format: TimeFormat, startAt: number | null): KeyTime | null {
  // No format is longer than 32 characters.
  const text = key.slice(from, from + 40);
  const match = /^(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.(?:\d{6}|\d{3}))?(?:Z|\+00:00)|\d+)/.exec(text);
  if (match === null) return null;
  // A bare number goes on where the next part begins with digits; the event's own start is then told by its length.
  const own = startAt === null ? null : writeTime(startAt, format);
  if (own !== null && text.startsWith(own)) return { from, to: from + own.length, format, at: startAt ?? 0 };
  const time = timeOf(match[0], from, startAt);
  if (time === null) return null;
  return writeTime(time.at, format) === match[0] ? { ...time, format } : null;
}

/** One spelling fits several formats where fractions are not zero; then the one that comes first. */
function timeOf(text: string, from: number, startAt: number | null): KeyTime | null {
  const at = /^\d+$/.test(text) ? numberAt(text, startAt) : parseInstant(text.replace(' ', 'T'));
  if (at === null) return null;
  const format = TIME_FORMATS.find((one) => writeTime(at, one) === text);
  return format === undefined ? null : { from, to: from + text.length, format, at };
}

function numberAt(text: string, startAt: number | null): number | null {
  if (startAt === null || text.length < 9 || text.length > 14) return null;
  for (const unit of [1, SECOND_MS]) {
    const at = Number(text) * unit;
    if (at === startAt) return at;
    if (Math.abs(at - startAt) <= NEAR_MS && at % MINUTE_MS === 0) return at;
  }
  return null;
}
