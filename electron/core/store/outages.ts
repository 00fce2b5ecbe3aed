/** Outages of calendars as rows: kept in step with what is concluded from the history. */
import { BASES, CALENDAR_PLATFORMS } from '../../../shared/values.ts';
import type { CauseFound } from '../diagnosis/types.ts';
import { CALENDAR_TEXTS_SQL } from './calendar-texts.ts';
import { int, intOrNull, text, textOrNull } from './codec.ts';
import type { Connection } from './connection.ts';
import type { Outage, StoredOutage } from './triage.ts';

const COLUMNS = `o.id, o.calendar_pk, o.workspace_id, o.broke_at, o.broke_basis, o.connected_at, o.ended_at, o.ended_by, o.cause,
  o.cause_basis, o.besides, o.family, o.platform, o.oauth_client_id, o.domain, o.incident`;

export const OUTAGES_SQL = {
  ofCalendar: `SELECT ${COLUMNS} FROM outage AS o WHERE o.calendar_pk = ? ORDER BY o.broke_at`,
  /** Open, or ended lately. */
  ofFamily: `SELECT ${COLUMNS} FROM json_each(@families) AS j CROSS JOIN outage AS o ON o.family = j.value
      AND o.ended_at IS NULL
    UNION ALL SELECT ${COLUMNS} FROM json_each(@families) AS j CROSS JOIN outage AS o ON o.family = j.value
      AND o.ended_at > @since`,
  /** Of incidents that are not over, or were not long ago. */
  ofIncidents: `SELECT ${COLUMNS} FROM json_each(@families) AS j CROSS JOIN incident AS i ON i.family = j.value
      AND i.resolved_at IS NULL
    CROSS JOIN outage AS o ON o.incident = i.id
    UNION ALL SELECT ${COLUMNS} FROM json_each(@families) AS j CROSS JOIN incident AS i ON i.family = j.value
      AND i.resolved_at > @since
    CROSS JOIN outage AS o ON o.incident = i.id`,
  clientsWith: `SELECT o.oauth_client_id FROM outage AS o
    WHERE o.cause = ? AND o.ended_at IS NULL AND o.oauth_client_id IS NOT NULL`,
  ofClient: `SELECT ${COLUMNS} FROM outage AS o WHERE o.oauth_client_id = ? AND o.broke_at > ? ORDER BY o.broke_at`,
  add: `INSERT INTO outage (calendar_pk, workspace_id, broke_at, broke_basis, connected_at, ended_at, ended_by, cause,
      cause_basis, besides, family, platform, oauth_client_id, domain, seen_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
  change: `UPDATE outage SET broke_at = ?, broke_basis = ?, connected_at = ?, ended_at = ?, ended_by = ?, cause = ?,
      cause_basis = ?, besides = ?, family = ?, platform = ?, oauth_client_id = ?, domain = ? WHERE id = ?`,
  recast: 'UPDATE outage SET cause = ?, cause_basis = ?, besides = ?, family = ? WHERE id = ?',
  one: `SELECT ${COLUMNS} FROM outage AS o WHERE o.id = ?`,
  remove: 'DELETE FROM outage WHERE id = ?',
  setCause: `UPDATE calendar SET cause = @cause, cause_basis = @basis
    WHERE pk = @pk AND (cause IS NOT @cause OR cause_basis IS NOT @basis)`,
} as const;

type Row = [
  id: number,
  calendarPk: number,
  workspaceId: number,
  brokeAt: number,
  brokeBasis: string,
  connectedAt: number | null,
  endedAt: number | null,
  endedBy: string | null,
  cause: string,
  causeBasis: string,
  besides: string,
  family: string,
  platform: string,
  oauthClientId: string | null,
  domain: string | null,
  incident: number | null,
];

const basisOf = (word: string): CauseFound['basis'] => BASES.find((basis) => basis === word) ?? 'inferred';

function toOutage(row: Row): StoredOutage {
  const besides: unknown = JSON.parse(row[10]);
  return {
    id: row[0],
    calendarPk: row[1],
    workspaceId: row[2],
    brokeAt: row[3],
    brokeBasis: basisOf(row[4]),
    connectedAt: row[5],
    endedAt: row[6],
    endedBy: row[7] === 'connected' || row[7] === 'deleted' ? row[7] : null,
    cause: {
      code: row[8],
      basis: basisOf(row[9]),
      besides: Array.isArray(besides) ? besides.filter((code) => typeof code === 'string') : [],
    },
    family: row[11],
    platform: CALENDAR_PLATFORMS.find((platform) => platform === row[12]) ?? 'other',
    oauthClientId: row[13],
    domain: row[14],
    incident: row[15],
  };
}

/** Oldest first. */
export function outagesOfCalendar(connection: Connection, calendarPk: number): StoredOutage[] {
  return connection.all<Row>(OUTAGES_SQL.ofCalendar, [calendarPk]).map(toOutage);
}

/** Open ones, those that ended after `since`, and those of incidents that were not over by then, of these families. */
export function outagesOfFamilies(connection: Connection, families: readonly string[], since: number): StoredOutage[] {
  const list = JSON.stringify(families);
  const rows = [
    ...connection.all<Row>(OUTAGES_SQL.ofFamily, { families: list, since }),
    ...connection.all<Row>(OUTAGES_SQL.ofIncidents, { families: list, since }),
  ];
  return [...new Map(rows.map((row) => [row[0], row])).values()].map(toOutage);
}

/** OAuth clients of open outages with this cause. */
export function clientsWith(connection: Connection, cause: string): string[] {
  return [...new Set(connection.all<[string]>(OUTAGES_SQL.clientsWith, [cause]).map(([client]) => client))];
}

/** Those that began after `since`, oldest first. */
export function outagesOfClient(connection: Connection, oauthClientId: string, since: number): StoredOutage[] {
  return connection.all<Row>(OUTAGES_SQL.ofClient, [oauthClientId, since]).map(toOutage);
}

/**
 * Makes the calendar's outages exactly these, oldest first. An outage keeps its row while it is the same one: it began at the
 * same time, or it goes on, or both overlap (its beginning became known more exactly). Inside a transaction.
 */
export function saveOutages(
  connection: Connection,
  calendarPk: number,
  outages: readonly Outage[],
  at: number,
): StoredOutage[] {
  const left = outagesOfCalendar(connection, calendarPk);
  const take = (same: (stored: StoredOutage) => boolean): StoredOutage | undefined => {
    const index = left.findIndex(same);
    return index < 0 ? undefined : left.splice(index, 1)[0];
  };
  const kept = outages.map((outage) => ({ outage, stored: take(({ brokeAt }) => brokeAt === outage.brokeAt) }));
  for (const pair of kept) {
    pair.stored ??=
      take(({ endedAt }) => endedAt === null && pair.outage.endedAt === null) ??
      take((stored) => overlap(stored, pair.outage));
  }
  for (const { id } of left) connection.run(OUTAGES_SQL.remove, [id]);
  // First those that end: a calendar has one open outage at a time.
  for (const { outage, stored } of kept.toSorted(
    (a, b) => Number(a.outage.endedAt === null) - Number(b.outage.endedAt === null),
  )) {
    if (stored !== undefined && !same(stored, outage))
      connection.run(OUTAGES_SQL.change, [...valuesOf(outage), stored.id]);
  }
  for (const { outage, stored } of kept) {
    if (stored === undefined)
      connection.run(OUTAGES_SQL.add, [calendarPk, int(outage.workspaceId), ...valuesOf(outage), int(at)]);
  }
  nameCause(connection, calendarPk, outages.find(({ endedAt }) => endedAt === null)?.cause ?? null);
  return outagesOfCalendar(connection, calendarPk);
}

/** Changes the cause of one outage and what it belongs to. Inside a transaction. */
export function recastOutage(connection: Connection, id: number, cause: CauseFound, family: string): void {
  connection.run(OUTAGES_SQL.recast, [text(cause.code), cause.basis, JSON.stringify(cause.besides), text(family), id]);
  const row = connection.get<Row>(OUTAGES_SQL.one, [id]);
  if (row !== undefined && row[6] === null) nameCause(connection, row[1], cause);
}

function nameCause(connection: Connection, pk: number, cause: CauseFound | null): void {
  const changed = connection.run(OUTAGES_SQL.setCause, { pk, cause: cause?.code ?? null, basis: cause?.basis ?? null });
  if (changed > 0) connection.run(CALENDAR_TEXTS_SQL.changed);
}

function valuesOf(outage: Outage): (string | number | null)[] {
  const { cause } = outage;
  return [
    int(outage.brokeAt),
    outage.brokeBasis,
    intOrNull(outage.connectedAt),
    intOrNull(outage.endedAt),
    outage.endedBy,
    text(cause.code),
    cause.basis,
    JSON.stringify(cause.besides),
    text(outage.family),
    outage.platform,
    textOrNull(outage.oauthClientId),
    textOrNull(outage.domain),
  ];
}

const same = (stored: StoredOutage, outage: Outage): boolean =>
  JSON.stringify(valuesOf(stored)) === JSON.stringify(valuesOf(outage));

const overlap = (a: Outage, b: Outage): boolean =>
  a.brokeAt <= (b.endedAt ?? Infinity) && b.brokeAt <= (a.endedAt ?? Infinity);
