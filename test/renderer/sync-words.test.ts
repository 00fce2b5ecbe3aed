import { describe, expect, it } from 'vitest';
import { describeSync, durationText, summarizeSync } from '../../renderer/src/sync-words.ts';
import type { SyncStatus } from '../../shared/entities.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const POLL = 60_000;

const status = (change: Partial<SyncStatus> = {}): SyncStatus => ({
  workspaceId: 1,
  state: 'idle',
  fill: [],
  etaMs: null,
  freshAt: NOW - 12_000,
  nextAt: null,
  budget: { used: 3, limit: 60, windowMs: 60_000 },
  backlog: 0,
  error: null,
  counts: { calendars: 1, events: 2, quarantined: 0 },
  ...change,
});

describe('one workspace in words', () => {
  it('is live, with its age', () => {
    expect(describeSync(status(), POLL, NOW)).toEqual({ tone: 'live', text: 'live 12 s' });
    expect(describeSync(status({ state: 'syncing' }), POLL, NOW).text).toBe('live 12 s');
  });

  it('is stale when several polls were missed, whatever it is doing', () => {
    expect(describeSync(status({ freshAt: NOW - 240_000 }), POLL, NOW)).toEqual({ tone: 'stale', text: 'stale 4 min' });
    expect(describeSync(status({ freshAt: NOW - 240_000 }), 10 * POLL, NOW).tone).toBe('live');
    expect(describeSync(status({ state: 'waiting', freshAt: NOW - 240_000 }), POLL, NOW).tone).toBe('stale');
  });

  it('claims no time of freshness that is not known', () => {
    expect(describeSync(status({ freshAt: null }), POLL, NOW).text).toBe('not synced yet');
    expect(describeSync(status({ freshAt: null, state: 'syncing' }), POLL, NOW).text).toBe('syncing');
    expect(describeSync(status({ freshAt: null, state: 'paused' }), POLL, NOW).text).toBe('paused');
  });

  it('gives the time left of the first fill only when there is ground for one', () => {
    const filling = status({ state: 'filling', freshAt: null });
    expect(describeSync(filling, POLL, NOW).text).toBe('first fill');
    expect(describeSync({ ...filling, etaMs: 150_000 }, POLL, NOW).text).toBe('first fill, about 3 min left');
    expect(describeSync({ ...filling, etaMs: 60_000 }, POLL, NOW).text).toBe('first fill, about 1 min left');
    expect(describeSync({ ...filling, etaMs: 20_000 }, POLL, NOW).text).toBe('first fill, under a minute left');
  });

  it('says what needs someone', () => {
    expect(describeSync(status({ state: 'no_key' }), POLL, NOW)).toEqual({ tone: 'failed', text: 'no API key' });
    expect(describeSync(status({ state: 'failed' }), POLL, NOW)).toEqual({
      tone: 'failed',
      text: 'failed, data is 12 s old',
    });
  });

  it('never shows a negative age when a clock jumped back', () => {
    expect(describeSync(status({ freshAt: NOW + 5_000 }), POLL, NOW).text).toBe('live 0 s');
  });
});

describe('several workspaces in one line', () => {
  const pollOf = (): number => POLL;

  it('is as live as the oldest', () => {
    const both = [status(), status({ workspaceId: 2, freshAt: NOW - 40_000 })];
    expect(summarizeSync(both, pollOf, NOW)).toMatchObject({ tone: 'live', text: 'live 40 s' });
  });

  it('puts the gravest first, with its share', () => {
    const three = [
      status(),
      status({ workspaceId: 2, state: 'failed' }),
      status({ workspaceId: 3, state: 'filling', freshAt: null }),
    ];
    expect(summarizeSync(three, pollOf, NOW)).toMatchObject({ tone: 'failed', text: '1 of 3 failing' });
  });

  it('shows the tightest budget and the whole backlog', () => {
    const both = [
      status({ backlog: 2 }),
      status({ workspaceId: 2, backlog: 5, budget: { used: 58, limit: 60, windowMs: 60_000 } }),
    ];
    expect(summarizeSync(both, pollOf, NOW)).toMatchObject({ budget: { used: 58, limit: 60 }, backlog: 7 });
  });

  it('has words for nothing', () => {
    expect(summarizeSync([], pollOf, NOW)).toMatchObject({ text: 'nothing to sync', budget: null, backlog: 0 });
  });
});

describe('a duration', () => {
  it('has one unit and is rounded down', () => {
    expect([0, 59_999, 60_000, 3_599_999, 3_600_000, 172_799_999, 172_800_000, -5].map(durationText)).toEqual([
      '0 s',
      '59 s',
      '1 min',
      '59 min',
      '1 h',
      '47 h',
      '2 d',
      '0 s',
    ]);
  });
});
