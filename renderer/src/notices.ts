/** Short words about what just happened ("Address copied"), shown and read out in the bottom bar. */
import { useSyncExternalStore } from 'react';

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly tone: 'done' | 'failed';
  /** The job that carries it out; null: none, it is done. */
  readonly jobId: number | null;
  /** Takes back what was done; null: it cannot be. */
  readonly undo: (() => void) | null;
}

const SHOWN_MS = 6_000;
/** What can be followed or taken back has to be reached first. */
const SHOWN_WITH_BUTTON_MS = 20_000;
const watchers = new Set<() => void>();
let current: Notice | null = null;
let lastId = 0;

/** Shows a notice in place of the one before; with a job, it leads there. */
export function notify(text: string, tone: Notice['tone'] = 'done', jobId: number | null = null): void {
  show({ text, tone, jobId, undo: null });
}

/** Says what was done and offers to take it back, as long as the notice stands. */
export function notifyUndoable(text: string, undo: () => void): void {
  show({ text, tone: 'done', jobId: null, undo });
}

function show(said: Omit<Notice, 'id'>): void {
  lastId += 1;
  const notice = { ...said, id: lastId };
  become(notice);
  window.setTimeout(
    () => {
      if (current === notice) become(null);
    },
    notice.jobId === null && notice.undo === null ? SHOWN_MS : SHOWN_WITH_BUTTON_MS,
  );
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
