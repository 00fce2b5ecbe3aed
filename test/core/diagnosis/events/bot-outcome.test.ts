import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SUB_CODES } from '../../../../electron/core/diagnosis/events/bot-codes/index.ts';
import { botFactsOf, recordedMs } from '../../../../electron/core/diagnosis/events/bot-outcome.ts';
import type { BotReport } from '../../../../electron/core/diagnosis/events/bot-outcome.ts';
import type { BotStatusChangeRecord, RecordingRecord } from '../../../../electron/core/records.ts';
import { MINUTE_MS } from '../../../../shared/time.ts';
import { BOT_OUTCOMES } from '../../../../shared/values.ts';

const SEED = 20_260_303;
const T0 = Date.UTC(2026, 2, 2, 9);
const LOOKED = T0 + 24 * 60 * MINUTE_MS;

/** `code`, or `code/sub_code`; one a minute. */
const changes = (...steps: readonly string[]): BotStatusChangeRecord[] =>
  steps.map((step, index) => {
    const [code = '', subCode = null] = step.split('/');
    return { code, subCode, message: null, at: T0 + index * MINUTE_MS };
  });

const aRecording = (change: Partial<RecordingRecord> = {}): RecordingRecord => ({
  id: 'r1',
  status: 'done',
  startedAt: T0 + 3 * MINUTE_MS,
  completedAt: T0 + 45 * MINUTE_MS,
  expiresAt: null,
  ...change,
});

const aBot = (change: Partial<BotReport> = {}): BotReport => ({
  statusChanges: [],
  recordings: [],
  joinAt: null,
  meetingId: 'abc',
  v1StartAt: null,
  ...change,
});

const factsOf = (steps: readonly string[], recordings: readonly RecordingRecord[] = []) =>
  botFactsOf(aBot({ statusChanges: changes(...steps), recordings }), LOOKED);

const IN_CALL = ['joining_call', 'in_waiting_room', 'in_call_not_recording', 'in_call_recording'];

