import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contract } from '../../shared/contract.ts';
import { CANARIES, searchBytes } from '../support/canaries.ts';
import { testDir } from '../support/test-dir.ts';
import { runHost } from './support/run-host.ts';

const parsed = (json: string): unknown => JSON.parse(json);

describe('rpc', () => {
  test('prints the value of the answer as JSON', async () => {
    const { status, stdout } = await runHost('cli', ['rpc', 'workspaces.list', '{}', '--data-dir', testDir()]).ended;
    expect(status).toBe(0);
    expect(parsed(stdout)).toEqual({ rows: [] });
  });

  test('the input may be left out', async () => {
    const { stdout } = await runHost('cli', ['rpc', 'app.info'], { env: { CALLBOARD_DATA_DIR: testDir() } }).ended;
    expect(parsed(stdout)).toMatchObject({ shell: 'cli', storage: { state: 'ok' } });
  });

  test('prints an error as JSON on standard error and fails', async () => {
    const { status, stdout, stderr } = await runHost('cli', ['rpc', 'no.such', '--data-dir', testDir()]).ended;
    expect([status, stdout]).toEqual([1, '']);
    expect(parsed(stderr)).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('no.such') as string,
    });
  });

  test('an API key on standard input stays out of the arguments, the output and the disk where there is no keychain', async () => {
    const dir = testDir();
    const workspace = {
      name: 'ACME',
      region: 'custom',
      baseUrl: 'http://127.0.0.1:9',
      apiKey: CANARIES.apiKey,
      colour: 'blue',
      mode: 'read_only',
      pollIntervalMs: 60_000,
    };
    const host = runHost('cli', ['rpc', 'workspaces.add', '-', '--data-dir', dir], {
      stdin: JSON.stringify(workspace),
    });
    const { status, stdout, stderr } = await host.ended;
    expect(status).toBe(1);
    expect(parsed(stderr)).toMatchObject({ code: 'keychain_unavailable' });
    expect(stdout + stderr).not.toContain(CANARIES.apiKey);
    expect(searchBytes(dir, [CANARIES.apiKey])).toEqual([]);
  });

  test('input that is not JSON is refused without repeating it', async () => {
    const { status, stderr } = await runHost('cli', [
      'rpc',
      'workspaces.add',
      `{"apiKey": "${CANARIES.apiKey}`,
      '--data-dir',
      testDir(),
    ]).ended;
    expect(status).toBe(2);
    expect(stderr).toMatch(/not JSON/);
    expect(stderr).not.toContain(CANARIES.apiKey);
  });
});

describe('other commands', () => {
  test('help names every method of the contract and starts nothing', async () => {
    const dir = join(testDir(), 'never');
    const { status, stdout } = await runHost('cli', ['--help', '--data-dir', dir]).ended;
    expect(status).toBe(0);
    const lines = stdout.split('\n').map((line) => line.trim().split(/\s+/));
    for (const [name, { summary }] of Object.entries(contract)) {
      expect(lines.map(([first]) => first)).toContain(name);
      expect(stdout).toContain(summary);
    }
    expect(existsSync(dir)).toBe(false);
  });

  test.each([[[]], [['dance']], [['sync']], [['rpc', 'a', 'b', 'c']], [['--colour']]])(
    '%j is a usage error in words',
    async (args) => {
      const { status, stderr } = await runHost('cli', args, { env: { CALLBOARD_DATA_DIR: testDir() } }).ended;
      expect(status).toBe(2);
      expect(stderr).toMatch(/See --help\.\n$/);
    },
  );

  test('the doctor prints one line per check', async () => {
    const { stdout } = await runHost('cli', ['doctor', '--data-dir', testDir()]).ended;
    expect(stdout).toMatch(/^(ok {5}|warning|FAILED ) {2}\S.*: .+$/m);
  });

  test('syncing without a workspace says what to do', async () => {
    const { status, stderr } = await runHost('cli', ['sync', '--once', '--data-dir', testDir()]).ended;
    expect([status, stderr]).toEqual([0, 'There is no workspace to sync. Add one with: rpc workspaces.add -\n']);
  });

  test('a data folder whose parent does not exist is its own exit status', async () => {
    const { status, stderr } = await runHost('cli', ['doctor', '--data-dir', join(testDir(), 'missing', 'data')]).ended;
    expect(status).toBe(3);
    expect(stderr).toMatch(/^Callboard: The data folder .* does not exist\. Choose another one/);
  });
});
