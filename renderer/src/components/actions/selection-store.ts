/**
 * The selection of the calendars list, which the list makes and the bottom bar acts on. It outlives the list's view, so that
 * looking at a calendar's page and coming back loses nothing.
 */
import { useSyncExternalStore } from 'react';
import { NOTHING, type Selection } from './selection.ts';

export interface SelectionState {
  readonly selection: Selection;
  /** Which list it was made in: its filter as text. */
  readonly list: string | null;
  /** Why it became smaller by itself; null: it did not. */
  readonly note: string | null;
  /** The list is on screen, and offers this ("Select all 2,431 that match"). Null: it is not on screen. */
  readonly shown: { readonly offer: string | null } | null;
}

let state: SelectionState = { selection: NOTHING, list: null, note: null, shown: null };
const watchers = new Set<() => void>();

/** The selection as it is. */
export function selectionNow(): SelectionState {
  return state;
}

/** Changes a part of it. */
export function changeSelection(patch: Partial<SelectionState>): void {
  state = { ...state, ...patch };
  for (const watcher of watchers) watcher();
}

/** The selection, for components. */
export function useSelection(): SelectionState {
  return useSyncExternalStore(watch, selectionNow);
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}
