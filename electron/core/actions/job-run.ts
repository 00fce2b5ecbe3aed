/**
 * One unfinished job: a lane per workspace, the canary first where there is one, and the job's own state. What the job is
 * stands in the database; this object is what works on it.
 */
import type { ActionSecrets, CalendarRef, ItemState, JobProgress, PauseCode } from '../../../shared/actions.ts';
import { CallboardError } from '../../../shared/envelope.ts';
import { toIso } from '../../../shared/time.ts';
import type { RecallClient } from '../recall/types.ts';
import { LIMITS, WINDOW_MS } from '../recall/budget.ts';
import type { JobChange, NewAuditEntry, StoredItem, StoredJob } from '../store/ledger.ts';
import type { Store } from '../store/types.ts';
import { DESCRIBES_TEST } from './definitions/test-credential.ts';
import { callsEta, freshEta } from './eta.ts';
import type { KeyLocks } from './key-locks.ts';
import { JobLane } from './lane.ts';
import type { LaneDeps } from './lane.ts';
import type { Action } from './types.ts';

/** Typical time from a change to the end of the attempt that it brings about, ms; for estimates only. */
const ATTEMPT_MS = 15_000;

/** What is said of a call whose answer Callboard did not live to see. */
export const CLOSED = 'Callboard was closed before the answer came.';
const CANCELLED = 'Cancelled before it began.';
const CANARY_GONE = 'The workspace of the calendar that went first was removed. Choose another calendar to try.';

export interface RunDeps extends Pick<LaneDeps, 'clock' | 'random' | 'log' | 'changed'> {
  readonly store: Store;
  readonly client: (workspaceId: number) => Promise<RecallClient>;
  /** The deduplication keys under way in a workspace. */
  readonly locks: (workspaceId: number) => KeyLocks;
  /** The job has ended: its secrets go. */
  readonly ended: (jobId: number) => Promise<void>;
}

export class JobRun {
  readonly #deps: RunDeps;
  readonly #action: Action;
  readonly #lanes = new Map<number, JobLane>();
  #job: StoredJob;
  #secrets: ActionSecrets;
  /** Waiting items that are kept back until the canary is through and a person says go. */
  #heldBack: StoredItem[] = [];
  /** The canary has no verdict yet. */
  #canaryOpen = false;
  #stopped = false;
  #ending = false;

  constructor(deps: RunDeps, job: StoredJob, action: Action, secrets: ActionSecrets) {
    this.#deps = deps;
    this.#job = job;
    this.#action = action;
    this.#secrets = secrets;
  }

