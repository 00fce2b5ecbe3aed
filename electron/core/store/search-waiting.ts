/**
 * The rows that wait to be indexed, as a search looks at them: kept in memory per connection. Rows carry ever growing
 * numbers (`seq`), leave from the oldest on, and get a new number when they change, so each look reads only what came since
 * the last one: a page or two while syncing, instead of up to 2,000 rows.
 *
 * Taking a row in must cost less than looking at it, for rows come faster than questions (measured: maps of keys and words
 * take 4 µs a row, this 1 µs): keys go into a table of hashes, titles are lower case and split into words only where they
 * hold the letters. Rows are kept in segments of consecutive numbers and forgotten a segment at a time.
 */
import type { Connection } from './connection.ts';
import { MARK_LENGTH, MAX_WORD, words } from './search-terms.ts';

export const SEARCH_WAITING_SQL = {
  ends: 'SELECT (SELECT min(seq) FROM search_pending), (SELECT max(seq) FROM search_pending)',
  since: 'SELECT seq, pk, workspace_id, title, keys, people FROM search_pending WHERE seq > ? ORDER BY seq',
} as const;

type Row = [seq: number, pk: number, workspaceId: number, title: string, keys: string, people: string];

/** Rows per segment. */
const SEGMENT_ROWS = 250;

const kept = new WeakMap<Connection, WaitingRows>();

/** The waiting rows as this connection sees them now. */
export function waitingRows(connection: Connection): WaitingRows {
  // What a transaction of the writer's own shows may be taken back, and its numbers given again.
  const lasting = connection.db.readonly || !connection.db.inTransaction;
  const rows = (lasting ? kept.get(connection) : undefined) ?? new WaitingRows();
  rows.refresh(connection);
  if (lasting) kept.set(connection, rows);
  return rows;
}

export class WaitingRows {
  readonly #segments: Segment[] = [];
  /** Event → the entry that speaks for it. */
  readonly #newest = new Map<number, Entry>();
  /** Numbers below this are indexed. */
  #from = 0;
  /** Numbers up to this have been taken in. */
  #to = 0;

