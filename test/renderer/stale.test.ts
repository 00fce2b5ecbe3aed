import { describe, expect, it } from 'vitest';
import {
  createStaleQueue,
  GATHER_MS,
  isAbout,
  isStale,
  MIN_ROUND_MS,
  TOPICS_AFTER,
  type StaleBatch,
  type StaleClock,
} from '../../renderer/src/stale.ts';
import { readStaleEvent } from '../../renderer/src/transport.ts';
import type { StaleEvent } from '../../shared/channels.ts';

/** A clock that moves only when told, and runs the timers that came due, in order. */
function createClock(): StaleClock & { advance(ms: number): Promise<void> } {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  return {
    now: () => now,
    setTimeout: (run, ms) => timers.push({ at: now + ms, run }),
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const next = timers.filter((timer) => timer.at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers = timers.filter((timer) => timer !== next);
        now = Math.max(now, next.at);
        next.run();
        await settle();
      }
      now = end;
    },
  };
}

const event = (seq: number, change: Partial<StaleEvent> = {}): StaleEvent => ({
  seq,
  topic: 'events',
  workspaceId: 1,
  ...change,
});

describe('the queue of stale events', () => {
  it('hands the first event over at once, with those that follow on its heels', async () => {
    const clock = createClock();
    const rounds: StaleBatch[] = [];
    const queue = createStaleQueue(clock, async (batch) => void rounds.push(batch));
    queue.push(event(1, { topic: 'incidents' }));
    await clock.advance(GATHER_MS / 2);
    queue.push(event(2, { topic: 'calendars' }));
    await clock.advance(GATHER_MS / 2);
    expect(rounds).toEqual([[event(1, { topic: 'incidents' }), event(2, { topic: 'calendars' })]]);
  });

  it('asks for everything when the first event does not follow on from those before the page', async () => {
    const clock = createClock();
    const rounds: StaleBatch[] = [];
    createStaleQueue(clock, async (batch) => void rounds.push(batch), 7).push(event(8));
    createStaleQueue(clock, async (batch) => void rounds.push(batch), 7).push(event(10));
    await clock.advance(GATHER_MS);
    expect(rounds).toEqual([[event(8)], 'all']);
  });

  it('turns a storm into about three rounds a second and loses none of it', async () => {
    const clock = createClock();
    const rounds: StaleBatch[] = [];
    const queue = createStaleQueue(clock, async (batch) => void rounds.push(batch));
    for (let seq = 1; seq <= 300; seq += 1) {
      queue.push(event(seq, { workspaceId: seq % 3, ids: [`e${seq}`] }));
      await clock.advance(10);
    }
    await clock.advance(MIN_ROUND_MS);
    expect(rounds.length).toBeLessThanOrEqual(11);
    expect(rounds.length).toBeGreaterThanOrEqual(9);
    const ids = new Set(rounds.flatMap((batch) => (batch === 'all' ? [] : batch.flatMap((one) => one.ids ?? []))));
    expect(ids.size).toBe(300);
  });

  it('merges events of one topic and workspace, and forgets ids when one event means any', async () => {
    const clock = createClock();
    const rounds: StaleBatch[] = [];
    const queue = createStaleQueue(clock, async (batch) => void rounds.push(batch));
    queue.push(event(1));
    await clock.advance(GATHER_MS);
    queue.push(event(2, { ids: ['a'] }));
    queue.push(event(3, { ids: ['b', 'a'] }));
    queue.push(event(4, { workspaceId: 2, ids: ['c'] }));
    queue.push(event(5, { workspaceId: 2 }));
    await clock.advance(MIN_ROUND_MS);
    expect(rounds[1]).toEqual([event(3, { ids: ['a', 'b'] }), event(5, { workspaceId: 2 })]);
  });

  it('takes everything for stale after a gap in the numbers', async () => {
    const clock = createClock();
    const rounds: StaleBatch[] = [];
    const queue = createStaleQueue(clock, async (batch) => void rounds.push(batch));
    queue.push(event(7));
    await clock.advance(GATHER_MS);
    queue.push(event(9));
    await clock.advance(MIN_ROUND_MS);
    expect(rounds).toEqual([[event(7)], 'all']);
  });

  it('takes everything for stale when the numbers begin again, as after a restart of the core', async () => {
    const clock = createClock();
    const rounds: StaleBatch[] = [];
    const queue = createStaleQueue(clock, async (batch) => void rounds.push(batch));
    queue.push(event(41));
    await clock.advance(1_000);
    queue.push(event(1));
    await clock.advance(GATHER_MS);
    expect(rounds[1]).toBe('all');
  });

  it('never starts a round before the one before has ended, and then rests in proportion', async () => {
    const clock = createClock();
    let finish: () => void = () => {};
    let started = 0;
    const queue = createStaleQueue(clock, () => {
      started += 1;
      return new Promise((resolve) => (finish = resolve));
    });
    queue.push(event(1));
    await clock.advance(GATHER_MS);
    queue.push(event(2));
    await clock.advance(2_000);
    expect(started).toBe(1);
    finish();
    await clock.advance(5_999);
    expect(started).toBe(1);
    await clock.advance(1);
    expect(started).toBe(2);
  });

  it('goes on after a round that failed', async () => {
    const clock = createClock();
    let started = 0;
    const queue = createStaleQueue(clock, async () => {
      started += 1;
      throw new Error('the core did not answer');
    });
    queue.push(event(1));
    await clock.advance(GATHER_MS);
    queue.pushAll();
    await clock.advance(MIN_ROUND_MS);
    expect(started).toBe(2);
  });
});

