/**
 * The rows of a list that was read page by page (keyset paging), as one sequence. Between two page reads a row
 * may move, so that it stands on two pages; and a re-read brings new objects for rows that did not change.
 */

/** Rows in order, with the place of each. */
export interface RowSet<Row> {
  readonly rows: readonly Row[];
  /** Index by key. */
  readonly places: ReadonlyMap<string, number>;
}

export const NO_ROWS: RowSet<never> = { rows: [], places: new Map<string, number>() };

/**
 * Joins pages. Of a row that stands on two pages the later read wins (it is the newer one). Rows that look as they did in
 * `previous` keep their identity, and an unchanged whole is `previous` itself, so that nothing is drawn again for nothing.
 */
export function joinPages<Row extends object>(
  pages: readonly { readonly rows: readonly Row[] }[],
  keyOf: (row: Row) => string,
  previous: RowSet<Row> = NO_ROWS,
): RowSet<Row> {
  const seen = new Set<string>();
  const backwards: Row[] = [];
  for (let page = pages.length - 1; page >= 0; page -= 1) {
    const rows = pages[page]?.rows ?? [];
    for (let at = rows.length - 1; at >= 0; at -= 1) {
      const row = rows[at];
      if (row === undefined) continue;
      const key = keyOf(row);
      if (seen.has(key)) continue;
      seen.add(key);
      backwards.push(row);
    }
  }
  const rows = backwards.reverse();
  const places = new Map<string, number>();
  let changed = rows.length !== previous.rows.length;
  for (const [index, row] of rows.entries()) {
    const key = keyOf(row);
    places.set(key, index);
    const place = previous.places.get(key);
    const before = place === undefined ? undefined : previous.rows[place];
    if (before !== undefined && (before === row || sameFields(before, row))) rows[index] = before;
    if (rows[index] !== previous.rows[index]) changed = true;
  }
  return changed ? { rows, places } : previous;
}

/** True when two rows have the same fields with the same (primitive) values. */
export function sameFields(one: object, other: object): boolean {
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => Object.is(Reflect.get(one, key), Reflect.get(other, key)) && Object.hasOwn(other, key));
}

/**
 * Where the row at the top of the viewport went when the rows changed: how many places it moved. When that row is gone,
 * the nearest row below it that is still there decides (at most `reach` rows); 0 when none is.
 */
export function shiftOf(
  topIndex: number,
  before: { readonly keyAt: (index: number) => string | undefined },
  after: { readonly placeOf: (key: string) => number | undefined },
  reach = 200,
): number {
  for (let index = topIndex; index < topIndex + reach; index += 1) {
    const key = before.keyAt(index);
    if (key === undefined) return 0;
    const place = after.placeOf(key);
    if (place !== undefined) return place - index;
  }
  return 0;
}