describe('what became of a bot', () => {
  it.each([
    ['nothing has happened yet', [], [], 'scheduled', null],
    ['it is ready', ['ready'], [], 'scheduled', null],
    ['it joins', ['joining_call'], [], 'under_way', null],
    ['it records', IN_CALL, [aRecording({ status: 'processing', completedAt: null })], 'under_way', null],
    ['it is paused', [...IN_CALL, 'in_call_not_recording'], [], 'under_way', null],
    ['it is in a breakout room', [...IN_CALL, 'breakout_room_entered'], [], 'under_way', null],
    [
      'it was refused and is still there',
      ['joining_call', 'recording_permission_denied/zoom_host_not_present'],
      [],
      'under_way',
      'zoom_host_not_present',
    ],
    [
      'it recorded',
      [...IN_CALL, 'call_ended/call_ended_by_host', 'recording_done', 'done'],
      [aRecording()],
      'recorded',
      'call_ended_by_host',
    ],
    [
      'its recording is still processed',
      [...IN_CALL, 'call_ended/call_ended_by_host'],
      [aRecording({ status: 'processing' })],
      'recorded',
      'call_ended_by_host',
    ],
    [
      'only its status changes tell that it recorded',
      [...IN_CALL, 'call_ended/call_ended_by_host', 'done'],
      [],
      'recorded',
      'call_ended_by_host',
    ],
    [
      'it was removed while it recorded',
      [...IN_CALL, 'call_ended/bot_kicked_from_call', 'done'],
      [aRecording()],
      'recorded',
      'bot_kicked_from_call',
    ],
    ['it recorded and then failed', [...IN_CALL, 'fatal/bot_errored'], [aRecording()], 'recorded', 'bot_errored'],
    [
      'its recording is deleted',
      [...IN_CALL, 'call_ended', 'done'],
      [aRecording({ status: 'deleted' })],
      'media_gone',
      null,
    ],
    [
      'one of two recordings is deleted',
      [...IN_CALL, 'call_ended', 'done'],
      [aRecording({ status: 'deleted' }), aRecording({ id: 'r2' })],
      'recorded',
      null,
    ],
    ['its media expired', [...IN_CALL, 'call_ended', 'done', 'media_expired'], [], 'media_gone', null],
    ['nothing but that its media expired is told', ['media_expired'], [], 'media_gone', null],
    [
      'it was not let in, long ago',
      ['joining_call', 'in_waiting_room', 'call_ended/timeout_exceeded_waiting_room', 'done', 'media_expired'],
      [],
      'not_recorded',
      'timeout_exceeded_waiting_room',
    ],
    [
      'nobody joined',
      ['joining_call', 'in_call_not_recording', 'call_ended/timeout_exceeded_noone_joined', 'done'],
      [],
      'not_recorded',
      'timeout_exceeded_noone_joined',
    ],
    [
      'the host refused recording and then ended the meeting',
      [
        'joining_call',
        'recording_permission_denied/zoom_local_recording_denied',
        'call_ended/call_ended_by_host',
        'done',
      ],
      [],
      'not_recorded',
      'zoom_local_recording_denied',
    ],
    [
      'the host refused recording and removed it',
      [
        'joining_call',
        'recording_permission_denied/zoom_local_recording_denied',
        'call_ended/bot_kicked_from_call',
        'done',
      ],
      [],
      'not_recorded',
      'bot_kicked_from_call',
    ],
    [
      'its only recording failed',
      [...IN_CALL, 'call_ended/call_ended_by_host', 'done'],
      [aRecording({ status: 'failed' })],
      'not_recorded',
      'call_ended_by_host',
    ],
    ['it failed', ['joining_call', 'fatal/meeting_not_found'], [], 'failed', 'meeting_not_found'],
    ['it failed without a word', ['fatal'], [], 'failed', null],
    ['its last word is not known', ['joining_call', 'in_call_dancing/why_not'], [], 'unknown', 'why_not'],
    [
      'it ended, and then said something that is not known',
      [...IN_CALL, 'call_ended', 'tidied_up'],
      [aRecording()],
      'recorded',
      null,
    ],
    [
      'its last word is not known, but its recording is complete',
      [...IN_CALL, 'wandering'],
      [aRecording()],
      'recorded',
      null,
    ],
  ] as const)('when %s', (_when, steps, recordings, outcome, subCode) => {
    expect(factsOf(steps, recordings)).toMatchObject({
      outcome,
      subCode,
      looks: 0,
      lookedAt: LOOKED,
      meetingId: 'abc',
    });
  });

  it('is read in the order of time, whatever the order in which it was sent', () => {
    const sorted = changes(...IN_CALL, 'call_ended/call_ended_by_host', 'done');
    const facts = botFactsOf(aBot({ statusChanges: sorted.toReversed() }), LOOKED);
    expect(facts).toEqual(botFactsOf(aBot({ statusChanges: sorted }), LOOKED));
    const untimed = { code: 'ready', subCode: null, message: null, at: null };
    expect(botFactsOf(aBot({ statusChanges: [...sorted, untimed] }), LOOKED).outcome).toBe('recorded');
  });

  it('has the times of its recordings, else of its status changes', () => {
    const steps = [...IN_CALL, 'call_ended/call_ended_by_host', 'done'];
    const two = [
      aRecording(),
      aRecording({ id: 'r2', startedAt: T0 + 50 * MINUTE_MS, completedAt: T0 + 60 * MINUTE_MS }),
    ];
    expect(factsOf(steps, two)).toMatchObject({
      recordedFrom: T0 + 3 * MINUTE_MS,
      recordedTo: T0 + 60 * MINUTE_MS,
      endedAt: T0 + 4 * MINUTE_MS,
    });
    expect(factsOf(steps)).toMatchObject({ recordedFrom: T0 + 3 * MINUTE_MS, recordedTo: T0 + 4 * MINUTE_MS });
    expect(factsOf(steps, [aRecording({ startedAt: null, completedAt: null })])).toMatchObject({
      recordedFrom: T0 + 3 * MINUTE_MS,
      recordedTo: T0 + 4 * MINUTE_MS,
    });
  });

  it('has no end of its recording while it is in the call, and none at all when nothing was recorded', () => {
    const recording = aRecording({ status: 'processing', completedAt: null });
    expect(factsOf(IN_CALL, [recording])).toMatchObject({
      recordedFrom: T0 + 3 * MINUTE_MS,
      recordedTo: null,
      endedAt: null,
    });
    expect(factsOf(['joining_call', 'fatal/meeting_full'])).toMatchObject({
      recordedFrom: null,
      recordedTo: null,
      endedAt: T0 + MINUTE_MS,
    });
  });

  it('says how long it recorded only when both ends are known and in order', () => {
    expect(recordedMs({ recordedFrom: T0, recordedTo: T0 + 5 })).toBe(5);
    expect(recordedMs({ recordedFrom: T0, recordedTo: T0 - 5 })).toBeNull();
    expect(recordedMs({ recordedFrom: null, recordedTo: T0 })).toBeNull();
  });

  it('never is a recording that nothing tells of, whatever Recall sends (property)', () => {
    const code = fc.oneof(
      fc.constantFrom('joining_call', 'in_waiting_room', 'call_ended', 'done', 'fatal', 'recording_permission_denied'),
      fc
        .string({ maxLength: 20 })
        .filter((text) => !['in_call_recording', 'recording_done', 'media_expired'].includes(text)),
    );
    const change = fc.record({
      code,
      subCode: fc.option(fc.oneof(fc.constantFrom(...SUB_CODES.map((one) => one.code)), fc.string()), { nil: null }),
      message: fc.constant(null),
      at: fc.option(fc.integer({ min: T0, max: LOOKED }), { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (statusChanges) => {
        const facts = botFactsOf(aBot({ statusChanges }), LOOKED);
        expect(BOT_OUTCOMES).toContain(facts.outcome);
        expect(['recorded', 'media_gone', 'gone']).not.toContain(facts.outcome);
        expect([facts.recordedFrom, facts.recordedTo]).toEqual([null, null]);
        if (facts.subCode !== null) expect(statusChanges.map(({ subCode }) => subCode)).toContain(facts.subCode);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
