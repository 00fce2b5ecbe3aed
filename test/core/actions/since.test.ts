import { describe, expect, it } from 'vitest';
import { sinceOf } from '../../../electron/core/actions/since.ts';
import type { ItemOnItsWay } from '../../../electron/core/actions/since.ts';

const SENT = Date.UTC(2026, 10, 20, 9);
const item = (known: Partial<ItemOnItsWay>): ItemOnItsWay => ({
  jobId: 1,
  n: 1,
  workspaceId: 1,
  calendarId: 'cal-1',
  eventId: null,
  botId: null,
  label: null,
  state: 'running',
  message: null,
  about: null,
  meaning: null,
  attempts: 1,
  sentAt: SENT,
  settledAt: null,
  auditEntry: 1,
  idempotencyKey: null,
  sentAtRecall: null,
  plan: null,
  ...known,
});
const clock = (now: number, monotonic = 0) => ({ now: () => now, monotonic: () => monotonic });

describe("when a change left on Recall's clock", () => {
  it('is told by the answer, however wrong the clock is here', () => {
    const recall = SENT + 7_200_000;
    expect(sinceOf(item({}), recall, clock(SENT + 500))).toBe(recall - 500 - 2_000);
  });

  it('is a whole number of ms, although the clock that never jumps counts fractions', () => {
    const since = sinceOf(item({ leftAt: 1_000.123_4 }), SENT, clock(SENT + 300, 1_300.987_6));
    expect(Number.isSafeInteger(since)).toBe(true);
  });

  it('is not later because somebody set the clock back, or because the computer slept', () => {
    const setBack = sinceOf(item({ leftAt: 1_000 }), SENT, clock(SENT - 600_000, 6_000));
    expect(setBack).toBe(SENT - 5_000 - 2_000);
    const slept = sinceOf(item({ leftAt: 1_000 }), SENT + 3_600_000, clock(SENT + 3_600_000, 1_100));
    expect(slept).toBe(SENT - 2_000);
  });

  it('stays what an answer told', () => {
    expect(sinceOf(item({ sentAtRecall: 42 }), SENT, clock(SENT))).toBe(42);
  });
});
