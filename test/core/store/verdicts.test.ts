import { describe, expect, it } from 'vitest';
import type { Store } from '../../../electron/core/store/types.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/time.ts';
import { aCalendar, anEvent, applyCalendars, applyEvents, newStore, TEST_NOW } from './fixture.ts';
import { checkInvariants } from './invariants.ts';
import { breakDown } from './triage-fixture.ts';
import { aBot, aRecorded, conclude, LINK, pass } from './verdict-fixture.ts';

const START = TEST_NOW + HOUR_MS;

/** Verdict and reason of an event as a list shows them, e.g. `covered scheduled`. */
function markOf(store: Store, workspaceId: number, id: string): string | null {
  const mark = store.event(workspaceId, id)?.event.verdict ?? null;
  return mark === null ? null : `${mark.verdict} ${mark.reason}`;
}

describe('events that wait to be judged', () => {
  it('are those that a page brought or changed, once each, and no others', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    applyCalendars(store, ws, [aCalendar()]);
    applyEvents(store, ws, [anEvent({ id: 'a' }), anEvent({ id: 'b', meetingUrl: null })]);
    expect(markOf(store, ws, 'a')).toBeNull();
    expect(store.pendingVerdicts(10)).toBe(2);
    expect(store.pendingVerdicts(1)).toBe(1);
    expect(conclude(store).toSorted()).toEqual(['a', 'b']);
    expect(store.pendingVerdicts(10)).toBe(0);
    expect(markOf(store, ws, 'a')).toBe('will_be_missed never_scheduled');
    expect(markOf(store, ws, 'b')).toBe('not_recordable no_link');

    applyEvents(store, ws, [anEvent({ id: 'a' }), anEvent({ id: 'b', meetingUrl: null })]);
    expect(store.pendingVerdicts(10)).toBe(0);
    applyEvents(store, ws, [anEvent({ id: 'a', bots: [aBot(START)], updatedAt: TEST_NOW })]);
    expect(store.pendingVerdicts(10)).toBe(1);
    expect(conclude(store)).toEqual(['a']);
    expect(markOf(store, ws, 'a')).toBe('covered scheduled');
    // Another title is no other verdict, and nobody has to be told.
    applyEvents(store, ws, [anEvent({ id: 'a', title: 'New', bots: [aBot(START)], updatedAt: TEST_NOW + 1 })]);
    expect(store.pendingVerdicts(10)).toBe(1);
    expect(conclude(store)).toEqual([]);
  });

  it('go on waiting when judging fails half-way', () => {
    const { store, ids } = newStore();
    applyEvents(store, ids[0] ?? 0, [anEvent({ id: 'a' }), anEvent({ id: 'b' })]);
    const failing = (): never =>
      store.verdicts((writer) => {
        writer.next(1);
        throw new Error('no');
      });
    expect(failing).toThrow('no');
    expect(store.pendingVerdicts(10)).toBe(2);
  });

  it('know whom they were invited from, and the link in the payload, as the payload says it', () => {
    const { store, db, ids } = newStore();
    const [ws = 0] = ids;
    const hidden = 'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fteams.example%2Fx';
    const raw = {
      subject: 'Outlook',
      organizer: { emailAddress: { address: 'Boss@Example.com' } },
      attendees: [{ emailAddress: { address: 'guest@example.org' } }],
      onlineMeeting: { joinUrl: hidden },
    };
    const people = ['boss@example.com', 'guest@example.org', 'other@example.com'];
    applyEvents(store, ws, [
      anEvent({ id: 'same', rawLink: LINK, people }),
      anEvent({ id: 'nobody', people: [], attendeeCount: null }),
      anEvent({
        id: 'unread',
        platform: 'microsoft_outlook',
        organizerEmail: 'Boss@Example.com',
        meetingUrl: null,
        rawLink: hidden,
        people: people.slice(0, 2),
        raw: JSON.stringify(raw),
      }),
    ]);
    const read = (): unknown[] =>
      store.verdicts((writer) => {
        const found = writer
          .next(10)
          .map(({ facts, domains, organizer }) => [facts.id, facts.rawLink, domains, organizer]);
        return found.toSorted((a, b) => String(a[0]).localeCompare(String(b[0])));
      });
    const known = [
      ['nobody', null, null, 'organiser@example.com'],
      ['same', LINK, ['example.com', 'example.org'], 'organiser@example.com'],
      ['unread', hidden, ['example.com', 'example.org'], 'boss@example.com'],
    ];
    expect(read()).toEqual(known);
    // As after a migration, when nobody had read the payloads yet: the stored ones tell the same.
    db().exec('UPDATE verdict_pending SET domains = NULL, raw_link = NULL');
    const [, , unread] = known;
    expect(read()[2]).toEqual(unread);
    conclude(store);
    store.verdicts((writer) => writer.pendDue(Number.MAX_SAFE_INTEGER, 10));
    db().exec('INSERT OR IGNORE INTO verdict_pending (pk, workspace_id) SELECT pk, workspace_id FROM event');
    expect(read()[2]).toEqual(unread);
  });

  it('tell no bots from bots that were not told', () => {
    const { store, db, ids } = newStore();
    const [ws = 0] = ids;
    applyCalendars(store, ws, [aCalendar()]);
    applyEvents(store, ws, [anEvent({ id: 'untold', bots: null }), anEvent({ id: 'none', bots: [] })]);
    conclude(store);
    expect(markOf(store, ws, 'untold')).toBe('unknown bots_not_told');
    expect(markOf(store, ws, 'none')).toBe('will_be_missed never_scheduled');
    expect(store.event(ws, 'untold')).toMatchObject({ intact: true, bots: [] });
    // Told at last, with nothing else changed; and once told, `null` says nothing against it.
    applyEvents(store, ws, [anEvent({ id: 'untold', bots: [] })]);
    conclude(store);
    expect(markOf(store, ws, 'untold')).toBe('will_be_missed never_scheduled');
    applyEvents(store, ws, [anEvent({ id: 'untold', bots: null, title: 'x', updatedAt: TEST_NOW })]);
    conclude(store);
    expect(markOf(store, ws, 'untold')).toBe('will_be_missed never_scheduled');
    checkInvariants(db());
  });
});

