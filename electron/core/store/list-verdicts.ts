/**
 * Lists of events filtered by what was concluded about them, as ranges of the indexes of `verdict`: the filter that leaves fewest
 * rows leads, the others are told apart while walking along its index. Sorted by what was true when the event was judged.
 */
import type { EventFilter } from '../../../shared/filters.ts';
import { EXTERNALS } from '../../../shared/values.ts';
import { STANDINGS } from '../diagnosis/events/standings.ts';
import type { Bindable, Connection } from './connection.ts';
import { EVENT_FACETS, eventFacets } from './facets.ts';
import { identity } from './fingerprint.ts';
import type { MergeShape, Range } from './merge.ts';
import { resolveScope, scopeIds } from './scope.ts';

export const LIST_VERDICTS_SQL = {
  calendar: 'SELECT pk FROM calendar WHERE workspace_id = ? AND id = ?',
  domain: 'SELECT id FROM mail_domain WHERE name = ?',
  /** Standings that occur, by jumping from one to the next: as many steps as there are. */
  present: `WITH RECURSIVE present (workspace, standing) AS (
      SELECT j.value, (SELECT min(v.standing) FROM verdict AS v WHERE v.workspace_id = j.value) FROM json_each(?) AS j
      UNION ALL SELECT workspace, (SELECT min(v.standing) FROM verdict AS v
        WHERE v.workspace_id = present.workspace AND v.standing > present.standing) FROM present WHERE standing IS NOT NULL)
    SELECT standing FROM present WHERE standing IS NOT NULL`,
} as const;

/** Fields of a filter that are only known once an event was judged. */
export const JUDGED = ['verdicts', 'reason', 'external', 'domain', 'organizer', 'breaksRecipe'] as const;

export const isJudged = (filter: EventFilter): boolean => JUDGED.some((field) => filter[field] !== undefined);

/** Numbers of the standings that a filter lets through. */
export function standingsOf({ verdicts, reason }: Pick<EventFilter, 'verdicts' | 'reason'>): number[] {
  const wanted = ({ verdict, reason: own }: (typeof STANDINGS)[number]): boolean =>
    (verdicts === undefined || verdicts.includes(verdict)) && (reason === undefined || own === reason);
  return STANDINGS.flatMap((standing, number) => (wanted(standing) ? [number] : []));
}

/** A mail domain as people write it, e.g. `@ACME.com`, as it is kept. */
export const domainName = (written: string): string => written.trim().replace(/^@/, '').toLowerCase();

/** Id of a mail domain; null: no event has it. */
export function domainId(connection: Connection, written: string): number | null {
  return connection.get<[number]>(LIST_VERDICTS_SQL.domain, [domainName(written)])?.[0] ?? null;
}

/** What a filter means: parts of a merge (merge.ts). */
export interface JudgedRanges {
  readonly table: MergeShape['table'];
  readonly ranges: readonly Range[];
  /** Each has ranges of its own; null: they span all. */
  readonly workspaces: readonly number[] | null;
  /** Standings lead: each is a range. */
  readonly byStanding: boolean;
  readonly bind: Readonly<Record<string, Bindable>>;
}

/**
 * Null: nothing can match. Speaks of @calendar, @domain, @organizer and @scope, which are in `bind`. With `oneByOne`, where standings lead
 * there is one range, which speaks of @standing.
 */
