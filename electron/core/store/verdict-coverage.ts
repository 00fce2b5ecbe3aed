/** How well the meetings of customers (mail domains of mailboxes) are covered in a span of time. */
import type { Page, WorkspaceScope } from '../../../shared/filters.ts';
import { EXTERNALS, VERDICTS } from '../../../shared/values.ts';
import type { DomainCoverage, External, Verdict, VerdictCounts } from '../../../shared/verdicts.ts';
import { STANDINGS } from '../diagnosis/events/standings.ts';
import { mailDomain } from '../diagnosis/mail-domains.ts';
import { calendarTexts, compareKeys } from './calendar-texts.ts';
import type { Connection } from './connection.ts';
import { decodeText, encodePosition } from './keyset.ts';
import { domainId } from './list-verdicts.ts';
import { scopeIds } from './scope.ts';

const numbersOf = (wanted: (verdict: Verdict) => boolean): string =>
  STANDINGS.flatMap(({ verdict }, number) => (wanted(verdict) ? [number] : [])).join(', ');

/** A meeting ahead with one of these is not safe. */
const UNSAFE = numbersOf((verdict) => ['will_be_missed', 'wrong_time', 'duplicate'].includes(verdict));
const PROBLEMS = numbersOf((verdict) => ['will_be_missed', 'wrong_time', 'duplicate', 'missed'].includes(verdict));
const ANY = numbersOf(() => true);

/** @external null: any. */
const MATCHING = `start_at >= (@from + 0) AND start_at < (@to + 0) AND (@external IS NULL OR external = @external)
  AND +workspace_id IN (SELECT value FROM json_each(@scope))`;

export const VERDICT_COVERAGE_SQL = {
  domains: 'SELECT id, name FROM mail_domain',
  problems: `SELECT domain, count(*), min(iif(standing IN (${UNSAFE}), start_at, NULL))
    FROM json_each(@scope) AS j CROSS JOIN verdict INDEXED BY verdict_by_workspace
    WHERE workspace_id = j.value AND standing IN (${PROBLEMS}) AND start_at >= @from AND start_at < @to
      AND (@external IS NULL OR external = @external) AND domain <> 0
    GROUP BY domain`,
  any: `SELECT 1 FROM verdict INDEXED BY verdict_by_domain WHERE domain = (@domain + 0) AND standing IN (${ANY})
    AND ${MATCHING} LIMIT 1`,
  counts: `SELECT standing, count(*) FROM verdict INDEXED BY verdict_by_domain
    WHERE domain = (@domain + 0) AND standing IN (${ANY}) AND ${MATCHING} GROUP BY standing`,
} as const;

/** What is asked of every domain. */
interface Asked {
  readonly from: number;
  readonly to: number;
  readonly external: number | null;
  readonly scope: string;
}

interface Query {
  readonly workspaces: WorkspaceScope;
  readonly external?: External | undefined;
}

const ORDER = 'coverage';
/** Domains beyond this many are not counted, only listed. */
const COUNTED_DOMAINS = 2_000;

/** Domains with events in the span: those with most problems first, then by name. */
export function coverage(
  connection: Connection,
  query: Query & { readonly from: number; readonly to: number },
  after: string | null,
  limit: number,
): Page<DomainCoverage> {
  const asked = askedOf(connection, query, query.from, query.to);
  const position = after === null ? null : decodeText(ORDER, after);
  const ids = new Map<string, number>();
  const names = new Map<number, string>();
  for (const [id, name] of connection.all<[number, string]>(VERDICT_COVERAGE_SQL.domains)) {
    ids.set(name, id);
    names.set(id, name);
  }
  const troubled = connection
    .all<[domain: number, problems: number, first: number | null]>(VERDICT_COVERAGE_SQL.problems, { ...asked })
    .map(([id, problems, firstAt]) => ({ name: names.get(id) ?? '', id, problems, firstAt }))
    .sort((a, b) => b.problems - a.problems || compareKeys(a.name, b.name));
  const isTroubled = new Set(troubled.map(({ name }) => name));
  const calm = domainsIn(connection, query.workspaces)
    .filter((name) => ids.has(name) && !isTroubled.has(name))
    .map((name) => ({ name, id: ids.get(name) ?? 0, problems: 0, firstAt: null }));
  const has = (id: number): boolean => connection.get(VERDICT_COVERAGE_SQL.any, { ...asked, domain: id }) !== undefined;

  const page: typeof troubled = [];
  const isAfter = ({ name, problems }: { name: string; problems: number }): boolean =>
    position === null ||
    problems < position.facet ||
    (problems === position.facet && compareKeys(name, position.key) > 0);
  for (const domain of [...troubled, ...calm]) {
    if (page.length > limit) break;
    if (isAfter(domain) && (domain.problems > 0 || has(domain.id))) page.push(domain);
  }
  const more = page.length > limit;
  const shown = page.slice(0, limit);
  const last = shown.at(-1);
  const looked = calm.slice(0, COUNTED_DOMAINS);
  return {
    rows: shown.map(({ name, id, firstAt }) => ({
      domain: name,
      counts: countsOf(connection, id, asked),
      firstProblemAt: firstAt,
    })),
    next:
      more && last !== undefined
        ? encodePosition(ORDER, { key: last.name, facet: last.problems, pk: 0, ties: false })
        : null,
    total: {
      count: troubled.length + looked.filter(({ id }) => has(id)).length,
      exact: looked.length === calm.length,
    },
  };
}

/** Counts between every two edges (ms UTC, ascending). */
export function domainCoverage(
  connection: Connection,
  query: Query & { readonly domain: string; readonly edges: readonly number[] },
): { from: number; to: number; counts: VerdictCounts }[] {
  const id = domainId(connection, query.domain);
  return query.edges.slice(1).map((to, index) => {
    const from = query.edges[index] ?? to;
    return { from, to, counts: countsOf(connection, id, askedOf(connection, query, from, to)) };
  });
}

function askedOf(connection: Connection, { workspaces, external }: Query, from: number, to: number): Asked {
  const scope = JSON.stringify(scopeIds(connection, workspaces));
  return { from, to, external: external === undefined ? null : EXTERNALS.indexOf(external), scope };
}

function countsOf(connection: Connection, domain: number | null, asked: Asked): VerdictCounts {
  const counts = noCounts();
  if (domain === null) return counts;
  for (const [number, n] of connection.all<[number, number]>(VERDICT_COVERAGE_SQL.counts, { ...asked, domain })) {
    const verdict = STANDINGS[number]?.verdict;
    if (verdict !== undefined) counts[verdict] += n;
  }
  return counts;
}

/** No event of any verdict. */
export function noCounts(): VerdictCounts {
  // Every verdict is a key.
  return Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as VerdictCounts;
}

/** Mail domains of the mailboxes in these workspaces, by name. */
function domainsIn(connection: Connection, scope: WorkspaceScope): string[] {
  const workspaces = new Set(scopeIds(connection, scope));
  const domains = new Set<string>();
  for (const [, workspaceId, , addresses] of calendarTexts(connection)) {
    if (!workspaces.has(workspaceId)) continue;
    const [email = '', oauthEmail = ''] = addresses.split('\n');
    const domain = mailDomain(email === '' ? oauthEmail : email);
    if (domain !== null) domains.add(domain);
  }
  return [...domains].sort(compareKeys);
}
