import { describe, expect, test } from 'vitest';
import type { BotEntry } from '../../../shared/entities.ts';
import type { Occurrence, OccurrenceBot } from '../../../shared/verdicts.ts';
import {
  laneCounts,
  missingWord,
  movedText,
  occurrenceText,
  pillOf,
  presentWord,
} from '../../../renderer/src/views/events/lane.ts';
import { listedBots, unjudgedBots } from '../../../renderer/src/views/events/listed-bots.ts';
import { passedMinutes } from '../../../renderer/src/views/events/use-refetch-at.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const START = Date.UTC(2026, 10, 24, 9, 30);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const entry = (botId: string, more: Partial<BotEntry> = {}): BotEntry => ({
  botId,
  startAt: START,
  deduplicationKey: null,
  meetingUrl: null,
  firstSeenAt: NOW,
  goneAt: null,
  ...more,
});

const bot = (more: Partial<OccurrenceBot> = {}): OccurrenceBot => ({
  entry: entry('b1'),
  fit: 'fits',
  outcome: 'scheduled',
  title: 'Scheduled',
  recordedMs: null,
  ...more,
});

const occurrence = (more: Partial<Occurrence> = {}): Occurrence => ({
  startAt: START,
  endAt: START + HOUR,
  basis: 'observed',
  when: 'ahead',
  present: true,
  movedFrom: [],
  bots: [],
  missing: null,
  doubled: false,
  ...more,
});

describe('a bot on the lane', () => {
  test('that fits says what became of it and no more', () => {
    expect(pillOf(bot(), START, 'UTC', NOW)).toEqual({
      shape: '○',
      tone: 'ok',
      text: 'Scheduled',
      notes: [],
      stale: false,
      gone: false,
    });
  });

  test('that was planned for another time says which, by the clock alone where it is the same day', () => {
    const early = bot({ fit: 'old_time', entry: entry('b1', { startAt: START - HOUR }) });
    expect(pillOf(early, START, 'UTC', NOW)).toMatchObject({ stale: true, notes: ['planned for 08:30'] });
    expect(pillOf(early, START, 'Europe/Berlin', NOW).notes).toEqual(['planned for 09:30']);
    const otherDay = bot({ fit: 'old_time', entry: entry('b1', { startAt: START - DAY }) });
    expect(pillOf(otherDay, START, 'UTC', NOW).notes).toEqual(['planned for Mon 23 Nov 09:30']);
    expect(pillOf(otherDay, null, 'UTC', NOW).notes).toEqual(['planned for Mon 23 Nov 09:30']);
  });

  test('says that its link is another one, and both where both are', () => {
    expect(pillOf(bot({ fit: 'old_link' }), START, 'UTC', NOW).notes).toEqual(['planned for another link']);
    const both = bot({ fit: 'old_time_and_link', entry: entry('b1', { startAt: null }) });
    expect(pillOf(both, START, 'UTC', NOW).notes).toEqual(['planned for another time', 'planned for another link']);
  });

  test('that the event no longer names says since when', () => {
    const gone = pillOf(bot({ entry: entry('b1', { goneAt: NOW - HOUR }) }), START, 'UTC', NOW);
    expect(gone).toMatchObject({ gone: true, stale: false, notes: ['no longer named since Fri 20 Nov 11:00'] });
  });
});

describe('an occurrence on the lane', () => {
  test('says when it is in the zone that is shown; a whole day is the same day everywhere', () => {
    expect(occurrenceText(occurrence(), false, 'Europe/Berlin', NOW)).toBe('Tue 24 Nov 10:30');
    const midnight = occurrence({ startAt: Date.UTC(2026, 10, 24) });
    expect(occurrenceText(midnight, true, 'America/Los_Angeles', NOW)).toBe('Tue 24 Nov');
    expect(occurrenceText(occurrence({ startAt: null }), false, 'UTC', NOW)).toBe('no start time');
  });

  test('is named where it is the present one, and only there', () => {
    expect(presentWord(occurrence())).toBe('next');
    expect(presentWord(occurrence({ when: 'now' }))).toBe('now');
    expect(presentWord(occurrence({ when: 'past' }))).toBe('latest');
    expect(presentWord(occurrence({ present: false }))).toBeNull();
  });

  test('says from where it was moved, and of many moves how many', () => {
    expect(movedText(occurrence(), 'UTC', NOW)).toBeNull();
    expect(movedText(occurrence({ movedFrom: [START - HOUR] }), 'UTC', NOW)).toBe('moved from Tue 24 Nov 08:30');
    const often = Array.from({ length: 50 }, (_, index) => START - (50 - index) * HOUR);
    expect(movedText(occurrence({ movedFrom: often }), 'UTC', NOW)).toBe('moved 50 times, at first Sun 22 Nov 07:30');
  });

  test('without a bot says so by what can still be done', () => {
    expect(missingWord(occurrence())).toBe('None scheduled');
    expect(missingWord(occurrence({ when: 'past' }))).toBe('No bot');
  });

  test('counts a bot once, however many occurrences name it', () => {
    const twice = [
      occurrence({ bots: [bot()], present: false }),
      occurrence({ bots: [bot(), bot({ entry: entry('b2') })] }),
    ];
    expect(laneCounts(twice)).toEqual({ occurrences: 2, bots: 2 });
  });
});

describe('the bots that are listed', () => {
  test('are those of the present occurrence and those that nobody can place; the others stand apart, latest first', () => {
    const { first, others } = listedBots({
      occurrences: [
        occurrence({ present: false, bots: [bot({ entry: entry('oldest') })] }),
        occurrence({ present: false, bots: [bot({ entry: entry('older') })] }),
        occurrence({ bots: [bot({ entry: entry('next') })] }),
      ],
      unplaced: [{ entry: entry('lost'), why: 'It has no start.' }],
    });
    expect(first.map((one) => [one.entry.botId, one.why])).toEqual([
      ['next', null],
      ['lost', 'It has no start.'],
    ]);
    expect(others.map((one) => one.entry.botId)).toEqual(['older', 'oldest']);
  });

  test('are all there without a verdict: present ones first, then those that went last', () => {
    const listed = unjudgedBots([entry('gone', { goneAt: 1 }), entry('here'), entry('just gone', { goneAt: 2 })]);
    expect(listed.map((one) => one.entry.botId)).toEqual(['here', 'just gone', 'gone']);
  });
});

test('a moment has passed once its minute is over', () => {
  const at = Date.UTC(2026, 10, 24, 9, 30, 20);
  expect(passedMinutes([at, null], at)).toBe(0);
  expect(passedMinutes([at, null], Date.UTC(2026, 10, 24, 9, 30, 59))).toBe(0);
  expect(passedMinutes([at, null], Date.UTC(2026, 10, 24, 9, 31))).toBe(1);
  expect(passedMinutes([at, at + HOUR], at + DAY)).toBe(2);
});
