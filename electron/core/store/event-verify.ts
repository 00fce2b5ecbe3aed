/** Notices damage that SQLite does not see: the columns and the payload of an event against their checksums. */
import { crc32 } from '../zlib.ts';
import type { BotEntry } from '../../../shared/entities.ts';
import { readBotEntries } from './bot-entries.ts';
import type { Connection } from './connection.ts';
import { EVENT_COLUMNS } from './event-rows.ts';
import type { EventTuple } from './event-rows.ts';
import { BOTS_NOT_TOLD, botsFingerprint, eventFingerprint, NEVER } from './fingerprint.ts';
import { readBlock } from './payload-read.ts';

const REST = `e.created_at, e.first_seen_at, e.fetched_at, e.revised_at, e.revised_updated_at, e.meeting_platform,
  e.own_response, e.platform_id, e.ical_uid, e.extra, e.fingerprint, e.bots_fingerprint, e.block, e.block_offset,
  e.block_length, e.checksum`;

export const EVENT_VERIFY_SQL = {
  rest: `SELECT ${REST} FROM event AS e WHERE e.pk = ?`,
  batch: `SELECT ${EVENT_COLUMNS}, ${REST} FROM event AS e CROSS JOIN calendar AS c ON c.pk = e.calendar_pk
    WHERE e.pk > ? ORDER BY e.pk LIMIT ?`,
  mistrust: 'UPDATE event SET fingerprint = ?, checksum = ? WHERE pk = ?',
} as const;

/** The columns that lists do not need. */
export type EventRest = [
  createdAt: number | null,
  firstSeenAt: number,
  fetchedAt: number,
  revisedAt: number,
  revisedUpdatedAt: number,
  meetingPlatform: string | null,
  ownResponse: string | null,
  platformId: string | null,
  icalUid: string | null,
  extra: string | null,
  fingerprint: number,
  botsFingerprint: number,
  block: number,
  blockOffset: number,
  blockLength: number,
  checksum: number,
];

/** Whether the columns are what was written, by computing the fingerprints again. */
export function rowIsIntact(row: EventTuple, rest: EventRest, raw: string, bots: readonly BotEntry[]): boolean {
  const own = eventFingerprint({
    calendarId: row[2],
    startAt: row[5],
    endAt: row[6],
    createdAt: rest[0],
    updatedAt: row[15],
    platform: row[8],
    platformId: rest[7],
    icalUid: rest[8],
    meetingPlatform: rest[5],
    meetingUrl: row[10],
    flags: row[7],
    title: row[4],
    organizerEmail: row[11],
    attendeeCount: row[12],
    ownResponse: rest[6],
    seriesId: row[14],
    extra: rest[9],
    rawLength: raw.length,
  });
  const present = botsFingerprint(bots.filter((bot) => bot.goneAt === null));
  return own === rest[10] && present === (rest[11] === BOTS_NOT_TOLD ? 0 : rest[11]);
}

export interface Verified {
  /** The last pk looked at; null when there are no more events. */
  readonly last: number | null;
  readonly damaged: number;
}

/**
 * Looks at up to `limit` events after `pk`. A damaged one is marked: its page says so, and the next fetch of it is applied
 * whatever its `updated_at` says. Inside a transaction.
 */
export function verifyEvents(connection: Connection, pk: number, limit: number): Verified {
  const rows = connection.all<[...EventTuple, ...EventRest]>(EVENT_VERIFY_SQL.batch, [pk, limit]);
  let damaged = 0;
  let block: { id: number; bytes: Buffer | null } | null = null;
  for (const columns of rows) {
    const [row, rest] = halves(columns);
    if (rest[10] === NEVER) continue;
    if (block === null || block.id !== rest[12]) block = { id: rest[12], bytes: readBlock(connection, rest[12]) };
    const bytes = block.bytes?.subarray(rest[13], rest[13] + rest[14]);
    const intact =
      bytes !== undefined &&
      bytes.length === rest[14] &&
      crc32(bytes) === rest[15] &&
      rowIsIntact(row, rest, bytes.toString('utf8'), readBotEntries(connection, row[16]));
    if (intact) continue;
    connection.run(EVENT_VERIFY_SQL.mistrust, [NEVER, NEVER, row[16]]);
    damaged += 1;
  }
  return { last: rows.length < limit ? null : (rows.at(-1)?.[16] ?? null), damaged };
}

function halves(columns: [...EventTuple, ...EventRest]): [EventTuple, EventRest] {
  // EventTuple has 18 elements; the rest is EventRest by the type of `columns`.
  return [columns.slice(0, 18) as EventTuple, columns.slice(18) as EventRest];
}
