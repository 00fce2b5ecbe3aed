import { describe, expect, test } from 'vitest';
import { freePort } from '../support/ports.ts';
import { testDir } from '../support/test-dir.ts';
import { runHost } from './support/run-host.ts';

/** Signs in at the printed address; returns a caller. */
async function signIn(output: string) {
  const address = /Callboard: (\S+)/.exec(output)?.[1] ?? '';
  const { origin } = new URL(address);
  const entered = await fetch(address, { redirect: 'manual' });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  let next = 0;
  return async (method: string, input: unknown = {}): Promise<unknown> => {
    const response = await fetch(`${origin}/rpc/call`, {
      method: 'POST',
      headers: { cookie, origin, 'content-type': 'application/json' },
      body: JSON.stringify({ id: String((next += 1)), method, input }),
    });
    return response.json();
  };
}

describe('web host', () => {
  test('prints exactly one line, serves the core behind it, and ends cleanly on SIGTERM', async () => {
    const host = runHost('web', ['--data-dir', testDir(), '--no-open']);
    const call = await signIn(await host.until('\n'));
    expect(await call('app.info')).toMatchObject({ ok: true, value: { shell: 'web' } });
    expect(await call('workspaces.list')).toEqual({ ok: true, value: { rows: [] } });
    host.child.kill('SIGTERM');
    const { status, stdout, stderr } = await host.ended;
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Callboard: http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}\n$/);
    expect(stderr).toBe('');
  });

  test('takes the port that it is given, and says so when it is in use', async () => {
    const port = await freePort();
    const host = runHost('web', ['--data-dir', testDir(), '--port', String(port)]);
    expect(await host.until('\n')).toContain(`http://127.0.0.1:${port}/`);
    const { status, stderr } = await runHost('web', ['--data-dir', testDir(), '--port', String(port)]).ended;
    expect(status).not.toBe(0);
    expect(stderr).toBe(
      `Callboard: Port ${port} is in use by another program. Choose another one with --port, or leave it out.\n`,
    );
  });

  test('a second host on one data folder says so and ends; the CLI may still read there, and not write', async () => {
    const dir = testDir();
    const host = runHost('web', ['--data-dir', dir]);
    await host.until('\n');
    const second = await runHost('web', ['--data-dir', dir]).ended;
    expect(second).toMatchObject({ status: 4, stdout: '' });
    expect(second.stderr).toMatch(/^Callboard: .*already running.*\n$/);
    const reading = await runHost('cli', ['rpc', 'workspaces.list', '--data-dir', dir]).ended;
    expect(reading).toMatchObject({ status: 0 });
    const writing = await runHost('cli', ['rpc', 'sync.now', '--data-dir', dir]).ended;
    expect(writing).toMatchObject({ status: 4 });
  });

  test('the folder is free again after kill -9', async () => {
    const dir = testDir();
    const host = runHost('web', ['--data-dir', dir]);
    await host.until('\n');
    host.child.kill('SIGKILL');
    await host.ended;
    const next = runHost('web', ['--data-dir', dir]);
    expect(await next.until('\n')).toContain('Callboard: http');
  });
});

describe('training mode', () => {
  test('demo serves the training workspaces, and sync --once brings the same folder up to date later', async () => {
    const dir = testDir();
    const host = runHost('cli', ['demo', '--data-dir', dir, '--no-open']);
    const call = await signIn(await host.until('\n'));
    const training = expect.objectContaining({ training: true }) as unknown;
    expect(await call('workspaces.list')).toEqual({ ok: true, value: { rows: [training, training, training] } });
    host.child.kill('SIGINT');
    expect(await host.ended).toMatchObject({ status: 0 });
    const sync = await runHost('cli', ['sync', '--once', '--data-dir', dir]).ended;
    expect(sync.stderr.match(/: up to date, [1-9]\d* calendars, [1-9]\d* events/g)).toHaveLength(3);
    expect(sync.status).toBe(0);
  });
});
