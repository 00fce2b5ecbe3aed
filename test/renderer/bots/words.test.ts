import { describe, expect, test } from 'vitest';
import type { BotDetail, EventRow } from '../../../shared/entities.ts';
import { BOT_OUTCOMES, VERDICTS } from '../../../shared/values.ts';
import { VERDICT_SHAPES, VERDICT_TONES } from '../../../renderer/src/components/verdict/look.ts';
import { OUTCOME_MARKS } from '../../../renderer/src/components/verdict/outcome.ts';
import { VERDICT_WORDS } from '../../../renderer/src/format/words.ts';
import { isOutdated } from '../../../renderer/src/views/bots/bot-words.ts';

const START = Date.UTC(2026, 10, 20, 10);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('what was retrieved of a bot', () => {
  // Only the times of event and entry are looked at.
  const events = [
    { event: { startAt: START, endAt: START + HOUR } as EventRow, entry: { startAt: START } },
  ] as unknown as BotDetail['events'];
  const bot = { outcome: 'scheduled', joinAt: START, retrievedAt: START - HOUR } as const;

  test('is old once the meeting is over, as long as the bot had not finished', () => {
    expect(isOutdated(bot, events, START + HOUR)).toBe(true);
    expect(isOutdated({ ...bot, outcome: 'under_way', retrievedAt: START + MINUTE }, events, START + HOUR)).toBe(true);
  });

  test('is not old while the meeting runs, after a look that came later, or when the bot had finished', () => {
    expect(isOutdated(bot, events, START + MINUTE)).toBe(false);
    expect(isOutdated({ ...bot, retrievedAt: START + HOUR }, events, START + 2 * HOUR)).toBe(false);
    expect(isOutdated({ ...bot, outcome: 'recorded' }, events, START + 2 * HOUR)).toBe(false);
  });

  test('is never called old where nobody knows when it was to end', () => {
    expect(isOutdated({ ...bot, joinAt: null }, [], START + HOUR)).toBe(false);
  });
});

test('every verdict has a shape of its own, so that it is readable in greyscale', () => {
  expect(new Set(VERDICTS.map((verdict) => VERDICT_SHAPES[verdict])).size).toBe(VERDICTS.length);
  expect(new Set(VERDICTS.map((verdict) => VERDICT_WORDS[verdict])).size).toBe(VERDICTS.length);
  expect(VERDICT_TONES.will_be_missed).toBe('bad');
});

test('every outcome of a bot has words of its own', () => {
  expect(new Set(BOT_OUTCOMES.map((outcome) => OUTCOME_MARKS[outcome].word)).size).toBe(BOT_OUTCOMES.length);
});
