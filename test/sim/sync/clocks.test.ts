/** Watermarks come from Recall's clock; whatever the clocks do, no change is lost (promise R7). */
import { describe, expect, it } from 'vitest';
import type { FaultKind } from '../../../electron/simulator/index.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';
import { createDice } from './dice.ts';
import type { SyncWorld, WorldOptions } from './sync-world.ts';
import { differences, replicaOf, startSyncWorld, truthOf } from './sync-world.ts';

const WORLD = [{ name: 'ACME', calendars: 3, eventsPerCalendar: 12 }];

/** A change every minute for `minutes`, then rest; the replica must hold every one of them. */
async function changesArrive(world: SyncWorld, minutes: number): Promise<void> {
  const dice = createDice(7);
  const { truth, workspace } = world.member(0);
  for (let minute = 0; minute < minutes; minute += 1) {
    truth.updateEvent(dice.pick(truth.events()).id, { title: `Changed in minute ${minute}` });
    await world.pass(MINUTE_MS);
  }
  await world.quiesce();
  expect(differences(truthOf(truth), replicaOf(world.store, workspace.id, truth)).slice(0, 3)).toEqual([]);
}

async function within(options: Partial<WorldOptions>, life: (world: SyncWorld) => Promise<void>): Promise<void> {
  const world = await startSyncWorld({ seed: 3, world: WORLD, pageSize: 20, ...options });
  try {
    await life(world);
  } finally {
    await world.close();
  }
}

const skewed = (ms: number): FaultKind => ({ type: 'clockSkew', ms });
const always = 1_000_000;

describe('no change is lost', () => {
  for (const minutes of [10, -10, 120, -120]) {
    it(`while the laptop's clock is ${minutes} minutes off`, () =>
      within({ laptopSkewMs: minutes * MINUTE_MS }, (world) => changesArrive(world, 20)));
  }

  it("while the laptop's clock jumps two hours forward and back", () =>
    within({}, async (world) => {
      await changesArrive(world, 5);
      world.clock.jump(2 * HOUR_MS);
      await changesArrive(world, 5);
      world.clock.jump(-4 * HOUR_MS);
      await changesArrive(world, 5);
    }));

  for (const minutes of [10, -10]) {
    it(`while Recall's Date header is ${minutes} minutes off from the start`, () =>
      within({}, async (world) => {
        await world.member(0).sync.stop();
        world.sim.faults.add({ match: { times: always }, kind: skewed(minutes * MINUTE_MS) });
        await world.restart(0);
        await changesArrive(world, 30);
      }));

    it(`when Recall's Date header turns ${minutes} minutes off, and right again`, () =>
      within({}, async (world) => {
        await changesArrive(world, 5);
        const fault = world.sim.faults.add({ match: { times: always }, kind: skewed(minutes * MINUTE_MS) });
        await changesArrive(world, 30);
        fault.remove();
        await changesArrive(world, 30);
      }));

    it(`when single answers carry a Date that is ${minutes} minutes off`, () =>
      within({}, async (world) => {
        for (let nth = 2; nth < 60; nth += 7) {
          world.sim.faults.add({ match: { nth }, kind: skewed(minutes * MINUTE_MS) });
        }
        await changesArrive(world, 30);
      }));
  }

  it('when Recall sends no Date header at all', () =>
    within({ withoutDate: true, laptopSkewMs: -2 * HOUR_MS }, (world) => changesArrive(world, 30)));

  it('when the laptop slept for three days, told or not', () =>
    within({}, async (world) => {
      await changesArrive(world, 3);
      for (const told of [true, false]) {
        const { truth, sync } = world.member(0);
        world.clock.suspend(72 * HOUR_MS);
        for (const event of truth.events().slice(0, 10)) truth.updateEvent(event.id, { title: `While asleep ${told}` });
        if (told) sync.now();
        await changesArrive(world, 3);
      }
    }));
});

describe('what the status says about freshness', () => {
  it('is on the local clock, however wrong that is', () =>
    within({ laptopSkewMs: 2 * HOUR_MS }, async (world) => {
      await world.quiesce();
      const freshAt = world.status(0).freshAt ?? 0;
      expect(world.clock.now() - freshAt).toBeLessThan(2 * MINUTE_MS);
      expect(freshAt).toBeLessThanOrEqual(world.clock.now());
    }));

  it('grows old while the laptop sleeps', () =>
    within({}, async (world) => {
      await world.quiesce();
      world.clock.suspend(8 * HOUR_MS);
      expect(world.clock.now() - (world.status(0).freshAt ?? 0)).toBeGreaterThanOrEqual(8 * HOUR_MS);
    }));
});
