import { describe, expect, it } from 'vitest';
import type { StaleEvent } from '../../shared/channels.ts';
import { createStaleEvents } from '../../electron/core/stale-events.ts';

/** A clock whose sleeps end when the test says so. */
function manualClock() {
  const sleepers: (() => void)[] = [];
  return {
    now: () => 0,
    monotonic: () => 0,
    sleep: () => new Promise<void>((resolve) => sleepers.push(resolve)),
    async wake() {
      for (const resolve of sleepers.splice(0)) resolve();
      await Promise.resolve();
    },
  };
}

describe('stale events', () => {
  it('joins the changes of one window into one event per topic and workspace', async () => {
    const clock = manualClock();
    const emitted: StaleEvent[] = [];
    const stale = createStaleEvents(clock, (event) => emitted.push(event));
    stale.changed('events', 1, ['a']);
    stale.changed('events', 1, ['a', 'b']);
    stale.changed('events', 2, ['c']);
    await clock.wake();
    expect(emitted).toEqual([
      { seq: 1, topic: 'events', workspaceId: 1, ids: ['a', 'b'] },
      { seq: 2, topic: 'events', workspaceId: 2, ids: ['c'] },
    ]);
  });

  it('says "any" as soon as one change of the window did not name its ids', async () => {
    const clock = manualClock();
    const emitted: StaleEvent[] = [];
    const stale = createStaleEvents(clock, (event) => emitted.push(event));
    stale.changed('events', 1, ['a']);
    stale.changed('events', 1);
    stale.changed('events', 1, ['b']);
    await clock.wake();
    expect(emitted).toEqual([{ seq: 1, topic: 'events', workspaceId: 1 }]);
  });

  it('never lists more than 200 ids', async () => {
    const clock = manualClock();
    const emitted: StaleEvent[] = [];
    const stale = createStaleEvents(clock, (event) => emitted.push(event));
    for (let index = 0; index < 201; index += 1) stale.changed('events', 1, [`id-${index}`]);
    await clock.wake();
    expect(emitted[0]?.ids).toBeUndefined();
  });

  it('numbers the events of successive windows without a gap', async () => {
    const clock = manualClock();
    const emitted: StaleEvent[] = [];
    const stale = createStaleEvents(clock, (event) => emitted.push(event));
    stale.changed('sync', 1);
    await clock.wake();
    stale.changed('sync', 1);
    await clock.wake();
    expect(emitted.map((event) => event.seq)).toEqual([1, 2]);
  });
});
