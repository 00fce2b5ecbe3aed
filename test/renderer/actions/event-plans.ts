/** Events and plans for tests of what the dialogs say about them. */
import type { EventPlan } from '../../../shared/actions.ts';
import type { EventRow } from '../../../shared/entities.ts';

export const START = Date.UTC(2026, 10, 24, 10, 30);

export function eventRow(id: string, title: string | null = id): EventRow {
  return {
    workspaceId: 1,
    id,
    calendarId: 'cal',
    calendarEmail: 'anna@acme.com',
    title,
    startAt: START,
    endAt: START + 1_800_000,
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
  };
}

/** A bot half an hour too early that would be moved. */
export function planFor(event: EventRow, change: Partial<EventPlan> = {}): EventPlan {
  return {
    event,
    from: {
      botId: 'bot-1',
      startAt: START - 1_800_000,
      meetingUrl: 'https://zoom.us/j/1',
      deduplicationKey: 'old-key',
    },
    to: { startAt: START, meetingUrl: 'https://zoom.us/j/1', deduplicationKey: 'new-key' },
    note: null,
    ...change,
  };
}
