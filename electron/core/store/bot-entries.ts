/** History of `event.bots[]`: entries that came, and when they were seen to be gone. */
import type { BotEntry } from '../../../shared/entities.ts';
import type { BotEntryRecord } from '../records.ts';
import type { Connection } from './connection.ts';
import { botKey } from './fingerprint.ts';
import { TALLY } from './tally.ts';
import type { TallyChanges } from './tally.ts';

export const BOT_ENTRY_SQL = {
  ofEvent: `SELECT n, bot_id, start_at, deduplication_key, meeting_url, first_seen_at, gone_at FROM bot_entry
    WHERE event_pk = ? ORDER BY n`,
  ids: 'SELECT bot_id FROM bot_entry WHERE event_pk = ?',
  add: `INSERT INTO bot_entry (event_pk, n, workspace_id, bot_id, start_at, deduplication_key, meeting_url, first_seen_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  gone: 'UPDATE bot_entry SET gone_at = ? WHERE event_pk = ? AND n = ?',
} as const;

type EntryTuple = [
  n: number,
  botId: string,
  startAt: number | null,
  deduplicationKey: string | null,
  meetingUrl: string | null,
  firstSeenAt: number,
  goneAt: number | null,
];

/**
 * Makes the present entries of an event equal to `bots`; an entry with another time, key or link is another entry.
 * Returns how many are present. Inside a transaction.
 */
export function writeBotEntries(
  connection: Connection,
  pk: number,
  workspaceId: number,
  bots: readonly BotEntryRecord[],
  seenAt: number,
  tally: TallyChanges,
): number {
  const known = connection.all<EntryTuple>(BOT_ENTRY_SQL.ofEvent, [pk]);
  const wanted = new Map(bots.map((bot) => [botKey(bot), bot]));
  for (const row of known) {
    // An entry that had gone stays so: when it comes back, that is a new line of history.
    if (row[6] !== null || wanted.delete(botKey(recordOf(row)))) continue;
    connection.run(BOT_ENTRY_SQL.gone, [seenAt, pk, row[0]]);
  }
  addBotEntries(connection, pk, workspaceId, [...wanted.values()], seenAt, tally, known.at(-1)?.[0] ?? 0);
  return bots.length;
}

function recordOf(row: EntryTuple): BotEntryRecord {
  return { botId: row[1], startAt: row[2], deduplicationKey: row[3], meetingUrl: row[4] };
}

/** The entries of an event that is new, so that there is nothing to compare with. Inside a transaction. */
export function addBotEntries(
  connection: Connection,
  pk: number,
  workspaceId: number,
  bots: readonly BotEntryRecord[],
  seenAt: number,
  tally: TallyChanges,
  after = 0,
): void {
  const add = connection.prepare(BOT_ENTRY_SQL.add);
  let n = after;
  for (const bot of bots) {
    n += 1;
    add.run(pk, n, workspaceId, bot.botId, bot.startAt, bot.deduplicationKey, bot.meetingUrl, seenAt);
  }
  tally.add(TALLY.botEntries, 0, bots.length);
}

/** Entries present and gone, in the order in which they were first seen. */
export function readBotEntries(connection: Connection, pk: number): BotEntry[] {
  return connection
    .all<EntryTuple>(BOT_ENTRY_SQL.ofEvent, [pk])
    .map((row) => ({ ...recordOf(row), firstSeenAt: row[5], goneAt: row[6] }));
}

/** Ids of all bots that an event names or named. */
export function readBotIds(connection: Connection, pk: number): string[] {
  return [...new Set(connection.all<[string]>(BOT_ENTRY_SQL.ids, [pk]).map(([id]) => id))];
}
