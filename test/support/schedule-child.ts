/**
 * A process of its own for the kill test of scheduling: runs a core on a data folder until one job that moves bots to the present time
 * of their events has ended. It says `loaded` when its modules are there, begins at `go`, and says how the job ended before it leaves.
 */
import { systemClock } from '../../electron/core/clock.ts';
import { createFileLog, Redactor } from '../../electron/core/log.ts';
import type { ActionRequest, AuditEntry, Job, JobItem } from '../../shared/actions.ts';
import type { CoreHarness } from './core-harness.ts';
import { MemorySecrets, startHarness } from './core-harness.ts';

/** What the child is to do. */
export interface Schedule {
  readonly dataDir: string;
  /** Added where the data folder has none yet. */
  readonly workspace: { readonly name: string; readonly baseUrl: string; readonly apiKey: string };
  /** The keychain, which survives. */
  readonly secrets: readonly (readonly [string, string])[];
  /** How many jobs the data folder has seen before this one; null: only fill it. */
  readonly before: number | null;
  /** Where the events start now, ms UTC, by id. */
  readonly starts: readonly (readonly [string, number])[];
}

export interface ScheduleEnding {
  readonly job: Job | null;
  readonly items: readonly JobItem[];
  readonly entries: readonly AuditEntry[];
  readonly auditLog: string | null;
  readonly secrets: readonly (readonly [string, string])[];
}

export type FromScheduleChild =
  { readonly type: 'loaded' } | { readonly type: 'ended'; readonly ending: ScheduleEnding };

const say = (message: FromScheduleChild, then: () => void = () => undefined): void =>
  void process.send?.(message, then);

const going = new Promise<Schedule>((resolve) => process.once('message', resolve));
// Loaded before it begins, so that a kill soon afterwards strikes the core and not its loading.
await Promise.all([
  import('undici'),
  import('../../electron/core/triage/index.ts'),
  import('../../electron/core/verdicts/index.ts'),
  import('../../electron/core/recall/client.ts'),
  import('../../electron/core/sync/index.ts'),
]);
say({ type: 'loaded' });
const schedule = await going;
const secrets = new MemorySecrets();
for (const [account, value] of schedule.secrets) secrets.values.set(account, value);
// Nothing is redacted by value here: a secret must not even reach the log.
const log = createFileLog(schedule.dataDir, systemClock, new Redactor());
log.write('info', 'a life begins', { before: schedule.before });
const core = await startHarness({ dataDir: schedule.dataDir, secrets, log, windowMs: 1_000 });
const ending = await live(core, schedule);
await core.stop();
say({ type: 'ended', ending }, () => process.exit(0));

async function live({ call, until }: CoreHarness, { workspace, before, starts }: Schedule): Promise<ScheduleEnding> {
  const { rows: here } = await call('workspaces.list', {});
  const workspaceId =
    here[0]?.id ??
    (
      await call('workspaces.add', {
        ...workspace,
        region: 'custom',
        colour: 'red',
        mode: 'operate',
        pollIntervalMs: 3_600_000,
      })
    ).id;
  const knows = async (): Promise<boolean> => {
    for (const [id, startAt] of starts) {
      const detail = await call('events.get', { workspaceId, id }).catch(() => null);
      if (detail?.event.startAt !== startAt) return false;
    }
    return true;
  };
  if (before === null) {
    await until(knows);
    return { job: null, items: [], entries: [], auditLog: null, secrets: [...secrets.values] };
  }
  const { rows, total } = await call('jobs.list', { after: null, limit: 1 });
  let jobId = total.count > before ? rows[0]?.id : undefined;
  if (jobId === undefined) {
    await call('sync.now', { workspaceId });
    await until(knows);
    const action: ActionRequest = {
      kind: 'event.schedule_bot',
      targets: { events: starts.map(([id]) => ({ workspaceId, id })) },
      recipe: '{start_time}-{meeting_url}',
      config: 'keep',
    };
    const { plan } = await call('actions.preview', { action });
    ({ jobId } = await call('actions.start', { action, plan }));
  }
  const id = jobId;
  await until(async () => {
    const { state, reason } = await call('jobs.get', { jobId: id });
    if (state === 'finished') return true;
    if (state !== 'running') throw new Error(`The job is ${state}: ${reason?.message ?? 'no reason'}`);
    return false;
  });
  const { checks } = await call('doctor.run', {});
  const audit = await call('audit.list', { filter: { workspaces: 'all', jobId: id }, after: null, limit: 200 });
  return {
    job: await call('jobs.get', { jobId: id }),
    items: (await call('jobs.items', { jobId: id, after: null, limit: 200 })).rows,
    entries: audit.rows,
    auditLog: checks.find(({ name }) => name === 'Audit log')?.state ?? null,
    secrets: [...secrets.values],
  };
}
