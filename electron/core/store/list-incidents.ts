/**
 * `incidents.list`: shared incidents first, then single cases, each in the order of an index. One range per state and kind,
 * merged here: there are at most eight. Resolved ones are many, and always newest first; those of some workspaces have an
 * index of their own.
 */
import type { Incident, IncidentFilter } from '../../../shared/diagnosis.ts';
import type { Page, Total } from '../../../shared/filters.ts';
import type { IncidentState } from '../../../shared/values.ts';
import { CAUSES, causeOf, UNKNOWN } from '../diagnosis/catalogue/index.ts';
import type { Bindable, Connection } from './connection.ts';
import { incidentRows } from './incident-rows.ts';
import { matcherOf } from './incident-texts.ts';
import { decodeKeys, encodeKeys } from './keyset.ts';
import { COUNT_CAP } from './list-events.ts';
import { resolveScope, scopeIds } from './scope.ts';

export type IncidentOrder = 'stake' | 'first_meeting' | 'newest';

/** What a list is sorted by within its states and kinds; the id comes last. */
const KEYS: Readonly<Record<IncidentOrder, readonly { readonly column: string; readonly desc: boolean }[]>> = {
  stake: [
    { column: 'stake', desc: true },
    { column: 'first_risk_at', desc: false },
  ],
  first_meeting: [{ column: 'first_risk_at', desc: false }],
  newest: [{ column: 'last_at', desc: true }],
};

/** Conditions on the rows of a range, answered by its index; parameters @causes, @others, @platform, @workspaces. */
export interface IncidentConditions {
  /** One of these, or (others) none of those. */
  readonly causes: boolean;
  readonly others: boolean;
  readonly platform: boolean;
  readonly scope: boolean;
}

export interface IncidentShape extends IncidentConditions {
  readonly order: IncidentOrder;
  /** workspace: resolved ones of workspace @workspace, by the copy of their keys. */
  readonly from: 'all' | 'workspace';
  /** Goes on after (@k0, @k1, @id). */
  readonly after: boolean;
  readonly limit: number;
}

const IS_RANGE = {
  all: { table: 'incident', id: 'id', on: 'state = @state AND list_key = @list' },
  workspace: {
    table: 'incident_workspace',
    id: 'incident',
    on: 'workspace_id = (@workspace + 0) AND resolved = 1 AND list_key = @list',
  },
} as const;

/** SELECT of the keys and the id of one range, in order. */
export function incidentListSql(shape: IncidentShape): string {
  const { table, id } = IS_RANGE[shape.from];
  const keys = KEYS[shape.order];
  const order = [...keys.map(({ column, desc }) => `${column}${desc ? ' DESC' : ''}`), id].join(', ');
  const columns = [...keys.map(({ column }) => column), id].join(', ');
  const after = shape.after ? ` AND ${beyond(shape.order, id)}` : '';
  return `SELECT ${columns} FROM ${table} WHERE ${conditions(shape)}${after} ORDER BY ${order} LIMIT ${shape.limit}`;
}

/** SELECT of how many the range holds, counted up to the limit. */
export function incidentCountSql(shape: Pick<IncidentShape, 'from' | 'limit'> & IncidentConditions): string {
  return `SELECT count(*) FROM (SELECT 1 FROM ${IS_RANGE[shape.from].table} WHERE ${conditions(shape)} LIMIT ${shape.limit})`;
}

function conditions(shape: Pick<IncidentShape, 'from'> & IncidentConditions): string {
  const { on, id } = IS_RANGE[shape.from];
  return [
    on,
    ...(shape.causes ? ['+cause IN (SELECT j.value FROM json_each(@causes) AS j)'] : []),
    ...(shape.others ? ['+cause NOT IN (SELECT j.value FROM json_each(@others) AS j)'] : []),
    ...(shape.platform ? ['+platform = @platform'] : []),
    ...(shape.scope
      ? [
          `EXISTS (SELECT 1 FROM incident_workspace AS w WHERE w.incident = ${id}
            AND +w.workspace_id IN (SELECT j.value FROM json_each(@workspaces) AS j))`,
        ]
      : []),
  ].join(' AND ');
}

