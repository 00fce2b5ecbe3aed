import { describe, expect, it } from 'vitest';
import { explainEvent } from '../../../../electron/core/diagnosis/events/explain.ts';
import { judge } from '../../../../electron/core/diagnosis/events/judge.ts';
import type { EventFacts } from '../../../../electron/core/diagnosis/events/types.ts';
import type { EventTruth } from '../../../../electron/core/store/verdicts.ts';
import type { EventRow } from '../../../../shared/entities.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/time.ts';
import { eventVerdict } from '../../../../shared/verdicts.ts';
import type { EventVerdict } from '../../../../shared/verdicts.ts';
import {
  bot,
  calendar,
  END,
  entry,
  facts,
  movedAt,
  NOW,
  PER_EVENT,
  revision,
  SEEN,
  SHARED,
  sharedKey,
  sibling,
  START,
} from './event-facts.ts';
import { SCENARIOS } from './scenarios.ts';

const row = (more: Partial<EventRow> = {}): EventRow => ({
  workspaceId: 1,
  id: 'event-1',
  calendarId: 'cal-1',
  calendarEmail: 'anna@acme.example',
  title: 'Renewal',
  startAt: START,
  endAt: END,
  allDay: false,
  platform: 'google_calendar',
  meetingPlatform: 'zoom',
  meetingUrl: null,
  organizerEmail: 'anna@acme.example',
  attendeeCount: 3,
  coverage: 'bot',
  botCount: 1,
  isDeleted: false,
  seriesId: null,
  updatedAt: null,
  verdict: null,
  ...more,
});

const truth = (given: EventFacts, more: Partial<EventTruth> = {}): EventTruth => ({
  facts: given,
  row: row(),
  domains: ['acme.example'],
  seriesId: null,
  attendeesKnown: true,
  attendeeCount: 3,
  siblings: new Map(),
  sharing: [],
  lastBot: null,
  ...more,
});

const explained = (given: EventFacts, now = NOW, more: Partial<EventTruth> = {}): EventVerdict =>
  explainEvent(truth(given, more), now);

const lines = ({ evidence }: EventVerdict): string[] => evidence.map(({ field, value }) => `${field}: ${value}`);

