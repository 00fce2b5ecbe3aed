/** Moving about in a list whose filters and selection are in the address. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useRef, type RefObject } from 'react';
import { readRef, type RecordRef } from '../address.ts';
import { useCommand } from '../commands.ts';
import type { GridHandle } from '../components/grid/grid.tsx';
import { rowKey } from '../components/list/use-list-rows.ts';

export interface Place<Search, Row> {
  readonly grid: RefObject<GridHandle | null>;
  /** Key of the row that the address selects. */
  readonly selectedKey: string | undefined;
  /** Changes the address in place; going back leads past it. */
  readonly change: (patch: Search) => void;
  /** Shows a row's record beside the list. */
  readonly select: (row: Row) => void;
  /** Takes the detail away and gives the keys back to the list. */
  readonly close: () => void;
  readonly focusGrid: () => void;
}

export interface ListPlace<Search> extends Place<Search, RecordRef> {
  /** What the address selects. */
  readonly selected: RecordRef | undefined;
  /** Opens the record's own page. */
  readonly open: (row: RecordRef) => void;
}

/** A place in any list; `keyOf` names its rows and must be the same function on every call. */
export function usePlace<Search extends object, Row>(keyOf: (row: Row) => string): Place<Search, Row> {
  const navigate = useNavigate();
  const selectedKey = useSearch({ strict: false, select: (search) => search.sel });
  const grid = useRef<GridHandle>(null);
  const change = useCallback(
    (patch: object) => void navigate({ to: '.', search: (old: object) => ({ ...old, ...patch }), replace: true }),
    [navigate],
  );
  const select = useCallback((row: Row) => change({ sel: keyOf(row) }), [change, keyOf]);
  const focusGrid = useCallback(() => grid.current?.focus(), []);
  const close = useCallback(() => {
    change({ sel: undefined, tab: undefined });
    focusGrid();
  }, [change, focusGrid]);
  return { grid, selectedKey, change, select, close, focusGrid };
}

/** @param page The page of one record of this list. */
export function useListPlace<Search extends object>(
  page: '/calendars/$workspaceId/$id' | '/events/$workspaceId/$id' | '/bots/$workspaceId/$id',
): ListPlace<Search> {
  const navigate = useNavigate();
  const place = usePlace<Search, RecordRef>(rowKey);
  const selected = readRef(place.selectedKey);
  const open = useCallback(
    ({ workspaceId, id }: RecordRef) => void navigate({ to: page, params: { workspaceId: String(workspaceId), id } }),
    [navigate, page],
  );
  useCommand('list.close', place.close, selected !== undefined);
  return { ...place, selected, open };
}
