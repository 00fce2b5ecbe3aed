/**
 * Calendars filtered by a part of their address, or by their OAuth client. No index answers "contains", and a scan of 10,000 rows takes 3 ms for
 * every letter typed; their addresses and sort keys in memory take 0.3 ms. Kept per connection until a calendar changes.
 */
import type { CalendarSort } from '../../../shared/filters.ts';
import type { Connection } from './connection.ts';
import { CALENDAR_PLACEHOLDER } from './facets.ts';
import type { Position } from './keyset.ts';

export const CALENDAR_TEXTS_SQL = {
  generation: "SELECT value FROM meta WHERE key = 'calendar_generation'",
  /** Calendars changed: what is kept of their texts is void. */
  changed: `INSERT INTO meta (key, value) VALUES ('calendar_generation', '1')
    ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1`,
  all: `SELECT pk, workspace_id, facet, email_text, email_key, since_key, updated_at, oauth_client_id FROM calendar`,
} as const;

type Row = [
  pk: number,
  workspaceId: number,
  facet: number,
  text: string,
  email: string,
  since: number,
  updated: number,
  oauthClientId: string | null,
];

interface Kept {
  readonly generation: string;
  readonly rows: readonly Row[];
}

const kept = new WeakMap<Connection, Kept>();

function texts(connection: Connection): readonly Row[] {
  const generation = connection.get<[string]>(CALENDAR_TEXTS_SQL.generation)?.[0] ?? '0';
  const known = kept.get(connection);
  if (known !== undefined && known.generation === generation) return known.rows;
  const rows = connection.all<Row>(CALENDAR_TEXTS_SQL.all).filter((row) => row[2] !== CALENDAR_PLACEHOLDER);
  kept.set(connection, { generation, rows });
  return rows;
}

const KEY_AT: Readonly<Record<CalendarSort['by'], 4 | 5 | 6>> = { email: 4, status_since: 5, updated: 6 };

export interface TextMatches {
  /** In order, at most `limit`, after the position. */
  readonly found: readonly { readonly pk: number; readonly key: string | number }[];
  readonly total: number;
}

/** What a calendar is looked for by. */
export interface TextWanted {
  /** Part of an address, lower case. */
  readonly part?: string;
  readonly oauthClientId?: string;
}

/** Calendars that have all that is wanted. */
export function calendarsContaining(
  connection: Connection,
  { part, oauthClientId }: TextWanted,
  scope: 'all' | readonly number[],
  facets: readonly number[],
  sort: CalendarSort,
  position: Position<number | string> | null,
  limit: number,
): TextMatches {
  const facetSet = new Set(facets);
  const workspaces = scope === 'all' ? null : new Set(scope);
  const matches = texts(connection).filter(
    (row) =>
      (part === undefined || row[3].includes(part)) &&
      (oauthClientId === undefined || row[7] === oauthClientId) &&
      facetSet.has(row[2]) &&
      (workspaces === null || workspaces.has(row[1])),
  );
  const at = KEY_AT[sort.by];
  const sign = sort.direction === 'asc' ? 1 : -1;
  const order = (key: string | number, facet: number, pk: number, other: Row): number =>
    sign * (compareKeys(key, other[at]) || facet - other[2] || pk - other[0]);
  const rest =
    position === null ? matches : matches.filter((row) => order(position.key, position.facet, position.pk, row) < 0);
  const found = rest.sort((a, b) => order(a[at], a[2], a[0], b)).slice(0, limit);
  return { found: found.map((row) => ({ pk: row[0], key: row[at] })), total: matches.length };
}

/** The order of SQLite's BINARY collation: numbers by value, text by its UTF-8 bytes. */
export function compareKeys(a: string | number, b: string | number): number {
  if (a === b) return 0;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [x, y] = [String(a), String(b)];
  // UTF-16 units sort like UTF-8 bytes as long as there are no surrogates.
  if (!SURROGATES.test(x) && !SURROGATES.test(y)) return x < y ? -1 : 1;
  return Buffer.compare(Buffer.from(x), Buffer.from(y));
}

const SURROGATES = /[\ud800-\udfff]/;
