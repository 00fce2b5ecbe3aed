import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Connection } from '../../../electron/core/store/connection.ts';
import { canRead, openStore, StoreOpenError } from '../../../electron/core/store/index.ts';
import { backupPath, migrate } from '../../../electron/core/store/migrate.ts';
import { MIGRATIONS, SCHEMA_VERSION } from '../../../electron/core/store/migrations/index.ts';
import { HOUR_MS } from '../../../shared/time.ts';
import { testDir } from '../../support/test-dir.ts';
import {
  aCalendar,
  addWorkspaces,
  anEvent,
  applyCalendars,
  applyEvents,
  dump,
  fixedClock,
  newStore,
  open,
  settle,
  silent,
  TEST_NOW,
} from './fixture.ts';
import { checkInvariants } from './invariants.ts';
import { aJob, anIntent, auditCheck, itemsOf } from './ledger-fixture.ts';
import { aBot, aRecorded, conclude } from './verdict-fixture.ts';

/** Hashes of released migrations. A line is added with each new one; none is ever changed. */
const RELEASED: readonly string[] = [
  '330bac566791ac0f11ab3608c86542d3c87cf55ebc9479d09541c7ba93f44d26',
  '21d694281ced97d230f7f56bd54e9a3ae91fca5ed9989c3735758abe646dbf74',
  'e83beca3e71dec351492293caa2144052f299df5ede5cff2c2cdd3668e435d19',
  '66d99a2f0df2a44d8afdface88b66573a131af37610acf563e83eb114958b820',
  '040813d182c9d83be0089be8834c0208443c2ff0e5c95e223953bfd4e540fad6',
  '0ea128994ed1b8e21731b816701547e42ac23bdf2a7bd4571b710c1479f49102',
];

/** What verdicts (schema 6) added: taken away again, a file is one of schema 5. */
function withoutVerdicts(db: Database.Database): void {
  const indexes = ['job_item_by_event', 'job_item_open_event', 'audit_entry_by_event', 'audit_entry_by_bot'];
  const tables = [
    ...[
      'verdict',
      'verdict_pending',
      'verdict_calendar',
      'bot_fact',
      'workspace_recipe',
      'schedule_refusal',
      'mail_domain',
    ],
  ];
  db.exec(`${indexes.map((index) => `DROP INDEX ${index};`).join(' ')} ${tables.map((table) => `DROP TABLE ${table};`).join(' ')}
    ALTER TABLE job_item DROP COLUMN event_id; ALTER TABLE job_item DROP COLUMN bot_id; ALTER TABLE job_item DROP COLUMN plan;
    DELETE FROM sqlite_sequence WHERE name = 'mail_domain'; PRAGMA user_version = 5`);
}

/** What triage (schema 5) added: taken away again, a file is one of schema 4. */
function withoutTriage(db: Database.Database): void {
  withoutVerdicts(db);
  const tables = ['outage', 'incident_workspace', 'incident', 'credential_probe', 'health', 'saved_view'];
  db.exec(`${tables.map((table) => `DROP TABLE ${table};`).join(' ')}
    ALTER TABLE calendar DROP COLUMN cause; ALTER TABLE calendar DROP COLUMN cause_basis;
    DELETE FROM sqlite_sequence WHERE name IN ('outage', 'incident'); PRAGMA user_version = 4`);
}

/** What the ledger (schema 4) added: taken away again, a file is one of schema 3. */
function withoutLedger(db: Database.Database): void {
  withoutTriage(db);
  const tables = [
    'job_item',
    'job',
    'audit_record',
    'audit_action',
    'audit_entry',
    'oauth_client_workspace',
    'oauth_client',
    'calendar_change',
    'setting',
  ];
  db.exec(`DROP INDEX calendar_by_client; ${tables.map((table) => `DROP TABLE ${table};`).join(' ')}
    DELETE FROM sqlite_sequence WHERE name <> 'workspace'; PRAGMA user_version = 3`);
}

