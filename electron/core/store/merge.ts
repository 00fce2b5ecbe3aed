/**
 * Lists as merges of index ranges. Every (workspace, facet) pair is one range of one index, already sorted; SQLite merges
 * the arms of a compound SELECT lazily, so that the first 100 of a million cost about 100 steps whatever the filter
 * lets through (measured with 17 arms: 0.05 ms; the same merge in JavaScript over as many cursors: 0.2 ms).
 *
 * The position is (key, pk). SQLite does not use the rowid in a row-value comparison, so "after" walks over the rows with the
 * same key that came before. Those are at most one page, unless a whole page shared one key: then two arms per range
 * (`key = k AND pk > p`, `key > k`) skip them.
 */

/** SQLite's limit is 500 terms in a compound SELECT (SQLITE_MAX_COMPOUND_SELECT). */
export const MAX_ARMS = 480;

export interface MergeShape {
  readonly table: 'event' | 'calendar';
  /** The sort column. */
  readonly key: string;
  readonly direction: 'asc' | 'desc';
  /** Parameters @w0 … @wN hold workspace ids; 0: the ranges span all workspaces. */
  readonly workspaces: number;
  readonly facets: readonly number[];
  /** Goes on after (@k, @p) instead of from the start; `ties`: after a page that shared one key. */
  readonly after: 'start' | 'position' | 'ties';
  /** Keys in [@from, @to) only. */
  readonly window: boolean;
  /** A condition on each row beside the range, e.g. a text filter. */
  readonly where?: string;
  /** Replaces workspace and facet as what the index range fixes. */
  readonly range?: string;
}

/** How many workspaces fit into one statement of this shape. */
export function workspacesPerMerge(facets: number, after: MergeShape['after']): number {
  return Math.max(1, Math.floor(MAX_ARMS / (facets * (after === 'ties' ? 2 : 1))));
}

/** SELECT of (k, p) in order, at most @limit of them. */
export function mergeSql(shape: MergeShape): string {
  const { key, direction } = shape;
  const beyond = direction === 'asc' ? '>' : '<';
  const window = shape.window ? ` AND ${key} >= @from AND ${key} < @to` : '';
  const rest = shape.where === undefined ? '' : ` AND ${shape.where}`;
  const arms = ranges(shape).flatMap((range) => {
    const head = `SELECT ${key} AS k, pk AS p FROM ${shape.table} WHERE ${range}`;
    const first = `${head} AND ${key} ${beyond}= @k AND (${key} <> @k OR pk ${beyond} @p)${window}${rest}`;
    switch (shape.after) {
      case 'start':
        return [`${head}${window}${rest}`];
      case 'position':
        return [first];
      case 'ties':
        return [
          `${head} AND ${key} = @k AND pk ${beyond} @p${window}${rest}`,
          `${head} AND ${key} ${beyond} @k${window}${rest}`,
        ];
    }
  });
  return `${arms.join(' UNION ALL ')} ORDER BY 1 ${direction}, 2 ${direction} LIMIT @limit`;
}

/** SELECT of how many rows the ranges hold, counted up to @limit. */
export function countSql(shape: Omit<MergeShape, 'direction' | 'after'>): string {
  const window = shape.window ? ` AND ${shape.key} >= @from AND ${shape.key} < @to` : '';
  const rest = shape.where === undefined ? '' : ` AND ${shape.where}`;
  const arms = ranges(shape).map((range) => `SELECT 1 FROM ${shape.table} WHERE ${range}${window}${rest}`);
  return `SELECT count(*) FROM (${arms.join(' UNION ALL ')} LIMIT @limit)`;
}

function ranges(shape: Pick<MergeShape, 'workspaces' | 'facets' | 'range'>): string[] {
  if (shape.range !== undefined) return [shape.range];
  if (shape.workspaces === 0) return shape.facets.map((facet) => `facet = ${facet}`);
  const result: string[] = [];
  for (let index = 0; index < shape.workspaces; index += 1) {
    for (const facet of shape.facets) result.push(`workspace_id = @w${index} AND facet = ${facet}`);
  }
  return result;
}
