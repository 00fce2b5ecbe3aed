/** One connection to the file and the statements prepared on it. */
import type Database from 'better-sqlite3';
import type { Log } from '../deps.ts';

/** `PRAGMA application_id` of a Callboard database ("CALB"). */
export const APPLICATION_ID = 0x43_41_4c_42;

/** Statements slower than this are logged, in ms (DESIGN.md, "The store"). */
const SLOW_MS = 16;
/** How many statements stay prepared; lists have one per kind of filter. */
const MAX_PREPARED = 160;

export type Bindable = string | number | bigint | null | Uint8Array;
export type Params = readonly Bindable[] | Readonly<Record<string, Bindable>>;

/**
 * A statement with its limit written into it: as a parameter, SQLite would prepare the statement again at every call.
 * Callers use few different limits.
 */
export function limited(sql: string, limit: number): string {
  if (!Number.isSafeInteger(limit) || limit < 0) throw new RangeError(`Not a limit: ${limit}`);
  return `${sql} LIMIT ${limit}`;
}

export class Connection {
  readonly db: Database.Database;
  readonly #log: Log | null;
  readonly #prepared = new Map<string, Database.Statement<unknown[]>>();

  constructor(db: Database.Database, log: Log | null) {
    this.db = db;
    this.#log = log;
  }

  /**
   * The statement for `sql`, prepared once and kept while it is in use. Rows come as arrays in column order; `Row` states
   * their shape, which the SQL beside it fixes.
   */
  prepare<Row = unknown>(sql: string): Database.Statement<unknown[], Row> {
    let statement = this.#prepared.get(sql);
    if (statement === undefined) {
      if (this.#prepared.size >= MAX_PREPARED) {
        for (const oldest of this.#prepared.keys()) {
          this.#prepared.delete(oldest);
          break;
        }
      }
      statement = this.db.prepare(sql);
      if (statement.reader) statement.raw(true);
    } else {
      this.#prepared.delete(sql);
    }
    this.#prepared.set(sql, statement);
    // The statement is the same whatever shape its reader expects of the rows.
    return statement as Database.Statement<unknown[], Row>;
  }

  all<Row>(sql: string, params: Params = []): Row[] {
    return this.#timed(sql, () => this.prepare<Row>(sql).all(params));
  }

  get<Row>(sql: string, params: Params = []): Row | undefined {
    return this.#timed(sql, () => this.prepare<Row>(sql).get(params));
  }

  run(sql: string, params: Params = []): number {
    return this.#timed(sql, () => this.prepare(sql).run(params).changes);
  }

  #timed<T>(sql: string, work: () => T): T {
    if (this.#log === null) return work();
    const started = performance.now();
    const result = work();
    const ms = performance.now() - started;
    if (ms > SLOW_MS) {
      this.#log.write('warn', 'slow statement', { ms: Math.round(ms), sql: sql.replace(/\s+/g, ' ').slice(0, 400) });
    }
    return result;
  }

  /** Rows written on this connection since it was opened. */
  written(): number {
    return this.prepare<[number]>('SELECT total_changes()').get()?.[0] ?? 0;
  }

  /** A number from a pragma. */
  pragma(name: string): number {
    const value: unknown = this.db.pragma(name, { simple: true });
    return typeof value === 'number' ? value : 0;
  }
}
