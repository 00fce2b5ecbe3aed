import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../electron/core/sync/failures.ts';
import type { Lane } from '../../../electron/core/sync/lane.ts';
import { createLane } from '../../../electron/core/sync/lane.ts';
import type { VirtualClock } from '../../support/virtual-clock.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

interface Harness {
  readonly clock: VirtualClock;
  readonly lane: Lane;
  readonly steps: number[];
  readonly settled: (Failure | null)[];
  due: number;
  fail: Error | null;
}

/** A lane whose every step takes a minute and asks for the next ten minutes later. */
function harness(): Harness {
  const clock = createVirtualClock(0);
  const begin = clock.monotonic();
  const self: Harness = {
    clock,
    steps: [],
    settled: [],
    due: 0,
    fail: null,
    lane: createLane(
      {
        name: 'events',
        dueAt: () => begin + self.due,
        async step(signal) {
          self.steps.push(clock.monotonic() - begin);
          await clock.sleep(60_000, signal);
          if (self.fail !== null) throw self.fail;
          self.due = clock.monotonic() - begin + 600_000;
        },
        settled: (failure) => void self.settled.push(failure),
      },
      { clock, random: () => 0, log: { write: () => undefined }, workspaceId: 1 },
    ),
  };
  return self;
}

describe('a lane', () => {
  it('does one step at a time and waits until the next is due', async () => {
    const { clock, lane, steps } = harness();
    const controller = new AbortController();
    const done = lane.run(controller.signal);
    await clock.advance(30_000);
    lane.poke();
    await clock.advance(30_000);
    expect(steps).toEqual([0]);
    await clock.advance(600_000);
    expect(steps).toEqual([0, 660_000]);
    controller.abort();
    await done;
  });

  it('backs off after failures and forgets them after a success', async () => {
    const self = harness();
    const controller = new AbortController();
    self.fail = new Error('words');
    const done = self.lane.run(controller.signal);
    await self.clock.advance(60_000 + 5_000 + 60_000 + 9_999);
    expect(self.steps).toEqual([0, 65_000]);
    expect(self.lane.failure?.code).toBe('internal');
    self.fail = null;
    await self.clock.advance(1);
    await self.clock.advance(60_000);
    expect(self.lane.failure).toBeNull();
    expect(self.settled.map((failure) => failure?.code ?? null)).toEqual(['internal', 'internal', null]);
    controller.abort();
    await done;
  });

  it('tries at once when told to, however long it would have waited', async () => {
    const self = harness();
    const controller = new AbortController();
    self.fail = new Error('words');
    const done = self.lane.run(controller.signal);
    await self.clock.advance(60_000);
    self.lane.retryNow();
    await self.clock.advance(1);
    expect(self.steps).toEqual([0, 60_000]);
    controller.abort();
    await done;
  });

  it('ends when stopped in the middle of a step, and counts that as no failure', async () => {
    const self = harness();
    const controller = new AbortController();
    const done = self.lane.run(controller.signal);
    await self.clock.advance(10_000);
    controller.abort();
    await done;
    expect(self.lane.failure).toBeNull();
    expect(self.lane.busy).toBe(false);
    expect(self.settled).toEqual([]);
    expect(self.clock.pending).toBe(0);
  });
});
