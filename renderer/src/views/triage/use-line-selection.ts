/** Which incidents are chosen in the triage list. */
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { Incident } from '../../../../shared/diagnosis.ts';
import {
  allToggled,
  extended,
  extentOf,
  isChosen,
  NOTHING,
  toggled,
  type LoadedRows,
  type Selection,
} from '../../components/actions/selection.ts';
import type { GridChecks } from '../../components/grid/grid.tsx';
import type { ListRows } from '../../components/list/use-list-rows.ts';
import { incidentKey, isHeading, type Line } from './lines.ts';

export interface LineSelection {
  readonly checks: GridChecks<Line>;
  /** The chosen ones that are in the list just now, in its order. */
  readonly chosen: readonly Incident[];
  readonly clear: () => void;
}

/** It outlives the view, so that looking at an incident's page and coming back loses nothing. */
let kept: { readonly list: string; readonly selection: Selection } = { list: '', selection: NOTHING };
const watchers = new Set<() => void>();

/** @param name The list under its filters: another one begins with nothing chosen. */
export function useLineSelection(list: ListRows<Incident>, name: string): LineSelection {
  const { rows, placeOf, outdated } = list;
  const state = useSyncExternalStore(watch, () => kept);
  const selection = state.list === name ? state.selection : NOTHING;
  const loaded: LoadedRows = useMemo(() => ({ keys: rows.map(incidentKey), placeOf }), [rows, placeOf]);
  const chosen = useMemo(
    // Rows of the question before are no rows of this list.
    () => (outdated ? [] : rows.filter((incident) => isChosen(selection, incidentKey(incident)))),
    [outdated, rows, selection],
  );
  const clear = useCallback(() => choose(name, NOTHING), [name]);
  const checks = useMemo<GridChecks<Line>>(
    () => ({
      extent: chosen.length === 0 ? 'none' : extentOf(selection, loaded),
      has: (key) => isChosen(selection, key),
      onCheck: (line, extend) => {
        if (!isHeading(line)) choose(name, (extend ? extended : toggled)(selection, incidentKey(line), loaded));
      },
      onCheckAll: () => choose(name, allToggled(selection, loaded)),
    }),
    [chosen, selection, loaded, name],
  );
  return { checks, chosen, clear };
}

function choose(list: string, selection: Selection): void {
  kept = { list, selection };
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}
