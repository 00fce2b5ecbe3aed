import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventRecord } from '../../../electron/core/records.ts';
import type { Store } from '../../../electron/core/store/types.ts';
import type { EventRow } from '../../../shared/entities.ts';
import type { EventFilter, EventSort } from '../../../shared/filters.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/time.ts';
import { EVENT_COVERAGES, EXTERNALS, MEETING_PLATFORMS, VERDICT_REASONS, VERDICTS } from '../../../shared/values.ts';
import { aCalendar, anEvent, applyCalendars, applyEvents, newStore, TEST_NOW } from './fixture.ts';
import { aBot, conclude } from './verdict-fixture.ts';

const SEED = Number(process.env['SEED'] ?? 20_267);
const BY_START: EventSort = { by: 'start', direction: 'asc' };

const DOMAINS = ['acme.com', 'globex.example', 'gmail.com'] as const;
const GUESTS = [[], ['acme.com'], ['acme.com', 'guest.example'], ['gmail.com', 'globex.example']] as const;

/** Calendars 0 to 2 have mailboxes of three domains, the mailbox of the fourth is not known. */
function fill(store: Store, ids: readonly number[], count: number): void {
  for (const [index, ws] of ids.entries()) {
    applyCalendars(store, ws, [
      ...DOMAINS.map((domain, n) => aCalendar({ id: `cal-${n}`, platformEmail: `u${index}@${domain}` })),
      aCalendar({ id: 'cal-3', platformEmail: null }),
    ]);
    store.chooseRecipe(ws, '{start_time}-{meeting_url}');
    applyEvents(
      store,
      ws,
      Array.from({ length: count }, (_, at) => variantOf(at * 7 + index * 3, `e-${index}-${at}`)),
    );
  }
  conclude(store, TEST_NOW, 60);
}

/** Deterministic events over many verdicts, with many equal and some missing starts. */
function variantOf(variant: number, id: string): EventRecord {
  const startAt = variant % 13 === 0 ? null : TEST_NOW + ((variant % 11) - 3) * HOUR_MS;
  const meetingUrl = variant % 5 === 0 ? null : `https://zoom.us/j/${variant % 17 === 3 ? 1 : id}`;
  const guests = GUESTS[Math.floor(variant / 4) % 4] ?? [];
  const own = variant % 9 === 0;
  return anEvent({
    id,
    calendarId: `cal-${variant % 4}`,
    startAt,
    meetingUrl,
    meetingPlatform: ['zoom', 'google_meet', 'webex', null][variant % 4] ?? null,
    isDeleted: variant % 8 === 1,
    organizerEmail: variant % 3 === 0 ? `Boss${variant % 2}@${DOMAINS[variant % 3] ?? ''}` : null,
    people: guests.map((domain) => `someone@${domain}`),
    attendeeCount: variant % 6 === 5 ? null : guests.length,
    bots:
      variant % 4 === 2 && startAt !== null
        ? [
            aBot(variant % 12 === 2 ? startAt + 3 * HOUR_MS : startAt, {
              botId: `b-${id}`,
              meetingUrl,
              deduplicationKey: own
                ? id
                : `${new Date(startAt).toISOString().replace('.000Z', 'Z')}-${meetingUrl ?? ''}`,
            }),
          ]
        : [],
  });
}

function pages(store: Store, filter: EventFilter, sort: EventSort, limit: number): EventRow[] {
  const rows: EventRow[] = [];
  let after: string | null = null;
  do {
    const page: { rows: EventRow[]; next: string | null } = store.listEvents(filter, sort, after, limit);
    rows.push(...page.rows);
    after = page.next;
    if (after !== null) expect(page.rows.length).toBeGreaterThan(0);
  } while (after !== null);
  return rows;
}

/** What a row itself does not say, from the facts. */
interface Known {
  readonly row: EventRow;
  readonly external: string;
  readonly domain: string | null;
  readonly breaks: boolean;
}

