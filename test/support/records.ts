/** Builders of normalised records: everything has a plausible default, tests say only what matters to them. */
import type { EventRecord } from '../../electron/core/records.ts';
import { HOUR_MS, toIso } from '../../shared/time.ts';

/** 2026-03-02T09:00:00Z, a Monday: the "now" of tests that need one. */
export const TEST_NOW = Date.UTC(2026, 2, 2, 9);

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
    rawLink: null,
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
