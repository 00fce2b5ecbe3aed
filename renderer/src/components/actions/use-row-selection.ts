/** Connects the calendars list with the selection: what is checked, and what becomes of it when the list changes. */
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { CalendarRow } from '../../../../shared/entities.ts';
import type { CalendarFilter } from '../../../../shared/filters.ts';
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
import { changeSelection, selectionNow, useSelection } from './selection-store.ts';

export interface RowSelection {
  readonly checks: GridChecks<CalendarRow>;
  readonly selection: Selection;
  readonly clear: () => void;
}

/** @param filter What the list is filtered by: "all that match" means it. */
export function useRowSelection(list: ListRows<CalendarRow>, filter: CalendarFilter): RowSelection {
  const { selection } = useSelection();
  const { rows, placeOf, outdated, total } = list;
  const name = JSON.stringify(filter);
  const loaded: LoadedRows = useMemo(() => ({ keys: rows.map(rowKey), placeOf }), [rows, placeOf]);

  // Another filter is another list: what was chosen in the one before may not even be in it.
  useEffect(() => {
    const before = selectionNow();
    if (before.list === name) return;
    const lost = before.list !== null && before.selection.kind !== 'none';
    changeSelection({
      list: name,
      selection: NOTHING,
      note: lost ? 'The filters changed, so nothing is selected any more.' : null,
    });
  }, [name]);

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
      selectionNow().selection,
      before.keys,
      (key) => loaded.placeOf(key) !== undefined,
    );
    if (left === 0) return;
    const note = `${plural(left, 'calendar')} left the list and ${left === 1 ? 'is' : 'are'} not selected any more.`;
    changeSelection({ selection: chosen, note });
  }, [loaded, name, outdated]);

  // "All that match" counts what matches now.
  useEffect(() => {
    const { selection: chosen } = selectionNow();
    if (outdated || total === undefined || chosen.kind !== 'matching') return;
    if (chosen.total.count !== total.count) changeSelection({ selection: { ...chosen, total } });
  }, [outdated, total]);

  const offer = matchingOffer(selection, loaded, total);
  useEffect(() => changeSelection({ shown: { offer } }), [offer]);
  useEffect(() => () => changeSelection({ shown: null }), []);

  const choose = (next: Selection): void => changeSelection({ selection: next, note: null });
  /** Rows of the list before stand there until those of its successor have come: they are not what the filters say. */
  const chooseRows = useCallback(
    (next: Selection): void => {
      if (!outdated) choose(next);
    },
    [outdated],
  );
  const clear = useCallback(() => choose(NOTHING), []);
  useCommand(
    'list.checkMatching',
    () => {
      if (total !== undefined) choose({ kind: 'matching', filter, total });
    },
    total !== undefined && total.count > 0 && selection.kind !== 'matching',
  );
  useCommand('list.uncheckAll', clear, selection.kind !== 'none');

  const checks = useMemo<GridChecks<CalendarRow>>(
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
