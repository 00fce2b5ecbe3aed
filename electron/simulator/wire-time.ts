/**
 * Instants as Recall writes them. Recall's own times have microseconds (recall-docs/bot-status_changes.json), so the
 * simulator counts in whole microseconds since 1970 (`us`) where an order within one millisecond matters: two changes
 * of one event in the same millisecond are possible, and a client must survive them.
 */

const FRACTION = /\.(\d+)/;
const STARTS_WITH_DATE = /^\d{4}-\d{2}-\d{2}/;

/** ms UTC as ISO 8601 with `Z`; no fraction when it is zero, else six digits. */
export function wireMs(ms: number): string {
  const iso = new Date(ms).toISOString();
  return ms % 1000 === 0 ? `${iso.slice(0, 19)}Z` : `${iso.slice(0, 23)}000Z`;
}

/** Microseconds UTC as ISO 8601 with `Z`; no fraction when it is zero, else six digits. */
export function wireUs(us: number): string {
  const seconds = new Date(Math.floor(us / 1000)).toISOString().slice(0, 19);
  const fraction = us % 1_000_000;
  return fraction === 0 ? `${seconds}Z` : `${seconds}.${String(fraction).padStart(6, '0')}Z`;
}

/** Microseconds in the form that Recall's cursors hold: `2024-02-22 16:15:00+00:00` (recall-docs/pagination-envelope.json). */
export function cursorTime(us: number): string {
  return wireUs(us).replace('T', ' ').replace('Z', '+00:00');
}

/** Any ISO 8601 date or instant to microseconds UTC; null when it is not one. */
export function parseUs(text: string): number | null {
  if (!STARTS_WITH_DATE.test(text)) return null;
  const ms = Date.parse(text);
  if (!Number.isFinite(ms)) return null;
  const digits = (FRACTION.exec(text)?.[1] ?? '').padEnd(6, '0').slice(0, 6);
  return Math.floor(ms / 1000) * 1_000_000 + Number(digits);
}
