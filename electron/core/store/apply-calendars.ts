/** A page of calendars into rows, under the same rules as events (apply-events.ts). */
import { calendarStatus } from '../../../shared/values.ts';
import { crc32 } from '../zlib.ts';
import type { CalendarRecord } from '../records.ts';
import type { CalendarIndex } from './calendar-index.ts';
import { changesOf, writeChanges } from './calendar-changes.ts';
import { CALENDAR_TEXTS_SQL } from './calendar-texts.ts';
import { int, intOrNull, NO_START, text, textOrNull, updateKey } from './codec.ts';
import type { Connection } from './connection.ts';
import {
  CALENDAR_PLACEHOLDER,
  calendarFacet,
  calendarPlatform,
  calendarPlatformOf,
  calendarStatusOf,
  isDeletedCalendar,
} from './facets.ts';
import { fingerprint } from './fingerprint.ts';
import { domainOf } from './search-terms.ts';
import { presentStatus, writeStatusHistory } from './status-history.ts';
import { TALLY, TallyChanges } from './tally.ts';
import type { Applied, ApplyPage } from './types.ts';

export const APPLY_CALENDARS_SQL = {
  find: `SELECT pk, facet, status, status_since, updated_at, deleted_at, fingerprint, email, oauth_email, oauth_client_id
    FROM calendar WHERE workspace_id = ? AND id = ?`,
  update: `UPDATE calendar SET facet = ?, email = ?, oauth_email = ?, oauth_client_id = ?, platform = ?, status = ?,
      status_since = ?, status_detail = ?, created_at = ?, updated_at = ?, deleted_at = NULL, email_key = ?,
      since_key = ?, email_text = ?, fingerprint = ?, fetched_at = ?
    WHERE pk = ?`,
  payload: `INSERT INTO calendar_payload (pk, workspace_id, body, checksum) VALUES (?, ?, ?, ?)
    ON CONFLICT (pk) DO UPDATE SET body = excluded.body, checksum = excluded.checksum`,
  forgetKeys: 'DELETE FROM calendar_key WHERE calendar_pk = ?',
  addKey: 'INSERT OR IGNORE INTO calendar_key (workspace_id, key, calendar_pk) VALUES (?, ?, ?)',
  tombstone: 'UPDATE calendar SET facet = ?, deleted_at = ? WHERE pk = ?',
  present: 'SELECT id, facet FROM calendar WHERE workspace_id = ?',
} as const;

/** Sorts after every address: calendars whose mailbox Recall has not named yet. */
const NO_EMAIL = '\u{10ffff}';

/** The longest address that mail allows (RFC 5321): a longer one is listed by its beginning, so that positions stay short. */
const MAX_ADDRESS = 320;
const emailKey = (address: string): string => address.toLowerCase().slice(0, MAX_ADDRESS).toWellFormed();

type Found = [
  pk: number,
  facet: number,
  status: string,
  statusSince: number | null,
  updatedAt: number,
  deletedAt: number | null,
  fingerprint: number,
  email: string | null,
  oauthEmail: string | null,
  oauthClientId: string | null,
];

/** own: the answer to a change that Callboard made itself, which the audit log tells of; only the others are history. */
export type Doing = 'own' | 'observed';

/** Inside a transaction. */
export function applyCalendars(
  connection: Connection,
  calendars: CalendarIndex,
  page: ApplyPage<CalendarRecord>,
  doing: Doing = 'observed',
): Applied {
  const tally = new TallyChanges(page.workspaceId);
  const changed: string[] = [];
  const counts = { inserted: 0, updated: 0, unchanged: 0, stale: 0 };
  for (const record of page.records) {
    const outcome = applyOne(connection, calendars, page, record, tally, doing);
    counts[outcome] += 1;
    if (outcome === 'inserted' || outcome === 'updated') changed.push(record.id);
  }
  tally.write(connection);
  if (changed.length > 0) connection.run(CALENDAR_TEXTS_SQL.changed);
  return { ...counts, ...(changed.length <= 200 ? { changedIds: [...new Set(changed)] } : {}) };
}

