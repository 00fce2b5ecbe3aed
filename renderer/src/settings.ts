/**
 * Small preferences of this window (theme, zone, panel width). Never data, never secrets.
 *
 * In the web host they are one cookie: the host takes another port at every start, and what a browser stores for an origin
 * is lost with the port, while a cookie belongs to 127.0.0.1. It is also at hand: the first look into localStorage makes a
 * browser that was just started wait for another process (measured: 67 ms before the first paint). Electron's own scheme
 * has no cookies; there they are in localStorage.
 */

import { SETTINGS_ATTRIBUTE, SETTINGS_COOKIE, settingsIn } from '../../shared/page-settings.ts';

const YEAR_S = 31_536_000;

let settings: ReadonlyMap<string, string> | undefined;

/** The stored choice, or `fallback` when there is none, it is not one of `values`, or storage is not allowed. */
export function readSetting<V extends string>(name: string, values: readonly V[], fallback: V): V {
  const stored = all().get(name);
  return values.find((value) => value === stored) ?? fallback;
}

/** The stored text; undefined when there is none. */
export function readSettingText(name: string): string | undefined {
  return all().get(name);
}

/** Remembers a choice; where storage is not allowed it lasts as long as the window. */
export function writeSetting(name: string, value: string): void {
  const next = new Map(all()).set(name, value);
  settings = next;
  const text = new URLSearchParams([...next]).toString();
  try {
    if (hasCookies()) document.cookie = `${SETTINGS_COOKIE}=${text}; Path=/; SameSite=Strict; Max-Age=${YEAR_S}`;
    else localStorage.setItem(SETTINGS_COOKIE, text);
  } catch {
    // A preference that is not remembered is no reason to trouble anyone.
  }
}

function all(): ReadonlyMap<string, string> {
  settings ??= stored();
  return settings;
}

function stored(): ReadonlyMap<string, string> {
  try {
    const handed = document.documentElement.getAttribute(SETTINGS_ATTRIBUTE);
    if (handed !== null) return new Map(new URLSearchParams(handed));
    if (hasCookies()) return new Map(new URLSearchParams(settingsIn(document.cookie)));
    return new Map(new URLSearchParams(localStorage.getItem(SETTINGS_COOKIE) ?? ''));
  } catch {
    return new Map();
  }
}

function hasCookies(): boolean {
  return location.protocol === 'http:';
}
