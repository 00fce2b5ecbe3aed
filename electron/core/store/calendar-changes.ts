/** What changed about a calendar outside Callboard, as it was observed. Status has a history of its own. */
import type { CalendarChange, CalendarRecord } from '../records.ts';
import { canonicalJson } from './audit-chain.ts';
import { text, textOrNull } from './codec.ts';
import type { Connection } from './connection.ts';
import { limited } from './connection.ts';
import { TALLY } from './tally.ts';
import type { TallyChanges } from './tally.ts';

/** As many as the page of a calendar shows. */
const SHOWN = 200;

export const CALENDAR_CHANGES_SQL = {
  ofCalendar: limited(
    'SELECT field, before, after, observed_at FROM calendar_change WHERE calendar_pk = ? ORDER BY n DESC',
    SHOWN,
  ),
  last: 'SELECT ifnull(max(n), 0) FROM calendar_change WHERE calendar_pk = ?',
  add: `INSERT INTO calendar_change (calendar_pk, n, workspace_id, field, before, after, observed_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)`,
  payload: 'SELECT body FROM calendar_payload WHERE pk = ?',
} as const;

type Field = CalendarChange['field'];
type Change = Omit<CalendarChange, 'observedAt'>;

const FIELDS: readonly Field[] = [
  'platform_email',
  'oauth_email',
  'oauth_client_id',
  'metadata',
  'deleted',
  'restored',
];

/** What is kept of a calendar until the next page comes. */
export interface KnownCalendar {
  readonly pk: number;
  readonly platformEmail: string | null;
  readonly oauthEmail: string | null;
  readonly oauthClientId: string | null;
  readonly deletedAt: number | null;
}

/** What a record changes; ask before the record is written. */
export function changesOf(connection: Connection, known: KnownCalendar, record: CalendarRecord): Change[] {
  const metadata = metadataChange(connection, known.pk, record.payload);
  return [
    ...(known.deletedAt === null ? [] : [{ field: 'restored' as const, before: null, after: null }]),
    ...differs('platform_email', known.platformEmail, textOrNull(record.platformEmail)),
    ...differs('oauth_email', known.oauthEmail, textOrNull(record.oauthEmail)),
    ...differs('oauth_client_id', known.oauthClientId, textOrNull(record.oauthClientId)),
    ...(metadata === null ? [] : [metadata]),
  ];
}

const differs = (field: Field, before: string | null, after: string | null): Change[] =>
  before === after ? [] : [{ field, before, after }];

/** Most calendars have no metadata; where neither text speaks of it, none is parsed. */
function metadataChange(connection: Connection, pk: number, payload: string): Change | null {
  const stored = connection.get<[string]>(CALENDAR_CHANGES_SQL.payload, [pk])?.[0];
  if (stored === undefined || (!stored.includes(METADATA) && !payload.includes(METADATA))) return null;
  const before = metadataOf(stored);
  const after = metadataOf(payload);
  // A payload that cannot be read says nothing about what was in it.
  if (before === undefined || after === undefined || before === after) return null;
  return { field: 'metadata', before, after };
}

const METADATA = '"metadata"';

/** JSON text with sorted keys; null for none, undefined for a payload that cannot be read. */
function metadataOf(payload: string): string | null | undefined {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('metadata' in value)) return null;
  return value.metadata === null ? null : text(canonicalJson(value.metadata));
}

/** Inside a transaction. */
export function writeChanges(
  connection: Connection,
  pk: number,
  workspaceId: number,
  changes: readonly Change[],
  observedAt: number,
  tally: TallyChanges,
): void {
  if (changes.length === 0) return;
  let n = connection.get<[number]>(CALENDAR_CHANGES_SQL.last, [pk])?.[0] ?? 0;
  for (const { field, before, after } of changes) {
    n += 1;
    connection.run(CALENDAR_CHANGES_SQL.add, [pk, n, workspaceId, field, before, after, observedAt]);
  }
  tally.add(TALLY.changes, 0, changes.length);
}

/** Newest first. */
export function readChanges(connection: Connection, pk: number): CalendarChange[] {
  return connection
    .all<[string, string | null, string | null, number]>(CALENDAR_CHANGES_SQL.ofCalendar, [pk])
    .flatMap(([stored, before, after, observedAt]) => {
      const field = FIELDS.find((known) => known === stored);
      return field === undefined ? [] : [{ field, before, after, observedAt }];
    });
}
