import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readWindowState, saveWindowState } from '../../electron/shell/window-state.ts';
import { testDir } from '../support/test-dir.ts';

const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 };
const BOUNDS = { x: 40, y: 50, width: 1200, height: 800 };

test('the window comes back where it was', () => {
  const dir = testDir();
  saveWindowState(dir, { bounds: BOUNDS, maximized: true });
  expect(readWindowState(dir, [SCREEN])).toEqual({ bounds: BOUNDS, maximized: true });
  expect(readdirSync(dir)).toEqual(['window.json']);
  expect(statSync(join(dir, 'window.json')).mode & 0o777).toBe(0o600);
});

test('a place on a screen that is no longer there is forgotten', () => {
  const dir = testDir();
  saveWindowState(dir, { bounds: { ...BOUNDS, x: 2_500 }, maximized: false });
  expect(readWindowState(dir, [SCREEN])).toEqual({ maximized: false });
  expect(readWindowState(dir, [SCREEN, { ...SCREEN, x: 1920 }]).bounds?.x).toBe(2_500);
});

test('a window is never smaller than the console can be used', () => {
  const dir = testDir();
  saveWindowState(dir, { bounds: { ...BOUNDS, width: 10, height: 10 }, maximized: false });
  expect(readWindowState(dir, [SCREEN]).bounds).toMatchObject({ width: 1024, height: 640 });
});

test.each(['', '{', 'null', '[]', '{"bounds":{"x":"1"}}', '{"bounds":{"x":1e9,"y":0,"width":1,"height":1}}'])(
  'damaged state %j is as good as none',
  (text) => {
    const dir = testDir();
    writeFileSync(join(dir, 'window.json'), text);
    expect(readWindowState(dir, [SCREEN])).toEqual({ maximized: false });
  },
);

test('a folder that cannot be written to does not disturb', () => {
  expect(() => saveWindowState(join(testDir(), 'missing'), { maximized: false })).not.toThrow();
});
