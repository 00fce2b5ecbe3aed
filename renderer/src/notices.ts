/** Short words about what just happened ("Address copied"), shown and read out in the bottom bar. */
import { useSyncExternalStore } from 'react';

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly tone: 'done' | 'failed';
}

const SHOWN_MS = 6_000;
const watchers = new Set<() => void>();
let current: Notice | null = null;
let lastId = 0;

/** Shows a notice in place of the one before. */
export function notify(text: string, tone: Notice['tone'] = 'done'): void {
  lastId += 1;
  const notice = { id: lastId, text, tone };
  become(notice);
  window.setTimeout(() => {
    if (current === notice) become(null);
  }, SHOWN_MS);
}

/** The notice to show now. */
export function useNotice(): Notice | null {
  return useSyncExternalStore(watch, () => current);
}

function become(notice: Notice | null): void {
  current = notice;
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}
