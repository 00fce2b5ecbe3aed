/** What retrieved bots tell about their meetings (`bot_fact`), so that verdicts need not read their payloads. */
import type { BotOutcome } from '../../../shared/values.ts';
import { botFactsOf } from '../diagnosis/events/bot-outcome.ts';
import type { BotFacts } from '../diagnosis/events/types.ts';
import { readV1Start } from '../recall/bot-reader.ts';
import type { BotRecord } from '../records.ts';
import { int, intOrNull, text, textOrNull } from './codec.ts';
import type { Connection } from './connection.ts';

/** Columns of {@link BotFactTuple}; `f` is the fact. */
export const BOT_FACT_COLUMNS = `f.outcome, f.sub_code, f.join_at, f.recorded_from, f.recorded_to, f.ended_at, f.v1_start_at,
  f.meeting_id, f.looks, f.looked_at, f.missing_since`;

export const BOT_FACTS_SQL = {
  save: `INSERT INTO bot_fact (workspace_id, bot_id, outcome, sub_code, join_at, recorded_from, recorded_to, ended_at,
      v1_start_at, meeting_id, looked_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (workspace_id, bot_id) DO UPDATE SET outcome = excluded.outcome, sub_code = excluded.sub_code,
      join_at = excluded.join_at, recorded_from = excluded.recorded_from, recorded_to = excluded.recorded_to,
      ended_at = excluded.ended_at, v1_start_at = excluded.v1_start_at, meeting_id = excluded.meeting_id,
      looked_at = excluded.looked_at, missing_since = NULL
    WHERE excluded.looked_at >= bot_fact.looked_at`,
  missing: 'UPDATE bot_fact SET missing_since = ? WHERE workspace_id = ? AND bot_id = ?',
  look: 'UPDATE bot_fact SET looks = looks + 1 WHERE workspace_id = ? AND bot_id = ?',
  read: `SELECT ${BOT_FACT_COLUMNS} FROM bot_fact AS f WHERE f.workspace_id = ? AND f.bot_id = ?`,
  /** Bots that were retrieved before there were facts. */
  older: `SELECT join_at, meeting_id, status_changes, recordings, payload, retrieved_at FROM bot
    WHERE workspace_id = ? AND id = ?`,
} as const;

export type BotFactTuple = [
  outcome: BotOutcome,
  subCode: string | null,
  joinAt: number | null,
  recordedFrom: number | null,
  recordedTo: number | null,
  endedAt: number | null,
  v1StartAt: number | null,
  meetingId: string | null,
  looks: number,
  lookedAt: number,
  missingSince: number | null,
];

type OlderTuple = [
  joinAt: number | null,
  meetingId: string | null,
  statusChanges: string,
  recordings: string,
  payload: string,
  retrievedAt: number,
];

/** Facts with what only the bot's own page tells. */
export interface KnownBot extends BotFacts {
  /** When Recall first said that it has no such bot (any more); null: it has, as far as is known. */
  readonly missingSince: number | null;
}

/** An answer that arrives after a later one changes nothing. Inside a transaction. */
export function saveBotFact(connection: Connection, workspaceId: number, bot: BotRecord, receivedAt: number): void {
  writeFact(connection, workspaceId, bot.id, botFactsOf(bot, receivedAt));
}

function writeFact(connection: Connection, workspaceId: number, botId: string, facts: BotFacts): void {
  connection.run(BOT_FACTS_SQL.save, [
    workspaceId,
    text(botId),
    facts.outcome,
    textOrNull(facts.subCode),
    intOrNull(facts.joinAt),
    intOrNull(facts.recordedFrom),
    intOrNull(facts.recordedTo),
    intOrNull(facts.endedAt),
    intOrNull(facts.v1StartAt),
    textOrNull(facts.meetingId),
    int(facts.lookedAt),
  ]);
}

/**
 * Recall answered 404 for a bot. What was seen of it before stays known, except that a recording is not to be had any more.
 * Inside a transaction.
 */
export function botMissing(connection: Connection, workspaceId: number, botId: string, at: number): void {
  const known = botFact(connection, workspaceId, botId);
  if (known !== null && known.lookedAt > at) return;
  const outcome = outcomeWithout(known?.outcome ?? 'unknown');
  writeFact(connection, workspaceId, botId, { ...(known ?? NOTHING), outcome, lookedAt: at });
  connection.run(BOT_FACTS_SQL.missing, [known?.missingSince ?? int(at), workspaceId, text(botId)]);
}

const NOTHING: Omit<BotFacts, 'outcome' | 'lookedAt'> = {
  subCode: null,
  joinAt: null,
  recordedFrom: null,
  recordedTo: null,
  endedAt: null,
  v1StartAt: null,
  meetingId: null,
  looks: 0,
};

function outcomeWithout(outcome: BotOutcome): BotOutcome {
  switch (outcome) {
    case 'recorded':
    case 'media_gone':
      return 'media_gone';
    case 'not_recorded':
    case 'failed':
      return outcome;
    case 'scheduled':
    case 'under_way':
    case 'gone':
    case 'unknown':
      return 'gone';
  }
}

/** Callboard looked by itself. Inside a transaction. */
export function noteLook(connection: Connection, workspaceId: number, botId: string): void {
  connection.run(BOT_FACTS_SQL.look, [workspaceId, text(botId)]);
}

/** What is known about a bot; null: it was never asked for. */
export function botFact(connection: Connection, workspaceId: number, botId: string): KnownBot | null {
  const row = connection.get<BotFactTuple>(BOT_FACTS_SQL.read, [workspaceId, text(botId)]);
  return row === undefined ? olderFact(connection, workspaceId, botId) : toBotFacts(row);
}

export function toBotFacts(row: BotFactTuple): KnownBot {
  return {
    outcome: row[0],
    subCode: row[1],
    joinAt: row[2],
    recordedFrom: row[3],
    recordedTo: row[4],
    endedAt: row[5],
    v1StartAt: row[6],
    meetingId: row[7],
    looks: row[8],
    lookedAt: row[9],
    missingSince: row[10],
  };
}

function olderFact(connection: Connection, workspaceId: number, botId: string): KnownBot | null {
  const row = connection.get<OlderTuple>(BOT_FACTS_SQL.older, [workspaceId, text(botId)]);
  if (row === undefined) return null;
  // Written by saveBot from values of exactly these types; the payload is Recall's own object.
  const statusChanges = JSON.parse(row[2]) as BotRecord['statusChanges'];
  const recordings = JSON.parse(row[3]) as BotRecord['recordings'];
  const payload = JSON.parse(row[4]) as { readonly calendar_meetings?: unknown };
  const v1StartAt = readV1Start(payload.calendar_meetings);
  const bot = { joinAt: row[0], meetingId: row[1], statusChanges, recordings, v1StartAt };
  return { ...botFactsOf(bot, row[5]), missingSince: null };
}
