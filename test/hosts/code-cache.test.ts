import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { onlyOursToChange } from '../../electron/shell/code-cache.ts';
import { testDir } from '../support/test-dir.ts';
import { runHost } from './support/run-host.ts';

const ask = (dir: string) => runHost('cli', ['rpc', 'workspaces.list', '{}', '--data-dir', dir]).ended;

function folder(parent: string, name: string, mode: number): string {
  const path = join(parent, name);
  mkdirSync(path);
  // Not at creation, where the umask would take bits away.
  chmodSync(path, mode);
  return path;
}

/** Windows has no modes to judge a folder by, so the cache is never used there. */
const NO_MODES = process.platform === 'win32';

describe.skipIf(NO_MODES)('who can change a folder', () => {
  test('a folder that only its owner can write to is ours, below the sticky temporary folder too', () => {
    expect(onlyOursToChange(folder(testDir(), 'own', 0o700))).toBe(true);
    expect(onlyOursToChange(folder(testDir(), 'readable', 0o755))).toBe(true);
  });

  test('a folder that a group or everybody can write to is not', () => {
    expect(onlyOursToChange(folder(testDir(), 'group', 0o770))).toBe(false);
    expect(onlyOursToChange(folder(testDir(), 'all', 0o777))).toBe(false);
    expect(onlyOursToChange(folder(testDir(), 'sticky', 0o1777))).toBe(false);
  });

  test('nor is one that others could replace, because they can write to a folder above it', () => {
    const open = folder(testDir(), 'open', 0o777);
    expect(onlyOursToChange(folder(open, 'own', 0o700))).toBe(false);
    chmodSync(open, 0o1777);
    expect(onlyOursToChange(join(open, 'own'))).toBe(true);
  });

  test('nor is a link, which leads wherever it leads', () => {
    const dir = testDir();
    symlinkSync(folder(dir, 'own', 0o700), join(dir, 'link'));
    expect(onlyOursToChange(join(dir, 'link'))).toBe(false);
  });
});

describe.skipIf(NO_MODES)('the cache of compiled code', () => {
  test('lies in the data folder, for its owner only', async () => {
    const dir = testDir();
    expect((await ask(dir)).status).toBe(0);
    expect((await ask(dir)).status).toBe(0);
    expect(statSync(join(dir, 'code-cache')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(dir, 'code-cache'))).not.toEqual([]);
  });

  test('is not made where others can write, and the question is answered all the same', async () => {
    const dir = folder(testDir(), 'shared', 0o777);
    expect((await ask(dir)).status).toBe(0);
    expect(JSON.parse((await ask(dir)).stdout)).toEqual({ rows: [] });
    expect(existsSync(join(dir, 'code-cache'))).toBe(false);
  });

  test('that cannot be made keeps nothing from being answered', async () => {
    const dir = testDir();
    writeFileSync(join(dir, 'code-cache'), 'a file in its place');
    expect(JSON.parse((await ask(dir)).stdout)).toEqual({ rows: [] });
    expect(JSON.parse((await ask(dir)).stdout)).toEqual({ rows: [] });
  });
});
