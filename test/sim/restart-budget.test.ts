/** Invariant 7 across restarts: the budget of the last minute is not forgotten with the process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../../electron/simulator/index.ts';
import type { Simulator } from '../../electron/simulator/index.ts';
import { MemorySecrets, startHarness } from '../support/core-harness.ts';
import type { CoreHarness } from '../support/core-harness.ts';

/** Both sides' minute, compressed. */
const WINDOW_MS = 2_000;

let dataDir: string;
let simulator: Simulator;
const secrets = new MemorySecrets();

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'callboard-restart-'));
  // Small pages, so that a small world takes more lists than one window allows.
  simulator = await startSimulator({
    seed: 3,
    pageSize: 4,
    limits: { enforce: true, windowMs: WINDOW_MS },
    world: [{ name: 'Busy', colour: 'red', calendars: 8, eventsPerCalendar: 60 }],
  });
});
afterEach(async () => {
  await simulator.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const start = (): Promise<CoreHarness> => startHarness({ dataDir, secrets, windowMs: WINDOW_MS });
const listCalls = (): number => simulator.stats.of('Busy', 'events.list').requests;

async function untilListed(core: CoreHarness, calls: number): Promise<void> {
  await core.until(async () => {
    await core.call('sync.status', {});
    return listCalls() >= calls;
  });
}

describe('the budget', () => {
  it('is not forgotten when the console is started again within the window, nor when a workspace is edited', async () => {
    const offer = simulator.workspaces[0];
    if (offer === undefined) throw new Error('The simulator has no workspace.');
    let core = await start();
    const workspace = await core.call('workspaces.add', {
      name: offer.name,
      region: 'custom',
      baseUrl: offer.baseUrl,
      apiKey: offer.apiKey,
      colour: 'red',
      mode: 'read_only',
      pollIntervalMs: 3_600_000,
    });
    await untilListed(core, 40);
    await core.call('workspaces.update', { workspaceId: workspace.id, pollIntervalMs: 1_800_000 });
    await untilListed(core, 55);
    for (let restart = 0; restart < 3; restart += 1) {
      await core.stop();
      core = await start();
      await untilListed(core, listCalls() + 1);
    }
    await core.until(async () => (await core.call('sync.status', {})).rows[0]?.state === 'idle');
    await core.stop();
    expect(simulator.stats.totalThrottled()).toBe(0);
    expect(simulator.stats.busiestWindow('Busy', 'events.list')).toBeLessThanOrEqual(60);
  }, 60_000);
});
