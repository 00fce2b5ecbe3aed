/** 100,000 synthetic rows, made when asked for, so that neither grid pays for holding them. */
import type { EventRow } from '../../../../shared/entities.ts';

export const ROW_COUNT = 100_000;
const FIRST_START = Date.UTC(2026, 0, 5, 9);

export function rowAt(index: number): EventRow {
  const startAt = FIRST_START + index * 60_000;
  return {
    workspaceId: (index % 20) + 1,
    id: `event-${index}`,
    calendarId: `calendar-${index % 500}`,
    calendarEmail: `person${index % 500}@company${index % 40}.example`,
    title: `Planning of quarter ${index % 4}, part ${index}`,
    startAt,
    endAt: startAt + 1_800_000,
    allDay: false,
    platform: index % 2 === 0 ? 'google_calendar' : 'microsoft_outlook',
    meetingPlatform: index % 3 === 0 ? 'zoom' : 'google_meet',
    meetingUrl: `https://meet.example/${index}`,
    organizerEmail: `organiser${index % 700}@company${index % 40}.example`,
    attendeeCount: index % 12,
    coverage: index % 5 === 0 ? 'no_bot' : 'bot',
    botCount: index % 5 === 0 ? 0 : 1,
    isDeleted: false,
    seriesId: null,
    updatedAt: startAt - 86_400_000,
    verdict:
      index % 5 === 0
        ? { verdict: 'will_be_missed', reason: 'never_scheduled', title: 'Never scheduled' }
        : { verdict: 'covered', reason: 'scheduled', title: 'Bot scheduled' },
  };
}
