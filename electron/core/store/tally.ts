/** Exact row counts per workspace and facet, moved in the transaction that changes the rows. */
import type { Connection } from './connection.ts';
import { ALL_WORKSPACES } from './scope.ts';

/** What a tally counts; stored, so the numbers are fixed. Events and calendars are split by facet, others are not. */
export const TALLY = {
  events: 0,
  calendars: 1,
  quarantined: 2,
  botEntries: 3,
  revisions: 4,
  observations: 5,
  changes: 6,
} as const;
export type TallyKind = (typeof TALLY)[keyof typeof TALLY];

export const TALLY_SQL = {
  add: `INSERT INTO tally (workspace_id, kind, facet, n) VALUES (?, ?, ?, ?)
        ON CONFLICT (workspace_id, kind, facet) DO UPDATE SET n = n + excluded.n`,
  facets: 'SELECT facet, n FROM tally WHERE workspace_id = ? AND kind = ?',
  facetsOf: `SELECT t.facet, t.n FROM json_each(?) AS j CROSS JOIN tally AS t ON t.workspace_id = j.value AND t.kind = ?`,
  total: 'SELECT ifnull(sum(n), 0) FROM tally WHERE workspace_id = ? AND kind = ?',
  everything: 'SELECT workspace_id, kind, facet, n FROM tally WHERE workspace_id <> 0 AND n <> 0',
} as const;

/** Collects the changes of one transaction and writes each touched count once. */
export class TallyChanges {
  readonly #workspaceId: number;
  readonly #changes = new Map<number, number>();

  constructor(workspaceId: number) {
    this.#workspaceId = workspaceId;
  }

  add(kind: TallyKind, facet: number, n: number): void {
    const slot = kind * SPAN + facet;
    this.#changes.set(slot, (this.#changes.get(slot) ?? 0) + n);
  }

  write(connection: Connection): void {
    for (const [slot, n] of this.#changes) {
      if (n === 0) continue;
      const kind = Math.floor(slot / SPAN);
      connection.run(TALLY_SQL.add, [this.#workspaceId, kind, slot % SPAN, n]);
      connection.run(TALLY_SQL.add, [ALL_WORKSPACES, kind, slot % SPAN, n]);
    }
    this.#changes.clear();
  }
}

const SPAN = 10_000;

/** Rows of a kind within a scope, by facet; facets without rows may be missing. */
export function tallies(
  connection: Connection,
  kind: TallyKind,
  scope: 'all' | readonly number[],
): Map<number, number> {
  const ids = JSON.stringify(scope === 'all' ? [ALL_WORKSPACES] : scope);
  const counts = new Map<number, number>();
  for (const [facet, n] of connection.all<[number, number]>(TALLY_SQL.facetsOf, [ids, kind])) {
    counts.set(facet, (counts.get(facet) ?? 0) + n);
  }
  return counts;
}

/** Rows of these facets. */
export function sum(counts: ReadonlyMap<number, number>, facets: readonly number[]): number {
  return facets.reduce((total, facet) => total + (counts.get(facet) ?? 0), 0);
}

/** All rows of a kind of one workspace. */
export function talliedTotal(connection: Connection, kind: TallyKind, workspaceId: number): number {
  return connection.get<[number]>(TALLY_SQL.total, [workspaceId, kind])?.[0] ?? 0;
}
