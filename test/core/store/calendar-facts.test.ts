import { describe, expect, it } from 'vitest';
import { causeOf, CAUSES } from '../../../electron/core/diagnosis/catalogue/index.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';
import { aCalendar, anEvent, applyCalendars, applyEvents, newStore, TEST_NOW } from './fixture.ts';
import { aJob, itemsOf } from './ledger-fixture.ts';
import { aBrokenCalendar, aCase, breakDown } from './triage-fixture.ts';

describe('the facts of a calendar', () => {
  it('hold the newest 1,000 entries of a long history, and say how many there are', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    const statusChanges = Array.from({ length: 10_000 }, (_, index) => ({
      status: index % 2 === 0 ? 'disconnected' : 'connected',
      at: index + 1,
      detail: index % 2 === 0 ? 'invalid_grant' : null,
    }));
    applyCalendars(store, ws, [aCalendar({ statusChanges })]);
    const facts = store.calendarFacts({ workspaceId: ws, id: 'cal-1' }, TEST_NOW);
    expect(facts?.history).toHaveLength(1_000);
    expect(facts?.history.map(({ at }) => at)).toEqual(Array.from({ length: 1_000 }, (_, index) => 10_000 - index));
    expect(facts?.historyTotal).toBe(10_000);
  });

  it('tell its outage, what is at stake while it lasts, and what was probed', () => {
    const { store, db, ids } = newStore();
    const [ws = 0] = ids;
    const ref = aBrokenCalendar(store, ws, 'a');
    expect(store.calendarFacts(ref, TEST_NOW)).toMatchObject({
      outage: null,
      neighbours: null,
      incidentSize: 0,
      atRisk: { meetings: 0, lost: 0, firstAt: null },
      probes: [],
    });
    applyEvents(store, ws, [anEvent({ id: 'e1', calendarId: 'a' })]);
    const incident = aCase(store, db(), ref, { brokeAt: 5, endedAt: 6, endedBy: 'connected' }, { brokeAt: 7 });
    expect(store.calendarFacts(ref, TEST_NOW)).toMatchObject({
      outage: { brokeAt: 7, endedAt: null, incident },
      incidentSize: 1,
      atRisk: { meetings: 1, lost: 0, firstAt: TEST_NOW + HOUR_MS },
    });
    breakDown(
      store,
      db(),
      ref,
      { brokeAt: 5, endedAt: 6, endedBy: 'connected' },
      { brokeAt: 7, endedAt: 8, endedBy: 'connected' },
    );
    expect(store.calendarFacts(ref, TEST_NOW)).toMatchObject({
      outage: { brokeAt: 7, endedAt: 8 },
      atRisk: { meetings: 0, firstAt: null },
    });
    expect(store.calendarFacts({ ...ref, id: 'nowhere' }, TEST_NOW)).toBeNull();
    applyEvents(store, ws, [anEvent({ id: 'e2', calendarId: 'only-named' })]);
    expect(store.calendarFacts({ ...ref, id: 'only-named' }, TEST_NOW)).toBeNull();
  });

  it('know those who broke beside it: of its client, its mail domain and its platform', () => {
    const { store, db, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    const broken = (id: string, change: Parameters<typeof breakDown>[3], workspaceId = one): void => {
      const { domain = 'acme.com', oauthClientId = 'client-1', platform = 'google_calendar' } = change ?? {};
      const ref = aBrokenCalendar(store, workspaceId, id, {
        platformEmail: `${id}@${String(domain)}`,
        oauthClientId,
        platform,
      });
      breakDown(store, db(), ref, change ?? {});
    };
    const brokeAt = TEST_NOW - DAY_MS;
    const sevenDays = { connectedAt: brokeAt - 7 * DAY_MS, brokeAt };
    broken('me', sevenDays);
    broken(
      'twin',
      { ...sevenDays, brokeAt: brokeAt + 59 * MINUTE_MS, connectedAt: brokeAt - 7 * DAY_MS + HOUR_MS },
      two,
    );
    broken('six-days', { brokeAt: brokeAt - 2 * HOUR_MS, connectedAt: brokeAt - 6 * DAY_MS });
    broken('elsewhere', { brokeAt: brokeAt + 9 * MINUTE_MS, domain: 'other.test', oauthClientId: 'client-2' });
    broken('outlook', { brokeAt, platform: 'microsoft_outlook' });
    broken('long-ago', { ...sevenDays, brokeAt: TEST_NOW - 61 * DAY_MS, connectedAt: TEST_NOW - 68 * DAY_MS });
    applyCalendars(store, one, [
      aCalendar({ id: 'well', platformEmail: 'well@acme.com' }),
      aCalendar({ id: 'near', platformEmail: 'near@notacme.com', oauthClientId: 'client-3' }),
      aCalendar({ id: 'unnamed', platformEmail: null, oauthEmail: 'later@acme.com', oauthClientId: null }),
      aCalendar({ id: 'gone', platformEmail: 'gone@acme.com' }),
    ]);
    store.tombstoneCalendar(one, 'gone', TEST_NOW);
    expect(store.calendarFacts({ workspaceId: one, id: 'me' }, TEST_NOW)?.neighbours).toEqual({
      client: { calendars: 6, broken: 5, sevenDayDeaths: 2 },
      domain: { calendars: 6, broken: 4, together: 1 },
      platform: { together: 1 },
    });
  });
});

