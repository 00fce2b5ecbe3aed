import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CalendarRow, EventRow } from '../../../shared/entities.ts';
import {
  CALENDAR_PLATFORMS,
  CALENDAR_SORTS,
  CALENDAR_STATUSES,
  EVENT_COVERAGES,
  EVENT_SORTS,
  MEETING_PLATFORMS,
} from '../../../shared/values.ts';
import type { CalendarFilter, CalendarSort, EventFilter, EventSort } from '../../../shared/filters.ts';
import type { EventRecord } from '../../../electron/core/records.ts';
import type { Store } from '../../../electron/core/store/types.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/time.ts';
import { aCalendar, anEvent, applyCalendars, applyEvents, newStore, TEST_NOW } from './fixture.ts';

const SEED = Number(process.env['SEED'] ?? 20_262);

/** Deterministic events over every coverage and platform, with many equal and some missing times. */
function records(workspace: number, count: number): EventRecord[] {
  return Array.from({ length: count }, (_, index) => {
    const variant = index * 7 + workspace * 3;
    return anEvent({
      id: `e-${workspace}-${index}`,
      calendarId: `cal-${variant % 3}`,
      startAt: variant % 13 === 0 ? null : TEST_NOW + (variant % 9) * HOUR_MS,
      updatedAt: variant % 17 === 0 ? null : 1_000 + (variant % 6),
      meetingUrl: variant % 5 === 0 ? null : `https://zoom.us/j/${index}`,
      meetingPlatform: ['zoom', 'google_meet', 'microsoft_teams', 'webex', 'goto_meeting', null][variant % 6] ?? null,
      isDeleted: variant % 8 === 1,
      isCancelled: variant % 19 === 2,
      bots: variant % 4 === 0 ? [{ botId: `b-${index}`, startAt: null, deduplicationKey: null, meetingUrl: null }] : [],
    });
  });
}

/** Every page of a list, each fetched with the position of the one before. */
function pages<Row>(fetch: (after: string | null) => { rows: Row[]; next: string | null }): Row[] {
  const rows: Row[] = [];
  let after: string | null = null;
  do {
    const page: { rows: Row[]; next: string | null } = fetch(after);
    rows.push(...page.rows);
    after = page.next;
    if (page.next !== null) expect(page.rows.length).toBeGreaterThan(0);
  } while (after !== null);
  return rows;
}

function matches(row: EventRow, filter: EventFilter): boolean {
  if (filter.calendar !== undefined) {
    if (row.workspaceId !== filter.calendar.workspaceId || row.calendarId !== filter.calendar.id) return false;
  } else if (filter.workspaces !== 'all' && !filter.workspaces.includes(row.workspaceId)) return false;
  if (filter.coverage !== undefined && row.coverage !== filter.coverage) return false;
  if (filter.meetingPlatform !== undefined && row.meetingPlatform !== filter.meetingPlatform) return false;
  if (filter.from !== undefined && (row.startAt === null || row.startAt < filter.from)) return false;
  if (filter.to !== undefined && (row.startAt === null || row.startAt >= filter.to)) return false;
  return true;
}

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map((row) => row.id).sort();

/** A missing start sorts after every other, a missing update before. */
const sortKey = (row: EventRow, by: EventSort['by']): number =>
  by === 'start' ? (row.startAt ?? Infinity) : (row.updatedAt ?? -Infinity);