function applyOne(
  connection: Connection,
  calendars: CalendarIndex,
  page: ApplyPage<CalendarRecord>,
  record: CalendarRecord,
  tally: TallyChanges,
  doing: Doing,
): 'inserted' | 'updated' | 'unchanged' | 'stale' {
  const { workspaceId, receivedAt } = page;
  const updatedAt = updateKey(record.updatedAt);
  const mark = fingerprint(JSON.stringify([record.status, record.statusChanges, record.payload]));
  const found = connection.get<Found>(APPLY_CALENDARS_SQL.find, [workspaceId, record.id]);
  if (found !== undefined && found[1] !== CALENDAR_PLACEHOLDER) {
    // Seen before there was proof that it is gone: this page is older news than the tombstone.
    if (found[5] !== null && receivedAt <= found[5]) return 'stale';
    if (updatedAt < found[4]) return 'stale';
    if (updatedAt === found[4] && mark === found[6] && found[5] === null) return 'unchanged';
  }
  const isNew = found === undefined || found[1] === CALENDAR_PLACEHOLDER;
  const pk = found?.[0] ?? calendars.pkOf(workspaceId, record.id, receivedAt);
  const lastStatus = isNew ? null : (found?.[2] ?? null);
  const facet = calendarFacet(calendarStatus(record.status), calendarPlatform(record.platform), false);
  const reported = presentStatus(record);
  const observed = lastStatus === null ? null : lastStatus === record.status ? (found?.[3] ?? null) : receivedAt;
  const since = reported.since ?? observed;
  const email = textOrNull(record.platformEmail);
  const oauthEmail = textOrNull(record.oauthEmail);
  if (found !== undefined && !isNew && doing === 'observed') {
    const known = {
      pk,
      platformEmail: found[7],
      oauthEmail: found[8],
      oauthClientId: found[9],
      deletedAt: found[5],
    };
    writeChanges(connection, pk, workspaceId, changesOf(connection, known, record), receivedAt, tally);
  }
  connection.run(APPLY_CALENDARS_SQL.update, [
    facet,
    email,
    oauthEmail,
    textOrNull(record.oauthClientId),
    text(record.platform),
    text(record.status),
    intOrNull(since),
    textOrNull(reported.detail),
    intOrNull(record.createdAt),
    updatedAt,
    emailKey(email ?? oauthEmail ?? NO_EMAIL),
    intOrNull(since) ?? NO_START,
    `${email ?? ''}\n${oauthEmail ?? ''}`.toLowerCase(),
    mark,
    receivedAt,
    pk,
  ]);
  const payload = text(record.payload);
  connection.run(APPLY_CALENDARS_SQL.payload, [pk, workspaceId, payload, crc32(payload)]);
  connection.run(APPLY_CALENDARS_SQL.forgetKeys, [pk]);
  for (const key of searchKeys(record)) connection.run(APPLY_CALENDARS_SQL.addKey, [workspaceId, text(key), pk]);
  writeStatusHistory(connection, pk, workspaceId, record, lastStatus, receivedAt, tally);
  if (!isNew && found !== undefined) tally.add(TALLY.calendars, found[1], -1);
  tally.add(TALLY.calendars, facet, 1);
  return isNew ? 'inserted' : 'updated';
}

/** What a calendar is found by, all of it as prefixes: addresses, the words of them, domains, ids. */
function searchKeys(record: CalendarRecord): Set<string> {
  const keys = new Set([record.id.toLowerCase()]);
  if (record.oauthClientId !== null) keys.add(record.oauthClientId.toLowerCase());
  for (const sent of [record.platformEmail, record.oauthEmail]) {
    if (sent === null) continue;
    const address = sent.toLowerCase();
    keys.add(address);
    const domain = domainOf(address);
    if (domain === null) continue;
    keys.add(domain);
    for (const word of address.slice(0, -domain.length - 1).split(/[._+-]+/)) if (word.length > 1) keys.add(word);
  }
  return keys;
}

/** Marks a calendar as gone from Recall; false when it is not here or already marked. Inside a transaction. */
export function tombstoneCalendar(
  connection: Connection,
  workspaceId: number,
  id: string,
  at: number,
  doing: Doing = 'observed',
): boolean {
  const found = connection.get<Found>(APPLY_CALENDARS_SQL.find, [workspaceId, id]);
  if (found === undefined || found[1] === CALENDAR_PLACEHOLDER || isDeletedCalendar(found[1])) return false;
  const facet = calendarFacet(calendarStatusOf(found[1]), calendarPlatformOf(found[1]), true);
  connection.run(APPLY_CALENDARS_SQL.tombstone, [facet, int(at), found[0]]);
  const tally = new TallyChanges(workspaceId);
  tally.add(TALLY.calendars, found[1], -1);
  tally.add(TALLY.calendars, facet, 1);
  if (doing === 'observed') {
    writeChanges(connection, found[0], workspaceId, [{ field: 'deleted', before: null, after: null }], at, tally);
  }
  tally.write(connection);
  connection.run(CALENDAR_TEXTS_SQL.changed);
  return true;
}

/** Ids of present calendars that are not in `seen`. */
export function calendarsNotIn(connection: Connection, workspaceId: number, seen: ReadonlySet<string>): string[] {
  return connection
    .all<[string, number]>(APPLY_CALENDARS_SQL.present, [workspaceId])
    .filter(([id, facet]) => facet !== CALENDAR_PLACEHOLDER && !isDeletedCalendar(facet) && !seen.has(id))
    .map(([id]) => id);
}
