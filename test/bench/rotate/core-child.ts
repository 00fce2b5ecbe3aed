/**
 * Rotates a client secret as a host does it: the built workers behind core-host, while a window looks at the job at every
 * change. Arguments: data folder, window in ms, JSON of the simulator's workspaces. Says the times, and the load of this (host)
 * thread between the start and the finished report.
 */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { startCoreHost } from '../../../electron/shell/core-host.ts';
import { workersBeside } from '../../../electron/shell/worker-data.ts';
import type { TrainingWorkspace } from '../../../electron/core/deps.ts';
import type { ActionRequest } from '../../../shared/actions.ts';
import type { Input, MethodName, Output } from '../../../shared/contract.ts';
import { MemorySecrets } from '../../support/core-harness.ts';
import { say } from '../children.ts';
import { CLIENT } from './client.ts';

/** What the host saw of a rotation. */
export interface Rotated {
  readonly calendars: number;
  /** Items that ended as proven good. */
  readonly ok: number;
  /** When the rotation was asked for, ms UTC. */
  readonly startedAt: number;
  /** From then to the finished report, ms. */
  readonly reportMs: number;
  readonly loopP99Ms: number;
  readonly loopMaxMs: number;
  /** Share of this thread's time. */
  readonly busy: number;
}

const [dataDir = '', windowMs = '60000', json = '[]'] = process.argv.slice(2);
const workspaces = JSON.parse(json) as TrainingWorkspace[];

const core = startCoreHost({
  dataDir,
  host: { shell: 'cli', appVersion: '0.0.0-bench', versions: {}, actor: { user: 'tester', host: 'bench' } },
  workers: workersBeside(new URL('../../../out/main/cli.js', import.meta.url).href),
  secrets: new MemorySecrets(),
  limits: { windowMs: Number(windowMs) },
});
await core.ready;

async function call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> {
  const answer = await core.call(method, input);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value as Output<M>;
}

/** Asks at every change of the topic, one question after another, until the answer is not null. */
function until<T>(topic: string, ask: () => Promise<T | null>): Promise<T> {
  return new Promise((resolve, reject) => {
    let asking = false;
    let again = false;
    const look = (): void => {
      if (asking) {
        again = true;
        return;
      }
      asking = true;
      ask().then((answer) => {
        asking = false;
        if (answer !== null) {
          forget();
          resolve(answer);
        } else if (again) {
          again = false;
          look();
        }
      }, reject);
    };
    const forget = core.onEvent((event) => {
      if (event.topic === topic) look();
    });
    look();
  });
}

for (const { name, baseUrl, apiKey } of workspaces)
  await call('workspaces.add', {
    name,
    region: 'custom',
    baseUrl,
    apiKey,
    colour: 'blue',
    mode: 'operate',
    pollIntervalMs: 60_000,
  });
await until('sync', async () => {
  const { rows } = await call('sync.status', {});
  return rows.every(({ state, freshAt }) => state === 'idle' && freshAt !== null) ? rows : null;
});

const action: ActionRequest = { kind: 'oauth_client.rotate_secret', oauthClientId: CLIENT, workspaces: 'all' };
const { plan, canary, count } = await call('actions.preview', { action });
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const loopBefore = performance.eventLoopUtilization();
const startedAt = Date.now();
const start = performance.now();
const { jobId } = await call('actions.start', {
  action,
  plan,
  secrets: { clientSecret: 'bench-rotated-secret' },
  canary: canary === null ? null : { workspaceId: canary.workspaceId, id: canary.id },
  unattended: true,
});
const job = await until('jobs', async () => {
  // What the view of a rotation asks.
  const [present] = await Promise.all([
    call('jobs.get', { jobId }),
    call('jobs.progress', { jobId }),
    call('jobs.items', { jobId, after: null, limit: 100 }),
  ]);
  if (present.state === 'paused') throw new Error(`The rotation stands still: ${present.reason?.message}`);
  return present.state === 'finished' ? present : null;
});
const reportMs = performance.now() - start;
const busy = performance.eventLoopUtilization(loopBefore).utilization;
delay.disable();
await core.stop();
say({
  calendars: count,
  ok: job.counts.ok,
  startedAt,
  reportMs,
  // monitorEventLoopDelay reports the timer's whole period; its resolution (1 ms) is not delay.
  loopP99Ms: Math.max(0, delay.percentile(99) / 1e6 - 1),
  loopMaxMs: Math.max(0, delay.max / 1e6 - 1),
  busy,
} satisfies Rotated);
process.exit(0);