function knownOf(store: Store, db: ReturnType<typeof newStore>['db']): Known[] {
  const traits = new Map(
    db()
      .prepare<unknown[], [string, number, string | null, number]>(
        `SELECT e.workspace_id || '/' || e.id, v.external, d.name, v.breaks FROM verdict AS v JOIN event AS e ON e.pk = v.pk
         LEFT JOIN mail_domain AS d ON d.id = v.domain`,
      )
      .raw()
      .all()
      .map(([key, external, domain, breaks]) => [
        key,
        { external: EXTERNALS[external] ?? '', domain, breaks: breaks === 1 },
      ]),
  );
  return pages(store, { workspaces: 'all' }, BY_START, 200).map((row) => {
    const found = traits.get(`${row.workspaceId}/${row.id}`);
    if (found === undefined) throw new Error(`Event ${row.id} was not judged.`);
    return { row, ...found };
  });
}

function matches({ row, external, domain, breaks }: Known, filter: EventFilter): boolean {
  if (filter.calendar !== undefined) {
    if (row.workspaceId !== filter.calendar.workspaceId || row.calendarId !== filter.calendar.id) return false;
  } else if (filter.workspaces !== 'all' && !filter.workspaces.includes(row.workspaceId)) return false;
  return (
    (filter.coverage === undefined || row.coverage === filter.coverage) &&
    (filter.meetingPlatform === undefined || row.meetingPlatform === filter.meetingPlatform) &&
    (filter.from === undefined || (row.startAt !== null && row.startAt >= filter.from)) &&
    (filter.to === undefined || (row.startAt !== null && row.startAt < filter.to)) &&
    (filter.verdicts === undefined || (row.verdict !== null && filter.verdicts.includes(row.verdict.verdict))) &&
    (filter.reason === undefined || row.verdict?.reason === filter.reason) &&
    (filter.external === undefined || external === filter.external) &&
    (filter.domain === undefined || domain === filter.domain.toLowerCase().replace('@', '')) &&
    (filter.organizer === undefined || row.organizerEmail?.toLowerCase() === filter.organizer.toLowerCase()) &&
    (filter.breaksRecipe === undefined || breaks)
  );
}

const keysOf = (rows: readonly EventRow[]): string[] => rows.map((row) => `${row.workspaceId}/${row.id}`).sort();

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 1 });
const rarely = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 5 });

/** Filters over everything that can be asked of a judged event. */
const question = (ids: readonly number[]) =>
  fc.record({
    workspaces: fc.oneof(fc.constant('all' as const), fc.subarray([...ids])),
    coverage: rarely(fc.constantFrom(...EVENT_COVERAGES)),
    meetingPlatform: rarely(fc.constantFrom(...MEETING_PLATFORMS)),
    calendar: rarely(fc.constantFrom('cal-0', 'cal-3', 'unknown').map((id) => ({ workspaceId: ids[0] ?? 0, id }))),
    from: rarely(fc.integer({ min: -3, max: 8 }).map((hours) => TEST_NOW + hours * HOUR_MS)),
    to: rarely(fc.integer({ min: -3, max: 8 }).map((hours) => TEST_NOW + hours * HOUR_MS)),
    verdicts: optional(fc.subarray([...VERDICTS], { minLength: 1 })),
    reason: rarely(fc.constantFrom(...VERDICT_REASONS)),
    external: optional(fc.constantFrom(...EXTERNALS)),
    domain: rarely(fc.constantFrom('acme.com', '@ACME.com', 'gmail.com', 'nobody.example')),
    organizer: rarely(fc.constantFrom('boss0@acme.com', 'BOSS1@acme.com', 'nobody@acme.com')),
    breaksRecipe: rarely(fc.constant(true as const)),
  });

const given = (asked: { workspaces: EventFilter['workspaces'] }): EventFilter => ({
  ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)),
  workspaces: asked.workspaces,
});

