/**
 * A process of its own for the kill test of actions: runs a core on a data folder until one rotation of a client secret has
 * ended. It says `loaded` when its modules are there, begins at `go`, and says how the rotation ended before it leaves.
 * Its keychain is the parent process, so that it survives every kill as that of the operating system does: an entry is
 * kept before `set` resolves.
 */
import { systemClock } from '../../electron/core/clock.ts';
import { createFileLog, Redactor } from '../../electron/core/log.ts';
import type { ActionRequest, AuditEntry, Job, JobItem } from '../../shared/actions.ts';
import type { Input, Output } from '../../shared/contract.ts';
import type { CoreHarness } from './core-harness.ts';
import { MemorySecrets, startHarness } from './core-harness.ts';

/** What the child is to do. */
export interface Rotation {
  readonly dataDir: string;
  /** Added where the data folder has none yet. */
  readonly workspaces: readonly { readonly name: string; readonly baseUrl: string; readonly apiKey: string }[];
  /** How many rotations the data folder has seen before this one; null: only fill it. */
  readonly before: number | null;
  readonly oauthClientId: string;
  readonly clientSecret: string;
  readonly probe: boolean;
}

/** How the rotation ended, as the contract tells it. */
export interface Ending {
  readonly job: Job | null;
  readonly items: readonly JobItem[];
  readonly entries: readonly AuditEntry[];
  /** What doctor says of the audit log. */
  readonly auditLog: string | null;
}

export type FromChild =
  | { readonly type: 'loaded' }
  | { readonly type: 'keep'; readonly id: number; readonly account: string; readonly value: string | null }
  | { readonly type: 'tell'; readonly id: number; readonly account: string }
  | { readonly type: 'ended'; readonly ending: Ending };

export type ToChild =
  | { readonly type: 'go'; readonly rotation: Rotation }
  | { readonly type: 'answer'; readonly id: number; readonly value: string | null };

const say = (message: FromChild): void => void process.send?.(message);

class ParentSecrets extends MemorySecrets {
  readonly #waiting = new Map<number, (value: string | null) => void>();
  #asked = 0;

  answered(id: number, value: string | null): void {
    this.#waiting.get(id)?.(value);
    this.#waiting.delete(id);
  }
  override get(account: string): Promise<string | null> {
    return this.#ask((id) => say({ type: 'tell', id, account }));
  }
  override async set(account: string, value: string): Promise<void> {
    await this.#ask((id) => say({ type: 'keep', id, account, value }));
  }
  override async delete(account: string): Promise<void> {
    await this.#ask((id) => say({ type: 'keep', id, account, value: null }));
  }

  #ask(send: (id: number) => void): Promise<string | null> {
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      send(id);
    });
  }
}

const secrets = new ParentSecrets();
const going = new Promise<Rotation>((resolve) => {
  process.on('message', (message: ToChild) => {
    if (message.type === 'go') resolve(message.rotation);
    else secrets.answered(message.id, message.value);
  });
});
// Loaded before it begins, so that a kill soon afterwards strikes the core and not its loading.
await Promise.all([
  import('undici'),
  import('../../electron/core/triage/index.ts'),
  import('../../electron/core/diagnosis/calendar.ts'),
  import('../../electron/core/diagnosis/incident.ts'),
  import('../../electron/core/recall/client.ts'),
  import('../../electron/core/sync/index.ts'),
]);
say({ type: 'loaded' });
const rotation = await going;
// Nothing is redacted by value here: a secret must not even reach the log.
const log = createFileLog(rotation.dataDir, systemClock, new Redactor());
log.write('info', 'a life begins', { before: rotation.before });
const core = await startHarness({ dataDir: rotation.dataDir, secrets, log, windowMs: 1_000 });
const ending = await live(core, rotation);
await core.stop();
process.send?.({ type: 'ended', ending } satisfies FromChild, () => process.exit(0));

async function live({ call, until }: CoreHarness, { workspaces, before, ...wanted }: Rotation): Promise<Ending> {
  if ((await call('workspaces.list', {})).rows.length === 0) {
    for (const workspace of workspaces)
      await call('workspaces.add', {
        ...workspace,
        region: 'custom',
        colour: 'red',
        mode: 'operate',
        pollIntervalMs: 3_600_000,
      });
    await until(async () => {
      const { rows } = await call('sync.status', {});
      return rows.length === workspaces.length && rows.every((row) => row.state === 'idle' && row.freshAt !== null);
    });
  }
  if (before === null) return { job: null, items: [], entries: [], auditLog: null };

  const given = { clientSecret: wanted.clientSecret };
  const { rows, total } = await call('jobs.list', { after: null, limit: 1 });
  const jobId = total.count > before ? rows[0]?.id : await start(call, wanted, given);
  if (jobId === undefined) throw new Error('The list of jobs has a number and no rows.');
  await until(async () => {
    const { state, reason } = await call('jobs.get', { jobId });
    if (state === 'finished') return true;
    // Killed before the keychain had all of it: whoever asked for the rotation is asked for the secret again.
    if (state === 'paused' && reason?.code === 'secret_missing') await call('jobs.resume', { jobId, secrets: given });
    else if (state !== 'running') throw new Error(`The rotation is ${state}: ${reason?.message ?? 'no reason'}`);
    return false;
  });
  const { checks } = await call('doctor.run', {});
  return {
    job: await call('jobs.get', { jobId }),
    items: (await call('jobs.items', { jobId, after: null, limit: 200 })).rows,
    entries: await entriesOf(call, jobId),
    auditLog: checks.find(({ name }) => name === 'Audit log')?.state ?? null,
  };
}

async function entriesOf(call: CoreHarness['call'], jobId: number): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  let after: string | null = null;
  do {
    const page: Output<'audit.list'> = await call('audit.list', {
      filter: { workspaces: 'all', jobId },
      after,
      limit: 200,
    });
    entries.push(...page.rows);
    after = page.next;
  } while (after !== null);
  return entries;
}

async function start(
  call: CoreHarness['call'],
  { oauthClientId, probe }: Pick<Rotation, 'oauthClientId' | 'probe'>,
  secretsGiven: Input<'actions.start'>['secrets'],
): Promise<number> {
  const action: ActionRequest = { kind: 'oauth_client.rotate_secret', oauthClientId, workspaces: 'all', probe };
  const { plan, canary } = await call('actions.preview', { action });
  const { jobId } = await call('actions.start', {
    action,
    plan,
    secrets: secretsGiven,
    canary: canary === null ? null : { workspaceId: canary.workspaceId, id: canary.id },
    unattended: true,
  });
  return jobId;
}
