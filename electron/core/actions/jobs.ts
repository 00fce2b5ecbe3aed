/**
 * All jobs: previews, starts them, takes up unfinished ones after a start, and passes on what people ask of them. See
 * docs/actions.md.
 */
import type {
  ActionPreview,
  ActionRequest,
  ActionSecrets,
  Actor,
  CalendarRef,
  ItemState,
  JobProgress,
  UntouchedReason,
} from '../../../shared/actions.ts';
import { actionRequest } from '../../../shared/actions.ts';
import type { Workspace } from '../../../shared/entities.ts';
import { CallboardError } from '../../../shared/envelope.ts';
import type { SecretStore } from '../deps.ts';
import type { StoredJob } from '../store/ledger.ts';
import { checkedBotConfig } from './bot-config.ts';
import { actionOf } from './definitions/index.ts';
import { createJobSecrets } from './job-secrets.ts';
import { CLOSED, JobRun } from './job-run.ts';
import type { RunDeps } from './job-run.ts';
import { KeyLocks } from './key-locks.ts';
import { planOf } from './plan.ts';
import type { Plan } from './plan.ts';
import type { ProtectionSwitch } from './protection.ts';
import type { Action, SecretName } from './types.ts';

export interface StartRequest {
  readonly action: ActionRequest;
  /** Fingerprint from the preview. */
  readonly plan: string;
  readonly secrets?: ActionSecrets | undefined;
  readonly canary?: CalendarRef | null | undefined;
  readonly unattended?: boolean | undefined;
  readonly confirmation?: string | undefined;
}

/** Methods reject with CallboardError `not_found` for a job that is not there. */
export interface Jobs {
  preview(request: ActionRequest): Promise<ActionPreview>;
  /**
   * Rejects with `read_only` (locked, or no workspace may be changed), `conflict` (the world is not as previewed, or another
   * job works on one of the calendars), `invalid_input` (confirmation, secrets, canary), `keychain_unavailable`.
   */
  start(request: StartRequest): Promise<number>;
  progress(jobId: number): JobProgress;
  pause(jobId: number): void;
  resume(jobId: number, canary: CalendarRef | undefined, secrets: ActionSecrets | undefined): Promise<void>;
  cancel(jobId: number): void;
  retry(jobId: number, states: readonly ItemState[], secrets: ActionSecrets | undefined): Promise<void>;
  /** Takes up every unfinished job. */
  openAll(): Promise<void>;
  workspaceRemoved(workspaceId: number): void;
  /** Leaves every job as the database has it. */
  stop(): void;
}

export interface JobsDeps extends Omit<RunDeps, 'ended' | 'locks'> {
  readonly secrets: SecretStore;
  readonly remember: (secret: string) => void;
  readonly protection: ProtectionSwitch;
  readonly actor: Actor;
  /** False: there is no API key for the workspace. Rejects when the keychain cannot say. */
  readonly hasKey: (workspace: Workspace) => Promise<boolean>;
}

const JITLESS = { jitless: true } as const;

