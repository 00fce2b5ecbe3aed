/**
 * The host's side of the core: starts both workers, sends every call to the one that answers it, fans events out, and
 * does for the core what only a host can do (keychain, training simulator, notifications). It relays and nothing more:
 * whatever takes time belongs in a worker.
 */
import { randomBytes } from 'node:crypto';
import type { StaleEvent } from '../../shared/channels.ts';
import type { Answer } from '../../shared/envelope.ts';
import type { HostInfo, LimitOverrides, Notice, SecretStore, TrainingHost } from '../core/deps.ts';
import type { Keychain } from './keychain.ts';
import { laneOf } from './lanes.ts';
import { answerPortCall } from './port-calls.ts';
import { createTrainingHost } from './training-host.ts';
import type { WorkerData, WorkerFiles } from './worker-data.ts';
import { fail, WorkerLane } from './worker-lane.ts';

/** Quitting takes < 2 s whatever the workers are doing (DESIGN, R13). */
const STOP_WITHIN_MS = 1_600;

export interface CoreHostOptions {
  readonly dataDir: string;
  readonly host: HostInfo;
  readonly workers: WorkerFiles;
  readonly secrets: SecretStore & Partial<Pick<Keychain, 'busy'>>;
  /** Shows a desktop notification, where the host can. */
  readonly notify?: (notice: Notice) => void;
  /** For tests: runs in place of the simulator worker. */
  readonly training?: TrainingHost;
  /** For benchmarks and simulations only. */
  readonly limits?: LimitOverrides;
  /** For tests: pause before the n-th restart of a crashed worker, ms. */
  readonly pauseMs?: (attempt: number) => number;
}

export interface CoreHost {
  /** Resolves when the core serves; rejects with StartError. The reader may answer earlier. */
  readonly ready: Promise<void>;
  /** Always resolves; an aborted `signal` cancels the call in its worker. */
  call(method: string, input: unknown, signal?: AbortSignal): Promise<Answer<unknown>>;
  /** `seq` grows by one per event; a gap tells windows that everything is stale. Returns the unsubscriber. */
  onEvent(listener: (event: StaleEvent) => void): () => void;
  /** The computer slept or woke. */
  power(state: 'suspend' | 'resume'): void;
  /** Ends the workers; resolves true when every thread is gone and the process can end by itself, within 2 s either way. */
  stop(): Promise<boolean>;
}

/** Starts the workers at once. */
export function startCoreHost(options: CoreHostOptions): CoreHost {
  const listeners = new Set<(event: StaleEvent) => void>();
  const training = options.training ?? createTrainingHost(options.workers.simulator);
  const data: WorkerData = {
    dataDir: options.dataDir,
    host: options.host,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  };
  /** Call ids end up in the log as correlation ids, so they differ between starts. */
  const start = randomBytes(4).toString('hex');
  let nextCall = 0;
  let seq = 0;
  let coreSeq = 0;

  const emit = (event: StaleEvent): void => {
    for (const listener of listeners) listener(event);
  };
  // Windows outlive a core, so the host counts for itself and keeps the gaps that the core reports.
  const relay = (event: StaleEvent): void => {
    seq += Math.max(1, event.seq - coreSeq);
    coreSeq = event.seq;
    emit({ ...event, seq });
  };
  const everythingIsStale = (): void => {
    seq += 2;
    coreSeq = 0;
    emit({ seq, topic: 'app', workspaceId: null });
  };

  const pause = options.pauseMs === undefined ? {} : { pauseMs: options.pauseMs };
  const reader = new WorkerLane({
    name: 'reader',
    file: options.workers.reader,
    data,
    onMessage: () => undefined,
    onRestart: () => undefined,
    ...pause,
  });
  const core = new WorkerLane({
    name: 'core',
    file: options.workers.core,
    data,
    onMessage: (message) => {
      switch (message.type) {
        case 'event':
          relay(message.event);
          break;
        case 'store-changed':
          reader.post({ type: 'reopen' });
          break;
        case 'port-call':
          void answerPortCall({ ...options, training }, message.method, message.input).then((answer) =>
            core.post({ type: 'port-reply', id: message.id, answer }),
          );
          break;
      }
    },
    onRestart: everythingIsStale,
    ...pause,
  });

  return {
    ready: core.ready,
    async call(method, input, signal) {
      if (signal?.aborted === true) return fail('cancelled', 'The call was cancelled.', true);
      const lane = laneOf(method) === 'replica' ? reader : core;
      const id = `${start}-${(nextCall += 1)}`;
      const cancel = (): void => lane.post({ type: 'cancel', id });
      signal?.addEventListener('abort', cancel, { once: true });
      const answer = await lane.call(id, method, input);
      signal?.removeEventListener('abort', cancel);
      return answer;
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    power(state) {
      core.post({ type: 'power', state });
    },
    async stop() {
      const [coreGone, readerGone] = await Promise.all([core.stop(STOP_WITHIN_MS), reader.stop(STOP_WITHIN_MS)]);
      await training.stop();
      return coreGone && readerGone && options.secrets.busy?.() !== true;
    },
  };
}
