/** Disks that are full or read-only, before the start and while running: words, nothing half done, and it goes on by itself. */
import { existsSync, readdirSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { databasePath } from '../../../electron/core/data-folder.ts';
import { startHarness } from '../../support/core-harness.ts';
import { changeSomething, SEED, withConsole } from './support/console.ts';
import type { SmallDisk } from './support/small-disk.ts';
import { makeSmallDisk, whyNoSmallDisk } from './support/small-disk.ts';

const reason = whyNoSmallDisk();

async function onDisk(megabytes: number, life: (disk: SmallDisk) => Promise<void>): Promise<void> {
  const disk = makeSmallDisk(megabytes);
  if (disk === null) throw new Error('The disk could not be mounted.');
  try {
    await life(disk);
  } finally {
    disk.remove();
  }
}

/** Takes all space that is left. */
function fillUp(disk: SmallDisk): string {
  const path = join(disk.path, 'ballast');
  const { bavail, bsize } = statfsSync(disk.path);
  writeFileSync(path, Buffer.alloc(bavail * bsize));
  return path;
}

function integrity(dataDir: string): unknown {
  const db = new Database(databasePath(dataDir), { readonly: true });
  try {
    return db.pragma('integrity_check', { simple: true });
  } finally {
    db.close();
  }
}

describe.skipIf(reason !== null)(`a small disk (${reason ?? `seed ${SEED}`})`, () => {
  it('that becomes full says so, keeps and shows everything, and goes on by itself when there is space', () =>
    onDisk(24, (disk) =>
      withConsole({ dataDir: disk.path }, async (bench) => {
        const before = await bench.everything(bench.struck);
        const ballast = fillUp(disk);
        for (const event of bench.struck.truth.events())
          bench.struck.truth.updateEvent(event.id, { title: 'Too much' });
        const error = await bench.failure(bench.struck);
        expect(error.code).toBe('storage');
        expect(error.message).toMatch(/disk is full.*What was saved is safe.*Free some space/);
        expect(error.retryAt).not.toBeNull();
        const { storage } = await bench.core.call('app.info', {});
        expect(storage).toMatchObject({ state: 'full' });
        expect(storage.message).toMatch(/Free some space/);
        // A calm moment of idle work must not make it look well again.
        await bench.pass(5_000);
        expect((await bench.core.call('app.info', {})).storage.state).toBe('full');
        expect(await bench.everything(bench.struck)).toEqual(before);
        expect(
          await bench.core.answer('workspaces.add', {
            name: 'One more',
            region: 'custom',
            baseUrl: bench.sim.origin,
            apiKey: 'another-key-1234',
            colour: 'red',
            mode: 'read_only',
            pollIntervalMs: 60_000,
          }),
        ).toMatchObject({ ok: false, error: { code: 'storage' } });
        expect((await bench.core.call('workspaces.list', {})).rows.length).toBe(2);

        rmSync(ballast);
        await bench.converge(bench.struck);
        await bench.converge(bench.healthy);
        expect((await bench.core.call('app.info', {})).storage.state).toBe('ok');
        await bench.stop();
        expect(integrity(disk.path)).toBe('ok');
        await bench.start();
      }),
    ));

  it('that becomes read-only says so, keeps and shows everything, and goes on by itself when it can be written to', () =>
    onDisk(24, (disk) =>
      withConsole({ dataDir: disk.path }, async (bench) => {
        const before = await bench.everything(bench.struck);
        await bench.stop();
        disk.setReadOnly(true);
        const refused: unknown = await bench.start().catch((error: unknown) => error);
        expect(refused).toMatchObject({ code: 'data_folder' });
        expect(String(refused)).toMatch(/cannot be used: its disk is read-only\. Choose another/);

        disk.setReadOnly(false);
        await bench.start();
        expect(await bench.everything(bench.struck)).toEqual(before);
        changeSomething(bench.struck, 'Changed after it was writable');
        await bench.converge(bench.struck);
      }),
    ));

  it('that is full before the very first start says so and leaves nothing that a later start trips over', () =>
    onDisk(4, async (disk) => {
      const ballast = fillUp(disk);
      const refused: unknown = await startHarness({ dataDir: disk.path }).catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: 'storage' });
      expect(String(refused)).toMatch(/disk is full/);
      truncateSync(ballast, 0);
      const core = await startHarness({ dataDir: disk.path });
      expect((await core.call('workspaces.list', {})).rows).toEqual([]);
      expect((await core.call('app.info', {})).storage.state).toBe('ok');
      await core.stop();
      expect(readdirSync(disk.path).filter((name) => name.includes('damaged'))).toEqual([]);
      expect(existsSync(databasePath(disk.path))).toBe(true);
    }));

  it('that is full at a later start still shows what was there, or says why not, and loses nothing', () =>
    onDisk(24, (disk) =>
      withConsole({ dataDir: disk.path }, async (bench) => {
        const before = await bench.everything(bench.struck);
        await bench.stop();
        const ballast = fillUp(disk);
        const refused: unknown = await bench.start().catch((error: unknown) => error);
        if (refused === undefined) {
          expect(await bench.everything(bench.struck)).toEqual(before);
          await bench.stop();
        } else expect(refused).toMatchObject({ code: 'storage', message: expect.stringMatching(/disk is full/) });
        rmSync(ballast);
        await bench.start();
        expect(await bench.everything(bench.struck)).toEqual(before);
        expect(readdirSync(disk.path).filter((name) => name.includes('damaged'))).toEqual([]);
        await bench.converge(bench.struck);
      }),
    ));
});
