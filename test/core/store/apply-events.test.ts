import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventRecord } from '../../../electron/core/records.ts';
import { HOUR_MS } from '../../../shared/time.ts';
import { checkInvariants } from './invariants.ts';
import { anEvent, applyEvents, dump, newStore, TEST_NOW } from './fixture.ts';

const SEED = Number(process.env['SEED'] ?? 20_261);

describe('applying a page of events', () => {
  it('counts what is new, changed, unchanged and stale, and names the changed ids', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    const old = anEvent({ id: 'a' });
    expect(applyEvents(store, ws, [old, anEvent({ id: 'b' })])).toEqual({
      inserted: 2,
      updated: 0,
      unchanged: 0,
      stale: 0,
      changedIds: ['a', 'b'],
    });
    const newer = anEvent({ id: 'a', title: 'Moved', updatedAt: TEST_NOW });
    expect(applyEvents(store, ws, [newer, anEvent({ id: 'b' })])).toEqual({
      inserted: 0,
      updated: 1,
      unchanged: 1,
      stale: 0,
      changedIds: ['a'],
    });
    expect(applyEvents(store, ws, [old])).toMatchObject({ stale: 1, changedIds: [] });
    expect(store.event(ws, 'a')?.event.title).toBe('Moved');
  });

  it('never lets an older or missing updated_at overwrite a newer one', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    applyEvents(store, ws, [anEvent({ title: 'New', updatedAt: TEST_NOW })]);
    applyEvents(store, ws, [
      anEvent({ title: 'Old', updatedAt: TEST_NOW - 1 }),
      anEvent({ title: 'Undated', updatedAt: null }),
    ]);
    expect(store.event(ws, 'event-1')?.event.title).toBe('New');
  });

  it('takes a known time in place of an unknown one', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    applyEvents(store, ws, [anEvent({ title: 'Undated', updatedAt: null })]);
    expect(store.event(ws, 'event-1')?.event.updatedAt).toBeNull();
    applyEvents(store, ws, [anEvent({ title: 'Dated', updatedAt: 5 })]);
    expect(store.event(ws, 'event-1')?.event).toMatchObject({ title: 'Dated', updatedAt: 5 });
  });

  it('applies a change of bots although updated_at is the same', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    applyEvents(store, ws, [anEvent()]);
    const bot = { botId: 'bot-1', startAt: TEST_NOW, deduplicationKey: 'key', meetingUrl: 'https://zoom.us/j/1' };
    expect(applyEvents(store, ws, [anEvent({ bots: [bot] })], TEST_NOW + 1)).toMatchObject({ updated: 1 });
    expect(store.event(ws, 'event-1')).toMatchObject({ event: { coverage: 'bot', botCount: 1 } });
    expect(applyEvents(store, ws, [anEvent({ bots: [bot] })])).toMatchObject({ unchanged: 1 });
  });

  it('records nothing as gone when bots is null', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    const bot = { botId: 'bot-1', startAt: TEST_NOW, deduplicationKey: null, meetingUrl: null };
    applyEvents(store, ws, [anEvent({ bots: [bot] })]);
    applyEvents(store, ws, [anEvent({ bots: null, title: 'Renamed', updatedAt: TEST_NOW })]);
    const detail = store.event(ws, 'event-1');
    expect(detail?.event).toMatchObject({ title: 'Renamed', botCount: 1, coverage: 'bot' });
    expect(detail?.bots).toEqual([{ ...bot, firstSeenAt: TEST_NOW, goneAt: null }]);
    expect(detail?.intact).toBe(true);
  });

  it('keeps entries that went, and a moved bot as another entry', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    const entry = (startAt: number) => ({ botId: 'bot-1', startAt, deduplicationKey: 'k', meetingUrl: null });
    applyEvents(store, ws, [anEvent({ bots: [entry(1)] })], 100);
    applyEvents(store, ws, [anEvent({ bots: [entry(2)], updatedAt: TEST_NOW })], 200);
    applyEvents(store, ws, [anEvent({ bots: [], updatedAt: TEST_NOW + 1 })], 300);
    applyEvents(store, ws, [anEvent({ bots: [entry(2)], updatedAt: TEST_NOW + 2 })], 400);
    expect(store.event(ws, 'event-1')?.bots).toEqual([
      { ...entry(1), firstSeenAt: 100, goneAt: 200 },
      { ...entry(2), firstSeenAt: 200, goneAt: 300 },
      { ...entry(2), firstSeenAt: 400, goneAt: null },
    ]);
    expect(store.bot(ws, 'bot-1').events).toHaveLength(3);
  });

  it('writes a revision whenever time, link, calendar or deletion changed, newest first', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    const start = TEST_NOW + HOUR_MS;
    applyEvents(store, ws, [anEvent({ updatedAt: 1 })], 10);
    applyEvents(store, ws, [anEvent({ updatedAt: 2, title: 'Only renamed' })], 20);
    applyEvents(store, ws, [anEvent({ updatedAt: 3, startAt: start + 1, endAt: start + 2 })], 30);
    applyEvents(store, ws, [anEvent({ updatedAt: 4, startAt: start + 1, endAt: start + 2, calendarId: 'cal-2' })], 40);
    applyEvents(
      store,
      ws,
      [anEvent({ updatedAt: 5, startAt: start + 1, endAt: start + 2, calendarId: 'cal-2', isDeleted: true })],
      50,
    );
    const revisions = store.event(ws, 'event-1')?.revisions ?? [];
    expect(revisions.map(({ observedAt, updatedAt }) => [observedAt, updatedAt])).toEqual([
      [50, 5],
      [40, 4],
      [30, 3],
      [10, 1],
    ]);
    expect(revisions.map(({ isDeleted, calendarId }) => [isDeleted, calendarId])).toEqual([
      [true, 'cal-2'],
      [false, 'cal-2'],
      [false, 'cal-1'],
      [false, 'cal-1'],
    ]);
  });

  it('shows the calendar of an event once the calendar itself arrives', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    applyEvents(store, ws, [anEvent({ calendarId: 'later' })]);
    expect(store.event(ws, 'event-1')?.event).toMatchObject({ calendarId: 'later', calendarEmail: null });
    expect(store.calendar(ws, 'later', TEST_NOW)).toBeNull();
    expect(store.listCalendars({ workspaces: 'all' }, { by: 'email', direction: 'asc' }, null, 10).total.count).toBe(0);
  });

  it('accepts the same id twice on one page and keeps the newer', () => {
    const { store, ids, db } = newStore();
    const [ws = 0] = ids;
    const twice = [anEvent({ updatedAt: 2, title: 'second' }), anEvent({ updatedAt: 1, title: 'first' })];
    applyEvents(store, ws, [...twice, ...twice.toReversed(), anEvent({ updatedAt: 3, raw: '{"summary":"third"}' })]);
    expect(store.event(ws, 'event-1')).toMatchObject({ event: { updatedAt: 3 }, intact: true });
    checkInvariants(db());
  });

  it('saves the sync state in the same transaction: a page that fails moves nothing', () => {
    const { store, ids, db } = newStore();
    const [ws = 0] = ids;
    store.saveSyncState(ws, { key: 'fill', value: '"before"' });
    const before = dump(db());
    const broken = { ...anEvent({ id: 'x' }), startAt: Number.NaN };
    const page = { workspaceId: ws, records: [anEvent({ id: 'good' }), broken], quarantined: [], receivedAt: TEST_NOW };
    expect(() => store.applyEvents({ ...page, state: { key: 'fill', value: '"after"' } })).toThrow(TypeError);
    expect(store.syncState(ws, 'fill')).toBe('"before"');
    expect(dump(db())).toEqual(before);
    // What was remembered of the page that was taken back must not leak into the next one.
    applyEvents(store, ws, [anEvent({ id: 'good' })]);
    expect(store.event(ws, 'good')?.intact).toBe(true);
    checkInvariants(db());
  });

  it('keeps quarantined records once each and lets them go when they come back readable', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    const bad = {
      kind: 'event' as const,
      id: 'event-1',
      reason: 'start_time is a number',
      payload: '{"id":"event-1"}',
    };
    const nameless = { kind: 'event' as const, id: null, reason: 'no id', payload: '{}' };
    const page = { workspaceId: ws, records: [], quarantined: [bad, nameless], receivedAt: TEST_NOW };
    store.applyEvents(page);
    store.applyEvents(page);
    expect(store.counts(ws)).toMatchObject({ quarantined: 2 });
    applyEvents(store, ws, [anEvent()]);
    expect(store.counts(ws)).toMatchObject({ quarantined: 1, events: 1 });
  });
});

