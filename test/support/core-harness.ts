/** A whole core in this process: engine and reader over in-memory ports, secrets in memory, the simulator on loopback. */
import { EventEmitter } from 'node:events';
import { randomUUID } from 'node:crypto';
import { contract } from '../../shared/contract.ts';
import type { Input, MethodName, Output } from '../../shared/contract.ts';
import type { FromWorker, StaleEvent, ToWorker } from '../../shared/channels.ts';
import { CallboardError } from '../../shared/envelope.ts';
import type { Answer } from '../../shared/envelope.ts';
import { systemClock } from '../../electron/core/clock.ts';
import type { Clock, KeychainState, Log, Notice, SecretStore, TrainingHost } from '../../electron/core/deps.ts';
import { startCore } from '../../electron/core/index.ts';
import { startReader } from '../../electron/core/reader.ts';
import type { Port } from '../../electron/core/reader.ts';

/** A keychain in memory, with a switch to make it fail. */
export class MemorySecrets implements SecretStore {
  readonly values = new Map<string, string>();
  available = true;
  /** True: nothing can be read or written, as while its password is being asked for. */
  locked = false;

  state(): Promise<KeychainState> {
    return Promise.resolve(
      this.available
        ? { state: 'available', message: 'Secrets are kept in the keychain.' }
        : { state: 'unavailable', message: 'There is no keychain.' },
    );
  }
  get(account: string): Promise<string | null> {
    if (this.locked) return Promise.reject(lockedKeychain());
    return Promise.resolve(this.values.get(account) ?? null);
  }
  set(account: string, value: string): Promise<void> {
    if (this.locked) return Promise.reject(lockedKeychain());
    this.values.set(account, value);
    return Promise.resolve();
  }
  delete(account: string): Promise<void> {
    if (this.locked) return Promise.reject(lockedKeychain());
    this.values.delete(account);
    return Promise.resolve();
  }
  useMemory(): Promise<KeychainState> {
    this.available = true;
    return this.state();
  }
}

const lockedKeychain = (): CallboardError =>
  new CallboardError('keychain_unavailable', 'The keychain is locked. Unlock it and try again.');

export const silentLog: Log = { write: () => undefined };

/** A port whose far end the test holds. */
class TestPort implements Port {
  readonly #incoming = new EventEmitter();
  readonly posted: FromWorker[] = [];
  onPost: (message: FromWorker) => void = () => undefined;

  postMessage(message: FromWorker): void {
    // What crosses a thread must survive the structured clone.
    const copy = structuredClone(message);
    this.posted.push(copy);
    this.onPost(copy);
  }
  on(event: 'message', listener: (message: ToWorker) => void): void {
    this.#incoming.on(event, listener);
  }
  deliver(message: ToWorker): void {
    this.#incoming.emit('message', message);
  }
}

export interface CoreHarness {
  readonly secrets: MemorySecrets;
  /** Everything that the core and the reader posted. */
  readonly posted: () => FromWorker[];
  readonly events: StaleEvent[];
  /** Desktop notifications that the core asked for. */
  readonly notices: Notice[];
  /** The answer's envelope, whatever it is. */
  answer(method: string, input: unknown): Promise<Answer<unknown>>;
  /** The value; rejects with the envelope's error. Every value is validated against the contract. */
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>;
  /** Resolves when a stale event satisfies the predicate, also one of the past. */
  until(predicate: () => Promise<boolean>): Promise<void>;
  /** The computer slept or woke. */
  power(state: 'suspend' | 'resume'): void;
  stop(): Promise<void>;
}

export interface HarnessOptions {
  readonly dataDir: string;
  readonly training?: TrainingHost;
  readonly clock?: Clock;
  readonly log?: Log;
  readonly windowMs?: number;
  readonly secrets?: MemorySecrets;
  /** Uniform in [0, 1); default Math.random. */
  readonly random?: () => number;
}

/** Rejects with the core's own message when it cannot start. */
export async function startHarness(options: HarnessOptions): Promise<CoreHarness> {
  // The core's own timers do not keep a process alive; in a worker its port does, here nothing would.
  const alive = setInterval(() => undefined, 60_000);
  const clock = options.clock ?? systemClock;
  const secrets = options.secrets ?? new MemorySecrets();
  const log = options.log ?? silentLog;
  const corePort = new TestPort();
  const readerPort = new TestPort();
  const replies = new Map<string, (answer: Answer<unknown>) => void>();
  const events: StaleEvent[] = [];
  const notices: Notice[] = [];
  const progress = new EventEmitter();
  progress.setMaxListeners(0);

  const receive = (message: FromWorker): void => {
    if (message.type === 'reply') {
      replies.get(message.id)?.(message.answer);
      replies.delete(message.id);
    }
    if (message.type === 'event') {
      events.push(message.event);
      progress.emit('event');
    }
    if (message.type === 'store-changed') readerPort.deliver({ type: 'reopen' });
  };
  corePort.onPost = receive;
  readerPort.onPost = receive;

  startReader({ dataDir: options.dataDir, clock, log }, readerPort);
  startCore(
    {
      dataDir: options.dataDir,
      clock,
      random: options.random ?? Math.random,
      secrets,
      training: options.training ?? { start: () => Promise.resolve([]), stop: () => Promise.resolve() },
      log,
      notify: (notice) => notices.push(notice),
      host: {
        shell: 'cli',
        appVersion: '0.0.0-test',
        versions: { node: process.versions.node },
        actor: { user: 'tester', host: 'testbed' },
      },
      remember: () => undefined,
      startSyncAfterMs: 20,
      ...(options.windowMs === undefined ? {} : { limits: { windowMs: options.windowMs } }),
    },
    corePort,
  );
  const failed = corePort.posted.find((message) => message.type === 'failed');
  if (failed !== undefined) {
    readerPort.deliver({ type: 'stop' });
    clearInterval(alive);
    throw Object.assign(new Error(failed.message), { code: failed.code });
  }

  const answer = (method: string, input: unknown): Promise<Answer<unknown>> => {
    const id = randomUUID();
    const lane = Object.hasOwn(contract, method) ? contract[method as MethodName].lane : 'engine';
    return new Promise((resolve) => {
      replies.set(id, resolve);
      (lane === 'replica' ? readerPort : corePort).deliver({ type: 'call', id, method, input });
    });
  };

  return {
    secrets,
    events,
    notices,
    posted: () => [...corePort.posted, ...readerPort.posted],
    answer,
    async call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> {
      const reply = await answer(method, input);
      if (!reply.ok) throw Object.assign(new Error(reply.error.message), reply.error);
      return contract[method].output().parse(reply.value) as Output<M>;
    },
    async until(predicate) {
      for (;;) {
        const heard = events.length;
        if (await predicate()) return;
        // What came while it looked may be what it waits for.
        if (events.length === heard) await new Promise((resolve) => progress.once('event', resolve));
      }
    },
    power(state) {
      corePort.deliver({ type: 'power', state });
    },
    async stop() {
      const stopped = new Promise<void>((resolve) => {
        const before = corePort.onPost;
        corePort.onPost = (message) => {
          before(message);
          if (message.type === 'stopped') resolve();
        };
      });
      corePort.deliver({ type: 'stop' });
      await stopped;
      readerPort.deliver({ type: 'stop' });
      clearInterval(alive);
    },
  };
}
