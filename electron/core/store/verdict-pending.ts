/** Events that wait to be judged, and what of their payloads is kept for it: reading a payload costs more than judging. */
import { readProviderEvent } from '../../../shared/provider-event.ts';
import { mailDomain } from '../diagnosis/mail-domains.ts';
import { text } from './codec.ts';
import type { Connection } from './connection.ts';
import { limited } from './connection.ts';
import { EVENT_FACETS } from './facets.ts';
import { eventsWithKey } from './search-read.ts';
import { idToken } from './search-terms.ts';

/** At most as many siblings are told of a change. */
const TOLD_SIBLINGS = 500;

export const VERDICT_PENDING_SQL = {
  changed: 'INSERT OR REPLACE INTO verdict_pending (pk, workspace_id, domains, raw_link) VALUES (?, ?, ?, ?)',
  waiting: 'SELECT pk FROM verdict_pending ORDER BY pk DESC',
  judged: 'DELETE FROM verdict_pending WHERE pk IN (SELECT value FROM json_each(?))',
  all: 'INSERT OR IGNORE INTO verdict_pending (pk, workspace_id) SELECT pk, workspace_id FROM event',
  forgotten: `INSERT INTO verdict_pending (pk, workspace_id) SELECT pk, workspace_id FROM event
    WHERE NOT EXISTS (SELECT 1 FROM verdict AS v WHERE v.pk = event.pk)
      AND NOT EXISTS (SELECT 1 FROM verdict_pending AS p WHERE p.pk = event.pk)`,
  withoutEvent:
    'DELETE FROM verdict_pending WHERE NOT EXISTS (SELECT 1 FROM event AS e WHERE e.pk = verdict_pending.pk)',
  due: `INSERT OR IGNORE INTO verdict_pending (pk, workspace_id)
    SELECT pk, workspace_id FROM verdict WHERE due_at <= ? ORDER BY due_at LIMIT ?`,
  named: `INSERT OR IGNORE INTO verdict_pending (pk, workspace_id)
    SELECT e.pk, e.workspace_id FROM json_each(?) AS j CROSS JOIN event AS e ON e.pk = j.value`,
  ofCalendar: `INSERT OR IGNORE INTO verdict_pending (pk, workspace_id)
    SELECT pk, workspace_id FROM event WHERE calendar_pk = ? AND start_at >= ?`,
  ofWorkspace: `INSERT OR IGNORE INTO verdict_pending (pk, workspace_id) SELECT pk, workspace_id FROM event
    WHERE workspace_id = ? AND facet IN (${EVENT_FACETS.join(', ')}) AND start_at >= ? AND start_at < ?`,
  ofMeeting: `INSERT OR IGNORE INTO verdict_pending (pk, workspace_id) SELECT pk, workspace_id FROM verdict
    WHERE meeting = (? + 0) AND meeting <> 0 AND start_at = (? + 0) AND pk <> (? + 0) ORDER BY facet LIMIT ${TOLD_SIBLINGS}`,
  calendar: `SELECT c.pk, c.facet, c.deleted_at, ifnull(c.email, c.oauth_email),
      (SELECT o.broke_at || '-' || ifnull(o.ended_at, '') FROM outage AS o WHERE o.calendar_pk = c.pk ORDER BY o.broke_at DESC LIMIT 1),
      (SELECT v.seen FROM verdict_calendar AS v WHERE v.calendar_pk = c.pk)
    FROM calendar AS c WHERE c.workspace_id = ? AND c.id = ?`,
  calendarSeen: `INSERT INTO verdict_calendar (calendar_pk, workspace_id, seen) VALUES (?, ?, ?)
    ON CONFLICT (calendar_pk) DO UPDATE SET seen = excluded.seen`,
  v1: 'SELECT v1_start_at FROM bot_fact WHERE workspace_id = ? AND bot_id = ? AND v1_start_at IS NOT NULL',
} as const;

/** Stored in place of a join link that is the meeting link itself, as it nearly always is. */
const SAME = '=';

/** What of the join link in a payload is kept. */
export const linkText = (rawLink: string | null, meetingUrl: string | null): string | null =>
  rawLink !== null && rawLink === meetingUrl ? SAME : rawLink;

/** The join link again. */
export const linkOf = (kept: string | null, meetingUrl: string | null): string | null =>
  kept === SAME ? meetingUrl : kept;

