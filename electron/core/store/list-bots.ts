/**
 * `bots.list`: bots that were looked at, latest look first. One range of `bot_fact_by_look` per workspace and outcome, merged by SQLite
 * (as in merge.ts, which knows no text keys).
 */
import type { BotRow } from '../../../shared/entities.ts';
import type { Page, Total, WorkspaceScope } from '../../../shared/filters.ts';
import { BOT_OUTCOMES } from '../../../shared/values.ts';
import type { BotOutcome } from '../../../shared/values.ts';
import { recordedMs } from '../diagnosis/events/bot-outcome.ts';
import { botTitle } from '../diagnosis/events/bot-words.ts';
import { botFact } from './bot-facts.ts';
import { startOf } from './codec.ts';
import type { Bindable, Connection } from './connection.ts';
import { decodeText, encodePosition } from './keyset.ts';
import { chunks, COUNT_CAP } from './list-events.ts';
import { MAX_ARMS } from './merge.ts';
import { scopeIds } from './scope.ts';
import { eventsWithAnyKey } from './search-read.ts';
import { idToken } from './search-terms.ts';

export const LIST_BOTS_SQL = {
  name: 'SELECT bot_name FROM bot WHERE workspace_id = ? AND id = ?',
  naming: `SELECT b.workspace_id, b.bot_id, e.id, e.title, e.start_at FROM json_each(?) AS j CROSS JOIN event AS e ON e.pk = j.value
    CROSS JOIN bot_entry AS b ON b.event_pk = e.pk`,
} as const;

/** Events that are compared for the soonest of each bot, for so many bots at once: most have one or two. */
const MAX_NAMING = 2_000;
const NAMED_AT_ONCE = 50;
/** A row tells what was seen, and that may be long ago. */
const LATER = Number.MAX_SAFE_INTEGER;

/** How far a range is read: from its beginning, or from a position on (@k its look, @b its bot). */
type From = 'start' | 'from_look' | 'after_look' | 'after_bot';

const BEYOND: Readonly<Record<From, string>> = {
  start: '',
  // Workspaces that come later in the order may still have bots of that very moment.
  from_look: ' AND looked_at <= @k',
  after_look: ' AND looked_at < @k',
  after_bot: ' AND looked_at = @k AND bot_id > @b',
};

/** SELECT of (look, workspace, bot) in order: an arm for each of `ranges` and outcome @o0 …, in workspace @w0 …. */
export function botListSql(ranges: readonly From[], outcomes: number, limit: number): string {
  const arms = ranges.flatMap((from, at) =>
    Array.from(
      { length: outcomes },
      (_, outcome) => `SELECT looked_at AS k, workspace_id AS w, bot_id AS b FROM bot_fact
        WHERE workspace_id = (@w${at} + 0) AND outcome = @o${outcome}${BEYOND[from]}`,
    ),
  );
  return `${arms.join(' UNION ALL ')} ORDER BY 1 DESC, 2, 3 LIMIT ${limit}`;
}

/** SELECT of how many there are in workspaces @w0 … with outcomes @o0 …, counted up to the limit. */
export function botCountSql(workspaces: number, outcomes: number, limit: number): string {
  const arms = Array.from({ length: workspaces }, (_w, at) =>
    Array.from(
      { length: outcomes },
      (_o, outcome) => `SELECT 1 FROM bot_fact WHERE workspace_id = (@w${at} + 0) AND outcome = @o${outcome}`,
    ),
  ).flat();
  return `SELECT count(*) FROM (${arms.join(' UNION ALL ')} LIMIT ${limit})`;
}

type Listed = [lookedAt: number, workspaceId: number, botId: string];

/** Latest look first, then by workspace and id. */
export function listBots(
  connection: Connection,
  scope: WorkspaceScope,
  outcome: BotOutcome | undefined,
  after: string | null,
  limit: number,
): Page<BotRow> {
  const order = `bots:${outcome ?? 'all'}`;
  const position = after === null ? null : decodeText(order, after);
  const outcomes = outcome === undefined ? BOT_OUTCOMES : [outcome];
  const ids = scopeIds(connection, scope).toSorted((a, b) => a - b);
  const bind = Object.fromEntries(outcomes.map((one, at) => [`o${at}`, one]));
  const found = fetch(connection, ids, outcomes.length, bind, position, limit + 1);
  const more = found.length > limit;
  if (more) found.pop();
  const last = found.at(-1);
  return {
    rows: withEvents(connection, found),
    next:
      more && last !== undefined
        ? encodePosition(order, { key: last[2], facet: last[1], pk: last[0], ties: false })
        : null,
    total: count(connection, ids, outcomes.length, bind),
  };
}

