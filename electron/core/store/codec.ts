/**
 * The only way for values into SQLite. better-sqlite3 binds `undefined` and `NaN` silently as NULL, rounds integers above
 * 2^53 and replaces lone surrogates; here the first two are refused as the bugs they are and text is made well-formed
 * first, so that what a checksum was computed over is what comes back. (`raw` loses nothing: it is JSON text, in
 * which a lone surrogate is an escape.)
 */

/** Stored in place of a missing start: sorts last. Just outside the range of Date. */
export const NO_START = 8_640_000_000_000_001;
/** Stored in place of a missing `updated_at`: older than anything. */
export const NO_UPDATE = -8_640_000_000_000_001;

/** An instant or count that must be there. Throws TypeError for anything but a safe integer. */
export function int(value: number): number {
  if (!Number.isSafeInteger(value)) throw new TypeError(`Not a safe integer: ${String(value)}`);
  return value;
}

/** An instant or count that may be unknown. */
export function intOrNull(value: number | null): number | null {
  return value === null ? null : int(value);
}

/** Text that must be there. Throws TypeError for anything but a string. */
export function text(value: string): string {
  if (typeof value !== 'string') throw new TypeError(`Not text: ${typeof value}`);
  return value.isWellFormed() ? value : value.toWellFormed();
}

/** Text that may be unknown. */
export function textOrNull(value: string | null): string | null {
  return value === null ? null : text(value);
}

export const bit = (value: boolean): number => (value ? 1 : 0);

export const startKey = (startAt: number | null): number => (startAt === null ? NO_START : int(startAt));
export const startOf = (key: number): number | null => (key === NO_START ? null : key);
export const updateKey = (updatedAt: number | null): number => (updatedAt === null ? NO_UPDATE : int(updatedAt));
export const updateOf = (key: number): number | null => (key === NO_UPDATE ? null : key);
