import { describe, expect, it } from 'vitest';
import { botFact } from '../../../electron/core/store/bot-facts.ts';
import type { KnownBot } from '../../../electron/core/store/bot-facts.ts';
import { Connection } from '../../../electron/core/store/connection.ts';
import type { BotRecord } from '../../../electron/core/records.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';
import { anEvent, applyEvents, newStore, settle, TEST_NOW } from './fixture.ts';
import type { Opened } from './fixture.ts';

const START = TEST_NOW - 2 * HOUR_MS;
const NAMED = { botId: 'bot-1', startAt: 1, deduplicationKey: null, meetingUrl: null };

function aBot(change: Partial<BotRecord> = {}): BotRecord {
  const base: BotRecord = {
    id: 'bot-1',
    botName: 'Notetaker',
    joinAt: null,
    meetingPlatform: 'zoom',
    meetingId: '99',
    statusChanges: [
      { code: 'joining_call', subCode: null, message: null, at: START },
      { code: 'in_call_recording', subCode: null, message: null, at: START + MINUTE_MS },
      { code: 'call_ended', subCode: 'bot_kicked_from_call', message: 'x', at: START + 43 * MINUTE_MS },
      { code: 'done', subCode: null, message: null, at: START + 44 * MINUTE_MS },
    ],
    recordings: [
      {
        id: 'r',
        status: 'done',
        startedAt: START + MINUTE_MS,
        completedAt: START + 43 * MINUTE_MS,
        expiresAt: TEST_NOW + HOUR_MS,
      },
    ],
    v1StartAt: null,
    payload: '{"id":"bot-1","calendar_meetings":[]}',
  };
  return { ...base, ...change };
}

const factOf = ({ db }: Opened, workspaceId: number, id = 'bot-1'): KnownBot | null =>
  botFact(new Connection(db(), null), workspaceId, id);

describe('a bot', () => {
  it('answers with the events that name it before it was ever retrieved, and with itself afterwards', () => {
    const { store, ids } = newStore(2);
    const [ws = 0, other = 0] = ids;
    applyEvents(store, ws, [anEvent({ bots: [NAMED] })], 5);
    applyEvents(store, other, [anEvent({ bots: [NAMED] })]);
    expect(store.bot(ws, 'bot-1')).toMatchObject({
      bot: null,
      missingSince: null,
      events: [{ entry: { ...NAMED, firstSeenAt: 5, goneAt: null } }],
    });
    settle(store);
    store.applyBot(ws, aBot(), 100);
    store.applyBot(ws, aBot({ botName: 'Late answer' }), 50);
    const detail = store.bot(ws, 'bot-1');
    expect(detail.bot).toMatchObject({ botName: 'Notetaker', status: 'done', subCode: null, retrievedAt: 100 });
    expect(detail.events).toHaveLength(1);
    expect(store.bot(other, 'bot-1').bot).toBeNull();
    expect(store.bot(ws, 'unknown')).toEqual({
      workspaceId: ws,
      id: 'unknown',
      bot: null,
      missingSince: null,
      events: [],
    });
  });

  it('says in words what became of it, change by change, with what to do the next time', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    store.applyBot(ws, aBot(), TEST_NOW);
    expect(store.bot(ws, 'bot-1').bot).toMatchObject({
      outcome: 'recorded',
      sentence: 'It recorded 42 min and then left early. Somebody in the meeting removed it.',
      advice: { party: 'end_user' },
      recordedMs: 42 * MINUTE_MS,
      calendarV1: false,
      statusChanges: [
        { title: 'Joining the call', meaning: null },
        { title: 'Recording' },
        {
          code: 'call_ended',
          title: 'Left the call: removed from the call',
          meaning: 'Somebody in the meeting removed it.',
        },
        { title: 'Done' },
      ],
      recordings: [{ id: 'r', status: 'done', title: 'Ready' }],
    });
  });

  it('without status changes is ready', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    store.applyBot(ws, aBot({ statusChanges: [], recordings: [], joinAt: TEST_NOW + HOUR_MS }), TEST_NOW);
    expect(store.bot(ws, 'bot-1').bot).toMatchObject({ status: 'ready', subCode: null, outcome: 'scheduled' });
  });

  it('of Calendar V1 says so', () => {
    const opened = newStore();
    const [ws = 0] = opened.ids;
    opened.store.applyBot(ws, aBot({ v1StartAt: START }), TEST_NOW);
    expect(opened.store.bot(ws, 'bot-1').bot?.calendarV1).toBe(true);
    expect(factOf(opened, ws)?.v1StartAt).toBe(START);
  });

  it('survives hostile text in every field', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    for (const text of ['\0mid\0', '\ud83d lone', '<img src=x onerror=alert(1)>', "'; DROP TABLE bot_fact;--", '👩‍👩‍👧']) {
      const hostile = aBot({
        id: text,
        botName: text,
        meetingId: text,
        statusChanges: [{ code: 'fatal', subCode: text, message: text, at: null }],
        recordings: [{ id: text, status: text, startedAt: null, completedAt: null, expiresAt: null }],
      });
      store.applyBot(ws, hostile, TEST_NOW);
      const { bot } = store.bot(ws, text.toWellFormed());
      expect(bot?.botName).toBe(text.toWellFormed());
      expect(bot?.outcome).toBe('recorded');
    }
    expect(store.listBots('all', undefined, null, 10).rows).toHaveLength(5);
  });
});