describe('invariants of applying', () => {
  const version = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    workspace: fc.constantFrom(0, 1),
    updatedAt: fc.integer({ min: 1, max: 40 }),
  });
  /** Everything about a version follows from its id and time, so that two orders can be compared. */
  const recordOf = ({ id, updatedAt }: { id: string; updatedAt: number }): EventRecord => {
    const variant = updatedAt + id.charCodeAt(0);
    return anEvent({
      id,
      updatedAt,
      title: `${id} at ${updatedAt}`,
      startAt: variant % 7 === 0 ? null : TEST_NOW + (variant % 5) * HOUR_MS,
      calendarId: `cal-${variant % 3}`,
      meetingUrl: variant % 4 === 0 ? null : `https://zoom.us/j/${variant % 4}`,
      meetingPlatform: ['zoom', 'webex', null, 'goto_meeting'][variant % 4] ?? null,
      isDeleted: variant % 11 === 0,
      bots:
        variant % 3 === 0
          ? []
          : [{ botId: `bot-${variant % 2}`, startAt: variant, deduplicationKey: null, meetingUrl: null }],
      raw: JSON.stringify({ variant, text: 'x'.repeat(variant * 10) }),
    });
  };
  const history = fc.array(version, { minLength: 1, maxLength: 30 });

  it('gives the same rows whatever the order, the paging and the repetition', () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), (versions, random) => {
        const straight = newStore(2);
        for (const item of versions) applyEvents(straight.store, straight.ids[item.workspace] ?? 0, [recordOf(item)]);

        const shuffled = newStore(2);
        const draw = (): number => random.next().value ?? 0;
        const mixed = [...versions, ...versions.filter(() => draw() % 2 === 0)]
          .map((item) => ({ item, at: draw() }))
          .sort((a, b) => a.at - b.at)
          .map(({ item }) => item);
        while (mixed.length > 0) {
          const page = mixed.splice(0, 1 + (draw() % 6));
          for (const index of [0, 1]) {
            const records = page.filter((item) => item.workspace === index).map(recordOf);
            applyEvents(shuffled.store, shuffled.ids[index] ?? 0, records);
          }
        }
        expect(dump(shuffled.db())).toEqual(dump(straight.db()));
        checkInvariants(shuffled.db());
        straight.store.close();
        shuffled.store.close();
      }),
      { seed: SEED, numRuns: 25 },
    );
  });

  it('never touches another workspace', () => {
    const { store, ids, db } = newStore(2);
    const [one = 0, two = 0] = ids;
    applyEvents(store, one, [anEvent()]);
    applyEvents(store, two, [anEvent({ title: 'Theirs' })]);
    const theirs = (): unknown => db().prepare('SELECT * FROM event WHERE workspace_id = ?').all(two);
    const before = theirs();
    applyEvents(store, one, [anEvent({ title: 'Ours', updatedAt: TEST_NOW, isDeleted: true })]);
    store.removeWorkspace(one);
    expect(theirs()).toEqual(before);
    expect(store.event(two, 'event-1')?.event.title).toBe('Theirs');
  });
});
