/**
 * Google clients in "Testing": their refresh tokens die seven days after they were given (recall-api.md 2.6, 7.1). No text says
 * so, `invalid_grant` has many meanings; several calendars of one client that died at that very age do. Pure.
 */
import { DAY_MS, HOUR_MS } from '../../../shared/time.ts';
import type { CauseFound } from './types.ts';

/** What the texts of such deaths are taken for. */
export const AMBIGUOUS_GRANT = 'google_invalid_grant';
export const TESTING_CLIENT = 'google_testing_client';

const LIFETIME_MS = 7 * DAY_MS;
/** Tokens live seven days to the minute; the death is noticed when one is next refreshed. */
const EARLY_MS = 2 * HOUR_MS;
const LATE_MS = 12 * HOUR_MS;
/** Two deaths at that age may be chance. */
const SEVERAL = 3;
/** How far back deaths count (ms). */
export const TESTING_LOOKS_BACK_MS = 60 * DAY_MS;

interface Death {
  readonly calendarPk: number;
  readonly brokeAt: number;
  readonly connectedAt: number | null;
  readonly cause: CauseFound;
}

/** True when the connection lived as long as a token of a client in Testing does. */
export function livedSevenDays({ brokeAt, connectedAt }: Pick<Death, 'brokeAt' | 'connectedAt'>): boolean {
  if (connectedAt === null) return false;
  const lived = brokeAt - connectedAt;
  return lived >= LIFETIME_MS - EARLY_MS && lived <= LIFETIME_MS + LATE_MS;
}

/** Of the outages of one client, those whose cause the others tell; the cause that each of the rest had before. */
export function recastGrants<T extends Death>(
  outages: readonly T[],
): { readonly outage: T; readonly cause: CauseFound }[] {
  const deaths = outages.filter(({ cause }) => cause.code === AMBIGUOUS_GRANT || cause.code === TESTING_CLIENT);
  const atThatAge = deaths.filter(livedSevenDays);
  const several = new Set(atThatAge.map(({ calendarPk }) => calendarPk)).size >= SEVERAL;
  const told = new Set(several ? atThatAge : []);
  return deaths.flatMap((outage) => {
    const cause: CauseFound = told.has(outage)
      ? { code: TESTING_CLIENT, basis: 'inferred', besides: outage.cause.besides }
      : {
          code: AMBIGUOUS_GRANT,
          basis: outage.cause.basis === 'inferred' ? 'observed' : outage.cause.basis,
          besides: outage.cause.besides,
        };
    return cause.code === outage.cause.code ? [] : [{ outage, cause }];
  });
}
