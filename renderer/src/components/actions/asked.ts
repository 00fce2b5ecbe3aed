/**
 * Which action somebody wants just now, and which jobs this window started for single calendars and for incidents. The
 * dialogs stand at the bottom of the frame (action-host.tsx), so that every page can ask for them.
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

/** What has a detail of its own in which a job is followed. */
export type Subject = CalendarRef | { readonly incidentId: number };

/** Remembers the job of a calendar or an incident, so that its detail can show how it goes, also when it is over at once. */
export function noteStarted(subject: Subject, jobId: number): void {
  started.set(subjectKey(subject), jobId);
  changed();
}

/** The job is no longer of interest. */
export function forgetStarted(subject: Subject): void {
  started.delete(subjectKey(subject));
  changed();
}

/** The latest job that this window started for the calendar alone, or for the incident. */
export function useStarted(subject: Subject): number | undefined {
  const key = subjectKey(subject);
  return useSyncExternalStore(watch, () => started.get(key));
}

function subjectKey(subject: Subject): string {
  return 'incidentId' in subject ? `incident ${subject.incidentId}` : refText(subject);
}

function changed(): void {
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}
