import { describe, expect, it } from 'vitest';
import { duplicatesOf } from '../../../../electron/core/diagnosis/events/duplicates.ts';
import { judge } from '../../../../electron/core/diagnosis/events/judge.ts';
import { occurrencesOf } from '../../../../electron/core/diagnosis/events/occurrences.ts';
import { recipeOf } from '../../../../electron/core/diagnosis/events/recipes.ts';
import type { EventFacts, Sibling } from '../../../../electron/core/diagnosis/events/types.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../shared/time.ts';
import {
  bot,
  calendar,
  END,
  entry,
  facts,
  LINK,
  movedAt,
  NOW,
  OTHER_LINK,
  PER_DOMAIN,
  PER_EVENT,
  sharedKey,
  sibling,
  START,
  wire,
} from './event-facts.ts';

const found = (given: EventFacts, now = NOW): [string, string][] =>
  duplicatesOf(given, occurrencesOf(given).present, now).map(({ botId, reason }) => [botId, reason]);

const withOther = (more: Partial<Sibling>, also: Partial<EventFacts> = {}) =>
  facts({ siblings: [sibling({ entries: [entry({ botId: 'bot-2', deduplicationKey: 'other' })], ...more })], ...also });

describe('bots beyond what is meant to come', () => {
  it('are none where two events share one bot', () => {
    expect(found(facts({ siblings: [sibling({ entries: [entry()] })] }))).toEqual([]);
  });

  it('depend on the recipe in use', () => {
    expect(found(withOther({}))).toEqual([['bot-2', 'other_key']]);
    expect(found(withOther({}, { recipe: PER_DOMAIN }))).toEqual([['bot-2', 'other_key']]);
    expect(
      found(withOther({ mailbox: 'kim@globex.example', domain: 'globex.example' }, { recipe: PER_DOMAIN })),
    ).toEqual([]);
    expect(found(withOther({}, { recipe: PER_EVENT }))).toEqual([]);
    expect(found(withOther({}, { recipe: null }))).toEqual([]);
    const perCalendar = recipeOf('{start_time}|{calendar_id}|{meeting_url}');
    expect(found(withOther({}, { recipe: perCalendar }))).toEqual([]);
    expect(found(withOther({ calendarId: 'cal-1' }, { recipe: perCalendar }))).toEqual([['bot-2', 'other_key']]);
    const perUid = recipeOf('{start_time}-{ical_uid}');
    expect(found(withOther({}, { recipe: perUid }))).toEqual([['bot-2', 'other_key']]);
    expect(found(withOther({ icalUid: 'uid-2' }, { recipe: perUid }))).toEqual([]);
    expect(found(withOther({ icalUid: null }, { recipe: perUid }))).toEqual([]);
  });

  it('are those of a mailbox that is connected twice, whatever the recipe', () => {
    for (const recipe of [null, PER_EVENT, PER_DOMAIN]) {
      expect(found(withOther({ mailbox: 'anna@acme.example' }, { recipe }))).toEqual([['bot-2', 'same_mailbox']]);
    }
    expect(
      found(withOther({ mailbox: null }, { calendar: calendar({ mailbox: null, domain: null }), recipe: null })),
    ).toEqual([]);
  });

  it('are not two events in one calendar where each is meant to have a bot', () => {
    const twin = { mailbox: 'anna@acme.example', calendarId: 'cal-1' };
    expect(found(withOther(twin, { recipe: PER_EVENT }))).toEqual([]);
    expect(found(withOther(twin))).toEqual([['bot-2', 'other_key']]);
  });

  it('count across workspaces for the same customer only, and nobody is a customer through a public domain', () => {
    expect(found(withOther({ workspaceId: 2 }))).toEqual([['bot-2', 'other_workspace']]);
    expect(found(withOther({ workspaceId: 2, mailbox: 'kim@globex.example', domain: 'globex.example' }))).toEqual([]);
    const own = { calendar: calendar({ mailbox: 'anna@gmail.com', domain: 'gmail.com' }) };
    expect(found(withOther({ workspaceId: 2, mailbox: 'bob@gmail.com', domain: 'gmail.com' }, own))).toEqual([]);
    expect(found(withOther({ workspaceId: 2, mailbox: 'anna@gmail.com', domain: 'gmail.com' }, own))).toEqual([
      ['bot-2', 'other_workspace'],
    ]);
  });

  it('do not count bots of siblings that go elsewhere or come at another time', () => {
    const elsewhere = entry({ botId: 'x', meetingUrl: OTHER_LINK });
    const otherwhen = entry({ botId: 'y', startAt: START + HOUR_MS });
    expect(found(facts({ siblings: [sibling({ entries: [elsewhere, otherwhen] })] }))).toEqual([]);
  });

  it('do not count a bot that is known to have recorded nothing: the next one took its place', () => {
    const kicked = entry({ bot: bot({ outcome: 'not_recorded', subCode: 'bot_kicked_from_call' }) });
    const given = facts({ entries: [kicked, entry({ botId: 'second', firstSeenAt: START + 6 * MINUTE_MS })] });
    expect(found(given)).toEqual([]);
    expect(judge(given, START + 10 * MINUTE_MS)).toMatchObject({ verdict: 'covered', reason: 'in_progress' });
  });

  it('count two entries of one bot once', () => {
    expect(found(facts({ entries: [entry(), entry({ deduplicationKey: 'renamed' })] }))).toEqual([]);
  });

  it('count an old bot only while it is still to come', () => {
    const old = START - 2 * HOUR_MS;
    const given = facts({
      revisions: movedAt(NOW - HOUR_MS, old),
      entries: [entry({ botId: 'old', startAt: old }), entry({ botId: 'new' })],
    });
    expect(found(given)).toEqual([['old', 'old_bot_remains']]);
    expect(judge(given, NOW).dueAt).toBe(old);
    expect(found(given, old)).toEqual([]);
    expect(judge(given, old)).toMatchObject({ verdict: 'covered', reason: 'scheduled' });
  });

  it('are named the worst first, each bot once', () => {
    const given = facts({
      entries: [entry(), entry({ botId: 'bot-b' })],
      siblings: [
        sibling({ workspaceId: 2, entries: [entry({ botId: 'elsewhere' })] }),
        sibling({ mailbox: 'anna@acme.example', entries: [entry({ botId: 'twin' }), entry({ botId: 'bot-b' })] }),
        sibling({ entries: [entry({ botId: 'twin' })] }),
      ],
      v1Bots: [{ botId: 'v1' }],
    });
    expect(found(given)).toEqual([
      ['bot-b', 'two_entries'],
      ['twin', 'same_mailbox'],
      ['elsewhere', 'other_workspace'],
      ['v1', 'calendar_v1'],
    ]);
  });

  it('do not keep a meeting from counting as recorded once it is over', () => {
    const given = facts({ entries: [entry({ bot: bot() }), entry({ botId: 'bot-b', bot: bot() })] });
    expect(judge(given, END + HOUR_MS)).toMatchObject({ verdict: 'covered', reason: 'recorded' });
  });
});

