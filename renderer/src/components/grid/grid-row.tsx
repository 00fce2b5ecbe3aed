/** One row of a grid. Its element is used again for other rows while scrolling, so it holds no state. */
import { memo, type CSSProperties, type ReactElement } from 'react';
import type { Column } from './columns.ts';
import styles from './grid.module.css';

export interface GridRowProps<Row, Context> {
  readonly id: string;
  /** Absent while the row has not been read. */
  readonly row: Row | undefined;
  readonly index: number;
  /** Place inside the row layer, px. */
  readonly top: number;
  readonly selected: boolean;
  readonly columns: readonly Column<Row, Context>[];
  readonly template: string;
  readonly context: Context;
}

/** Attribute by which delegated events find the row of an element. */
export const INDEX_ATTRIBUTE = 'data-index';
/** Attribute by which delegated events find the column of an element. */
export const COLUMN_ATTRIBUTE = 'data-column';

function GridRowView<Row, Context>(props: GridRowProps<Row, Context>): ReactElement {
  const { id, row, index, top, selected, columns, template, context } = props;
  const style: CSSProperties = { transform: `translateY(${top}px)`, gridTemplateColumns: template };
  return (
    // The grid has the focus and names its row by aria-activedescendant, so rows themselves take no focus.
    <div
      id={id}
      role="row"
      className={styles['row']}
      style={style}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={selected}
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

function cellClass<Row, Context>(column: Column<Row, Context>): string {
  const align = column.align === 'end' ? ` ${styles['end'] ?? ''}` : '';
  const mono = column.mono === true ? ` ${styles['mono'] ?? ''}` : '';
  return `${styles['cell'] ?? ''}${align}${mono}`;
}

/** Uneven lengths, the same on every draw, so that a skeleton looks like text. */
function boneWidth(index: number, at: number): number {
  return 35 + ((index * 7 + at * 13) % 5) * 9;
}
