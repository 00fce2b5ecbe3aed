/** When a secret expires, in words. Pure. */
import { DAY_MS, parseInstant, toIso } from '../../../../shared/time.ts';
import { relativeText, spanText } from '../../format/time.ts';

/** From here on a secret is marked (PRODUCT.md, "OAuth doctor": the first reminder). */
const SOON_MS = 30 * DAY_MS;
/** From here on the whole console says so. */
const URGENT_MS = 14 * DAY_MS;

export type ExpiryState = 'unknown' | 'expired' | 'soon' | 'later';

/** How near the end of a secret is; `unknown` where nobody entered a date. */
export function expiryState(at: number | null, now: number): ExpiryState {
  if (at === null) return 'unknown';
  if (at <= now) return 'expired';
  return at - now <= SOON_MS ? 'soon' : 'later';
}

/** True when it has expired or does so within 14 days. */
export function isUrgent(at: number, now: number): boolean {
  return at - now <= URGENT_MS;
}

/** `expired 3 d ago`, `expires in 12 d`. */
export function expiryText(at: number, now: number): string {
  return at <= now ? `expired ${spanText(now - at)} ago` : `expires ${relativeText(at, now)}`;
}

/** The day of an expiry date as the form shows it, `2026-11-24`. Providers name a day; here it begins in UTC. */
export function dayOf(at: number): string {
  return toIso(at).slice(0, 10);
}

/** The beginning of a day in UTC, ms; null for anything that is no such day. */
export function instantOf(day: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const at = parseInstant(`${day}T00:00:00Z`);
  return at !== null && dayOf(at) === day ? at : null;
}
