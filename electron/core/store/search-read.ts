/**
 * `app.search`. Everything is newest first and stops at the limit: ordering by relevance would have to read every match
 * (measured: 2 s for a common prefix at 1 M events).
 */
import type { CalendarRow, EventRow } from '../../../shared/entities.ts';
import type { WorkspaceScope } from '../../../shared/filters.ts';
import { looksLikeLink } from '../../../shared/meeting-link.ts';
import { BOT_ENTRY_SQL } from './bot-entries.ts';
import { calendarTuples, toCalendarRow } from './calendar-rows.ts';
import { limited } from './connection.ts';
import type { Connection } from './connection.ts';
import { eventTuples, toEventRow } from './event-rows.ts';
import type { EventTuple } from './event-rows.ts';
import { CALENDAR_PLACEHOLDER } from './facets.ts';
import {
  addressToken,
  domainToken,
  idToken,
  INDEXED_PREFIX,
  isCompleted,
  linkToken,
  LONG_TITLE,
  MAX_WORD,
  pairToken,
  words,
  workspaceToken,
} from './search-terms.ts';
import { isPrefix, waitingRows } from './search-waiting.ts';
import type { WaitingRows } from './search-waiting.ts';
import { resolveScope, scopeIds } from './scope.ts';

export const SEARCH_READ_SQL = {
  keys: 'SELECT rowid FROM event_key_fts WHERE event_key_fts MATCH ? ORDER BY rowid DESC',
  titles: 'SELECT rowid FROM event_title_fts WHERE event_title_fts MATCH ? ORDER BY rowid DESC',
  people: `SELECT p.address FROM json_each(?) AS j CROSS JOIN person AS p
    ON p.workspace_id = j.value AND p.address >= ? AND p.address < ?`,
  words: `SELECT w.word FROM json_each(?) AS j CROSS JOIN word AS w
    ON w.workspace_id = j.value AND w.word >= ? AND w.word < ?`,
  calendars: `SELECT k.calendar_pk FROM json_each(?) AS j CROSS JOIN calendar_key AS k
    ON k.workspace_id = j.value AND k.key >= ? AND k.key < ?`,
  event: `SELECT e.pk FROM json_each(?) AS j CROSS JOIN event AS e ON e.workspace_id = j.value AND e.id = ?`,
  bot: `SELECT b.workspace_id FROM json_each(?) AS j CROSS JOIN bot AS b ON b.workspace_id = j.value AND b.id = ?`,
} as const;

/** At least this many characters, or every event would match. */
export const MIN_SEARCH = 2;
/** A prefix stands for at most this many addresses, or words. */
const MAX_COMPLETIONS = 20;
/** Rows of the dictionaries looked at for that; several workspaces repeat the same words. */
const MAX_DICTIONARY_ROWS = 400;
/** A bot id is looked for among this many of the events found; a word that looks like an id finds many more. */
const MAX_NAMING_EVENTS = 20;
/** What can be an id: no spaces, and longer than any word that people type first. */
const ID = /^[\w@.+/=~:{}-]{6,}$/;

export interface SearchResult {
  calendars: CalendarRow[];
  events: EventRow[];
  bots: { workspaceId: number; botId: string }[];
  more: boolean;
}

export function search(connection: Connection, input: string, scope: WorkspaceScope, limit: number): SearchResult {
  const typed = input.trim().slice(0, 2_000);
  const nothing: SearchResult = { calendars: [], events: [], bots: [], more: false };
  if (typed.length < MIN_SEARCH) return nothing;
  const resolved = resolveScope(connection, scope);
  const ids = scopeIds(connection, scope);
  if (ids.length === 0) return nothing;
  const where: Where = { ids, json: JSON.stringify(ids), narrowed: resolved !== 'all' };

  const calendars = findCalendars(connection, typed, where, limit + 1);
  const events = findEvents(connection, typed, where, limit + 1);
  const bots = findBots(connection, typed, where, events);
  return {
    calendars: calendars.slice(0, limit),
    events: events.slice(0, limit).map(toEventRow),
    bots: bots.slice(0, limit),
    more: calendars.length > limit || events.length > limit || bots.length > limit,
  };
}

