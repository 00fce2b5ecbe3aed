/** What one calendar's diagnosis is made from: its own history, and those that broke beside it. */
import type { CalendarRef } from '../../../shared/actions.ts';
import type { CalendarPlatform } from '../../../shared/entities.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';
import { mailDomain } from '../diagnosis/mail-domains.ts';
import { livedSevenDays, TESTING_LOOKS_BACK_MS } from '../diagnosis/testing-client.ts';
import { calendarCase } from './calendar-cases.ts';
import { readChanges } from './calendar-changes.ts';
import { calendarTexts } from './calendar-texts.ts';
import { startOf } from './codec.ts';
import type { Connection } from './connection.ts';
import { calendarPlatformOf, calendarStatusOf, isDeletedCalendar } from './facets.ts';
import { outagesOfCalendar } from './outages.ts';
import { STAKE_SQL } from './stake.ts';
import { statusHistoryLength } from './status-history.ts';
import type { CalendarFacts, Neighbours, StoredOutage } from './triage.ts';

export const CALENDAR_FACTS_SQL = {
  incidentSize: 'SELECT size FROM incident WHERE id = ?',
  ofClient: 'SELECT facet, count(*) FROM calendar WHERE oauth_client_id = ? GROUP BY workspace_id, facet',
  /** Those that lived about a week. */
  weekOld: `SELECT calendar_pk, broke_at, connected_at FROM outage WHERE oauth_client_id = ? AND broke_at > ?
    AND broke_at - connected_at BETWEEN ${6 * DAY_MS} AND ${8 * DAY_MS}`,
  ofDomain: `SELECT count(DISTINCT calendar_pk) FROM outage WHERE domain = ? AND broke_at BETWEEN ? AND ? AND platform = ?
    AND calendar_pk <> ?`,
  ofPlatform: `SELECT count(DISTINCT calendar_pk) FROM outage WHERE broke_at BETWEEN ? AND ? AND platform = ? AND calendar_pk <> ?`,
} as const;

/** Together with it: of the same mail domain, and of the same platform whatever the client (ms before and after). */
const DOMAIN_MS = HOUR_MS;
const PLATFORM_MS = 10 * MINUTE_MS;

/** Null when there is no such calendar. */
export function calendarFacts(
  connection: Connection,
  { workspaceId, id }: CalendarRef,
  now: number,
): CalendarFacts | null {
  const found = calendarCase(connection, workspaceId, id);
  if (found === null) return null;
  const outages = outagesOfCalendar(connection, found.pk);
  const outage = outages.find(({ endedAt }) => endedAt === null) ?? outages.at(-1) ?? null;
  return {
    ...found,
    changes: readChanges(connection, found.pk),
    outage,
    incidentSize:
      outage?.incident == null
        ? 0
        : (connection.get<[number]>(CALENDAR_FACTS_SQL.incidentSize, [outage.incident])?.[0] ?? 0),
    neighbours: outage === null ? null : neighboursOf(connection, outage, now),
    atRisk: outage?.endedAt === null ? atRiskNow(connection, found.pk, now) : { meetings: 0, lost: 0, firstAt: null },
    historyTotal: statusHistoryLength(connection, found.pk),
  };
}

function atRiskNow(connection: Connection, pk: number, now: number): CalendarFacts['atRisk'] {
  const [meetings, lost, first] = connection.get<[number, number, number | null]>(STAKE_SQL.count, [pk, now]) ?? [
    0,
    0,
    null,
  ];
  return { meetings, lost, firstAt: first === null ? null : startOf(first) };
}

function neighboursOf(connection: Connection, outage: StoredOutage, now: number): Neighbours {
  const { brokeAt, platform, calendarPk } = outage;
  const together = connection.get<[number]>(CALENDAR_FACTS_SQL.ofPlatform, [
    brokeAt - PLATFORM_MS,
    brokeAt + PLATFORM_MS,
    platform,
    calendarPk,
  ])?.[0];
  return {
    client: outage.oauthClientId === null ? NO_CLIENT : ofClient(connection, outage.oauthClientId, now),
    domain: outage.domain === null ? NO_DOMAIN : ofDomain(connection, outage.domain, outage),
    platform: { together: together ?? 0 },
  };
}

const NO_CLIENT: Neighbours['client'] = { calendars: 0, broken: 0, sevenDayDeaths: 0 };
const NO_DOMAIN: Neighbours['domain'] = { calendars: 0, broken: 0, together: 0 };

function ofClient(connection: Connection, oauthClientId: string, now: number): Neighbours['client'] {
  let calendars = 0;
  let broken = 0;
  for (const [facet, count] of connection.all<[number, number]>(CALENDAR_FACTS_SQL.ofClient, [oauthClientId])) {
    // Deleted ones, and those that only an event has named so far.
    if (isDeletedCalendar(facet)) continue;
    calendars += count;
    if (calendarStatusOf(facet) !== 'connected') broken += count;
  }
  const deaths = connection
    .all<[number, number, number]>(CALENDAR_FACTS_SQL.weekOld, [oauthClientId, now - TESTING_LOOKS_BACK_MS])
    .filter(([, brokeAt, connectedAt]) => livedSevenDays({ brokeAt, connectedAt }));
  return { calendars, broken, sevenDayDeaths: new Set(deaths.map(([pk]) => pk)).size };
}

function ofDomain(
  connection: Connection,
  domain: string,
  { brokeAt, platform, calendarPk }: StoredOutage,
): Neighbours['domain'] {
  const own = calendarTexts(connection).filter((row) => isOf(row[3], row[2], domain, platform));
  const together = connection.get<[number]>(CALENDAR_FACTS_SQL.ofDomain, [
    domain,
    brokeAt - DOMAIN_MS,
    brokeAt + DOMAIN_MS,
    platform,
    calendarPk,
  ])?.[0];
  return {
    calendars: own.length,
    broken: own.filter((row) => calendarStatusOf(row[2]) !== 'connected').length,
    together: together ?? 0,
  };
}

/** `texts`: both addresses, each on a line of its own (apply-calendars.ts); the second speaks where there is no first. */
function isOf(texts: string, facet: number, domain: string, platform: CalendarPlatform): boolean {
  if (isDeletedCalendar(facet) || calendarPlatformOf(facet) !== platform || !texts.includes(domain)) return false;
  const [email = '', oauthEmail = ''] = texts.split('\n');
  return mailDomain(email === '' ? oauthEmail : email) === domain;
}
