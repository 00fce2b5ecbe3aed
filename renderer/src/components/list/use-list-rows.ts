/** A paged list as rows for a grid. */
import { useCallback, useMemo, useRef } from 'react';
import type { Output } from '../../../../shared/contract.ts';
import type { Total } from '../../../../shared/filters.ts';
import { useList, type ListName, type ListQuestion } from '../../queries.ts';
import type { CallFailure } from '../../rpc.ts';
import { joinPages, NO_ROWS, type RowSet } from '../grid/rows.ts';

export type RowOf<M extends ListName> = Output<M>['rows'][number];

export interface ListRows<Row> {
  /** loading: nothing to show yet; failed: nothing to show and the last try failed; ready: rows (perhaps none). */
  readonly state: 'loading' | 'failed' | 'ready';
  readonly rows: readonly Row[];
  /** They are still those of the question before. */
  readonly outdated: boolean;
  /** Rows read so far and, while there are more, a few to be read. */
  readonly rowCount: number;
  readonly total: Total | undefined;
  readonly rowAt: (index: number) => Row | undefined;
  readonly placeOf: (key: string) => number | undefined;
  readonly needRows: () => void;
  /** The last try failed; the rows shown are older. */
  readonly failure: CallFailure | null;
  /** When the rows shown were read, ms UTC. */
  readonly readAt: number;
  readonly retry: () => void;
}

/** Placeholders below the rows while more can be read: enough that scrolling on does not stop at an edge. */
const PLACEHOLDERS = 40;
/** Placeholders of a list that has not been read at all. */
const FIRST_PLACEHOLDERS = 60;

/** The key of a row: unique across workspaces. */
export function rowKey(row: { readonly workspaceId: number; readonly id: string }): string {
  return `${row.workspaceId}:${row.id}`;
}

/**
 * Reads a list page by page as the grid asks for rows.
 * @param keyOf Names a row among those of this list; the same function on every call.
 */
export function useListRows<M extends ListName>(
  method: M,
  question: ListQuestion<M>,
  keyOf: (row: RowOf<M>) => string,
): ListRows<RowOf<M>> {
  const query = useList(method, question);
  const { data, hasNextPage, isFetchingNextPage, isFetching, fetchNextPage, refetch, error } = query;

  const last = useRef<RowSet<RowOf<M>>>(NO_ROWS);
  const joined = useMemo(() => {
    const pages: readonly { readonly rows: readonly RowOf<M>[] }[] = data?.pages ?? [];
    const next = joinPages<RowOf<M>>(pages, keyOf, last.current);
    last.current = next;
    return next;
  }, [data, keyOf]);

  const rowAt = useCallback((index: number) => joined.rows[index], [joined]);
  const placeOf = useCallback((key: string) => joined.places.get(key), [joined]);
  // While a refetch is under way the next page waits: it would abort the refetch.
  const canRead = hasNextPage && !isFetchingNextPage && !isFetching && error === null;
  const needRows = useCallback(() => {
    if (canRead) void fetchNextPage();
  }, [canRead, fetchNextPage]);
  const retry = useCallback(() => void refetch(), [refetch]);

  const total = data?.pages[0]?.total;
  const left = total?.exact === true ? Math.max(1, total.count - joined.rows.length) : PLACEHOLDERS;
  const read = joined.rows.length + (hasNextPage ? Math.min(PLACEHOLDERS, left) : 0);
  return {
    state: data !== undefined ? 'ready' : error === null ? 'loading' : 'failed',
    rows: joined.rows,
    outdated: query.isPlaceholderData,
    rowCount: data === undefined ? FIRST_PLACEHOLDERS : read,
    total,
    rowAt,
    placeOf,
    needRows,
    failure: error,
    readAt: query.dataUpdatedAt,
    retry,
  };
}
