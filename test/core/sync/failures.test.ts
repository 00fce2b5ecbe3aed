import { describe, expect, it } from 'vitest';
import { RecallError } from '../../../electron/core/recall/types.ts';
import { describeFailure, isRefusedRequest, retryDelay } from '../../../electron/core/sync/failures.ts';
import { MAX_BACKOFF_MS, REFUSED_RETRY_MS, STORAGE_RETRY_MS } from '../../../electron/core/sync/policy.ts';
import { CallboardError } from '../../../shared/envelope.ts';

const transient = describeFailure(new RecallError('server', 'Recall answered 502.'));

describe('a failure', () => {
  it('keeps the words of whoever knew what happened', () => {
    expect(transient).toEqual({
      kind: 'transient',
      code: 'remote_unavailable',
      message: 'Recall answered 502.',
      retryAfterMs: null,
    });
  });

  it('of a refused key waits for a person', () => {
    for (const kind of ['unauthorized', 'payment_required', 'forbidden'] as const) {
      const failure = describeFailure(new RecallError(kind, 'words'));
      expect(retryDelay(failure, 1, () => 0)).toBe(REFUSED_RETRY_MS);
    }
  });

  it('of the disk is tried again soon, and always after the same time', () => {
    const failure = describeFailure(new CallboardError('storage', 'The disk is full.', { retryable: true }));
    expect([1, 9].map((failures) => retryDelay(failure, failures, () => 0))).toEqual([
      STORAGE_RETRY_MS,
      STORAGE_RETRY_MS,
    ]);
  });

  it('of ours keeps its text out of what people see', () => {
    const failure = describeFailure(new TypeError("cannot read 'token-abc'"));
    expect(failure.code).toBe('internal');
    expect(failure.message).not.toContain('token-abc');
  });

  it('is tried again after twice the time, up to five minutes, spread by a quarter', () => {
    expect([1, 2, 3].map((failures) => retryDelay(transient, failures, () => 0))).toEqual([5_000, 10_000, 20_000]);
    expect(retryDelay(transient, 1_000, () => 0)).toBe(MAX_BACKOFF_MS);
    expect(retryDelay(transient, 1, () => 1)).toBe(3_750);
  });

  it('waits at least as long as Recall asked', () => {
    const failure = describeFailure(new RecallError('rate_limited', 'Too many.', { retryAfterMs: 90_000 }));
    expect(retryDelay(failure, 1, () => 0)).toBe(90_000);
  });
});

describe('a refused cursor', () => {
  it('is a 400 or a 404, and nothing that may pass by itself', () => {
    expect(isRefusedRequest(new RecallError('rejected', 'words'))).toBe(true);
    expect(isRefusedRequest(new RecallError('not_found', 'words'))).toBe(true);
    expect(isRefusedRequest(new RecallError('server', 'words'))).toBe(false);
    expect(isRefusedRequest(new Error('words'))).toBe(false);
  });
});
