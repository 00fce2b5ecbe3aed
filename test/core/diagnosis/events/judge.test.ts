import { describe, expect, it } from 'vitest';
import { judge } from '../../../../electron/core/diagnosis/events/judge.ts';
import { STANDINGS } from '../../../../electron/core/diagnosis/events/standings.ts';
import type { EventFacts } from '../../../../electron/core/diagnosis/events/types.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/time.ts';
import { calendar, entry, facts, movedAt, NOW, START } from './event-facts.ts';
import { SCENARIOS } from './scenarios.ts';

describe('the verdict on an event', () => {
  it.each(SCENARIOS.map((scenario) => [`${scenario.standing.join(', ')}: ${scenario.story}`, scenario] as const))(
    'is %s',
    (_name, { facts, at, standing }) => {
      const { verdict, reason } = judge(facts, at);
      expect([verdict, reason]).toEqual(standing);
    },
  );

  it('has a scenario for every standing', () => {
    const told = new Set(SCENARIOS.map(({ standing }) => standing.join(' ')));
    expect(STANDINGS.filter(({ verdict, reason }) => !told.has(`${verdict} ${reason}`))).toEqual([]);
  });

  it('of several bots at the wrong time names the one that comes nearest to the meeting', () => {
    const entries = [2, 1, 3].map((days) =>
      entry({ botId: `bot-${days}`, startAt: START + days * DAY_MS, firstSeenAt: NOW }),
    );
    expect(judge(facts({ entries }), NOW).entry?.entry.botId).toBe('bot-1');
  });

  it('says since when it is so: the move, the break, the end of the bot', () => {
    const sinceOf = (given: EventFacts, now = NOW): number | null => judge(given, now).since;
    expect(
      sinceOf(facts({ revisions: movedAt(NOW - HOUR_MS), entries: [entry({ startAt: START - 2 * HOUR_MS })] })),
    ).toBe(NOW - HOUR_MS);
    const wentBefore = calendar({ outages: [{ brokeAt: NOW - HOUR_MS, endedAt: NOW }] });
    const goneAt = NOW - HOUR_MS - 5 * MINUTE_MS;
    expect(sinceOf(facts({ entries: [entry({ goneAt })], calendar: wentBefore }))).toBe(goneAt);
    expect(sinceOf(facts())).toBeNull();
  });
});
