import { describe, expect, it } from 'vitest';
import { judge, pauseBefore } from '../../../electron/core/actions/verdict.ts';
import { MINUTE_MS, SECOND_MS } from '../../../shared/time.ts';

const SENT = Date.UTC(2026, 10, 20, 9);
const change = (status: string, at: number | null, detail: string | null = null) => ({ status, at, detail });

describe('what a calendar says about its change', () => {
  it('is good only when it connected after the change', () => {
    const before = { status: 'connected', statusChanges: [change('connected', SENT - MINUTE_MS)] };
    expect(judge(before, SENT, SENT + SECOND_MS).state).toBe('pending');
    expect(judge(before, SENT, SENT + MINUTE_MS).state).toBe('unproven');
    const after = { status: 'connected', statusChanges: [...before.statusChanges, change('connected', SENT + 3_000)] };
    expect(judge(after, SENT, SENT + 4_000).state).toBe('ok');
  });

  it('is bad when the new attempt failed, with what Recall said', () => {
    const record = {
      status: 'disconnected',
      statusChanges: [change('connecting', SENT + 1), change('disconnected', SENT + 5_000, 'AADSTS7000215: no')],
    };
    expect(judge(record, SENT, SENT + 6_000)).toEqual({
      state: 'failing',
      message: 'The new attempt failed: AADSTS7000215: no.',
    });
  });

  it('says once what Recall says twice', () => {
    const detail = 'AADSTS7000222; invalid_client: AADSTS7000222: expired.; expired';
    const record = { status: 'disconnected', statusChanges: [change('disconnected', SENT + 1, detail)] };
    const judged = judge(record, SENT, SENT + 2);
    expect(judged).toMatchObject({ message: 'The new attempt failed: invalid_client: AADSTS7000222: expired.' });
  });

  it('does not take an old disconnection for the answer to the change', () => {
    const record = { status: 'disconnected', statusChanges: [change('disconnected', SENT - 5_000, 'old')] };
    expect(judge(record, SENT, SENT + 5_000).state).toBe('pending');
    const late = judge(record, SENT, SENT + MINUTE_MS);
    expect(late).toMatchObject({ state: 'failing' });
    expect(late.state === 'pending' ? '' : late.message).toContain('no new attempt');
  });

  it('waits ten minutes for an attempt, then says that nothing is proven', () => {
    const record = { status: 'connecting', statusChanges: [change('connecting', SENT + 1)] };
    expect(judge(record, SENT, SENT + 9 * MINUTE_MS).state).toBe('pending');
    expect(judge(record, SENT, SENT + 10 * MINUTE_MS).state).toBe('unproven');
  });

  it('shows a status that it does not know as it is', () => {
    const record = { status: 'hibernating', statusChanges: [] };
    const late = judge(record, SENT, SENT + 11 * MINUTE_MS);
    expect(late).toMatchObject({ state: 'unproven' });
    expect(late.state === 'pending' ? '' : late.message).toContain('"hibernating"');
  });

  it('counts entries without a time as old', () => {
    const record = { status: 'connected', statusChanges: [change('connected', null)] };
    expect(judge(record, SENT, SENT + 1).state).toBe('pending');
  });
});

it('looks soon at first and then at a steady pace', () => {
  const pauses = Array.from({ length: 8 }, (_, look) => pauseBefore(look));
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  expect(pauses[0]).toBeLessThanOrEqual(2_000);
  expect(pauses.at(-1)).toBe(pauses.at(-2));
});
