/**
 * One job's work in one workspace: sends what waits, a few calls side by side within the budget, and has everything that
 * was sent watched to its end. What fails for the whole workspace holds the lane, not the items.
 */
import { randomUUID } from 'node:crypto';
import type { ActionSecrets, PauseCode } from '../../../shared/actions.ts';
import type { Topic } from '../../../shared/channels.ts';
import type { Clock, Log } from '../deps.ts';
import { RecallError } from '../recall/types.ts';
import type { BudgetState, Priority, RecallClient, WriteOptions } from '../recall/types.ts';
import type { Store } from '../store/types.ts';
import { ABREAST } from './abreast.ts';
import { ItemSteps } from './item-steps.ts';
import type { StepDeps } from './item-steps.ts';
import type { KeyLocks } from './key-locks.ts';
import { NotSent, outcomeOf, refusalBy, waitAfter } from './outcome.ts';
import type { Action, ItemCall } from './types.ts';
import { sinceOf } from './since.ts';
import type { ItemOnItsWay } from './since.ts';
import { ItemWatch } from './watch.ts';

export interface LaneDeps extends Omit<StepDeps, 'store' | 'clock'> {
  readonly store: Pick<Store, 'step' | 'applyCalendars' | 'applyEvents' | 'eventSubjects'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly action: Action;
  readonly priority: Priority;
  /** The workspace's client; rejects with CallboardError when there is none. */
  readonly client: () => Promise<RecallClient>;
  readonly secrets: () => ActionSecrets;
  /** Those of the workspace. */
  readonly locks: KeyLocks;
  readonly changed: (topic: Topic, workspaceId: number | null, ids?: readonly string[]) => void;
  /** Something moved: the job looks whether anything is left. */
  readonly moved: () => void;
}

/** Why a lane stands still. `until` (monotonic ms) null: until a person helps. */
export interface Hold {
  readonly code: PauseCode | null;
  readonly message: string;
  readonly until: number | null;
}

export class JobLane {
  readonly #deps: LaneDeps;
  readonly #steps: ItemSteps;
  readonly #watch: ItemWatch;
  readonly #queue: ItemOnItsWay[] = [];
  /** Items that wait for themselves, each with what ends its wait. */
  readonly #later = new Map<number, AbortController>();
  readonly #stopped = new AbortController();
  readonly #unlisten: () => void;
  /** Ends waiting for the budget when nothing more is to be begun. */
  #permits = new AbortController();
  #sending = false;
  #cancelled: string | null = null;
  #active = 0;
  #failures = 0;
  #hold: Hold | null = null;
  #client: RecallClient | null = null;

