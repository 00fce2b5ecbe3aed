import { describe, expect, it } from 'vitest';
import { causeOf, CAUSES } from '../../../electron/core/diagnosis/catalogue/index.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';
import { aCalendar, anEvent, applyCalendars, applyEvents, newStore, TEST_NOW } from './fixture.ts';
import { aBrokenCalendar, aCase, breakDown, join } from './triage-fixture.ts';

const NOW = TEST_NOW + 20 * MINUTE_MS;
const bot = { botId: 'b1', startAt: null, deduplicationKey: null, meetingUrl: null };

describe('the overview', () => {
  it('of nothing is empty, and has all 24 hours', () => {
    const { store } = newStore(0);
    const overview = store.overview('all', NOW);
    expect(overview).toMatchObject({
      workspaces: [],
      causes: [],
      recovery: { count: 0, medianMs: null, p90Ms: null, exact: true },
      incidents: { open: 0, acknowledged: 0, snoozed: 0, single: 0 },
    });
    expect(overview.hours).toHaveLength(24);
    expect(overview.hours[0]).toEqual({ from: TEST_NOW, meetings: 0, lost: 0 });
    expect(overview.hours[23]?.from).toBe(TEST_NOW + 23 * HOUR_MS);
  });

  it('tells calendars, causes and what is at stake, in each workspace of its scope', () => {
    const { store, db, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    applyCalendars(store, one, [aCalendar({ id: 'well' }), aCalendar({ id: 'young', status: 'connecting' })]);
    const shared = ['a', 'b'].flatMap((id, n) =>
      breakDown(store, db(), aBrokenCalendar(store, n === 0 ? one : two, id)),
    );
    join(store, shared);
    const other = CAUSES.find(({ code }) => code !== 'google_invalid_grant' && code !== 'unknown');
    if (other === undefined) throw new Error('The catalogue has more causes.');
    const cause = { code: other.code, basis: 'observed', besides: [] } as const;
    const longAgo = { brokeAt: NOW - 31 * DAY_MS, endedAt: NOW - 31 * DAY_MS + 1, endedBy: 'connected' } as const;
    const single = aCase(store, db(), { workspaceId: one, id: 'c' }, { ...longAgo, cause }, { cause });
    store.setIncidentState([single], 'snoozed', NOW);
    const startsOf = [
      ['lost', TEST_NOW + HOUR_MS],
      ['soon', NOW],
      ['gone-by', NOW - 1],
      ['last', TEST_NOW + DAY_MS - 1],
      ['tomorrow', TEST_NOW + DAY_MS],
    ] as const;
    for (const [id, startAt] of startsOf) {
      const event = anEvent({ id, startAt, calendarId: 'a', bots: id === 'lost' ? [bot] : [], updatedAt: 1 });
      applyEvents(store, one, [event], 1);
      if (id === 'lost') applyEvents(store, one, [{ ...event, bots: [], updatedAt: 2 }], 2);
    }
    applyEvents(store, one, [anEvent({ id: 'of-well', calendarId: 'well' })]);
    for (const workspaceId of ids) store.assess({ workspaceId, calendars: null }, NOW);
    const grant = causeOf('google_invalid_grant');
    const overview = store.overview('all', NOW);
    expect(overview).toMatchObject({
      workspaces: [
        {
          workspaceId: one,
          calendars: { connected: 1, connecting: 1, disconnected: 2, unknown: 0 },
          atRisk: { meetings: 4, lost: 1, firstAt: NOW },
        },
        { workspaceId: two, calendars: { disconnected: 1 }, atRisk: { meetings: 0, lost: 0, firstAt: null } },
      ],
      causes: [
        { code: grant.code, title: grant.title, party: grant.party, open: 2, lately: 2 },
        { code: other.code, open: 1, lately: 1 },
      ],
      incidents: { open: 1, acknowledged: 0, snoozed: 0, single: 1 },
    });
    const busy = overview.hours.filter(({ meetings }) => meetings > 0);
    expect(busy).toEqual([
      { from: TEST_NOW, meetings: 1, lost: 0 },
      { from: TEST_NOW + HOUR_MS, meetings: 1, lost: 1 },
      { from: TEST_NOW + 23 * HOUR_MS, meetings: 1, lost: 0 },
    ]);
    const second = store.overview([two], NOW);
    expect(second.workspaces.map(({ workspaceId }) => workspaceId)).toEqual([two]);
    expect(second.causes).toMatchObject([{ code: grant.code, open: 1, lately: 1 }]);
    expect(second.incidents).toEqual({ open: 1, acknowledged: 0, snoozed: 0, single: 0 });
    expect(second.hours.some(({ meetings }) => meetings > 0)).toBe(false);
  });

  it('tells how long recovering takes, exactly, without those that ended otherwise or long ago', () => {
    const { store, db, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    const ended = (endedAt: number, minutes: number, endedBy: 'connected' | 'deleted' = 'connected') => ({
      brokeAt: endedAt - minutes * MINUTE_MS,
      endedAt,
      endedBy,
    });
    aCase(
      store,
      db(),
      { workspaceId: one, id: 'a' },
      ...[40, 10, 30, 20].map((minutes, index) => ended(NOW - (10 - index) * DAY_MS, minutes)),
      ended(NOW - 40 * DAY_MS, 1),
    );
    aCase(store, db(), { workspaceId: two, id: 'b' }, ended(NOW, 100), ended(NOW - DAY_MS, 1, 'deleted'));
    const overview = store.overview('all', NOW);
    expect(overview.recovery).toEqual({
      count: 5,
      medianMs: 30 * MINUTE_MS,
      p90Ms: 100 * MINUTE_MS,
      exact: true,
    });
    expect(overview.workspaces.map(({ recovery }) => recovery)).toEqual([
      { count: 4, medianMs: 20 * MINUTE_MS },
      { count: 1, medianMs: 100 * MINUTE_MS },
    ]);
    expect(store.overview([two], NOW).recovery).toMatchObject({ count: 1, medianMs: 100 * MINUTE_MS });
  });

  it('says so when it looked at the newest 5,000 recoveries only', () => {
    const { store, db, ids } = newStore();
    const [ws = 0] = ids;
    aBrokenCalendar(store, ws, 'a');
    db()
      .exec(`INSERT INTO outage (calendar_pk, workspace_id, broke_at, broke_basis, ended_at, ended_by, cause, cause_basis, besides,
        family, platform, seen_at)
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5001)
      SELECT (SELECT pk FROM calendar), ${ws}, ${NOW} - i * 1000, 'observed', ${NOW} - i * 1000 + iif(i = 5001, 900, 500),
        'connected', 'unknown', 'observed', '[]', 'f', 'other', 0 FROM n`);
    expect(store.overview('all', NOW).recovery).toEqual({ count: 5_000, medianMs: 500, p90Ms: 500, exact: false });
  });
});

describe('health over time', () => {
  const SAMPLED = TEST_NOW + 5;

  it('keeps the last sample of every hour with its worst, and gives spans of them', () => {
    const { store, ids } = newStore(3);
    const [one = 0, two = 0, empty = 0] = ids;
    const sampleAll = (at: number): void => ids.forEach((id) => store.sampleHealth(id, at));
    applyCalendars(store, one, [aCalendar({ id: 'a' }), aCalendar({ id: 'b', status: 'disconnected' })]);
    applyCalendars(store, two, [aCalendar({ id: 'c' })]);
    sampleAll(SAMPLED);
    applyCalendars(store, one, [aCalendar({ id: 'b', updatedAt: TEST_NOW })]);
    store.tombstoneCalendar(two, 'c', TEST_NOW);
    sampleAll(SAMPLED + HOUR_MS - 10);
    sampleAll(SAMPLED + 4 * HOUR_MS);
    const spans = (span: number, to = TEST_NOW + DAY_MS, from = TEST_NOW) =>
      store
        .health('all', from, to, span)
        .map((row) => [
          row.workspaceId,
          (row.from - TEST_NOW) / HOUR_MS,
          row.calendars.connected,
          row.calendars.disconnected,
          row.worst,
        ]);
    expect(spans(HOUR_MS)).toEqual([
      [one, 0, 2, 0, 1],
      [one, 4, 2, 0, 0],
      [two, 0, 1, 0, 0],
    ]);
    expect(spans(12 * HOUR_MS)).toEqual([
      [one, 0, 2, 0, 1],
      [two, 0, 1, 0, 0],
    ]);
    expect(spans(HOUR_MS, TEST_NOW + 4 * HOUR_MS)).toHaveLength(2);
    expect(spans(HOUR_MS, TEST_NOW, TEST_NOW)).toEqual([]);
    expect(spans(HOUR_MS, TEST_NOW + 1_000 * HOUR_MS, TEST_NOW - 96 * HOUR_MS)).toHaveLength(2);
    expect(store.health([empty], TEST_NOW, TEST_NOW + DAY_MS, HOUR_MS)).toEqual([]);
  });
});

describe('saved views', () => {
  it('have a name of their own on their page, and can be changed and forgotten', () => {
    const { store } = newStore(0);
    const view = { page: 'triage', name: 'Ours', address: '?party=us' };
    const ours = store.saveView(view, null);
    const theirs = store.saveView({ ...view, name: 'Theirs' }, null);
    const elsewhere = store.saveView({ ...view, page: 'calendars' }, null);
    expect(new Set([ours, theirs, elsewhere]).size).toBe(3);
    expect(() => store.saveView({ ...view, name: 'Theirs' }, ours)).toThrow(/“Theirs” is saved already/);
    expect(store.saveView({ ...view, name: 'All of ours', address: '?' }, ours)).toBe(ours);
    expect(store.savedViews('triage')).toEqual([
      { ...view, id: ours, name: 'All of ours', address: '?' },
      { ...view, id: theirs, name: 'Theirs' },
    ]);
    store.removeView(theirs);
    store.removeView(theirs);
    expect(() => store.saveView(view, theirs)).toThrow(/not here any more/);
    expect(store.savedViews('triage')).toHaveLength(1);
    expect(store.savedViews('events')).toEqual([]);
  });
});

describe('notifications of a workspace', () => {
  it('are those that somebody set, and the settings beside them stay', () => {
    const { store, db, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    store.saveSetting('locked', '1');
    expect(store.notices()).toEqual([]);
    store.saveNotices({ workspaceId: two, level: 'none', quiet: null });
    store.saveNotices({ workspaceId: one, level: 'all', quiet: { from: 1_320, to: 420 } });
    store.saveNotices({ workspaceId: two, level: 'incidents', quiet: null });
    const kept = [
      { workspaceId: one, level: 'all', quiet: { from: 1_320, to: 420 } },
      { workspaceId: two, level: 'incidents', quiet: null },
    ];
    expect(store.notices()).toEqual(kept);
    expect(store.setting('locked')).toBe('1');
    const damaged = ['{', '[]', '{"workspaceId":7,"level":"loud"}', '{"workspaceId":"7","level":"all"}'];
    for (const [index, value] of damaged.entries()) {
      db().prepare('INSERT INTO setting (key, value) VALUES (?, ?)').run(`notices/9${index}`, value);
    }
    expect(store.notices()).toEqual(kept);
    store.removeWorkspace(one);
    expect(store.notices()).toEqual(kept.slice(1));
  });
});
