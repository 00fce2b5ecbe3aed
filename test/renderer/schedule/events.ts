/** Events for tests of the schedule's views. */
import type { EventRow } from '../../../shared/entities.ts';

/** One event; `change` says what matters to the test. */
export function eventRow(change: Partial<EventRow> & { readonly id: string }): EventRow {
  return {
    workspaceId: 1,
    calendarId: 'c',
    calendarEmail: 'anna@acme.example',
    title: 'Weekly sync',
    startAt: null,
    endAt: null,
    allDay: false,
    platform: 'google_calendar',
    meetingPlatform: 'zoom',
    meetingUrl: 'https://zoom.us/j/1',
    organizerEmail: null,
    attendeeCount: null,
    coverage: 'bot',
    botCount: 1,
    isDeleted: false,
    seriesId: null,
    updatedAt: null,
    verdict: null,
    ...change,
  };
}
