/**
 * Which action somebody wants just now, and which jobs this window started for single calendars. The dialogs stand at the
 * bottom of the frame (action-host.tsx), so that every page can ask for them.
 */
import { useSyncExternalStore } from 'react';
import type { ActionRequest, CalendarRef, CalendarTargets } from '../../../../shared/actions.ts';
import { refText } from '../../address.ts';

/** Actions on calendars that exist. */
export type CalendarActionKind = Extract<ActionRequest, { readonly targets: CalendarTargets }>['kind'];

export type Asked =
  | { readonly dialog: 'act'; readonly kind: CalendarActionKind; readonly targets: CalendarTargets }
  | { readonly dialog: 'connect' };

let asked: { readonly asked: Asked; readonly id: number } | null = null;
let lastId = 0;
const watchers = new Set<() => void>();
const started = new Map<string, number>();

/** Opens the dialog of an action, in the place of the one before. */
export function askFor(next: Asked): void {
  lastId += 1;
  asked = { asked: next, id: lastId };
  changed();
}

/** Takes the dialog off the page. */
export function stopAsking(): void {
  asked = null;
  changed();
}

/** What is asked for; `id` is fresh for every asking. */
export function useAsked(): { readonly asked: Asked; readonly id: number } | null {
  return useSyncExternalStore(watch, () => asked);
}

/** Remembers the job of a single calendar, so that its detail can show how it goes, also when it is over at once. */
export function noteStarted(calendar: CalendarRef, jobId: number): void {
  started.set(refText(calendar), jobId);
  changed();
}

/** The job is no longer of interest. */
export function forgetStarted(calendar: CalendarRef): void {
  started.delete(refText(calendar));
  changed();
}

/** The latest job that this window started for the calendar alone. */
export function useStarted(calendar: CalendarRef): number | undefined {
  const key = refText(calendar);
  return useSyncExternalStore(watch, () => started.get(key));
}

function changed(): void {
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}
