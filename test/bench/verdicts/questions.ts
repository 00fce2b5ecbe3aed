/** Every question about verdicts that the interface puts to the replica, with inputs drawn from the file itself. */
import type { Reader } from '../../../electron/core/store/types.ts';
import { Rng } from '../../../electron/simulator/rng.ts';
import type { EventFilter, WorkspaceScope } from '../../../shared/filters.ts';
import { DAY_MS } from '../../../shared/time.ts';
import { EXTERNALS, VERDICT_REASONS, VERDICTS } from '../../../shared/values.ts';

export interface VerdictQuestion {
  readonly name: string;
  readonly kind: 'list' | 'deep' | 'counts' | 'domain' | 'coverage';
  readonly ask: () => unknown;
}

const LIMIT = 100;
const DIRECTIONS = ['asc', 'desc'] as const;
const DAYS = 7;
/** So many pages down: what scrolling to the middle of a long list asks for. */
const DEEP_PAGES = 30;

/** `now` is when the file was built, ms UTC. */
export function verdictQuestions(reader: Reader, now: number): VerdictQuestion[] {
  const rng = new Rng(21);
  const workspaces = reader.workspaces().map(({ id }) => id);
  const scopes: readonly (readonly [string, () => WorkspaceScope])[] = [
    ['all', () => 'all'],
    ['one', () => [rng.pick(workspaces)]],
    ['three', () => [rng.pick(workspaces), rng.pick(workspaces), rng.pick(workspaces)]],
  ];
  const { rows } = reader.listEvents({ workspaces: 'all', from: now }, { by: 'start', direction: 'asc' }, null, 200);
  const organizers = rows.map(({ organizerEmail }) => organizerEmail).filter((email) => email !== null);
  const domains = domainsOf(reader, now);
  const window = (): Pick<EventFilter, 'from' | 'to'> => {
    const from = now + rng.int(0, 20) * DAY_MS;
    return { from, to: from + DAYS * DAY_MS };
  };
  const made: VerdictQuestion[] = [];
  const list = (
    name: string,
    filter: () => EventFilter,
    directions: readonly ('asc' | 'desc')[] = DIRECTIONS,
  ): void => {
    for (const direction of directions) {
      const ask = (after: string | null) => reader.listEvents(filter(), { by: 'start', direction }, after, LIMIT);
      made.push({ name: `${name} ${direction}`, kind: 'list', ask: () => ask(null) });
    }
  };
  for (const [scopeName, scope] of scopes) {
    const add = (name: string, more: () => Omit<EventFilter, 'workspaces'>): void => {
      list(`${scopeName} ${name}`, () => ({ workspaces: scope(), ...more() }));
      list(`${scopeName} ${name}, 7 days`, () => ({ workspaces: scope(), ...more(), ...window() }));
    };
    for (const verdict of VERDICTS) {
      add(verdict, () => ({ verdicts: [verdict] }));
      for (const external of EXTERNALS) add(`${verdict} ${external}`, () => ({ verdicts: [verdict], external }));
      add(`${verdict} of a domain`, () => ({ verdicts: [verdict], domain: rng.pick(domains) }));
      add(`${verdict} of an organiser`, () => ({ verdicts: [verdict], organizer: rng.pick(organizers) }));
      add(`${verdict} with a link of Zoom`, () => ({ verdicts: [verdict], meetingPlatform: 'zoom' }));
    }
    for (const reason of VERDICT_REASONS)
      list(`${scopeName} ${reason}`, () => ({ workspaces: scope(), reason }), ['asc']);
    add('problems', () => ({ verdicts: ['will_be_missed', 'wrong_time', 'duplicate'] }));
    add('problems, external, of a domain', () => ({
      verdicts: ['will_be_missed', 'wrong_time', 'duplicate'],
      external: 'external',
      domain: rng.pick(domains),
    }));
    add('domain', () => ({ domain: rng.pick(domains) }));
    add('organiser', () => ({ organizer: rng.pick(organizers) }));
    for (const external of EXTERNALS) add(external, () => ({ external }));
    add('breaks the recipe', () => ({ breaksRecipe: true }));
    made.push(...deepPages(reader, scopeName, scope, now));
    made.push({
      name: `${scopeName} reasons, 7 days`,
      kind: 'counts',
      ask: () => reader.reasonCounts({ workspaces: scope(), ...window() }),
    });
    made.push({
      name: `${scopeName} coverage, 7 days`,
      kind: 'coverage',
      ask: () => reader.coverage({ workspaces: scope(), from: now, to: now + DAYS * DAY_MS }, null, LIMIT),
    });
    for (const external of [undefined, 'external'] as const) {
      const edges = Array.from({ length: DAYS + 1 }, (_, day) => now + day * DAY_MS);
      const [domain = ''] = domains;
      made.push({
        name: `${scopeName} ${domain} ${external ?? 'all meetings'}`,
        kind: 'domain',
        ask: () => reader.domainCoverage({ workspaces: scope(), domain, external, edges }),
      });
    }
  }
  return made;
}

/** Lists that are walked page by page and begin again after {@link DEEP_PAGES}. */
function deepPages(reader: Reader, scopeName: string, scope: () => WorkspaceScope, now: number): VerdictQuestion[] {
  const [covered, missed] = [['covered'], ['will_be_missed']] as const;
  return [covered, missed].map((verdicts): VerdictQuestion => {
    const workspaces = scope();
    let after: string | null = null;
    let page = 0;
    return {
      name: `${scopeName} ${verdicts[0]}, page after page`,
      kind: 'deep',
      ask: () => {
        const answer = reader.listEvents(
          { workspaces, verdicts: [...verdicts], from: now },
          { by: 'start', direction: 'asc' },
          after,
          LIMIT,
        );
        page = (page + 1) % DEEP_PAGES;
        after = page === 0 ? null : answer.next;
      },
    };
  });
}

/** Customer domains with meetings in the next week, the largest first. */
function domainsOf(reader: Reader, now: number): string[] {
  const size = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((sum, n) => sum + n, 0);
  return reader
    .coverage({ workspaces: 'all', from: now, to: now + DAYS * DAY_MS }, null, 200)
    .rows.toSorted((a, b) => size(b.counts) - size(a.counts))
    .map(({ domain }) => domain);
}
