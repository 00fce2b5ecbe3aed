/** Bots as last retrieved. */
import { crc32 } from '../zlib.ts';
import type { BotRecord } from '../records.ts';
import { saveBotFact } from './bot-facts.ts';
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
} as const;

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
  saveBotFact(connection, workspaceId, bot, receivedAt);
}
