/** Bots as last retrieved. */
import { crc32 } from '../zlib.ts';
import type { BotDetail } from '../../../shared/entities.ts';
import type { BotRecord } from '../records.ts';
import { int, intOrNull, text, textOrNull } from './codec.ts';
import type { Connection } from './connection.ts';

export const BOT_SQL = {
  save: `INSERT INTO bot (workspace_id, id, bot_name, join_at, meeting_platform, meeting_id, status_changes, recordings,
      payload, checksum, retrieved_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (workspace_id, id) DO UPDATE SET bot_name = excluded.bot_name, join_at = excluded.join_at,
      meeting_platform = excluded.meeting_platform, meeting_id = excluded.meeting_id,
      status_changes = excluded.status_changes, recordings = excluded.recordings, payload = excluded.payload,
      checksum = excluded.checksum, retrieved_at = excluded.retrieved_at
    WHERE excluded.retrieved_at >= bot.retrieved_at`,
  read: `SELECT bot_name, join_at, meeting_platform, meeting_id, status_changes, recordings, payload, retrieved_at FROM bot
    WHERE workspace_id = ? AND id = ?`,
} as const;

type Bot = NonNullable<BotDetail['bot']>;
type Row = [
  botName: string | null,
  joinAt: number | null,
  meetingPlatform: string | null,
  meetingId: string | null,
  statusChanges: string,
  recordings: string,
  payload: string,
  retrievedAt: number,
];

/** An answer that arrives after a later one changes nothing. Inside a transaction. */
export function saveBot(connection: Connection, workspaceId: number, bot: BotRecord, receivedAt: number): void {
  const payload = text(bot.payload);
  connection.run(BOT_SQL.save, [
    workspaceId,
    text(bot.id),
    textOrNull(bot.botName),
    intOrNull(bot.joinAt),
    textOrNull(bot.meetingPlatform),
    textOrNull(bot.meetingId),
    JSON.stringify(bot.statusChanges),
    JSON.stringify(bot.recordings),
    payload,
    crc32(payload),
    int(receivedAt),
  ]);
}

/** Null until the bot was retrieved. A bot without status changes is `ready` (recall-api.md 4.8). */
export function readBot(connection: Connection, workspaceId: number, id: string): Bot | null {
  const row = connection.get<Row>(BOT_SQL.read, [workspaceId, id]);
  if (row === undefined) return null;
  // Written by saveBot above from values of exactly these types.
  const statusChanges = JSON.parse(row[4]) as Bot['statusChanges'];
  const recordings = JSON.parse(row[5]) as Bot['recordings'];
  const latest = statusChanges.at(-1);
  return {
    botName: row[0],
    joinAt: row[1],
    meetingPlatform: row[2],
    meetingId: row[3],
    status: latest?.code ?? 'ready',
    subCode: latest?.subCode ?? null,
    statusChanges,
    recordings,
    retrievedAt: row[7],
    raw: row[6],
  };
}