describe('the explanation of an event', () => {
  it('says of every story what the list says, in full sentences and as the contract wants it', () => {
    for (const { facts: given, at, story } of SCENARIOS) {
      const told = explained(given, at);
      const { verdict, reason, since } = judge(given, at);
      expect(told.mark, story).toMatchObject({ verdict, reason });
      expect(told.since, story).toBe(since);
      expect(eventVerdict().parse(told), story).toEqual(told);
      const words = [
        told.sentence,
        told.step.label,
        told.step.why,
        ...told.notes,
        ...told.evidence.map(({ value }) => value),
      ];
      for (const text of words) {
        expect(text, story).not.toBe('');
        expect(text, story).not.toMatch(/!|\bundefined\b|\bnull\b|\[object/);
      }
      expect(told.evidence.length, story).toBeGreaterThan(1);
      expect(
        told.occurrences.filter(({ present }) => present),
        story,
      ).toHaveLength(1);
    }
  });

  it('names the cause and the moment, with every line to check it by', () => {
    const brokeAt = NOW - HOUR_MS;
    const told = explained(
      facts({
        entries: [entry({ goneAt: brokeAt + MINUTE_MS })],
        calendar: calendar({ status: 'disconnected', outages: [{ brokeAt, endedAt: null }] }),
      }),
    );
    expect(told.sentence).toBe('Will be missed: the bot was removed when the calendar disconnected');
    expect(told.since).toBe(brokeAt);
    expect(told.evidence).toContainEqual({
      field: 'Bot gone',
      value: 'The event named it before, and at this look no more.',
      basis: 'observed',
      at: brokeAt + MINUTE_MS,
    });
    expect(told.evidence).toContainEqual({
      field: 'Calendar not connected',
      value: 'anna@acme.example',
      basis: 'observed',
      at: brokeAt,
    });
    expect(told.evidence.find(({ field }) => field === 'Why the bot went')?.basis).toBe('inferred');
    expect(told.step.kind).toBe('reconnect');
    expect(told.occurrences[0]).toMatchObject({
      missing: 'Bot removed with the connection',
      bots: [{ outcome: 'gone', title: 'Removed before it came' }],
    });
  });

  it('names the revision that left the bot behind, and claims no move that nobody saw', () => {
    const seen = explained(
      facts({ revisions: movedAt(NOW - HOUR_MS), entries: [entry({ startAt: START - 2 * HOUR_MS })] }),
    );
    expect(seen.sentence).toBe('Wrong time: the event moved, and its bot is for the old time');
    expect(seen.since).toBe(NOW - HOUR_MS);
    expect(seen.step).toMatchObject({ kind: 'reschedule', label: 'Move the bot to the new time' });
    const unseen = explained(facts({ entries: [entry({ startAt: START + DAY_MS })] }));
    expect(unseen.sentence).toBe('Wrong time: its bot is for another time than the event has');
    expect(unseen.since).toBeNull();
  });

  it('says what Recall’s sub-code means, and whom it asks to act', () => {
    const lost = bot({
      outcome: 'not_recorded',
      subCode: 'timeout_exceeded_waiting_room',
      recordedFrom: null,
      recordedTo: null,
    });
    const told = explained(facts({ entries: [entry({ bot: lost })] }), END + HOUR_MS);
    expect(told.sentence).toBe('Missed: the bot was not let in');
    expect(lines(told)).toContain(
      'Recall’s reason: timeout_exceeded_waiting_room: Nobody let it in before its time was up.',
    );
    expect(told.step).toMatchObject({ kind: 'look_at_bot', botId: 'bot-1' });
  });

  it('offers to reconnect before it offers to schedule, and never schedules for the past', () => {
    const broken = calendar({ status: 'disconnected', outages: [{ brokeAt: START - DAY_MS, endedAt: null }] });
    const stale = facts({
      revisions: movedAt(NOW),
      entries: [entry({ startAt: START - 2 * HOUR_MS })],
      calendar: broken,
    });
    expect(explained(stale).step.kind).toBe('reconnect');
    for (const { facts: given } of SCENARIOS) {
      const kind = explained(given, END + 30 * DAY_MS).step.kind;
      expect(['schedule', 'reschedule']).not.toContain(kind);
    }
  });

  it('takes a bot away that goes to a link which the event has lost, or to a meeting that is cancelled', () => {
    const lostLink = facts({ revisions: [revision(), revision({ meetingUrl: null, updatedAt: NOW })] });
    expect(explained(lostLink).step).toMatchObject({ kind: 'unschedule', botId: 'bot-1' });
    expect(explained(facts({ isCancelled: true })).step).toMatchObject({ kind: 'unschedule', botId: 'bot-1' });
  });

  it('retires a bot that is still to come for a meeting that is over', () => {
    const early = facts({ entries: [entry({ startAt: START + DAY_MS })] });
    expect(explained(early, END + HOUR_MS).step).toMatchObject({ kind: 'retire_bot', botId: 'bot-1' });
    expect(explained(early, END + 2 * DAY_MS).step).toMatchObject({ kind: 'look_at_bot', botId: 'bot-1' });
  });

  it('does not call a meeting doubled whose first bot had to be replaced', () => {
    const kicked = bot({
      outcome: 'not_recorded',
      subCode: 'bot_kicked_from_call',
      recordedFrom: null,
      recordedTo: null,
    });
    const told = explained(
      facts({ entries: [entry({ bot: kicked }), entry({ botId: 'second', bot: bot() })] }),
      END + HOUR_MS,
    );
    expect(told.occurrences[0]).toMatchObject({ doubled: false, missing: null });
    expect(told.sentence).toBe('Covered: the bot recorded it');
  });

  it('retires, of an event’s two bots, the one whose key breaks the recipe and not the one that others share', () => {
    const two = [entry({ deduplicationKey: 'odd' }), entry({ botId: 'bot-b' })];
    expect(explained(facts({ entries: two })).step).toMatchObject({ kind: 'retire_bot', botId: 'bot-1' });
    const shared = facts({
      entries: two,
      recipe: null,
      siblings: [sibling({ entries: [entry({ deduplicationKey: 'odd' })] })],
    });
    expect(explained(shared).step.botId).toBe('bot-b');
  });

  it('schedules the event again that has the odd key, and points to the other one where that is it', () => {
    const siblings = [sibling({ entries: [entry({ botId: 'bot-2' })] })];
    expect(explained(facts({ entries: [entry({ deduplicationKey: 'odd' })], siblings })).step.kind).toBe('reschedule');
    const others = [sibling({ entries: [entry({ botId: 'bot-2', deduplicationKey: 'odd' })] })];
    expect(explained(facts({ siblings: others })).step).toMatchObject({ kind: 'look_at_bot', botId: 'bot-2' });
  });

  it('shows each occurrence with its bot: recorded, stale, missing and doubled', () => {
    const weeks = [3, 2, 1].map((n) => START - n * 7 * DAY_MS);
    const [first = 0, second = 0, third = 0] = weeks;
    const revisions = [first, second, third, START].map((startAt, n) =>
      revision({ startAt, endAt: startAt + HOUR_MS, updatedAt: startAt - 7 * DAY_MS + (n === 0 ? 0 : 2 * HOUR_MS) }),
    );
    const firstSeenAt = first - 7 * DAY_MS;
    const told = explained(
      facts({
        firstSeenAt,
        revisions,
        entries: [
          entry({
            botId: 'a',
            startAt: first,
            firstSeenAt,
            bot: bot({ recordedFrom: first, recordedTo: first + 42 * MINUTE_MS }),
          }),
          entry({ botId: 'c', startAt: third, firstSeenAt }),
          entry({ botId: 'c2', startAt: third, firstSeenAt }),
        ],
      }),
    );
    expect(told.occurrences).toMatchObject([
      { when: 'past', missing: null, bots: [{ title: 'Recorded 42 min', recordedMs: 42 * MINUTE_MS }] },
      { when: 'past', missing: 'No bot that Callboard knows of', bots: [] },
      { when: 'past', missing: null, doubled: true },
      { when: 'ahead', present: true, missing: 'Never scheduled', bots: [] },
    ]);
  });

  it('says that earlier times are inferred where Callboard came late', () => {
    const told = explained(facts({ entries: [entry({ startAt: SEEN - DAY_MS }), entry({ botId: 'b' })] }));
    expect(told.occurrences.map(({ basis }) => basis)).toEqual(['inferred', 'observed']);
    expect(told.notes).toContain(
      'Callboard first saw this event after it had moved. Its earlier times are inferred from its bots.',
    );
  });

  it('names bots without a place, and why', () => {
    const told = explained(facts({ entries: [entry({ startAt: null, deduplicationKey: 'k' })] }));
    expect(told.unplaced).toEqual([
      {
        entry: expect.objectContaining({ botId: 'bot-1' }),
        why: 'Recall sent no start time for this bot, and its deduplication key holds none.',
      },
    ]);
    expect(told.unplaced[0]?.entry).not.toHaveProperty('bot');
  });

  it('compares the key with the recipe in use, and says what it would be', () => {
    expect(explained(facts()).recipe).toEqual({ inUse: SHARED, own: SHARED, breaks: false, key: sharedKey() });
    const odd = explained(facts({ recipe: PER_EVENT })).recipe;
    expect(odd).toMatchObject({ own: { name: 'shared' }, breaks: true, key: `${sharedKey()}-event-1` });
    expect(explained(facts({ entries: [entry({ deduplicationKey: 'odd' })] })).recipe.own).toBeNull();
    expect(explained(facts({ recipe: null, entries: [] })).recipe).toEqual({
      inUse: null,
      own: null,
      breaks: false,
      key: null,
    });
  });

  it('links duplicates to their events, and says why each is one too many', () => {
    const other = row({ id: 'event-2', calendarId: 'cal-2' });
    const given = facts({ siblings: [sibling({ entries: [entry({ botId: 'bot-2', deduplicationKey: 'odd' })] })] });
    expect(explained(given, NOW, { siblings: new Map([[2, other]]) }).duplicates).toEqual([
      {
        event: other,
        botId: 'bot-2',
        why: 'The event in the calendar of bob@acme.example has another key, so that each has a bot of its own.',
      },
    ]);
  });

  it('explains missing attendees, hidden guest lists, links of the payload and calendars that differ', () => {
    const notes = (more: Partial<EventTruth>, given = facts()): string => explained(given, NOW, more).notes.join('\n');
    expect(notes({ attendeesKnown: false, attendeeCount: null })).toContain('no list of attendees');
    expect(notes({ attendeeCount: 1, row: row({ organizerEmail: 'kim@globex.example' }) })).toContain('See guest list');
    const linkless = facts({
      revisions: [revision({ meetingUrl: null })],
      entries: [],
      rawLink: 'https://meet.example/x',
    });
    expect(notes({}, linkless)).toContain('https://meet.example/x');
    const others = new Map([[2, row({ id: 'event-2', calendarId: 'cal-2', title: 'Busy' })]]);
    expect(notes({ siblings: others }, facts({ siblings: [sibling()] }))).toContain('other data');
    expect(notes({}, facts({ revisions: [revision({ endAt: null })] }))).toContain('no end time');
  });

  it('tells the series by its id, else by the iCal UID', () => {
    expect(explained(facts(), NOW, { seriesId: 's' }).series).toEqual({ by: 'series_id', key: 's' });
    expect(explained(facts()).series).toEqual({ by: 'ical_uid', key: 'uid-1' });
    expect(explained(facts({ icalUid: null })).series).toBeNull();
  });

  it('shows of the last bot what can be sent again, and nothing that only Recall writes', () => {
    const payload = JSON.stringify({
      id: 'b',
      bot_name: 'Notetaker',
      metadata: { a: '1' },
      status_changes: [],
      zoom: null,
    });
    const lastBot = { botId: 'b', retrievedAt: NOW, payload };
    const told = explained(facts(), NOW, { lastBot }).lastConfig;
    expect(JSON.parse(told?.json ?? '')).toEqual({ bot_name: 'Notetaker', metadata: { a: '1' } });
    expect(explained(facts(), NOW, { lastBot: { ...lastBot, payload: '{"broken' } }).lastConfig).toBeNull();
  });

  it('carries hostile text through as the text it is', () => {
    const hostile = '‮=HYPERLINK("http://x")<script>😀';
    const told = explained(
      facts({ entries: [entry({ botId: hostile, deduplicationKey: hostile, meetingUrl: hostile })], rawLink: hostile }),
    );
    expect(lines(told)).toContain(`Key of the bot: ${hostile}`);
  });
});
