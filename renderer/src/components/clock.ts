/** One shared clock for everything on screen that grows older. */
import { useSyncExternalStore } from 'react';

/** How often relative times are written anew, ms. */
const TICK_MS = 10_000;

const listeners = new Set<() => void>();
let timer: number | undefined;
let now = Date.now();

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = Date.now();
    timer = window.setInterval(tick, TICK_MS);
    document.addEventListener('visibilitychange', tick);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    document.removeEventListener('visibilitychange', tick);
    timer = undefined;
  };
}

function read(): number {
  return now;
}

/** Now, ms UTC, renewed every ten seconds. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, read);
}

/** Now in whole steps of `stepMs`: draws again only when a step has passed. */
export function useNowIn(stepMs: number): number {
  return useSyncExternalStore(subscribe, () => Math.floor(now / stepMs) * stepMs);
}
