/**
 * A console on a virtual clock over a simulated Recall in which several workspaces share one Outlook client: what the
 * tests of actions play with. Everything is asked and changed through the contract, as a window does.
 */
import type { ActionPreview, ActionRequest, ActionSecrets, Job, JobItem } from '../../../../shared/actions.ts';
import type { Input } from '../../../../shared/contract.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../../shared/time.ts';
import type { SimCalendar, Simulator, WorldSpec } from '../../../../electron/simulator/index.ts';
import { startSimulator } from '../../../../electron/simulator/index.ts';
import { createRng } from '../../../../electron/simulator/rng.ts';
import type { CoreHarness } from '../../../support/core-harness.ts';
import { MemorySecrets, startHarness } from '../../../support/core-harness.ts';
import { makeTempDir } from '../../../support/temp-dir.ts';
import type { VirtualClock } from '../../../support/virtual-clock.ts';
import { createVirtualClock, watchHttp } from '../../../support/virtual-clock.ts';

export const CLIENT = '7e57c11e-0000-4000-8000-000000000001';
export const NEW_SECRET = 'canary-new-secret-Q7f~8xK2';
export const BEGINS = Date.UTC(2026, 10, 20, 9);
const HANG_AFTER_REAL_MS = 250;

export interface FleetOptions {
  /** Names of the workspaces; each has `calendars` calendars, Google and Outlook in turn. */
  readonly workspaces?: readonly string[];
  readonly calendars?: number;
  readonly eventsPerCalendar?: number;
  /** How wrong the local clock is, ms. */
  readonly localSkewMs?: number;
  /** Some requests are never answered: time may pass them by. */
  readonly expectHangs?: boolean;
  /** Default true: the Outlook calendars are disconnected because their secret expired. */
  readonly expired?: boolean;
  readonly pageSize?: number;
  /** Mail domains of each workspace's customers. */
  readonly domains?: readonly string[];
  /** The workspaces in every detail, in place of all of the above. */
  readonly world?: WorldSpec;
  /** What happens to the world before the console begins. */
  readonly before?: (sim: Simulator) => void;
  /** Default: one minute. */
  readonly pollMs?: number;
}

export interface Fleet {
  readonly clock: VirtualClock;
  readonly sim: Simulator;
  readonly secrets: MemorySecrets;
  readonly dataDir: string;
  readonly log: readonly string[];
  readonly core: CoreHarness;
  /** Callboard's id of a workspace, by name. */
  id(name: string): number;
  /** The calendars of the shared Outlook client, as Recall has them. */
  truth(): readonly (SimCalendar & { readonly workspaceName: string })[];
  preview(action: ActionRequest): Promise<ActionPreview>;
  /** Previews and starts at once; resolves with the job's id. */
  start(
    action: ActionRequest,
    options?: Partial<Pick<Input<'actions.start'>, 'canary' | 'unattended' | 'confirmation'>> & {
      readonly secrets?: ActionSecrets;
    },
  ): Promise<number>;
  job(id: number): Promise<Job>;
  items(id: number): Promise<JobItem[]>;
  /** Lets time pass until the condition holds; fails after `limitMs` (default two hours) of virtual time. */
  until(what: string, condition: () => Promise<boolean>, limitMs?: number): Promise<void>;
  /** Until the job has left state `running`; resolves with it. */
  rests(id: number, limitMs?: number): Promise<Job>;
  pass(ms: number): Promise<void>;
  /** The laptop sleeps and wakes: Recall's time goes on, timers stand still. */
  sleep(ms: number): void;
  stop(): Promise<void>;
  /** Starts a console on the same folder after `stop`; its workspaces do not run yet. */
  begin(): Promise<void>;
  restart(): Promise<void>;
}

export const ROTATE = {
  kind: 'oauth_client.rotate_secret',
  oauthClientId: CLIENT,
  workspaces: 'all',
} as const satisfies ActionRequest;