describe('the cause of a calendar', () => {
  it('is shown by lists until it is connected again, and filters them', () => {
    const { store, db, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    const party = causeOf('google_invalid_grant').party;
    const other = CAUSES.find((cause) => cause.party !== party && cause.party !== 'unknown');
    if (other === undefined) throw new Error('The catalogue has causes of more than one party.');
    aCase(store, db(), { workspaceId: one, id: 'a' });
    aCase(store, db(), { workspaceId: two, id: 'b' }, { cause: { code: other.code, basis: 'probed', besides: [] } });
    aCase(
      store,
      db(),
      { workspaceId: two, id: 'c' },
      { cause: { code: 'of_tomorrow', basis: 'observed', besides: [] } },
    );
    aBrokenCalendar(store, one, 'not-looked-at');
    applyCalendars(store, one, [aCalendar({ id: 'well' })]);
    type Filter = Omit<Parameters<typeof store.listCalendars>[0], 'workspaces'>;
    const list = (filter: Filter, workspaces: 'all' | number[] = 'all') => {
      const found = store.listCalendars({ workspaces, ...filter }, { by: 'email', direction: 'asc' }, null, 10);
      expect(found.total).toEqual({ count: found.rows.length, exact: true });
      return found.rows.map(({ id }) => id);
    };
    expect(list({ cause: 'google_invalid_grant' })).toEqual(['a']);
    expect(list({ cause: other.code, party: other.party })).toEqual(['b']);
    expect(list({ cause: other.code, party })).toEqual([]);
    expect(list({ party: other.party }, [one])).toEqual([]);
    // A code of another version is the unknown cause, in rows and in filters.
    expect(list({ cause: 'unknown' })).toEqual(['c']);
    expect(list({ party: 'unknown', status: 'disconnected' })).toEqual(['c']);
    expect(list({ cause: 'google_invalid_grant', text: 'A@acme' })).toEqual(['a']);
    expect(store.calendar(two, 'b', TEST_NOW)?.calendar.cause).toEqual({
      code: other.code,
      title: other.title,
      party: other.party,
      basis: 'probed',
    });
    expect(store.calendarsForAction({ filter: { workspaces: 'all', cause: 'unknown' } }, 9)).toHaveLength(1);
    // Between the page that connects it and the look that ends its outage.
    applyCalendars(store, one, [aCalendar({ id: 'a', platformEmail: 'a@acme.com', updatedAt: TEST_NOW })]);
    expect(store.calendar(one, 'a', TEST_NOW)?.calendar.cause).toBeNull();
    expect(list({ cause: 'google_invalid_grant' })).toEqual([]);
  });
});

describe('what has to be looked at', () => {
  it('is whatever is not connected, still in an outage, or broke since the last one was seen', () => {
    const { store, db, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    const cases = (only: readonly string[] | null): string[] =>
      (only === null ? store.unsettledCalendars(one) : store.casesOf(one, only).map(({ row }) => row.id)).toSorted();
    applyCalendars(store, one, [
      aCalendar({ id: 'well' }),
      aCalendar({ id: 'young', status: 'connecting' }),
      aCalendar({ id: 'strange', status: 'hibernating' }),
      aCalendar({ id: 'back', statusChanges: [{ status: 'disconnected', at: 1, detail: null }] }),
    ]);
    aBrokenCalendar(store, two, 'elsewhere');
    applyEvents(store, one, [anEvent({ calendarId: 'only-named' })]);
    expect(cases(null)).toEqual(['back', 'strange', 'young']);
    // Of those that are named, all that ever were otherwise than connected.
    expect(cases(['well', 'back', 'strange', 'only-named', 'elsewhere', 'back'])).toEqual(['back', 'strange']);
    const over = { brokeAt: 1, endedAt: 2, endedBy: 'connected' } as const;
    breakDown(store, db(), { workspaceId: one, id: 'back' }, over);
    expect(cases(null)).toEqual(['strange', 'young']);
    breakDown(store, db(), { workspaceId: one, id: 'well' }, { brokeAt: 1 });
    expect(cases(null)).toEqual(['strange', 'well', 'young']);
    store.tombstoneCalendar(one, 'young', TEST_NOW);
    expect(cases(null)).toEqual(['strange', 'well']);
    const later = [
      { status: 'disconnected', at: 1, detail: null },
      { status: 'disconnected', at: 5, detail: null },
      { status: 'connected', at: 6, detail: null },
    ];
    applyCalendars(store, one, [aCalendar({ id: 'back', statusChanges: later, updatedAt: TEST_NOW })], TEST_NOW + 1);
    expect(cases(null)).toEqual(['back', 'strange', 'well']);
  });

  it('are calendars that have been connecting for too long, as soon as they have', () => {
    const { store, db, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    const connecting = (id: string, at: number) =>
      aCalendar({ id, status: 'connecting', statusChanges: [{ status: 'connecting', at, detail: null }] });
    applyCalendars(store, one, [connecting('old', 10), connecting('young', 30), aCalendar()]);
    applyCalendars(store, two, [connecting('old', 19)]);
    expect([...store.stuckCalendars(20)]).toEqual([
      [one, ['old']],
      [two, ['old']],
    ]);
    breakDown(store, db(), { workspaceId: one, id: 'old' }, { brokeAt: 10 });
    expect([...store.stuckCalendars(20)]).toEqual([[two, ['old']]]);
  });
});

describe('tests of a credential', () => {
  it('are kept with the step that made them, the newest 50 of a calendar', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    applyCalendars(store, ws, [aCalendar()]);
    const jobId = store.createJob(aJob({ kind: 'calendar.test_credential' }), itemsOf(ws, ['cal-1']));
    const probe = (at: number, calendarId = 'cal-1', workspaceId = ws) =>
      store.step({
        jobId,
        item: { n: 1, change: { message: `probe ${at}` } },
        probe: {
          workspaceId,
          calendarId,
          probe: { at, code: at % 2 === 0 ? null : 'bad_refresh_token', message: 'No.' },
        },
      });
    for (let at = 1; at <= 60; at += 1) probe(at);
    const probes = store.calendarFacts({ workspaceId: ws, id: 'cal-1' }, TEST_NOW)?.probes ?? [];
    expect(probes.map(({ at }) => at)).toEqual(Array.from({ length: 50 }, (_, index) => 60 - index));
    expect(probes.slice(0, 2)).toEqual([
      { at: 60, code: null, message: 'No.' },
      { at: 59, code: 'bad_refresh_token', message: 'No.' },
    ]);
    // Of a calendar that is not here nothing is kept, and the step counts all the same.
    probe(61, 'nowhere');
    probe(62, 'cal-1', 99);
    expect(store.storedItems(jobId, ['waiting'])).toMatchObject([{ message: 'probe 62' }]);
    expect(store.calendarFacts({ workspaceId: ws, id: 'cal-1' }, TEST_NOW)?.probes[0]?.at).toBe(60);
  });
});
