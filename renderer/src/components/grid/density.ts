/** Height of list rows, chosen once for all lists and remembered. */
import { useSyncExternalStore } from 'react';
import { readSetting, writeSetting } from '../../settings.ts';

export const DENSITIES = ['compact', 'normal', 'roomy'] as const;
export type Density = (typeof DENSITIES)[number];

/** px. */
export const ROW_HEIGHTS: Readonly<Record<Density, number>> = { compact: 28, normal: 32, roomy: 40 };

const listeners = new Set<() => void>();
let chosen: Density | undefined;

function density(): Density {
  chosen ??= readSetting('density', DENSITIES, 'normal');
  return chosen;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Chooses the density of all lists. */
export function setDensity(next: Density): void {
  chosen = next;
  writeSetting('density', next);
  for (const listener of listeners) listener();
}

/** The density in use. */
export function useDensity(): Density {
  return useSyncExternalStore(subscribe, density);
}
