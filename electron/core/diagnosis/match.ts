/** Finds the causes that a text speaks of. Pure. */
import type { CalendarPlatform } from '../../../shared/entities.ts';
import type { Match } from './types.ts';

/**
 * Causes that a text speaks of: only those of the highest rank among them, in the order in which the text names them, each once.
 * Causes of another platform are left out, unless `platform` is null or `other`.
 */
export function causesIn(_text: string, _platform: CalendarPlatform | null): Match[] {
  return [];
}

/** Causes that a refused test of the credential speaks of: what its message says, else what its code says (recall-api.md 2.5). */
export function causesOfProbe(_code: string, _message: string, _platform: CalendarPlatform | null): Match[] {
  return [];
}