function fetch(
  connection: Connection,
  ids: readonly number[],
  outcomes: number,
  bind: Readonly<Record<string, Bindable>>,
  position: { readonly key: string; readonly facet: number; readonly pk: number } | null,
  limit: number,
): Listed[] {
  const ranges = ids.flatMap((id): { id: number; from: From }[] => {
    if (position === null) return [{ id, from: 'start' }];
    if (id > position.facet) return [{ id, from: 'from_look' }];
    if (id < position.facet) return [{ id, from: 'after_look' }];
    return [
      { id, from: 'after_bot' },
      { id, from: 'after_look' },
    ];
  });
  return chunks(ranges, Math.floor(MAX_ARMS / outcomes))
    .flatMap((part) => {
      const sql = botListSql(
        part.map(({ from }) => from),
        outcomes,
        limit,
      );
      const at = position === null ? {} : { k: position.pk };
      const bot = part.some(({ from }) => from === 'after_bot') && position !== null ? { b: position.key } : {};
      return connection.all<Listed>(sql, { ...bind, ...named(part), ...at, ...bot });
    })
    .sort((a, b) => b[0] - a[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : 1))
    .slice(0, limit);
}

const named = (ranges: readonly { readonly id: number }[]): Record<string, number> =>
  Object.fromEntries(ranges.map(({ id }, at) => [`w${at}`, id]));

function count(
  connection: Connection,
  ids: readonly number[],
  outcomes: number,
  bind: Readonly<Record<string, Bindable>>,
): Total {
  let total = 0;
  for (const part of chunks(ids, Math.floor(MAX_ARMS / outcomes))) {
    const sql = botCountSql(part.length, outcomes, COUNT_CAP + 1);
    total += connection.get<[number]>(sql, { ...bind, ...named(part.map((id) => ({ id }))) })?.[0] ?? 0;
    if (total > COUNT_CAP) return { count: COUNT_CAP, exact: false };
  }
  return { count: total, exact: true };
}

function withEvents(connection: Connection, found: readonly Listed[]): BotRow[] {
  return chunks(found, NAMED_AT_ONCE).flatMap((part) => {
    const events = soonestEvents(connection, part);
    return part.map((row) => toBotRow(connection, row, events.get(keyOf(row[1], row[2])) ?? null));
  });
}

function toBotRow(connection: Connection, [lookedAt, workspaceId, id]: Listed, event: BotRow['event']): BotRow {
  const facts = botFact(connection, workspaceId, id);
  return {
    workspaceId,
    id,
    botName: connection.get<[string | null]>(LIST_BOTS_SQL.name, [workspaceId, id])?.[0] ?? null,
    outcome: facts?.outcome ?? 'unknown',
    title: botTitle(facts, LATER, event?.startAt ?? null),
    subCode: facts?.subCode ?? null,
    joinAt: facts?.joinAt ?? null,
    recordedMs: facts === null ? null : recordedMs(facts),
    retrievedAt: lookedAt,
    event,
  };
}

type NamingTuple = [workspaceId: number, botId: string, eventId: string, title: string | null, startAt: number];

const keyOf = (workspaceId: number, botId: string): string => `${workspaceId}/${botId}`;

/** The key index also finds events by ids of their own, so the entries decide. */
function soonestEvents(connection: Connection, bots: readonly Listed[]): Map<string, NonNullable<BotRow['event']>> {
  const workspaces = [...new Set(bots.map(([, workspaceId]) => workspaceId))];
  const tokens = bots.map(([, , id]) => idToken(id));
  const pks = eventsWithAnyKey(connection, workspaces, tokens, MAX_NAMING);
  const naming = connection.all<NamingTuple>(LIST_BOTS_SQL.naming, [JSON.stringify(pks)]);
  const soonest = new Map<string, NonNullable<BotRow['event']>>();
  for (const [workspaceId, botId, id, title, startAt] of naming.toSorted((a, b) => a[4] - b[4])) {
    const key = keyOf(workspaceId, botId);
    if (!soonest.has(key)) soonest.set(key, { id, title, startAt: startOf(startAt) });
  }
  return soonest;
}
