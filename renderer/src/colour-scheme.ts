/**
 * Light, dark, or as the system says. The scheme in force stands on the document element, under the name that Mantine's
 * sheets know too; the choice is remembered.
 */
import { SCHEME_ATTRIBUTE, SCHEME_SETTING } from '../../shared/page-settings.ts';
import { readSetting, writeSetting } from './settings.ts';

export const COLOUR_SCHEMES = ['auto', 'light', 'dark'] as const;
export type ColourScheme = (typeof COLOUR_SCHEMES)[number];

const DARK = window.matchMedia('(prefers-color-scheme: dark)');

const watchers = new Set<() => void>();
let chosen = readSetting(SCHEME_SETTING, COLOUR_SCHEMES, 'auto');
DARK.addEventListener('change', changed);

/** Puts the scheme on the document. Called before the console is drawn. */
export function applyColourScheme(): void {
  document.documentElement.setAttribute(SCHEME_ATTRIBUTE, schemeInForce());
}

/** What the user chose. */
export function colourScheme(): ColourScheme {
  return chosen;
}

export function setColourScheme(scheme: ColourScheme): void {
  chosen = scheme;
  writeSetting(SCHEME_SETTING, scheme);
  changed();
}

/** What that comes to at the moment. */
export function schemeInForce(): 'light' | 'dark' {
  if (chosen !== 'auto') return chosen;
  return DARK.matches ? 'dark' : 'light';
}

function changed(): void {
  applyColourScheme();
  for (const watcher of watchers) watcher();
}

/** Hears of every change, until the returned function is called. */
export function watchColourScheme(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}
