/** The writer's connection with everything that belongs to it; replaced as a whole when the file is rebuilt. */
import type Database from 'better-sqlite3';
import { EventWriter } from './apply-events.ts';
import { CalendarIndex } from './calendar-index.ts';
import { Connection } from './connection.ts';
import { SearchWriter } from './search-write.ts';
import type { Log } from '../deps.ts';

export class Session {
  readonly connection: Connection;
  readonly calendars: CalendarIndex;
  readonly search: SearchWriter;
  readonly events: EventWriter;
  readonly #transaction: Database.Transaction<(work: () => unknown) => unknown>;

  constructor(db: Database.Database, log: Log) {
    this.connection = new Connection(db, log);
    this.calendars = new CalendarIndex(this.connection);
    this.search = new SearchWriter(this.connection);
    this.events = new EventWriter(this.connection, this.calendars, this.search);
    this.#transaction = db.transaction((work: () => unknown) => work());
  }

  /** Runs `work` in one transaction; an exception takes everything back and goes on to the caller. */
  write<T>(work: () => T): T {
    try {
      // The transaction returns what `work` returned.
      return this.#transaction.immediate(work) as T;
    } catch (error) {
      // When the connection itself is in trouble, what is remembered is thrown away with it.
      if (this.connection.db.open && !this.connection.db.inTransaction) this.#tryForget();
      throw error;
    }
  }

  /** Drops everything remembered about rows. */
  forget(): void {
    this.calendars.forget();
    this.search.forget();
  }

  #tryForget(): void {
    this.calendars.forget();
    try {
      this.search.forget();
    } catch {
      // A database that cannot even be counted reports itself with the error that is on its way.
    }
  }
}
