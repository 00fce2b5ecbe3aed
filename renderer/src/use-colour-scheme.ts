/** The colour scheme, as a view sees it. Apart from the scheme itself, which the entry needs before there is a React. */
import { useSyncExternalStore } from 'react';
import { colourScheme, schemeInForce, watchColourScheme, type ColourScheme } from './colour-scheme.ts';

/** What the user chose. */
export function useColourScheme(): ColourScheme {
  return useSyncExternalStore(watchColourScheme, colourScheme);
}

/** What that comes to at the moment. */
export function useSchemeInForce(): 'light' | 'dark' {
  return useSyncExternalStore(watchColourScheme, schemeInForce);
}
