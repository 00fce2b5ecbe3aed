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
/** No token of such a client lives this long (ms). */
export const LIVES_ON_AFTER_MS = 8 * DAY_MS;
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

/** Whether the text of an outage is one whose cause the others of its client may tell. */
export const isGrantDeath = ({ code }: CauseFound): boolean => code === AMBIGUOUS_GRANT || code === TESTING_CLIENT;

/**
 * Of the outages of one client, those whose cause the others tell, and those that they no longer tell. A connection that lived
 * longer, or lives on after eight days (`livesSince`: when the earliest of those began), proves that tokens which were given
 * after it do not die of their age: in a large client some always die on the seventh day by chance.
 */
export function recastGrants<T extends Death>(
  outages: readonly T[],
  livesSince: number | null,
): { readonly outage: T; readonly cause: CauseFound }[] {
  const proven = Math.min(
    livesSince ?? Infinity,
    ...outages.filter(livedOn).map(({ connectedAt }) => connectedAt ?? Infinity),
  );
  const deaths = outages.filter(({ cause }) => isGrantDeath(cause));
  const atThatAge = deaths.filter((death) => livedSevenDays(death) && (death.connectedAt ?? Infinity) < proven);
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

/** Longer than any token of a client in Testing. */
const livedOn = ({ brokeAt, connectedAt }: Death): boolean =>
  connectedAt !== null && brokeAt - connectedAt > LIVES_ON_AFTER_MS;
