import { expect, test } from 'vitest';
import { parseHostArguments, UsageError } from '../../electron/shell/arguments.ts';
import { hasDisplay } from '../../electron/shell/open-browser.ts';

test('nothing given means: default folder, any port, open the browser', () => {
  expect(parseHostArguments([])).toMatchObject({
    dataDir: undefined,
    port: 0,
    open: true,
    help: false,
    positionals: [],
  });
});

test('all flags are understood', () => {
  expect(
    parseHostArguments([
      'rpc',
      'app.info',
      '{}',
      '--data-dir',
      '/d',
      '--port=8123',
      '--no-open',
      '--deep',
      '--once',
      '-h',
    ]),
  ).toEqual({
    dataDir: '/d',
    port: 8123,
    open: false,
    help: true,
    once: true,
    deep: true,
    positionals: ['rpc', 'app.info', '{}'],
  });
});

test.each([['--port', 'x'], ['--port', '70000'], ['--port', '-1'], ['--colour'], ['--data-dir']])(
  '%s %s is a usage error in words',
  (...args) => {
    expect(() => parseHostArguments(args)).toThrow(UsageError);
  },
);

test('a browser is opened only where it can be seen', () => {
  expect(hasDisplay('linux', {})).toBe(false);
  expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
  expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  expect(hasDisplay('darwin', {})).toBe(true);
});
