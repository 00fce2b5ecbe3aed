/** What of a page's address makes a saved view. Pure. */
import { stringifySearch } from '../../address.ts';

/** What one looks at just now, and in which zone, is no part of a view. */
const PASSING: readonly string[] = ['sel', 'tab', 'tz'];

/** The search part of an address without what passes, its parameters in one order: equal views have equal addresses. */
export function viewAddress(search: Readonly<Record<string, unknown>>): string {
  const kept = Object.entries(search)
    .filter(([key, value]) => value !== undefined && !PASSING.includes(key))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return stringifySearch(Object.fromEntries(kept));
}

/** Names that people would take for the same one. */
export function isSameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
