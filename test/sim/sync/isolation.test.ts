/** A bad workspace never delays another or spends its budget (invariant 4, promises R8 and R9). */
import { beforeAll, describe, expect, it } from 'vitest';
import type { FaultKind } from '../../../electron/simulator/index.ts';
import { MINUTE_MS } from '../../../shared/time.ts';
import { differences, replicaOf, startSyncWorld, truthOf } from './sync-world.ts';

const WORLD = ['ACME', 'Globex', 'Initech'].map((name) => ({ name, calendars: 3, eventsPerCalendar: 20 }));
const STORMS: readonly FaultKind[] = [
  { type: 'status', status: 500 },
  { type: 'status', status: 429, retryAfter: 30 },
  { type: 'status', status: 401 },
  { type: 'hang' },
  { type: 'malformedJson' },
  { type: 'html' },
];

/** Calls and rows of the good workspaces after twenty minutes beside `storm` in the first one. */
async function beside(storm: FaultKind | null) {
  const world = await startSyncWorld({ seed: 5, world: WORLD, pageSize: 10, expectHangs: storm?.type === 'hang' });
  try {
    if (storm !== null) world.sim.faults.add({ match: { workspace: 'ACME', times: 1_000_000 }, kind: storm });
    const filled: number[] = [];
    await world.pass(8 * MINUTE_MS);
    for (const index of [1, 2]) {
      const { truth, workspace } = world.member(index);
      expect(differences(truthOf(truth), replicaOf(world.store, workspace.id, truth)).slice(0, 3)).toEqual([]);
      expect(world.status(index).error).toBeNull();
      filled.push(world.sim.stats.of(truth.name, 'events.list').requests);
    }
    expect(world.sim.stats.totalThrottled()).toBe(0);
    return { filled, bad: world.status(0) };
  } finally {
    await world.close();
  }
}

describe('a bad workspace', () => {
  let calm: Awaited<ReturnType<typeof beside>>;
  beforeAll(async () => {
    calm = await beside(null);
  });

  for (const storm of STORMS) {
    const name = storm.type === 'status' ? `status ${storm.status}` : storm.type;
    it(`leaves the others alone (${name})`, async () => {
      const stormy = await beside(storm);
      expect(stormy.bad.counts.events).toBe(0);
      expect(stormy.filled).toEqual(calm.filled);
    });
  }
});
