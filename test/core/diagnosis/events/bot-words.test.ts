import { describe, expect, it } from 'vitest';
import { SUB_CODES } from '../../../../electron/core/diagnosis/events/bot-codes/index.ts';
import {
  botAdvice,
  botSentence,
  botTitle,
  recordingTitle,
  spell,
} from '../../../../electron/core/diagnosis/events/bot-words.ts';
import type { BotFacts } from '../../../../electron/core/diagnosis/events/types.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../shared/time.ts';
import { BOT_OUTCOMES } from '../../../../shared/values.ts';

const NOW = Date.UTC(2026, 2, 2, 12);
const START = NOW - 3 * HOUR_MS;

const facts = (change: Partial<BotFacts>): BotFacts => ({
  outcome: 'recorded',
  subCode: null,
  joinAt: null,
  recordedFrom: START,
  recordedTo: START + 42 * MINUTE_MS,
  endedAt: START + 42 * MINUTE_MS,
  v1StartAt: null,
  meetingId: null,
  looks: 0,
  lookedAt: NOW - HOUR_MS,
  ...change,
});
const untimed = { recordedFrom: null, recordedTo: null } as const;

describe('the few words for a bot', () => {
  it.each([
    ['Recorded 42 min', {}],
    ['Recorded 42 min', { subCode: 'call_ended_by_host' }],
    ['Recorded', untimed],
    ['Recorded 42 min, then broke off', { subCode: 'bot_errored' }],
    ['Recorded 42 min, then removed', { subCode: 'bot_kicked_from_call' }],
    ['Recorded 42 min, media deleted', { outcome: 'media_gone' }],
    ['Not admitted from the waiting room', { outcome: 'not_recorded', subCode: 'timeout_exceeded_waiting_room' }],
    ['Nobody joined', { outcome: 'not_recorded', subCode: 'timeout_exceeded_noone_joined' }],
    ['Nothing recorded: the host ended the meeting', { outcome: 'not_recorded', subCode: 'call_ended_by_host' }],
    ['Nothing recorded: flux capacitor empty', { outcome: 'not_recorded', subCode: 'flux_capacitor_empty' }],
    ['Nothing recorded', { outcome: 'not_recorded' }],
    ['Failed: the meeting requires a sign-in', { outcome: 'failed', subCode: 'meeting_requires_sign_in' }],
    ['Failed: flux capacitor empty', { outcome: 'failed', subCode: 'flux_capacitor_empty' }],
    ['Failed', { outcome: 'failed' }],
    ['No longer at Recall', { outcome: 'gone' }],
    ['State not known', { outcome: 'unknown' }],
    ['Under way', { outcome: 'under_way', lookedAt: NOW - MINUTE_MS }],
    ['Was under way when last looked at', { outcome: 'under_way' }],
    ['Scheduled', { outcome: 'scheduled', joinAt: NOW + HOUR_MS }],
    ['Was scheduled when last looked at', { outcome: 'scheduled', joinAt: NOW - MINUTE_MS }],
    ['Had not begun when last looked at', { outcome: 'scheduled', joinAt: START }],
  ] as const)('are “%s”', (title, change) => {
    expect(botTitle(facts(change), NOW, START)).toBe(title);
  });

  it('say that nobody has looked where nobody has', () => {
    expect(botTitle(null, NOW, START)).toBe('Never looked at');
  });

  it('go by the meeting’s start where the bot’s own time is not known', () => {
    const scheduled = facts({ outcome: 'scheduled', lookedAt: START - HOUR_MS });
    expect(botTitle(scheduled, START - MINUTE_MS, START)).toBe('Scheduled');
    expect(botTitle(scheduled, NOW, START)).toBe('Was scheduled when last looked at');
    expect(botTitle(scheduled, NOW, null)).toBe('Scheduled');
  });
});

describe('the sentence for a bot', () => {
  it('explains every outcome with every sub-code, as sentences', () => {
    for (const outcome of BOT_OUTCOMES) {
      for (const subCode of [null, 'never_heard_of_it', ...SUB_CODES.map(({ code }) => code)]) {
        for (const joinAt of [null, START, NOW + HOUR_MS])
          expect(botSentence(facts({ outcome, subCode, joinAt })), `${outcome} ${subCode}`).toMatch(
            /^[A-Z][^!]{8,}[.”]+$/,
          );
      }
    }
  });

  it('quotes a sub-code that nobody knows instead of explaining it', () => {
    const sentence = botSentence(facts({ outcome: 'failed', subCode: 'flux_capacitor_empty' }));
    expect(sentence).toBe('It failed. Recall’s word for it is “flux_capacitor_empty”.');
    expect(botAdvice(facts({ outcome: 'failed', subCode: 'flux_capacitor_empty' }))).toBeNull();
  });

  it('comes with advice where something can go better', () => {
    expect(botAdvice(facts({ outcome: 'not_recorded', subCode: 'timeout_exceeded_waiting_room' }))).toMatchObject({
      party: 'end_user',
    });
    expect(botAdvice(facts({ subCode: 'call_ended_by_host' }))).toBeNull();
    expect(botAdvice(facts({ outcome: 'media_gone', subCode: 'bot_errored' }))).toBeNull();
  });
});

describe('a recording', () => {
  it.each([
    ['State not told', { status: null, expiresAt: null }],
    ['Processing', { status: 'processing', expiresAt: null }],
    ['Ready', { status: 'done', expiresAt: NOW + HOUR_MS }],
    ['Paused', { status: 'paused', expiresAt: null }],
    ['Failed', { status: 'failed', expiresAt: null }],
    ['Deleted', { status: 'deleted', expiresAt: NOW + HOUR_MS }],
    ['Deleted', { status: 'deleted', expiresAt: null }],
    ['Deleted by retention', { status: 'deleted', expiresAt: NOW - HOUR_MS }],
    ['Recall says “melted”', { status: 'melted', expiresAt: null }],
  ])('is “%s”', (title, recording) => {
    expect(recordingTitle(recording, NOW)).toBe(title);
  });
});

describe('a length of time', () => {
  it.each([
    [0, '0 s'],
    [40_000, '40 s'],
    [59_400, '59 s'],
    [MINUTE_MS, '1 min'],
    [59.6 * MINUTE_MS, '1 h'],
    [65 * MINUTE_MS, '1 h 5 min'],
    [26 * HOUR_MS, '26 h'],
  ])('of %d ms is “%s”', (ms, text) => {
    expect(spell(ms)).toBe(text);
  });
});
