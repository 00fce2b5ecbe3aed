/**
 * Fills workspaces under the documented limits with the minute compressed. Arguments: data folder, window in ms, JSON of
 * workspaces. Says the time from the adding of the last workspace to the end of each one's first fill.
 */
import { performance } from 'node:perf_hooks';
import type { TrainingWorkspace } from '../../../electron/core/deps.ts';
import { startHarness } from '../../support/core-harness.ts';
import { say } from '../children.ts';

const [dataDir = '', windowMs = '3000', json = '[]'] = process.argv.slice(2);
const workspaces = JSON.parse(json) as TrainingWorkspace[];
// Training mode adds all workspaces at once, as a start with many known ones does.
const core = await startHarness({
  dataDir,
  windowMs: Number(windowMs),
  training: { start: () => Promise.resolve(workspaces), stop: () => Promise.resolve() },
});
const start = performance.now();
await core.call('demo.start', {});
const filledMs = new Map<number, number>();
await core.until(async () => {
  const { rows } = await core.call('sync.status', {});
  for (const row of rows) {
    if (row.fill.length === 0 && row.freshAt !== null && !filledMs.has(row.workspaceId))
      filledMs.set(row.workspaceId, performance.now() - start);
  }
  return filledMs.size === workspaces.length;
});
const events: number[] = [];
for (const workspaceId of filledMs.keys()) {
  // Deleted and cancelled events are stored too, and counted here, but not by the badges of the sync bar.
  const { total } = await core.call('events.list', {
    filter: { workspaces: [workspaceId] },
    sort: { by: 'start', direction: 'asc' },
    after: null,
    limit: 1,
  });
  events.push(total.count);
}
say({ filledMs: [...filledMs.values()], events });
await core.stop();
process.exit(0);
