/** Connects a list with its selection: what is checked, and what becomes of it when the list changes. */
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { RecordRef } from '../../address.ts';
import { useCommand } from '../../commands.ts';
import { plural } from '../../format/numbers.ts';
import type { GridChecks } from '../grid/grid.tsx';
import { rowKey, type ListRows } from '../list/use-list-rows.ts';
import {
  allToggled,
  extended,
  extentOf,
  isChosen,
  matchingOffer,
  NOTHING,
  pruned,
  toggled,
  type LoadedRows,
  type Selection,
} from './selection.ts';
import { useSelection, type SelectionStore } from './selection-store.ts';

export interface RowSelection<Row, Filter> {
  readonly checks: GridChecks<Row>;
  readonly selection: Selection<Filter>;
  readonly clear: () => void;
}

export interface SelectableList<Row extends RecordRef, Filter> {
  readonly store: SelectionStore<Filter>;
  readonly list: ListRows<Row>;
  /** What the list is filtered by: "all that match" means it. */
  readonly filter: Filter;
  /** Names the list: under another name it is another list, and nothing stays selected. Absent: its filter does. */
  readonly name?: string;
}

/** What is checked in a list; for as long as it is on screen, the bottom bar acts on it. */
export function useRowSelection<Row extends RecordRef, Filter>(
  of: SelectableList<Row, Filter>,
): RowSelection<Row, Filter> {
  const { store, list, filter } = of;
  const { selection } = useSelection(store);
  const { rows, placeOf, outdated, total } = list;
  const question = JSON.stringify(filter);
  const name = of.name ?? question;
  const loaded: LoadedRows = useMemo(() => ({ keys: rows.map(rowKey), placeOf }), [rows, placeOf]);

  // Another filter is another list: what was chosen in the one before may not even be in it.
  useEffect(() => {
    const before = store.now();
    if (before.list === name) return;
    const lost = before.list !== null && before.selection.kind !== 'none';
    store.change({
      list: name,
      selection: NOTHING,
      note: lost ? 'The filters changed, so nothing is selected any more.' : null,
    });
  }, [store, name]);

  // Read again: what left the list leaves the selection. In another order other rows are loaded; none has left for that.
  const known = useRef<{ readonly question: string; readonly keys: readonly string[] } | null>(null);
  useEffect(() => {
    if (outdated) {
      known.current = null;
      return;
    }
    const before = known.current;
    known.current = { question: name, keys: loaded.keys };
    if (before === null || before.question !== name) return;
    const { selection: chosen, left } = pruned(
      store.now().selection,
      before.keys,
      (key) => loaded.placeOf(key) !== undefined,
    );
    if (left === 0) return;
    const note = `${plural(left, store.noun)} left the list and ${left === 1 ? 'is' : 'are'} not selected any more.`;
    store.change({ selection: chosen, note });
  }, [store, loaded, name, outdated]);

  // "All that match" means and counts what matches now.
  const latest = useRef(filter);
  latest.current = filter;
  useEffect(() => {
    const { selection: chosen } = store.now();
    if (outdated || total === undefined || chosen.kind !== 'matching') return;
    if (chosen.total.count === total.count && JSON.stringify(chosen.filter) === question) return;
    store.change({ selection: { ...chosen, filter: latest.current, total } });
  }, [store, outdated, total, question]);

  const offer = matchingOffer(selection, loaded, total);
  useEffect(() => store.change({ shown: { offer } }), [store, offer]);
  useEffect(() => () => store.change({ shown: null }), [store]);

  const choose = useCallback((next: Selection<Filter>): void => store.change({ selection: next, note: null }), [store]);
  /** Rows of the list before stand there until those of its successor have come: they are not what the filters say. */
  const chooseRows = useCallback(
    (next: Selection<Filter>): void => {
      if (!outdated) choose(next);
    },
    [choose, outdated],
  );
  const clear = useCallback(() => choose(NOTHING), [choose]);
  useCommand(
    'list.checkMatching',
    () => {
      if (total !== undefined) choose({ kind: 'matching', filter, total });
    },
    total !== undefined && total.count > 0 && selection.kind !== 'matching',
  );
  useCommand('list.uncheckAll', clear, selection.kind !== 'none');

  const checks = useMemo<GridChecks<Row>>(
    () => ({
      extent: extentOf(selection, loaded),
      has: (key) => isChosen(selection, key),
      onCheck: (row, extend) => chooseRows((extend ? extended : toggled)(selection, rowKey(row), loaded)),
      onCheckAll: () => chooseRows(allToggled(selection, loaded)),
    }),
    [selection, loaded, chooseRows],
  );
  return { checks, selection, clear };
}
