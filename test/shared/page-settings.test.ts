import { expect, it } from 'vitest';
import { readSettingsCookie, SETTINGS_COOKIE } from '../../shared/page-settings.ts';

it('finds the settings among other cookies, with what their values hold', () => {
  const value = new URLSearchParams({ 'colour-scheme': 'dark', 'time-zone': 'a=b; c' }).toString();
  const settings = readSettingsCookie(`callboard-4711=secret; ${SETTINGS_COOKIE}=${value}; other=1`);
  expect([...settings]).toEqual([
    ['colour-scheme', 'dark'],
    ['time-zone', 'a=b; c'],
  ]);
});

it('has no settings where there is no such cookie, or a foreign one', () => {
  for (const cookies of ['', 'x', `not-${SETTINGS_COOKIE}=colour-scheme=dark`, `${SETTINGS_COOKIE}=`, '=;;=']) {
    expect(readSettingsCookie(cookies).size).toBe(0);
  }
});
