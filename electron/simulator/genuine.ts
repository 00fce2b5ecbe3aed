/** Genuine provider payloads inside the simulated world: an event whose `raw` is exactly what was recorded. */
import type { CalendarPlatform } from './payload-facts.ts';
import type { NewEvent } from './changes.ts';

type Raw = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** `start` or `end` of either provider as ms UTC: Graph's times without an offset are in UTC when `timeZone` says so. */
function instant(value: unknown): number | null {
  if (!isRecord(value)) return null;
  const at = text(value['dateTime']) ?? text(value['date']);
  if (at === null) return null;
  const zoned = value['timeZone'] === 'UTC' && !/(Z|[+-]\d\d:\d\d)$/.test(at) ? `${at}Z` : at;
  const ms = Date.parse(zoned);
  return Number.isFinite(ms) ? ms : null;
}

/**
 * An event around a genuine payload: the envelope's fields are read from it as Recall does, unless `details` says
 * otherwise (a payload from 2024 is usually given a `startAt` near now). Pinned, so that its age does not hide it.
 */
export function genuineEvent(
  calendarId: string,
  platform: CalendarPlatform,
  raw: Raw,
  details: Partial<NewEvent> = {},
): NewEvent {
  const google = platform === 'google_calendar';
  const startAt = details.startAt ?? instant(raw['start']) ?? 0;
  const length = (instant(raw['end']) ?? 0) - (instant(raw['start']) ?? 0);
  const meeting = isRecord(raw['onlineMeeting']) ? text(raw['onlineMeeting']['joinUrl']) : null;
  return {
    calendarId,
    raw,
    pinned: true,
    platformId: text(raw['id']) ?? 'unknown',
    icalUid: text(raw[google ? 'iCalUID' : 'iCalUId']) ?? 'unknown',
    title: text(raw[google ? 'summary' : 'subject']) ?? '',
    meetingUrl: google ? text(raw['hangoutLink']) : meeting,
    seriesId: text(raw[google ? 'recurringEventId' : 'seriesMasterId']),
    isCancelled: google ? raw['status'] === 'cancelled' : raw['isCancelled'] === true,
    allDay: google ? isRecord(raw['start']) && 'date' in raw['start'] : raw['isAllDay'] === true,
    endAt: startAt + Math.max(length, 0),
    ...details,
    startAt,
  };
}

interface Amendment {
  readonly platform: CalendarPlatform;
  readonly title: string;
  readonly startAt: number;
  readonly endAt: number;
  readonly isCancelled: boolean;
}

/** A genuine payload after the event changed: only what a provider would have changed in it. */
export function amendedRaw(raw: Raw, event: Amendment): Raw {
  const start = new Date(event.startAt).toISOString();
  const end = new Date(event.endAt).toISOString();
  if (event.platform === 'google_calendar') {
    return {
      ...raw,
      summary: event.title,
      start: { dateTime: start, timeZone: 'UTC' },
      end: { dateTime: end, timeZone: 'UTC' },
      status: event.isCancelled ? 'cancelled' : 'confirmed',
    };
  }
  return {
    ...raw,
    subject: event.title,
    start: { dateTime: `${start.slice(0, 19)}.0000000`, timeZone: 'UTC' },
    end: { dateTime: `${end.slice(0, 19)}.0000000`, timeZone: 'UTC' },
    isCancelled: event.isCancelled,
  };
}
