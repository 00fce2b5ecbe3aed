/**
 * One supervised worker: passes calls, matches replies, and when the thread dies answers what was pending and starts it
 * again after a pause that grows. A worker that says `failed` before it was ever ready stays down.
 */
import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { FromWorker, ToWorker } from '../../shared/channels.ts';
import type { Answer, CallError } from '../../shared/envelope.ts';
import { toCallError } from '../../shared/envelope.ts';
import { StartError } from './start-error.ts';
import type { WorkerData } from './worker-data.ts';

/** Messages that the lane does not settle by itself. */
export type LaneMessage = Extract<FromWorker, { type: 'event' | 'port-call' | 'store-changed' }>;

export interface LaneOptions {
  /** For people: "core", "reader". */
  readonly name: string;
  readonly file: URL;
  readonly data: WorkerData;
  readonly onMessage: (message: LaneMessage) => void;
  /** The worker died and another one has been started. */
  readonly onRestart: () => void;
  /** Pause before the n-th restart in a row (n from 1), ms. */
  readonly pauseMs?: (attempt: number) => number;
}

/** 0.25 s, 0.5 s … 10 s: quick after a single crash, no busy loop when it crashes at every start. */
const growingPause = (attempt: number): number => Math.min(10_000, 125 * 2 ** attempt);

export class WorkerLane {
  readonly #options: LaneOptions;
  readonly #pending = new Map<string, (answer: Answer<unknown>) => void>();
  readonly #ready = Promise.withResolvers<void>();
  #worker: Worker | null = null;
  #everReady = false;
  /** Crashes since the worker last answered a call. */
  #crashes = 0;
  #restart: NodeJS.Timeout | null = null;
  #startFailure: StartError | null = null;
  #stopping: PromiseWithResolvers<void> | null = null;

  constructor(options: LaneOptions) {
    this.#options = options;
    // Whoever waits for `ready` hears of the failure; when nobody does, calls still say it.
    this.#ready.promise.catch(() => undefined);
    this.#start();
  }

  /** Resolves when the worker first says `ready`; rejects with StartError. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** Always resolves. `id` is fresh. */
  call(id: string, method: string, input: unknown): Promise<Answer<unknown>> {
    const worker = this.#worker;
    if (worker === null) return Promise.resolve(this.#down());
    return new Promise((resolve) => {
      this.#pending.set(id, resolve);
      try {
        worker.postMessage({ type: 'call', id, method, input } satisfies ToWorker);
      } catch {
        this.#pending.delete(id);
        resolve(fail('invalid_input', 'The input holds a value that cannot be passed on. Send plain JSON.', false));
      }
    });
  }

  post(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }

  /**
   * Asks the worker to stop, then ends the thread. Resolves true when the thread is gone, false when `deadlineMs` passed
   * first: a thread inside one long SQLite statement cannot be ended (LIMITS 1.3).
   */
  async stop(deadlineMs: number): Promise<boolean> {
    if (this.#restart !== null) clearTimeout(this.#restart);
    this.#restart = null;
    const worker = this.#worker;
    if (worker === null) return true;
    const stopping = (this.#stopping ??= Promise.withResolvers<void>());
    this.post({ type: 'stop' });
    // Three quarters for an orderly end, the rest for ending the thread by force.
    await within(stopping.promise, deadlineMs * 0.75);
    const gone = await within(
      worker.terminate().then(() => undefined),
      deadlineMs * 0.25,
    );
    this.#settleAll('The console was closed before this was answered.');
    return gone;
  }

  #start(): void {
    const worker = new Worker(this.#options.file, { workerData: this.#options.data, name: this.#options.name });
    this.#worker = worker;
    worker.on('message', (message: FromWorker) => this.#receive(message));
    // An uncaught error ends the thread; `exit` follows and does the work. Its text may quote remote data: not printed.
    worker.on('error', () => undefined);
    worker.on('exit', () => this.#exited());
  }

  #receive(message: FromWorker): void {
    switch (message.type) {
      case 'reply': {
        this.#crashes = 0;
        const resolve = this.#pending.get(message.id);
        this.#pending.delete(message.id);
        resolve?.(message.answer);
        break;
      }
      case 'ready':
        this.#everReady = true;
        this.#ready.resolve();
        break;
      case 'failed':
        // After a crash a failed start is one more crash; at first start it is the answer.
        if (!this.#everReady) this.#fail(new StartError(message.code, message.message));
        void this.#worker?.terminate();
        break;
      case 'stopped':
        this.#stopping?.resolve();
        break;
      case 'event':
      case 'port-call':
      case 'store-changed':
        this.#options.onMessage(message);
        break;
    }
  }

  #fail(error: StartError): void {
    this.#startFailure = error;
    this.#ready.reject(error);
  }

  #exited(): void {
    this.#worker = null;
    if (this.#stopping !== null) {
      this.#stopping.resolve();
      return;
    }
    if (this.#startFailure !== null) {
      this.#settleAll(this.#startFailure.message);
      return;
    }
    if (!this.#everReady) {
      this.#fail(
        new StartError(
          'internal',
          `Callboard's ${this.#options.name} ended while it was starting. The log has the details.`,
        ),
      );
      this.#settleAll('Callboard could not start. The log has the details.');
      return;
    }
    this.#crashes += 1;
    const pause = (this.#options.pauseMs ?? growingPause)(this.#crashes);
    this.#settleAll(
      `Callboard's ${this.#options.name} ended unexpectedly and is being started again. Nothing that was saved is lost; try again.`,
      pause,
    );
    this.#restart = setTimeout(() => {
      this.#restart = null;
      this.#start();
      this.#options.onRestart();
    }, pause);
  }

  #settleAll(message: string, retryAfterMs?: number): void {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const resolve of pending) resolve(fail('internal', message, retryAfterMs !== undefined, retryAfterMs));
  }

  #down(): Answer<unknown> {
    if (this.#startFailure !== null) return fail('storage', this.#startFailure.message, false);
    if (this.#stopping !== null) return fail('cancelled', 'Callboard is closing.', false);
    return fail(
      'internal',
      `Callboard's ${this.#options.name} is being started again. Try again in a moment.`,
      true,
      1_000,
    );
  }
}

/** A failure that the host itself has to report. */
export function fail(
  code: CallError['code'],
  message: string,
  retryable: boolean,
  retryAfterMs?: number,
): Answer<never> {
  return {
    ok: false,
    error: {
      code,
      message,
      retryable,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      correlationId: randomUUID(),
    },
  };
}

/** Turns a thrown value into an answer. */
export function failWith(thrown: unknown): Answer<never> {
  return { ok: false, error: toCallError(thrown, randomUUID()) };
}

/** True when `promise` settled within `ms`. */
async function within(promise: Promise<unknown>, ms: number): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), ms);
  const done = promise.then(
    () => true,
    () => true,
  );
  const result = await Promise.race([done, late.promise]);
  clearTimeout(timer);
  return result;
}
