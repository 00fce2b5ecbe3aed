/**
 * Events move while pages are read. Many share a start time, so Recall's cursor ("so many of this start time were given
 * already") skips events that nobody changed; no sweep would ever show those.
 */
import { describe, expect, it } from 'vitest';
import type { SimWorkspace } from '../../../electron/simulator/index.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';
import { createDice } from './dice.ts';
import { differences, replicaOf, startSyncWorld, truthOf, WORLD_BEGINS } from './sync-world.ts';

const replay = process.env['CALLBOARD_SEED'];
const count = Number(process.env['CALLBOARD_SIM_SEEDS'] ?? 20);
const seeds = replay === undefined ? Array.from({ length: count }, (_, index) => index + 1) : [Number(replay)];

/** Few start times for many events. */
const STARTS = [2, 5, 30, 55, 200].map((hours) => WORLD_BEGINS + hours * HOUR_MS);

async function live(seed: number): Promise<void> {
  const dice = createDice(seed);
  let restless = 0;
  let truth: SimWorkspace | null = null;
  const world = await startSyncWorld({
    seed,
    world: [{ name: 'ACME', calendars: 5, eventsPerCalendar: 12 }],
    pageSize: dice.int(2, 7),
    meanwhile() {
      if (truth === null || dice.next() >= restless) return;
      if (truth.calendars().length > 2 && dice.chance(0.05)) truth.removeCalendar(dice.pick(truth.calendars()).id);
      const event = dice.pick(truth.events());
      truth.updateEvent(event.id, { startAt: dice.pick(STARTS) });
    },
  });
  try {
    truth = world.member(0).truth;
    for (const event of truth.events()) truth.updateEvent(event.id, { startAt: dice.pick(STARTS) });
    // What was changed before the program began is old: only what moves now is within reach of a sweep.
    await world.member(0).sync.stop();
    world.clock.suspend(5 * HOUR_MS);
    restless = 0.5;
    await world.restart(0);
    if (dice.chance(0.5)) {
      // The program is killed in the middle of the fill and started again.
      await world.until(() => world.sim.stats.of('ACME', 'events.list').requests >= dice.int(2, 12));
      await world.restart(0);
    }
    await world.pass(dice.int(1, 4) * MINUTE_MS);
    restless = 0;
    await world.quiesce();
    const differing = differences(truthOf(truth), replicaOf(world.store, world.member(0).workspace.id, truth));
    expect(differing.slice(0, 3), `${differing.length} events differ`).toEqual([]);
  } finally {
    await world.close();
  }
}

describe('a replica of events that move between pages', () => {
  for (const seed of seeds) {
    it(`misses none that stayed where it was (seed ${seed})`, () => live(seed), 60_000);
  }
});
