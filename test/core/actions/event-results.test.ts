import { describe, expect, it } from 'vitest';
import {
  hasPlannedBot,
  scheduledVerdict,
  unscheduledVerdict,
} from '../../../electron/core/actions/definitions/event-results.ts';
import type { BotEntryRecord } from '../../../electron/core/records.ts';
import type { ItemPlan } from '../../../electron/core/store/ledger.ts';
import { HOUR_MS } from '../../../shared/time.ts';

const NOW = Date.UTC(2026, 10, 20, 9);
const START = NOW + 2 * HOUR_MS;
const URL = 'https://zoom.us/j/1?pwd=x';
const PLAN: ItemPlan = {
  startAt: START,
  endAt: START + HOUR_MS,
  meetingUrl: URL,
  key: 'new',
  configOf: null,
  wasThere: false,
  keys: [],
};
const bot = (change: Partial<BotEntryRecord> = {}): BotEntryRecord => ({
  botId: 'b1',
  startAt: START,
  deduplicationKey: 'new',
  meetingUrl: URL,
  ...change,
});
const seen = (bots: readonly BotEntryRecord[] | null, startAt: number | null = START) => ({
  startAt,
  meetingUrl: URL,
  bots,
});
const state = (bots: readonly BotEntryRecord[] | null, startAt?: number | null) =>
  scheduledVerdict(seen(bots, startAt), PLAN, NOW).state;

describe('what an event says about a bot that was scheduled', () => {
  it('one bot with the key at its time is good, also next to bots of occurrences that are over', () => {
    expect(state([bot()])).toBe('ok');
    expect(state([bot({ startAt: START + 30_000 })])).toBe('ok');
    expect(state([bot({ botId: 'old', startAt: NOW - HOUR_MS, deduplicationKey: 'old' }), bot()])).toBe('ok');
  });

  it('one for a meeting that has begun is good', () => {
    const begun = NOW - 60_000;
    const plan = { ...PLAN, startAt: begun };
    expect(scheduledVerdict(seen([bot({ startAt: begun })], begun), plan, NOW).state).toBe('ok');
  });

  it('the same link in another spelling is no other link; another one is told', () => {
    expect(scheduledVerdict(seen([bot({ meetingUrl: 'HTTPS://zoom.us/j/1/?pwd=x' })]), PLAN, NOW).message).toContain(
      'at its time.',
    );
    const other = scheduledVerdict(seen([bot({ meetingUrl: 'https://zoom.us/j/2' })]), PLAN, NOW);
    expect(other).toMatchObject({ state: 'ok', message: expect.stringContaining('another link') });
  });

  it('no list, no such key or no time proves nothing', () => {
    expect([state(null), state([]), state([bot({ deduplicationKey: 'x' })]), state([bot({ startAt: null })])]).toEqual(
      Array(4).fill('unproven'),
    );
  });

  it('a bot at another time than the event is failing, and so is an event that moved', () => {
    expect(state([bot({ startAt: START - HOUR_MS })])).toBe('failing');
    expect(state([bot()], null)).toBe('failing');
    expect(state([bot({ startAt: START + HOUR_MS })], START + HOUR_MS)).toBe('failing');
  });

  it('a second future bot is named', () => {
    const old = bot({ botId: 'old', startAt: START - HOUR_MS, deduplicationKey: 'old' });
    expect(scheduledVerdict(seen([old, bot()]), PLAN, NOW)).toEqual({
      state: 'unproven',
      message: 'Recall now lists two future bots for this event: the new one and old. Retire the old one.',
      oldBotId: 'old',
    });
    const three = scheduledVerdict(seen([old, bot({ botId: 'z', deduplicationKey: 'z' }), bot()]), PLAN, NOW);
    expect(three).toMatchObject({ oldBotId: 'old', message: expect.stringContaining('3 future bots') });
  });
});

it('what was sent has arrived when a bot with its key is at the time of the event', () => {
  expect(hasPlannedBot(seen([bot()]), PLAN)).toBe(true);
  for (const bots of [null, [], [bot({ deduplicationKey: null })], [bot({ startAt: START + HOUR_MS })]]) {
    expect(hasPlannedBot(seen(bots), PLAN)).toBe(false);
  }
});

it('an event is unscheduled when none of its bots is still to come', () => {
  expect(unscheduledVerdict(seen([]), NOW).state).toBe('ok');
  expect(unscheduledVerdict(seen([bot({ startAt: NOW - HOUR_MS })]), NOW).state).toBe('ok');
  expect(unscheduledVerdict(seen([bot()]), NOW).state).toBe('failing');
  expect(unscheduledVerdict(seen(null), NOW).state).toBe('unproven');
});
