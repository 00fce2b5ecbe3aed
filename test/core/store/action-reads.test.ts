import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../shared/time.ts';
import { aCalendar, anEvent, applyCalendars, applyEvents, newStore, TEST_NOW } from './fixture.ts';

describe('the calendars of an action', () => {
  it('come by workspace, mailbox and id, once each, deleted ones too where they are named', () => {
    const { store, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    for (const ws of [two, one]) {
      applyCalendars(store, ws, [
        aCalendar({ id: 'z', platformEmail: 'Anna@acme.com' }),
        aCalendar({ id: 'y', platformEmail: 'anna@acme.com' }),
        aCalendar({ id: 'x', platformEmail: null, oauthEmail: 'aaron@acme.com' }),
        aCalendar({ id: 'w', platformEmail: null }),
        aCalendar({ id: 'v', platformEmail: 'zoe@acme.com', status: 'disconnected' }),
      ]);
    }
    applyEvents(store, one, [anEvent({ calendarId: 'only-named-by-an-event' })]);
    store.tombstoneCalendar(one, 'v', TEST_NOW);
    const brief = (query: Parameters<typeof store.calendarsForAction>[0], atMost = 100): string[] =>
      store.calendarsForAction(query, atMost).map(({ workspaceId, id }) => `${workspaceId}/${id}`);
    expect(brief({ filter: { workspaces: 'all' } })).toEqual([
      ...['x', 'y', 'z', 'w'].map((id) => `${one}/${id}`),
      ...['x', 'y', 'z', 'v', 'w'].map((id) => `${two}/${id}`),
    ]);
    expect(brief({ filter: { workspaces: [two], status: 'disconnected' } })).toEqual([`${two}/v`]);
    expect(brief({ filter: { workspaces: [two], text: 'ANNA' } })).toEqual([`${two}/y`, `${two}/z`]);
    expect(brief({ filter: { workspaces: 'all' } }, 3)).toHaveLength(3);
    const refs = [
      { workspaceId: two, id: 'y' },
      { workspaceId: one, id: 'v' },
      { workspaceId: two, id: 'y' },
      { workspaceId: one, id: 'nowhere' },
      { workspaceId: one, id: 'only-named-by-an-event' },
      { workspaceId: one, id: 'z' },
    ];
    expect(brief({ calendars: refs })).toEqual([`${one}/z`, `${one}/v`, `${two}/y`]);
    expect(store.calendarsForAction({ calendars: [{ workspaceId: one, id: 'v' }] }, 9)[0]?.deletedAt).toBe(TEST_NOW);
    expect(brief({ calendars: [] })).toEqual([]);
  });

  it('are found by their mailbox in every workspace, whatever the case, and only by the whole address', () => {
    const { store, ids } = newStore(3);
    const [one = 0, two = 0, three = 0] = ids;
    applyCalendars(store, one, [
      aCalendar({ id: 'a', platformEmail: 'Anna.Bell@Acme.com' }),
      aCalendar({ id: 'b', platformEmail: 'bell@acme.com' }),
      aCalendar({ id: 'anna.bell@acme.com', platformEmail: 'else@acme.com' }),
    ]);
    applyCalendars(store, two, [aCalendar({ id: 'c', platformEmail: null, oauthEmail: 'anna.bell@acme.com' })]);
    applyCalendars(store, three, [aCalendar({ id: 'd', platformEmail: 'ANNA.BELL@acme.com' })]);
    store.tombstoneCalendar(three, 'd', TEST_NOW);
    const found = (address: string): string[] => store.calendarsOfMailbox(address).map(({ id }) => id);
    expect(found(' anna.BELL@acme.com ')).toEqual(['a', 'c', 'd']);
    expect(found('bell')).toEqual([]);
    expect(found('acme.com')).toEqual([]);
    expect(found('nobody@acme.com')).toEqual([]);
    store.removeWorkspace(two);
    expect(found('anna.bell@acme.com')).toEqual(['a', 'd']);
  });
});

describe('what depends on calendars', () => {
  it('is counted over their coming events, each bot once', () => {
    const { store, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    const bot = (botId: string) => ({ botId, startAt: 1, deduplicationKey: null, meetingUrl: null });
    const events = [
      anEvent({ id: 'past', startAt: TEST_NOW - 1, bots: [bot('old')] }),
      anEvent({ id: 'now', startAt: TEST_NOW, bots: [bot('b1'), bot('b2')] }),
      anEvent({ id: 'shared', bots: [bot('b1')] }),
      anEvent({ id: 'bare' }),
      anEvent({ id: 'no-link', meetingUrl: null }),
      anEvent({ id: 'deleted', isDeleted: true, bots: [bot('b3')] }),
      anEvent({ id: 'no-start', startAt: null }),
      anEvent({ id: 'other', calendarId: 'cal-2', bots: [bot('b4')] }),
    ];
    for (const ws of [one, two]) applyEvents(store, ws, events);
    // A bot that was taken off is not lost with the calendar.
    applyEvents(store, one, [anEvent({ id: 'shared', updatedAt: TEST_NOW, bots: [] })]);
    const ref = (workspaceId: number, id = 'cal-1') => ({ workspaceId, id });
    expect(store.futureOf([ref(one)], TEST_NOW)).toEqual({ events: 4, withBot: 1, bots: 2, stored: 7 });
    expect(store.futureOf([ref(one), ref(two)], TEST_NOW)).toEqual({ events: 8, withBot: 3, bots: 4, stored: 14 });
    expect(store.futureOf([ref(one, 'cal-2')], TEST_NOW)).toEqual({ events: 1, withBot: 1, bots: 1, stored: 1 });
    expect(store.futureOf([ref(one), ref(one, 'nowhere')], TEST_NOW + 2 * HOUR_MS)).toEqual({
      events: 0,
      withBot: 0,
      bots: 0,
      stored: 7,
    });
    expect(store.futureOf([], TEST_NOW)).toEqual({ events: 0, withBot: 0, bots: 0, stored: 0 });
  });
});
