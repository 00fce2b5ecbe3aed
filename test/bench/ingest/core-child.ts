/**
 * The whole core as a host runs it: the built workers behind core-host, which fetch, validate, map, write, index and keep
 * history. A first workspace loads the modules; the second is measured from its adding to its first complete sweep,
 * while this (host) thread's load is measured. Arguments: data folder, JSON of the simulator's workspaces.
 */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { startCoreHost } from '../../../electron/shell/core-host.ts';
import { workersBeside } from '../../../electron/shell/worker-data.ts';
import type { TrainingWorkspace } from '../../../electron/core/deps.ts';
import type { Output } from '../../../shared/contract.ts';
import { MemorySecrets } from '../../support/core-harness.ts';
import { say } from '../children.ts';

const [dataDir = '', json = '[]'] = process.argv.slice(2);
const [warmUp, load] = JSON.parse(json) as TrainingWorkspace[];
if (warmUp === undefined || load === undefined) throw new Error('The server has too few workspaces.');

const core = startCoreHost({
  dataDir,
  host: { shell: 'cli', appVersion: '0.0.0-bench', versions: {}, actor: { user: 'tester', host: 'bench' } },
  workers: workersBeside(new URL('../../../out/main/cli.js', import.meta.url).href),
  secrets: new MemorySecrets(),
  // A window of one ms: the budget is in the path but never the limit.
  limits: { windowMs: 1 },
});
await core.ready;

async function call<T>(method: string, input: unknown): Promise<T> {
  const answer = await core.call(method, input);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value as T;
}

/** Adds a workspace and resolves when its first fill and first sweep are complete. */
async function fill(workspace: TrainingWorkspace): Promise<number> {
  const start = performance.now();
  const { id } = await call<{ id: number }>('workspaces.add', {
    name: workspace.name,
    region: 'custom',
    baseUrl: workspace.baseUrl,
    apiKey: workspace.apiKey,
    colour: 'blue',
    mode: 'read_only',
    pollIntervalMs: 3_600_000,
  });
  return new Promise((resolve, reject) => {
    const check = (): void => {
      call<Output<'sync.status'>>('sync.status', {}).then(({ rows }) => {
        const status = rows.find((row) => row.workspaceId === id);
        if (status?.state === 'failed') reject(new Error(status.error?.message));
        if (status?.state !== 'idle' || status.freshAt === null) return;
        forget();
        resolve(performance.now() - start);
      }, reject);
    };
    const forget = core.onEvent((event) => {
      if (event.topic === 'sync') check();
    });
  });
}

await fill(warmUp);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const loopBefore = performance.eventLoopUtilization();
const cpuBefore = process.cpuUsage();
const wallMs = await fill(load);
const cpu = process.cpuUsage(cpuBefore);
const busy = performance.eventLoopUtilization(loopBefore).utilization;
delay.disable();
const { counts } = (await call<Output<'sync.status'>>('sync.status', {})).rows.at(-1) ?? { counts: { events: 0 } };
await core.stop();
say({
  events: counts.events,
  wallMs,
  cpuMs: (cpu.user + cpu.system) / 1000,
  busy,
  // monitorEventLoopDelay reports the timer's whole period; its resolution (1 ms) is not delay.
  loopP99Ms: Math.max(0, delay.percentile(99) / 1e6 - 1),
  loopMaxMs: Math.max(0, delay.max / 1e6 - 1),
});
process.exit(0);