describe('verdicts in the store', () => {
  it('come due as time passes, without anything else being touched', () => {
    const { store, db, ids } = newStore();
    const [ws = 0] = ids;
    applyCalendars(store, ws, [aCalendar()]);
    applyEvents(store, ws, [
      anEvent({ id: 'soon' }),
      anEvent({ id: 'later', startAt: START + DAY_MS }),
      anEvent({ id: 'far', startAt: TEST_NOW + 40 * DAY_MS }),
    ]);
    conclude(store);
    expect(markOf(store, ws, 'far')).toBe('unknown beyond_window');
    expect(pass(store, TEST_NOW)).toEqual([]);
    expect(pass(store, START + HOUR_MS + 1)).toEqual(['soon']);
    expect(markOf(store, ws, 'soon')).toBe('missed never_scheduled');
    expect(markOf(store, ws, 'later')).toBe('will_be_missed never_scheduled');
    pass(store, TEST_NOW + 60 * DAY_MS);
    expect(markOf(store, ws, 'far')).toBe('missed never_scheduled');
    expect(db().prepare('SELECT count(*) FROM verdict WHERE due_at IS NOT NULL').pluck().get()).toBe(0);
  });

  it('look again at siblings when one of a meeting changes, also across workspaces and within one chunk', () => {
    const { store, db, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    applyCalendars(store, one, [aCalendar(), aCalendar({ id: 'cal-2', platformEmail: 'anna@acme.com' })]);
    applyCalendars(store, two, [aCalendar()]);
    applyEvents(store, one, [
      anEvent({ id: 'a', bots: [aBot(START, { botId: 'a', deduplicationKey: 'a' })] }),
      anEvent({ id: 'b', calendarId: 'cal-2', bots: [aBot(START, { botId: 'b', deduplicationKey: 'b' })] }),
    ]);
    conclude(store);
    // Neither had been judged when the other was.
    expect([markOf(store, one, 'a'), markOf(store, one, 'b')]).toEqual(Array(2).fill('duplicate same_mailbox'));
    applyEvents(store, one, [anEvent({ id: 'b', calendarId: 'cal-2', isDeleted: true, updatedAt: TEST_NOW })]);
    expect(conclude(store).toSorted()).toEqual(['a', 'b']);
    expect(markOf(store, one, 'a')).toBe('covered scheduled');

    const elsewhere = anEvent({ id: 'c', bots: [aBot(START, { botId: 'c' })] });
    applyEvents(store, two, [elsewhere]);
    expect(conclude(store).toSorted()).toEqual(['a', 'c']);
    expect(markOf(store, one, 'a')).toBe('duplicate other_workspace');
    // It moves to another link of the same meeting, which changes nothing, and then to another time.
    applyEvents(store, two, [{ ...elsewhere, meetingUrl: `${LINK}?authuser=1`, updatedAt: TEST_NOW + 1 }]);
    conclude(store);
    expect(markOf(store, one, 'a')).toBe('duplicate other_workspace');
    applyEvents(store, two, [{ ...elsewhere, startAt: START + DAY_MS, updatedAt: TEST_NOW + 2 }]);
    conclude(store);
    expect(markOf(store, one, 'a')).toBe('covered scheduled');
    checkInvariants(db());
  });

  it('are rid of siblings whose workspace is removed, and leave with their own', () => {
    const { store, db, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    for (const [index, ws] of ids.entries()) {
      applyCalendars(store, ws, [aCalendar()]);
      applyEvents(store, ws, [anEvent({ bots: [aBot(START, { botId: `bot-${index}` })] })]);
      store.applyBot(ws, aRecorded(`bot-${index}`, START, { statusChanges: [], recordings: [] }), TEST_NOW);
      store.saveInferredRecipe(ws, '{start_time}-{meeting_url}', 3, 1);
      store.verdicts((writer) => {
        writer.refusal({ workspaceId: ws, id: 'event-1' }, { at: TEST_NOW, kind: 'refused', message: 'no' });
        writer.pendCalendar(ws, 'cal-1', TEST_NOW);
      });
    }
    conclude(store);
    expect(markOf(store, one, 'event-1')).toBe('duplicate other_workspace');
    store.removeWorkspace(two);
    while (store.maintain(50));
    conclude(store);
    expect(markOf(store, one, 'event-1')).toBe('covered scheduled');
    for (const table of ['verdict', 'bot_fact', 'workspace_recipe', 'schedule_refusal', 'verdict_calendar']) {
      expect(db().prepare(`SELECT DISTINCT workspace_id FROM ${table}`).pluck().all(), table).toEqual([one]);
    }
    expect(store.pendingVerdicts(10)).toBe(0);
    checkInvariants(db());
  });

  it('follow their calendar: from a time on when its connection changed, all when its mailbox did', () => {
    const { store, db, ids } = newStore();
    const [ws = 0] = ids;
    applyCalendars(store, ws, [aCalendar()]);
    applyEvents(store, ws, [anEvent({ id: 'past', startAt: TEST_NOW - 5 * DAY_MS }), anEvent({ id: 'ahead' })]);
    const look = (): number => store.verdicts((writer) => writer.pendCalendar(ws, 'cal-1', TEST_NOW - DAY_MS));
    conclude(store);
    expect(look()).toBe(2);
    conclude(store);
    expect(look()).toBe(0);
    applyCalendars(store, ws, [aCalendar({ status: 'disconnected', updatedAt: TEST_NOW })]);
    breakDown(store, db(), { workspaceId: ws, id: 'cal-1' });
    expect(look()).toBe(1);
    expect(conclude(store)).toEqual(['ahead']);
    expect(markOf(store, ws, 'ahead')).toBe('will_be_missed calendar_disconnected');
    applyCalendars(store, ws, [
      aCalendar({ status: 'disconnected', platformEmail: 'new@other.example', updatedAt: TEST_NOW + 1 }),
    ]);
    expect(look()).toBe(2);
    conclude(store);
    const found = store.listEvents(
      { workspaces: 'all', domain: '@Other.example' },
      { by: 'start', direction: 'asc' },
      null,
      9,
    );
    expect(found.rows.map(({ id }) => id)).toEqual(['past', 'ahead']);
    expect(store.verdicts((writer) => writer.pendCalendar(ws, 'unknown', 0))).toBe(0);
  });

  it('follow the bots that were looked at, named by the event or by Calendar V1', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    const startAt = TEST_NOW - 2 * HOUR_MS;
    applyCalendars(store, ws, [aCalendar()]);
    applyEvents(store, ws, [
      anEvent({ id: 'mine', startAt, bots: [aBot(startAt, { botId: 'bot-1' })] }),
      anEvent({ id: 'v1', bots: [aBot(START, { botId: 'bot-2' })] }),
      anEvent({
        id: 'other',
        meetingUrl: 'https://meet.google.com/abc-defg-hijk',
        bots: [aBot(START, { botId: 'bot-4', meetingUrl: null })],
      }),
    ]);
    conclude(store);
    expect(markOf(store, ws, 'mine')).toBe('unknown bot_not_looked_at');
    const unseen = (): unknown => store.unseenBots(ws, TEST_NOW - DAY_MS, TEST_NOW, 5);
    expect(unseen()).toEqual([{ workspaceId: ws, botId: 'bot-1', looks: 0 }]);
    expect(store.unseenBots(ws, TEST_NOW - HOUR_MS + 1, TEST_NOW, 5)).toEqual([]);
    store.applyBot(ws, aRecorded('bot-1', startAt), TEST_NOW);
    expect(store.verdicts((writer) => writer.pendBot(ws, 'bot-1'))).toBe(1);
    expect(conclude(store)).toEqual(['mine']);
    expect(markOf(store, ws, 'mine')).toBe('covered recorded');
    expect(unseen()).toEqual([]);

    store.applyBot(ws, aRecorded('bot-3', START, { statusChanges: [], recordings: [], v1StartAt: START }), TEST_NOW);
    store.verdicts((writer) => writer.pendBot(ws, 'bot-3'));
    conclude(store);
    expect(markOf(store, ws, 'v1')).toBe('duplicate calendar_v1');
    // The meeting of the other one only begins like that of the bot.
    expect(markOf(store, ws, 'other')).toBe('covered scheduled');
  });

  it('leave a bot alone after three looks that told nothing, and one that Recall has no more', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    const startAt = TEST_NOW - 2 * HOUR_MS;
    applyCalendars(store, ws, [aCalendar()]);
    for (const id of ['a', 'b']) {
      const meetingUrl = `https://meet.google.com/${id}`;
      applyEvents(store, ws, [anEvent({ id, startAt, meetingUrl, bots: [aBot(startAt, { botId: id, meetingUrl })] })]);
    }
    conclude(store);
    const unseen = (): string[] => store.unseenBots(ws, TEST_NOW - DAY_MS, TEST_NOW, 5).map(({ botId }) => botId);
    expect(unseen().toSorted()).toEqual(['a', 'b']);
    expect(store.unseenBots(ws, TEST_NOW - DAY_MS, TEST_NOW, 1)).toHaveLength(1);
    store.botMissing(ws, 'b', TEST_NOW);
    expect(unseen()).toEqual(['a']);
    const waiting = [{ code: 'in_waiting_room', subCode: null, message: null, at: startAt }];
    for (let look = 0; look < 3; look += 1) {
      expect(unseen()).toEqual(['a']);
      store.applyBot(ws, aRecorded('a', startAt, { statusChanges: waiting, recordings: [] }), TEST_NOW + look);
      store.noteLook(ws, 'a');
    }
    expect(unseen()).toEqual([]);
  });

  it('follow the recipe in use', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    applyCalendars(store, ws, [aCalendar()]);
    applyEvents(store, ws, [
      anEvent({ id: 'ahead', bots: [aBot(START, { deduplicationKey: '2026-03-02T10:00:00Z-ahead' })] }),
      anEvent({ id: 'past', startAt: TEST_NOW - DAY_MS }),
      anEvent({ id: 'unlinked', meetingUrl: null }),
    ]);
    conclude(store);
    store.chooseRecipe(ws, '{start_time}-{meeting_url}');
    expect(store.verdicts((writer) => writer.pendWorkspace(ws, TEST_NOW))).toBe(2);
    conclude(store);
    const broken = { workspaces: 'all', breaksRecipe: true } as const;
    expect(store.listEvents(broken, { by: 'start', direction: 'asc' }, null, 9).rows.map(({ id }) => id)).toEqual([
      'ahead',
    ]);
    store.chooseRecipe(ws, '{start_time}-{event_id}');
    store.verdicts((writer) => writer.pendWorkspace(ws, TEST_NOW));
    conclude(store);
    expect(store.listEvents(broken, { by: 'start', direction: 'asc' }, null, 9).total.count).toBe(0);
  });

  it('remember how the last try to give an event a bot ended', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    applyCalendars(store, ws, [aCalendar()]);
    applyEvents(store, ws, [anEvent()]);
    conclude(store);
    const ref = { workspaceId: ws, id: 'event-1' };
    store.verdicts((writer) => writer.refusal(ref, { at: TEST_NOW, kind: 'pool_empty', message: 'busy' }));
    conclude(store);
    expect(markOf(store, ws, 'event-1')).toBe('will_be_missed pool_empty');
    expect(store.eventTruth(ref)?.facts.refusal).toEqual({ at: TEST_NOW, kind: 'pool_empty', message: 'busy' });
    store.verdicts((writer) => writer.refusal(ref, null));
    conclude(store);
    expect(markOf(store, ws, 'event-1')).toBe('will_be_missed never_scheduled');
  });
});
