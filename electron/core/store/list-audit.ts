/** `audit.list` and `audit.get`: the audit log newest first, as merges of index ranges like all lists (merge.ts). */
import type { AuditDetail, AuditEntry, AuditFilter, EventRef } from '../../../shared/actions.ts';
import type { Page } from '../../../shared/filters.ts';
import { AUDIT_STATES } from '../../../shared/values.ts';
import { AUDIT_COLUMNS, auditFacet, toAuditEntry } from './audit-entries.ts';
import type { AuditTuple } from './audit-entries.ts';
import { NO_START, NO_UPDATE } from './codec.ts';
import type { Bindable, Connection } from './connection.ts';
import { continuation, decodeNumber, encodePosition } from './keyset.ts';
import type { Position } from './keyset.ts';
import { chunks, counted, named } from './list-events.ts';
import { facetRanges, mergeSql, workspacesPerMerge } from './merge.ts';
import type { MergeShape, Range } from './merge.ts';

export const LIST_AUDIT_SQL = {
  actions: 'SELECT id, name FROM audit_action ORDER BY id',
  one: `SELECT ${AUDIT_COLUMNS} FROM audit_entry AS e WHERE e.pk = ?`,
  byPks: `SELECT ${AUDIT_COLUMNS} FROM json_each(?) AS j CROSS JOIN audit_entry AS e ON e.pk = j.value`,
  ofFacets: `SELECT ${AUDIT_COLUMNS} FROM json_each(?) AS j CROSS JOIN audit_entry AS e ON e.facet = j.value`,
  records: 'SELECT n, at, type, body, hash FROM audit_record WHERE entry = ? ORDER BY n',
  botsOfEvent: `SELECT b.bot_id FROM event AS e CROSS JOIN bot_entry AS b ON b.event_pk = e.pk
    WHERE e.workspace_id = ? AND e.id = ? ORDER BY b.n DESC`,
} as const;

/** The statement of a list of whole rows. */
export function auditListSql(shape: MergeShape): string {
  return `SELECT m.k, m.f, m.p, ${AUDIT_COLUMNS} FROM (${mergeSql(shape)}) AS m CROSS JOIN audit_entry AS e ON e.pk = m.p`;
}

/** The same rows, each with whether it contains @text. */
export function auditSearchSql(shape: MergeShape): string {
  return `SELECT m.k, m.f, m.p, instr(e.search, @text) > 0 FROM (${mergeSql(shape)}) AS m
    CROSS JOIN audit_entry AS e ON e.pk = m.p`;
}

type Placed = readonly [key: number, facet: number, pk: number, ...unknown[]];
type Listed = readonly [key: number, facet: number, pk: number, ...AuditTuple];
type Searched = readonly [key: number, facet: number, pk: number, hit: number];

const ORDER = 'audit';
/** Entries looked through for a text at once: about 50 ms. */
const SEARCHED = 50_000;
const SEARCH_CHUNK = 2_000;
/** Bots of one event whose entries are listed with the event's own, the latest first. */
const BOTS = 20;

/**
 * Newest first. A page that looked through {@link SEARCHED} entries for a text may hold fewer rows than `limit` and still have
 * a next one; totals are of the first page, and exact there when it looked through everything.
 */
export function listAudit(
  connection: Connection,
  filter: AuditFilter,
  after: string | null,
  limit: number,
): Page<AuditEntry> {
  const position = after === null ? null : decodeNumber(ORDER, after);
  const plan = planOf(connection, filter, position);
  if (plan === null) return { rows: [], next: null, total: { count: 0, exact: true } };
  if (filter.text !== undefined) return searchAudit(connection, plan, filter.text.toLowerCase(), position, limit);
  const rows = fetch<Listed>(connection, plan, auditListSql, position, limit + 1);
  const more = rows.length > limit;
  if (more) rows.pop();
  return {
    rows: rows.map(([, , , ...row]) => toAuditEntry(row)),
    next: more ? encodeLast(rows) : null,
    total: counted(connection, plan.shape, plan.groups, plan.bind),
  };
}

