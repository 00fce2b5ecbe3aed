/**
 * Brings the search index into one piece once it has grown by a quarter: FTS5 keeps a piece per batch and merges only pieces
 * of like size, and every search asks each of them (1 M events: 18 pieces, 3 to 4 times slower than one). Also once a
 * twentieth was replaced: FTS5 notes what is no longer true beside the piece that says it, and every hit is looked up
 * there (40,000 of 1 M: twice as slow, until they are merged).
 */
import type { Connection } from './connection.ts';
import { readMeta, readMetaNumber, writeMeta } from './meta.ts';
import { ALL_WORKSPACES } from './scope.ts';
import { TALLY, talliedTotal } from './tally.ts';

const TABLES = ['event_title_fts', 'event_key_fts'] as const;

export const SEARCH_MERGE_SQL = {
  /** Negative: begins a merge of everything; positive: goes on with the one under way. Pages written (FTS5, section 6.8). */
  event_title_fts: 'INSERT INTO event_title_fts (event_title_fts, rank) VALUES (?, ?)',
  event_key_fts: 'INSERT INTO event_key_fts (event_key_fts, rank) VALUES (?, ?)',
  changes: 'SELECT total_changes()',
} as const;

/** Pages per step: about 3 ms. */
const STEP_PAGES = 8;
/** Fewer new or replaced events than this make no difference. */
const MIN_GROWTH = 5_000;

/** One step of a merge, if one is due or under way. Inside a transaction. */
export function mergeSearchSome(connection: Connection): boolean {
  const under = TABLES.find((table) => table === readMeta(connection, 'search_merging'));
  if (under === undefined) {
    const events = talliedTotal(connection, TALLY.events, ALL_WORKSPACES);
    const merged = readMetaNumber(connection, 'search_merged') ?? 0;
    const replaced = readMetaNumber(connection, 'search_replaced') ?? 0;
    const grown = events >= merged + Math.max(MIN_GROWTH, merged / 4);
    if (!grown && replaced < Math.max(MIN_GROWTH, events / 20)) return false;
    begin(connection, TABLES[0]);
    return true;
  }
  if (step(connection, under, STEP_PAGES)) return true;
  const next = TABLES[TABLES.indexOf(under) + 1];
  if (next !== undefined) {
    begin(connection, next);
    return true;
  }
  writeMeta(connection, 'search_merging', null);
  writeMeta(connection, 'search_replaced', null);
  writeMeta(connection, 'search_merged', String(talliedTotal(connection, TALLY.events, ALL_WORKSPACES)));
  return true;
}

function begin(connection: Connection, table: (typeof TABLES)[number]): void {
  writeMeta(connection, 'search_merging', table);
  step(connection, table, -STEP_PAGES);
}

/** False when nothing was left to merge: FTS5 then changes no more than its own configuration row. */
function step(connection: Connection, table: (typeof TABLES)[number], pages: number): boolean {
  const changes = (): number => connection.get<[number]>(SEARCH_MERGE_SQL.changes)?.[0] ?? 0;
  const before = changes();
  connection.run(SEARCH_MERGE_SQL[table], ['merge', pages]);
  return changes() - before >= 2;
}
