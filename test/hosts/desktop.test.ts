/** The built main and preload scripts on the stand-in, with the real core in its workers. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../shared/commands.ts';
import { testDir } from '../support/test-dir.ts';
import { buildShell, startShell } from './support/shell-process.ts';
import type { Build } from './support/shell-process.ts';

let built: Build;
beforeAll(async () => {
  built = await buildShell();
});
afterAll(() => built.remove());

const journalOf = (state: { journal: readonly { what: string; value: unknown }[] }, what: string): unknown[] =>
  state.journal.filter((entry) => entry.what === what).map((entry) => entry.value);

describe('starting', () => {
  test('the window opens at our own page and can do nothing that a page must not', async () => {
    const shell = await startShell(built);
    const state = await shell.step('state');
    expect(state.windows).toHaveLength(1);
    const [window] = state.windows;
    expect(window).toMatchObject({ url: 'app://callboard/', visible: true });
    const { preload, ...preferences } = window?.options.webPreferences ?? {};
    expect(preload).toBe(join(built.path, 'preload', 'preload.cjs'));
    expect({ ...window?.options, webPreferences: preferences }).toMatchInlineSnapshot(`
      {
        "backgroundColor": "#1a1b1e",
        "height": 900,
        "minHeight": 640,
        "minWidth": 1024,
        "show": false,
        "title": "Callboard",
        "webPreferences": {
          "allowRunningInsecureContent": false,
          "contextIsolation": true,
          "experimentalFeatures": false,
          "navigateOnDragDrop": false,
          "nodeIntegration": false,
          "nodeIntegrationInSubFrames": false,
          "nodeIntegrationInWorker": false,
          "sandbox": true,
          "spellcheck": false,
          "webSecurity": true,
          "webviewTag": false,
        },
        "width": 1440,
      }
    `);
  });

  test('scheme, sandbox and profile are settled before Electron is ready', async () => {
    const shell = await startShell(built);
    const state = await shell.step('state');
    expect(journalOf(state, 'schemes')).toEqual([
      {
        schemes: [
          { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
        ],
        afterReady: false,
      },
    ]);
    expect(journalOf(state, 'enableSandbox')).toEqual([false]);
    expect(journalOf(state, 'setPath')).toEqual([{ name: 'userData', path: join(shell.dataDir, 'electron') }]);
  });

  test('a second start on the same folder opens nothing, says one line and ends well', async () => {
    const shell = await startShell(built, { env: { STAND_IN_LOCK: 'taken' } });
    const { status, stderr } = await shell.ended;
    expect(status).toBe(0);
    expect(stderr).toBe(`Callboard is already running on ${shell.dataDir}; its window comes to the front.\n`);
  });

  test('a folder in use by another host is an error box and a status of its own', async () => {
    const first = await startShell(built);
    expect(await first.step('call', 'a1', 'app.info', {})).toMatchObject({ ok: true });
    const second = await startShell(built, { dataDir: first.dataDir });
    const { status, stderr } = await second.ended;
    expect(status).toBe(4);
    expect(stderr).toMatch(/already running/);
    expect(await first.step('call', 'a2', 'app.info', {})).toMatchObject({ ok: true });
  });

  test('a data folder that cannot be made is an error box and a status of its own', async () => {
    const shell = await startShell(built, { dataDir: join(testDir(), 'missing', 'data') });
    const { status, stderr } = await shell.ended;
    expect(status).toBe(3);
    expect(stderr).toMatch(/does not exist\. Choose another one with --data-dir/);
  });
});

describe('the bridge', () => {
  test('holds five things, and no way to send anything else', async () => {
    const shell = await startShell(built);
    const state = await shell.step('state');
    expect(state.bridge).toEqual(['call', 'cancel', 'onCommand', 'onEvent', 'shell']);
    expect(state.handlers).toEqual(['callboard:call']);
    expect(state.listeners).toEqual(['callboard:cancel']);
  });

  test('carries questions to the real core and reader, and their answers back', async () => {
    const shell = await startShell(built);
    expect(await shell.step('call', 'c1', 'workspaces.list', {})).toEqual({ ok: true, value: { rows: [] } });
    expect(await shell.step('call', 'c2', 'app.info', {})).toMatchObject({
      ok: true,
      value: { shell: 'electron', dataDir: shell.dataDir, keychain: { state: 'unavailable' } },
    });
    expect(await shell.step('call', 'c3', 'no.such', {})).toMatchObject({
      ok: false,
      error: { code: 'invalid_input' },
    });
    expect(await shell.step('call', 'c4', 'events.list', { limit: -1 })).toMatchObject({
      ok: false,
      error: { code: 'invalid_input' },
    });
  });

  test('carries what became stale', async () => {
    const shell = await startShell(built);
    const event = shell.step('nextEvent');
    await shell.step('call', 'c1', 'app.keepSecretsInMemory', {});
    await shell.step('call', 'c2', 'workspaces.add', {
      name: 'ACME',
      region: 'custom',
      baseUrl: 'http://127.0.0.1:9',
      apiKey: 'key-1234567890',
      colour: 'blue',
      mode: 'read_only',
      pollIntervalMs: 60_000,
    });
    expect(await event).toMatchObject({ seq: expect.any(Number) as number, topic: expect.any(String) as string });
  });

  test('cancels a call', async () => {
    const shell = await startShell(built);
    await shell.step('call', 'c1', 'app.info', {});
    const answer = await shell.step('cancelled', 'c2', 'doctor.run', { deep: true });
    expect(answer.ok ? 'finished first' : answer.error.code).toMatch(/^(cancelled|finished first)$/);
  });
});

describe('around the window', () => {
  test('the page is served with its policy; other hosts, methods and paths are not', async () => {
    const shell = await startShell(built);
    const page = await shell.step('fetch', 'app://callboard/', 'GET');
    expect(page).toMatchObject({ status: 200, body: '<!doctype html><title>Callboard</title>' });
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect((await shell.step('fetch', 'app://other/', 'GET')).status).toBe(403);
    expect((await shell.step('fetch', 'app://callboard/', 'POST')).status).toBe(403);
    expect((await shell.step('fetch', 'app://callboard/..%2fmain/main.js', 'GET')).status).toBe(404);
  });

  test('every listed command of the registry is in the menu and reaches the window', async () => {
    const shell = await startShell(built);
    await shell.step('state');
    const listed = commands.filter((command) => command.listed).map(({ id }) => id);
    for (const id of listed) await shell.step('menuClick', id);
    expect((await shell.step('state')).commands).toEqual(listed);
  });

  test('a second start hands its link to the window and brings it to the front', async () => {
    const shell = await startShell(built);
    await shell.step('state');
    expect(await shell.step('secondInstance', 'callboard', 'callboard://events/3/ev_1')).toEqual({
      hash: '#/events/3/ev_1',
      minimized: false,
    });
    expect(await shell.step('secondInstance', 'callboard', 'callboard://nonsense')).toEqual({
      hash: '#/events/3/ev_1',
      minimized: false,
    });
  });

  test('a link at the first start is where the window opens; one from the system moves it', async () => {
    const shell = await startShell(built, { args: ['callboard://bots/1/b_1'] });
    const state = await shell.step('state');
    expect(state.windows.map(({ url }) => url)).toEqual(['app://callboard/#/bots/1/b_1']);
    expect(await shell.step('openUrl', 'callboard://calendars')).toEqual({ hash: '#/calendars', handled: true });
  });

  test('links are registered with the system only in the packaged app', async () => {
    expect(journalOf(await (await startShell(built)).step('state'), 'setAsDefaultProtocolClient')).toEqual([]);
    const packaged = await startShell(built, { env: { STAND_IN_PACKAGED: '1' } });
    expect(journalOf(await packaged.step('state'), 'setAsDefaultProtocolClient')).toEqual(['callboard']);
  });

  test('a development server is used only where the app is not packaged', async () => {
    const env = { ELECTRON_RENDERER_URL: 'http://localhost:5173/' };
    const dev = await startShell(built, { env });
    expect((await dev.step('state')).windows.map(({ url }) => url)).toEqual(['http://localhost:5173/']);
    const packaged = await startShell(built, { env: { ...env, STAND_IN_PACKAGED: '1' } });
    expect((await packaged.step('state')).windows.map(({ url }) => url)).toEqual(['app://callboard/']);
  });

  test('sleep and wake are followed', async () => {
    const shell = await startShell(built);
    expect(await shell.step('power', 'suspend')).toBe(true);
    expect(await shell.step('power', 'resume')).toBe(true);
    expect(await shell.step('call', 'c1', 'sync.status', {})).toMatchObject({ ok: true });
  });

  test('a page that dies is loaded again, at most three times', async () => {
    const shell = await startShell(built);
    expect(await shell.step('crashPage', 'clean-exit')).toBe(0);
    const reloads: number[] = [];
    for (let n = 0; n < 5; n += 1) reloads.push(await shell.step('crashPage', 'crashed'));
    expect(reloads).toEqual([1, 2, 3, 3, 3]);
  });
});

describe('ending', () => {
  test('closing the window remembers its place, closes the database and ends with status 0', async () => {
    const shell = await startShell(built);
    await shell.step('call', 'c1', 'app.info', {});
    await shell.step('closeWindow').catch(() => undefined);
    expect(await shell.ended).toMatchObject({ status: 0, signal: null });
    expect(JSON.parse(readFileSync(join(shell.dataDir, 'window.json'), 'utf8'))).toEqual({
      bounds: { x: 11, y: 22, width: 1300, height: 700 },
      maximized: false,
    });
    // SQLite removes its log when the last connection is closed in good order.
    expect(existsSync(join(shell.dataDir, 'callboard.db'))).toBe(true);
    expect(existsSync(join(shell.dataDir, 'callboard.db-wal'))).toBe(false);
  });

  test('quitting from the menu ends as well, and the next start finds the window where it was', async () => {
    const shell = await startShell(built);
    await shell.step('call', 'c1', 'app.info', {});
    await shell.step('closeWindow').catch(() => undefined);
    await shell.ended;
    const again = await startShell(built, { dataDir: shell.dataDir });
    expect((await again.step('state')).windows[0]?.options).toMatchObject({ x: 11, y: 22, width: 1300, height: 700 });
    await again.step('quit').catch(() => undefined);
    expect(await again.ended).toMatchObject({ status: 0 });
  });
});
