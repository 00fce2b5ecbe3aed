/**
 * Which outages belong together. Pure, and the same whatever the order in which they became known: within a *family* (what has to
 * be equal: cause × OAuth client, mail domain or provider, as the cause's scope says) outages follow each other in time. What
 * ails a client or a tenant goes on as long as one of its calendars is not connected; what people have of their own
 * belongs together only when several break within minutes.
 */
import type { IncidentScope } from '../../../shared/diagnosis.ts';
import type { CalendarPlatform } from '../../../shared/entities.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';
import { causeOf } from './catalogue/index.ts';
import { isOrganisation } from './mail-domains.ts';
import type { CauseFound } from './types.ts';

interface Rule {
  /** The next one belongs to those before it when it broke at most this long after the last of them (ms). */
  readonly gapMs: number;
  /** It also does while one of those before it is not connected yet. */
  readonly lasts: boolean;
  /** Fewer calendars than this are single cases. */
  readonly atLeast: number;
}

const RULES: Readonly<Record<IncidentScope, Rule>> = {
  // Recall notices a dead credential when it next refreshes a token, which takes up to a few hours (recall-api.md 2.4).
  client: { gapMs: 6 * HOUR_MS, lasts: true, atLeast: 2 },
  domain: { gapMs: 6 * HOUR_MS, lasts: true, atLeast: 2 },
  provider: { gapMs: 30 * MINUTE_MS, lasts: false, atLeast: 3 },
  mailbox: { gapMs: 10 * MINUTE_MS, lasts: false, atLeast: 3 },
};

/** One calendar that breaks again so soon after it was well has the same trouble still (ms). */
export const RELAPSE_MS = 6 * HOUR_MS;
/** How far back grouping has to look to find everything that a new outage can belong to (ms). */
export const GROUPING_LOOKS_BACK_MS = 24 * HOUR_MS;

export interface Groupable {
  readonly id: number;
  readonly calendarPk: number;
  readonly brokeAt: number;
  readonly endedAt: number | null;
  readonly cause: CauseFound;
  readonly family: string;
  readonly platform: CalendarPlatform;
  readonly oauthClientId: string | null;
  readonly domain: string | null;
}

export interface Group<T extends Groupable = Groupable> {
  readonly scope: IncidentScope;
  readonly oauthClientId: string | null;
  readonly domain: string | null;
  /** Oldest first. */
  readonly members: readonly T[];
}

/** What has to be equal for outages to belong together. `reason`: for an unknown cause, what Recall said. */
export function familyOf(
  outage: Pick<Groupable, 'cause' | 'platform' | 'oauthClientId' | 'domain'>,
  reason: string | null,
): string {
  const { cause, platform, oauthClientId, domain } = outage;
  const { scope, code } = causeOf(cause.code);
  const what = code === 'unknown' ? `${code}:${sameWords(reason ?? '')}` : code;
  switch (scope) {
    case 'provider':
      return JSON.stringify([what, platform]);
    case 'domain':
      return JSON.stringify([what, platform, isOrganisation(domain) ? `@${domain}` : oauthClientId]);
    case 'client':
    case 'mailbox':
      return JSON.stringify([what, platform, oauthClientId]);
  }
}

/** The words of a text that repeat themselves from calendar to calendar: without ids, numbers and addresses. */
function sameWords(reason: string): string {
  return reason
    .toLowerCase()
    .replace(/\S*[\d@]\S*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
}

/** Outages of one family, put together; each is in exactly one group. */
export function groupsOf<T extends Groupable>(family: readonly T[]): Group<T>[] {
  const [first] = family;
  if (first === undefined) return [];
  const { scope } = causeOf(first.cause.code);
  // Without what they could share there is nothing but coincidence.
  const known = scope === 'client' ? first.oauthClientId !== null : scope !== 'domain' || isOrganisation(first.domain);
  const rule = known ? RULES[scope] : RULES.mailbox;
  return clusters(family, rule).flatMap((members) => {
    if (calendarsIn(members) >= rule.atLeast) return [together(members, known ? scope : 'mailbox')];
    return alone(members);
  });
}

/** Splits outages where more time lies between them than the rule allows. */
function clusters<T extends Groupable>(family: readonly T[], rule: Rule): T[][] {
  const inOrder = family.toSorted((a, b) => a.brokeAt - b.brokeAt || a.id - b.id);
  const found: T[][] = [];
  let reach = -Infinity;
  for (const outage of inOrder) {
    const last = found.at(-1);
    if (last !== undefined && outage.brokeAt <= reach) last.push(outage);
    else found.push([outage]);
    const own = Math.max(outage.brokeAt + rule.gapMs, rule.lasts ? (outage.endedAt ?? Infinity) : -Infinity);
    reach = last !== undefined && outage.brokeAt <= reach ? Math.max(reach, own) : own;
  }
  return found;
}

/** Each calendar for itself; one that breaks again soon goes on with the same case. */
function alone<T extends Groupable>(outages: readonly T[]): Group<T>[] {
  const byCalendar = Map.groupBy(outages, ({ calendarPk }) => calendarPk);
  return [...byCalendar.values()].flatMap((own) => {
    const cases: T[][] = [];
    for (const outage of own.toSorted((a, b) => a.brokeAt - b.brokeAt)) {
      const last = cases.at(-1);
      const before = last?.at(-1);
      if (last !== undefined && before !== undefined && outage.brokeAt <= (before.endedAt ?? Infinity) + RELAPSE_MS)
        last.push(outage);
      else cases.push([outage]);
    }
    return cases.map((members) => together(members, 'mailbox'));
  });
}

function together<T extends Groupable>(members: readonly T[], scope: IncidentScope): Group<T> {
  const domains = new Set(members.map(({ domain }) => domain));
  const clients = new Set(members.map(({ oauthClientId }) => oauthClientId));
  const [domain = null] = domains.size === 1 ? domains : [];
  const [oauthClientId = null] = clients.size === 1 ? clients : [];
  return {
    scope: calendarsIn(members) === 1 ? 'mailbox' : sharedScope(scope, domain, oauthClientId),
    domain,
    oauthClientId,
    members,
  };
}

/** What people's own troubles share when several come at once: their organisation, else their client. */
function sharedScope(scope: IncidentScope, domain: string | null, oauthClientId: string | null): IncidentScope {
  if (scope !== 'mailbox') return scope;
  if (isOrganisation(domain)) return 'domain';
  return oauthClientId === null ? 'provider' : 'client';
}

export const calendarsIn = (outages: readonly Pick<Groupable, 'calendarPk'>[]): number =>
  new Set(outages.map(({ calendarPk }) => calendarPk)).size;
