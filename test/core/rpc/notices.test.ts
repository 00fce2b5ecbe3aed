import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../../../electron/simulator/index.ts';
import { startHarness, type CoreHarness } from '../../support/core-harness.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

type Simulator = Awaited<ReturnType<typeof startSimulator>>;

const NIGHT = { from: 22 * 60, to: 7 * 60 };

let dir: ReturnType<typeof makeTempDir>;
let simulator: Simulator;
let core: CoreHarness;
let workspaceId: number;

beforeEach(async () => {
  dir = makeTempDir('notices');
  simulator = await startSimulator({
    seed: 5,
    world: [{ name: 'Stage', colour: 'teal', calendars: 1, eventsPerCalendar: 1 }],
  });
  core = await startHarness({ dataDir: dir.path });
  ({ id: workspaceId } = await core.call('workspaces.add', {
    name: 'Stage',
    region: 'custom',
    baseUrl: simulator.origin,
    apiKey: simulator.world.workspace(0).apiKey,
    colour: 'teal',
    mode: 'read_only',
    pollIntervalMs: 60_000,
  }));
});

afterEach(async () => {
  await core.stop();
  await simulator.stop();
  dir.remove();
});

const rows = async (): Promise<unknown[]> => (await core.call('app.notices', {})).rows;

describe('the notifications of a workspace', () => {
  it('are shared incidents at any hour, until somebody chooses', async () => {
    expect(await rows()).toEqual([{ workspaceId, level: 'incidents', quiet: null }]);
  });

  it('are kept as they were chosen, and windows are told', async () => {
    const told = core.events.length;
    await core.call('app.setNotices', { workspaceId, level: 'all', quiet: NIGHT });
    expect(await rows()).toEqual([{ workspaceId, level: 'all', quiet: NIGHT }]);
    await core.until(() => Promise.resolve(core.events.slice(told).some(({ topic }) => topic === 'app')));
    await core.call('app.setNotices', { workspaceId, level: 'none', quiet: null });
    expect(await rows()).toEqual([{ workspaceId, level: 'none', quiet: null }]);
  });

  it('go with the workspace', async () => {
    await core.call('app.setNotices', { workspaceId, level: 'all', quiet: NIGHT });
    await core.call('workspaces.remove', { workspaceId });
    expect(await rows()).toEqual([]);
    expect(await core.answer('app.setNotices', { workspaceId, level: 'all', quiet: null })).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
  });

  it.each([
    ['that begin and end at the same minute', { from: 60, to: 60 }],
    ['that begin at no minute of a day', { from: 1_440, to: 60 }],
    ['that end at no minute of a day', { from: 60, to: -1 }],
    ['without an end', { from: 60 }],
  ])('have no quiet hours %s, and nothing changes', async (_what, quiet) => {
    expect(await core.answer('app.setNotices', { workspaceId, level: 'all', quiet })).toMatchObject({
      ok: false,
      error: { code: 'invalid_input' },
    });
    expect(await rows()).toEqual([{ workspaceId, level: 'incidents', quiet: null }]);
  });
});
