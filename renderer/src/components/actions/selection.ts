/**
 * Which calendars or events are chosen for an action. Pure. Named one by one, or "all that match": the two are never confused,
 * because the second one also means some that nobody has seen on screen.
 */
import type { CalendarTargets, EventTargets } from '../../../../shared/actions.ts';
import type { CalendarFilter, EventFilter, Total } from '../../../../shared/filters.ts';
import { readRef, type RecordRef } from '../../address.ts';
import { countText, plural, totalOf, totalText } from '../../format/numbers.ts';

/** None or named ones are the same in every list. */
export type Chosen =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'rows';
      /** `workspace:id` of each. */
      readonly keys: ReadonlySet<string>;
      /** The row that was checked or unchecked last: ranges begin there. */
      readonly anchor: string | null;
    };

/** @typeParam Filter What the list is filtered by. */
export type Selection<Filter = unknown> =
  Chosen | { readonly kind: 'matching'; readonly filter: Filter; readonly total: Total };

export const NOTHING: Chosen = { kind: 'none' };

/** The rows that are on screen or near it, in their order. */
export interface LoadedRows {
  readonly keys: readonly string[];
  readonly placeOf: (key: string) => number | undefined;
}

/** True when the row is chosen; of "all that match" every row of the list is. */
export function isChosen(selection: Selection, key: string): boolean {
  return selection.kind === 'matching' || (selection.kind === 'rows' && selection.keys.has(key));
}

/** One row in or out. "All that match" without one row can only be said row by row: then the loaded ones are meant. */
export function toggled(selection: Selection, key: string, loaded: LoadedRows): Chosen {
  const keys = new Set(namedKeys(selection, loaded));
  if (!keys.delete(key)) keys.add(key);
  return ofKeys(keys, key);
}

/** All rows from the one that was touched last up to this one are in. Without such a row, this one alone. */
export function extended<Filter>(selection: Selection<Filter>, key: string, loaded: LoadedRows): Selection<Filter> {
  const anchor = selection.kind === 'rows' ? selection.anchor : null;
  const to = loaded.placeOf(key);
  const from = anchor === null ? to : (loaded.placeOf(anchor) ?? to);
  if (from === undefined || to === undefined) return selection;
  const keys = new Set(namedKeys(selection, loaded));
  for (const between of loaded.keys.slice(Math.min(from, to), Math.max(from, to) + 1)) keys.add(between);
  return ofKeys(keys, key);
}

/** All loaded rows; none, when all are in already. */
export function allToggled(selection: Selection, loaded: LoadedRows): Chosen {
  return extentOf(selection, loaded) === 'all' ? NOTHING : ofKeys(new Set(loaded.keys), null);
}

/** How much of the loaded rows is chosen. */
export function extentOf(selection: Selection, loaded: LoadedRows): 'none' | 'some' | 'all' {
  if (selection.kind === 'none') return 'none';
  if (selection.kind === 'matching') return 'all';
  return loaded.keys.length > 0 && loaded.keys.every((key) => selection.keys.has(key)) ? 'all' : 'some';
}

/**
 * The selection after the list was read again: rows that were there and are not any more leave it.
 * @returns How many left, and the selection without them (the same object when none did).
 */
export function pruned<Filter>(
  selection: Selection<Filter>,
  before: readonly string[],
  present: (key: string) => boolean,
): { readonly selection: Selection<Filter>; readonly left: number } {
  if (selection.kind !== 'rows') return { selection, left: 0 };
  const gone = before.filter((key) => selection.keys.has(key) && !present(key));
  if (gone.length === 0) return { selection, left: 0 };
  const keys = new Set(selection.keys);
  for (const key of gone) keys.delete(key);
  return { selection: ofKeys(keys, selection.anchor), left: gone.length };
}

/** `41 calendars selected`, `All 2,431 calendars that match are selected`. */
export function selectionText(selection: Selection, noun: string): string {
  switch (selection.kind) {
    case 'none':
      return 'Nothing selected';
    case 'rows':
      return `${plural(selection.keys.size, noun)} selected`;
    case 'matching':
      return `All ${totalOf(selection.total, noun)} that match are selected`;
  }
}

/** `41`, `10,000+`: how many are chosen. */
export function countOf(selection: Selection): string {
  switch (selection.kind) {
    case 'none':
      return '0';
    case 'rows':
      return countText(selection.keys.size);
    case 'matching':
      return totalText(selection.total);
  }
}

/** The calendars that an action is asked to act on; null: nothing is chosen. */
export function calendarTargetsOf(selection: Selection<CalendarFilter>): CalendarTargets | null {
  if (selection.kind === 'matching') return { filter: selection.filter };
  const calendars = namedOf(selection);
  return calendars.length === 0 ? null : { calendars };
}

/** The events that an action is asked to act on; null: nothing is chosen. */
export function eventTargetsOf(selection: Selection<EventFilter>): EventTargets | null {
  if (selection.kind === 'matching') return { filter: selection.filter };
  const events = namedOf(selection);
  return events.length === 0 ? null : { events };
}

function namedOf(chosen: Chosen): RecordRef[] {
  return chosen.kind === 'none' ? [] : [...chosen.keys].map(readRef).filter((ref) => ref !== undefined);
}

/**
 * What to offer once all loaded rows are chosen and there are more: all that match. Null while it would be the same or is
 * chosen already.
 */
export function matchingOffer(selection: Selection, loaded: LoadedRows, total: Total | undefined): string | null {
  if (selection.kind !== 'rows' || total === undefined || extentOf(selection, loaded) !== 'all') return null;
  if (total.exact && total.count <= loaded.keys.length) return null;
  return `Select all ${totalText(total)} that match`;
}

function namedKeys(selection: Selection, loaded: LoadedRows): Iterable<string> {
  return selection.kind === 'rows' ? selection.keys : selection.kind === 'matching' ? loaded.keys : [];
}

function ofKeys(keys: ReadonlySet<string>, anchor: string | null): Chosen {
  return keys.size === 0 ? NOTHING : { kind: 'rows', keys, anchor };
}
