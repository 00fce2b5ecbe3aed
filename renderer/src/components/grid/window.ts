/**
 * Which rows a scrolled viewport shows, and where. Rows have one fixed height, so this is arithmetic; a general
 * virtualiser measures and remembers every row, and cannot go beyond the tallest element that a browser lays out.
 */

/** Chromium clamps elements at 33,554,428 px (LIMITS.md section 4); stay well below and scale the position instead. */
export const TALLEST_PX = 32_000_000;
/** The window moves in steps of this many rows, so that slow scrolling does not touch the document on every frame. */
export const STEP_ROWS = 4;
/** Rows kept beyond each edge: one step, and two rows for the compositor, which scrolls ahead of the script. */
export const OVERSCAN_ROWS = STEP_ROWS + 2;
/** In scaled content, row positions are relative to a base that moves in steps of this many rows: none is beyond the cap. */
const BASE_ROWS = 10_000;

export interface Geometry {
  readonly rowCount: number;
  readonly rowHeight: number;
  /** Height of the visible part of the rows, px. */
  readonly viewport: number;
}

export interface RowWindow {
  /** First row in the document. */
  readonly start: number;
  /** One past the last row in the document. */
  readonly end: number;
  /** Row whose top the row layer stands at; rows sit at `(index - base) * rowHeight` inside it. */
  readonly base: number;
  /** Where the row layer stands inside the scrolled content, px. */
  readonly layerTop: number;
}

/** Height of the scrolled content, px. */
export function contentHeight({ rowCount, rowHeight }: Geometry): number {
  return Math.min(rowCount * rowHeight, TALLEST_PX);
}

/** Pixels of the list above the viewport's top; differs from `scrollTop` only where the content is scaled. */
export function listOffset(scrollTop: number, geometry: Geometry): number {
  const { rowCount, rowHeight, viewport } = geometry;
  const full = rowCount * rowHeight;
  if (full <= TALLEST_PX) return scrollTop;
  return (scrollTop / (TALLEST_PX - viewport)) * (full - viewport);
}

/** The inverse of {@link listOffset}, kept inside the scrollable range. */
export function scrollTopFor(offset: number, geometry: Geometry): number {
  const { rowCount, rowHeight, viewport } = geometry;
  const full = rowCount * rowHeight;
  const inside = Math.max(0, Math.min(offset, full - viewport));
  if (full <= TALLEST_PX) return inside;
  return (inside / (full - viewport)) * (TALLEST_PX - viewport);
}

/** A pool grows by this many rows, so that a window that is resized, or guessed at first, keeps its elements. */
const POOL_STEP = 8;

/** How many rows the document holds: enough for any position, always the same number, so that elements are reused. */
export function poolSize({ rowCount, rowHeight, viewport }: Geometry): number {
  const needed = Math.ceil(viewport / rowHeight) + 1 + 2 * OVERSCAN_ROWS;
  return Math.min(rowCount, Math.ceil(needed / POOL_STEP) * POOL_STEP);
}

/** The rows to hold in the document at a scroll position. */
export function windowAt(scrollTop: number, geometry: Geometry): RowWindow {
  const { rowCount, rowHeight } = geometry;
  const size = poolSize(geometry);
  const offset = listOffset(scrollTop, geometry);
  const first = Math.floor(offset / rowHeight);
  const stepped = Math.floor((first - OVERSCAN_ROWS + STEP_ROWS / 2) / STEP_ROWS) * STEP_ROWS;
  const start = Math.max(0, Math.min(stepped, rowCount - size));
  if (offset === scrollTop) return { start, end: start + size, base: 0, layerTop: 0 };
  const base = Math.floor(start / BASE_ROWS) * BASE_ROWS;
  return { start, end: start + size, base, layerTop: scrollTop - offset + base * rowHeight };
}

/**
 * The rows of a window in the order of the elements that show them: element `index % size` shows row `index`, and the element
 * of row `first` comes first. With a `first` that stands still, scrolling changes elements without moving any.
 */
export function slotOrder({ start, end }: Pick<RowWindow, 'start' | 'end'>, first: number): readonly number[] {
  const size = end - start;
  const order: number[] = [];
  for (let at = 0; at < size; at += 1) {
    const slot = (first + at) % size;
    order.push(start + ((slot - (start % size) + size) % size));
  }
  return order;
}

/** Scroll position that makes a row visible with the least movement; the present one when it already is. */
export function scrollTopToShow(index: number, scrollTop: number, geometry: Geometry): number {
  const { rowHeight, viewport } = geometry;
  const offset = listOffset(scrollTop, geometry);
  const top = index * rowHeight;
  if (top < offset) return scrollTopFor(top, geometry);
  if (top + rowHeight > offset + viewport) return scrollTopFor(top + rowHeight - viewport, geometry);
  return scrollTop;
}