/** Starts a console whose replica is complete, and ends it, whatever happens, after `life`. */
export async function withFleet(options: FleetOptions, life: (fleet: Fleet) => Promise<void>): Promise<void> {
  // Loaded up front, because virtual time does not wait for the file system.
  await Promise.all([
    import('undici'),
    import('../../../../electron/core/triage/index.ts'),
    import('../../../../electron/core/verdicts/index.ts'),
    import('../../../../electron/core/diagnosis/calendar.ts'),
    import('../../../../electron/core/diagnosis/incident.ts'),
    import('../../../../electron/core/recall/client.ts'),
    import('../../../../electron/core/recall/pages.ts'),
    import('../../../../electron/core/sync/index.ts'),
  ]);
  const folder = makeTempDir('actions');
  const clock = createVirtualClock(BEGINS + (options.localSkewMs ?? 0));
  const began = clock.monotonic();
  let sleptMs = 0;
  const names = options.world?.map(({ name }) => name) ?? options.workspaces ?? ['ACME', 'Globex'];
  const sim = await startSimulator({
    seed: 7,
    clock: { now: () => Math.floor(BEGINS + clock.monotonic() - began + sleptMs) },
    world:
      options.world ??
      names.map((name) => ({
        name,
        calendars: options.calendars ?? 6,
        eventsPerCalendar: options.eventsPerCalendar ?? 2,
        outlookClientId: CLIENT,
        ...(options.domains === undefined ? {} : { domains: options.domains }),
      })),
    pageSize: options.pageSize ?? 100,
    gzip: false,
  });
  const mine = (): (SimCalendar & { readonly workspaceName: string })[] =>
    sim.world.workspaces.flatMap((workspace) =>
      workspace
        .calendars()
        .filter((calendar) => calendar.oauthClientId === CLIENT)
        .map((calendar) => Object.assign(calendar, { workspaceName: workspace.name })),
    );
  if (options.expired !== false) {
    for (const { id, workspaceName } of mine()) {
      sim.world.workspace(workspaceName).setCalendarStatus(id, 'disconnected', 'outlook_secret_expired');
    }
  }
  options.before?.(sim);
  const http = watchHttp();
  const rng = createRng(11);
  const secrets = new MemorySecrets();
  const log: string[] = [];
  const ids = new Map<string, number>();
  let running: CoreHarness | null = null;
  const current = (): CoreHarness => {
    if (running === null) throw new Error('The console is not running.');
    return running;
  };
  const idle = (): boolean =>
    http.inFlight === 0 || (options.expectHangs === true && http.quietMs() > HANG_AFTER_REAL_MS);
  const start = async (): Promise<void> => {
    running = await startHarness({
      dataDir: folder.path,
      clock,
      secrets,
      random: () => rng.next(),
      log: { write: (level, message, fields) => void log.push(`${level}: ${message} ${JSON.stringify(fields ?? {})}`) },
    });
  };
  const stop = async (): Promise<void> => {
    const core = running;
    running = null;
    await core?.stop();
  };
  const pass = async (ms: number): Promise<void> => {
    let over = false;
    void clock.sleep(ms).then(() => (over = true));
    await clock.run(() => over, { idle, limitMs: ms + MINUTE_MS });
  };
  const until = async (what: string, condition: () => Promise<boolean>, limitMs = 2 * HOUR_MS): Promise<void> => {
    const end = clock.monotonic() + limitMs;
    while (!(await condition())) {
      if (clock.monotonic() > end) {
        throw new Error(`Not reached within ${limitMs} ms of virtual time: ${what}\n${log.slice(-8).join('\n')}`);
      }
      const heard = current().events.length;
      const look = clock.monotonic() + 5 * SECOND_MS;
      await clock.run(() => current().events.length !== heard || clock.monotonic() >= look, { idle, limitMs });
    }
  };

  const fleet: Fleet = {
    clock,
    sim,
    secrets,
    dataDir: folder.path,
    log,
    get core() {
      return current();
    },
    id: (name) => ids.get(name) ?? -1,
    truth: mine,
    preview: (action) => current().call('actions.preview', { action }),
    async start(action, { secrets: given, ...rest } = {}) {
      const { plan } = await fleet.preview(action);
      const { jobId } = await current().call('actions.start', {
        action,
        plan,
        ...(given === undefined ? {} : { secrets: given }),
        ...rest,
      });
      return jobId;
    },
    job: (jobId) => current().call('jobs.get', { jobId }),
    async items(jobId) {
      const items: JobItem[] = [];
      let after: string | null = null;
      do {
        const page: { rows: JobItem[]; next: string | null } = await current().call('jobs.items', {
          jobId,
          after,
          limit: 200,
        });
        items.push(...page.rows);
        after = page.next;
      } while (after !== null);
      return items;
    },
    until,
    async rests(jobId, limitMs) {
      await until('the job rests', async () => (await fleet.job(jobId)).state !== 'running', limitMs);
      return fleet.job(jobId);
    },
    pass,
    sleep(ms) {
      current().power('suspend');
      sleptMs += ms;
      clock.suspend(ms);
      current().power('resume');
    },
    stop,
    begin: start,
    async restart() {
      await stop();
      await start();
      await pass(SECOND_MS);
    },
  };

  try {
    await start();
    await pass(SECOND_MS);
    for (const [index, name] of names.entries()) {
      const { id } = await current().call('workspaces.add', {
        name,
        region: 'custom',
        baseUrl: sim.origin,
        apiKey: sim.workspaces[index]?.apiKey ?? '',
        colour: 'blue',
        mode: 'operate',
        pollIntervalMs: options.pollMs ?? MINUTE_MS,
      });
      ids.set(name, id);
    }
    await until('everything is here', async () => {
      const { rows } = await current().call('sync.status', {});
      return rows.length === names.length && rows.every(({ state, freshAt }) => state === 'idle' && freshAt !== null);
    });
    await life(fleet);
  } finally {
    await stop();
    await sim.stop();
    http.close();
    folder.remove();
  }
}

/** `12 ok, 1 failed`: how many items ended how. */
export function ends(items: readonly JobItem[]): string {
  return Object.entries(Object.groupBy(items, ({ state }) => state))
    .map(([state, of]) => `${of?.length ?? 0} ${state}`)
    .toSorted()
    .join(', ');
}
