/** One row of a grid. Its element is used again for other rows while scrolling, so it holds no state. */
import { memo, type ReactElement } from 'react';
import type { Column } from './columns.ts';
import styles from './grid.module.css';

export interface GridRowProps<Row, Context> {
  readonly id: string;
  /** Absent while the row has not been read. */
  readonly row: Row | undefined;
  readonly index: number;
  /** Place inside the row layer, px. */
  readonly top: number;
  /** It is the one that is shown beside the list. */
  readonly open: boolean;
  /** It is chosen for an action; undefined where rows cannot be. */
  readonly checked: boolean | undefined;
  readonly columns: readonly Column<Row, Context>[];
  readonly context: Context;
  /** Then the row is no record: these words stand across all columns. */
  readonly heading?: string | undefined;
}

/** Attribute by which delegated events find the row of an element; the header is row 1. */
export const INDEX_ATTRIBUTE = 'aria-rowindex';
/** Value of {@link INDEX_ATTRIBUTE} of the first row. */
export const FIRST_INDEX = 2;
/** Attribute by which delegated events find the column of an element. */
export const COLUMN_ATTRIBUTE = 'data-column';
/** Attribute by which delegated events tell a heading from a record. */
export const HEADING_ATTRIBUTE = 'data-heading';

function GridRowView<Row, Context>(props: GridRowProps<Row, Context>): ReactElement {
  const { id, row, index, top, open, checked, columns, context, heading } = props;
  if (heading !== undefined) {
    return (
      <div
        id={id}
        role="row"
        className={styles['row']}
        style={{ top }}
        aria-rowindex={index + FIRST_INDEX}
        data-heading=""
      >
        <div role="gridcell" aria-colspan={columns.length} className={styles['heading']}>
          {heading}
        </div>
      </div>
    );
  }
  return (
    // The grid has the focus and names its row by aria-activedescendant, so rows themselves take no focus.
    <div
      id={id}
      role="row"
      className={styles['row']}
      // `top`, not a transform: forty transforms are forty nodes for the compositor to sort out on every jump.
      style={{ top }}
      aria-rowindex={index + FIRST_INDEX}
      // Where rows can be checked, those are the selected ones; the check box itself is drawn by the style sheet alone.
      aria-selected={checked ?? open}
      aria-current={open && checked !== undefined ? true : undefined}
      data-open={open ? '' : undefined}
      aria-busy={row === undefined ? true : undefined}
    >
      {columns.map((column, at) =>
        row === undefined ? (
          <div
            key={column.id}
            role="gridcell"
            className={styles['bone']}
            style={{ width: `${boneWidth(index, at)}%` }}
          />
        ) : (
          <div key={column.id} role="gridcell" className={cellClass(column)} data-column={column.id}>
            {column.cell(row, context)}
          </div>
        ),
      )}
    </div>
  );
}

/** {@link GridRowView}, drawn again only when something of it changed. The assertion keeps the type parameters, which `memo` drops. */
export const GridRow = memo(GridRowView) as typeof GridRowView;

const classes = {
  plain: styles['cell'],
  end: `${styles['cell'] ?? ''} ${styles['end'] ?? ''}`,
  mono: `${styles['cell'] ?? ''} ${styles['mono'] ?? ''}`,
};

function cellClass<Row, Context>(column: Column<Row, Context>): string | undefined {
  if (column.align === 'end') return classes.end;
  return column.mono === true ? classes.mono : classes.plain;
}

/** Uneven lengths, the same on every draw, so that a skeleton looks like text. */
function boneWidth(index: number, at: number): number {
  return 35 + ((index * 7 + at * 13) % 5) * 9;
}
