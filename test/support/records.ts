/** Builders of normalised records: everything has a plausible default, tests say only what matters to them. */
import type { BotEntryRecord, BotRecord, CalendarRecord, EventRecord } from '../../electron/core/records.ts';
import { HOUR_MS, toIso } from '../../shared/time.ts';

/** 2026-03-02T09:00:00Z, a Monday: the "now" of tests that need one. */
export const TEST_NOW = Date.UTC(2026, 2, 2, 9);

/** A connected Google calendar. */
export function aCalendar(change: Partial<CalendarRecord> = {}): CalendarRecord {
  const id = change.id ?? 'cal-1';
  const base = {
    id,
    platform: 'google_calendar',
    platformEmail: `${id}@example.com`,
    oauthEmail: `${id}@example.com`,
    oauthClientId: 'client-1',
    status: 'connected',
    statusChanges: [{ status: 'connected', at: TEST_NOW - HOUR_MS, detail: null }],
    createdAt: TEST_NOW - 2 * HOUR_MS,
    updatedAt: TEST_NOW - HOUR_MS,
    payload: JSON.stringify({ id, status: change.status ?? 'connected' }),
  } satisfies CalendarRecord;
  return { ...base, ...change };
}

/** A one-hour Google Meet meeting that starts an hour after {@link TEST_NOW}, without a bot. */
export function anEvent(change: Partial<EventRecord> = {}): EventRecord {
  const id = change.id ?? 'event-1';
  const startAt = change.startAt === undefined ? TEST_NOW + HOUR_MS : change.startAt;
  const title = change.title === undefined ? 'Weekly sync' : change.title;
  const base = {
    id,
    calendarId: 'cal-1',
    startAt,
    endAt: startAt === null ? null : startAt + HOUR_MS,
    createdAt: TEST_NOW - HOUR_MS,
    updatedAt: TEST_NOW - HOUR_MS,
    platform: 'google_calendar',
    platformId: `google-${id}`,
    icalUid: `${id}@google.com`,
    meetingPlatform: 'google_meet',
    meetingUrl: 'https://meet.google.com/abc-defg-hij',
    isDeleted: false,
    isCancelled: false,
    allDay: false,
    title,
    organizerEmail: 'organiser@example.com',
    attendeeCount: 2,
    people: ['organiser@example.com', 'guest@example.org'],
    ownResponse: 'accepted',
    seriesId: null,
    bots: [],
    raw: JSON.stringify({
      id: `google-${id}`,
      summary: title,
      start: startAt === null ? null : { dateTime: toIso(startAt) },
      organizer: { email: 'organiser@example.com' },
      attendees: [
        { email: 'organiser@example.com', organizer: true, responseStatus: 'accepted' },
        { email: 'guest@example.org', responseStatus: 'needsAction' },
      ],
    }),
    extra: null,
  } satisfies EventRecord;
  return { ...base, ...change };
}

/** An entry of `event.bots[]` at the default event's start. */
export function aBotEntry(change: Partial<BotEntryRecord> = {}): BotEntryRecord {
  const base = {
    botId: 'bot-1',
    startAt: TEST_NOW + HOUR_MS,
    deduplicationKey: 'event-1',
    meetingUrl: 'https://meet.google.com/abc-defg-hij',
  } satisfies BotEntryRecord;
  return { ...base, ...change };
}

/** A bot that finished its recording. */
export function aBot(change: Partial<BotRecord> = {}): BotRecord {
  const id = change.id ?? 'bot-1';
  const base = {
    id,
    botName: 'Notetaker',
    joinAt: TEST_NOW - HOUR_MS,
    meetingPlatform: 'google_meet',
    meetingId: 'abc-defg-hij',
    statusChanges: [{ code: 'done', subCode: null, message: null, at: TEST_NOW }],
    recordings: [],
    payload: JSON.stringify({ id }),
  } satisfies BotRecord;
  return { ...base, ...change };
}
