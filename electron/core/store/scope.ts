/** Which workspaces a question speaks of, as the store can look it up. */
import type { WorkspaceScope } from '../../../shared/filters.ts';
import type { Connection } from './connection.ts';

/** `tally` row of all workspaces together. */
export const ALL_WORKSPACES = 0;

export const SCOPE_SQL = {
  removing: 'SELECT id FROM workspace WHERE removing = 1',
  staying: 'SELECT id FROM workspace WHERE removing = 0 ORDER BY id',
} as const;

/**
 * 'all', or the distinct ids asked for. While a workspace is being removed it is left out of everything: 'all' then
 * becomes the list of the others, and an explicit id of it disappears.
 */
export function resolveScope(connection: Connection, scope: WorkspaceScope): 'all' | readonly number[] {
  const removing = connection.all<[number]>(SCOPE_SQL.removing);
  if (scope === 'all') {
    return removing.length === 0 ? 'all' : connection.all<[number]>(SCOPE_SQL.staying).map(([id]) => id);
  }
  const distinct = [...new Set(scope)];
  if (removing.length > 0) return distinct.filter((id) => !removing.some(([gone]) => gone === id));
  // Every workspace, spelled out, is 'all': the ranges over all workspaces answer it many times faster.
  const staying = connection.all<[number]>(SCOPE_SQL.staying);
  const asked = new Set(distinct);
  return staying.length > 1 && staying.every(([id]) => asked.has(id)) ? 'all' : distinct;
}

/** The workspaces of a scope one by one, for lookups that need one key each. */
export function scopeIds(connection: Connection, scope: WorkspaceScope): readonly number[] {
  const resolved = resolveScope(connection, scope);
  return resolved === 'all' ? connection.all<[number]>(SCOPE_SQL.staying).map(([id]) => id) : resolved;
}
