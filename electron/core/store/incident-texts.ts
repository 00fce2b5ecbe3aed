/** Incidents filtered by a part of what they are called by: a mailbox, a domain, an OAuth client's name, the title. */
import { CALENDAR_PLATFORMS, INCIDENT_SCOPES } from '../../../shared/values.ts';
import { causeOf } from '../diagnosis/catalogue/index.ts';
import { incidentTitle } from '../diagnosis/incident-title.ts';
import { calendarTexts } from './calendar-texts.ts';
import type { Connection } from './connection.ts';

export const INCIDENT_TEXTS_SQL = {
  named: `SELECT i.id, i.scope, i.cause, i.platform, i.oauth_client_id, i.domain, i.size FROM json_each(?) AS j
    CROSS JOIN incident AS i ON i.id = j.value`,
  calendars: `SELECT o.incident, o.calendar_pk FROM json_each(?) AS j CROSS JOIN outage AS o ON o.incident = j.value`,
  clients: 'SELECT client_id, name FROM oauth_client',
} as const;

type Named = [
  id: number,
  scope: string,
  cause: string,
  platform: string,
  oauthClientId: string | null,
  domain: string | null,
  size: number,
];

/** Tells which of some incidents contain the text, whatever its case. */
export function matcherOf(connection: Connection, text: string): (ids: readonly number[]) => ReadonlySet<number> {
  const part = text.toLowerCase();
  const texts = new Map(calendarTexts(connection).map((row) => [row[0], row[3]]));
  const clients = new Map(connection.all<[string, string]>(INCIDENT_TEXTS_SQL.clients));
  return (ids) => {
    const list = JSON.stringify(ids);
    const found = new Set<number>();
    const mailboxes = new Map<number, string>();
    for (const [incident, pk] of connection.all<[number, number]>(INCIDENT_TEXTS_SQL.calendars, [list])) {
      const own = texts.get(pk) ?? '';
      mailboxes.set(incident, own);
      if (own.includes(part)) found.add(incident);
    }
    for (const row of connection.all<Named>(INCIDENT_TEXTS_SQL.named, [list])) {
      if (found.has(row[0])) continue;
      const name = row[4] === null ? null : (clients.get(row[4]) ?? null);
      const [email = '', oauthEmail = ''] = (mailboxes.get(row[0]) ?? '').split('\n');
      const title = incidentTitle({
        cause: causeOf(row[2]).title,
        scope: INCIDENT_SCOPES.find((word) => word === row[1]) ?? 'mailbox',
        size: row[6],
        platform: CALENDAR_PLATFORMS.find((word) => word === row[3]) ?? 'other',
        oauthClientId: row[4],
        oauthClientName: name,
        domain: row[5],
        mailbox: email === '' ? (oauthEmail === '' ? null : oauthEmail) : email,
      });
      if ([title, name, row[5]].some((word) => word?.toLowerCase().includes(part) === true)) found.add(row[0]);
    }
    return found;
  };
}
