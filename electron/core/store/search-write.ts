/**
 * Keeps the search tables. An applied event only leaves its words and keys in `search_pending`, in the page's own
 * transaction; they move into the two FTS tables in batches, which costs a fraction of indexing one by one and loses
 * nothing when the process is killed. Searching looks at both.
 */
import { text } from './codec.ts';
import type { Connection } from './connection.ts';
import { fingerprint } from './fingerprint.ts';
import { readMetaNumber, writeMeta } from './meta.ts';
import {
  addressToken,
  domainOf,
  domainToken,
  idToken,
  indexable,
  isCompleted,
  linkToken,
  LONG_TITLE,
  MARK_LENGTH,
  pairTokens,
  words,
  workspaceToken,
} from './search-terms.ts';

export const SEARCH_WRITE_SQL = {
  pend: `INSERT INTO search_pending (seq, pk, workspace_id, is_new, title, keys, people, pairs)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (pk) DO UPDATE SET seq = excluded.seq, title = excluded.title, keys = excluded.keys,
           people = people || ' ' || excluded.people, pairs = excluded.pairs`,
  person: 'INSERT OR IGNORE INTO person (workspace_id, address) VALUES (?, ?)',
  word: 'INSERT OR IGNORE INTO word (workspace_id, word) VALUES (?, ?)',
  waiting: 'SELECT count(*) FROM search_pending',
  batch: 'SELECT seq, pk, workspace_id, is_new, title, keys, people, pairs FROM search_pending ORDER BY seq LIMIT ?',
  forgetTitle: 'DELETE FROM event_title_fts WHERE rowid = ?',
  forgetKeys: 'DELETE FROM event_key_fts WHERE rowid = ?',
  indexTitle: 'INSERT INTO event_title_fts (rowid, title) VALUES (?, ?)',
  indexKeys: 'INSERT INTO event_key_fts (rowid, keys) VALUES (?, ?)',
  done: 'DELETE FROM search_pending WHERE seq <= ?',
} as const;

/** How many addresses are remembered as already in `person`, with their tokens. */
const REMEMBERED = 50_000;

/** What an event can be found by. */
export interface SearchTerms {
  readonly title: string | null;
  readonly people: readonly string[];
  /** Provider's event id, iCalendar id, series id. */
  readonly ids: readonly (string | null)[];
  readonly links: readonly (string | null)[];
  readonly botIds: readonly string[];
}

type Pending = [
  seq: number,
  pk: number,
  workspaceId: number,
  isNew: number,
  title: string,
  keys: string,
  people: string,
  pairs: string,
];

/** Numbers of waiting rows are taken from the file this many at a time. */
const RESERVED = 10_000;

