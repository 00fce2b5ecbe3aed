/** What a list says about its columns. */
import type { ReactNode } from 'react';

/**
 * One column. `cell` gives text or plain elements, never components of a library: cells are drawn while scrolling.
 * `Context` is what cells need besides the row (zone, now, workspaces); a new one draws all visible rows again.
 */
export interface Column<Row, Context> {
  readonly id: string;
  readonly header: string;
  /** Fixed width, px. Without it the column takes `flex` shares of what is left, at least `minWidth` px. */
  readonly width?: number;
  readonly flex?: number;
  readonly minWidth?: number;
  /** Left out while the grid is narrower than this, px. */
  readonly hideBelow?: number;
  readonly align?: 'end';
  /** Ids and numbers in monospace. */
  readonly mono?: boolean;
  readonly sortable?: boolean;
  cell(row: Row, context: Context): ReactNode;
  /** Longer text on hover; asked for only when the pointer is there. Default: the cell's own text. */
  hint?(row: Row, context: Context): string | undefined;
}

export interface GridSort {
  readonly by: string;
  readonly direction: 'asc' | 'desc';
}

/** The widest of the columns' own limits that a grid of this width reaches, px: between two of them nothing changes. */
export function breakpointAt<Row, Context>(columns: readonly Column<Row, Context>[], width: number): number {
  return Math.max(0, ...columns.map(({ hideBelow = 0 }) => (hideBelow <= width ? hideBelow : 0)));
}

/** The columns that fit a grid of this width. */
export function columnsAt<Row, Context>(
  columns: readonly Column<Row, Context>[],
  width: number,
): readonly Column<Row, Context>[] {
  const fitting = columns.filter((column) => column.hideBelow === undefined || width >= column.hideBelow);
  return fitting.length === columns.length ? columns : fitting;
}

/** `grid-template-columns` of header and rows. */
export function columnTemplate<Row, Context>(columns: readonly Column<Row, Context>[]): string {
  return columns
    .map(({ width, flex, minWidth }) =>
      width === undefined ? `minmax(${minWidth ?? 80}px, ${flex ?? 1}fr)` : `${width}px`,
    )
    .join(' ');
}

/** The sort that a click on a column's header asks for: the other direction, or ascending on a new column. */
export function nextSort(present: GridSort | undefined, by: string): GridSort {
  if (present?.by !== by) return { by, direction: 'asc' };
  return { by, direction: present.direction === 'asc' ? 'desc' : 'asc' };
}
