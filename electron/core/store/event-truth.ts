/** What the page of one event is made from: the same facts that its verdict is concluded from, and whom they speak of. */
import type { EventRef } from '../../../shared/actions.ts';
import type { BotEntry, EventRow } from '../../../shared/entities.ts';
import { readBotEntries } from './bot-entries.ts';
import type { Connection } from './connection.ts';
import { EVENT_ROWS_SQL, eventTuples, toEventRow } from './event-rows.ts';
import type { EventTuple } from './event-rows.ts';
import { eventsWithKey } from './search-read.ts';
import { idToken } from './search-terms.ts';
import { FactsReader } from './verdict-facts.ts';
import type { EventTruth } from './verdicts.ts';

export const EVENT_TRUTH_SQL = {
  rest: 'SELECT series_id, attendee_count FROM event WHERE pk = ?',
  lastBot: `SELECT b.id, b.retrieved_at, b.payload FROM json_each(@bots) AS j
    CROSS JOIN bot AS b ON b.workspace_id = @workspace AND b.id = j.value`,
} as const;

/** Events that are looked at for a bot, and told. */
const CANDIDATES = 200;
const MAX_SHARING = 50;

/** Null when there is no such event. */
export function eventTruth(connection: Connection, { workspaceId, id }: EventRef): EventTruth | null {
  const row = connection.get<EventTuple>(EVENT_ROWS_SQL.byId, [workspaceId, id]);
  if (row === undefined) return null;
  const pk = row[16];
  const [loaded] = new FactsReader(connection).load([pk]);
  const rest = connection.get<[seriesId: string | null, attendeeCount: number | null]>(EVENT_TRUTH_SQL.rest, [pk]);
  if (loaded === undefined || rest === undefined) return null;
  const { facts, domains } = loaded;
  const [seriesId, attendeeCount] = rest;
  const siblings = eventTuples(
    connection,
    facts.siblings.map((sibling) => sibling.pk),
  );
  return {
    facts,
    row: toEventRow(row),
    domains,
    seriesId,
    attendeesKnown: attendeeCount !== null,
    attendeeCount,
    siblings: new Map(siblings.map((sibling) => [sibling[16], toEventRow(sibling)])),
    sharing: sharing(connection, workspaceId, pk, facts.entries),
    lastBot: lastBot(connection, workspaceId, facts.entries),
  };
}

/** Other events that name one of the present bots now. */
function sharing(
  connection: Connection,
  workspaceId: number,
  pk: number,
  entries: readonly BotEntry[],
): { event: EventRow; botId: string }[] {
  const present = new Set(entries.filter(({ goneAt }) => goneAt === null).map(({ botId }) => botId));
  const found: { event: EventRow; botId: string }[] = [];
  for (const botId of present) {
    const pks = eventsWithKey(connection, workspaceId, idToken(botId), CANDIDATES);
    for (const row of eventTuples(connection, pks)) {
      if (found.length >= MAX_SHARING) return found;
      if (row[16] === pk || row[0] !== workspaceId) continue;
      const names = readBotEntries(connection, row[16]).some((one) => one.botId === botId && one.goneAt === null);
      if (names) found.push({ event: toEventRow(row), botId });
    }
  }
  return found;
}

/** Of the event's bots, present and gone, the one that was retrieved last. */
function lastBot(connection: Connection, workspaceId: number, entries: readonly BotEntry[]): EventTruth['lastBot'] {
  const bots = JSON.stringify([...new Set(entries.map(({ botId }) => botId))]);
  const rows = connection.all<[botId: string, retrievedAt: number, payload: string]>(EVENT_TRUTH_SQL.lastBot, {
    bots,
    workspace: workspaceId,
  });
  const [latest] = rows.sort((a, b) => b[1] - a[1]);
  return latest === undefined ? null : { botId: latest[0], retrievedAt: latest[1], payload: latest[2] };
}