export class SearchWriter {
  readonly #connection: Connection;
  /** Per workspace: address → its tokens. Addresses whose `person` row exists or waits in `search_pending`. */
  readonly #known = new Map<number, Map<string, AddressTokens>>();
  #remembered = 0;
  #waiting = 0;
  /** The next number of a waiting row, and the last one that is reserved. */
  #seq = 0;
  #lastSeq = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.forget();
  }

  /** Rows that wait for their batch. */
  get waiting(): number {
    return this.#waiting;
  }

  /**
   * Notes what an event can be found by, unless that is what it was indexed by before (`indexed`: the fingerprint returned
   * then; null: unknown; 'new': the index holds nothing of this event). Returns its fingerprint. Inside the page's
   * transaction.
   */
  pend(pk: number, workspaceId: number, terms: SearchTerms, indexed: number | null | 'new'): number {
    const mark = workspaceToken(workspaceId);
    const keys = [mark];
    for (const id of terms.ids) if (id !== null && id !== '') keys.push(idToken(id));
    for (const id of terms.botIds) keys.push(idToken(id));
    let previous: string | null = null;
    for (const link of terms.links) {
      const token = link === null || link === previous ? null : linkToken(link);
      if (token !== null) keys.push(token);
      previous = link;
    }
    const known = this.#knownIn(workspaceId);
    const met: [address: string, tokens: AddressTokens][] = [];
    for (const address of terms.people) {
      let tokens = known.get(address);
      if (tokens === undefined) {
        tokens = tokensOf(address);
        met.push([address, tokens]);
      }
      keys.push(tokens.address);
      // Most guests share a domain; one token per event and domain is enough.
      if (tokens.domain !== null && !keys.includes(tokens.domain)) keys.push(tokens.domain);
    }
    const joined = keys.join(' ');
    const own = fingerprint(`${joined} ${terms.title ?? ''}`);
    if (own === indexed) return own;

    let newPeople = '';
    for (const [address, tokens] of met) {
      if (known.has(address)) continue;
      known.set(address, tokens);
      this.#remembered += 1;
      // An address with a space in it is no address; it can still be found as a whole.
      if (!address.includes(' ')) newPeople += newPeople === '' ? address : ` ${address}`;
    }
    let title = mark;
    let pairs: string[] | null = null;
    if (terms.title !== null) {
      pairs = pairTokens(words(terms.title));
      title = `${mark} ${indexable(terms.title)}${pairs === null ? ` ${LONG_TITLE}` : ''}`;
    }
    this.#connection
      .prepare(SEARCH_WRITE_SQL.pend)
      .run(
        this.#nextSeq(),
        pk,
        workspaceId,
        indexed === 'new' ? 1 : 0,
        title,
        joined,
        text(newPeople),
        pairs === null ? '' : pairs.join(' '),
      );
    this.#waiting += 1;
    return own;
  }

  /** A number that no waiting row ever had, also when all of them are gone and the process is another one. */
  #nextSeq(): number {
    if (this.#seq > this.#lastSeq) {
      this.#lastSeq = this.#seq + RESERVED - 1;
      writeMeta(this.#connection, 'search_seq', String(this.#lastSeq));
    }
    const seq = this.#seq;
    this.#seq += 1;
    return seq;
  }

  #knownIn(workspaceId: number): Map<string, AddressTokens> {
    if (this.#remembered >= REMEMBERED) {
      this.#known.clear();
      this.#remembered = 0;
    }
    let known = this.#known.get(workspaceId);
    if (known === undefined) {
      known = new Map();
      this.#known.set(workspaceId, known);
    }
    return known;
  }

  /** Moves up to `limit` waiting rows into the index; the number moved. Inside a transaction. */
  drain(limit: number): number {
    const connection = this.#connection;
    const rows = connection.all<Pending>(SEARCH_WRITE_SQL.batch, [limit]);
    const last = rows.at(-1);
    if (last === undefined) {
      this.#waiting = 0;
      return 0;
    }
    // The oldest rows first, but in the order of the index: FTS5 writes its batch out whenever a rowid is not above the last.
    rows.sort((a, b) => a[1] - b[1]);
    const indexTitle = connection.prepare(SEARCH_WRITE_SQL.indexTitle);
    const indexKeys = connection.prepare(SEARCH_WRITE_SQL.indexKeys);
    let replaced = 0;
    for (const [, pk, , isNew] of rows) {
      if (isNew === 1) continue;
      replaced += 1;
      connection.run(SEARCH_WRITE_SQL.forgetTitle, [pk]);
      connection.run(SEARCH_WRITE_SQL.forgetKeys, [pk]);
    }
    for (const [, pk, , , title] of rows) indexTitle.run(pk, title);
    for (const [, pk, , , , keys, , pairs] of rows) indexKeys.run(pk, pairs === '' ? keys : `${keys} ${pairs}`);
    this.#addToDictionaries(rows);
    if (replaced > 0) {
      const before = readMetaNumber(connection, 'search_replaced') ?? 0;
      writeMeta(connection, 'search_replaced', String(before + replaced));
    }
    connection.run(SEARCH_WRITE_SQL.done, [last[0]]);
    this.#waiting = Math.max(0, this.#waiting - rows.length);
    return rows.length;
  }

  /** Addresses and words that prefixes are completed from; in order, so that neighbours share their pages. */
  #addToDictionaries(rows: readonly Pending[]): void {
    const addresses = new Map<number, Set<string>>();
    const titleWords = new Map<number, Set<string>>();
    for (const [, , workspaceId, , title, , people] of rows) {
      const found = setOf(titleWords, workspaceId);
      for (const word of words(title.slice(MARK_LENGTH))) if (isCompleted(word)) found.add(word);
      if (people === '') continue;
      const known = setOf(addresses, workspaceId);
      for (const address of people.split(' ')) if (address !== '') known.add(address);
    }
    this.#insertSorted(SEARCH_WRITE_SQL.person, addresses);
    this.#insertSorted(SEARCH_WRITE_SQL.word, titleWords);
  }

  #insertSorted(sql: string, sets: ReadonlyMap<number, ReadonlySet<string>>): void {
    const insert = this.#connection.prepare(sql);
    for (const [workspaceId, found] of sets) for (const entry of [...found].sort()) insert.run(workspaceId, entry);
  }

  /** Drops what was remembered, after a rollback or when rows were removed. */
  forget(): void {
    this.#known.clear();
    this.#remembered = 0;
    // Beyond everything reserved: what was given out since may be in the file or taken back.
    this.#lastSeq = readMetaNumber(this.#connection, 'search_seq') ?? 0;
    this.#seq = this.#lastSeq + 1;
    this.#waiting = this.#connection.get<[number]>(SEARCH_WRITE_SQL.waiting)?.[0] ?? 0;
  }
}

interface AddressTokens {
  readonly address: string;
  readonly domain: string | null;
}

function setOf(sets: Map<number, Set<string>>, workspaceId: number): Set<string> {
  const known = sets.get(workspaceId);
  if (known !== undefined) return known;
  const made = new Set<string>();
  sets.set(workspaceId, made);
  return made;
}

function tokensOf(address: string): AddressTokens {
  const domain = domainOf(address);
  return { address: addressToken(address), domain: domain === null ? null : domainToken(domain) };
}
