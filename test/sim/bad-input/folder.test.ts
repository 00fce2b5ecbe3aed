/** Data folders that cannot be used: each is refused with words, a code, and nothing changed in it. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { databasePath } from '../../../electron/core/data-folder.ts';
import { SCHEMA_VERSION } from '../../../electron/core/store/migrations/index.ts';
import { startHarness } from '../../support/core-harness.ts';
import { testDir } from '../../support/test-dir.ts';
import { changeSomething, SEED, withConsole } from './support/console.ts';

async function refusal(dataDir: string): Promise<{ code: string; message: string }> {
  try {
    const core = await startHarness({ dataDir });
    await core.stop();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { code: String(error.code), message: error.message };
    throw error;
  }
  throw new Error('The core started.');
}

/** Names and contents of the files of a database. */
function filesOf(dataDir: string): Record<string, string> {
  const hash = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(join(dataDir, name)))
      .digest('hex');
  return Object.fromEntries(
    readdirSync(dataDir)
      .filter((name) => name.startsWith('callboard.db'))
      .map((name) => [name, hash(name)]),
  );
}

describe('a data folder', () => {
  it('whose path does not exist yet is made, for its owner only', async () => {
    const dataDir = join(testDir(), 'not', 'there');
    const core = await startHarness({ dataDir });
    expect((await core.call('workspaces.list', {})).rows).toEqual([]);
    await core.stop();
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(statSync(databasePath(dataDir)).mode & 0o777).toBe(0o600);
  });

  it('whose path is a file is refused, and the file stays as it is', async () => {
    const path = join(testDir(), 'file');
    writeFileSync(path, 'my letters');
    const { code, message } = await refusal(path);
    expect(code).toBe('data_folder');
    expect(message).toMatch(/cannot be used: it is not a folder\. Choose another one with --data-dir/);
    expect(readFileSync(path, 'utf8')).toBe('my letters');
  });

  it('below a file is refused', async () => {
    const path = join(testDir(), 'file');
    writeFileSync(path, '');
    const { code, message } = await refusal(join(path, 'data'));
    expect(code).toBe('data_folder');
    expect(message).toMatch(/cannot be used: a part of its path is a file\. Choose another one/);
  });

  it('that another instance uses is refused, the first one goes on, and it is free when that one ends', () =>
    withConsole({}, async (bench) => {
      const { code, message } = await refusal(bench.dataDir);
      expect(code).toBe('already_running');
      expect(message).toMatch(/already running on .*Use its window, or choose another folder with --data-dir/);
      changeSomething(bench.struck, 'Changed after the second instance');
      await bench.converge(bench.struck);
      expect((await bench.core.call('doctor.run', { deep: true })).healthy).toBe(true);
      await bench.stop();
      const next = await startHarness({ dataDir: bench.dataDir });
      expect((await next.call('workspaces.list', {})).rows.length).toBe(2);
      await next.stop();
      await bench.start();
    }));

  it(`with a database from a newer version is refused and not a byte of it changes (seed ${SEED})`, () =>
    withConsole({}, async (bench) => {
      await bench.stop();
      const db = new Database(databasePath(bench.dataDir));
      db.pragma('user_version = 99');
      db.pragma('wal_checkpoint(TRUNCATE)');
      db.close();
      const before = filesOf(bench.dataDir);
      const refused: unknown = await bench.start().catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: 'newer_database' });
      expect(String(refused)).toMatch(/newer version of Callboard.*schema 99.*Nothing was changed.*Install the newer/);
      expect(filesOf(bench.dataDir)).toEqual(before);

      const older = new Database(databasePath(bench.dataDir));
      older.pragma(`user_version = ${SCHEMA_VERSION}`);
      older.pragma('wal_checkpoint(TRUNCATE)');
      older.close();
      await bench.start();
      await bench.converge(bench.struck);
    }));

  it('with a newer database that was not closed cleanly is refused and its log is not touched either', async () => {
    const dataDir = testDir();
    mkdirSync(dataDir, { recursive: true });
    const crashed = new Database(databasePath(dataDir));
    crashed.pragma('journal_mode = WAL');
    crashed.pragma('user_version = 99');
    crashed.pragma('application_id = 0x43414c42');
    crashed.exec('CREATE TABLE future (a)');
    crashed.pragma('wal_checkpoint(TRUNCATE)');
    crashed.exec('INSERT INTO future VALUES (1)');
    // Copied while open: what a killed process leaves behind.
    const copy = testDir();
    for (const name of ['callboard.db', 'callboard.db-wal'])
      writeFileSync(join(copy, name), readFileSync(join(dataDir, name)));
    crashed.close();
    const before = filesOf(copy);
    expect((await refusal(copy)).code).toBe('newer_database');
    expect(filesOf(copy)).toEqual(before);
  });

  it("with another program's database under our name is refused and not a byte of it changes", async () => {
    const dataDir = testDir();
    const db = new Database(databasePath(dataDir));
    db.exec("CREATE TABLE letters (text); INSERT INTO letters VALUES ('Dear Anna')");
    db.close();
    const before = filesOf(dataDir);
    const { code, message } = await refusal(dataDir);
    expect(code).toBe('storage');
    expect(message).toMatch(/database of another program.*Choose another data folder/);
    expect(filesOf(dataDir)).toEqual(before);
    expect(existsSync(join(dataDir, 'callboard.db-wal'))).toBe(false);
  });
});
