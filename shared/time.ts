/** Instants are integers: milliseconds since 1970-01-01T00:00:00Z (ms UTC). ISO strings live on the wire only. */

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

const OFFSET = /[+-]\d\d:?\d\d$/;

/**
 * Parses an ISO 8601 instant (`Z` or an offset, any number of fraction digits) to ms UTC.
 * Returns null for anything that is not a string holding a valid instant; never NaN. A time without a zone is null too:
 * `Date.parse` would read it in this computer's zone, and a guess is not an instant.
 * Recall's timestamps carry `Z` or `+00:00` and differing fractions (recall-api.md section 11).
 */
export function parseInstant(value: unknown): number | null {
  if (typeof value !== 'string' || value.length < 10) return null;
  if (!value.endsWith('Z') && !OFFSET.test(value)) return null;
  const ms = Date.parse(value);
  return Number.isFinite(ms) ? ms : null;
}

/** Formats ms UTC as an ISO 8601 instant with `Z`. Throws RangeError outside the range of Date. */
export function toIso(ms: number): string {
  return new Date(ms).toISOString();
}
