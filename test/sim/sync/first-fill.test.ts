import { afterEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../shared/time.ts';
import type { SyncWorld, WorldOptions } from './sync-world.ts';
import { replicaOf, startSyncWorld, truthOf, WORLD_BEGINS } from './sync-world.ts';

let world: SyncWorld | null = null;
const start = async (options: WorldOptions): Promise<SyncWorld> => (world = await startSyncWorld(options));
afterEach(async () => {
  await world?.close();
  world = null;
});

describe('the first fill', () => {
  it('brings every event of the window within one list call per hundred and one per slice, and no bot call', async () => {
    const { until, status, sim, member, store } = await start({
      seed: 1,
      world: [{ name: 'ACME', calendars: 20, eventsPerCalendar: 100 }],
    });
    await until(() => status(0).freshAt !== null);
    const { truth, workspace } = member(0);
    const expected = truthOf(truth);
    expect(expected.size).toBeGreaterThan(1_800);
    expect(replicaOf(store, workspace.id, truth)).toEqual(expected);
    // The sweep that follows the fill reads recent changes again; it is not part of the fill.
    const swept = sim.world
      .workspace(0)
      .events()
      .filter((event) => event.updatedAt > WORLD_BEGINS - 4 * 60_000);
    const calls = sim.stats.of('ACME', 'events.list').requests;
    console.log(calls, swept.length, expected.size, status(0));
    expect(calls).toBeLessThanOrEqual(1.05 * Math.ceil(expected.size / 100) + 4 + Math.ceil(swept.length / 100) + 1);
    expect(sim.stats.of('ACME', 'bots.retrieve').requests + sim.stats.of('ACME', 'bots.list').requests).toBe(0);
    expect(sim.stats.totalThrottled()).toBe(0);
  });
});
void DAY_MS;
