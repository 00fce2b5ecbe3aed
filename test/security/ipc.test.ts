/** What a window, or something inside or beside it, may do: the built shell against a hostile page. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildShell, startShell } from '../hosts/support/shell-process.ts';
import type { Build } from '../hosts/support/shell-process.ts';

const SEED = 20_261_120;

let built: Build;
beforeAll(async () => {
  built = await buildShell();
});
afterAll(() => built.remove());

describe('messages', () => {
  test('a call from a frame that is gone, embedded, or of another page is refused', async () => {
    const shell = await startShell(built);
    for (const kind of ['null frame', 'sub-frame', 'other page'] as const) {
      expect(await shell.step('foreign', kind)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    }
  });

  test(`of 10,000 messages from foreign senders none is let through (seed ${SEED})`, async () => {
    const shell = await startShell(built);
    expect(await shell.step('fuzzForeign', SEED, 10_000)).toBe(0);
  });

  test(`of 2,000 malformed messages from our own page every one comes back as an answer (seed ${SEED})`, async () => {
    const shell = await startShell(built);
    expect(await shell.step('fuzzOwn', SEED, 2_000)).toBe(0);
    expect(await shell.step('call', 'after', 'workspaces.list', {})).toMatchObject({ ok: true });
  });
});

const DENIED = [
  'media',
  'geolocation',
  'notifications',
  'clipboard-read',
  'openExternal',
  'fileSystem',
  'display-capture',
  'usb',
  'unknown',
];
const ELSEWHERE = [
  'https://evil.example/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'app://evil/',
  'data:text/html,x',
];

describe('permissions', () => {
  test('our own page is denied every permission but one', async () => {
    const shell = await startShell(built);
    for (const permission of DENIED) {
      const outcome = await shell.step('permission', permission, 'app://callboard/');
      expect([permission, outcome]).toEqual([permission, { requested: false, checked: false, device: false }]);
    }
  });

  test('our page may write text to the clipboard, no other page may', async () => {
    const shell = await startShell(built);
    expect(await shell.step('permission', 'clipboard-sanitized-write', 'app://callboard/')).toEqual({
      requested: true,
      checked: true,
      device: false,
    });
    expect(await shell.step('permission', 'clipboard-sanitized-write', 'https://evil.example/')).toEqual({
      requested: false,
      checked: false,
      device: false,
    });
  });
});

describe('leaving the page', () => {
  test('navigation to any other page is prevented', async () => {
    const shell = await startShell(built);
    for (const url of ELSEWHERE) {
      for (const [kind, prevented] of await shell.step('navigation', url))
        expect([url, kind, prevented]).toEqual([url, kind, true]);
    }
  });

  test('webviews are prevented everywhere, reloading our own page is not', async () => {
    const shell = await startShell(built);
    expect(await shell.step('navigation', 'app://callboard/index.html')).toEqual([
      ['will-navigate', false],
      ['will-redirect', false],
      ['will-frame-navigate', false],
      ['will-attach-webview', true],
    ]);
  });

  test('no window is ever opened; https links go to the outside browser, everything else nowhere', async () => {
    const shell = await startShell(built);
    const links = [
      'https://zoom.us/j/1',
      'http://zoom.us/',
      'file:///bin/sh',
      'smb://host/x',
      'ms-msdt:/id',
      'javascript:alert(1)',
      'https://user:pw@zoom.us/',
      'callboard://events',
    ];
    for (const link of links) expect(await shell.step('openWindow', link)).toEqual({ action: 'deny' });
    const { journal } = await shell.step('state');
    expect(journal.filter(({ what }) => what === 'openExternal').map(({ value }) => value)).toEqual([
      'https://zoom.us/j/1',
    ]);
  });

  test('the session loads nothing but our own files, and downloads only what our own page made', async () => {
    const shell = await startShell(built);
    for (const url of [
      'https://evil.example/x.js',
      'http://127.0.0.1:1/',
      'file:///etc/passwd',
      'ws://evil.example/',
      'app://evil/',
      'ftp://x/',
    ]) {
      expect([url, await shell.step('mayLoad', url)]).toEqual([url, false]);
    }
    for (const url of ['app://callboard/assets/a.js', 'devtools://devtools/x.html', 'data:image/png;base64,']) {
      expect([url, await shell.step('mayLoad', url)]).toEqual([url, true]);
    }
    for (const [url, refused] of [
      ['https://evil.example/x.exe', true],
      ['app://callboard/index.html', true],
      ['blob:https://evil.example/6f1c', true],
      ['blob:null/6f1c', true],
      ['data:text/csv,x', true],
      ['blob:app://callboard/6f1c', false],
    ] as const) {
      expect([url, await shell.step('download', url)]).toEqual([url, refused]);
    }
  });
});
