/** The real path: keytar, libsecret, D-Bus and a GNOME keyring, in sessions of their own. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { searchBytes } from '../support/canaries.ts';
import { testDir } from '../support/test-dir.ts';

const CHILD = join(import.meta.dirname, '../hosts/support/keychain-child.ts');
const IN_KEYRING = join(import.meta.dirname, '../hosts/support/in-keyring.sh');
const CANARY = 'canary-keychain-7Qw2mZ';

function has(command: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
}
function keytarLoads(): boolean {
  return spawnSync(process.execPath, ['-e', "require('keytar')"], { cwd: import.meta.dirname }).status === 0;
}

const missing = [
  ...['dbus-run-session', 'gnome-keyring-daemon'].filter((command) => !has(command)),
  ...(keytarLoads() ? [] : ['keytar']),
];
const reason = missing.length === 0 ? '' : ` (skipped: ${missing.join(', ')} not installed)`;

/** Runs one child; returns what it said. */
function run(
  home: string,
  args: readonly string[],
  keyring: boolean,
  env: Readonly<Record<string, string>> = {},
): unknown[] {
  const command = [process.execPath, CHILD, ...args];
  const [file = '', ...rest] = keyring ? ['sh', IN_KEYRING, 'password of the keyring', ...command] : command;
  const runtime = join(home, 'run');
  mkdirSync(runtime, { recursive: true, mode: 0o700 });
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(DBUS_|XDG_|DISPLAY|WAYLAND|GNOME_KEYRING)/.test(name)),
  );
  const output = execFileSync(file, rest, {
    env: { ...clean, HOME: home, XDG_RUNTIME_DIR: runtime, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
    timeout: 30_000,
  });
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

describe.skipIf(missing.length > 0)(`the keychain of this computer${reason}`, () => {
  test('keeps a secret over processes and sessions, encrypted, and forgets it when told to', () => {
    const home = testDir('keyring');
    expect(run(home, ['set', 'workspace/1/api-key', CANARY], true)).toEqual([
      expect.objectContaining({ state: 'available' }),
      'kept',
    ]);
    expect(searchBytes(home, [CANARY])).toEqual([]);
    expect(run(home, ['get', 'workspace/1/api-key'], true)).toEqual([
      expect.objectContaining({ state: 'available' }),
      CANARY,
    ]);
    expect(run(home, ['get', 'workspace/2/api-key'], true)).toEqual([
      expect.objectContaining({ state: 'available' }),
      null,
    ]);
    expect(run(home, ['delete', 'workspace/1/api-key'], true)).toEqual([
      expect.objectContaining({ state: 'available' }),
      'deleted',
    ]);
    expect(run(home, ['get', 'workspace/1/api-key'], true)).toEqual([
      expect.objectContaining({ state: 'available' }),
      null,
    ]);
  });

  test('without D-Bus it is unavailable, and nothing is written anywhere', () => {
    const home = testDir('keyring');
    const nowhere = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(home, 'nowhere')}` };
    expect(run(home, ['set', 'workspace/1/api-key', CANARY], false, nowhere)).toEqual([
      { state: 'unavailable', message: expect.stringMatching(/no Secret Service.*memory until you quit/) as string },
      'keychain_unavailable',
    ]);
    expect(searchBytes(home, [CANARY])).toEqual([]);
  });

  test('a D-Bus that never answers costs one timeout, and does not keep the process from ending', () => {
    const home = testDir('keyring');
    const command = spawnSync(process.execPath, [CHILD, 'silent-bus', join(home, 'bus')], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect(JSON.parse(command.stdout)).toMatchObject({
      state: 'unavailable',
      message: expect.stringMatching(/does not answer/) as string,
    });
    // Killed by itself (R13), not by this test's patience (SIGTERM).
    expect(command.signal).toBe('SIGKILL');
  });
});
