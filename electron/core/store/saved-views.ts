/** Filtered views that somebody gave a name. */
import { CallboardError } from '../../../shared/envelope.ts';
import type { SavedView } from '../../../shared/diagnosis.ts';
import { text } from './codec.ts';
import type { Connection } from './connection.ts';

export const SAVED_VIEWS_SQL = {
  ofPage: 'SELECT id, page, name, address FROM saved_view WHERE page = ? ORDER BY name, id',
  named: 'SELECT id FROM saved_view WHERE page = ? AND name = ?',
  add: 'INSERT INTO saved_view (page, name, address) VALUES (?, ?, ?) RETURNING id',
  change: 'UPDATE saved_view SET page = ?, name = ?, address = ? WHERE id = ?',
  remove: 'DELETE FROM saved_view WHERE id = ?',
} as const;

/** By name. */
export function savedViews(connection: Connection, page: string): SavedView[] {
  return connection
    .all<[id: number, page: string, name: string, address: string]>(SAVED_VIEWS_SQL.ofPage, [page])
    .map(([id, of, name, address]) => ({ id, page: of, name, address }));
}

/**
 * Null adds one; returns its id. Throws CallboardError `conflict` for a name that another view of the page has, `not_found` for
 * an unknown id. Inside a transaction.
 */
export function saveView(connection: Connection, view: Omit<SavedView, 'id'>, id: number | null): number {
  const values = [text(view.page), text(view.name), text(view.address)] as const;
  const other = connection.get<[number]>(SAVED_VIEWS_SQL.named, [values[0], values[1]])?.[0];
  if (other !== undefined && other !== id) {
    throw new CallboardError(
      'conflict',
      `A view with the name “${view.name}” is saved already. Nothing was changed. Choose another name, or change that view.`,
      { details: { field: 'name', id: other } },
    );
  }
  if (id === null) {
    const added = connection.get<[number]>(SAVED_VIEWS_SQL.add, values)?.[0];
    if (added === undefined) throw new Error('The new view has no id.');
    return added;
  }
  if (connection.run(SAVED_VIEWS_SQL.change, [...values, id]) > 0) return id;
  throw new CallboardError(
    'not_found',
    'This saved view is not here any more, so nothing was changed. Save it as a new one.',
  );
}

/** Forgetting what is not there is no mistake. Inside a transaction. */
export function removeView(connection: Connection, id: number): void {
  connection.run(SAVED_VIEWS_SQL.remove, [id]);
}