export function createJobs(deps: JobsDeps): Jobs {
  const { store, clock, log, protection, changed } = deps;
  const runs = new Map<number, JobRun>();
  const locks = new Map<number, KeyLocks>();
  /** Saved, while their secrets are on the way to the keychain: `start` opens them, nobody else. */
  const starting = new Set<number>();
  const secrets = createJobSecrets(deps.secrets, deps.remember);

  const runDeps: RunDeps = {
    ...deps,
    locks(workspaceId) {
      const own = locks.get(workspaceId) ?? new KeyLocks();
      locks.set(workspaceId, own);
      return own;
    },
    async ended(jobId) {
      await secrets.forget(jobId);
      runs.delete(jobId);
    },
  };

  const planned = async (request: ActionRequest): Promise<{ action: Action; plan: Plan }> => {
    const action = actionOf(request);
    const workspaces = store.workspaces();
    const blocked = new Map<number, { reason: UntouchedReason; message: string }>();
    for (const workspace of workspaces) {
      if (workspace.mode === 'read_only') {
        blocked.set(workspace.id, { reason: 'read_only', message: `${workspace.name} is read-only here.` });
      } else if (!(await deps.hasKey(workspace).catch(() => true))) {
        blocked.set(workspace.id, { reason: 'no_key', message: `There is no API key for ${workspace.name}.` });
      }
    }
    const plan = planOf(request, action, {
      world: { store, workspaces, now: clock.now() },
      blocked: (workspace) => blocked.get(workspace.id) ?? null,
      busy: (items) =>
        new Map([
          ...store.busyCalendars(
            items.flatMap(({ workspaceId, calendarId }) =>
              calendarId === null ? [] : [{ workspaceId, id: calendarId }],
            ),
          ),
          ...store.busyEvents(
            items.flatMap(({ workspaceId, eventId }) => (eventId === null ? [] : [{ workspaceId, id: eventId }])),
          ),
        ]),
      locked: protection.state().locked,
    });
    return { action, plan };
  };

  const storedJob = (jobId: number): StoredJob => {
    const job = store.storedJob(jobId);
    if (job === null) throw new CallboardError('not_found', `Callboard has no job ${jobId}.`);
    return job;
  };

  const actionOfJob = (job: StoredJob): Action =>
    // Written by `start` from a request that had passed the same schema.
    actionOf(actionRequest().parse(JSON.parse(job.request), JITLESS));

  const running = (jobId: number): JobRun => {
    const run = runs.get(jobId);
    if (run !== undefined && !run.ending) return run;
    const job = storedJob(jobId);
    throw new CallboardError('conflict', `"${job.title}" has ended already.`);
  };

  const openRun = (job: StoredJob, known: ActionSecrets): JobRun => {
    const run = new JobRun(runDeps, job, actionOfJob(job), known);
    runs.set(job.id, run);
    run.open();
    return run;
  };

  const takeUp = async (job: StoredJob): Promise<void> => {
    // What was taken already needs no secret to be proven.
    const unsent = store.storedItems(job.id, ['waiting', 'running', 'unknown']).length > 0;
    const needed = unsent ? actionOfJob(job).secrets : [];
    let known: ActionSecrets = {};
    let trouble: { code: 'keychain' | 'secret_missing'; message: string } | null = null;
    if (needed.length > 0) {
      try {
        known = (await secrets.load(job.id)) ?? {};
        if (needed.some((name) => known[name] === undefined)) trouble = { code: 'secret_missing', message: LOST };
      } catch (error) {
        trouble = { code: 'keychain', message: error instanceof Error ? error.message : String(error) };
      }
    }
    if (trouble !== null && job.state === 'running') {
      store.step({ jobId: job.id, job: { state: 'paused', reason: trouble } });
      changed('jobs', null, [String(job.id)]);
    }
    openRun(storedJob(job.id), known);
  };

  return {
    preview: async (request) => (await planned(request)).plan.preview,

    async start(request) {
      protection.checkLock();
      const { action, plan } = await planned(request.action);
      const { items, preview } = plan;
      if (preview.plan !== request.plan) {
        throw new CallboardError(
          'conflict',
          `Something changed since the preview: it would now be "${preview.title}". Nothing was done. Look at the new preview and confirm again.`,
          { details: { count: preview.count } },
        );
      }
      if (items.length === 0) throw nothingToDo(preview);
      if (preview.confirmation !== null && request.confirmation?.trim() !== preview.confirmation) {
        throw new CallboardError('invalid_input', `Type "${preview.confirmation}" to confirm. Nothing was done.`, {
          details: { field: 'confirmation' },
        });
      }
      const given = checkedSecrets(action.secrets, request.secrets, items.length);
      const keep = keeps(items.map(({ workspaceId }) => workspaceId));
      if (action.secrets.length > 0 && keep) {
        const { state, message } = await deps.secrets.state();
        if (state === 'unavailable') throw new CallboardError('keychain_unavailable', message);
      }
      refuseTwin(store.unfinishedJobs(), request.action);
      const canary = canaryNumber(request.canary ?? null, items);
      const jobId = store.createJob(
        {
          kind: action.kind,
          title: preview.title,
          danger: action.danger,
          actor: deps.actor,
          createdAt: clock.now(),
          canary,
          unattended: request.unattended ?? false,
          probe: action.probe,
          oauthClientId: action.oauthClientId,
          request: JSON.stringify(request.action),
        },
        items,
      );
      if (action.secrets.length > 0) {
        starting.add(jobId);
        try {
          await secrets.save(jobId, given, keep);
        } catch (error) {
          // Nothing was begun; the job stays as a record of the try.
          store.moveItems(
            jobId,
            ['waiting'],
            'skipped',
            'The secret could not be kept, so nothing was begun.',
            clock.now(),
          );
          store.step({ jobId, job: { state: 'cancelled', endedAt: clock.now() } });
          await secrets.forget(jobId);
          throw error;
        } finally {
          starting.delete(jobId);
        }
      }
      openRun(storedJob(jobId), given);
      changed('jobs', null, [String(jobId)]);
      return jobId;
    },

    progress(jobId) {
      const run = runs.get(jobId);
      if (run === undefined) storedJob(jobId);
      return run?.progress() ?? { etaMs: null, lanes: [] };
    },
    pause(jobId) {
      running(jobId).pause('user', 'Paused by hand.');
    },
    async resume(jobId, canary, given) {
      const run = running(jobId);
      const job = storedJob(jobId);
      protection.checkLock();
      const needed = actionOfJob(job).secrets;
      if (given !== undefined)
        await secrets.save(jobId, checkedSecrets(needed, given, job.total), keeps(job.workspaceIds));
      else if (run.secretsNeeded) given = (await secrets.load(jobId)) ?? undefined;
      run.resume(canary, given);
    },
    cancel(jobId) {
      running(jobId).cancel();
    },

    async retry(jobId, states, given) {
      const job = storedJob(jobId);
      const action = actionOfJob(job);
      protection.checkLock();
      if (runs.get(jobId)?.ending === true) {
        throw new CallboardError('conflict', `"${job.title}" is just ending. Try again in a moment.`, {
          retryable: true,
        });
      }
      const known = given ?? (await secrets.load(jobId)) ?? {};
      const checked = checkedSecrets(action.secrets, known, job.total);
      if (action.secrets.length > 0 && given !== undefined) await secrets.save(jobId, checked, keeps(job.workspaceIds));
      const ended = store.storedItems(jobId, states);
      if (ended.length === 0) throw new CallboardError('conflict', 'Nothing in this job ended that way any more.');
      store.moveItems(jobId, states, 'waiting', null, clock.now());
      const run = runs.get(jobId);
      if (run === undefined) {
        store.step({ jobId, job: { state: 'running', reason: null, endedAt: null } });
        openRun(storedJob(jobId), checked);
      } else run.again(ended.map((item) => ({ ...item, state: 'waiting', message: null, idempotencyKey: null })));
      changed('jobs', null, [String(jobId)]);
    },

    async openAll() {
      const left = store.openAuditEntries().filter(({ jobId }) => jobId === null || !runs.has(jobId));
      for (const job of store.unfinishedJobs()) {
        if (runs.has(job.id) || starting.has(job.id)) continue;
        await takeUp(job).catch((error: unknown) => {
          log.write('error', 'an unfinished job could not be taken up', { jobId: job.id, reason: String(error) });
        });
      }
      // Items settle their own entries; a test of a credential that was under way has nobody else.
      const stillOpen = new Set(store.openAuditEntries().map(({ n }) => n));
      for (const { n } of left) {
        if (!stillOpen.has(n)) continue;
        store.recordAudit(n, { type: 'settled', at: clock.now(), state: 'unknown', answer: CLOSED, status: null });
        changed('audit', null);
      }
    },
    workspaceRemoved(workspaceId) {
      for (const run of runs.values()) run.drop(workspaceId);
    },
    stop() {
      for (const run of runs.values()) run.stop();
      runs.clear();
    },
  };

  /** Training workspaces' secrets open nothing but the simulator: those of a job about them alone stay in memory. */
  function keeps(workspaceIds: readonly number[]): boolean {
    const training = new Set(store.workspaces().flatMap((workspace) => (workspace.training ? [workspace.id] : [])));
    return workspaceIds.some((id) => !training.has(id));
  }
}