function searchAudit(
  connection: Connection,
  plan: Plan,
  text: string,
  position: Position<number> | null,
  limit: number,
): Page<AuditEntry> {
  const found: Searched[] = [];
  let at = position;
  let looked = 0;
  let ended = false;
  // Later pages need no total, so they stop when they are full.
  while (!ended && looked < SEARCHED && (position === null || found.length <= limit)) {
    const rows = fetch<Searched>(connection, plan, auditSearchSql, at, SEARCH_CHUNK, { text });
    found.push(...rows.filter(([, , , hit]) => hit !== 0));
    looked += rows.length;
    ended = rows.length < SEARCH_CHUNK;
    at = positionOf(rows) ?? at;
  }
  const shown = found.slice(0, limit);
  const next = found.length > limit ? positionOf(shown) : ended ? null : at;
  const pks = JSON.stringify(shown.map(([, , pk]) => pk));
  return {
    rows: connection.all<AuditTuple>(LIST_AUDIT_SQL.byPks, [pks]).map(toAuditEntry),
    next: next === null ? null : encodePosition(ORDER, next),
    total: { count: found.length, exact: ended && position === null },
  };
}

function encodeLast(rows: readonly Placed[]): string | null {
  const position = positionOf(rows);
  return position === null ? null : encodePosition(ORDER, position);
}

/** Of the last row; null where there is none. */
function positionOf(rows: readonly Placed[]): Position<number> | null {
  const last = rows.at(-1);
  return last === undefined ? null : { key: last[0], facet: last[1], pk: last[2], ties: rows[0]?.[0] === last[0] };
}

interface Plan {
  readonly shape: Omit<MergeShape, 'after' | 'workspaces' | 'limit'>;
  /** Workspaces per statement; one empty group means "ranges over all workspaces". */
  readonly groups: readonly (readonly number[])[];
  readonly bind: Readonly<Record<string, Bindable>>;
}

/**
 * Null: nothing can match. Unlike other lists this one also shows workspaces that were removed, so that its scope is taken
 * as it comes.
 */
function planOf(connection: Connection, filter: AuditFilter, position: Position<number> | null): Plan | null {
  const scope = filter.workspaces === 'all' ? 'all' : [...new Set(filter.workspaces)];
  const window = filter.from !== undefined || filter.to !== undefined;
  const bind: Record<string, Bindable> = window ? { from: filter.from ?? NO_UPDATE, to: filter.to ?? NO_START } : {};
  const facets = facetsOf(connection, filter);
  if (facets.length === 0 || scope.length === 0) return null;
  const shape = { table: 'audit_entry', key: 'at', direction: 'desc', window } as const;
  if (filter.calendar === undefined && filter.event === undefined && filter.jobId === undefined) {
    const ranges = facetRanges(facets);
    const groups = scope === 'all' ? [[]] : chunks(scope, workspacesPerMerge(ranges.length, continuation(position)));
    return { shape: { ...shape, ranges }, groups, bind };
  }
  if (filter.jobId !== undefined) bind['job'] = filter.jobId;
  // No entry is about both.
  if (filter.calendar !== undefined && filter.event !== undefined) return null;
  const subject = filter.calendar ?? filter.event;
  if (subject !== undefined) {
    if (scope !== 'all' && !scope.includes(subject.workspaceId)) return null;
    bind['workspace'] = subject.workspaceId;
    bind[filter.calendar === undefined ? 'event' : 'calendar'] = subject.id;
  }
  const bots = filter.event === undefined ? [] : botsOf(connection, filter.event);
  for (const [at, bot] of bots.entries()) bind[`b${at}`] = bot;
  const among = filter.action === undefined && filter.state === undefined ? null : facets;
  return { shape: { ...shape, ranges: subjectRanges(filter, among, scope, bots.length) }, groups: [[]], bind };
}

/** The latest bots of an event, present and gone: what was done to one of them is part of the event's story. */
function botsOf(connection: Connection, { workspaceId, id }: EventRef): string[] {
  const entries = connection.all<[string]>(LIST_AUDIT_SQL.botsOfEvent, [workspaceId, id]);
  return [...new Set(entries.map(([bot]) => bot))].slice(0, BOTS);
}