export function judgedRanges(connection: Connection, filter: EventFilter, oneByOne = false): JudgedRanges | null {
  const standings = standingsOf(filter);
  const facets = eventFacets(filter);
  const scope = resolveScope(connection, filter.workspaces);
  if (standings.length === 0 || facets.length === 0) return null;

  const bind: Record<string, Bindable> = {};
  const tests: Partial<Record<'standing' | 'external' | 'domain' | 'organizer' | 'breaks', string>> = {};
  if (standings.length < STANDINGS.length) tests.standing = `standing IN (${standings.join(', ')})`;
  if (filter.external !== undefined) tests.external = `external = ${EXTERNALS.indexOf(filter.external)}`;
  if (filter.domain !== undefined) {
    const id = domainId(connection, filter.domain);
    if (id === null) return null;
    bind['domain'] = id;
    tests.domain = 'domain = @domain';
  }
  if (filter.organizer !== undefined) {
    bind['organizer'] = identity(filter.organizer.trim().toLowerCase());
    tests.organizer = 'organizer = @organizer';
  }
  if (filter.breaksRecipe !== undefined) tests.breaks = 'breaks = 1';
  // The plus keeps SQLite from looking the facets up, which would end the order of the index.
  const inFacets = facets.length < EVENT_FACETS.length ? [`+facet IN (${facets.join(', ')})`] : [];

  if (filter.calendar !== undefined) {
    const { workspaceId, id } = filter.calendar;
    const pk = connection.get<[number]>(LIST_VERDICTS_SQL.calendar, [workspaceId, id])?.[0];
    if (pk === undefined) return null;
    const judged = ['v.pk = event.pk', ...Object.values(tests).map((test) => `v.${test}`)].join(' AND ');
    const where = [...inFacets, `EXISTS (SELECT 1 FROM verdict AS v WHERE ${judged})`].join(' AND ');
    const ranges = [{ on: 'calendar_pk = @calendar', where, index: 'event_by_calendar' }];
    return { table: 'event', ranges, workspaces: null, byStanding: false, bind: { ...bind, calendar: pk } };
  }

  const ids = scope === 'all' ? scopeIds(connection, 'all') : scope;
  if (ids.length === 0) return null;
  const scopeJson = JSON.stringify(ids);
  bind['scope'] = scopeJson;
  const inScope = scope === 'all' ? [] : ['+workspace_id IN (SELECT value FROM json_each(@scope))'];
  const range = (index: string, on: string, conditions: readonly (string | undefined)[]): Range => {
    const where = conditions.filter((condition) => condition !== undefined).join(' AND ');
    return { index, on, ...(where === '' ? {} : { where }) };
  };

  const each = (numbers: readonly number[]): string[] =>
    oneByOne ? ['standing = (@standing + 0)'] : numbers.map((one) => `standing = ${one}`);
  const { standing, external, domain, organizer, breaks } = tests;
  if (organizer !== undefined) {
    const rest = [standing, external, domain, breaks, ...inFacets, ...inScope];
    const ranges = [range('verdict_by_organizer', `${organizer} AND organizer <> 0`, rest)];
    return { table: 'verdict', ranges, workspaces: null, byStanding: false, bind };
  }
  if (breaks !== undefined) {
    const ranges = [range('verdict_breaking', breaks, [standing, external, domain, ...inFacets])];
    return { table: 'verdict', ranges, workspaces: ids, byStanding: false, bind };
  }
  if (domain !== undefined) {
    const rest = [external, ...inFacets, ...inScope];
    const ranges = each(standings).map((one) => range('verdict_by_domain', `${domain} AND ${one}`, rest));
    return { table: 'verdict', ranges, workspaces: null, byStanding: true, bind };
  }
  // Each is an arm for every workspace: those without rows would be most of a merge.
  const present = standings.length <= FEW ? standings : presentOf(connection, scopeJson, standings);
  if (present.length === 0) return null;
  const ranges = each(present).map((one) => range('verdict_by_workspace', one, [external, ...inFacets]));
  return { table: 'verdict', ranges, workspaces: ids, byStanding: true, bind };
}

/** As many standings are asked for without looking which of them occur. */
const FEW = 8;

function presentOf(connection: Connection, scope: string, standings: readonly number[]): number[] {
  const present = new Set(connection.all<[number]>(LIST_VERDICTS_SQL.present, [scope]).map(([standing]) => standing));
  return standings.filter((standing) => present.has(standing));
}
