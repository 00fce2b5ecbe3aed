/**
 * `app.search`. Everything is newest first and stops at the limit: ordering by relevance would have to read every match
 * (measured: 2 s for a common prefix at 1 M events).
 */
import type { CalendarRow, EventRow } from '../../../shared/entities.ts';
import type { WorkspaceScope } from '../../../shared/filters.ts';
import { looksLikeLink } from '../../../shared/meeting-link.ts';
import { BOT_SQL } from './bots.ts';
import { BOT_ENTRY_SQL } from './bot-entries.ts';
import { calendarTuples, toCalendarRow } from './calendar-rows.ts';
import type { Connection } from './connection.ts';
import { eventTuples, EVENT_ROWS_SQL, toEventRow } from './event-rows.ts';
import type { EventTuple } from './event-rows.ts';
import { CALENDAR_PLACEHOLDER } from './facets.ts';
import {
  addressToken,
  domainToken,
  idToken,
  isCompleted,
  linkToken,
  MARK_LENGTH,
  MAX_WORD,
  words,
  workspaceToken,
} from './search-terms.ts';
import { resolveScope, scopeIds } from './scope.ts';

export const SEARCH_READ_SQL = {
  keys: 'SELECT rowid FROM event_key_fts WHERE event_key_fts MATCH ? ORDER BY rowid DESC LIMIT ?',
  titles: 'SELECT rowid FROM event_title_fts WHERE event_title_fts MATCH ? ORDER BY rowid DESC LIMIT ?',
  pending: 'SELECT pk, title, keys FROM search_pending ORDER BY pk DESC LIMIT 5000',
  people: 'SELECT address FROM person WHERE workspace_id = ? AND address >= ? AND address < ? LIMIT ?',
  words: 'SELECT word FROM word WHERE workspace_id = ? AND word >= ? AND word < ? LIMIT ?',
  calendars: 'SELECT calendar_pk FROM calendar_key WHERE workspace_id = ? AND key >= ? AND key < ? LIMIT ?',
} as const;

/** At least this many characters, or every event would match. */
export const MIN_SEARCH = 2;
/** A prefix stands for at most this many addresses, or words. */
const MAX_COMPLETIONS = 20;
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
  const narrowed = resolved === 'all' ? null : ids;

  const calendars = findCalendars(connection, typed, ids, limit + 1);
  const events = findEvents(connection, typed, ids, narrowed, limit + 1);
  const bots = findBots(connection, typed, ids, events);
  return {
    calendars: calendars.slice(0, limit),
    events: events.slice(0, limit).map(toEventRow),
    bots: bots.slice(0, limit),
    more: calendars.length > limit || events.length > limit || bots.length > limit,
  };
}

function findCalendars(connection: Connection, typed: string, ids: readonly number[], limit: number): CalendarRow[] {
  const [low, high] = prefixRange(typed.toLowerCase().replace(/^@/, ''));
  const pks = new Set<number>();
  for (const id of ids) {
    const rows = connection.all<[number]>(SEARCH_READ_SQL.calendars, [id, low, high, 4 * limit]);
    for (const [pk] of rows) pks.add(pk);
  }
  return calendarTuples(connection, [...pks].slice(0, limit))
    .filter((row) => row[6] !== CALENDAR_PLACEHOLDER)
    .map(toCalendarRow);
}

function findEvents(
  connection: Connection,
  typed: string,
  ids: readonly number[],
  narrowed: readonly number[] | null,
  limit: number,
): EventTuple[] {
  const found = new Map<number, EventTuple>();
  if (ID.test(typed)) {
    for (const id of ids) {
      const row = connection.get<EventTuple>(EVENT_ROWS_SQL.byId, [id, typed]);
      if (row !== undefined) found.set(row[16], row);
    }
  }
  const keys = keyTokens(connection, typed, ids);
  const titleWords = looksLikeLink(typed) || typed.includes('@') ? [] : words(typed);
  const pks = new Set(pendingMatches(connection, keys, titleWords, limit));
  if (keys.length > 0 && pks.size < limit) {
    for (const pk of matching(connection, SEARCH_READ_SQL.keys, anyOf(keys), narrowed, limit)) pks.add(pk);
  }
  const titles = titleWords.length === 0 || pks.size >= limit ? null : titleQuery(connection, titleWords, ids);
  if (titles !== null) {
    for (const pk of matching(connection, SEARCH_READ_SQL.titles, titles, narrowed, limit)) pks.add(pk);
  }
  const allowed = narrowed === null ? null : new Set(narrowed);
  // A few more than the limit: of those not yet indexed some may belong to other workspaces.
  const wanted = allowed === null ? [...pks].slice(0, limit) : [...pks];
  for (const row of eventTuples(connection, wanted)) {
    if (found.size >= limit) break;
    if (allowed === null || allowed.has(row[0])) found.set(row[16], row);
  }
  return [...found.values()];
}

