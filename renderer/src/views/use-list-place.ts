/** Moving about in a list whose filters and selection are in the address. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useRef, type RefObject } from 'react';
import { readRef, type RecordRef } from '../address.ts';
import { useCommand } from '../commands.ts';
import type { GridHandle } from '../components/grid/grid.tsx';
import { rowKey } from '../components/list/use-list-rows.ts';

export interface ListPlace<Search> {
  readonly grid: RefObject<GridHandle | null>;
  /** What the address selects. */
  readonly selected: RecordRef | undefined;
  /** Changes the address in place; going back leads past it. */
  readonly change: (patch: Search) => void;
  /** Shows a record beside the list. */
  readonly select: (row: RecordRef) => void;
  /** Opens the record's own page. */
  readonly open: (row: RecordRef) => void;
  /** Takes the detail away and gives the keys back to the list. */
  readonly close: () => void;
  readonly focusGrid: () => void;
}

/** @param page The page of one record of this list. */
export function useListPlace<Search extends object>(
  page: '/calendars/$workspaceId/$id' | '/events/$workspaceId/$id',
): ListPlace<Search> {
  const navigate = useNavigate();
  const selected = readRef(useSearch({ strict: false, select: (search) => search.sel }));
  const grid = useRef<GridHandle>(null);
  const change = useCallback(
    (patch: object) => void navigate({ to: '.', search: (old: object) => ({ ...old, ...patch }), replace: true }),
    [navigate],
  );
  const select = useCallback((row: RecordRef) => change({ sel: rowKey(row) }), [change]);
  const open = useCallback(
    ({ workspaceId, id }: RecordRef) => void navigate({ to: page, params: { workspaceId: String(workspaceId), id } }),
    [navigate, page],
  );
  const focusGrid = useCallback(() => grid.current?.focus(), []);
  const close = useCallback(() => {
    change({ sel: undefined, tab: undefined });
    focusGrid();
  }, [change, focusGrid]);
  useCommand('list.close', close, selected !== undefined);
  return { grid, selected, change, select, open, close, focusGrid };
}
