/** Keys that move through a grid, apart from the elements that they move through. */

/** Where a key press leads: to another row, into the row, or out of it; or the row is checked (all up to it: `extend`). */
export type GridMove =
  | { readonly kind: 'row'; readonly index: number }
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'check'; readonly extend: boolean };

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * What a key press means in a grid of `rowCount` rows of which `pageRows` are visible and `active` is the current one (-1:
 * none). Null: the key is not the grid's.
 */
export function moveFor(press: KeyPress, active: number, rowCount: number, pageRows: number): GridMove | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  const to = (index: number): GridMove | null =>
    rowCount === 0 ? null : { kind: 'row', index: Math.max(0, Math.min(rowCount - 1, index)) };
  const page = Math.max(1, pageRows - 1);
  switch (press.key) {
    case 'j':
    case 'ArrowDown':
      return to(active + 1);
    case 'k':
    case 'ArrowUp':
      return to(active < 0 ? 0 : active - 1);
    case 'PageDown':
      return to(active + page);
    case 'PageUp':
      return to(active - page);
    case 'Home':
      return to(0);
    case 'End':
      return to(rowCount - 1);
    case 'Enter':
      return active < 0 ? null : { kind: 'open' };
    case 'Escape':
      return { kind: 'close' };
    case 'x':
    case 'X':
      return rowCount === 0 ? null : { kind: 'check', extend: press.shiftKey };
    default:
      return null;
  }
}

/**
 * The record that a move to `index` ends at: the nearest one there or further on in the direction of the move, at the edge of the
 * list back from there. `index` itself where there is none, or where nothing has been read.
 * @param from Where the move begins.
 * @param kindAt What stands at a place; undefined: nothing, or it has not been read.
 */
export function recordFrom(
  index: number,
  from: number,
  kindAt: (index: number) => 'record' | 'heading' | undefined,
): number {
  const ahead = index < from ? -1 : 1;
  for (const step of [ahead, -ahead]) {
    for (let at = index, kind = kindAt(at); kind !== undefined; at += step, kind = kindAt(at)) {
      if (kind === 'record') return at;
    }
  }
  return index;
}