  constructor(deps: LaneDeps) {
    this.#deps = deps;
    this.#steps = new ItemSteps(deps);
    this.#unlisten = deps.locks.onRelease(() => this.#pump());
    this.#watch = new ItemWatch({
      ...deps,
      steps: this.#steps,
      client: () => this.#getClient(),
      callOf: (client, item, signal) => this.#call(client, item, { priority: deps.priority, signal }),
      resend: (item) => {
        this.#queueAgain(item);
        this.#pump();
      },
      trouble: (error) => this.#trouble(error),
    });
  }

  get workspaceId(): number {
    return this.#deps.workspaceId;
  }

  /** Items that are not settled. */
  get open(): number {
    return this.unsent + this.#watch.size;
  }

  /** Changes that are still to be sent, or under way. */
  get unsent(): number {
    return this.#queue.length + this.#active + this.#later.size;
  }

  get hold(): Hold | null {
    return this.#hold;
  }

  /** Nothing more is sent here unless somebody helps. */
  get still(): boolean {
    if (this.#active > 0) return false;
    if (this.#hold?.until === null) return true;
    return this.#watch.size === 0 && ((this.#queue.length === 0 && this.#later.size === 0) || !this.#sending);
  }

  /** What the budget of this action looks like; null before the first call. */
  budget(): BudgetState | null {
    return this.#client?.budget(this.#deps.action.operation) ?? null;
  }

  /** Takes over items: waiting ones are sent in their turn, unknown and verifying ones are looked at. */
  add(items: readonly ItemOnItsWay[]): void {
    this.#cancelled = null;
    for (const item of items) {
      if (item.state === 'waiting') this.#queue.push(item);
      else this.#watch.add(item);
    }
    this.#queue.sort((a, b) => a.n - b.n);
    this.#pump();
  }

  /** Sends, or begins nothing more; what was sent is watched either way. Sending forgets what held the lane. */
  send(on: boolean): void {
    this.#sending = on;
    if (!on) {
      this.#permits.abort();
      return;
    }
    this.#hold = null;
    this.#failures = 0;
    if (this.#permits.signal.aborted) this.#permits = new AbortController();
    this.#watch.hurry();
    this.#pump();
  }

  /** Begins nothing more for good: what waits, or comes back, is skipped with this message. */
  cancel(message: string): void {
    this.#cancelled = message;
    this.#queue.splice(0);
    for (const nap of this.#later.values()) nap.abort();
    this.#later.clear();
    this.#permits.abort();
  }

  /** Leaves everything as the database has it. */
  stop(): void {
    this.#sending = false;
    this.#stopped.abort();
    this.#permits.abort();
    this.#unlisten();
    this.#watch.stop();
  }

  #pump(): void {
    while (this.#sending && this.#hold === null && this.#active < ABREAST) {
      // The first one that shares no key with a call under way.
      const at = this.#queue.findIndex((item) => this.#deps.locks.take(keysOf(item)));
      const [item] = at < 0 ? [] : this.#queue.splice(at, 1);
      if (item === undefined) return;
      this.#active += 1;
      void this.#sendOne(item).finally(() => {
        this.#active -= 1;
        this.#deps.locks.release(keysOf(item));
        this.#pump();
        if (!this.#stopped.signal.aborted) this.#deps.moved();
      });
    }
  }

  async #sendOne(item: ItemOnItsWay): Promise<void> {
    const { action, priority } = this.#deps;
    const idempotencyKey = item.idempotencyKey ?? randomUUID();
    let current = item;
    const options: WriteOptions = {
      priority,
      signal: AbortSignal.any([this.#permits.signal, this.#stopped.signal]),
      idempotencyKey,
      beforeSend: () => {
        this.#checkStill(item);
        // A try that Recall put off (429, 409) is the same change: it keeps its audit entry.
        if (current.state === 'waiting') current = this.#steps.leaves(item, idempotencyKey);
      },
    };
    try {
      const client = await this.#getClient();
      const sent = await action.send(this.#call(client, item, options));
      if (this.#stopped.signal.aborted) return;
      this.#failures = 0;
      current = this.#steps.taken(current, sent);
      if (sent.verdict === undefined) await this.#watch.judged(current, sent.record, sent.serverNow);
      else this.#steps.proven(current, sent.verdict, { tested: sent.tested });
    } catch (error) {
      if (!this.#stopped.signal.aborted) this.#failed(current, error);
    }
  }

  /** Throws {@link NotSent} for an item that was overtaken by what happened since its preview. */
  #checkStill(item: ItemOnItsWay): void {
    const { action, store, clock } = this.#deps;
    if (action.overtaken === undefined || item.eventId === null) return;
    const [subject = null] = store.eventSubjects([{ workspaceId: item.workspaceId, id: item.eventId }]);
    const why = action.overtaken(item, subject, clock.now());
    if (why !== null) throw new NotSent(why);
  }

  #failed(item: ItemOnItsWay, thrown: unknown): void {
    if (item.state === 'verifying') {
      // Taken and saved; only its proof could not be had yet.
      this.#watch.add(item);
      this.#trouble(thrown);
      return;
    }
    const outcome = outcomeOf(thrown);
    const status = thrown instanceof RecallError ? (thrown.status ?? null) : null;
    const refusal = refusalBy(thrown, this.#deps.clock.now());
    if (!(thrown instanceof RecallError || thrown instanceof NotSent)) this.#logged(thrown);
    try {
      switch (outcome.then) {
        case 'put_back':
          this.#queueAgain(this.#steps.back(item, 'Not sent: the job was paused.', status));
          return;
        case 'hold':
        case 'wait':
          // First the hold, so that nothing else begins meanwhile.
          this.#trouble(thrown);
          if (item.state === 'waiting' || thrown instanceof RecallError) {
            this.#queueAgain(this.#steps.back(item, outcome.message, status));
          } else this.#watch.add({ ...item, state: 'unknown' });
          return;
        case 'later':
          this.#putOff(this.#steps.back(item, outcome.message, status, { refusal }), outcome.afterMs);
          return;
        case 'fail':
          this.#steps.refused(item, outcome.message, status, { gone: outcome.gone, refusal });
          return;
        case 'read_back':
          // Before anything left, it can only be a fault of ours, and trying again would meet it again.
          if (item.state === 'waiting') this.#steps.refused(item, outcome.message, status);
          else this.#watch.add(this.#steps.lost(item, outcome.message, status));
          return;
      }
    } catch (error) {
      // What happened could not be saved: it is read back when the disk takes it again.
      this.#trouble(error);
      this.#watch.add({ ...item, state: 'unknown' });
    }
  }

  /** Sends an item again when it has waited; the others go on meanwhile. */
  #putOff(item: ItemOnItsWay, ms: number): void {
    if (this.#cancelled !== null) {
      this.#steps.skipped(item, this.#cancelled);
      return;
    }
    const nap = new AbortController();
    this.#later.set(item.n, nap);
    this.#deps.clock.sleep(ms, AbortSignal.any([nap.signal, this.#stopped.signal])).then(
      () => {
        this.#later.delete(item.n);
        this.#queue.push(item);
        this.#queue.sort((a, b) => a.n - b.n);
        this.#pump();
        this.#deps.moved();
      },
      () => undefined, // Cancelled or stopped.
    );
  }

  #queueAgain(item: ItemOnItsWay): void {
    if (this.#cancelled === null) this.#queue.unshift(item);
    else this.#steps.skipped(item, this.#cancelled);
  }

  #call(client: RecallClient, item: ItemOnItsWay, options: WriteOptions): ItemCall {
    const { clock } = this.#deps;
    return {
      client,
      workspaceId: item.workspaceId,
      calendarId: item.calendarId,
      eventId: item.eventId,
      botId: item.botId,
      plan: item.plan,
      secrets: this.#deps.secrets(),
      options,
      since: (serverNow) => sinceOf(item, serverNow, clock),
    };
  }

  async #getClient(): Promise<RecallClient> {
    this.#client = await this.#deps.client();
    return this.#client;
  }

  /** Holds the lane as a failure asks for it. */
  #trouble(thrown: unknown): void {
    const outcome = outcomeOf(thrown);
    if (!(thrown instanceof RecallError)) this.#logged(thrown);
    if (outcome.then === 'hold') {
      this.#hold = { code: outcome.code, message: outcome.message, until: null };
      this.#deps.moved();
    } else if (outcome.then === 'wait') this.#waitAwhile(outcome.message, outcome.afterMs);
    else if (outcome.then === 'read_back') this.#waitAwhile(outcome.message, null);
  }

  #waitAwhile(message: string, askedMs: number | null): void {
    if (this.#hold?.until === null) return;
    const { clock, random } = this.#deps;
    // Calls that fail together are one failure.
    if (this.#hold === null) this.#failures += 1;
    const waitMs = waitAfter(this.#failures, askedMs, random);
    const hold: Hold = { code: null, message, until: clock.monotonic() + waitMs };
    this.#hold = hold;
    clock.sleep(waitMs, this.#stopped.signal).then(
      () => {
        if (this.#hold !== hold) return;
        this.#hold = null;
        this.#pump();
        this.#deps.moved();
      },
      () => undefined, // Stopped.
    );
  }

  #logged(error: unknown): void {
    this.#deps.log.write('warn', 'a step of a job failed', {
      jobId: this.#deps.jobId,
      workspaceId: this.workspaceId,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}

const keysOf = ({ plan }: ItemOnItsWay): readonly string[] => plan?.keys ?? [];
