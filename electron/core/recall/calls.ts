/**
 * The way of every call: budget → HTTP → checks → record, repeated as its failure allows (retry.ts). Here it is decided what
 * may leave, what ends it, and what a failed change may have done.
 */
import type { Clock, Log } from '../deps.ts';
import type { Budgets } from './budgets.ts';
import { cancelled, failureOfChange, failureOfReply, takenUnread } from './failures.ts';
import type { CallFacts, Reply } from './failures.ts';
import type * as Pages from './pages.ts';
import { mayHaveActed, withRetries } from './retry.ts';
import { createScrub } from './scrub.ts';
import type { Method, Outgoing, Transport } from './transport.ts';
import { RecallError } from './types.ts';
import type { CallOptions, Operation } from './types.ts';

export interface Call<T> {
  readonly operation: Operation;
  readonly method: Method;
  readonly path: string;
  readonly body?: Outgoing['body'];
  readonly idempotencyKey?: string | undefined;
  /** It leaves something changed at Recall, so that its failure leaves a question open. */
  readonly changes: boolean;
  /**
   * It schedules a bot. Then 507 is Recall's own word that none was made (recall-api.md 3.6), and neither that nor 409 is answered by
   * sending the same idempotency key again, because Recall may have kept the refusal under it (1.8).
   */
  readonly asksForBot?: true;
  /** What it sends and nobody may read in a message, besides the key. */
  readonly secrets?: readonly string[];
  /** See WriteOptions. */
  readonly beforeSend?: (() => void) | undefined;
  /** A status other than 2xx that `read` understands. */
  readonly alsoReads?: number;
  /** Reads the answer; throws RecallError when it cannot. */
  readonly read: (reply: Reply, loaded: typeof Pages, facts: CallFacts) => T;
}

export interface CallsOptions {
  readonly transport: Transport;
  readonly budgets: Budgets;
  readonly apiKey: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Throws when nothing but GET may leave. */
  readonly mayWrite: (() => void) | undefined;
}

export interface Calls {
  /** Rejects with RecallError, or with what `mayWrite` or `beforeSend` threw. */
  run<T>(call: Call<T>, options: CallOptions): Promise<T>;
  /** Ends all calls, under way or waiting, and all to come. */
  close(): void;
}

export function createCalls({ transport, budgets, apiKey, clock, random, log, mayWrite }: CallsOptions): Calls {
  const closing = new AbortController();
  let pages: Promise<typeof Pages> | null = null;

  /** One try, with a slot in hand. */
  async function attempt<T>(call: Call<T>, loaded: typeof Pages, ended: AbortSignal, onLeave: () => void): Promise<T> {
    const { method, path, body, idempotencyKey, changes } = call;
    const facts: CallFacts = {
      host: transport.host,
      scrub: createScrub([apiKey, ...(call.secrets ?? [])]),
      changes,
      now: () => clock.now(),
    };
    const reply = await transport.send(
      {
        method,
        path,
        ...(body === undefined ? {} : { body }),
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
        facts,
        leaving() {
          if (ended.aborted) throw cancelled();
          if (method !== 'GET') mayWrite?.();
          call.beforeSend?.();
          onLeave();
        },
      },
      // Once a write has left, nobody but Recall knows whether it acted: its answer is waited for.
      method === 'GET' ? ended : closing.signal,
    );
    const good = reply.status >= 200 && reply.status < 300;
    if (!good && reply.status !== call.alsoReads) throw failureOfReply(reply, facts);
    try {
      return call.read(reply, loaded, facts);
    } catch (thrown) {
      throw good && changes && thrown instanceof RecallError ? takenUnread(thrown, reply) : thrown;
    }
  }

  return {
    async run(call, { priority, signal }) {
      if (!isUsableKey(apiKey)) throw unusableKey();
      const ended = signal === undefined ? closing.signal : AbortSignal.any([closing.signal, signal]);
      if (ended.aborted) throw cancelled();
      const loaded = await (pages ??= import('./pages.ts'));
      const { operation } = call;
      const bucket = budgets[operation];
      return withRetries(
        {
          clock,
          random,
          signal: ended,
          block: (ms) => bucket.blockFor(ms),
          onRetry: (error, plan, number) =>
            log.write('warn', 'A call to Recall failed and will be repeated', {
              operation,
              kind: error.kind,
              status: error.status ?? null,
              attempt: number,
              waitMs: Math.round(plan.waitMs),
            }),
        },
        async () => {
          const permit = await bucket.acquire(priority, ended);
          let left = false;
          try {
            return await attempt(call, loaded, ended, () => {
              left = true;
            });
          } catch (thrown) {
            if (!call.changes || !(thrown instanceof RecallError) || thrown.mayHaveActed) throw thrown;
            const keyed = call.idempotencyKey !== undefined;
            const refused = call.asksForBot === true && thrown.kind === 'pool_empty';
            const acted = !refused && mayHaveActed(thrown.kind, { left, keyed });
            const once = call.asksForBot === true && (refused || thrown.kind === 'conflict');
            throw failureOfChange(thrown, acted, thrown.final || once);
          } finally {
            if (left) permit.release();
            else permit.giveBack();
          }
        },
      );
    },
    close() {
      closing.abort();
      for (const bucket of Object.values(budgets)) bucket.close();
    },
  };
}

/** What an HTTP header can carry. */
function isUsableKey(key: string): boolean {
  return /^[\x21-\x7e]+$/.test(key);
}

function unusableKey(): RecallError {
  return new RecallError(
    'unauthorized',
    "This API key is empty or holds characters that no key has, so it was not sent. Copy it again from the Recall dashboard and enter it in the workspace's settings.",
  );
}
