/** Events as a table for account managers: whose meeting, when, and whether it will be recorded. */
import { CallboardError } from '../../../shared/envelope.ts';
import type { EventFilter, EventSort } from '../../../shared/filters.ts';
import type { Reader } from '../store/types.ts';
import type { ExportedEvent } from '../store/verdicts.ts';
import { isoOrNull, PART_ROWS, partText } from './parts.ts';
import type { Line, Part } from './parts.ts';

const NAMES = [
  'workspace',
  'customer_domain',
  'calendar',
  'title',
  'start_utc',
  'end_utc',
  'start_local',
  'end_local',
  'time_zone',
  'organiser',
  'attendees',
  'external',
  'meeting_link',
  'meeting_platform',
  'verdict',
  'reason',
  'reason_title',
  'bots',
  'event_id',
] as const;

/**
 * A part of the events that match, in the order of the list.
 * @param timeZone IANA name of the zone whose times stand beside UTC.
 * @throws CallboardError `invalid_input` for a zone that does not exist.
 */
export function exportEvents(
  reader: Pick<Reader, 'exportedEvents' | 'workspaces'>,
  filter: EventFilter,
  sort: EventSort,
  timeZone: string,
  after: string | null,
): Part {
  const local = localTimes(timeZone);
  const { rows, next } = reader.exportedEvents(filter, sort, after, PART_ROWS);
  const names = new Map(reader.workspaces().map(({ id, name }) => [id, name]));
  const lines = rows.map((row) => lineOf(row, names.get(row.event.workspaceId) ?? null, timeZone, local));
  return { text: partText(NAMES, lines, 'csv', after === null), next };
}

function lineOf(
  { event, domain, external }: ExportedEvent,
  workspace: string | null,
  timeZone: string,
  local: (at: number | null) => string | null,
): Line {
  return {
    workspace,
    customer_domain: domain,
    calendar: event.calendarEmail ?? event.calendarId,
    title: event.title,
    start_utc: isoOrNull(event.startAt),
    end_utc: isoOrNull(event.endAt),
    start_local: local(event.startAt),
    end_local: local(event.endAt),
    time_zone: timeZone,
    organiser: event.organizerEmail,
    attendees: event.attendeeCount,
    external,
    meeting_link: event.meetingUrl,
    meeting_platform: event.meetingPlatform,
    verdict: event.verdict?.verdict ?? null,
    reason: event.verdict?.reason ?? null,
    reason_title: event.verdict?.title ?? null,
    bots: event.botCount,
    event_id: event.id,
  } satisfies Record<(typeof NAMES)[number], string | number | null>;
}

/** `2026-03-02 10:00` in a zone, which spreadsheets take for a time. */
function localTimes(timeZone: string): (at: number | null) => string | null {
  try {
    // Sweden writes times this way; the words of no language are part of it.
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    return (at) => (at === null ? null : format.format(at));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CallboardError(
      'invalid_input',
      `There is no time zone "${timeZone}". Choose another one in the settings.`,
      {
        details: { field: 'timeZone' },
      },
    );
  }
}
