/**
 * The list grid: a window of plain rows over any number of them. The scroller itself is the grid element and has the
 * focus; rows are named to assistive technology by `aria-activedescendant`. Events are delegated: one listener each,
 * whatever the number of rows.
 */
import {
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  type Ref,
} from 'react';
import { breakpointAt, columnsAt, columnTemplate, nextSort, type Column, type GridSort } from './columns.ts';
import { COLUMN_ATTRIBUTE, FIRST_INDEX, GridRow, HEADING_ATTRIBUTE, INDEX_ATTRIBUTE } from './grid-row.tsx';
import styles from './grid.module.css';
import { moveFor, recordFrom } from './keyboard.ts';
import { useRowWindow } from './use-row-window.ts';

/** What code outside can ask of a grid. */
export interface GridHandle {
  focus(): void;
  /** Does what the key of this name does: `j`, `k`, `Enter`, `Escape` … */
  press(key: string, shiftKey?: boolean): void;
  /** True while the first row is at the top edge. */
  atTop(): boolean;
}

/** Rows that are chosen for an action: any number of them, apart from the one that is shown beside the list. */
export interface GridChecks<Row> {
  readonly extent: 'none' | 'some' | 'all';
  /** Must be a new function whenever its answers changed. */
  readonly has: (key: string) => boolean;
  /** Checks a row, or unchecks it; `extend`: checks all from the last one to this one. */
  readonly onCheck: (row: Row, extend: boolean) => void;
  /** All that are loaded, or none when all are. */
  readonly onCheckAll: () => void;
}

export interface GridProps<Row, Context> {
  /** Name for assistive technology. */
  readonly label: string;
  readonly columns: readonly Column<Row, Context>[];
  readonly context: Context;
  /** Rows that can be scrolled to, read or not. */
  readonly rowCount: number;
  /** Rows that exist, for assistive technology; -1: not known. Default: `rowCount`. */
  readonly totalCount?: number;
  /** A row; undefined while it has not been read. Must be a new function whenever its answers changed. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly keyOf: (row: Row) => string;
  /** The words of a row that is no record but the heading of those below it: keys and clicks pass it by. */
  readonly headingOf?: ((row: Row) => string | undefined) | undefined;
  /** Place of a key among the rows that were read; keeps the list in place when rows change. */
  readonly placeOf?: (key: string) => number | undefined;
  /** px. */
  readonly rowHeight: number;
  /** Key of the row that is shown beside the list. */
  readonly selected?: string | undefined;
  /** Absent: rows cannot be checked. */
  readonly checks?: GridChecks<Row> | undefined;
  readonly sort?: GridSort | undefined;
  /** Name of the list for remembering its scroll position when one comes back to it. */
  readonly memory?: string | undefined;
  readonly onSelect?: (row: Row) => void;
  readonly onOpen?: (row: Row) => void;
  readonly onClose?: () => void;
  readonly onSort?: (sort: GridSort) => void;
  /** The window came near rows that have not been read. */
  readonly onNeedRows?: () => void;
  readonly ref?: Ref<GridHandle> | undefined;
}

const HEADER_PX = 28;
/** Room for the check boxes at the rows' left edge, px; the same number stands in grid.module.css. */
const CHECK_PX = 30;

