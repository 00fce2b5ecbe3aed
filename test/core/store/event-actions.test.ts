/** What actions on events read and leave behind in the store. */
import { describe, expect, it } from 'vitest';
import type { CallboardError } from '../../../shared/envelope.ts';
import { HOUR_MS } from '../../../shared/time.ts';
import { aCalendar, anEvent, applyCalendars, applyEvents, newStore, TEST_NOW } from './fixture.ts';
import { A_PLAN, aJob, anIntent, anItem, eventItemsOf, settled } from './ledger-fixture.ts';

const EVENT_JOB = aJob({ kind: 'event.schedule_bot', oauthClientId: null });
const thrown = (work: () => unknown): CallboardError => {
  try {
    work();
  } catch (error) {
    return error as CallboardError;
  }
  throw new Error('Nothing was thrown.');
};

const bot = (botId: string, startAt = TEST_NOW + HOUR_MS) => ({
  botId,
  startAt,
  deduplicationKey: `key of ${botId}`,
  meetingUrl: 'https://zoom.us/j/1',
});

function withEvents() {
  const opened = newStore(2);
  const [one = 0, two = 0] = opened.ids;
  const { store } = opened;
  applyCalendars(store, one, [aCalendar({ id: 'cal', platformEmail: 'Anna@ACME.com', status: 'disconnected' })]);
  applyEvents(store, one, [
    anEvent({ id: 'later', calendarId: 'cal', startAt: TEST_NOW + 2 * HOUR_MS, bots: [bot('b1')], icalUid: 'uid' }),
    anEvent({ id: 'soon', calendarId: 'cal', startAt: TEST_NOW + HOUR_MS, bots: [bot('b1'), bot('b2')] }),
    anEvent({ id: 'past', calendarId: 'unseen', startAt: TEST_NOW - HOUR_MS, isCancelled: true, bots: [] }),
    anEvent({ id: 'timeless', calendarId: 'cal', startAt: null, bots: [] }),
  ]);
  applyEvents(store, two, [anEvent({ id: 'soon', calendarId: 'x', startAt: TEST_NOW + HOUR_MS, bots: [bot('b1')] })]);
  return { ...opened, one, two };
}

describe('the events of an action', () => {
  it('are the named ones, each once, soonest first', () => {
    const { store, one, two } = withEvents();
    const events = ['later', 'past', 'soon', 'later', 'nobody'].map((id) => ({ workspaceId: one, id }));
    const found = store.eventsForAction({ events: [...events, { workspaceId: two, id: 'soon' }] }, TEST_NOW, 10);
    expect(found.map(({ workspaceId, id }) => [workspaceId, id])).toEqual([
      [one, 'past'],
      [one, 'soon'],
      [two, 'soon'],
      [one, 'later'],
    ]);
    expect(store.eventsForAction({ events }, TEST_NOW, 1)).toHaveLength(1);
  });

  it('are all ahead that match a filter, however they are cut', () => {
    const { store, one } = withEvents();
    const filter = { workspaces: [one] };
    const ids = (limit: number, more = {}) =>
      store.eventsForAction({ filter: { ...filter, ...more } }, TEST_NOW, limit).map(({ id }) => id);
    expect(ids(10)).toEqual(['soon', 'later']);
    expect(ids(1)).toEqual(['soon']);
    expect(ids(10, { from: TEST_NOW - 9 * HOUR_MS, to: TEST_NOW + 2 * HOUR_MS })).toEqual(['soon']);
  });

  it('come with their bots, their calendar and what else a key is made of', () => {
    const { store, one } = withEvents();
    applyEvents(store, one, [
      anEvent({
        id: 'later',
        calendarId: 'cal',
        startAt: TEST_NOW + 2 * HOUR_MS,
        bots: [bot('b3')],
        icalUid: 'uid',
        updatedAt: TEST_NOW + 1,
      }),
    ]);
    const [later, past] = store.eventSubjects(['later', 'past'].map((id) => ({ workspaceId: one, id })));
    expect(later).toMatchObject({
      row: { id: 'later' },
      icalUid: 'uid',
      isCancelled: false,
      entries: [
        { botId: 'b1', goneAt: expect.any(Number) },
        { botId: 'b3', goneAt: null },
      ],
      calendar: { mailbox: 'anna@acme.com', status: 'disconnected', deletedAt: null },
    });
    expect(past).toMatchObject({ isCancelled: true, entries: [], calendar: { mailbox: null, status: 'unknown' } });
  });

  it('that share a bot are those of the workspace that list it now', () => {
    const { store, one } = withEvents();
    const sharing = () => store.eventsOfBot(one, 'b1', 'later').map(({ id }) => id);
    expect(sharing()).toEqual(['soon']);
    applyEvents(store, one, [
      anEvent({
        id: 'soon',
        calendarId: 'cal',
        startAt: TEST_NOW + HOUR_MS,
        bots: [bot('b2')],
        updatedAt: TEST_NOW + 1,
      }),
    ]);
    expect(sharing()).toEqual([]);
  });
});