/**
 * One calendar (@workspace, @calendar), one event (@workspace, @event) with its bots (@b0 …), or one job (@job): a few ranges, in
 * which few rows are left out by the rest.
 */
export function subjectRanges(
  filter: Pick<AuditFilter, 'calendar' | 'event' | 'jobId'>,
  facets: readonly number[] | null,
  scope: 'all' | readonly number[],
  bots: number,
): Range[] {
  const among = facets === null ? [] : [`+facet IN (${facets.join(', ')})`];
  const where = (conditions: readonly string[]): Pick<Range, 'where'> =>
    conditions.length === 0 ? {} : { where: conditions.join(' AND ') };
  const job = filter.jobId === undefined ? [] : ['+job_id = @job'];
  const of = (target: 'calendar' | 'event' | 'bot', id: string): Range => ({
    on: `target = '${target}' AND workspace_id = (@workspace + 0) AND target_id = @${id}`,
    index: `audit_entry_by_${target}`,
    ...where([...among, ...job]),
  });
  if (filter.calendar !== undefined) return [of('calendar', 'calendar')];
  if (filter.event !== undefined) {
    return [of('event', 'event'), ...Array.from({ length: bots }, (_, at) => of('bot', `b${at}`))];
  }
  // Whole numbers, checked by the contract: as parameters there would be a statement for every number of them.
  const workspaces = scope === 'all' ? [] : [`+workspace_id IN (${scope.map(Number).join(', ')})`];
  return [{ on: 'job_id = @job', index: 'audit_entry_by_job', ...where([...among, ...workspaces]) }];
}

/** Facets of the actions that ever occurred, as far as the filter lets them through. */
function facetsOf(connection: Connection, { action, state }: Pick<AuditFilter, 'action' | 'state'>): number[] {
  return connection
    .all<[number, string]>(LIST_AUDIT_SQL.actions)
    .filter(([, name]) => action === undefined || name === action)
    .flatMap(([id]) =>
      AUDIT_STATES.filter((known) => state === undefined || known === state).map((known) => auditFacet(id, known)),
    );
}

/** At most `limit` rows after the position, in the order of the list. */
function fetch<Row extends Placed>(
  connection: Connection,
  plan: Plan,
  sqlOf: (shape: MergeShape) => string,
  position: Position<number> | null,
  limit: number,
  bind: Readonly<Record<string, Bindable>> = {},
): Row[] {
  const after = continuation(position);
  const at: Record<string, Bindable> = position === null ? {} : { k: position.key, f: position.facet, p: position.pk };
  const rows = plan.groups.flatMap((workspaces) => {
    const sql = sqlOf({ ...plan.shape, workspaces: workspaces.length, after, limit });
    return connection.all<Row>(sql, { ...plan.bind, ...bind, ...named(workspaces), ...at });
  });
  return plan.groups.length === 1 ? rows : rows.sort(newestFirst).slice(0, limit);
}

const newestFirst = (a: Placed, b: Placed): number => b[0] - a[0] || b[1] - a[1] || b[2] - a[2];

type RecordTuple = [n: number, at: number, type: string, body: string, hash: string];

/** Null when there is no such entry. */
export function auditDetail(connection: Connection, n: number): AuditDetail | null {
  const row = connection.get<AuditTuple>(LIST_AUDIT_SQL.one, [n]);
  if (row === undefined) return null;
  return {
    entry: toAuditEntry(row),
    records: connection
      .all<RecordTuple>(LIST_AUDIT_SQL.records, [n])
      .map(([record, at, type, body, hash]) => ({ n: record, at, type, body, hash })),
  };
}

/** Entries still `intended`, oldest first. */
export function openEntries(connection: Connection): AuditEntry[] {
  const facets = JSON.stringify(facetsOf(connection, { state: 'intended' }));
  return connection
    .all<AuditTuple>(LIST_AUDIT_SQL.ofFacets, [facets])
    .map(toAuditEntry)
    .sort((a, b) => a.n - b.n);
}
