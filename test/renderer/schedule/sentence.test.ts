import { describe, expect, test } from 'vitest';
import {
  countsText,
  coverageSentence,
  gravest,
  meetingCount,
  spanWords,
  totalsOf,
  totalsOfDays,
  totalsOfReasons,
  type SentenceOf,
} from '../../../renderer/src/views/events/customers/sentence.ts';
import { VERDICT_WORDS } from '../../../renderer/src/format/words.ts';
import type { VerdictCounts } from '../../../shared/verdicts.ts';

const NONE: VerdictCounts = {
  covered: 0,
  will_be_missed: 0,
  missed: 0,
  wrong_time: 0,
  duplicate: 0,
  not_recordable: 0,
  over: 0,
  unknown: 0,
};
const counts = (change: Partial<VerdictCounts>): VerdictCounts => ({ ...NONE, ...change });
const say = (change: Partial<VerdictCounts>, rest: Partial<SentenceOf> = {}): string =>
  coverageSentence({
    totals: totalsOf(counts(change)),
    domain: 'acme.example',
    external: true,
    span: 'in the next 7 days',
    past: false,
    ...rest,
  });

describe('the sentence about a customer', () => {
  test.each<[Partial<VerdictCounts>, string]>([
    [{ covered: 42 }, 'All 42 external meetings of acme.example in the next 7 days have a bot.'],
    [{ covered: 1 }, 'The one external meeting of acme.example in the next 7 days has a bot.'],
    [
      { covered: 40, duplicate: 2 },
      'All 42 external meetings of acme.example in the next 7 days have a bot. 2 have more than one bot.',
    ],
    [
      { covered: 39, will_be_missed: 3 },
      '3 of 42 external meetings of acme.example in the next 7 days will be missed.',
    ],
    [
      { covered: 36, will_be_missed: 3, wrong_time: 1, unknown: 2 },
      '3 of 42 external meetings of acme.example in the next 7 days will be missed, 1 has a bot at the wrong time or link and 2 cannot be judged yet.',
    ],
    [
      { wrong_time: 1 },
      '1 of 1 external meeting of acme.example in the next 7 days has a bot at the wrong time or link.',
    ],
    [
      { covered: 4, unknown: 1, duplicate: 1 },
      '1 of 6 external meetings of acme.example in the next 7 days cannot be judged yet and 1 has more than one bot.',
    ],
    [{}, 'acme.example has no external meetings in the next 7 days that could be recorded.'],
    [
      { not_recordable: 5, over: 2 },
      'acme.example has no external meetings in the next 7 days that could be recorded.',
    ],
  ])('of %o says %s', (change, words) => {
    expect(say(change)).toBe(words);
  });

  test('speaks of all customers, of all meetings and of the past in their own words', () => {
    expect(say({ covered: 2 }, { domain: null })).toBe('All 2 external meetings in the next 7 days have a bot.');
    expect(say({ covered: 2 }, { external: false, span: 'next week' })).toBe(
      'All 2 meetings of acme.example next week have a bot.',
    );
    expect(say({ covered: 5, missed: 1 }, { past: true, span: 'on Tue 24 Nov' })).toBe(
      '1 of 6 external meetings of acme.example on Tue 24 Nov was missed.',
    );
    expect(say({}, { domain: null })).toBe('There are no external meetings in the next 7 days that could be recorded.');
  });

  test('says where counting stopped, and still "all" only when there is nothing else', () => {
    const totals = totalsOfReasons([
      { verdict: 'covered', reason: 'scheduled', title: '', count: { count: 10_000, exact: false } },
      { verdict: 'covered', reason: 'shared_bot', title: '', count: { count: 5, exact: true } },
    ]);
    const rest = { domain: null, external: false, span: 'in the next 7 days', past: false };
    expect(coverageSentence({ totals, ...rest })).toBe('All 10,005+ meetings in the next 7 days have a bot.');
    const missed = { ...totals, will_be_missed: { count: 1, exact: true } };
    expect(coverageSentence({ totals: missed, ...rest })).toBe(
      '1 of 10,006+ meetings in the next 7 days will be missed.',
    );
  });
});

test('what could be recorded counts as a meeting, and nothing else does', () => {
  expect(meetingCount(counts({ covered: 1, missed: 2, unknown: 4, not_recordable: 8, over: 16 }))).toBe(7);
});

test('the gravest of the counts marks the sentence', () => {
  expect(gravest(totalsOf(counts({ covered: 9, wrong_time: 1, will_be_missed: 1 })))).toBe('will_be_missed');
  expect(gravest(totalsOf(counts({ covered: 9, unknown: 1 })))).toBe('unknown');
  expect(gravest(totalsOf(counts({ covered: 9, not_recordable: 3 })))).toBe('covered');
  expect(gravest(totalsOf(NONE))).toBe('over');
});

test('days add up, and counts are said in words', () => {
  const totals = totalsOfDays([{ counts: counts({ covered: 2 }) }, { counts: counts({ covered: 1, missed: 1 }) }]);
  expect(countsText(totals, VERDICT_WORDS)).toBe('3 covered, 1 missed');
  expect(countsText(totalsOf(NONE), VERDICT_WORDS)).toBe('nothing');
});

test('every span has its words', () => {
  const now = Date.UTC(2026, 10, 21, 8);
  expect(['24h', '7d', 'week', '28d', '2026-11-24'].map((when) => spanWords(when, now, 'UTC'))).toEqual([
    'in the next 24 hours',
    'in the next 7 days',
    'next week',
    'in the next 28 days',
    'on Tue 24 Nov',
  ]);
});