/** Mail domains of these addresses as they are kept: each once, separated by spaces. */
export function domainsText(addresses: readonly string[]): string {
  const domains: string[] = [];
  for (const address of addresses) {
    const domain = mailDomain(address)?.replace(/\s+/g, '') ?? '';
    if (domain !== '' && !domains.includes(domain)) domains.push(domain);
  }
  return text(domains.join(' '));
}

/** The domains again. */
export const domainsOf = (kept: string): string[] => (kept === '' ? [] : kept.split(' '));

/** What a stored payload says: addresses of organiser and attendees in lower case, and the join link. */
export function payloadFacts(
  platform: string,
  organizerEmail: string | null,
  raw: string,
): { people: string[]; rawLink: string | null } {
  const people = new Set<string>();
  if (organizerEmail !== null) people.add(organizerEmail.toLowerCase());
  try {
    const event = readProviderEvent(platform, JSON.parse(raw));
    for (const person of [event.organizer, ...event.attendees]) {
      if (person !== null && person.email !== null) people.add(person.email.toLowerCase());
    }
    return { people: [...people], rawLink: event.rawJoinUrl };
  } catch {
    // A payload that cannot be read any more tells nothing.
    return { people: [...people], rawLink: null };
  }
}

/** Everything has to be judged anew, after a rebuild. Inside a transaction, like all that follows. */
export function pendAll(connection: Connection): void {
  connection.run(VERDICT_PENDING_SQL.all);
}

/** As verdicts.ts says. */
export function pendDue(connection: Connection, now: number, limit: number): number {
  return connection.run(VERDICT_PENDING_SQL.due, [now, limit]);
}

/** As verdicts.ts says. */
export function pendCalendar(connection: Connection, workspaceId: number, calendarId: string, from: number): number {
  const row = connection.get<
    [
      pk: number,
      facet: number,
      deletedAt: number | null,
      mailbox: string | null,
      outage: string | null,
      seen: string | null,
    ]
  >(VERDICT_PENDING_SQL.calendar, [workspaceId, calendarId]);
  if (row === undefined) return 0;
  const [pk, facet, deletedAt, address, outage, before] = row;
  const mailbox = address?.toLowerCase() ?? '';
  const seen = JSON.stringify([mailbox, facet, deletedAt, outage]);
  if (seen === before) return 0;
  connection.run(VERDICT_PENDING_SQL.calendarSeen, [pk, workspaceId, seen]);
  const sameMailbox = before !== null && before.startsWith(`[${JSON.stringify(mailbox)},`);
  return connection.run(VERDICT_PENDING_SQL.ofCalendar, [pk, sameMailbox ? from : Number.MIN_SAFE_INTEGER]);
}

/** Events of one workspace that a bot is looked for in. */
const NAMING_EVENTS = 500;
/** A bot of Calendar V1 belongs to meetings that start within this of its own start (ms). */
export const V1_FITS_MS = 60_000;

/** As verdicts.ts says; also the events that a bot of Calendar V1 records without being named by them. */
export function pendBot(connection: Connection, workspaceId: number, botId: string): number {
  const pks = eventsWithKey(connection, workspaceId, idToken(botId), NAMING_EVENTS);
  const naming = connection.run(VERDICT_PENDING_SQL.named, [JSON.stringify(pks)]);
  const v1 = connection.get<[number]>(VERDICT_PENDING_SQL.v1, [workspaceId, botId])?.[0];
  if (v1 === undefined) return naming;
  return naming + connection.run(VERDICT_PENDING_SQL.ofWorkspace, [workspaceId, v1 - V1_FITS_MS, v1 + V1_FITS_MS + 1]);
}

/** As verdicts.ts says. */
export function pendWorkspace(connection: Connection, workspaceId: number, from: number): number {
  return connection.run(VERDICT_PENDING_SQL.ofWorkspace, [workspaceId, from, Number.MAX_SAFE_INTEGER]);
}

/** Has the events of a meeting judged again, `but` one; those with a bot first. */
export function pendMeeting(connection: Connection, meeting: number, startAt: number, but: number): void {
  if (meeting !== 0) connection.run(VERDICT_PENDING_SQL.ofMeeting, [meeting, startAt, but]);
}

/** Events that wait, up to `atMost`. */
export function pendingVerdicts(connection: Connection, atMost: number): number {
  return (
    connection.get<[number]>(`SELECT count(*) FROM (${limited('SELECT 1 FROM verdict_pending', atMost)})`)?.[0] ?? 0
  );
}
