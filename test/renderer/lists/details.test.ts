import { describe, expect, test } from 'vitest';
import type { BotEntry, CalendarRow, EventRevision } from '../../../shared/entities.ts';
import { botTone } from '../../../renderer/src/views/bots/bot-words.ts';
import { noAddressReason } from '../../../renderer/src/views/calendars/columns.tsx';
import { metadataOf } from '../../../renderer/src/views/calendars/metadata.ts';
import { startText, whenText } from '../../../renderer/src/views/events/columns.tsx';
import { driftOf } from '../../../renderer/src/views/events/drift.ts';
import { changesBetween, revisionMoments } from '../../../renderer/src/views/events/revisions.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const START = Date.UTC(2026, 10, 24, 9);
const HOUR = 3_600_000;

const entry: BotEntry = {
  botId: 'b',
  startAt: START,
  deduplicationKey: null,
  meetingUrl: 'https://zoom.us/j/1',
  firstSeenAt: NOW,
  goneAt: null,
};

describe('a bot entry drifts from its event', () => {
  const event = { startAt: START, meetingUrl: 'https://zoom.us/j/1' };

  test('when it starts at another time or has another link', () => {
    expect(driftOf({ ...event, startAt: START + HOUR }, entry)).toEqual({ startBy: -HOUR, otherLink: false });
    expect(driftOf({ ...event, meetingUrl: 'https://zoom.us/j/2' }, entry)).toEqual({ startBy: null, otherLink: true });
  });

  test('but not by seconds, not while something is unknown, and not once it is gone', () => {
    expect(driftOf({ ...event, startAt: START + 30_000 }, entry).startBy).toBeNull();
    expect(driftOf({ startAt: null, meetingUrl: null }, entry)).toEqual({ startBy: null, otherLink: false });
    expect(driftOf({ ...event, startAt: 0 }, { ...entry, goneAt: NOW })).toEqual({ startBy: null, otherLink: false });
  });
});

describe('revisions of an event', () => {
  const first: EventRevision = {
    startAt: START,
    endAt: START + HOUR,
    meetingUrl: null,
    calendarId: 'c-1',
    isDeleted: false,
    updatedAt: NOW - 5 * HOUR,
    observedAt: NOW - 4 * HOUR,
  };

  test('say what changed, in the zone that is shown', () => {
    const second = { ...first, startAt: START + 2 * HOUR, endAt: START + 3 * HOUR, meetingUrl: 'https://x.example' };
    expect(changesBetween(first, second, 'Europe/Berlin', NOW)).toEqual([
      'moved from Tue 24 Nov 10:00–11:00 to Tue 24 Nov 12:00–13:00',
      'got a meeting link',
    ]);
    expect(changesBetween(second, { ...second, meetingUrl: null }, 'UTC', NOW)).toEqual(['lost its meeting link']);
    expect(changesBetween(first, { ...first, calendarId: 'c-2', isDeleted: true }, 'UTC', NOW)).toEqual([
      'moved to another calendar',
      'was deleted or cancelled',
    ]);
  });

  test('stand newest first, whatever their order, and the first one says how it began', () => {
    const second = { ...first, isDeleted: true, updatedAt: null, observedAt: NOW };
    const moments = revisionMoments([second, first], 'UTC', NOW);
    expect(moments.map(({ what }) => what)).toEqual([
      'Was deleted or cancelled',
      'First seen, Tue 24 Nov 09:00–10:00, without a link',
    ]);
    expect(moments[0]?.at).toBe(NOW);
    expect(moments[0]?.basis).toBe('when Callboard saw it');
  });
});

describe('times of events', () => {
  const event = {
    workspaceId: 1,
    id: 'e',
    calendarId: 'c',
    calendarEmail: null,
    title: null,
    startAt: Date.UTC(2026, 10, 24),
    endAt: Date.UTC(2026, 10, 25),
    allDay: true,
    platform: 'google_calendar',
    meetingPlatform: 'none',
    meetingUrl: null,
    organizerEmail: null,
    attendeeCount: null,
    coverage: 'no_link',
    botCount: 0,
    isDeleted: false,
    seriesId: null,
    updatedAt: null,
  } as const;

  test('that last all day are the same day in every zone', () => {
    expect(startText(event, 'America/Los_Angeles', NOW)).toBe('Tue 24 Nov, all day');
  });

  test('that are missing are said to be missing', () => {
    expect(startText({ ...event, startAt: null }, 'UTC', NOW)).toBe('no start time');
    expect(whenText({ ...event, allDay: false, endAt: null }, 'UTC', NOW)).toBe('Tue 24 Nov 00:00');
  });
});

describe('a calendar', () => {
  test('without an address is explained, by what its status allows to say', () => {
    const row = { email: null, status: 'connecting' } as CalendarRow;
    expect(noAddressReason(row)).toContain('first sync');
    expect(noAddressReason({ ...row, status: 'disconnected' })).toContain('never completed');
    expect(noAddressReason({ ...row, email: 'a@b.example' })).toBeNull();
  });

  test('shows the metadata that an application attached, whatever else the payload is', () => {
    expect(metadataOf('{"metadata":{"tenant":"acme","n":1}}')).toEqual([
      ['tenant', 'acme'],
      ['n', '1'],
    ]);
    for (const raw of ['', 'null', '[]', '{"metadata":null}', '{"metadata":[1]}', '{"metadata":"x"}']) {
      expect(metadataOf(raw)).toEqual([]);
    }
  });
});

test('status codes of bots have a tone, and unknown ones are shown as unknown', () => {
  expect(botTone('fatal')).toBe('bad');
  expect(botTone('in_call_recording')).toBe('ok');
  expect(botTone('ready')).toBe('wait');
  expect(botTone('a_code_of_next_year')).toBe('unknown');
});