describe('migrations', () => {
  it('are numbered without gaps and never edited once released', () => {
    expect(MIGRATIONS.map((migration) => migration.version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
    expect(MIGRATIONS.map(({ sql }) => createHash('sha256').update(sql).digest('hex'))).toEqual(RELEASED);
  });

  it('create a private file of the present schema that a reader recognises', () => {
    const { path, db, store } = newStore();
    expect(db().pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    expect(canRead(path)).toBe(true);
    for (const suffix of ['', '-wal', '-shm']) expect(statSync(path + suffix).mode & 0o077, suffix).toBe(0);
    expect(store.storage()).toMatchObject({ state: 'ok', schemaVersion: SCHEMA_VERSION });
  });

  const NEXT = [...MIGRATIONS, { version: SCHEMA_VERSION + 1, sql: 'ALTER TABLE workspace ADD COLUMN note TEXT' }];

  it('keep a copy of the file as it was before the step', () => {
    const { path, store } = newStore();
    store.close();
    const db = new Database(path);
    db.pragma('journal_mode = WAL');
    expect(migrate(new Connection(db, null), path, NEXT)).toBe(SCHEMA_VERSION);
    expect(db.prepare('SELECT note FROM workspace').all()).toEqual([{ note: null }]);
    db.close();
    const copy = new Database(backupPath(path, SCHEMA_VERSION), { readonly: true });
    expect(copy.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    expect(() => copy.prepare('SELECT note FROM workspace')).toThrow(/no such column/);
    expect(copy.prepare('SELECT count(*) FROM workspace').pluck().get()).toBe(1);
    copy.close();
    expect(canRead(path)).toBe(false);
  });

  it('leave everything as it was when a step fails, and can be repeated', () => {
    const { path, store } = newStore();
    store.close();
    const broken = [
      ...MIGRATIONS,
      { version: SCHEMA_VERSION + 1, sql: 'CREATE TABLE half (x TEXT) STRICT; SELECT nonsense' },
    ];
    const db = new Database(path);
    expect(() => migrate(new Connection(db, null), path, broken)).toThrow(/no such column/);
    db.close();
    const again = open(path);
    expect(again.store.workspaces()).toHaveLength(1);
    expect(addWorkspaces(again.store, 1)).toEqual([2]);
  });

  it('refuse a database from the future and leave it untouched', () => {
    const { path, store } = newStore();
    store.close();
    const db = new Database(path);
    db.pragma(`user_version = ${SCHEMA_VERSION + 7}`);
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    const before = readFileSync(path);
    const error = refusal(path);
    expect(error).toMatchObject({ kind: 'newer_database' });
    expect(error.message).toMatch(/newer version of Callboard.*Nothing was changed/);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(canRead(path)).toBe(false);
    expect(existsSync(`${path}.damaged`)).toBe(false);
  });

  it('refuse the database of another program', () => {
    const path = join(testDir(), 'callboard.db');
    const db = new Database(path);
    db.exec('CREATE TABLE theirs (x)');
    db.close();
    expect(refusal(path)).toMatchObject({ kind: 'foreign_file' });
    expect(canRead(path)).toBe(false);
  });

  it('make nothing readable of what is not there, empty or no database', () => {
    expect(canRead(join(testDir(), 'missing.db'))).toBe(false);
    expect(canRead(testDir())).toBe(false);
    expect(canRead('/dev/null')).toBe(false);
    expect(canRead(import.meta.filename)).toBe(false);
  });
});

describe('a database of schema 1', () => {
  const all = (db: Database.Database, sql: string): unknown[] => db.prepare(sql).raw().all();
  const WAITING = 'SELECT pk, workspace_id, is_new, title, keys, people FROM search_pending ORDER BY pk';

  /** As schema 1 left it: some events are indexed, one of them changed since, and others wait for the first time. */
  function older(): string {
    const { store, db, ids, path } = newStore(2);
    const [one = 0, two = 0] = ids;
    applyEvents(store, one, [anEvent({ id: 'a' }), anEvent({ id: 'b', title: 'Planning of plans' })]);
    settle(store);
    applyEvents(store, one, [anEvent({ id: 'b', title: 'Budget', updatedAt: TEST_NOW, people: ['new@x.test'] })]);
    applyEvents(store, two, [anEvent({ id: 'c' }), anEvent({ id: 'd', meetingUrl: 'https://zoom.us/j/7' })]);
    withoutLedger(db());
    const [first] = MIGRATIONS;
    const table = /CREATE TABLE search_pending \([^;]*;/.exec(first?.sql ?? '')?.[0] ?? '';
    db().exec(`ALTER TABLE search_pending RENAME TO later; ${table}
      INSERT INTO search_pending SELECT pk, workspace_id, is_new, title, trim(keys || ' ' || pairs), people FROM later;
      DROP TABLE later; DELETE FROM meta WHERE key = 'search_seq'; ALTER TABLE event DROP COLUMN search_fingerprint`);
    db().pragma('user_version = 1');
    const blank = new Database(':memory:');
    blank.exec(first?.sql ?? '');
    const schema = "SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2";
    expect(all(db(), schema)).toEqual(all(blank, schema));
    for (const name of all(blank, "SELECT name FROM sqlite_schema WHERE type = 'table'").flat()) {
      const columns = `SELECT name, type, "notnull", pk FROM pragma_table_info('${String(name)}') ORDER BY cid`;
      expect(all(db(), columns), String(name)).toEqual(all(blank, columns));
    }
    blank.close();
    store.close();
    return path;
  }

  function expectEverything({ store, db }: Pick<ReturnType<typeof open>, 'store' | 'db'>): void {
    const found = (text: string): string[] => store.search(text, 'all', 20).events.map((event) => event.id);
    for (const state of ['waiting', 'indexed']) {
      if (state === 'indexed') settle(store);
      expect(found('weekly sync'), state).toEqual(['d', 'c', 'a']);
      expect(found('budget'), state).toEqual(['b']);
      expect(found('new@x.test'), state).toEqual(['b']);
      expect(found('new@'), state).toEqual(['b']);
      expect(found('https://zoom.us/j/7'), state).toEqual(['d']);
      expect(found('google-c'), state).toEqual(['c']);
    }
    expect(found('planning')).toEqual([]);
    expect(all(db(), 'SELECT count(*) FROM search_pending')).toEqual([[0]]);
    checkInvariants(db());
  }

  it('keeps every row that waits to be indexed, in order', () => {
    const path = older();
    const before = new Database(path);
    const rows = all(before, WAITING);
    const events = all(before, 'SELECT * FROM event ORDER BY pk');
    before.close();
    expect(rows).toHaveLength(3);
    const opened = open(path);
    expect(all(opened.db(), WAITING)).toEqual(rows);
    expect(all(opened.db(), 'SELECT seq FROM search_pending ORDER BY pk').flat()).toEqual([1, 2, 3]);
    expect(all(opened.db(), 'SELECT * FROM event ORDER BY pk')).toEqual(
      events.map((row) => [...(row as unknown[]), null]),
    );
    applyEvents(opened.store, 1, [anEvent({ id: 'e', title: 'Later' })]);
    expect(Number(all(opened.db(), 'SELECT max(seq) FROM search_pending').flat()[0])).toBeGreaterThan(3);
    expectEverything(opened);
  });

  it('is as it was when the process dies within a step, and migrates at the next start', () => {
    for (const migration of MIGRATIONS.slice(1)) {
      const path = older();
      const db = new Database(path);
      db.pragma('journal_mode = WAL');
      const rows = all(db, WAITING);
      for (const earlier of MIGRATIONS.slice(1, migration.version - 1)) db.exec(earlier.sql);
      db.pragma(`user_version = ${migration.version - 1}`);
      // What a killed process leaves: the step is in the log, its commit is not.
      db.pragma('cache_size = 1');
      db.pragma('cache_spill = 1');
      db.exec(`BEGIN IMMEDIATE; ${migration.sql}`);
      const killed = join(testDir('killed'), 'callboard.db');
      copyFileSync(path, killed);
      copyFileSync(`${path}-wal`, `${killed}-wal`);
      db.close();
      expect(canRead(killed)).toBe(false);
      const opened = open(killed);
      expect(all(opened.db(), WAITING)).toEqual(rows);
      expectEverything(opened);
      expect(existsSync(backupPath(killed, migration.version - 1))).toBe(true);
    }
  });
});

describe('a database of schema 3', () => {
  it('keeps everything, and gets an empty ledger that works', () => {
    const { store, db, ids, path } = newStore(2);
    const [one = 0, two = 0] = ids;
    applyCalendars(store, one, [aCalendar(), aCalendar({ id: 'cal-2', oauthClientId: null })]);
    applyCalendars(store, two, [aCalendar({ status: 'disconnected' })]);
    applyEvents(store, one, [anEvent({ id: 'a' }), anEvent({ id: 'b' })]);
    withoutLedger(db());
    const blank = new Database(':memory:');
    for (const { sql } of MIGRATIONS.slice(0, 3)) blank.exec(sql);
    const schema = "SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2";
    expect(db().prepare(schema).all()).toEqual(blank.prepare(schema).all());
    blank.close();
    const before = dump(db());
    store.close();

    const { store: migrated, db: now } = open(path);
    expect(existsSync(backupPath(path, 3))).toBe(true);
    expect(now().pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    expect(dump(now())).toEqual(before);
    checkInvariants(now());
    expect(migrated.listJobs(undefined, null, 10).rows).toEqual([]);
    expect(migrated.listAudit({ workspaces: 'all' }, null, 10).rows).toEqual([]);
    expect(migrated.calendarFacts({ workspaceId: one, id: 'cal-1' }, TEST_NOW)?.changes).toEqual([]);
    // Calendars from before are known by their client, and what changes now is history.
    expect(migrated.oauthClients()).toMatchObject([
      { id: null, clientId: 'client-1', inUse: [{ workspaceId: one }, { workspaceId: two, disconnected: 1 }] },
    ]);
    applyCalendars(migrated, one, [aCalendar({ oauthEmail: 'x@acme.com', updatedAt: TEST_NOW })]);
    expect(migrated.calendarFacts({ workspaceId: one, id: 'cal-1' }, TEST_NOW)?.changes).toMatchObject([
      { field: 'oauth_email', before: null },
    ]);
    const jobId = migrated.createJob(aJob(), itemsOf(one, ['cal-1']));
    expect(migrated.step({ jobId, intend: anIntent({ jobId }) })).toBe(1);
    expect(auditCheck(migrated).state).toBe('ok');
    checkInvariants(now());
  });
});

describe('a database of schema 4', () => {
  it('keeps everything, and has its troubles still to be concluded', () => {
    const { store, db, ids, path } = newStore(2);
    const [one = 0, two = 0] = ids;
    const broke = { status: 'disconnected', at: TEST_NOW - 1, detail: 'invalid_grant' };
    const back = { status: 'connected', at: TEST_NOW, detail: null };
    applyCalendars(store, one, [
      aCalendar(),
      aCalendar({ id: 'broken', status: 'disconnected', statusChanges: [broke] }),
      aCalendar({ id: 'recovered', statusChanges: [broke, back] }),
    ]);
    applyCalendars(store, two, [aCalendar()]);
    applyEvents(store, one, [anEvent({ id: 'a', calendarId: 'broken' })]);
    store.createJob(aJob(), itemsOf(one, ['cal-1']));
    withoutTriage(db());
    const blank = new Database(':memory:');
    for (const { sql } of MIGRATIONS.slice(0, 4)) blank.exec(sql);
    const schema = "SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2";
    expect(db().prepare(schema).all()).toEqual(blank.prepare(schema).all());
    const columns = "SELECT name, type FROM pragma_table_info('calendar') ORDER BY cid";
    expect(db().prepare(columns).all()).toEqual(blank.prepare(columns).all());
    blank.close();
    const before = dump(db());
    store.close();

    const { store: migrated, db: now } = open(path);
    expect(existsSync(backupPath(path, 4))).toBe(true);
    expect(now().pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    expect(dump(now())).toEqual(before);
    checkInvariants(now());
    expect(migrated.listIncidents({ workspaces: 'all' }, 'stake', null, 10).rows).toEqual([]);
    expect(migrated.calendar(one, 'broken', TEST_NOW)?.calendar.cause).toBeNull();
    expect(migrated.job(1)?.total).toBe(1);
    // What broke before outages were kept is looked at, also where it is over.
    expect(migrated.unsettledCalendars(one).toSorted()).toEqual(['broken', 'recovered']);
    expect(migrated.unsettledCalendars(two)).toEqual([]);
    migrated.sampleHealth(one, TEST_NOW);
    expect(migrated.health('all', TEST_NOW, TEST_NOW + 1, 3_600_000)).toMatchObject([
      { workspaceId: one, calendars: { connected: 2, disconnected: 1 } },
    ]);
    checkInvariants(now());
  });
});

describe('a database of schema 5', () => {
  it('keeps everything, and has every event still to be judged, from its stored payload', () => {
    const { store, db, ids, path } = newStore(2);
    const [one = 0, two = 0] = ids;
    const bots = [aBot(TEST_NOW - 2 * HOUR_MS, { botId: 'bot-1' })];
    for (const ws of ids) applyCalendars(store, ws, [aCalendar()]);
    applyEvents(store, one, [
      anEvent({ id: 'past', startAt: TEST_NOW - 2 * HOUR_MS, bots }),
      anEvent({
        id: 'internal',
        people: [],
        attendeeCount: null,
        raw: '{"attendees":[{"email":"ben@acme.com"}]}',
        organizerEmail: null,
      }),
      anEvent({
        id: 'wrapped',
        meetingUrl: null,
        raw: '{"hangoutLink":"https://urldefense.com/v3/__https://zoom.us/j/1__"}',
      }),
    ]);
    applyEvents(store, two, [anEvent({ id: 'deleted', isDeleted: true })]);
    store.applyBot(one, aRecorded('bot-1', TEST_NOW - 2 * HOUR_MS), TEST_NOW);
    store.createJob(aJob(), itemsOf(one, ['cal-1']));
    withoutVerdicts(db());
    const blank = new Database(':memory:');
    for (const { sql } of MIGRATIONS.slice(0, 5)) blank.exec(sql);
    const schema = "SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2";
    expect(db().prepare(schema).all()).toEqual(blank.prepare(schema).all());
    const columns = "SELECT name, type FROM pragma_table_info('job_item') ORDER BY cid";
    expect(db().prepare(columns).all()).toEqual(blank.prepare(columns).all());
    blank.close();
    const before = dump(db());
    store.close();

    const { store: migrated, db: now } = open(path);
    expect(existsSync(backupPath(path, 5))).toBe(true);
    expect(now().pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    expect(dump(now())).toEqual(before);
    checkInvariants(now());
    expect(migrated.job(1)?.total).toBe(1);
    expect(migrated.pendingVerdicts(10)).toBe(4);
    const sort = { by: 'start', direction: 'asc' } as const;
    expect(migrated.listEvents({ workspaces: 'all' }, sort, null, 9).rows.map(({ verdict }) => verdict)).toEqual(
      Array(4).fill(null),
    );
    conclude(migrated);
    const marks = migrated
      .listEvents({ workspaces: 'all' }, sort, null, 9)
      .rows.map(({ id, verdict }) => [id, verdict?.reason]);
    expect(Object.fromEntries(marks)).toEqual({
      past: 'recorded',
      internal: 'never_scheduled',
      wrapped: 'link_wrapped',
      deleted: 'deleted',
    });
    const external = (of: 'external' | 'internal'): string[] =>
      migrated.listEvents({ workspaces: [one], external: of }, sort, null, 9).rows.map(({ id }) => id);
    expect(external('internal')).toEqual([]);
    expect(external('external').toSorted()).toEqual(['past', 'wrapped']);
    checkInvariants(now());
  });
});

function refusal(path: string): StoreOpenError {
  try {
    openStore({ path, clock: fixedClock(), log: silent }).store.close();
  } catch (error) {
    if (error instanceof StoreOpenError) return error;
    throw error;
  }
  throw new Error('The file was opened.');
}
