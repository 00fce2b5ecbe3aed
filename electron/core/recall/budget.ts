/**
 * One operation's share of Recall's documented rate limit: a sliding log (recall-api.md 1.7). Up to `limit` requests
 * go out at once; from then on each slot opens again exactly when the window has slid past the request that took it.
 *
 * Recall counts a request when it arrives, somewhere between our sending it and its answer. So a slot is counted from
 * grant to answer, and then for a whole window more: whatever the network did, no window at the server holds more than
 * `limit` arrivals. Even pacing would be as safe and reach two thirds of the throughput (LIMITS.md 1.3).
 */
import type { Clock } from '../deps.ts';
import { RecallError } from './types.ts';
import type { BudgetState, Operation, Priority } from './types.ts';

/** Requests per window and workspace, as documented (recall-api.md 1.7). */
export const LIMITS: Readonly<Record<Operation, number>> = {
  'calendars.list': 60,
  'calendars.create': 300,
  'calendars.retrieve': 300,
  'calendars.update': 300,
  'calendars.delete': 300,
  'calendars.accessToken': 300,
  'events.list': 60,
  'events.retrieve': 300,
  'events.botCreate': 600,
  'events.botDelete': 600,
  'bots.list': 60,
  'bots.retrieve': 300,
  'bots.delete': 300,
};

/** The documented window. */
export const WINDOW_MS = 60_000;

/** A call is not kept waiting for a limit that lasts longer than this: its caller should know and plan. */
export const MAX_HELD_MS = 120_000;

/** A granted slot; it ends once, and only the first end counts. */
export interface Permit {
  /** At the answer, or at the failure. */
  release(): void;
  /** No request left, so Recall has nothing to count and the slot is free again. A call journal keeps its note of it. */
  giveBack(): void;
}

export interface Budget {
  /**
   * Waits for a slot: people before background work, first come first served within. Rejects with RecallError
   * `cancelled` when `signal` aborts or the budget closes, `rate_limited` when Recall blocked the operation for longer
   * than {@link MAX_HELD_MS}.
   */
  acquire(priority: Priority, signal?: AbortSignal): Promise<Permit>;
  /** Recall answered 429: nothing goes out for `ms`. Never shortens an earlier block. */
  blockFor(ms: number): void;
  state(): BudgetState;
  /** Rejects all who wait, and all who come. */
  close(): void;
}

export interface BudgetOptions {
  readonly limit: number;
  /** Length of the sliding window in ms. */
  readonly windowMs: number;
  readonly clock: Clock;
  /** Slots that an earlier run of the program took: monotonic times at which they leave the window, ascending. */
  readonly taken?: readonly number[];
  /** Called for every granted slot, before its request goes out. */
  readonly onGrant?: () => void;
}

interface Waiter {
  readonly grant: (permit: Permit) => void;
  readonly refuse: (error: RecallError) => void;
}

export function createBudget({ limit, windowMs, clock, taken = [], onGrant }: BudgetOptions): Budget {
  /** Our clock and Recall's need not tick alike: a thousandth covers far more than real drift. */
  const heldMs = windowMs + Math.max(1, windowMs / 1_000);
  const queues: Readonly<Record<Priority, Waiter[]>> = { person: [], background: [] };
  /** Monotonic times at which answered requests leave the window; ascending, because answers come in time's order. */
  const reopens: number[] = [...taken];
  let inFlight = 0;
  let blockedUntil = Number.NEGATIVE_INFINITY;
  let closed = false;
  let timer: { readonly at: number; readonly abort: AbortController } | null = null;

  function pump(): void {
    const now = clock.monotonic();
    forgetOld(now);
    while (now >= blockedUntil && inFlight + reopens.length < limit) {
      const waiter = queues.person.shift() ?? queues.background.shift();
      if (waiter === undefined) break;
      inFlight += 1;
      onGrant?.();
      waiter.grant(permit());
    }
    arm(now);
  }

  function forgetOld(now: number): void {
    let old = 0;
    while (old < reopens.length && (reopens[old] ?? 0) <= now) old += 1;
    if (old > 0) reopens.splice(0, old);
  }

  function permit(): Permit {
    let held = true;
    const end = (sent: boolean): void => {
      if (!held) return;
      held = false;
      inFlight -= 1;
      if (sent) reopens.push(clock.monotonic() + heldMs);
      pump();
    };
    return { release: () => end(true), giveBack: () => end(false) };
  }

  /** When the next slot opens; null while all slots are in flight, for then the next answer decides. */
  function nextOpening(now: number): number | null {
    const slot = inFlight + reopens.length < limit ? now : (reopens[0] ?? null);
    return slot === null ? null : Math.max(slot, blockedUntil);
  }

  function arm(now: number): void {
    const at = waiting() === 0 || closed ? null : nextOpening(now);
    if (timer?.at === at) return;
    timer?.abort.abort();
    timer = null;
    if (at === null) return;
    const armed = { at, abort: new AbortController() };
    timer = armed;
    clock.sleep(Math.max(1, Math.ceil(at - now)), armed.abort.signal).then(
      () => {
        if (timer === armed) timer = null;
        pump();
      },
      () => undefined, // Aborted: a newer timer has taken over.
    );
  }

  function waiting(): number {
    return queues.person.length + queues.background.length;
  }

  return {
    acquire(priority, signal) {
      return new Promise<Permit>((resolve, reject) => {
        if (closed || signal?.aborted === true) {
          reject(cancelled());
          return;
        }
        const blockedMs = blockedUntil - clock.monotonic();
        if (blockedMs > MAX_HELD_MS) {
          reject(blocked(blockedMs));
          return;
        }
        const queue = queues[priority];
        const onAbort = () => {
          const index = queue.indexOf(waiter);
          if (index >= 0) queue.splice(index, 1);
          reject(cancelled());
          arm(clock.monotonic());
        };
        const waiter: Waiter = {
          grant(granted) {
            signal?.removeEventListener('abort', onAbort);
            resolve(granted);
          },
          refuse(error) {
            signal?.removeEventListener('abort', onAbort);
            reject(error);
          },
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        queue.push(waiter);
        pump();
      });
    },
    blockFor(ms) {
      blockedUntil = Math.max(blockedUntil, clock.monotonic() + Math.max(0, ms));
      pump();
    },
    state() {
      const now = clock.monotonic();
      forgetOld(now);
      const opening = nextOpening(now) ?? now + heldMs;
      return {
        used: inFlight + reopens.length,
        limit,
        windowMs,
        waiting: waiting(),
        nextSlotAt: opening <= now ? null : Math.ceil(clock.now() + (opening - now)),
      };
    },
    close() {
      closed = true;
      timer?.abort.abort();
      timer = null;
      for (const queue of [queues.person, queues.background]) {
        for (const waiter of queue.splice(0)) waiter.refuse(cancelled());
      }
    },
  };
}

function cancelled(): RecallError {
  return new RecallError('cancelled', 'The call to Recall was cancelled before it was sent.');
}

function blocked(ms: number): RecallError {
  const minutes = Math.ceil(ms / 60_000);
  return new RecallError(
    'rate_limited',
    `Recall asked to wait before the next call of this kind; about ${minutes} minutes are left. Callboard goes on by itself.`,
    // Final: this refusal is our own, so it must neither be repeated nor prolong the block.
    { status: 429, retryAfterMs: Math.ceil(ms), final: true },
  );
}