const LOST =
  'The secret of this job is not here any more: it was kept in memory only, or its keychain entry is gone. Enter it again to go on.';

/** White space around a pasted secret is never part of it. `count`: how many items they are for. */
function checkedSecrets(names: readonly SecretName[], given: ActionSecrets | undefined, count: number): ActionSecrets {
  const checked: { [name in SecretName]?: string } = {};
  for (const name of names) {
    const value = given?.[name]?.trim() ?? '';
    if (value === '') {
      throw new CallboardError('invalid_input', `Enter the ${WORDS[name]}. Nothing was done.`, {
        details: { field: `secrets.${name}` },
      });
    }
    checked[name] = name === 'botConfig' ? checkedBotConfig(value, count) : value;
  }
  return checked;
}

/** A calendar that does not exist yet cannot be an open item twice by its id, so the request itself is compared. */
function refuseTwin(unfinished: readonly StoredJob[], action: ActionRequest): void {
  if (action.kind !== 'calendar.connect') return;
  const text = JSON.stringify(action);
  const twin = unfinished.find(({ request }) => request === text);
  if (twin === undefined) return;
  throw new CallboardError(
    'conflict',
    `Job ${twin.id} is connecting ${action.mailbox} already. Nothing was done twice.`,
    {
      details: { jobId: twin.id },
    },
  );
}

const WORDS: Readonly<Record<SecretName, string>> = {
  clientSecret: 'client secret',
  refreshToken: 'refresh token',
  botConfig: 'configuration of the bot',
};

function canaryNumber(ref: CalendarRef | null, items: Plan['items']): number | null {
  if (ref === null || items.length < 2) return null;
  const index = items.findIndex(
    ({ workspaceId, calendarId }) => workspaceId === ref.workspaceId && calendarId === ref.id,
  );
  if (index < 0) {
    throw new CallboardError(
      'invalid_input',
      'The calendar to try first is not part of the plan. Choose another one.',
      {
        details: { field: 'canary' },
      },
    );
  }
  return index + 1;
}

function nothingToDo({ untouched }: ActionPreview): CallboardError {
  const [first] = untouched;
  if (first?.reason === 'read_only') return new CallboardError('read_only', `${first.message} Nothing was done.`);
  return new CallboardError(
    'invalid_input',
    `There is nothing to do${first === undefined ? '' : `: ${first.message}`}`,
  );
}