/** The first key limits the range; what is equal is told apart while walking along it. */
function beyond(order: IncidentOrder, id: string): string {
  return KEYS[order].reduceRight(
    (rest, { column, desc }, index) =>
      `${column} ${desc ? '<' : '>'}= @k${index} AND (${column} <> @k${index} OR (${rest}))`,
    `${id} > @id`,
  );
}

type Keys = readonly number[];

/** One range of a list, with what its statements are bound to. */
interface Range {
  readonly from: IncidentShape['from'];
  readonly list: 0 | 1;
  readonly bind: Readonly<Record<string, Bindable>>;
}

interface Plan {
  readonly order: IncidentOrder;
  readonly name: string;
  readonly ranges: readonly Range[];
  readonly conditions: IncidentConditions;
}

/** Of these, at most so many are looked through for a text by one page: about 10 ms. */
const SEARCHED = 2_000;
const SEARCH_CHUNK = 1_000;

/**
 * Keys of a position: kind, then those of the order (two, the second 0 where there is one), then the id. A page that looked
 * through many resolved incidents for a text may hold fewer rows than `limit` and still have a next one; its total is exact
 * when it looked through all of them.
 */
export function listIncidents(
  connection: Connection,
  filter: IncidentFilter,
  order: IncidentOrder,
  after: string | null,
  limit: number,
): Page<Incident> {
  const plan = planOf(connection, filter, order);
  const position = after === null ? null : decodeKeys(plan.name, after, 4);
  const here = new Set(scopeIds(connection, 'all'));
  const rowsOf = (found: readonly Keys[]): Incident[] => incidentRows(connection, found.map(idOf), here);
  if (filter.text !== undefined) {
    const { found, next, total } = search(connection, plan, filter.text, position, limit);
    return { rows: rowsOf(found), next, total };
  }
  const found = take(connection, plan, position, limit + 1);
  const more = found.length > limit;
  if (more) found.pop();
  return { rows: rowsOf(found), next: more ? nextOf(plan, found) : null, total: count(connection, plan) };
}

const idOf = (keys: Keys): number => keys[3] ?? 0;

function nextOf(plan: Plan, found: readonly Keys[]): string | null {
  const last = found.at(-1);
  return last === undefined ? null : encodeKeys(plan.name, last);
}

function planOf(connection: Connection, filter: IncidentFilter, wanted: IncidentOrder): Plan {
  const scope = resolveScope(connection, filter.workspaces);
  const states = statesOf(filter.state);
  const resolved = filter.state === 'resolved';
  const order = resolved ? 'newest' : wanted;
  const lists = ([0, 1] as const).filter(
    (list) => filter.size === undefined || (filter.size === 'shared' ? 0 : 1) === list,
  );
  const causes = causesOf(filter);
  const ofWorkspaces = resolved && scope !== 'all';
  const bind = {
    ...(causes.in === null ? {} : { causes: JSON.stringify(causes.in) }),
    ...(causes.notIn === null ? {} : { others: JSON.stringify(causes.notIn) }),
    ...(filter.platform === undefined ? {} : { platform: filter.platform }),
    ...(scope === 'all' || ofWorkspaces ? {} : { workspaces: JSON.stringify(scope) }),
  };
  return {
    order,
    name: `incidents:${order}`,
    ranges: lists.flatMap((list): Range[] =>
      ofWorkspaces
        ? scope.map((workspace) => ({ from: 'workspace', list, bind: { ...bind, list, workspace } }))
        : states.map((state) => ({ from: 'all', list, bind: { ...bind, list, state } })),
    ),
    conditions: {
      causes: causes.in !== null,
      others: causes.notIn !== null,
      platform: filter.platform !== undefined,
      scope: scope !== 'all' && !ofWorkspaces,
    },
  };
}

function statesOf(state: IncidentFilter['state']): readonly IncidentState[] {
  if (state === undefined) return ['open', 'acknowledged', 'snoozed'];
  return state === 'inbox' ? ['open'] : [state];
}

/** Codes that the filter lets through. Codes that this version does not know are the unknown cause. */
function causesOf({ cause, party }: IncidentFilter): { in: readonly string[] | null; notIn: readonly string[] | null } {
  if (cause === undefined && party === undefined) return { in: null, notIn: null };
  const fits = (code: string): boolean =>
    (cause === undefined || code === cause) && (party === undefined || causeOf(code).party === party);
  const codes = CAUSES.map(({ code }) => code);
  return fits(UNKNOWN.code)
    ? { in: null, notIn: codes.filter((code) => !fits(code)) }
    : { in: codes.filter(fits), notIn: null };
}