describe('a job about events', () => {
  it('keeps what was previewed of each, and takes damage for nothing', () => {
    const { store, db, one } = withEvents();
    const jobId = store.createJob(EVENT_JOB, [
      ...eventItemsOf(one, ['soon']),
      anItem({
        workspaceId: one,
        eventId: 'later',
        botId: 'b1',
        plan: { ...A_PLAN, startAt: null, key: null, keys: [] },
      }),
    ]);
    const [first, second] = store.storedItems(jobId, ['waiting']);
    expect(first).toMatchObject({
      calendarId: null,
      eventId: 'soon',
      botId: null,
      label: 'Title of soon',
      plan: A_PLAN,
    });
    expect(second).toMatchObject({ eventId: 'later', botId: 'b1', plan: { startAt: null, key: null, keys: [] } });
    for (const plan of ['nonsense', '[]', '{"startAt":"x","keys":[1]}', 'null']) {
      db().prepare('UPDATE job_item SET plan = ? WHERE n = 1').run(plan);
      expect(store.storedItems(jobId, ['waiting'])[0]?.plan?.key ?? null).toBeNull();
    }
  });

  it('is refused while another one has one of its events, and not for the same id elsewhere', () => {
    const { store, one, two } = withEvents();
    const jobId = store.createJob(EVENT_JOB, eventItemsOf(one, ['soon']));
    const events = [one, two].map((workspaceId) => ({ workspaceId, id: 'soon' }));
    expect([...store.busyEvents(events)]).toEqual([[`${one}/soon`, jobId]]);
    const error = thrown(() => store.createJob(EVENT_JOB, eventItemsOf(one, ['later', 'soon'])));
    expect(error).toMatchObject({ code: 'conflict', details: { jobId } });
    expect(error.message).toContain('Event soon is still being worked on');
    expect(store.createJob(EVENT_JOB, eventItemsOf(two, ['soon']))).toBeGreaterThan(jobId);
    store.moveItems(jobId, ['waiting'], 'skipped', null, TEST_NOW);
    expect(store.busyEvents(events).has(`${one}/soon`)).toBe(false);
    expect(store.createJob(EVENT_JOB, eventItemsOf(one, ['soon']))).toBeGreaterThan(jobId);
  });

  it('lists the item of one event', () => {
    const { store, one, two } = withEvents();
    const jobId = store.createJob(EVENT_JOB, [...eventItemsOf(one, ['soon', 'later']), ...eventItemsOf(two, ['soon'])]);
    const items = (query: object) => store.listJobItems({ jobId, ...query }, null, 10);
    expect(items({ event: { workspaceId: two, id: 'soon' } })).toMatchObject({ rows: [{ n: 3 }], total: { count: 1 } });
    expect(items({ event: { workspaceId: one, id: 'nobody' } }).rows).toEqual([]);
    expect(items({ event: { workspaceId: one, id: 'soon' }, workspaceId: two }).rows).toEqual([]);
    const calendar = { workspaceId: one, id: 'cal' };
    expect(items({ event: { workspaceId: one, id: 'soon' }, calendar }).rows).toEqual([]);
    expect(items({}).total.count).toBe(3);
  });

  it('saves what Recall answered about an event with the item, and has the event judged again', () => {
    const { store, db, one } = withEvents();
    const jobId = store.createJob(EVENT_JOB, eventItemsOf(one, ['soon']));
    db().exec('DELETE FROM verdict_pending');
    const record = anEvent({
      id: 'soon',
      calendarId: 'cal',
      startAt: TEST_NOW + HOUR_MS,
      bots: [bot('b9')],
      updatedAt: TEST_NOW + 1,
    });
    store.step({
      jobId,
      item: { n: 1, change: { state: 'unproven', botId: 'b2' } },
      events: { workspaceId: one, records: [record], quarantined: [], receivedAt: TEST_NOW },
      refusal: { workspaceId: one, id: 'soon', refusal: null },
    });
    expect(store.event(one, 'soon')?.bots.filter(({ goneAt }) => goneAt === null)).toMatchObject([{ botId: 'b9' }]);
    expect(store.storedItems(jobId, ['unproven'])).toMatchObject([{ botId: 'b2' }]);
    expect(db().prepare('SELECT count(*) FROM verdict_pending').pluck().get()).toBe(1);
  });

  it('remembers the last refusal of an event until Recall takes it', () => {
    const { store, db, one } = withEvents();
    const jobId = store.createJob(EVENT_JOB, eventItemsOf(one, ['soon']));
    const refusals = () => db().prepare('SELECT at, kind, message FROM schedule_refusal').raw().all();
    const keep = (id: string, refusal: { at: number; kind: 'pool_empty' | 'refused'; message: string } | null) =>
      store.step({ jobId, refusal: { workspaceId: one, id, refusal } });
    keep('soon', { at: 5, kind: 'pool_empty', message: 'none free' });
    keep('soon', { at: 7, kind: 'refused', message: 'no' });
    keep('nobody', { at: 7, kind: 'refused', message: 'no' });
    expect(refusals()).toEqual([[7, 'refused', 'no']]);
    keep('later', null);
    keep('soon', null);
    expect(refusals()).toEqual([]);
  });
});

