/**
 * Which action somebody wants just now, and which jobs this window started for single calendars, single events and incidents. The
 * dialogs stand at the bottom of the frame (action-host.tsx), so that every page can ask for them.
 */
import { useSyncExternalStore } from 'react';
import type {
  ActionRequest,
  CalendarRef,
  CalendarTargets,
  EventRef,
  EventTargets,
} from '../../../../shared/actions.ts';
import { refText } from '../../address.ts';

/** Actions on calendars that exist. */
export type CalendarActionKind = Extract<ActionRequest, { readonly targets: CalendarTargets }>['kind'];
/** Actions on events and their bots. */
export type EventActionKind = Extract<ActionRequest, { readonly kind: `event.${string}` }>['kind'];
/** Those that take events, one by one or by a filter. */
export type EventsActionKind = Extract<ActionRequest, { readonly targets: EventTargets }>['kind'];

/** The bots that are to be retired, each with its event. */
export type BotTargets = Extract<ActionRequest, { readonly kind: 'event.retire_bot' }>['bots'];

/** What somebody wants done about events and bots. */
export type EventsAsked =
  | { readonly kind: EventsActionKind; readonly targets: EventTargets }
  | { readonly kind: 'event.retire_bot'; readonly bots: BotTargets };

export type Asked =
  | { readonly dialog: 'act'; readonly kind: CalendarActionKind; readonly targets: CalendarTargets }
  | { readonly dialog: 'events'; readonly wanted: EventsAsked }
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
export type Subject =
  { readonly calendar: CalendarRef } | { readonly event: EventRef } | { readonly incidentId: number };

/** Remembers the job of a calendar, an event or an incident, so that its detail can show how it goes, also when it is over at once. */
export function noteStarted(subject: Subject, jobId: number): void {
  started.set(subjectKey(subject), jobId);
  changed();
}

/** The job is no longer of interest. */
export function forgetStarted(subject: Subject): void {
  started.delete(subjectKey(subject));
  changed();
}

/** The latest job that this window started for the calendar or event alone, or for the incident. */
export function useStarted(subject: Subject): number | undefined {
  const key = subjectKey(subject);
  return useSyncExternalStore(watch, () => started.get(key));
}

function subjectKey(subject: Subject): string {
  if ('incidentId' in subject) return `incident ${subject.incidentId}`;
  return 'event' in subject ? `event ${refText(subject.event)}` : `calendar ${refText(subject.calendar)}`;
}

function changed(): void {
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}
