import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../shared/time.ts';
import { aCalendar, anEvent, applyCalendars, applyEvents, newStore, TEST_NOW } from './fixture.ts';
import { aBot, aRecorded, conclude } from './verdict-fixture.ts';

const START = TEST_NOW + HOUR_MS;

describe('the truth of one event', () => {
  it('is made from the very facts that its verdict was concluded from', () => {
    const { store, ids } = newStore(2);
    const [ws = 0, other = 0] = ids;
    for (const id of ids) applyCalendars(store, id, [aCalendar()]);
    const shared = aBot(START, { botId: 'shared' });
    const raw = JSON.stringify({ attendees: [] });
    applyEvents(store, ws, [
      anEvent({
        id: 'a',
        startAt: START - DAY_MS,
        bots: [aBot(START - DAY_MS, { botId: 'old' })],
        seriesId: 's',
        attendeeCount: 0,
        people: [],
        raw,
      }),
    ]);
    applyEvents(
      store,
      ws,
      [
        anEvent({ id: 'a', bots: [shared], seriesId: 's', attendeeCount: 0, people: [], raw, updatedAt: TEST_NOW }),
        anEvent({ id: 'b', calendarId: 'cal-2', bots: [shared] }),
        anEvent({ id: 'c', startAt: START + DAY_MS, bots: [shared] }),
        anEvent({ id: 'had', startAt: START + DAY_MS, bots: [shared] }),
      ],
      TEST_NOW + 1,
    );
    applyEvents(
      store,
      ws,
      [anEvent({ id: 'had', startAt: START + DAY_MS, bots: [], updatedAt: TEST_NOW })],
      TEST_NOW + 2,
    );
    applyEvents(store, other, [anEvent({ id: 'd', bots: [shared] })]);
    store.applyBot(ws, aRecorded('old', START - DAY_MS, { payload: '{"id":"old"}' }), TEST_NOW - 5);
    store.applyBot(ws, aRecorded('shared', START, { payload: '{"id":"shared"}' }), TEST_NOW - 9);
    conclude(store);
    const truth = store.eventTruth({ workspaceId: ws, id: 'a' });
    if (truth === null) throw new Error('The event is not there.');
    store.verdicts((writer) => {
      writer.pendWorkspace(ws, 0);
      const [pending] = writer.next(50).filter(({ facts }) => facts.id === 'a' && facts.workspaceId === ws);
      expect(pending?.facts).toEqual(truth.facts);
      expect(pending?.domains).toEqual(truth.domains);
    });
    expect(truth).toMatchObject({
      facts: { icalUid: 'a@google.com' },
      seriesId: 's',
      attendeesKnown: true,
      attendeeCount: 0,
      domains: [],
    });
    expect(truth.facts.entries.map(({ botId, goneAt, bot }) => [botId, goneAt !== null, bot?.outcome])).toEqual([
      ['old', true, 'recorded'],
      ['shared', false, 'recorded'],
    ]);
    expect(truth.facts.revisions.map(({ startAt }) => startAt)).toEqual([START - DAY_MS, START]);
    const siblings = truth.facts.siblings.map(({ eventId, workspaceId }) => `${workspaceId}/${eventId}`);
    expect(siblings.toSorted()).toEqual([`${ws}/b`, `${other}/d`]);
    expect([...truth.siblings.values()].map(({ id }) => id).toSorted()).toEqual(['b', 'd']);
    // Bots are named by workspace, and one that is gone is shared no more.
    expect(truth.sharing.map(({ event, botId }) => `${event.id} ${botId}`).toSorted()).toEqual([
      'b shared',
      'c shared',
    ]);
    expect(truth.lastBot).toEqual({ botId: 'old', retrievedAt: TEST_NOW - 5, payload: '{"id":"old"}' });
    expect(store.eventTruth({ workspaceId: ws, id: 'unknown' })).toBeNull();
  });

  it('names at most 50 siblings, those with a bot first', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    applyCalendars(store, ws, [aCalendar()]);
    const guests = Array.from({ length: 120 }, (_, n) =>
      anEvent({ id: `g-${n}`, bots: n >= 117 ? [aBot(START, { botId: `b-${n}` })] : [] }),
    );
    applyEvents(store, ws, guests);
    conclude(store, TEST_NOW, 200);
    const siblings = store.eventTruth({ workspaceId: ws, id: 'g-0' })?.facts.siblings ?? [];
    expect(siblings).toHaveLength(50);
    expect(siblings.filter(({ entries }) => entries.length > 0).map(({ eventId }) => eventId)).toEqual([
      'g-117',
      'g-118',
      'g-119',
    ]);
  });
});
