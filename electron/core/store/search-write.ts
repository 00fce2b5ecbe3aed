/**
 * Keeps the search tables. An applied event only leaves its words and keys in `search_pending`, in the page's own
 * transaction; they move into the two FTS tables in batches, which costs a fraction of indexing one by one and loses
 * nothing when the process is killed. Searching looks at both.
 */
import type { Connection } from './connection.ts';
import { addressToken, domainOf, domainToken, idToken, linkToken, words, workspaceToken } from './search-terms.ts';

export const SEARCH_WRITE_SQL = {
  pend: `INSERT INTO search_pending (pk, workspace_id, is_new, title, keys) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (pk) DO UPDATE SET title = excluded.title, keys = excluded.keys`,
  person: 'INSERT OR IGNORE INTO person (workspace_id, address) VALUES (?, ?)',
  waiting: 'SELECT count(*) FROM search_pending',
  batch: 'SELECT pk, is_new, title, keys FROM search_pending ORDER BY pk LIMIT ?',
  forgetTitle: 'DELETE FROM event_title_fts WHERE rowid = ?',
  forgetKeys: 'DELETE FROM event_key_fts WHERE rowid = ?',
  indexTitle: 'INSERT INTO event_title_fts (rowid, title) VALUES (?, ?)',
  indexKeys: 'INSERT INTO event_key_fts (rowid, keys) VALUES (?, ?)',
  done: 'DELETE FROM search_pending WHERE pk <= ?',
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

export class SearchWriter {
  readonly #connection: Connection;
  /** `<workspace>:<address>` → its tokens. Holds addresses whose `person` row is committed or about to be. */
  readonly #known = new Map<string, string>();
  #waiting: number;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#waiting = connection.get<[number]>(SEARCH_WRITE_SQL.waiting)?.[0] ?? 0;
  }

  /** Rows that wait for their batch. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Notes what an event can be found by. Inside the page's transaction. */
  pend(pk: number, workspaceId: number, isNew: boolean, terms: SearchTerms): void {
    const mark = workspaceToken(workspaceId);
    const title = terms.title === null ? '' : words(terms.title).join(' ');
    this.#connection
      .prepare(SEARCH_WRITE_SQL.pend)
      .run(
        pk,
        workspaceId,
        isNew ? 1 : 0,
        title === '' ? mark : `${title} ${mark}`,
        `${mark}${this.#keys(workspaceId, terms)}`,
      );
    this.#waiting += 1;
  }

  #keys(workspaceId: number, terms: SearchTerms): string {
    let keys = '';
    for (const id of terms.ids) if (id !== null && id !== '') keys += ` ${idToken(id)}`;
    for (const id of terms.botIds) keys += ` ${idToken(id)}`;
    for (const link of new Set(terms.links)) {
      const token = link === null ? null : linkToken(link);
      if (token !== null) keys += ` ${token}`;
    }
    for (const address of terms.people) keys += this.#address(workspaceId, address);
    return keys;
  }

  #address(workspaceId: number, address: string): string {
    const slot = `${workspaceId}:${address}`;
    let tokens = this.#known.get(slot);
    if (tokens === undefined) {
      const domain = domainOf(address);
      tokens = ` ${addressToken(address)}${domain === null ? '' : ` ${domainToken(domain)}`}`;
      this.#connection.prepare(SEARCH_WRITE_SQL.person).run(workspaceId, address);
      if (this.#known.size >= REMEMBERED) this.#known.clear();
      this.#known.set(slot, tokens);
    }
    return tokens;
  }

  /** Moves up to `limit` waiting rows into the index; the number moved. Inside a transaction. */
  drain(limit: number): number {
    const connection = this.#connection;
    const rows = connection.all<[number, number, string, string]>(SEARCH_WRITE_SQL.batch, [limit]);
    const last = rows.at(-1);
    if (last === undefined) {
      this.#waiting = 0;
      return 0;
    }
    const indexTitle = connection.prepare(SEARCH_WRITE_SQL.indexTitle);
    const indexKeys = connection.prepare(SEARCH_WRITE_SQL.indexKeys);
    for (const [pk, isNew] of rows) {
      if (isNew === 1) continue;
      connection.run(SEARCH_WRITE_SQL.forgetTitle, [pk]);
      connection.run(SEARCH_WRITE_SQL.forgetKeys, [pk]);
    }
    for (const [pk, , title] of rows) indexTitle.run(pk, title);
    for (const [pk, , , keys] of rows) indexKeys.run(pk, keys);
    connection.run(SEARCH_WRITE_SQL.done, [last[0]]);
    this.#waiting = Math.max(0, this.#waiting - rows.length);
    return rows.length;
  }

  /** Drops what was remembered, after a rollback or when rows were removed. */
  forget(): void {
    this.#known.clear();
    this.#waiting = this.#connection.get<[number]>(SEARCH_WRITE_SQL.waiting)?.[0] ?? 0;
  }
}