describe('events by what was concluded about them', () => {
  it('are exactly those that match, in order, over all pages, with the right total and reasons', () => {
    const { store, db, ids } = newStore(3);
    fill(store, ids, 60);
    const all = knownOf(store, db);
    expect(all).toHaveLength(180);
    expect(new Set(all.map(({ row }) => row.verdict?.verdict)).size).toBeGreaterThan(5);
    const asked = fc.record({
      filter: question(ids).map(given),
      direction: fc.constantFrom('asc' as const, 'desc' as const),
      limit: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(asked, ({ filter, direction, limit }) => {
        const sort: EventSort = { by: 'start', direction };
        const rows = pages(store, filter, sort, limit);
        const expected = all.filter((one) => matches(one, filter));
        expect(keysOf(rows)).toEqual(keysOf(expected.map(({ row }) => row)));
        const starts = rows.map(({ startAt }) => startAt ?? Infinity);
        expect(starts).toEqual(
          starts.toSorted((a, b) => (direction === 'asc' ? 1 : -1) * (a < b ? -1 : Number(a > b))),
        );
        expect(store.listEvents(filter, sort, null, 1).total).toEqual({ count: expected.length, exact: true });

        const { verdicts: _verdicts, reason: _reason, ...rest } = filter;
        const counts = new Map<string, number>();
        for (const { row } of all.filter((one) => matches(one, rest))) {
          const key = `${row.verdict?.verdict ?? ''} ${row.verdict?.reason ?? ''}`;
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
        const reasons = store.reasonCounts(filter);
        expect(new Map(reasons.map(({ verdict, reason, count }) => [`${verdict} ${reason}`, count.count]))).toEqual(
          counts,
        );
        expect(reasons.every(({ count, title }) => count.exact && title !== '')).toBe(true);
      }),
      { seed: SEED, numRuns: 250 },
    );
  });

  it('are only those that were judged, and change with the next judgement', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    applyCalendars(store, ws, [aCalendar()]);
    applyEvents(store, ws, [anEvent()]);
    const filter: EventFilter = { workspaces: 'all', verdicts: ['will_be_missed'] };
    expect(store.listEvents(filter, BY_START, null, 9).rows).toEqual([]);
    conclude(store);
    expect(store.listEvents(filter, BY_START, null, 9).rows).toMatchObject([
      { id: 'event-1', verdict: { verdict: 'will_be_missed', reason: 'never_scheduled', title: 'Never scheduled' } },
    ]);
    applyEvents(store, ws, [anEvent({ bots: [aBot(TEST_NOW + HOUR_MS)], updatedAt: TEST_NOW })]);
    expect(store.listEvents(filter, BY_START, null, 9).rows).toHaveLength(1);
    conclude(store);
    expect(store.listEvents(filter, BY_START, null, 9)).toMatchObject({ rows: [], total: { count: 0, exact: true } });
  });

  it('come once each although some moved after they had been judged', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    applyCalendars(store, ws, [aCalendar()]);
    const named = (n: number): EventRecord => anEvent({ id: `e-${n}`, meetingUrl: `https://zoom.us/j/${n}` });
    applyEvents(
      store,
      ws,
      Array.from({ length: 30 }, (_, n) => named(n)),
    );
    conclude(store);
    const moved = Array.from({ length: 10 }, (_, n) => {
      const bots = [aBot(TEST_NOW + HOUR_MS, { botId: `b-${n}` })];
      return { ...named(n * 3), startAt: TEST_NOW + n * DAY_MS, bots, updatedAt: TEST_NOW };
    });
    applyEvents(store, ws, moved);
    const rows = pages(store, { workspaces: 'all', verdicts: ['will_be_missed'] }, BY_START, 4);
    expect(new Set(keysOf(rows)).size).toBe(30);
    expect(rows).toHaveLength(30);
  });

  it('cannot be sorted by update, and words say so', () => {
    const { store } = newStore();
    const fields: Partial<EventFilter>[] = [
      { verdicts: ['missed'] },
      { reason: 'no_link' },
      { external: 'external' },
      { domain: 'acme.com' },
      { organizer: 'a@b.c' },
      { breaksRecipe: true },
    ];
    for (const field of fields) {
      const asked = (): unknown =>
        store.listEvents({ workspaces: 'all', ...field }, { by: 'updated', direction: 'desc' }, null, 9);
      expect(asked).toThrow(
        expect.objectContaining({
          code: 'invalid_input',
          message: expect.stringContaining('Sort by "start"') as unknown,
        }),
      );
    }
  });

  it('of a workspace that is being removed are in no list and no count', () => {
    const { store, db, ids } = newStore(2);
    fill(store, ids, 30);
    const [, two = 0] = ids;
    const all = knownOf(store, db);
    db().exec(`UPDATE workspace SET removing = 1 WHERE id = ${two}`);
    const left = all.filter(({ row }) => row.workspaceId !== two);
    const filters: Partial<EventFilter>[] = [
      { verdicts: ['will_be_missed', 'not_recordable'] },
      { domain: 'acme.com' },
      { organizer: 'boss0@acme.com' },
      { breaksRecipe: true },
    ];
    for (const field of filters) {
      const filter: EventFilter = { workspaces: 'all', ...field };
      const expected = left.filter((one) => matches(one, filter));
      expect(keysOf(pages(store, filter, BY_START, 9))).toEqual(keysOf(expected.map(({ row }) => row)));
      expect(store.reasonCounts(filter).reduce((sum, { count }) => sum + count.count, 0)).toBe(
        left.filter((one) => matches(one, { ...filter, verdicts: undefined })).length,
      );
    }
    expect(store.coverage({ workspaces: 'all', from: TEST_NOW, to: TEST_NOW + DAY_MS }, null, 9).rows).toEqual(
      store.coverage({ workspaces: [ids[0] ?? 0], from: TEST_NOW, to: TEST_NOW + DAY_MS }, null, 9).rows,
    );
  });
});

