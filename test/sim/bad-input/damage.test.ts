/**
 * A damaged database: kept aside as it is, rebuilt with everything that can be read of it, the rest fetched again. History
 * that Recall no longer has (status observations, event revisions, bot entries that have gone) is still here.
 */
import {
  closeSync,
  copyFileSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../electron/simulator/rng.ts';
import { databasePath } from '../../../electron/core/data-folder.ts';
import type { Bench } from './support/console.ts';
import { comingEvent, healthyGoesOn, SEED, withConsole } from './support/console.ts';

interface Past {
  readonly eventId: string;
  readonly calendarId: string;
  readonly botId: string;
}

/** Makes history that Recall forgets: an event that moved twice, a bot that came and went, a calendar that was away. */
async function makeHistory(bench: Bench): Promise<Past> {
  const { truth } = bench.struck;
  const { id, startAt } = comingEvent(bench.struck, 2);
  truth.updateEvent(id, { startAt: startAt + 3_600_000 });
  const bot = truth.putBot(id);
  await bench.converge(bench.struck);
  truth.updateEvent(id, { startAt: startAt + 7_200_000 });
  truth.removeBot(bot.id);
  const calendarId = truth.calendars()[1]?.id ?? '';
  truth.setCalendarStatus(calendarId, 'disconnected', 'google_unexplained');
  await bench.core.call('sync.now', {});
  await bench.converge(bench.struck);
  truth.setCalendarStatus(calendarId, 'connected');
  await bench.core.call('sync.now', {});
  await bench.converge(bench.struck);
  const past = { eventId: id, calendarId, botId: bot.id };
  await expectHistory(bench, past);
  return past;
}

async function expectHistory(bench: Bench, { eventId, calendarId, botId }: Past): Promise<void> {
  const event = await bench.event(bench.struck, eventId);
  expect(event.revisions.length).toBe(3);
  const gone = event.bots.find((entry) => entry.botId === botId);
  expect(gone?.goneAt).not.toBeNull();
  expect(gone).toBeDefined();
  const { timeline } = await bench.diagnosis(bench.struck, calendarId);
  expect(timeline.map(({ source, status }) => `${source} ${status}`)).toContain('callboard disconnected');
}

/** Overwrites a part of the pages of the closed file, drawn from `seed`; the first ten hold what nothing else repeats. */
function scratch(dataDir: string, share: number, seed: number): void {
  const path = databasePath(dataDir);
  const pageSize = readFileSync(path).readUInt16BE(16);
  const rng = createRng(seed);
  const file = openSync(path, 'r+');
  for (let page = 10; page < statSync(path).size / pageSize; page += 1)
    if (rng.chance(share)) writeSync(file, Buffer.alloc(pageSize, 0xa5), 0, pageSize, page * pageSize);
  closeSync(file);
}

const asides = (dataDir: string): string[] =>
  readdirSync(dataDir).filter((name) => /^callboard\.db\.damaged-[^/]*Z(-\d+)?$/.test(name));

/** After the damage: words, the file aside, both workspaces still known, everything fetched again. */
async function expectRebuilt(bench: Bench, damaged: Buffer): Promise<void> {
  const { storage } = await bench.core.call('app.info', {});
  expect(storage.state).toBe('rebuilt');
  expect(storage.message).toMatch(/damaged.*was kept.*fetched again from Recall/);
  const [aside, ...more] = asides(bench.dataDir);
  expect(more).toEqual([]);
  expect(readFileSync(join(bench.dataDir, aside ?? '')).equals(damaged)).toBe(true);
  expect((await bench.core.call('workspaces.list', {})).rows.map(({ name }) => name).toSorted()).toEqual([
    'Healthy',
    'Struck',
  ]);
  await bench.converge(bench.struck);
  await bench.converge(bench.healthy);
  expect((await bench.core.call('doctor.run', { deep: true })).healthy).toBe(true);
}

describe(`a database (seed ${SEED})`, () => {
  it('whose header is destroyed is rebuilt with its whole history', () =>
    withConsole({}, async (bench) => {
      const past = await makeHistory(bench);
      await bench.stop();
      const path = databasePath(bench.dataDir);
      const file = openSync(path, 'r+');
      writeSync(file, Buffer.alloc(100, 0xa5), 0, 100, 0);
      closeSync(file);
      const damaged = readFileSync(path);
      await bench.start();
      await expectRebuilt(bench, damaged);
      await expectHistory(bench, past);
    }));

  it('of which the small tables are damaged is rebuilt with its whole history', () =>
    withConsole({}, async (bench) => {
      const past = await makeHistory(bench);
      await bench.stop();
      const path = databasePath(bench.dataDir);
      const db = new Database(path, { readonly: true });
      const root = db.prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE name = 'sync_state'").pluck().get();
      db.close();
      const bytes = readFileSync(path);
      const pageSize = bytes.readUInt16BE(16);
      bytes.fill(0xa5, ((root ?? 0) - 1) * pageSize, (root ?? 0) * pageSize);
      const file = openSync(path, 'r+');
      writeSync(file, bytes);
      closeSync(file);
      await bench.start();
      await expectRebuilt(bench, bytes);
      await expectHistory(bench, past);
    }));

  it.each([
    [0.1, SEED + 1],
    [0.3, SEED + 2],
    [0.6, SEED + 4],
  ])('of which a part of %f of the pages is overwritten comes back complete (pages by seed %i)', (share, seed) =>
    withConsole({}, async (bench) => {
      await makeHistory(bench);
      await bench.stop();
      scratch(bench.dataDir, share, seed);
      await bench.start();
      // Damage that is not met at the start is met by whoever reads it; whatever happens, it ends well.
      await bench.until('all is well', async () => {
        await bench.core.answer('calendars.list', {
          filter: { workspaces: 'all' },
          sort: { by: 'email', direction: 'asc' },
          after: null,
          limit: 200,
        });
        const { rows } = await bench.core.call('sync.status', {});
        return rows.length === 2 && rows.every(({ state, error }) => state === 'idle' && error === null);
      });
      await bench.converge(bench.struck);
      await bench.converge(bench.healthy);
      expect((await bench.core.call('doctor.run', { deep: true })).healthy).toBe(true);
      if (share >= 0.3) expect(asides(bench.dataDir).length).toBeGreaterThanOrEqual(1);
    }),
  );

  it('that is cut off in the middle is rebuilt', () =>
    withConsole({}, async (bench) => {
      await bench.stop();
      const path = databasePath(bench.dataDir);
      truncateSync(path, Math.floor(statSync(path).size / 2));
      const damaged = readFileSync(path);
      await bench.start();
      await expectRebuilt(bench, damaged);
    }));

  it('that is text is kept aside and a new one begun', () =>
    withConsole({}, async (bench) => {
      await bench.stop();
      const path = databasePath(bench.dataDir);
      copyFileSync(new URL(import.meta.url), path);
      const before = readFileSync(path);
      await bench.start();
      expect((await bench.core.call('app.info', {})).storage.state).toBe('rebuilt');
      expect((await bench.core.call('workspaces.list', {})).rows).toEqual([]);
      expect(readFileSync(join(bench.dataDir, asides(bench.dataDir)[0] ?? '')).equals(before)).toBe(true);
    }));

  it('that is damaged while it is in use is rebuilt without a restart, and what was lost is fetched again', () =>
    withConsole({}, async (bench) => {
      const past = await makeHistory(bench);
      // Another connection folds the log in and overwrites the events' pages, as a broken disk would.
      const path = databasePath(bench.dataDir);
      const other = new Database(path);
      other.pragma('wal_checkpoint(TRUNCATE)');
      const pages = other
        .prepare<[], number>(
          "SELECT rootpage FROM sqlite_schema WHERE name IN ('event_by_workspace_start', 'payload_block')",
        )
        .pluck()
        .all();
      const pageSize = Number(other.pragma('page_size', { simple: true }));
      // A commit of its own makes the console read its pages again.
      const file = openSync(path, 'r+');
      for (const page of pages) writeSync(file, Buffer.alloc(pageSize, 0xa5), 0, pageSize, (page - 1) * pageSize);
      other.exec("INSERT INTO meta (key, value) VALUES ('nudge', '1')");
      closeSync(file);
      other.close();

      bench.struck.truth.updateEvent(comingEvent(bench.struck, 4).id, { title: 'Changed while it was damaged' });
      await bench.until('it was rebuilt', async () => {
        await bench.core.answer('events.list', {
          filter: { workspaces: 'all' },
          sort: { by: 'start', direction: 'asc' },
          after: null,
          limit: 10,
        });
        return (await bench.core.call('app.info', {})).storage.state === 'rebuilt';
      });
      await bench.converge(bench.struck);
      await bench.converge(bench.healthy);
      await expectHistory(bench, past);
      await healthyGoesOn(bench, 'Changed after it was rebuilt');
      expect(asides(bench.dataDir).length).toBe(1);
    }));
});