  /** Takes up all that is not settled; items that were under way when Callboard ended are read back first. */
  open(): void {
    const { store, clock } = this.#deps;
    const items = store.storedItems(this.#job.id, ['waiting', 'running', 'unknown', 'verifying']).map((item) => {
      if (item.state !== 'running') return item;
      store.step({
        jobId: item.jobId,
        item: { n: item.n, change: { state: 'unknown', message: CLOSED } },
        ...(item.auditEntry === null
          ? {}
          : {
              record: {
                entry: item.auditEntry,
                record: { type: 'settled', at: clock.now(), state: 'unknown', answer: CLOSED, status: null },
              },
            }),
      });
      return { ...item, state: 'unknown' as const, message: CLOSED };
    });
    this.#add(items);
    this.#send();
    this.#look();
  }

  /** Everything is settled and the job is being closed: nobody can steer it any more. */
  get ending(): boolean {
    return this.#ending;
  }

  get secretsNeeded(): boolean {
    return this.#action.secrets.some((name) => this.#secrets[name] === undefined);
  }

  /** Begins nothing more; what was sent is settled. */
  pause(code: PauseCode, message: string): void {
    if (this.#job.state !== 'running') return;
    for (const lane of this.#lanes.values()) lane.send(false);
    this.#become({ state: 'paused', reason: { code, message } });
    this.#look();
  }

  /**
   * Goes on: forgets what held lanes, and lets the rest follow a canary that came through. Throws CallboardError `conflict`
   * when the canary did not come through and no other one is named, `invalid_input` when secrets are missing.
   */
  resume(canary: CalendarRef | undefined, secrets: ActionSecrets | undefined): void {
    if (secrets !== undefined) this.#secrets = secrets;
    if (this.secretsNeeded) {
      throw new CallboardError('invalid_input', 'This job has lost its secret. Enter it again to go on.', {
        details: { field: 'secrets' },
      });
    }
    if (canary !== undefined) this.#chooseCanary(canary);
    else if (this.#job.reason?.code === 'canary_failed' && this.#job.state === 'paused' && this.#heldBack.length > 0) {
      throw new CallboardError('conflict', 'The first calendar did not come through. Choose another one to try.');
    }
    this.#become({ state: 'running', reason: null });
    if (!this.#canaryOpen) this.#add(this.#heldBack.splice(0));
    this.#send();
    this.#look();
  }

  /** Skips what has not begun. */
  cancel(): void {
    const { store, clock } = this.#deps;
    store.moveItems(this.#job.id, ['waiting'], 'skipped', CANCELLED, clock.now());
    this.#heldBack = [];
    for (const lane of this.#lanes.values()) lane.cancel(CANCELLED);
    this.#become({ state: 'running', reason: null });
    this.#look();
  }

  /** Takes up items that are waiting again. */
  again(items: readonly StoredItem[]): void {
    this.#job = this.#deps.store.storedJob(this.#job.id) ?? this.#job;
    this.#add(items);
    this.#send();
    this.#look();
  }

  /** The workspace is gone, and its items with it. */
  drop(workspaceId: number): void {
    this.#lanes.get(workspaceId)?.stop();
    this.#lanes.delete(workspaceId);
    this.#heldBack = this.#heldBack.filter((item) => item.workspaceId !== workspaceId);
    if (this.#canaryOpen && !this.#isOpen(this.#job.canary)) {
      this.#canaryOpen = false;
      this.#tryBecome({ state: 'paused', reason: { code: 'canary_failed', message: CANARY_GONE } });
    }
    this.#look();
  }

  stop(): void {
    this.#stopped = true;
    for (const lane of this.#lanes.values()) lane.stop();
  }

  progress(): JobProgress {
    const { clock } = this.#deps;
    const backlog = new Map<number, number>();
    for (const { workspaceId } of this.#heldBack) backlog.set(workspaceId, (backlog.get(workspaceId) ?? 0) + 1);
    const lanes = [...this.#lanes.values()].map((lane) => {
      const held = backlog.get(lane.workspaceId) ?? 0;
      const budget = lane.budget();
      const calls = lane.unsent + held;
      const sending =
        budget === null
          ? freshEta(calls, LIMITS[this.#action.operation], WINDOW_MS)
          : callsEta(calls, budget, clock.now());
      return {
        lane,
        held,
        etaMs: lane.open + held === 0 ? 0 : sending + (this.#action.proof === 'status' ? ATTEMPT_MS : 0),
      };
    });
    const going = this.#job.state === 'running' || this.#job.state === 'awaiting';
    return {
      etaMs: going ? Math.max(0, ...lanes.map(({ etaMs }) => etaMs)) : null,
      lanes: lanes.map(({ lane, held }) => ({
        workspaceId: lane.workspaceId,
        state: stateOf(lane, held),
        open: lane.open + held,
        message: lane.hold?.message ?? null,
      })),
    };
  }

  /** Gives items to their lanes, except those that wait for a canary's verdict, or for a person's word after it. */
  #add(items: readonly StoredItem[]): void {
    const { canary, state, reason } = this.#job;
    if (items.some(({ n }) => n === canary)) this.#canaryOpen = true;
    const all = !this.#canaryOpen && state !== 'awaiting' && reason?.code !== 'canary_failed';
    const goes = (item: StoredItem): boolean => all || item.state !== 'waiting' || item.n === canary;
    for (const [workspaceId, own] of Map.groupBy(items, (item) => item.workspaceId)) {
      this.#lane(workspaceId).add(own.filter(goes));
    }
    this.#heldBack.push(...items.filter((item) => !goes(item)));
  }

  #chooseCanary(ref: CalendarRef): void {
    const chosen = this.#heldBack.find(
      ({ workspaceId, calendarId }) => workspaceId === ref.workspaceId && calendarId === ref.id,
    );
    if (chosen === undefined) {
      throw new CallboardError('invalid_input', 'This calendar is not among those that still wait in this job.', {
        details: { field: 'canary' },
      });
    }
    this.#become({ canary: chosen.n });
    this.#canaryOpen = false;
  }

  #isOpen(n: number | null): boolean {
    const open = this.#deps.store.storedItems(this.#job.id, ['waiting', 'running', 'unknown', 'verifying']);
    return open.some((item) => item.n === n);
  }

  #lane(workspaceId: number): JobLane {
    const known = this.#lanes.get(workspaceId);
    if (known !== undefined) return known;
    const { store, clock, random, log, changed, client } = this.#deps;
    const lane = new JobLane({
      store,
      clock,
      random,
      log,
      changed,
      action: this.#action,
      jobId: this.#job.id,
      workspaceId,
      priority: this.#job.total === 1 ? 'person' : 'background',
      client: () => client(workspaceId),
      secrets: () => this.#secrets,
      locks: this.#deps.locks(workspaceId),
      auditEntry: (item, probe) => this.#auditEntry(item, probe),
      ends: (n, state, message) => this.#afterCanary(n, state, message),
      ended: (n) => {
        if (n === this.#job.canary) this.#canaryOpen = false;
      },
      moved: () => this.#look(),
    });
    this.#lanes.set(workspaceId, lane);
    return lane;
  }

  #send(): void {
    for (const lane of this.#lanes.values()) lane.send(this.#job.state === 'running');
  }

  /** What the canary's end means for the job; saved in the same transaction, so that a crash cannot let the rest go. */
  #afterCanary(n: number, state: ItemState, message: string): JobChange | null {
    if (n !== this.#job.canary || this.#heldBack.length === 0) return null;
    if (state === 'ok') return this.#job.unattended ? null : { state: 'awaiting', reason: null };
    if (state === 'unproven') return { state: 'awaiting', reason: { code: 'canary_failed', message } };
    return { state: 'paused', reason: { code: 'canary_failed', message } };
  }

  /** Looks whether the canary is through, nothing is left, or nothing moves any more. */
  #look(): void {
    if (this.#stopped || this.#ending) return;
    const lanes = [...this.#lanes.values()];
    const open = lanes.some((lane) => lane.open > 0);
    if (!open && this.#heldBack.length > 0) {
      this.#afterVerdict();
      return;
    }
    if (!open) {
      this.#end();
      return;
    }
    if (this.#job.state !== 'running' || !lanes.every((lane) => lane.still)) return;
    const hold = lanes.find((lane) => lane.hold !== null)?.hold ?? null;
    if (hold === null) return;
    this.#tryBecome({ state: 'paused', reason: { code: hold.code ?? 'refused', message: hold.message } });
  }

  /** The canary has its verdict, and the rest still waits. */
  #afterVerdict(): void {
    this.#job = this.#deps.store.storedJob(this.#job.id) ?? this.#job;
    if (this.#job.state !== 'running') return;
    this.#add(this.#heldBack.splice(0));
    this.#send();
  }

  #end(): void {
    this.#ending = true;
    const { ended, log, clock } = this.#deps;
    // Secrets first: a crash in between leaves a job that only has to end, and no secret without a job.
    ended(this.#job.id).then(
      () => {
        if (this.#stopped) return;
        const { skipped = 0 } = this.#deps.store.job(this.#job.id)?.counts ?? {};
        const state = skipped > 0 ? 'cancelled' : 'finished';
        this.#tryBecome({ state, reason: null, endedAt: clock.now() });
        this.stop();
      },
      (error: unknown) => log.write('warn', 'a job could not be ended', { jobId: this.#job.id, reason: String(error) }),
    );
  }

  #become(change: JobChange): void {
    this.#deps.store.step({ jobId: this.#job.id, job: change });
    this.#job = { ...this.#job, ...change };
    this.#deps.changed('jobs', null, [String(this.#job.id)]);
  }

  /** A disk that cannot be written to is what often brings a job to a halt: then the state stays as it was. */
  #tryBecome(change: JobChange): void {
    try {
      this.#become(change);
    } catch (error) {
      this.#job = { ...this.#job, ...change };
      this.#deps.log.write('warn', 'the state of a job could not be saved', {
        jobId: this.#job.id,
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  }

  #auditEntry(item: StoredItem, probe: boolean): NewAuditEntry {
    const workspace = this.#deps.store.workspaces().find(({ id }) => id === item.workspaceId);
    return {
      at: this.#deps.clock.now(),
      actor: this.#job.actor,
      workspaceId: item.workspaceId,
      workspaceName: workspace?.name ?? null,
      action: probe ? 'calendar.test_credential' : this.#job.kind,
      target: this.#action.target,
      targetId: targetOf(item, this.#action),
      targetLabel: item.label,
      jobId: item.jobId,
      sent: probe ? DESCRIBES_TEST : this.#action.describes,
      ...(item.plan === null
        ? {}
        : {
            details: {
              eventId: item.eventId,
              eventStart: item.plan.startAt === null ? null : toIso(item.plan.startAt),
              ...(item.plan.key === null ? {} : { deduplicationKey: item.plan.key }),
            },
          }),
    };
  }
}

function targetOf({ calendarId, eventId, botId }: StoredItem, { target }: Action): string | null {
  switch (target) {
    case 'calendar':
      return calendarId;
    case 'event':
      return eventId;
    case 'bot':
      return botId;
  }
}

function stateOf(lane: JobLane, heldBack: number): JobProgress['lanes'][number]['state'] {
  if (lane.open + heldBack === 0) return 'done';
  if (lane.hold?.until === null) return 'held';
  if (lane.hold !== null) return 'waiting';
  return 'working';
}
