/** Small preferences of this window (theme, zone, panel width). Never data, never secrets. */

const PREFIX = 'callboard.';

/** The stored choice, or `fallback` when there is none, it is not one of `values`, or storage is not allowed. */
export function readSetting<V extends string>(name: string, values: readonly V[], fallback: V): V {
  try {
    const stored = localStorage.getItem(PREFIX + name);
    return values.find((value) => value === stored) ?? fallback;
  } catch {
    return fallback;
  }
}

/** Remembers a choice; where storage is not allowed it lasts as long as the window. */
export function writeSetting(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // A preference that is not remembered is no reason to trouble anyone.
  }
}
