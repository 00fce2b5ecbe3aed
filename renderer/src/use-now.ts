/** The clock of the window: one timer for all who watch it, none while nobody can see them. */
import { useSyncExternalStore } from 'react';

const watchers = new Set<() => void>();
let timer: number | undefined;
let now = Date.now();

function tick(): void {
  if (document.hidden) return;
  now = Date.now();
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  timer ??= window.setInterval(tick, 1_000);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}

/** The present, ms UTC, a second coarse. For small parts only: whoever calls it is drawn every second. */
export function useNow(): number {
  return useSyncExternalStore(watch, () => now);
}