/** The next ones after a position, in the order of the list. */
function take(connection: Connection, plan: Plan, position: Keys | null, limit: number): Keys[] {
  const found: Keys[] = [];
  for (const list of [0, 1] as const) {
    if (found.length >= limit || (position !== null && list < (position[0] ?? 0))) continue;
    const after = position !== null && position[0] === list ? position : null;
    const ranges = plan.ranges.filter((range) => range.list === list);
    const rows = ranges.flatMap((range) => fetch(connection, plan, range, after, limit - found.length));
    found.push(...distinct(rows.sort(compareOf(plan.order))).slice(0, limit - found.length));
  }
  return found;
}

function fetch(
  connection: Connection,
  plan: Plan,
  { from, list, bind }: Range,
  after: Keys | null,
  limit: number,
): Keys[] {
  const sql = incidentListSql({ ...plan.conditions, order: plan.order, from, after: after !== null, limit });
  const [, k0 = 0, k1 = 0, id = 0] = after ?? [];
  const keys = KEYS[plan.order].length > 1 ? { k0, k1 } : { k0 };
  const rows = connection.all<number[]>(sql, { ...bind, ...(after === null ? {} : { ...keys, id }) });
  return rows.map((row) => [list, row[0] ?? 0, row.length > 2 ? (row[1] ?? 0) : 0, row.at(-1) ?? 0]);
}

function compareOf(order: IncidentOrder): (a: Keys, b: Keys) => number {
  const signs = KEYS[order].map(({ desc }) => (desc ? -1 : 1));
  return (a, b) =>
    signs.reduce((before, sign, index) => before || sign * ((a[index + 1] ?? 0) - (b[index + 1] ?? 0)), 0) ||
    idOf(a) - idOf(b);
}

/** In order: an incident of several workspaces comes once for each. */
const distinct = (rows: readonly Keys[]): Keys[] =>
  rows.filter((row, index) => idOf(row) !== idOf(rows[index - 1] ?? []));

function count(connection: Connection, plan: Plan): Total {
  // A single case is in one workspace; a shared incident may be in several, so that those are counted by name.
  if (plan.ranges.filter(({ from, list }) => from === 'workspace' && list === 0).length > 1) {
    const shared = { ...plan, ranges: plan.ranges.filter(({ list }) => list === 0) };
    const single = { ...plan, ranges: plan.ranges.filter(({ list }) => list === 1) };
    return sum([sized(take(connection, shared, null, COUNT_CAP + 1).length), count(connection, single)]);
  }
  return sum(
    plan.ranges.map(({ from, bind }) => {
      const sql = incidentCountSql({ ...plan.conditions, from, limit: COUNT_CAP + 1 });
      return sized(connection.get<[number]>(sql, bind)?.[0] ?? 0);
    }),
  );
}

const sized = (found: number): Total =>
  found > COUNT_CAP ? { count: COUNT_CAP, exact: false } : { count: found, exact: true };

const sum = (totals: readonly Total[]): Total => {
  const all = totals.reduce((total, one) => total + one.count, 0);
  return totals.every(({ exact }) => exact) ? sized(all) : { count: COUNT_CAP, exact: false };
};

function search(
  connection: Connection,
  plan: Plan,
  text: string,
  position: Keys | null,
  limit: number,
): { found: Keys[]; next: string | null; total: Total } {
  const matching = matcherOf(connection, text);
  const found: Keys[] = [];
  let at = position;
  let looked = 0;
  let ended = false;
  // Later pages need no total, so they stop when they are full.
  while (!ended && looked < SEARCHED && (position === null || found.length <= limit)) {
    const rows = take(connection, plan, at, SEARCH_CHUNK);
    const ids = matching(rows.map(idOf));
    found.push(...rows.filter((row) => ids.has(idOf(row))));
    looked += rows.length;
    ended = rows.length < SEARCH_CHUNK;
    at = rows.at(-1) ?? at;
  }
  const shown = found.slice(0, limit);
  const next = found.length > limit ? nextOf(plan, shown) : ended || at === null ? null : encodeKeys(plan.name, at);
  return { found: shown, next, total: { count: found.length, exact: ended && position === null } };
}