describe('which answers an event makes stale', () => {
  const list = { filter: { workspaces: 'all' }, sort: { by: 'start', direction: 'asc' } };

  it('follows the topics that an answer is made of', () => {
    expect(isStale('events.list', list, event(1))).toBe(true);
    expect(isStale('events.list', list, event(1, { topic: 'calendars' }))).toBe(false);
    expect(isStale('app.search', { text: 'anna', workspaces: 'all' }, event(1))).toBe(true);
    expect(isStale('sync.status', {}, event(1, { topic: 'sync' }))).toBe(true);
  });

  it('leaves answers about other workspaces alone', () => {
    expect(isStale('events.list', { filter: { workspaces: [2, 3] } }, event(1))).toBe(false);
    expect(isStale('events.list', { filter: { workspaces: [1, 3] } }, event(1))).toBe(true);
    expect(isStale('calendars.counts', { workspaces: [2] }, event(1, { topic: 'calendars' }))).toBe(false);
    expect(isStale('events.list', { filter: { workspaces: [2] } }, event(1, { workspaceId: null }))).toBe(true);
  });

  it('knows that a list of one calendar ignores the scope', () => {
    const input = { filter: { workspaces: [2], calendar: { workspaceId: 1, id: 'c' } } };
    expect(isStale('events.list', input, event(1))).toBe(true);
    expect(isStale('events.list', input, event(1, { workspaceId: 2 }))).toBe(false);
  });

  it('touches one record only when the event names it, or names none', () => {
    const input = { workspaceId: 1, id: 'a' };
    expect(isStale('events.get', input, event(1, { ids: ['a', 'b'] }))).toBe(true);
    expect(isStale('events.get', input, event(1, { ids: ['b'] }))).toBe(false);
    expect(isStale('events.get', input, event(1))).toBe(true);
  });

  it('asks for a calendar again when its events changed, because it counts them', () => {
    expect(isStale('calendars.get', { workspaceId: 1, id: 'c' }, event(1, { ids: ['e'] }))).toBe(true);
  });

  it('touches one job, its items and its list only when the event names it', () => {
    const about = (ids?: string[]): StaleEvent =>
      event(1, { topic: 'jobs', workspaceId: null, ...(ids === undefined ? {} : { ids }) });
    for (const method of ['jobs.get', 'jobs.items']) {
      expect(isStale(method, { jobId: 7 }, about(['6', '7']))).toBe(true);
      expect(isStale(method, { jobId: 7 }, about(['6']))).toBe(false);
      expect(isStale(method, { jobId: 7 }, about())).toBe(true);
    }
    expect(isStale('jobs.list', {}, about(['6']))).toBe(true);
    expect(isStale('calendars.list', list, about(['6']))).toBe(false);
  });

  it('follows the audit log by workspace, also where it is limited to one calendar', () => {
    const about = (workspaceId: number | null): StaleEvent => event(1, { topic: 'audit', workspaceId });
    expect(isStale('audit.list', { filter: { workspaces: [2] } }, about(1))).toBe(false);
    expect(isStale('audit.list', { filter: { workspaces: [2] } }, about(null))).toBe(true);
    const calendar = { workspaceId: 1, id: 'c' };
    expect(isStale('audit.list', { filter: { workspaces: [2], calendar } }, about(1))).toBe(true);
    expect(isStale('audit.get', { n: 4 }, about(1))).toBe(true);
  });

  it('never makes a plan anew under the eyes of who reads it', () => {
    const plan = { action: { kind: 'calendar.reconnect', targets: { filter: { workspaces: 'all' } } } };
    expect(isStale('actions.preview', plan, event(1, { topic: 'calendars' }))).toBe(false);
  });

  it('does not know strangers', () => {
    expect(isStale('toString', {}, event(1))).toBe(false);
  });
});

describe('reading stale events from the web host', () => {
  it('takes a whole event', () => {
    const sent = event(3, { ids: ['a'] });
    expect(readStaleEvent(JSON.stringify(sent))).toEqual(sent);
    expect(readStaleEvent(JSON.stringify({ seq: 1, topic: 'sync', workspaceId: null }))).toEqual({
      seq: 1,
      topic: 'sync',
      workspaceId: null,
    });
  });

  it('takes nothing else', () => {
    for (const text of ['', 'null', '[]', '{"seq":"1","topic":"sync"}', '{"seq":1,"topic":"rows"}', undefined, 3]) {
      expect(readStaleEvent(text)).toBeNull();
    }
  });
});

describe('what is asked again after a change', () => {
  it('is everything made of what the change is about', () => {
    expect(isAbout('workspaces.list', TOPICS_AFTER['demo.start'])).toBe(true);
    expect(isAbout('sync.status', TOPICS_AFTER['sync.pause'])).toBe(true);
    expect(isAbout('events.list', TOPICS_AFTER['sync.pause'])).toBe(false);
    expect(isAbout(undefined, TOPICS_AFTER['demo.start'])).toBe(false);
  });
});
