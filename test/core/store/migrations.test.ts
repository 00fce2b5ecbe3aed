import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Connection } from '../../../electron/core/store/connection.ts';
import { canRead, openStore, StoreOpenError } from '../../../electron/core/store/index.ts';
import { backupPath, migrate } from '../../../electron/core/store/migrate.ts';
import { MIGRATIONS, SCHEMA_VERSION } from '../../../electron/core/store/migrations/index.ts';
import { testDir } from '../../support/test-dir.ts';
import { addWorkspaces, fixedClock, newStore, open, silent } from './fixture.ts';

/** Hashes of released migrations. A line is added with each new one; none is ever changed. */
const RELEASED: readonly string[] = ['330bac566791ac0f11ab3608c86542d3c87cf55ebc9479d09541c7ba93f44d26'];

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

function refusal(path: string): StoreOpenError {
  try {
    openStore({ path, clock: fixedClock(), log: silent }).store.close();
  } catch (error) {
    if (error instanceof StoreOpenError) return error;
    throw error;
  }
  throw new Error('The file was opened.');
}
