/** Bots whose outcome nobody knows although their meeting is over: what the looker asks for. */
import { HOUR_MS } from '../../../shared/time.ts';
import type { BotOutcome } from '../../../shared/values.ts';
import { standingOf } from '../diagnosis/events/standings.ts';
import { botFact } from './bot-facts.ts';
import type { Connection } from './connection.ts';
import type { UnseenBot } from './verdicts.ts';

const UNSEEN = [standingOf('unknown', 'bot_not_looked_at'), standingOf('unknown', 'bot_unfinished')];

/** A meeting without an end is taken for this long; the longest that is looked for (ms). */
const USUAL_MS = HOUR_MS;
const LONGEST_MS = 24 * HOUR_MS;
/** A bot that still had not finished after so many looks is left alone. */
const MAX_LOOKS = 3;

export const UNSEEN_BOTS_SQL = {
  /** Entries that came and were there when their meeting began. */
  ended: `SELECT ifnull(e.end_at, e.start_at + ${USUAL_MS}), b.bot_id
    FROM verdict AS v INDEXED BY verdict_by_workspace CROSS JOIN event AS e ON e.pk = v.pk
      CROSS JOIN bot_entry AS b ON b.event_pk = e.pk
    WHERE v.workspace_id = @workspace AND v.standing IN (${UNSEEN.join(', ')}) AND v.start_at >= @first AND v.start_at < @to
      AND ifnull(e.end_at, e.start_at + ${USUAL_MS}) BETWEEN @from AND @to
      AND (b.gone_at IS NULL OR b.gone_at >= e.start_at) AND ifnull(b.start_at, e.start_at) <= @to`,
} as const;

/** As verdicts.ts says. */
export function unseenBots(
  connection: Connection,
  workspaceId: number,
  from: number,
  to: number,
  limit: number,
): UnseenBot[] {
  const rows = connection.all<[endedAt: number, botId: string]>(UNSEEN_BOTS_SQL.ended, {
    workspace: workspaceId,
    first: from - LONGEST_MS,
    from,
    to,
  });
  const found = new Map<string, UnseenBot>();
  for (const [, botId] of rows.sort((a, b) => a[0] - b[0])) {
    if (found.size >= limit) break;
    if (found.has(botId)) continue;
    const fact = botFact(connection, workspaceId, botId);
    const looks = fact?.looks ?? 0;
    if (looks >= MAX_LOOKS || (fact !== null && !isOpen(fact.outcome))) continue;
    found.set(botId, { workspaceId, botId, looks });
  }
  return [...found.values()];
}

function isOpen(outcome: BotOutcome): boolean {
  switch (outcome) {
    case 'scheduled':
    case 'under_way':
    case 'unknown':
      return true;
    case 'recorded':
    case 'media_gone':
    case 'not_recorded':
    case 'failed':
    case 'gone':
      return false;
  }
}