  /** Entries in memory: the waiting rows, those that changed since, and what is left of the oldest segment. */
  get size(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.entries.length, 0);
  }

  /** Takes in what is new and forgets what is indexed. */
  refresh(connection: Connection): void {
    const [from, to] = connection.get<[number | null, number | null]>(SEARCH_WAITING_SQL.ends) ?? [null, null];
    this.#forget(from ?? this.#to + 1);
    if (to === null || to <= this.#to) return;
    for (const row of connection.all<Row>(SEARCH_WAITING_SQL.since, [this.#to])) this.#add(row);
  }

  #add([seq, pk, workspaceId, title, keys, people]: Row): void {
    let segment = this.#segments.at(-1);
    if (segment === undefined || segment.entries.length >= SEGMENT_ROWS) {
      segment = new Segment();
      this.#segments.push(segment);
    }
    const entry = new Entry(seq, pk, workspaceId, title.toLowerCase(), keys, people);
    const before = this.#newest.get(pk);
    if (before !== undefined) before.superseded = true;
    this.#newest.set(pk, entry);
    segment.add(entry);
    this.#to = seq;
  }

  #forget(from: number): void {
    this.#from = from;
    const staying = this.#segments.findIndex((segment) => segment.last >= from);
    for (const segment of this.#segments.splice(0, staying < 0 ? this.#segments.length : staying)) {
      for (const entry of segment.entries) if (!entry.superseded) this.#newest.delete(entry.pk);
    }
  }

  /** Newest events of these workspaces that carry one of the keys, or whose title holds the words as a search means them. */
  matches(ids: readonly number[], keys: readonly string[], titleWords: readonly string[], limit: number): number[] {
    if (this.#segments.length === 0) return [];
    const wanted = new Set(ids);
    const candidates: Entry[] = [];
    const last = titleWords.at(-1);
    for (const segment of this.#segments) {
      for (const key of keys) segment.collectLike(key, candidates);
      if (last === undefined) continue;
      // Cheap first: most titles do not even contain the letters.
      for (const entry of segment.entries) if (entry.title.includes(last)) candidates.push(entry);
    }
    const pks = new Set<number>();
    for (const entry of candidates.sort((a, b) => b.pk - a.pk)) {
      if (pks.size >= limit) break;
      if (!this.#counts(entry, wanted) || pks.has(entry.pk)) continue;
      if (keys.some((key) => entry.keys.includes(key)) || entry.titleMatches(titleWords)) pks.add(entry.pk);
    }
    return [...pks];
  }

  /** Addresses in waiting rows of these workspaces that begin like this, in order. */
  addresses(ids: readonly number[], prefix: string, limit: number): string[] {
    const wanted = new Set(ids);
    const found = new Set<string>();
    for (const segment of this.#segments) {
      for (const entry of segment.withPeople) if (this.#counts(entry, wanted)) entry.collectAddresses(prefix, found);
    }
    return [...found].sort().slice(0, limit);
  }

  #counts(entry: Entry, ids: ReadonlySet<number>): boolean {
    return !entry.superseded && entry.seq >= this.#from && ids.has(entry.workspaceId);
  }
}

class Entry {
  readonly seq: number;
  readonly pk: number;
  readonly workspaceId: number;
  /** With its mark, in lower case. */
  readonly title: string;
  readonly keys: string;
  readonly people: string;
  /** The event changed again: a later entry speaks for it. */
  superseded = false;
  #words: readonly string[] | null = null;

  constructor(seq: number, pk: number, workspaceId: number, title: string, keys: string, people: string) {
    this.seq = seq;
    this.pk = pk;
    this.workspaceId = workspaceId;
    this.title = title;
    this.keys = keys;
    this.people = people;
  }

  /** Every word, the last one as a prefix. */
  titleMatches(titleWords: readonly string[]): boolean {
    if (titleWords.length === 0) return false;
    const there = (this.#words ??= words(this.title.slice(MARK_LENGTH)));
    return titleWords.every((word, index) =>
      isPrefix(word, index, titleWords) ? there.some((candidate) => candidate.startsWith(word)) : there.includes(word),
    );
  }

  collectAddresses(prefix: string, into: Set<string>): void {
    const { people } = this;
    for (let at = people.indexOf(prefix); at >= 0; at = people.indexOf(prefix, at + 1)) {
      if (at > 0 && people[at - 1] !== ' ') continue;
      const end = people.indexOf(' ', at);
      into.add(end < 0 ? people.slice(at) : people.slice(at, end));
    }
  }
}

/** Lists of a segment's keys by their hash; about four to a list. */
const LISTS = 1_024;

class Segment {
  readonly entries: Entry[] = [];
  readonly withPeople: Entry[] = [];
  /** Hash → the first of its list, as an index into the three below; -1 ends a list. */
  readonly #lists = new Int32Array(LISTS).fill(-1);
  readonly #next: number[] = [];
  readonly #hashes: number[] = [];
  readonly #owners: Entry[] = [];

  /** The highest number in it. */
  get last(): number {
    return this.entries.at(-1)?.seq ?? 0;
  }

  add(entry: Entry): void {
    this.entries.push(entry);
    if (entry.people !== '') this.withPeople.push(entry);
    const { keys } = entry;
    let start = MARK_LENGTH;
    while (start < keys.length) {
      const space = keys.indexOf(' ', start);
      const end = space < 0 ? keys.length : space;
      const hash = hashOf(keys, start, end);
      const list = hash & (LISTS - 1);
      this.#next.push(this.#lists[list] ?? -1);
      this.#lists[list] = this.#hashes.push(hash) - 1;
      this.#owners.push(entry);
      start = end + 1;
    }
  }

  /** Adds the entries that carry the key, and perhaps one whose key has the same hash. */
  collectLike(key: string, into: Entry[]): void {
    const hash = hashOf(key, 0, key.length);
    for (let at = this.#lists[hash & (LISTS - 1)] ?? -1; at >= 0; at = this.#next[at] ?? -1) {
      const owner = this.#owners[at];
      if (owner !== undefined && this.#hashes[at] === hash) into.push(owner);
    }
  }
}

/** FNV-1a over a part of a text; a key is a hash already (search-terms.ts). */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 15);
}

/** The word that is still being typed (once it has two letters), and words that were cut. */
export function isPrefix(word: string, index: number, titleWords: readonly string[]): boolean {
  return word.length >= MAX_WORD || (index === titleWords.length - 1 && word.length >= 2);
}