/** The workspaces of a question, as a list and as the JSON that statements take. */
interface Where {
  readonly ids: readonly number[];
  readonly json: string;
  /** False: all workspaces. */
  readonly narrowed: boolean;
}

function findCalendars(connection: Connection, typed: string, where: Where, limit: number): CalendarRow[] {
  const [low, high] = prefixRange(typed.toLowerCase().replace(/^@/, ''));
  const rows = connection.all<[number]>(limited(SEARCH_READ_SQL.calendars, 4 * limit), [where.json, low, high]);
  const pks = [...new Set(rows.map(([pk]) => pk))].slice(0, limit);
  return calendarTuples(connection, pks)
    .filter((row) => row[6] !== CALENDAR_PLACEHOLDER)
    .map(toCalendarRow);
}

function findEvents(connection: Connection, typed: string, where: Where, limit: number): EventTuple[] {
  const pks = new Set<number>();
  const add = (sql: string, query: string): void => {
    for (const pk of matching(connection, sql, query, where, limit)) pks.add(pk);
  };
  if (ID.test(typed)) {
    for (const [pk] of connection.all<[number]>(SEARCH_READ_SQL.event, [where.json, typed])) pks.add(pk);
  }
  // Before the index: what moves there between the two looks is then seen twice rather than never.
  const waiting = waitingRows(connection);
  const keys = keyTokens(connection, typed, where, waiting);
  const titleWords = looksLikeLink(typed) || typed.includes('@') ? [] : words(typed);
  for (const pk of waiting.matches(where.ids, keys, titleWords, limit)) pks.add(pk);
  if (keys.length > 0 && pks.size < limit) add(SEARCH_READ_SQL.keys, anyOf(keys));
  if (titleWords.length > 0 && pks.size < limit) {
    const { pairs, titles } = titleQuery(connection, titleWords, where);
    if (pairs !== null) add(SEARCH_READ_SQL.keys, pairs);
    add(SEARCH_READ_SQL.titles, titles);
  }
  const rows = eventTuples(connection, [...pks].slice(0, limit));
  return where.narrowed ? rows.filter((row) => where.ids.includes(row[0])) : rows;
}

/** The newest rowids of an FTS query; in some workspaces of many, only the documents of those are walked over. */
function matching(connection: Connection, sql: string, query: string, where: Where, limit: number): number[] {
  const scoped = where.narrowed ? `(${query}) AND (${anyOf(where.ids.map(workspaceToken))})` : query;
  return connection.all<[number]>(limited(sql, limit), [scoped]).map(([pk]) => pk);
}

/** Exact keys that the text may be: an id, a link, an address or a domain, or the beginning of an address. */
function keyTokens(connection: Connection, typed: string, where: Where, waiting: WaitingRows): string[] {
  const lower = typed.toLowerCase();
  const tokens = new Set<string>();
  if (looksLikeLink(typed)) {
    const token = linkToken(typed);
    if (token !== null) tokens.add(token);
  }
  if (/\s/.test(typed)) return [...tokens];
  if (ID.test(typed)) tokens.add(idToken(typed));
  if (lower.startsWith('@')) tokens.add(domainToken(lower.slice(1)));
  else if (lower.includes('@')) tokens.add(addressToken(lower));
  else if (lower.includes('.')) tokens.add(domainToken(lower));
  const [low, high] = prefixRange(lower);
  const addresses = new Set(waiting.addresses(where.ids, lower, MAX_COMPLETIONS));
  for (const [address] of connection.all<[string]>(limited(SEARCH_READ_SQL.people, MAX_COMPLETIONS), [
    where.json,
    low,
    high,
  ])) {
    addresses.add(address);
  }
  for (const address of [...addresses].slice(0, MAX_COMPLETIONS)) tokens.add(addressToken(address));
  return [...tokens];
}

/** Newest events of a workspace that carry a key. */
export function eventsWithKey(connection: Connection, workspaceId: number, token: string, limit: number): number[] {
  const where: Where = { ids: [workspaceId], json: `[${workspaceId}]`, narrowed: true };
  const pending = waitingRows(connection).matches([workspaceId], [token], [], limit);
  return [...new Set([...pending, ...matching(connection, SEARCH_READ_SQL.keys, anyOf([token]), where, limit)])];
}

