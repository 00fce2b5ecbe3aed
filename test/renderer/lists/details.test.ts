import { describe, expect, test } from 'vitest';
import type { CalendarRow } from '../../../shared/entities.ts';
import { botTone } from '../../../renderer/src/views/bots/bot-words.ts';
import { noAddressReason } from '../../../renderer/src/views/calendars/columns.tsx';
import { metadataOf } from '../../../renderer/src/views/calendars/metadata.ts';
import { startText, whenText } from '../../../renderer/src/views/events/columns.tsx';

const NOW = Date.UTC(2026, 10, 20, 12);

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
    verdict: null,
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
