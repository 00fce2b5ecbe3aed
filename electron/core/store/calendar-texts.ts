/**
 * Calendars filtered by a part of their address, their OAuth client, or why they are not connected. No index answers "contains",
 * and a scan of 10,000 rows takes 3 ms for every letter typed; their texts and sort keys in memory take 0.3 ms. Kept per
 * connection until a calendar changes.
 */
import type { CalendarSort } from '../../../shared/filters.ts';
import type { Party } from '../../../shared/values.ts';
import { causeOf } from '../diagnosis/catalogue/index.ts';
import type { Connection } from './connection.ts';
import { CALENDAR_PLACEHOLDER, calendarStatusOf } from './facets.ts';
import type { Position } from './keyset.ts';

export const CALENDAR_TEXTS_SQL = {
  generation: "SELECT value FROM meta WHERE key = 'calendar_generation'",
  /** Calendars changed: what is kept of their texts is void. */
  changed: `INSERT INTO meta (key, value) VALUES ('calendar_generation', '1')
    ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1`,
  all: `SELECT pk, workspace_id, facet, email_text, email_key, since_key, updated_at, oauth_client_id, cause
    FROM calendar`,
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
  cause: string | null,
];

/** One calendar: what it is found and sorted by. */
export type CalendarText = Readonly<Row>;

interface Kept {
  readonly generation: string;
  readonly rows: readonly Row[];
}

const kept = new WeakMap<Connection, Kept>();

/** Every calendar that was seen, deleted ones too. */
export function calendarTexts(connection: Connection): readonly CalendarText[] {
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
  /** Code of the cause of its open outage, and the party that has to act on it. */
  readonly cause?: string;
  readonly party?: Party;
}

/** Calendars that have all that is wanted. */
export function calendarsContaining(
  connection: Connection,
  { part, oauthClientId, cause, party }: TextWanted,
  scope: 'all' | readonly number[],
  facets: readonly number[],
  sort: CalendarSort,
  position: Position<number | string> | null,
  limit: number,
): TextMatches {
  const facetSet = new Set(facets);
  const workspaces = scope === 'all' ? null : new Set(scope);
  const matches = calendarTexts(connection).filter(
    (row) =>
      (part === undefined || row[3].includes(part)) &&
      (oauthClientId === undefined || row[7] === oauthClientId) &&
      ((cause === undefined && party === undefined) || isBecauseOf(row, cause, party)) &&
      facetSet.has(row[2]) &&
      (workspaces === null || workspaces.has(row[1])),
  );
  const at = KEY_AT[sort.by];
  const sign = sort.direction === 'asc' ? 1 : -1;
  const order = (key: string | number, facet: number, pk: number, other: CalendarText): number =>
    sign * (compareKeys(key, other[at]) || facet - other[2] || pk - other[0]);
  const rest =
    position === null ? matches : matches.filter((row) => order(position.key, position.facet, position.pk, row) < 0);
  const found = rest.sort((a, b) => order(a[at], a[2], a[0], b)).slice(0, limit);
  return { found: found.map((row) => ({ pk: row[0], key: row[at] })), total: matches.length };
}

/** As lists show the cause (calendar-rows.ts): a code that this version does not know is the unknown cause. */
function isBecauseOf(row: CalendarText, cause: string | undefined, party: Party | undefined): boolean {
  if (row[8] === null || calendarStatusOf(row[2]) === 'connected') return false;
  const found = causeOf(row[8]);
  return (cause === undefined || found.code === cause) && (party === undefined || found.party === party);
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
