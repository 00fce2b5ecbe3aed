/** The worker's side of the host port: the core's SecretStore, TrainingHost and notifications over messages. */
import type { MessagePort } from 'node:worker_threads';
import type { FromWorker, ToWorker } from '../../shared/channels.ts';
import { CallboardError } from '../../shared/envelope.ts';
import type { Answer } from '../../shared/envelope.ts';
import type { KeychainState, Notice, SecretStore, TrainingHost, TrainingWorkspace } from '../core/deps.ts';

export interface HostPort {
  readonly secrets: SecretStore;
  readonly training: TrainingHost;
  readonly notify: (notice: Notice) => void;
}

/** `port` is the worker's parentPort; other messages on it are left to the core. */
export function connectHostPort(port: Pick<MessagePort, 'postMessage' | 'on'>): HostPort {
  const pending = new Map<string, (answer: Answer<unknown>) => void>();
  let next = 0;

  port.on('message', (message: ToWorker) => {
    if (message.type !== 'port-reply') return;
    const settle = pending.get(message.id);
    pending.delete(message.id);
    settle?.(message.answer);
  });

  // The reply's type is given by the method (port-calls.ts); the host is our own code in the same process.
  const ask = <T>(method: string, input: unknown = {}): Promise<T> =>
    new Promise((resolve, reject) => {
      const id = String((next += 1));
      pending.set(id, (answer) => {
        if (answer.ok) resolve(answer.value as T);
        else reject(rebuilt(answer.error));
      });
      port.postMessage({ type: 'port-call', id, method, input } satisfies FromWorker);
    });

  return {
    secrets: {
      state: () => ask<KeychainState>('secrets.state'),
      get: (account) => ask<string | null>('secrets.get', { account }),
      async set(account, value) {
        await ask('secrets.set', { account, value });
      },
      async delete(account) {
        await ask('secrets.delete', { account });
      },
      useMemory: () => ask<KeychainState>('secrets.useMemory'),
    },
    training: {
      start: () => ask<readonly TrainingWorkspace[]>('training.start'),
      async stop() {
        await ask('training.stop');
      },
    },
    notify(notice) {
      // Nobody waits for a notification, and one that cannot be shown must not disturb the core.
      ask('notify', notice).catch(() => undefined);
    },
  };
}

function rebuilt(error: Extract<Answer<never>, { ok: false }>['error']): CallboardError {
  return new CallboardError(error.code, error.message, {
    retryable: error.retryable,
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    ...(error.details === undefined ? {} : { details: error.details }),
  });
}