/** The rowids of an FTS query; in several workspaces each is asked for its own newest, in one only its own are walked over. */
function matching(
  connection: Connection,
  sql: string,
  query: string,
  narrowed: readonly number[] | null,
  limit: number,
): number[] {
  const scoped = narrowed === null ? query : `(${query}) AND (${anyOf(narrowed.map(workspaceToken))})`;
  return connection.all<[number]>(sql, [scoped, limit]).map(([pk]) => pk);
}

/** Exact keys that the text may be: an id, a link, an address or a domain, or the beginning of an address. */
function keyTokens(connection: Connection, typed: string, ids: readonly number[]): string[] {
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
  let left = MAX_COMPLETIONS;
  for (const id of ids) {
    if (left <= 0) break;
    const rows = connection.all<[string]>(SEARCH_READ_SQL.people, [id, low, high, left]);
    left -= rows.length;
    for (const [address] of rows) tokens.add(addressToken(address));
  }
  return [...tokens];
}

/** Rows that no batch has indexed yet; there are a few thousand at most. */
function pendingMatches(
  connection: Connection,
  keys: readonly string[],
  titleWords: readonly string[],
  limit: number,
): number[] {
  const pks: number[] = [];
  for (const [pk, title, stored] of connection.all<[number, string, string]>(SEARCH_READ_SQL.pending)) {
    if (pks.length >= limit) break;
    const matches =
      keys.some((key) => stored.includes(key)) || (titleWords.length > 0 && titleMatches(title, titleWords));
    if (matches) pks.push(pk);
  }
  return pks;
}

function titleMatches(title: string, titleWords: readonly string[]): boolean {
  const last = titleWords.at(-1) ?? '';
  // Cheap first: most titles do not even contain the letters.
  if (!title.toLowerCase().includes(last)) return false;
  const there = words(title.slice(MARK_LENGTH));
  return titleWords.every((word, index) =>
    there.some((candidate) => (isPrefix(word, index, titleWords) ? candidate.startsWith(word) : candidate === word)),
  );
}

/** The word that is still being typed (once it has two letters), and words that were cut. */
function isPrefix(word: string, index: number, titleWords: readonly string[]): boolean {
  return word.length >= MAX_WORD || (index === titleWords.length - 1 && word.length >= 2);
}

/** Newest events of a workspace that carry a key. */
export function eventsWithKey(connection: Connection, workspaceId: number, token: string, limit: number): number[] {
  const pending = pendingMatches(connection, [token], [], limit);
  return [
    ...new Set([...pending, ...matching(connection, SEARCH_READ_SQL.keys, anyOf([token]), [workspaceId], limit)]),
  ];
}

function findBots(
  connection: Connection,
  typed: string,
  ids: readonly number[],
  events: readonly EventTuple[],
): { workspaceId: number; botId: string }[] {
  const named = new Set<number>();
  if (!ID.test(typed)) return [];
  for (const row of events) {
    if (named.has(row[0])) continue;
    if (connection.all<[string]>(BOT_ENTRY_SQL.ids, [row[16]]).some(([id]) => id === typed)) named.add(row[0]);
  }
  for (const id of ids) if (connection.get(BOT_SQL.exists, [id, typed]) !== undefined) named.add(id);
  return [...named].map((workspaceId) => ({ workspaceId, botId: typed }));
}

function prefixRange(prefix: string): [low: string, high: string] {
  return [prefix, `${prefix}\u{10ffff}`];
}

/** FTS5 query of quoted tokens; a token holds no quote, so nothing typed is ever read as query syntax. */
function anyOf(tokens: readonly string[]): string {
  return tokens.map((token) => `"${token}"`).join(' OR ');
}

/**
 * Every word, the last one as a prefix. FTS5 answers short prefixes from an index of its own; for longer ones it would
 * read every match of every word before the first result, so the words are looked up and asked for as they are.
 */
function titleQuery(connection: Connection, titleWords: readonly string[], ids: readonly number[]): string {
  return titleWords
    .map((word, index) => {
      if (!isPrefix(word, index, titleWords)) return `"${word}"`;
      const completions = isCompleted(word) ? complete(connection, word, ids) : null;
      return completions === null ? `"${word}"*` : `(${anyOf(completions)})`;
    })
    .join(' AND ');
}

/** Words that begin with `word`, the word itself among them; null when there are too many to name. */
function complete(connection: Connection, word: string, ids: readonly number[]): string[] | null {
  if (word.length >= MAX_WORD) return null;
  const [low, high] = prefixRange(word);
  const completions = new Set([word]);
  for (const id of ids) {
    const rows = connection.all<[string]>(SEARCH_READ_SQL.words, [id, low, high, MAX_COMPLETIONS]);
    for (const [found] of rows) completions.add(found);
    if (completions.size > MAX_COMPLETIONS) return null;
  }
  return [...completions];
}
