import { expect, it } from 'vitest';
import { SETTINGS_COOKIE, settingsIn } from '../../shared/page-settings.ts';

it('finds the settings among other cookies, with what their values hold', () => {
  const value = new URLSearchParams({ 'colour-scheme': 'dark', 'time-zone': 'a=b; c' }).toString();
  expect(settingsIn(`callboard-4711=secret; ${SETTINGS_COOKIE}=${value}; other=1`)).toBe(value);
  expect(settingsIn(`${SETTINGS_COOKIE}=${value}`)).toBe(value);
});

it('has no settings where there is no such cookie, or a foreign one', () => {
  for (const cookies of ['', 'x', `not-${SETTINGS_COOKIE}=colour-scheme=dark`, `${SETTINGS_COOKIE}=`, '=;;=']) {
    expect(settingsIn(cookies)).toBe('');
  }
});
