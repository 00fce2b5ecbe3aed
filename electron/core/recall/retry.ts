/**
 * Which failures are tried again, when and how often (recall-api.md 1.5). Our own policy instead of a library's,
 * because budgets, idempotency keys and simulations share its clock.
 */
import type { Clock } from '../deps.ts';
import { RecallError } from './types.ts';
import type { RecallErrorKind } from './types.ts';
import { MAX_HELD_MS } from './budget.ts';

/** What to do before the next try. */
export interface RetryPlan {
  readonly waitMs: number;
  /** 429: the whole operation waits, not only this call. The budget does the waiting. */
  readonly blocksOperation: boolean;
  /** 507: Recall would repeat its cached answer to the old idempotency key (1.8), so a write needs a new one. */
  readonly freshIdempotencyKey: boolean;
}

interface Rule {
  /** Tries in all, the first included. */
  readonly tries: number;
  /** Wait before the second try in ms; doubles with each further one. */
  readonly baseMs: number;
  readonly capMs: number;
}

/** Kinds that are not named here are never tried again: 400, 401, 402, 403, 404, 405 and what we refused ourselves. */
const RULES: Partial<Record<RecallErrorKind, Rule>> = {
  rate_limited: { tries: 5, baseMs: 2_000, capMs: 60_000 },
  conflict: { tries: 4, baseMs: 500, capMs: 8_000 },
  pool_empty: { tries: 4, baseMs: 30_000, capMs: 30_000 },
  server: { tries: 4, baseMs: 500, capMs: 20_000 },
  network: { tries: 4, baseMs: 500, capMs: 20_000 },
  timeout: { tries: 4, baseMs: 500, capMs: 20_000 },
  bad_response: { tries: 4, baseMs: 500, capMs: 20_000 },
};

/**
 * Decides about the failure of the `attempt`-th try (1 is the first). Null: give up.
 * `random` is uniform in [0, 1).
 */
export function planRetry(error: RecallError, attempt: number, random: () => number): RetryPlan | null {
  const rule = RULES[error.kind];
  // A 409 of a keyed write is its own twin, still under way: the same key once more cannot do it twice (1.8).
  if (error.mayHaveActed && error.kind !== 'conflict') return null;
  if (rule === undefined || error.final || attempt >= rule.tries) return null;
  const waitMs =
    error.kind === 'rate_limited' ? limitWaitMs(error, attempt, random) : backoffMs(rule, error, attempt, random);
  // A longer wait is the caller's to plan: it knows whether anybody still cares by then.
  if (waitMs > MAX_HELD_MS) return null;
  return {
    waitMs,
    blocksOperation: error.kind === 'rate_limited',
    freshIdempotencyKey: error.kind === 'pool_empty',
  };
}

/**
 * Whether a change may have taken effect although its try failed. `left`: its request had begun to leave. `keyed`: it
 * carried an idempotency key. Only a refusal in Recall's own words is a proof that nothing happened.
 */
export function mayHaveActed(kind: RecallErrorKind, { left, keyed }: { left: boolean; keyed: boolean }): boolean {
  if (!left) return false;
  switch (kind) {
    case 'unauthorized':
    case 'payment_required':
    case 'forbidden':
    case 'not_found':
    case 'rejected':
    case 'rate_limited':
      return false;
    case 'conflict':
      return keyed;
    // 507 is documented for bots only; for anything else it is a gateway's word.
    case 'pool_empty':
    case 'server':
    case 'network':
    case 'timeout':
    case 'bad_response':
    case 'too_large':
    case 'foreign_host':
    case 'cancelled':
      return true;
  }
}

/** How long a 429 holds its operation, ms: Retry-After and a little more, else exponential backoff. */
export function limitWaitMs(error: RecallError, attempt: number, random: () => number): number {
  const rule = RULES.rate_limited ?? { tries: 1, baseMs: 2_000, capMs: 60_000 };
  const asked = error.retryAfterMs;
  if (asked === undefined) return jittered(Math.min(rule.capMs, rule.baseMs * 2 ** (attempt - 1)), random);
  return asked + random() * Math.min(1_000, 100 + asked / 20);
}

function backoffMs(rule: Rule, error: RecallError, attempt: number, random: () => number): number {
  const own = jittered(Math.min(rule.capMs, rule.baseMs * 2 ** (attempt - 1)), random);
  if (error.kind === 'pool_empty') return error.retryAfterMs ?? rule.baseMs;
  return Math.max(own, error.retryAfterMs ?? 0);
}

/** Between half and the whole, so that many callers do not come back at one moment. */
function jittered(ms: number, random: () => number): number {
  return ms / 2 + (random() * ms) / 2;
}

/** What a try is told about itself. */
export interface Attempt {
  /** 1 for the first. */
  readonly number: number;
  /** A write that sends an idempotency key must take a new one for this try. */
  readonly freshIdempotencyKey: boolean;
}

export interface RetryOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** A 429 came: hold the operation for so long. Called for the last try too, for others wait behind it. */
  readonly block: (ms: number) => void;
  readonly onRetry?: (error: RecallError, plan: RetryPlan, attempt: number) => void;
}

/**
 * Runs `attempt` until it succeeds or its failure is final. Rejects with the last RecallError, or `cancelled` when the
 * signal aborts while waiting.
 */
export async function withRetries<T>(options: RetryOptions, run: (attempt: Attempt) => Promise<T>): Promise<T> {
  let freshIdempotencyKey = false;
  for (let number = 1; ; number += 1) {
    try {
      return await run({ number, freshIdempotencyKey });
    } catch (thrown) {
      if (!(thrown instanceof RecallError)) throw thrown;
      const plan = planRetry(thrown, number, options.random);
      if (thrown.kind === 'rate_limited' && !thrown.final) {
        options.block(plan?.waitMs ?? limitWaitMs(thrown, number, options.random));
      }
      if (plan === null) throw thrown;
      options.onRetry?.(thrown, plan, number);
      if (!plan.blocksOperation) await pause(options, plan.waitMs, thrown);
      freshIdempotencyKey = plan.freshIdempotencyKey;
    }
  }
}

async function pause({ clock, signal }: RetryOptions, ms: number, { mayHaveActed: acted }: RecallError): Promise<void> {
  try {
    // Whole milliseconds, so that a simulated clock, too, shows whole ones afterwards.
    await clock.sleep(Math.ceil(ms), signal);
  } catch {
    throw new RecallError('cancelled', 'The call to Recall was cancelled while it waited to be repeated.', {
      mayHaveActed: acted,
    });
  }
}

/**
 * Reads a `Retry-After` header: whole seconds or an HTTP date (recall-api.md 1.5). Returns ms from now, 0 at least;
 * null when there is none or it makes no sense. `serverNow` is the answer's own `Date`, so that a wrong clock here or
 * there does not matter.
 */
export function parseRetryAfter(value: string | undefined, serverNow: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  if (!/[a-z]/i.test(text)) return null;
  const at = Date.parse(text);
  return Number.isFinite(at) ? Math.max(0, at - serverNow) : null;
}