describe('another event’s bot', () => {
  const alone = (more: Partial<EventFacts>, key = sharedKey()) =>
    judge(
      facts({
        entries: [],
        siblings: [sibling({ entries: [entry({ botId: 'bot-2', deduplicationKey: key })] })],
        ...more,
      }),
      NOW,
    );

  it('covers an event that the recipe gives the same key', () => {
    expect(alone({})).toMatchObject({ reason: 'other_events_bot', coveredBy: { botId: 'bot-2' } });
    expect(alone({ recipe: PER_DOMAIN }, `${sharedKey()}-acme.example`).reason).toBe('other_events_bot');
  });

  it('covers none that has, or would have, another key', () => {
    expect(alone({ recipe: PER_EVENT }, `${sharedKey()}-event-2`).reason).toBe('never_scheduled');
    expect(alone({ recipe: PER_DOMAIN }, `${sharedKey()}-globex.example`).reason).toBe('never_scheduled');
    expect(alone({ recipe: null }).reason).toBe('never_scheduled');
    expect(alone({}, `${wire(START)}_${LINK}`).reason).toBe('never_scheduled');
  });

  it('covers none in another workspace, where keys are others’', () => {
    const elsewhere = facts({ entries: [], siblings: [sibling({ workspaceId: 2 })] });
    expect(judge(elsewhere, NOW).reason).toBe('never_scheduled');
  });
});
