/** Follows the scroller: which rows are in the document, and that what is read stays where it is. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { flushSync } from '../../react-dom.ts';
import { useAfterFirstFrame } from '../../use-after-first-frame.ts';
import { shiftOf } from './rows.ts';
import {
  contentHeight,
  listOffset,
  scrollTopFor,
  scrollTopToShow,
  slotOrder,
  windowAt,
  type Geometry,
  type RowWindow,
} from './window.ts';

export interface RowWindowOptions<Row> {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Sticky header above the rows, px. */
  readonly headerHeight: number;
  readonly rowCount: number;
  readonly rowHeight: number;
  readonly rowAt: (index: number) => Row | undefined;
  readonly keyOf: (row: Row) => string;
  readonly placeOf: ((key: string) => number | undefined) | undefined;
  readonly memory: string | undefined;
}

export interface RowWindowView {
  readonly window: RowWindow;
  /** The rows of the window in the order of their elements ({@link slotOrder}). */
  readonly order: readonly number[];
  /** Width of the grid, px. */
  readonly width: number;
  readonly contentHeight: number;
  /** Whole rows that fit the viewport. */
  readonly visibleRows: number;
  /** Scrolls a row into view, with the least movement. */
  show(index: number): void;
}

/** Pixels into the list at which each named list was left; for as long as the window lives. */
const positions = new Map<string, number>();
const POSITIONS_KEPT = 200;

/** What the frame and the filters take of the window, px; a little more or less changes nothing (see `poolSize`). */
const FRAME = { width: 48, height: 120 };

/** A first guess before the element was measured, so that the first draw has the rows and columns that it needs. */
function guessSize(): { width: number; height: number } {
  return { width: window.innerWidth - FRAME.width, height: window.innerHeight - FRAME.height };
}

/** After this long without scrolling, ms, the elements are put in the order of their rows (for those who read the document). */
const SETTLE_MS = 200;

/** Keeps the window of rows in step with the scroller. Scrolling draws only when the window moved. */
export function useRowWindow<Row>(options: RowWindowOptions<Row>): RowWindowView {
  const { scroller, headerHeight, rowCount, rowHeight, rowAt, keyOf, placeOf, memory } = options;
  const [size, setSize] = useState(guessSize);
  const geometry: Geometry = { rowCount, rowHeight, viewport: Math.max(rowHeight, size.height - headerHeight) };
  const [scrollTop, setScrollTop] = useState(() =>
    memory === undefined ? 0 : scrollTopFor(positions.get(memory) ?? 0, geometry),
  );
  const rows = windowAt(scrollTop, geometry);
  const [firstRow, setFirstRow] = useState(rows.start);
  useEffect(() => {
    if (firstRow === rows.start) return;
    const timer = setTimeout(() => setFirstRow(rows.start), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [firstRow, rows.start]);

  // The very first frame gets the rows that can be seen; those beyond the edges follow when it has been painted.
  const whole = useAfterFirstFrame();

  // What the listeners below need of the last draw.
  const drawn = useRef({ geometry, rows, memory, height: size.height });
  useLayoutEffect(() => {
    drawn.current = { geometry, rows, memory, height: size.height };
  });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    // The observer is told after the layout and before the paint; asking here would force a layout of its own.
    const observer = new ResizeObserver(() => {
      const next = { width: element.clientWidth, height: element.clientHeight };
      const become = (): void =>
        setSize((now) => (now.width === next.width && now.height === next.height ? now : next));
      // At once where rows would be missing in this very frame; there is always one to spare.
      if (next.height >= drawn.current.height + rowHeight) flushSync(become);
      else become();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, rowHeight]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onScroll = (): void => {
      const top = element.scrollTop;
      const { geometry: now, rows: before, memory: name } = drawn.current;
      if (name !== undefined) remember(name, listOffset(top, now));
      const next = windowAt(top, now);
      if (next.start === before.start && next.end === before.end && next.layerTop === before.layerTop) return;
      // At once: a draw that waits for the scheduler would come after the frame and show a gap.
      flushSync(() => setScrollTop(top));
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, [scroller]);

  // A list that one comes back to, or a new list in the same grid, stands where it was left (else at its top).
  const placed = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || rowCount === 0 || placed.current === (memory ?? '')) return;
    const isNew = placed.current === undefined;
    placed.current = memory ?? '';
    const top = memory === undefined ? 0 : scrollTopFor(positions.get(memory) ?? 0, drawn.current.geometry);
    // A new element stands at its top; touching its position would force a layout.
    if (isNew && top === 0) return;
    element.scrollTop = top;
    setScrollTop(element.scrollTop);
  }, [scroller, memory, rowCount]);

  // Rows changed: the row at the top edge keeps its place on screen, unless the reader rests at the very top.
  const last = useRef({ rowAt, keyOf, memory });
  // A new list is named before its rows are read: until they come, those of the list before stand there.
  const awaited = useRef(false);
  useLayoutEffect(() => {
    const before = last.current;
    last.current = { rowAt, keyOf, memory };
    const element = scroller.current;
    if (before.memory !== memory) awaited.current = before.rowAt === rowAt;
    if (element === null || before.rowAt === rowAt || before.memory !== memory || placeOf === undefined) return;
    const { geometry: now } = drawn.current;
    if (awaited.current) {
      awaited.current = false;
      element.scrollTop = memory === undefined ? 0 : scrollTopFor(positions.get(memory) ?? 0, now);
      setScrollTop(element.scrollTop);
      return;
    }
    const offset = listOffset(element.scrollTop, now);
    if (offset < 1 && !isAttended(element)) return;
    const keyAt = (index: number): string | undefined => {
      const row = before.rowAt(index);
      return row === undefined ? undefined : before.keyOf(row);
    };
    const shift = shiftOf(Math.floor(offset / rowHeight), { keyAt }, { placeOf });
    if (shift === 0) return;
    element.scrollTop = scrollTopFor(offset + shift * rowHeight, now);
    setScrollTop(element.scrollTop);
  }, [scroller, rowAt, keyOf, placeOf, memory, rowHeight]);

  const show = useCallback(
    (index: number) => {
      const element = scroller.current;
      if (element === null) return;
      const next = scrollTopToShow(index, element.scrollTop, drawn.current.geometry);
      if (next !== element.scrollTop) element.scrollTop = next;
    },
    [scroller],
  );

  return {
    window: rows,
    order: whole ? slotOrder(rows, firstRow) : visibleAt(scrollTop, geometry, rows),
    width: size.width,
    contentHeight: contentHeight(geometry),
    visibleRows: Math.floor(geometry.viewport / rowHeight),
    show,
  };
}

/** The rows of a window that can be seen at a scroll position. */
function visibleAt(scrollTop: number, geometry: Geometry, { start, end }: RowWindow): readonly number[] {
  const first = Math.max(start, Math.floor(listOffset(scrollTop, geometry) / geometry.rowHeight));
  const count = Math.ceil(geometry.viewport / geometry.rowHeight) + 1;
  return Array.from({ length: Math.min(count, end - first) }, (_, at) => first + at);
}

/** Someone reads or works here: the pointer is over the rows or the keys go here. */
function isAttended(element: HTMLElement): boolean {
  return element.matches(':hover') || element === document.activeElement;
}

function remember(name: string, offset: number): void {
  positions.delete(name);
  positions.set(name, offset);
  if (positions.size > POSITIONS_KEPT) {
    const oldest = positions.keys().next();
    if (oldest.done !== true) positions.delete(oldest.value);
  }
}