/**
 * Events that carry any of these keys, in no order; at most about `limit`. Not narrowed to workspaces in the index, which for ids would
 * cost more than it saves (measured: 76 of 97 µs for each key), so the caller tells them apart.
 */
export function eventsWithAnyKey(
  connection: Connection,
  workspaces: readonly number[],
  tokens: readonly string[],
  limit: number,
): number[] {
  if (tokens.length === 0) return [];
  const pending = waitingRows(connection).matches(workspaces, tokens, [], limit);
  const indexed = connection.all<[number]>(limited(SEARCH_READ_SQL.keys, limit), [anyOf(tokens)]).map(([pk]) => pk);
  return [...new Set([...pending, ...indexed])];
}

function findBots(
  connection: Connection,
  typed: string,
  where: Where,
  events: readonly EventTuple[],
): { workspaceId: number; botId: string }[] {
  if (!ID.test(typed)) return [];
  const named = new Set<number>();
  for (const row of events.slice(0, MAX_NAMING_EVENTS)) {
    if (named.has(row[0])) continue;
    if (connection.all<[string]>(BOT_ENTRY_SQL.ids, [row[16]]).some(([id]) => id === typed)) named.add(row[0]);
  }
  for (const [id] of connection.all<[number]>(SEARCH_READ_SQL.bot, [where.json, typed])) named.add(id);
  return [...named].map((workspaceId) => ({ workspaceId, botId: typed }));
}

function prefixRange(prefix: string): [low: string, high: string] {
  return [prefix, `${prefix}\u{10ffff}`];
}

/** FTS5 query of quoted tokens; a token holds no quote, so nothing typed is ever read as query syntax. */
function anyOf(tokens: readonly string[]): string {
  return tokens.map((token) => `"${token}"`).join(' OR ');
}

interface TitleQuery {
  /** For the keys: titles that hold every two of the words; null where the words cannot be named. */
  readonly pairs: string | null;
  /** For the titles: all of them, or beside `pairs` only those with too many words for pairs. */
  readonly titles: string;
}

/**
 * Every word, the last one as a prefix. FTS5 answers short prefixes from an index of its own; for longer ones it would
 * read every match of every word before the first result, so the words are looked up and asked for as they are.
 */
function titleQuery(connection: Connection, titleWords: readonly string[], where: Where): TitleQuery {
  const last = titleWords.at(-1) ?? '';
  const whole = [...new Set(titleWords.slice(0, -1))];
  const [first] = whole;
  const typing = isPrefix(last, titleWords.length - 1, titleWords);
  const completions = typing ? complete(connection, last, where) : [last];
  const prefix = completions === null || (last.length <= INDEXED_PREFIX && first === undefined);
  const ending = prefix ? `"${last}"${typing ? '*' : ''}` : `(${completions.map(quoted).join(' OR ')})`;
  const all = [...whole.map(quoted), ending].join(' AND ');
  if (first === undefined || completions === null) return { pairs: null, titles: all };
  const pairs = whole.slice(1).map((word) => `"${pairToken(first, word)}"`);
  // A word that is already there is also its own beginning.
  if (!completions.some((word) => whole.includes(word))) {
    pairs.push(`(${anyOf(completions.map((word) => pairToken(first, word)))})`);
  }
  if (pairs.length === 0) return { pairs: null, titles: quoted(first) };
  return { pairs: pairs.join(' AND '), titles: `"${LONG_TITLE}" AND ${all}` };
}

/** A word that was cut stands for all that begin like it. */
const quoted = (word: string): string => `"${word}"${word.length >= MAX_WORD ? '*' : ''}`;

/** Words that begin with `word`, the word itself among them; null when there are too many to name. */
function complete(connection: Connection, word: string, where: Where): string[] | null {
  if (word.length >= MAX_WORD) return [word];
  if (!isCompleted(word)) return null;
  const [low, high] = prefixRange(word);
  const rows = connection.all<[string]>(limited(SEARCH_READ_SQL.words, MAX_DICTIONARY_ROWS), [where.json, low, high]);
  const completions = new Set([word, ...rows.map(([found]) => found)]);
  if (completions.size > MAX_COMPLETIONS || rows.length === MAX_DICTIONARY_ROWS) return null;
  return [...completions];
}
