import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  limitWaitMs,
  mayHaveActed,
  parseRetryAfter,
  planRetry,
  withRetries,
} from '../../../electron/core/recall/retry.ts';
import type { Attempt } from '../../../electron/core/recall/retry.ts';
import { RecallError } from '../../../electron/core/recall/types.ts';
import type { RecallErrorKind } from '../../../electron/core/recall/types.ts';
import { ManualClock, settle } from './support/manual-clock.ts';
import { failure } from './support/remote.ts';

const half = () => 0.5;

function error(kind: RecallErrorKind, retryAfterMs?: number): RecallError {
  return new RecallError(kind, 'words', retryAfterMs === undefined ? {} : { retryAfterMs });
}

/** How many tries a call gets when every one fails with this. */
function triesOf(failing: RecallError): number {
  let attempt = 1;
  while (planRetry(failing, attempt, half) !== null) attempt += 1;
  return attempt;
}

describe('the retry policy', () => {
  test.each<[RecallErrorKind, number]>([
    ['rate_limited', 5],
    ['conflict', 4],
    ['pool_empty', 4],
    ['server', 4],
    ['network', 4],
    ['timeout', 4],
    ['bad_response', 4],
    ['unauthorized', 1],
    ['payment_required', 1],
    ['forbidden', 1],
    ['not_found', 1],
    ['rejected', 1],
    ['too_large', 1],
    ['foreign_host', 1],
    ['cancelled', 1],
  ])('tries a call that ends in %s %i times', (kind, tries) => {
    expect(triesOf(error(kind))).toBe(tries);
  });

  test('gives up at once where repeating cannot help, whatever the kind', () => {
    expect(triesOf(new RecallError('network', 'certificate', { final: true }))).toBe(1);
  });

  test.each<[RecallErrorKind, number]>([
    ['server', 1],
    ['network', 1],
    ['timeout', 1],
    ['bad_response', 1],
    ['pool_empty', 1],
    ['conflict', 4],
  ])('sends a change that may have been made and ended in %s %i times', (kind, tries) => {
    expect(triesOf(new RecallError(kind, 'words', { mayHaveActed: true }))).toBe(tries);
  });

  test('doubles the wait with every try, between half and the whole of it', () => {
    const waits = (random: () => number) =>
      [1, 2, 3].map((attempt) => planRetry(error('server'), attempt, random)?.waitMs ?? Number.NaN);
    expect(waits(() => 0)).toEqual([250, 500, 1_000]);
    expect(waits(() => 0.999_999).map(Math.round)).toEqual([500, 1_000, 2_000]);
  });

  test('obeys a Retry-After that comes with a 503', () => {
    expect(planRetry(error('server', 9_000), 1, half)?.waitMs).toBe(9_000);
  });

  test('waits 30 s for an empty bot pool, or as long as Recall says, and asks for a new idempotency key', () => {
    expect(planRetry(error('pool_empty'), 1, half)).toEqual({
      waitMs: 30_000,
      blocksOperation: false,
      freshIdempotencyKey: true,
    });
    expect(planRetry(error('pool_empty', 12_000), 1, half)?.waitMs).toBe(12_000);
  });

  test('holds the whole operation for a little more than the Retry-After of a 429', () => {
    const plan = planRetry(error('rate_limited', 7_000), 1, half);
    expect(plan).toMatchObject({ blocksOperation: true, freshIdempotencyKey: false });
    expect(plan?.waitMs).toBeGreaterThanOrEqual(7_000);
    expect(plan?.waitMs).toBeLessThanOrEqual(8_000);
  });

  test('backs off by itself from a 429 without Retry-After', () => {
    expect([1, 2, 3, 9].map((attempt) => limitWaitMs(error('rate_limited'), attempt, () => 0))).toEqual([
      1_000, 2_000, 4_000, 30_000,
    ]);
  });

  test('leaves a wait of more than two minutes to the caller', () => {
    expect(planRetry(error('rate_limited', 600_000), 1, half)).toBeNull();
    expect(planRetry(error('server', 600_000), 1, half)).toBeNull();
  });

  test('never waits longer than its cap or less than Recall asked for', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<RecallErrorKind>('conflict', 'server', 'network', 'timeout', 'bad_response'),
        fc.integer({ min: 1, max: 3 }),
        fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (kind, attempt, retryAfterMs, random) => {
          const waitMs = planRetry(error(kind, retryAfterMs), attempt, () => random)?.waitMs ?? Number.NaN;
          expect(waitMs).toBeGreaterThanOrEqual(Math.max(250, retryAfterMs ?? 0));
          expect(waitMs).toBeLessThanOrEqual(Math.max(20_000, retryAfterMs ?? 0));
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe('a change whose try failed', () => {
  const sent = { left: true, keyed: true };

  test.each<[RecallErrorKind, boolean]>([
    ['unauthorized', false],
    ['payment_required', false],
    ['forbidden', false],
    ['not_found', false],
    ['rejected', false],
    ['rate_limited', false],
    ['conflict', true],
    ['pool_empty', true],
    ['server', true],
    ['network', true],
    ['timeout', true],
    ['bad_response', true],
    ['too_large', true],
    ['foreign_host', true],
    ['cancelled', true],
  ])('with %s may have been made: %s', (kind, acted) => {
    expect(mayHaveActed(kind, sent)).toBe(acted);
    expect(mayHaveActed(kind, { ...sent, left: false })).toBe(false);
  });

  test('with 409 is not under way elsewhere when it carried no key', () => {
    expect(mayHaveActed('conflict', { left: true, keyed: false })).toBe(false);
  });
});

describe('a Retry-After header', () => {
  const now = Date.UTC(2026, 10, 20, 12, 0, 0);

  test.each<[string | undefined, number | null]>([
    ['17', 17_000],
    ['0', 0],
    [' 5 ', 5_000],
    ['Fri, 20 Nov 2026 12:00:42 GMT', 42_000],
    ['Fri, 20 Nov 2026 11:00:00 GMT', 0],
    ['soon', null],
    ['-3', null],
    ['1.5', null],
    ['', null],
    [undefined, null],
  ])('%j means %j ms', (value, ms) => {
    expect(parseRetryAfter(value, now)).toBe(ms);
  });
});

describe('a call with retries', () => {
  function start(outcomes: readonly (RecallError | 'ok')[], signal = new AbortController().signal) {
    const clock = new ManualClock();
    const attempts: Attempt[] = [];
    const blocks: number[] = [];
    const result = withRetries({ clock, random: () => 0, signal, block: (ms) => blocks.push(ms) }, async (attempt) => {
      attempts.push(attempt);
      const outcome = outcomes[attempts.length - 1];
      if (outcome instanceof RecallError) throw outcome;
      return attempt.number;
    });
    return { clock, attempts, blocks, result };
  }

  test('succeeds with the first try that does', async () => {
    const { clock, result } = start([error('server'), error('network'), 'ok']);
    await clock.advance(750);
    expect(await result).toBe(3);
  });

  test('pauses for whole milliseconds, whatever chance adds', async () => {
    const clock = new ManualClock();
    const signal = new AbortController().signal;
    const outcomes = [error('server'), 'ok'];
    const options = { clock, random: () => 0.123_456_789, signal, block: () => undefined };
    const result = withRetries(options, async () => {
      const outcome = outcomes.shift();
      if (outcome instanceof RecallError) throw outcome;
      return clock.now();
    });
    await settle();
    expect(clock.due()).toEqual([281]);
    await clock.advance(281);
    expect(Number.isInteger(await result)).toBe(true);
  });

  test('asks for a new idempotency key only right after a 507', async () => {
    const { clock, attempts, result } = start([error('pool_empty'), error('server'), 'ok']);
    await clock.advance(31_000);
    await result;
    expect(attempts.map((attempt) => attempt.freshIdempotencyKey)).toEqual([false, true, false]);
  });

  test('holds the operation for the last 429 too, for others wait behind it', async () => {
    const { result, blocks } = start(Array.from({ length: 5 }, () => error('rate_limited', 1_000)));
    expect((await failure(result)).kind).toBe('rate_limited');
    expect(blocks).toEqual([1_000, 1_000, 1_000, 1_000, 1_000]);
  });

  test('does not prolong the block with its own refusals', async () => {
    const { result, blocks } = start([
      new RecallError('rate_limited', 'blocked', { retryAfterMs: 500_000, final: true }),
    ]);
    await failure(result);
    expect(blocks).toEqual([]);
  });

  test('is cancelled while it waits', async () => {
    const abort = new AbortController();
    const { attempts, result } = start([error('server'), 'ok'], abort.signal);
    const cancelled = failure(result);
    await settle();
    abort.abort();
    expect((await cancelled).kind).toBe('cancelled');
    expect(attempts).toHaveLength(1);
  });

  test('that is cancelled while it waits still says that it may have acted', async () => {
    const abort = new AbortController();
    const { result } = start([new RecallError('conflict', 'busy', { mayHaveActed: true })], abort.signal);
    const cancelled = failure(result);
    await settle();
    abort.abort();
    expect(await cancelled).toMatchObject({ kind: 'cancelled', mayHaveActed: true });
  });

  test('passes on what is no RecallError', async () => {
    const signal = new AbortController().signal;
    const options = { clock: new ManualClock(), random: half, signal, block: () => undefined };
    await expect(withRetries(options, () => Promise.reject(new TypeError('ours')))).rejects.toThrow(TypeError);
  });
});
