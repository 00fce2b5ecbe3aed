/**
 * The selections of the calendars list and of the schedule, which the lists make and the bottom bar acts on. They outlive the lists'
 * views, so that looking at a record's page and coming back loses nothing.
 */
import { useSyncExternalStore } from 'react';
import type { CalendarFilter, EventFilter } from '../../../../shared/filters.ts';
import { NOTHING, type Selection } from './selection.ts';

export interface SelectionState<Filter> {
  readonly selection: Selection<Filter>;
  /** Which list it was made in: what it is asked for, as text. */
  readonly list: string | null;
  /** Why it became smaller by itself; null: it did not. */
  readonly note: string | null;
  /** The list is on screen, and offers this ("Select all 2,431 that match"). Null: it is not on screen. */
  readonly shown: { readonly offer: string | null } | null;
}

export interface SelectionStore<Filter> {
  /** What is selected there: `calendar`, `event`. */
  readonly noun: string;
  /** The selection as it is. */
  readonly now: () => SelectionState<Filter>;
  /** Changes a part of it. */
  readonly change: (patch: Partial<SelectionState<Filter>>) => void;
  readonly watch: (watcher: () => void) => () => void;
}

export const calendarSelection: SelectionStore<CalendarFilter> = createSelection('calendar');
export const eventSelection: SelectionStore<EventFilter> = createSelection('event');

/** A selection, for components. */
export function useSelection<Filter>(store: SelectionStore<Filter>): SelectionState<Filter> {
  return useSyncExternalStore(store.watch, store.now);
}

function createSelection<Filter>(noun: string): SelectionStore<Filter> {
  let state: SelectionState<Filter> = { selection: NOTHING, list: null, note: null, shown: null };
  const watchers = new Set<() => void>();
  return {
    noun,
    now: () => state,
    change: (patch) => {
      state = { ...state, ...patch };
      for (const watcher of watchers) watcher();
    },
    watch: (watcher) => {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
  };
}
