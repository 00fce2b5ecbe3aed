import { describe, expect, it } from 'vitest';
import { causeOf } from '../../../electron/core/diagnosis/catalogue/index.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';
import { anEvent, applyCalendars, applyEvents, aCalendar, newStore, TEST_NOW } from './fixture.ts';
import { aBrokenCalendar, aCase, breakDown, join } from './triage-fixture.ts';

const bot = (botId: string) => ({ botId, startAt: null, deduplicationKey: null, meetingUrl: null });

describe('the calendars of an incident', () => {
  it('come with those not connected first, by what is at stake, each once with its latest outage', () => {
    const { store, db, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    const at = (n: number): string => `c${n}`;
    const outages = [0, 1, 2, 3, 4].flatMap((n) => {
      const ref = aBrokenCalendar(store, n % 2 === 0 ? one : two, at(n));
      applyEvents(
        store,
        ref.workspaceId,
        Array.from({ length: n }, (_, index) =>
          anEvent({ id: `${at(n)}-${index}`, calendarId: at(n), startAt: TEST_NOW + (index + 1) * HOUR_MS }),
        ),
      );
      const earlier = {
        brokeAt: TEST_NOW - 5 * HOUR_MS,
        endedAt: TEST_NOW - 4 * HOUR_MS,
        endedBy: 'connected',
      } as const;
      const over = { endedAt: TEST_NOW, endedBy: 'connected' } as const;
      return breakDown(store, db(), ref, earlier, n === 2 ? over : {});
    });
    const id = join(store, outages);
    for (const workspaceId of ids) store.assess({ workspaceId, calendars: null }, TEST_NOW);
    const pages: string[] = [];
    let after: string | null = null;
    do {
      const page = store.incidentCalendars(id, after, 2);
      expect(page.total).toEqual({ count: 5, exact: true });
      pages.push(...page.rows.map(({ calendar }) => calendar.id));
      after = page.next;
    } while (after !== null);
    expect(pages).toEqual([at(4), at(3), at(1), at(0), at(2)]);
    const { rows } = store.incidentCalendars(id, null, 10);
    expect(rows[0]).toMatchObject({
      brokeAt: TEST_NOW - HOUR_MS,
      recoveredAt: null,
      atRisk: { meetings: 4, lost: 0, firstAt: TEST_NOW + HOUR_MS },
    });
    expect(rows[4]).toMatchObject({ recoveredAt: TEST_NOW, atRisk: { meetings: 0, firstAt: null } });
    expect(store.incident(id)).toMatchObject({ size: 5, open: 4, atRisk: { meetings: 8, lost: 0 } });
  });

  it('are what an action on it is about, as long as they are not connected', () => {
    const { store, db, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    const outages = ['a', 'b', 'c'].flatMap((name, n) => {
      const ref = aBrokenCalendar(store, n === 0 ? two : one, name);
      return breakDown(store, db(), ref, name === 'b' ? { endedAt: TEST_NOW, endedBy: 'connected' } : {});
    });
    const incidentId = join(store, outages);
    const named = (): string[] => store.calendarsForAction({ incidentId }, 10).map(({ id }) => id);
    expect(named()).toEqual(['c', 'a']);
    store.tombstoneCalendar(one, 'c', TEST_NOW);
    expect(named()).toEqual(['a']);
    expect(store.calendarsForAction({ incidentId: 99 }, 10)).toEqual([]);
  });
});

describe('the meetings of an incident', () => {
  it('are those of its calendars that are not connected, soonest first over all of them', () => {
    const { store, db, ids } = newStore();
    const [ws = 0] = ids;
    const outages = ['a', 'b', 'c'].flatMap((name) => breakDown(store, db(), aBrokenCalendar(store, ws, name)));
    aBrokenCalendar(store, ws, 'other');
    const startsOf = { a: [5, 1, -1], b: [2, 3], c: [4], other: [1] };
    for (const [name, starts] of Object.entries(startsOf)) {
      applyEvents(
        store,
        ws,
        starts.map((hour) => anEvent({ id: `${name}${hour}`, calendarId: name, startAt: TEST_NOW + hour * HOUR_MS })),
      );
    }
    applyEvents(store, ws, [
      anEvent({ id: 'covered', calendarId: 'a', bots: [bot('b1')] }),
      anEvent({ id: 'no-link', calendarId: 'a', meetingUrl: null }),
    ]);
    const id = join(store, outages);
    store.assess({ workspaceId: ws, calendars: null }, TEST_NOW);
    const found = (limit: number) => {
      const { rows, total } = store.incidentMeetings(id, TEST_NOW, limit);
      return [...rows.map(({ event }) => event.id), total.count];
    };
    expect(found(10)).toEqual(['a1', 'b2', 'b3', 'c4', 'a5', 5]);
    expect(found(2)).toEqual(['a1', 'b2', 5]);
    expect(store.incidentMeetings(99, TEST_NOW, 10)).toEqual({ rows: [], total: { count: 0, exact: true } });
  });
});

describe('the badges of triage', () => {
  it('count incidents by state, and causes with their incidents and calendars, in their workspaces', () => {
    const { store, db, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    const shared = ['a', 'b'].flatMap((name, n) =>
      breakDown(store, db(), aBrokenCalendar(store, n === 0 ? one : two, name)),
    );
    join(store, shared);
    const unknown = { code: 'unknown', basis: 'observed', besides: [] } as const;
    const acknowledged = aCase(store, db(), { workspaceId: one, id: 'c' }, { cause: unknown });
    const snoozed = aCase(store, db(), { workspaceId: one, id: 'd' }, { cause: { ...unknown, code: 'of_tomorrow' } });
    aCase(store, db(), { workspaceId: one, id: 'e' }, { endedAt: TEST_NOW, endedBy: 'connected' });
    store.setIncidentState([acknowledged], 'acknowledged', TEST_NOW);
    store.setIncidentState([snoozed], 'snoozed', TEST_NOW);
    const grant = causeOf('google_invalid_grant');
    expect(store.incidentCounts('all')).toEqual({
      inbox: 1,
      acknowledged: 1,
      snoozed: 1,
      causes: [
        { code: 'unknown', title: causeOf('unknown').title, party: 'unknown', incidents: 2, calendars: 2 },
        { code: grant.code, title: grant.title, party: grant.party, incidents: 1, calendars: 2 },
      ],
    });
    expect(store.incidentCounts([two])).toMatchObject({ inbox: 1, acknowledged: 0, causes: [{ calendars: 1 }] });
    expect(store.incidentCounts([])).toEqual({ inbox: 0, acknowledged: 0, snoozed: 0, causes: [] });
  });
});

describe('the coverage gap', () => {
  it('is the meetings ahead whose bot went when the calendar did, also when it is connected again', () => {
    const { store, db, ids } = newStore();
    const [ws = 0] = ids;
    const ref = aBrokenCalendar(store, ws, 'a');
    const brokeAt = TEST_NOW - HOUR_MS;
    const had = [
      { id: 'kept', gone: null },
      { id: 'lost', gone: brokeAt + MINUTE_MS },
      { id: 'just-before', gone: brokeAt - 9 * MINUTE_MS },
      { id: 'long-before', gone: brokeAt - 11 * MINUTE_MS },
      { id: 'over', gone: brokeAt, startAt: TEST_NOW - 1 },
      { id: 'cancelled', gone: brokeAt, isDeleted: true },
    ];
    for (const { id, gone, ...change } of had) {
      const event = anEvent({ id, calendarId: 'a', ...change, bots: [bot(`bot-${id}`)], updatedAt: 1 });
      applyEvents(store, ws, [event], TEST_NOW - 10 * HOUR_MS);
      if (gone !== null) applyEvents(store, ws, [{ ...event, bots: [], updatedAt: 2 }], gone);
    }
    applyEvents(store, ws, [anEvent({ id: 'never-had', calendarId: 'a' })]);
    expect(store.coverageGap({ calendar: ref }, TEST_NOW, 10).rows).toEqual([]);
    const [outage] = breakDown(store, db(), ref, { brokeAt });
    const gap = (of: Parameters<typeof store.coverageGap>[0]) => {
      const { rows, total } = store.coverageGap(of, TEST_NOW, 10);
      expect(total).toEqual({ count: rows.length, exact: true });
      return rows.map(({ event, lostBot }) => [event.id, lostBot?.botId, lostBot?.goneAt]);
    };
    const lost = [
      ['lost', 'bot-lost', brokeAt + MINUTE_MS],
      ['just-before', 'bot-just-before', brokeAt - 9 * MINUTE_MS],
    ];
    expect(gap({ calendar: ref })).toEqual(expect.arrayContaining(lost));
    expect(gap({ calendar: ref })).toHaveLength(2);
    breakDown(store, db(), ref, { brokeAt, endedAt: TEST_NOW, endedBy: 'connected' });
    expect(gap({ calendar: ref })).toHaveLength(2);
    if (outage === undefined) throw new Error('The calendar has an outage.');
    const incidentId = join(store, [outage]);
    expect(gap({ incidentId })).toHaveLength(2);
    const jobId = store.createJob(
      {
        kind: 'calendar.reconnect',
        title: 'Reconnect',
        danger: 'remote',
        actor: { user: 'anna', host: 'laptop' },
        createdAt: TEST_NOW,
        canary: null,
        unattended: false,
        probe: false,
        oauthClientId: null,
        request: '{}',
      },
      [{ workspaceId: ws, calendarId: 'a', eventId: null, botId: null, label: null, plan: null }],
    );
    expect(gap({ jobId })).toHaveLength(2);
    expect(gap({ jobId: 99 })).toEqual([]);
    // A bot that was scheduled again closes the gap; a calendar that is gone has none.
    applyEvents(store, ws, [anEvent({ id: 'lost', calendarId: 'a', bots: [bot('new')], updatedAt: TEST_NOW })]);
    expect(gap({ incidentId })).toEqual([lost[1]]);
    store.tombstoneCalendar(ws, 'a', TEST_NOW);
    expect(gap({ incidentId })).toEqual([]);
    expect(gap({ calendar: ref })).toEqual([]);
    expect(gap({ jobId })).toEqual([]);
  });

  it('gives the soonest of all calendars, however far they lie apart', () => {
    const { store, db, ids } = newStore();
    const [ws = 0] = ids;
    const outages = ['a', 'b'].flatMap((name) => breakDown(store, db(), aBrokenCalendar(store, ws, name)));
    for (const [index, hour] of [900, 30, 2, 400, 20, 170].entries()) {
      const event = anEvent({
        id: `h${hour}`,
        calendarId: index % 2 === 0 ? 'a' : 'b',
        startAt: TEST_NOW + hour * HOUR_MS,
        bots: [bot(`b${hour}`)],
        updatedAt: 1,
      });
      applyEvents(store, ws, [event], 1);
      applyEvents(store, ws, [{ ...event, bots: [], updatedAt: 2 }], TEST_NOW);
    }
    const incidentId = join(store, outages);
    const found = (limit: number) =>
      store.coverageGap({ incidentId }, TEST_NOW, limit).rows.map(({ event }) => event.id);
    expect(found(10)).toEqual(['h2', 'h20', 'h30', 'h170', 'h400', 'h900']);
    expect(found(3)).toEqual(['h2', 'h20', 'h30']);
    expect(store.coverageGap({ incidentId }, TEST_NOW, 3).total).toEqual({ count: 6, exact: true });
  });
});

describe('the meetings at risk of a calendar', () => {
  it('are those ahead with a link and without a bot, with the bot that they had', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    applyCalendars(store, ws, [aCalendar()]);
    const event = anEvent({ id: 'lost', bots: [bot('old')], updatedAt: 1 });
    applyEvents(store, ws, [event], 10);
    applyEvents(store, ws, [{ ...event, bots: [bot('newer')], updatedAt: 2 }], 20);
    applyEvents(store, ws, [{ ...event, bots: [], updatedAt: 3 }], 30);
    applyEvents(store, ws, [
      anEvent({ id: 'bare', startAt: TEST_NOW }),
      anEvent({ id: 'past', startAt: TEST_NOW - 1 }),
      anEvent({ id: 'no-start', startAt: null }),
    ]);
    const ref = { workspaceId: ws, id: 'cal-1' };
    expect(store.meetingsAtRisk(ref, TEST_NOW, 10)).toMatchObject({
      rows: [
        { event: { id: 'bare' }, lostBot: null },
        { event: { id: 'lost' }, lostBot: { botId: 'newer', goneAt: 30 } },
      ],
      total: { count: 2, exact: true },
    });
    expect(store.meetingsAtRisk(ref, TEST_NOW, 1)).toMatchObject({ rows: [{}], total: { count: 2 } });
    expect(store.meetingsAtRisk({ ...ref, id: 'nowhere' }, TEST_NOW, 1).rows).toEqual([]);
  });
});