describe('coverage by customer domain', () => {
  const none = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0]));
  const PROBLEMS = ['will_be_missed', 'wrong_time', 'duplicate', 'missed'];

  it('is what counting every event gives, with most problems first, whatever the page size', () => {
    const { store, db, ids } = newStore(3);
    fill(store, ids, 60);
    const all = knownOf(store, db);
    const asked = fc.record({
      workspaces: fc.oneof(fc.constant('all' as const), fc.subarray([...ids])),
      external: optional(fc.constantFrom(...EXTERNALS)),
      from: fc.integer({ min: -4, max: 6 }).map((hours) => TEST_NOW + hours * HOUR_MS),
      hours: fc.integer({ min: 1, max: 9 }),
      limit: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(asked, ({ workspaces, external, from, hours, limit }) => {
        const to = from + hours * HOUR_MS;
        const filter: EventFilter = { workspaces, from, to, ...(external === undefined ? {} : { external }) };
        const inside = all.filter((one) => matches(one, filter));
        const expected = DOMAINS.flatMap((domain) => {
          const own = inside.filter((one) => one.domain === domain);
          const counts: Record<string, number> = { ...none };
          for (const { row } of own) counts[row.verdict?.verdict ?? ''] = (counts[row.verdict?.verdict ?? ''] ?? 0) + 1;
          const unsafe = own.filter(({ row }) => PROBLEMS.slice(0, 3).includes(row.verdict?.verdict ?? ''));
          const firstProblemAt =
            unsafe.length === 0 ? null : Math.min(...unsafe.map(({ row }) => row.startAt ?? Infinity));
          return own.length === 0 ? [] : [{ domain, counts, firstProblemAt }];
        });
        const problemsOf = (counts: Record<string, number>): number =>
          PROBLEMS.reduce((sum, verdict) => sum + (counts[verdict] ?? 0), 0);
        expected.sort((a, b) => problemsOf(b.counts) - problemsOf(a.counts) || (a.domain < b.domain ? -1 : 1));
        const query = { workspaces, from, to, external };
        const rows: unknown[] = [];
        let after: string | null = null;
        do {
          const page: { rows: unknown[]; next: string | null } = store.coverage(query, after, limit);
          rows.push(...page.rows);
          after = page.next;
        } while (after !== null);
        expect(rows).toEqual(expected);
        expect(store.coverage(query, null, limit).total).toEqual({ count: expected.length, exact: true });
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  it('of one domain is told day by day', () => {
    const { store, db, ids } = newStore(2);
    fill(store, ids, 60);
    const all = knownOf(store, db);
    const edges = [-3, 0, 1, 5, 8].map((hours) => TEST_NOW + hours * HOUR_MS);
    const days = store.domainCoverage({ workspaces: 'all', domain: '@Acme.com', edges });
    expect(days.map(({ from, to }) => [from, to])).toEqual(edges.slice(1).map((to, n) => [edges[n], to]));
    for (const { from, to, counts } of days) {
      const inside = all.filter((one) => matches(one, { workspaces: 'all', domain: 'acme.com', from, to }));
      for (const verdict of VERDICTS) {
        expect(counts[verdict], verdict).toBe(inside.filter(({ row }) => row.verdict?.verdict === verdict).length);
      }
    }
    expect(days.some(({ counts }) => counts.will_be_missed > 0)).toBe(true);
    const external = store.domainCoverage({
      workspaces: [ids[0] ?? 0],
      domain: 'acme.com',
      external: 'external',
      edges,
    });
    const total = external.reduce((sum, { counts }) => sum + Object.values(counts).reduce((a, b) => a + b, 0), 0);
    const filter: EventFilter = { workspaces: [ids[0] ?? 0], domain: 'acme.com', external: 'external' };
    const from = edges.at(0) ?? 0;
    const to = edges.at(-1) ?? 0;
    expect(total).toBe(all.filter((one) => matches(one, { ...filter, from, to })).length);
    expect(total).toBeGreaterThan(0);
    expect(store.domainCoverage({ workspaces: 'all', domain: 'nobody.example', edges })[0]?.counts).toEqual(none);
  });

  it('refuses a position of another list', () => {
    const { store } = newStore();
    const query = { workspaces: 'all', from: 0, to: 1 } as const;
    expect(() => store.coverage(query, 'x', 9)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });
});

describe('the series of an event', () => {
  const weekly = (n: number, change: Partial<EventRecord> = {}): EventRecord =>
    anEvent({
      id: `i-${n}`,
      startAt: TEST_NOW + n * DAY_MS,
      seriesId: 'series-1',
      meetingUrl: `https://zoom.us/j/${n}`,
      ...change,
    });

  it('is its instances in the same calendar by start, those nearest to now where there are many', () => {
    const { store, ids } = newStore(2);
    const [ws = 0, other = 0] = ids;
    for (const id of ids)
      applyCalendars(store, id, [aCalendar(), aCalendar({ id: 'cal-2', platformEmail: 'b@acme.com' })]);
    applyEvents(store, ws, [
      ...[-3, -2, -1, 1, 2, 3].map((n) => weekly(n)),
      weekly(4, { bots: [aBot(TEST_NOW + 4 * DAY_MS, { meetingUrl: 'https://zoom.us/j/4' })] }),
      weekly(9, { seriesId: 'series-2' }),
      weekly(10, { calendarId: 'cal-2' }),
      weekly(11, { seriesId: null, icalUid: 'series-1' }),
    ]);
    applyEvents(store, other, [weekly(20)]);
    conclude(store);
    const found = store.series({ workspaceId: ws, id: 'i-1' }, TEST_NOW, 100);
    expect(found?.by).toBe('series_id');
    expect(found?.rows.map(({ id }) => id)).toEqual(['i--3', 'i--2', 'i--1', 'i-1', 'i-2', 'i-3', 'i-4']);
    expect(found?.counts).toMatchObject({ missed: 3, will_be_missed: 3, covered: 1, over: 0 });
    expect(found?.more).toBe(false);
    const few = store.series({ workspaceId: ws, id: 'i-1' }, TEST_NOW, 3);
    expect(few?.rows.map(({ id }) => id)).toEqual(['i--2', 'i--1', 'i-1']);
    expect(few).toMatchObject({ more: true, counts: found?.counts });
  });

  it('is told by the uid where the provider names no series, and there is none where nothing shares it', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    const own = { seriesId: null, icalUid: 'uid-1' };
    applyEvents(store, ws, [
      weekly(1, own),
      weekly(2, own),
      weekly(3, { seriesId: null, icalUid: 'uid-2' }),
      weekly(4, { seriesId: null, icalUid: null }),
    ]);
    const seriesOf = (id: string) => store.series({ workspaceId: ws, id }, TEST_NOW, 10);
    expect(seriesOf('i-1')).toMatchObject({ by: 'ical_uid', rows: [{ id: 'i-1' }, { id: 'i-2' }] });
    for (const id of ['i-3', 'i-4']) expect(seriesOf(id)).toMatchObject({ by: null, rows: [], more: false });
    expect(seriesOf('unknown')).toBeNull();
  });
});
