import { describe, expect, it } from 'vitest';
import { outcomeOf, waitAfter } from '../../../electron/core/actions/outcome.ts';
import { RecallError } from '../../../electron/core/recall/types.ts';
import type { RecallErrorKind } from '../../../electron/core/recall/types.ts';
import { CallboardError } from '../../../shared/envelope.ts';

describe('a failed try', () => {
  const rules: readonly (readonly [RecallErrorKind, string])[] = [
    ['unauthorized', 'hold'],
    ['payment_required', 'hold'],
    ['forbidden', 'hold'],
    ['foreign_host', 'hold'],
    ['rate_limited', 'wait'],
    ['network', 'wait'],
    ['timeout', 'wait'],
    ['server', 'wait'],
    ['pool_empty', 'later'],
    ['not_found', 'fail'],
    ['rejected', 'fail'],
    ['conflict', 'fail'],
    ['cancelled', 'put_back'],
  ];
  for (const [kind, then] of rules) {
    it(`of kind ${kind} means ${then}, and reading back when Recall may have acted`, () => {
      expect(outcomeOf(new RecallError(kind, 'no')).then).toBe(then);
      expect(outcomeOf(new RecallError(kind, 'no', { mayHaveActed: true })).then).toBe('read_back');
    });
  }

  it('tells the lock over everything from one read-only workspace', () => {
    expect(outcomeOf(new CallboardError('read_only', 'no', { details: { locked: true } }))).toMatchObject({
      code: 'locked',
    });
    expect(outcomeOf(new CallboardError('read_only', 'no'))).toMatchObject({ code: 'read_only' });
  });

  it('with an error of our own is read back, because it may have left', () => {
    expect(outcomeOf(new TypeError('bug')).then).toBe('read_back');
  });
});

it('waits longer after each failure in a row, never less than Recall asks, and never more than a minute by itself', () => {
  for (const random of [() => 0, () => 0.999]) {
    const waits = Array.from({ length: 10 }, (_, n) => waitAfter(n + 1, null, random));
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(Math.max(...waits)).toBeLessThanOrEqual(60_000);
    expect(waitAfter(1, 90_000, random)).toBe(90_000);
  }
});
