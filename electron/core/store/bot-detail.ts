/** One bot: everything that its page shows. */
import type { BotDetail } from '../../../shared/entities.ts';
import { statusChangeTitle, statusOf, subCodeOf } from '../diagnosis/events/bot-codes/index.ts';
import { recordedMs } from '../diagnosis/events/bot-outcome.ts';
import { botAdvice, botSentence, recordingTitle } from '../diagnosis/events/bot-words.ts';
import type { BotRecord } from '../records.ts';
import { readBotEntries } from './bot-entries.ts';
import { botFact } from './bot-facts.ts';
import type { KnownBot } from './bot-facts.ts';
import type { Connection } from './connection.ts';
import { eventTuples, toEventRow } from './event-rows.ts';
import { eventsWithKey } from './search-read.ts';
import { idToken } from './search-terms.ts';

export const BOT_DETAIL_SQL = {
  bot: `SELECT bot_name, join_at, meeting_platform, meeting_id, status_changes, recordings, payload, retrieved_at FROM bot
    WHERE workspace_id = ? AND id = ?`,
} as const;

/** Events that the page names at most; a bot that more of them share is shown with these. */
const MAX_EVENTS = 200;

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

/** Answers for any id: a bot that was never retrieved still shows the events that name it. */
export function botDetail(connection: Connection, workspaceId: number, id: string): BotDetail {
  const pks = eventsWithKey(connection, workspaceId, idToken(id), MAX_EVENTS);
  const events = eventTuples(connection, pks).flatMap((row) =>
    readBotEntries(connection, row[16])
      .filter((entry) => entry.botId === id && row[0] === workspaceId)
      .map((entry) => ({ event: toEventRow(row), entry })),
  );
  const facts = botFact(connection, workspaceId, id);
  return {
    workspaceId,
    id,
    bot: facts === null ? null : readBot(connection, workspaceId, id, facts),
    missingSince: facts?.missingSince ?? null,
    events,
  };
}

/** Null for a bot that Recall had no more when it was first asked for. */
function readBot(connection: Connection, workspaceId: number, id: string, facts: KnownBot): Bot | null {
  const row = connection.get<Row>(BOT_DETAIL_SQL.bot, [workspaceId, id]);
  if (row === undefined) return null;
  // Written by saveBot from values of exactly these types.
  const statusChanges = JSON.parse(row[4]) as BotRecord['statusChanges'];
  const recordings = JSON.parse(row[5]) as BotRecord['recordings'];
  const latest = statusChanges.at(-1);
  return {
    botName: row[0],
    joinAt: row[1],
    meetingPlatform: row[2],
    meetingId: row[3],
    // A bot without status changes has not begun (recall-api.md 4.8).
    status: latest?.code ?? 'ready',
    subCode: latest?.subCode ?? null,
    outcome: facts.outcome,
    sentence: botSentence(facts),
    advice: botAdvice(facts),
    recordedMs: recordedMs(facts),
    calendarV1: facts.v1StartAt !== null,
    statusChanges: statusChanges.map((change) => ({
      ...change,
      title: statusChangeTitle(change.code, change.subCode),
      meaning:
        subCodeOf(change.subCode)?.meaning ?? (change.subCode === null ? statusOf(change.code)?.meaning : null) ?? null,
    })),
    recordings: recordings.map((recording) => ({ ...recording, title: recordingTitle(recording, row[7]) })),
    retrievedAt: row[7],
    raw: row[6],
  };
}