it('the audit log of an event tells of its bots too, past and present, and of no other event', () => {
  const { store, one, two } = withEvents();
  const say = (change: Parameters<typeof anIntent>[0]) => store.audit(anIntent(change), settled());
  const mine = [
    say({ workspaceId: one, action: 'event.schedule_bot', target: 'event', targetId: 'soon' }),
    say({ workspaceId: one, action: 'event.retire_bot', target: 'bot', targetId: 'b2' }),
    say({ workspaceId: one, action: 'event.unschedule_bot', target: 'event', targetId: 'soon' }),
  ];
  say({ workspaceId: two, action: 'event.schedule_bot', target: 'event', targetId: 'soon' });
  say({ workspaceId: one, action: 'event.schedule_bot', target: 'event', targetId: 'later' });
  say({ workspaceId: one, action: 'event.retire_bot', target: 'bot', targetId: 'b7' });
  say({ workspaceId: one, target: 'calendar', targetId: 'soon' });
  applyEvents(store, one, [
    anEvent({ id: 'soon', calendarId: 'cal', startAt: TEST_NOW + HOUR_MS, bots: [], updatedAt: TEST_NOW + 1 }),
  ]);
  const list = (filter: object, after: string | null = null, limit = 50) =>
    store.listAudit({ workspaces: 'all', event: { workspaceId: one, id: 'soon' }, ...filter }, after, limit);
  expect(list({}).rows.map(({ n }) => n)).toEqual(mine.toReversed());
  expect(list({}).total).toEqual({ count: 3, exact: true });
  const [page, rest] = [list({}, null, 2), list({}, list({}, null, 2).next, 2)];
  expect([...page.rows, ...rest.rows].map(({ n }) => n)).toEqual(mine.toReversed());
  expect(list({ action: 'event.retire_bot' }).rows.map(({ n }) => n)).toEqual([mine[1]]);
  expect(list({ workspaces: [two] }).rows).toEqual([]);
  expect(list({ calendar: { workspaceId: one, id: 'cal' } }).rows).toEqual([]);
});