describe('events.list', () => {
  const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

  it('gives exactly the matching rows, in order, over all pages, with the right total', () => {
    const { store, ids } = newStore(3);
    for (const [index, ws] of ids.entries()) applyEvents(store, ws, records(index, 70));
    const all = pages((after) =>
      store.listEvents({ workspaces: 'all' }, { by: 'start', direction: 'asc' }, after, 200),
    );
    expect(all).toHaveLength(210);

    const question = fc.record({
      scope: fc.oneof(fc.constant('all' as const), fc.subarray([...ids])),
      coverage: optional(fc.constantFrom(...EVENT_COVERAGES)),
      meetingPlatform: optional(fc.constantFrom(...MEETING_PLATFORMS)),
      from: optional(fc.integer({ min: 0, max: 9 })),
      to: optional(fc.integer({ min: 0, max: 9 })),
      calendar: optional(fc.constantFrom('cal-0', 'cal-2', 'unknown')),
      by: fc.constantFrom(...EVENT_SORTS),
      direction: fc.constantFrom('asc' as const, 'desc' as const),
      limit: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(question, (asked) => {
        const timed = asked.by === 'start';
        const filter: EventFilter = {
          workspaces: asked.scope,
          ...(asked.coverage === undefined ? {} : { coverage: asked.coverage }),
          ...(asked.meetingPlatform === undefined ? {} : { meetingPlatform: asked.meetingPlatform }),
          ...(timed && asked.from !== undefined ? { from: TEST_NOW + asked.from * HOUR_MS } : {}),
          ...(timed && asked.to !== undefined ? { to: TEST_NOW + asked.to * HOUR_MS } : {}),
          ...(timed && asked.calendar !== undefined
            ? { calendar: { workspaceId: ids[0] ?? 0, id: asked.calendar } }
            : {}),
        };
        const sort: EventSort = { by: asked.by, direction: asked.direction };
        const rows = pages((after) => store.listEvents(filter, sort, after, asked.limit));
        const expected = all.filter((row) => matches(row, filter));
        expect(idsOf(rows)).toEqual(idsOf(expected));
        const keys = rows.map((row) => sortKey(row, sort.by));
        const sorted = keys.toSorted((a, b) =>
          a === b ? 0 : sort.direction === 'asc' ? (a < b ? -1 : 1) : a > b ? -1 : 1,
        );
        expect(keys).toEqual(sorted);
        const { total } = store.listEvents(filter, sort, null, 1);
        expect(total).toEqual({ count: expected.length, exact: true });
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('pages through any number of events with one start', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    const same = Array.from({ length: 95 }, (_, index) => anEvent({ id: `same-${index}` }));
    applyEvents(store, ws, [
      anEvent({ id: 'early', startAt: 0 }),
      ...same,
      anEvent({ id: 'late', startAt: TEST_NOW * 2 }),
    ]);
    for (const direction of ['asc', 'desc'] as const) {
      const rows = pages((after) => store.listEvents({ workspaces: [ws] }, { by: 'start', direction }, after, 10));
      expect(new Set(rows.map((row) => row.id)).size).toBe(97);
      expect(rows).toHaveLength(97);
    }
  });

  it('answers for more workspaces than one statement can merge', () => {
    const { store, ids } = newStore(60);
    for (const [index, ws] of ids.entries()) applyEvents(store, ws, records(index, 5));
    const most = ids.slice(1);
    const sort: EventSort = { by: 'start', direction: 'asc' };
    const rows = pages((after) => store.listEvents({ workspaces: most }, sort, after, 50));
    const all = pages((after) => store.listEvents({ workspaces: 'all' }, sort, after, 200));
    expect(rows).toEqual(all.filter((row) => row.workspaceId !== ids[0]));
    expect(store.listEvents({ workspaces: most, coverage: 'no_bot' }, sort, null, 1).total.count).toBe(
      rows.filter((row) => row.coverage === 'no_bot').length,
    );
  });

  it('says in words which combinations it does not offer, and refuses a position of another list', () => {
    const { store, ids } = newStore();
    const updated: EventSort = { by: 'updated', direction: 'desc' };
    const calendar = { workspaceId: ids[0] ?? 0, id: 'cal-1' };
    for (const extra of [{ from: 0 }, { to: 1 }, { calendar }]) {
      expect(() => store.listEvents({ workspaces: 'all', ...extra }, updated, null, 10)).toThrow(
        expect.objectContaining({
          code: 'invalid_input',
          message: expect.stringContaining('Sort by "start"') as unknown,
        }),
      );
    }
    applyEvents(store, ids[0] ?? 0, records(0, 5));
    const { next } = store.listEvents({ workspaces: 'all' }, updated, null, 2);
    expect(next).not.toBeNull();
    for (const after of [next ?? '', '', 'x', 'bnVsbA', Buffer.from('[1]').toString('base64url')]) {
      expect(() => store.listEvents({ workspaces: 'all' }, { by: 'start', direction: 'asc' }, after, 10)).toThrow(
        expect.objectContaining({ code: 'invalid_input' }),
      );
    }
  });

  it('counts up to 10,000 within a window and says when it stopped', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    for (let page = 0; page < 26; page += 1) {
      applyEvents(
        store,
        ws,
        Array.from({ length: 400 }, (_, index) => anEvent({ id: `${page}-${index}` })),
      );
    }
    const sort: EventSort = { by: 'start', direction: 'asc' };
    expect(store.listEvents({ workspaces: 'all' }, sort, null, 1).total).toEqual({ count: 10_400, exact: true });
    const window = { workspaces: 'all', from: 0 } as const;
    expect(store.listEvents(window, sort, null, 1).total).toEqual({ count: 10_000, exact: false });
    expect(store.eventCounts('all', TEST_NOW)).toEqual({
      next24h: { count: 10_000, exact: false },
      next24hWithoutBot: { count: 10_000, exact: false },
    });
  });
});

describe('event badges', () => {
  it('count events of the next 24 hours that are not deleted, and those without a bot', () => {
    const { store, ids } = newStore(2);
    const [ws = 0, other = 0] = ids;
    applyEvents(store, ws, [
      anEvent({ id: 'now', startAt: TEST_NOW }),
      anEvent({ id: 'last', startAt: TEST_NOW + DAY_MS - 1 }),
      anEvent({ id: 'too late', startAt: TEST_NOW + DAY_MS }),
      anEvent({ id: 'too early', startAt: TEST_NOW - 1 }),
      anEvent({ id: 'unknown', startAt: null }),
      anEvent({ id: 'deleted', isDeleted: true }),
      anEvent({ id: 'no link', meetingUrl: null }),
      anEvent({ id: 'bot', bots: [{ botId: 'b', startAt: null, deduplicationKey: null, meetingUrl: null }] }),
    ]);
    applyEvents(store, other, [anEvent()]);
    const exact = (count: number) => ({ count, exact: true });
    expect(store.eventCounts([ws], TEST_NOW)).toEqual({ next24h: exact(4), next24hWithoutBot: exact(2) });
    expect(store.eventCounts('all', TEST_NOW)).toEqual({ next24h: exact(5), next24hWithoutBot: exact(3) });
    expect(store.eventCounts([], TEST_NOW)).toEqual({ next24h: exact(0), next24hWithoutBot: exact(0) });
    expect(store.counts(ws)).toEqual({ calendars: 0, events: 7, quarantined: 0 });
  });
});

describe('calendars.list', () => {
  function fill(store: Store, ids: readonly number[]): void {
    for (const [index, ws] of ids.entries()) {
      applyCalendars(
        store,
        ws,
        Array.from({ length: 40 }, (_, at) => {
          const variant = at * 5 + index;
          const status = [...CALENDAR_STATUSES, 'brand_new'][variant % 5] ?? 'connected';
          return aCalendar({
            id: `c-${index}-${at}`,
            platform: ['google_calendar', 'microsoft_outlook', 'icloud'][variant % 3] ?? '',
            platformEmail:
              variant % 7 === 0 ? null : `Person${variant % 11}@${variant % 2 === 0 ? 'acme' : 'éclair'}.com`,
            oauthEmail: variant % 14 === 0 ? 'owner@acme.com' : null,
            oauthClientId: variant % 5 === 0 ? null : `client-${variant % 3}`,
            status,
            statusChanges: variant % 4 === 0 ? [] : [{ status, at: 1_000 + (variant % 6), detail: null }],
            updatedAt: 1_000 + (variant % 6),
          });
        }),
      );
      for (const at of [3, 17, 29]) store.tombstoneCalendar(ws, `c-${index}-${at}`, TEST_NOW + 1);
    }
  }

  it('gives exactly the matching rows over all pages, under every filter and sort', () => {
    const { store, ids } = newStore(3);
    fill(store, ids);
    const everything = (presence: 'present' | 'deleted'): CalendarRow[] =>
      pages((after) =>
        store.listCalendars({ workspaces: 'all', presence }, { by: 'email', direction: 'asc' }, after, 200),
      );
    const all = [...everything('present'), ...everything('deleted')];
    expect(all).toHaveLength(120);
    const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
    const question = fc.record({
      scope: fc.oneof(fc.constant('all' as const), fc.subarray([...ids])),
      status: maybe(fc.constantFrom(...CALENDAR_STATUSES)),
      platform: maybe(fc.constantFrom(...CALENDAR_PLATFORMS)),
      presence: maybe(fc.constantFrom('present' as const, 'deleted' as const)),
      text: maybe(fc.constantFrom('person1', 'ACME', 'son1@', 'Éclair', 'owner', 'nobody', '%')),
      oauthClientId: maybe(fc.constantFrom('client-1', 'client-2', 'nobody')),
      by: fc.constantFrom(...CALENDAR_SORTS),
      direction: fc.constantFrom('asc' as const, 'desc' as const),
      limit: fc.integer({ min: 1, max: 30 }),
    });
    const hits = (row: CalendarRow, filter: CalendarFilter): boolean =>
      (filter.workspaces === 'all' || filter.workspaces.includes(row.workspaceId)) &&
      (filter.status === undefined || row.status === filter.status) &&
      (filter.platform === undefined || row.platform === filter.platform) &&
      (row.deletedAt !== null) === (filter.presence === 'deleted') &&
      (filter.oauthClientId === undefined || row.oauthClientId === filter.oauthClientId) &&
      (filter.text === undefined ||
        `${row.email ?? ''}\n${row.oauthEmail ?? ''}`.toLowerCase().includes(filter.text.toLowerCase()));
    fc.assert(
      fc.property(question, ({ by, direction, limit, scope, ...rest }) => {
        const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
        const filter: CalendarFilter = { workspaces: scope, ...given };
        const sort: CalendarSort = { by, direction };
        const rows = pages((after) => store.listCalendars(filter, sort, after, limit));
        const expected = all.filter((row) => hits(row, filter));
        expect(idsOf(rows)).toEqual(idsOf(expected));
        const order = (row: CalendarRow): number | string => {
          if (by === 'updated') return row.updatedAt ?? -Infinity;
          if (by === 'status_since') return row.statusSince ?? Infinity;
          return (row.email ?? row.oauthEmail ?? '\u{10ffff}').toLowerCase();
        };
        const keys = rows.map(order);
        const sorted = keys.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        expect(keys).toEqual(direction === 'asc' ? sorted : sorted.toReversed());
        expect(store.listCalendars(filter, sort, null, 1).total).toEqual({ count: expected.length, exact: true });
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('notices calendars that changed after a text was looked for', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    applyCalendars(store, ws, [aCalendar()]);
    const found = (text: string): number =>
      store.listCalendars({ workspaces: 'all', text }, { by: 'email', direction: 'asc' }, null, 10).total.count;
    expect([found('anna'), found('zoe')]).toEqual([1, 0]);
    applyCalendars(store, ws, [aCalendar({ platformEmail: 'zoe@acme.com', updatedAt: TEST_NOW })]);
    expect([found('anna'), found('zoe')]).toEqual([0, 1]);
    store.tombstoneCalendar(ws, 'cal-1', TEST_NOW);
    expect(found('zoe')).toBe(0);
    store.removeWorkspace(ws);
    expect(found('zoe')).toBe(0);
  });

  it('counts present calendars by workspace and status', () => {
    const { store, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    applyCalendars(store, one, [
      aCalendar({ id: 'a' }),
      aCalendar({ id: 'b', status: 'disconnected' }),
      aCalendar({ id: 'c', status: 'disconnected', platform: 'microsoft_outlook' }),
      aCalendar({ id: 'd', status: 'paused' }),
    ]);
    applyCalendars(store, two, [aCalendar({ id: 'e' })]);
    store.tombstoneCalendar(one, 'a', TEST_NOW);
    expect(store.calendarCounts('all')).toEqual([
      { workspaceId: one, status: 'disconnected', count: 2 },
      { workspaceId: one, status: 'unknown', count: 1 },
      { workspaceId: two, status: 'connected', count: 1 },
    ]);
    expect(store.calendarCounts([two])).toHaveLength(1);
    expect(store.counts(one)).toMatchObject({ calendars: 3 });
  });
});