describe('what a bot tells', () => {
  it('is kept apart from its payload, and an older answer does not change it', () => {
    const opened = newStore();
    const [ws = 0] = opened.ids;
    opened.store.applyBot(ws, aBot(), 100);
    opened.store.applyBot(ws, aBot({ statusChanges: [], recordings: [] }), 99);
    expect(factOf(opened, ws)).toEqual({
      outcome: 'recorded',
      subCode: 'bot_kicked_from_call',
      joinAt: null,
      recordedFrom: START + MINUTE_MS,
      recordedTo: START + 43 * MINUTE_MS,
      endedAt: START + 43 * MINUTE_MS,
      v1StartAt: null,
      meetingId: '99',
      looks: 0,
      lookedAt: 100,
      missingSince: null,
    });
    expect(factOf(opened, ws, 'another')).toBeNull();
  });

  it('is read from the bot itself where it was retrieved before there were facts', () => {
    const opened = newStore();
    const [ws = 0] = opened.ids;
    const payload = JSON.stringify({ calendar_meetings: [{ start_time: new Date(START).toISOString() }] });
    opened.store.applyBot(ws, aBot({ v1StartAt: START, payload }), 100);
    const facts = factOf(opened, ws);
    opened.db().exec('DELETE FROM bot_fact');
    expect(factOf(opened, ws)).toEqual(facts);
    expect(opened.store.bot(ws, 'bot-1').bot).toMatchObject({ outcome: 'recorded', calendarV1: true });
  });

  it('counts the looks that Callboard took by itself, which a new answer does not reset', () => {
    const opened = newStore();
    const [ws = 0] = opened.ids;
    opened.store.noteLook(ws, 'bot-1');
    expect(factOf(opened, ws)).toBeNull();
    opened.store.applyBot(ws, aBot(), 100);
    opened.store.noteLook(ws, 'bot-1');
    opened.store.noteLook(ws, 'bot-1');
    opened.store.applyBot(ws, aBot(), 200);
    expect(factOf(opened, ws)).toMatchObject({ looks: 2, lookedAt: 200 });
  });
});

describe('a bot that Recall has no more', () => {
  it('is known as gone, since the first time that Recall said so', () => {
    const opened = newStore();
    const { store } = opened;
    const [ws = 0] = opened.ids;
    store.botMissing(ws, 'bot-1', 100);
    store.botMissing(ws, 'bot-1', 200);
    expect(factOf(opened, ws)).toMatchObject({ outcome: 'gone', lookedAt: 200, missingSince: 100, recordedFrom: null });
    expect(store.bot(ws, 'bot-1')).toMatchObject({ bot: null, missingSince: 100 });
  });

  it('is still known for what was seen of it, but its recording is not to be had', () => {
    const opened = newStore();
    const { store } = opened;
    const [ws = 0] = opened.ids;
    store.applyBot(ws, aBot(), 100);
    store.botMissing(ws, 'bot-1', 200);
    expect(factOf(opened, ws)).toMatchObject({
      outcome: 'media_gone',
      recordedTo: START + 43 * MINUTE_MS,
      missingSince: 200,
    });
    expect(store.bot(ws, 'bot-1')).toMatchObject({
      missingSince: 200,
      bot: { botName: 'Notetaker', outcome: 'media_gone', recordedMs: 42 * MINUTE_MS, retrievedAt: 100 },
    });
    const failed = [{ code: 'fatal', subCode: 'meeting_full', message: null, at: START }];
    store.applyBot(ws, aBot({ id: 'bot-2', statusChanges: failed, recordings: [] }), 100);
    store.botMissing(ws, 'bot-2', 200);
    expect(factOf(opened, ws, 'bot-2')).toMatchObject({ outcome: 'failed', subCode: 'meeting_full' });
  });

  it('is there again when a later answer has it; an answer from before changes nothing', () => {
    const opened = newStore();
    const { store } = opened;
    const [ws = 0] = opened.ids;
    store.botMissing(ws, 'bot-1', 200);
    store.applyBot(ws, aBot(), 100);
    expect(factOf(opened, ws)).toMatchObject({ outcome: 'gone', missingSince: 200 });
    store.applyBot(ws, aBot(), 300);
    expect(factOf(opened, ws)).toMatchObject({ outcome: 'recorded', missingSince: null });
    store.botMissing(ws, 'bot-1', 299);
    expect(factOf(opened, ws)).toMatchObject({ outcome: 'recorded', missingSince: null });
  });

  it('of a workspace that is not here is refused', () => {
    const { store } = newStore();
    expect(() => store.botMissing(99, 'bot-1', 1)).toThrow(expect.objectContaining({ code: 'not_found' }));
  });
});