export function Grid<Row, Context>(props: GridProps<Row, Context>): ReactElement {
  const { label, context, rowCount, rowAt, keyOf, headingOf, placeOf, rowHeight, selected, checks, sort, memory } =
    props;
  const gridId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const view = useRowWindow({ scroller, headerHeight: HEADER_PX, rowCount, rowHeight, rowAt, keyOf, placeOf, memory });
  const { window: rows, width } = view;

  // Not by the width itself: new columns draw every row again.
  const breakpoint = breakpointAt(props.columns, width);
  const columns = useMemo(() => columnsAt(props.columns, breakpoint), [props.columns, breakpoint]);
  // Custom properties are no part of CSSProperties.
  const variables = useMemo(
    () => ({ '--columns': columnTemplate(columns), '--row-height': `${rowHeight}px` }) as CSSProperties,
    [columns, rowHeight],
  );

  // The row that keys start from: the selected one as long as it is known, else where the keys went last.
  const active = useRef(-1);
  const selectedPlace = selected === undefined ? undefined : placeOf?.(selected);
  if (selectedPlace !== undefined) active.current = selectedPlace;

  const { onNeedRows } = props;
  const needsRows = rowCount > 0 && rowAt(Math.min(rows.end + 40, rowCount) - 1) === undefined;
  useEffect(() => {
    if (needsRows) onNeedRows?.();
  }, [needsRows, onNeedRows, rowAt]);

  const kindAt = (index: number): 'record' | 'heading' | undefined => {
    const row = rowAt(index);
    if (row === undefined) return undefined;
    return headingOf?.(row) === undefined ? 'record' : 'heading';
  };

  const press = (event: Parameters<typeof moveFor>[0]): boolean => {
    const move = moveFor(event, active.current, rowCount, view.visibleRows);
    if (move === null) return false;
    if (move.kind === 'close') {
      if (props.onClose === undefined) return false;
      props.onClose();
      return true;
    }
    if (move.kind === 'check') {
      const at = recordFrom(Math.max(0, active.current), 0, kindAt);
      const checked = rowAt(at);
      if (checks === undefined || checked === undefined) return false;
      active.current = at;
      checks.onCheck(checked, move.extend);
      return true;
    }
    // Rows further on may not have been read yet: then the last one that has. Going there makes the next ones be read.
    let index = move.kind === 'row' ? move.index : active.current;
    while (index > active.current && rowAt(index) === undefined) index -= 1;
    if (move.kind === 'row') index = recordFrom(index, active.current, kindAt);
    const row = rowAt(index);
    if (row === undefined) return true;
    if (move.kind === 'open') {
      props.onOpen?.(row);
      return true;
    }
    active.current = index;
    view.show(index);
    props.onSelect?.(row);
    return true;
  };

  useImperativeHandle(props.ref, () => ({
    focus: () => scroller.current?.focus({ preventScroll: true }),
    press: (key, shiftKey = false) => void press({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey }),
    atTop: () => (scroller.current?.scrollTop ?? 0) < 1,
  }));

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    // Keys of the sort buttons in the header are theirs.
    if (event.target !== event.currentTarget || !press(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  const rowOf = (target: EventTarget): { row: Row; index: number } | undefined => {
    const index = Number(closest(target, INDEX_ATTRIBUTE)?.getAttribute(INDEX_ATTRIBUTE) ?? 0) - FIRST_INDEX;
    const row = index < 0 ? undefined : rowAt(index);
    return row === undefined || headingOf?.(row) !== undefined ? undefined : { row, index };
  };
  // The first press of a double click may move the rows (a detail opens, filters take a second line): both mean one row.
  const pressed = useRef<Row | undefined>(undefined);
  const onClickCapture = (event: MouseEvent<HTMLDivElement>): void => {
    if (checks !== undefined && isOnCheckBox(event)) {
      event.stopPropagation();
      pressed.current = undefined;
      const hit = rowOf(event.target);
      if (hit === undefined) checks.onCheckAll();
      else {
        active.current = hit.index;
        checks.onCheck(hit.row, event.shiftKey);
      }
      return;
    }
    if (event.detail > 1 && pressed.current !== undefined) {
      event.stopPropagation();
      return;
    }
    const hit = rowOf(event.target);
    pressed.current = hit?.row;
    if (hit === undefined) return;
    active.current = hit.index;
    props.onSelect?.(hit.row);
  };
  const onDoubleClick = (): void => {
    if (pressed.current !== undefined) props.onOpen?.(pressed.current);
  };
  // Hints are written when the pointer comes, not while drawing: few are ever read.
  const onMouseMove = (event: MouseEvent<HTMLDivElement>): void => {
    const cell = closest(event.target, COLUMN_ATTRIBUTE);
    const hit = cell === null ? undefined : rowOf(event.target);
    if (cell === null || hit === undefined) return;
    const column = columns.find(({ id }) => id === cell.getAttribute(COLUMN_ATTRIBUTE));
    const hint = column?.hint?.(hit.row, context) ?? cell.textContent;
    if (cell.title !== hint) cell.title = hint;
  };

  const pool: ReactElement[] = [];
  const size = rows.end - rows.start;
  for (const index of view.order) {
    const row = rowAt(index);
    pool.push(
      <GridRow<Row, Context>
        // The element that this row reuses: scrolling by one row changes one element.
        key={index % size}
        id={`${gridId}r${index % size}`}
        row={row}
        index={index}
        top={(index - rows.base) * rowHeight}
        open={row !== undefined && selected !== undefined && keyOf(row) === selected}
        checked={checks === undefined ? undefined : row !== undefined && checks.has(keyOf(row))}
        columns={columns}
        context={context}
        heading={row === undefined ? undefined : headingOf?.(row)}
      />,
    );
  }

  return (
    <div
      ref={scroller}
      className={styles['grid']}
      style={variables}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-multiselectable={checks === undefined ? undefined : true}
      data-checked={checks?.extent}
      aria-rowcount={props.totalCount === undefined ? rowCount + 1 : props.totalCount < 0 ? -1 : props.totalCount + 1}
      aria-activedescendant={
        selectedPlace !== undefined && selectedPlace >= rows.start && selectedPlace < rows.end
          ? `${gridId}r${selectedPlace % size}`
          : undefined
      }
      onKeyDown={onKeyDown}
      onClickCapture={onClickCapture}
      onDoubleClick={onDoubleClick}
    >
      <div role="rowgroup" className={styles['head']}>
        <div role="row" aria-rowindex={1} className={styles['header']}>
          {columns.map((column) => (
            <HeaderCell key={column.id} column={column} sort={sort} onSort={props.onSort} />
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles['body']} style={{ height: view.contentHeight }} onMouseMove={onMouseMove}>
        <div role="presentation" className={styles['layer']} style={{ top: rows.layerTop }}>
          {pool}
        </div>
      </div>
    </div>
  );
}

interface HeaderCellProps<Row, Context> {
  readonly column: Column<Row, Context>;
  readonly sort: GridSort | undefined;
  readonly onSort: ((sort: GridSort) => void) | undefined;
}

function HeaderCell<Row, Context>({ column, sort, onSort }: HeaderCellProps<Row, Context>): ReactElement {
  const className = `${styles['headerCell'] ?? ''}${column.align === 'end' ? ` ${styles['end'] ?? ''}` : ''}`;
  const direction = sort?.by === column.id ? sort.direction : undefined;
  if (column.sortable !== true || onSort === undefined) {
    return (
      <div role="columnheader" className={className}>
        {column.header}
      </div>
    );
  }
  return (
    <div
      role="columnheader"
      className={className}
      aria-sort={direction === undefined ? undefined : direction === 'asc' ? 'ascending' : 'descending'}
    >
      <button type="button" className={styles['sortButton']} onClick={() => onSort(nextSort(sort, column.id))}>
        {column.header}
      </button>
    </div>
  );
}

/** A press on the room at the left edge of a row or of the header. */
function isOnCheckBox({ target, clientX }: MouseEvent): boolean {
  const line = closest(target, INDEX_ATTRIBUTE);
  return (
    line !== null && !line.hasAttribute(HEADING_ATTRIBUTE) && clientX - line.getBoundingClientRect().left < CHECK_PX
  );
}

function closest(target: EventTarget, attribute: string): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(`[${attribute}]`) : null;
}
