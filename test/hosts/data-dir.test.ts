import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { locateDataDir, prepareDataDir } from '../../electron/shell/data-dir.ts';
import { testDir } from '../support/test-dir.ts';

describe('where the data folder is', () => {
  const home = '/home/anna';

  test('the flag wins over the environment, which wins over the platform', () => {
    const env = { CALLBOARD_DATA_DIR: '/srv/env' };
    expect(locateDataDir({ flag: '/srv/flag', env, platform: 'linux', home })).toEqual({
      path: '/srv/flag',
      named: true,
    });
    expect(locateDataDir({ env, platform: 'linux', home })).toEqual({ path: '/srv/env', named: true });
    expect(locateDataDir({ flag: ' ', env: {}, platform: 'linux', home }).named).toBe(false);
  });

  test('each platform has its own place', () => {
    expect(locateDataDir({ env: {}, platform: 'linux', home }).path).toBe('/home/anna/.local/share/callboard');
    expect(locateDataDir({ env: { XDG_DATA_HOME: '/data' }, platform: 'linux', home }).path).toBe('/data/callboard');
    expect(locateDataDir({ env: {}, platform: 'darwin', home }).path).toBe(
      '/home/anna/Library/Application Support/Callboard',
    );
    expect(locateDataDir({ env: { APPDATA: '/roaming' }, platform: 'win32', home }).path).toBe('/roaming/Callboard');
  });

  test('a relative XDG_DATA_HOME is ignored, as its specification says', () => {
    expect(locateDataDir({ env: { XDG_DATA_HOME: 'data' }, platform: 'linux', home }).path).toBe(
      '/home/anna/.local/share/callboard',
    );
  });
});

describe('preparing the data folder', () => {
  test('a missing folder is made for its owner only', () => {
    const path = join(testDir(), 'data');
    prepareDataDir({ path, named: true });
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  test('the default place is made with its parents', () => {
    const path = join(testDir(), 'a', 'b');
    prepareDataDir({ path, named: false });
    expect(statSync(path).isDirectory()).toBe(true);
  });

  test('an existing folder is used as it is', () => {
    const path = testDir();
    mkdirSync(join(path, 'kept'));
    prepareDataDir({ path, named: true });
    expect(statSync(join(path, 'kept')).isDirectory()).toBe(true);
  });

  test('a named folder whose parent does not exist is a clear error and makes nothing', () => {
    const parent = join(testDir(), 'missing');
    expect(() => prepareDataDir({ path: join(parent, 'data'), named: true })).toThrow(
      /the folder that should hold it does not exist\. Choose another one with --data-dir/,
    );
    expect(statSync(parent, { throwIfNoEntry: false })).toBeUndefined();
  });

  test('a file in its place is a clear error', () => {
    const path = join(testDir(), 'file');
    writeFileSync(path, '');
    expect(() => prepareDataDir({ path, named: true })).toThrow(/is not a folder/);
    expect(() => prepareDataDir({ path: join(path, 'data'), named: true })).toThrow(/a part of its path is a file/);
  });
});
