import { afterEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../electron/core/store/types.ts';
import { CallboardError } from '../../../shared/envelope.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../shared/time.ts';
import type { SyncWorld, WorldOptions } from './sync-world.ts';
import { differences, POLL_MS, replicaOf, startSyncWorld, truthOf } from './sync-world.ts';

let world: SyncWorld | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

const ACME = { name: 'ACME', calendars: 4, eventsPerCalendar: 30 };
const start = async (options: Partial<WorldOptions> = {}): Promise<SyncWorld> =>
  (world = await startSyncWorld({ seed: 11, world: [ACME], ...options }));
const lists = ({ sim }: SyncWorld): number => sim.stats.of('ACME', 'events.list').requests;
const agrees = ({ store, member }: SyncWorld): void => {
  const { truth, workspace } = member(0);
  expect(differences(truthOf(truth), replicaOf(store, workspace.id, truth)).slice(0, 3)).toEqual([]);
};

describe('the first fill', () => {
  it('needs one list call per hundred events and at most one more per slice, and no bot call', async () => {
    const big = await start({ world: [{ name: 'ACME', calendars: 20, eventsPerCalendar: 100 }] });
    let calls = 0;
    await big.until(() => {
      if (calls === 0 && big.status(0).fill.length === 0 && big.status(0).counts.events > 0) calls = lists(big);
      return big.status(0).freshAt !== null;
    });
    const { truth } = big.member(0);
    const events = truthOf(truth).size;
    // Everything that the sweep behind the fill reads again was changed in the last minutes before it.
    const recent = truth.events().filter((event) => event.updatedAt > truth.now() - 35 * MINUTE_MS).length;
    expect(events).toBeGreaterThan(1_800);
    expect(lists(big)).toBeLessThanOrEqual(1.05 * Math.ceil(events / 100) + 4 + Math.ceil(recent / 100) + 1);
    expect(big.sim.stats.of('ACME', 'bots.retrieve').requests + big.sim.stats.of('ACME', 'bots.list').requests).toBe(0);
    expect(big.sim.stats.totalThrottled()).toBe(0);
    agrees(big);
  });

  it('shows names before events, soonest slices first, and an ETA only from evidence', async () => {
    const small = await start({ pageSize: 2 });
    const firstEvents = small.changes.findIndex(({ topic }) => topic === 'events');
    expect(firstEvents).toBe(-1);
    expect(small.status(0)).toMatchObject({ state: 'filling', etaMs: null, freshAt: null });
    await small.untilAmid(() => small.status(0).fill.some((slice) => slice.name === 'rest_of_28d' && slice.pages > 4));
    const topics = small.changes.map(({ topic }) => topic).filter((topic) => topic !== 'sync');
    expect(topics[0]).toBe('calendars');
    expect(small.status(0).fill.map(({ name, state }) => [name, state])).toEqual([
      ['next_24h', 'done'],
      ['next_7d', 'done'],
      ['rest_of_28d', 'running'],
      ['yesterday', 'waiting'],
    ]);
    await small.untilAmid(() => small.status(0).budget.used === small.status(0).budget.limit);
    expect(small.status(0).etaMs).toBeGreaterThan(0);
    await small.until(() => small.status(0).freshAt !== null);
    expect(small.status(0)).toMatchObject({ fill: [], etaMs: null, error: null });
    agrees(small);
  });

  it('continues where a killed program stopped, without reading anything twice', async () => {
    const small = await start({ pageSize: 3 });
    await small.untilAmid(() => small.status(0).counts.events >= 30);
    const before = small.status(0);
    const done = before.fill.reduce((sum, slice) => sum + slice.pages, 0);
    await small.restart(0);
    await small.untilAmid(() => small.status(0).counts.events > before.counts.events);
    const after = small.status(0).fill;
    expect(after.map(({ from, to }) => [from, to])).toEqual(before.fill.map(({ from, to }) => [from, to]));
    expect(after.reduce((sum, slice) => sum + slice.pages, 0)).toBeGreaterThan(done);
    await small.quiesce();
    agrees(small);
  });

  it('begins a slice again when its cursor is refused', async () => {
    const small = await start({ pageSize: 3 });
    await small.untilAmid(() => small.status(0).fill.some((slice) => slice.name === 'rest_of_28d' && slice.pages > 2));
    small.sim.faults.add({ match: { operation: 'events.list' }, kind: { type: 'status', status: 404 } });
    await small.untilAmid(() => small.log.join('\n').includes('cursor was refused'));
    const running = small.status(0).fill.find((slice) => slice.name === 'rest_of_28d');
    expect(running).toMatchObject({ state: 'running', pages: 0, events: 0 });
    await small.quiesce();
    agrees(small);
  });
});

describe('once everything is here', () => {
  it('each poll costs one page of events and two of calendars', async () => {
    const small = await start();
    await small.quiesce();
    await small.pass(HOUR_MS);
    small.sim.stats.reset();
    await small.pass(HOUR_MS);
    const polls = HOUR_MS / POLL_MS;
    expect(lists(small)).toBeLessThanOrEqual(1.15 * polls);
    expect(lists(small)).toBeGreaterThanOrEqual(0.85 * polls);
    expect(small.sim.stats.of('ACME', 'calendars.list').requests).toBeLessThanOrEqual(2 * 1.15 * polls);
    expect(small.status(0).state).toBe('idle');
  });

  it('the far edge of the window is read again about once a day', async () => {
    const small = await start({ pollMs: HOUR_MS });
    await small.quiesce();
    const { truth } = small.member(0);
    const calendar = truth.calendars()[0];
    // An event that came into view without a new updated_at.
    truth.addEvent({
      calendarId: calendar?.id ?? '',
      startAt: truth.now() + 29 * DAY_MS,
      updatedAt: truth.now() - 40 * DAY_MS,
      createdAt: truth.now() - 40 * DAY_MS,
      pinned: true,
    });
    await small.pass(2.1 * DAY_MS);
    agrees(small);
  });

  it('a calendar that is gone is marked deleted only after a 404 of its own', async () => {
    const small = await start();
    await small.quiesce();
    const { truth, workspace } = small.member(0);
    const gone = truth.calendars()[1]?.id ?? '';
    truth.removeCalendar(gone);
    small.sim.faults.add({
      match: { operation: 'calendars.retrieve', times: 4 },
      kind: { type: 'status', status: 500 },
    });
    await small.pass(12.5 * MINUTE_MS);
    expect(small.sim.stats.of('ACME', 'calendars.retrieve').requests).toBeGreaterThanOrEqual(4);
    expect(small.log.join('\n')).toContain('a sync step failed');
    await small.quiesce();
    expect(small.store.calendar(workspace.id, gone, small.clock.now())?.calendar.deletedAt).not.toBeNull();
    const present = truth.calendars().map(({ id }) => small.store.calendar(workspace.id, id, small.clock.now()));
    expect(present.every((detail) => detail?.calendar.deletedAt === null)).toBe(true);
  });

  it('a calendar that reconnects is seen at the next poll, not at the next complete listing', async () => {
    const small = await start();
    const { truth, workspace } = small.member(0);
    const calendar = truth.calendars()[0]?.id ?? '';
    const status = () => small.store.calendar(workspace.id, calendar, small.clock.now())?.calendar.status;
    await small.quiesce();
    truth.setCalendarStatus(calendar, 'disconnected');
    await small.pass(1.2 * POLL_MS);
    expect(status()).toBe('disconnected');
    truth.setCalendarStatus(calendar, 'connected');
    await small.pass(1.2 * POLL_MS);
    expect(status()).toBe('connected');
  });
});

describe('pause, resume and now', () => {
  it('asks nothing while paused and catches up at once when resumed', async () => {
    const small = await start();
    await small.quiesce();
    const { sync, truth } = small.member(0);
    sync.pause();
    await small.pass(SECOND_MS);
    small.sim.stats.reset();
    await small.pass(3 * HOUR_MS);
    expect(small.sim.stats.of('ACME').requests).toBe(0);
    expect(small.status(0)).toMatchObject({ state: 'paused', nextAt: null });
    truth.updateEvent(truth.events()[0]?.id ?? '', { title: 'While paused' });
    sync.resume();
    await small.pass(SECOND_MS);
    agrees(small);
  });

  it('refuses to run one pass while paused, and says so', async () => {
    const small = await start();
    small.member(0).sync.pause();
    await expect(small.member(0).sync.once()).rejects.toThrow('paused');
  });

  it('runs one pass that begins after it was asked for', async () => {
    const small = await start();
    await small.quiesce();
    const { sync, truth } = small.member(0);
    truth.updateEvent(truth.events()[3]?.id ?? '', { title: 'Just now' });
    let done = false;
    void sync.once().then(() => (done = true));
    await small.until(() => done);
    agrees(small);
  });

  it('gives up waiting when told to, and goes on syncing', async () => {
    const small = await start();
    const controller = new AbortController();
    const waiting = small.member(0).sync.once(controller.signal);
    controller.abort();
    await expect(waiting).rejects.toThrow('aborted');
    await small.quiesce();
    agrees(small);
  });

  it('says that there is no key, and starts when one comes', async () => {
    const small = await start();
    const { sync, client } = small.member(0);
    sync.start(null);
    expect(small.status(0)).toMatchObject({ state: 'no_key', nextAt: null });
    await expect(sync.once()).rejects.toThrow('API key');
    sync.start(client);
    await small.quiesce();
    agrees(small);
  });
});

describe('failures', () => {
  it('a refused key is said in words, is not asked again for minutes, and ends at once when asked to sync now', async () => {
    const small = await start();
    await small.quiesce();
    const fault = small.sim.faults.add({
      match: { workspace: 'ACME', times: 1_000 },
      kind: { type: 'status', status: 401 },
    });
    await small.pass(1.5 * POLL_MS);
    const status = small.status(0);
    expect(status.state).toBe('failed');
    expect(status.error).toMatchObject({ code: 'unauthorized' });
    expect(status.error?.retryAt ?? 0).toBeGreaterThan(small.clock.now() + 5 * MINUTE_MS);
    const struck = fault.struck;
    await small.pass(5 * MINUTE_MS);
    expect(fault.struck).toBe(struck);
    fault.remove();
    small.member(0).sync.now();
    await small.pass(SECOND_MS);
    expect(small.status(0)).toMatchObject({ state: 'idle', error: null });
  });

  it('a pass that fails is reported to whoever waits for it', async () => {
    const small = await start();
    small.sim.faults.add({ match: { times: 1_000 }, kind: { type: 'status', status: 402 } });
    let failure: unknown = null;
    small
      .member(0)
      .sync.once()
      .catch((error: unknown) => (failure = error));
    await small.until(() => failure !== null);
    expect(failure).toBeInstanceOf(CallboardError);
  });

  it('a full disk is said in words, loses nothing, and passes by itself', async () => {
    let full = false;
    const small = await start({
      pageSize: 10,
      wrapStore: (store: Store): Store =>
        new Proxy(store, {
          get(target, key, receiver) {
            if (full && (key === 'applyEvents' || key === 'applyCalendars')) {
              return () => {
                throw new CallboardError('storage', 'The disk is full. Free some space.', { retryable: true });
              };
            }
            const value: unknown = Reflect.get(target, key, receiver);
            return typeof value === 'function' ? value.bind(target) : value;
          },
        }),
    });
    await small.untilAmid(() => small.status(0).counts.events >= 20);
    full = true;
    await small.pass(MINUTE_MS);
    expect(small.status(0)).toMatchObject({
      state: 'failed',
      error: { code: 'storage', message: 'The disk is full. Free some space.' },
    });
    const calls = lists(small);
    await small.pass(10 * MINUTE_MS);
    // One try every half minute, no storm.
    expect(lists(small) - calls).toBeLessThanOrEqual(2 * 20 + 2);
    full = false;
    await small.quiesce();
    agrees(small);
  });

  it('a server that refuses every cursor is asked ever more rarely', async () => {
    const small = await start({ pageSize: 10 });
    const refused = (): number => small.log.filter((line) => line.includes('cursor was refused')).length;
    for (let nth = 2; nth < 400; nth += 2) {
      small.sim.faults.add({ match: { operation: 'events.list', nth }, kind: { type: 'status', status: 400 } });
    }
    await small.pass(HOUR_MS);
    expect(refused()).toBeGreaterThan(3);
    expect(lists(small)).toBeLessThan(120);
    small.sim.faults.clear();
    await small.quiesce();
    agrees(small);
  });

  it('a storm of errors is met with ever rarer tries', async () => {
    const small = await start();
    await small.quiesce();
    small.sim.faults.add({ match: { times: 100_000 }, kind: { type: 'status', status: 503 } });
    await small.pass(HOUR_MS);
    small.sim.stats.reset();
    await small.pass(HOUR_MS);
    // Four tries of the client per try of ours, one of ours every 3.75 to 5 minutes and lane.
    expect(small.sim.stats.of('ACME').requests).toBeLessThanOrEqual(2 * 4 * 17);
    small.sim.faults.clear();
    await small.pass(6 * MINUTE_MS);
    expect(small.status(0).error).toBeNull();
  });
});
