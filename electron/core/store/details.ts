/** One calendar, one event: everything that its page shows. */
import { readProviderEvent } from '../../../shared/provider-event.ts';
import type { CalendarDetail, EventDetail, EventRevision } from '../../../shared/entities.ts';
import { toIso } from '../../../shared/time.ts';
import { readBotEntries } from './bot-entries.ts';
import { CALENDAR_ROWS_SQL, toCalendarRow } from './calendar-rows.ts';
import type { CalendarTuple } from './calendar-rows.ts';
import { NO_START, startOf, updateOf } from './codec.ts';
import type { Connection } from './connection.ts';
import { EVENT_ROWS_SQL, toEventRow } from './event-rows.ts';
import type { EventTuple } from './event-rows.ts';
import { CALENDAR_PLACEHOLDER, FLAG_DELETED } from './facets.ts';
import { EVENT_VERIFY_SQL, rowIsIntact } from './event-verify.ts';
import type { EventRest } from './event-verify.ts';
import { calendarRanges, counted, NOT_DELETED, WITHOUT_BOT } from './list-events.ts';
import { readPayload } from './payload-read.ts';

export const DETAILS_SQL = {
  calendar: `SELECT p.body, c.fetched_at, c.email_key FROM calendar AS c CROSS JOIN calendar_payload AS p ON p.pk = c.pk
    WHERE c.pk = ?`,
  revisions: `SELECT start_at, end_at, meeting_url, calendar_id, is_deleted, updated_at, observed_at FROM event_revision
    WHERE event_pk = ? ORDER BY n DESC`,
} as const;

type RevisionTuple = [number | null, number | null, string | null, string, number, number | null, number];

export function calendarDetail(
  connection: Connection,
  workspaceId: number,
  id: string,
  now: number,
): CalendarDetail | null {
  const row = connection.get<CalendarTuple>(CALENDAR_ROWS_SQL.byId, [workspaceId, id]);
  if (row === undefined || row[6] === CALENDAR_PLACEHOLDER) return null;
  const pk = row[13];
  const rest = connection.get<[body: string, fetchedAt: number, emailKey: string]>(DETAILS_SQL.calendar, [pk]);
  if (rest === undefined) return null;
  const count = (facets: readonly number[]) =>
    counted(connection, upcomingShape(facets), [[]], { calendar: pk, from: now, to: NO_START });
  const events = count(NOT_DELETED);
  const withoutBot = count(WITHOUT_BOT);
  return {
    calendar: toCalendarRow(row),
    upcoming: { events: events.count, withoutBot: withoutBot.count, exact: events.exact && withoutBot.exact },
    sameMailbox:
      row[2] === null && row[3] === null
        ? []
        : connection
            .all<CalendarTuple>(CALENDAR_ROWS_SQL.byMailbox, [rest[2], row[5]])
            .filter((other) => other[13] !== pk && other[6] !== CALENDAR_PLACEHOLDER)
            .map(toCalendarRow),
    raw: rest[0],
    fetchedAt: rest[1],
  };
}

/** Coming events of one calendar among some facets; parameters as in merge.ts. */
export function upcomingShape(facets: readonly number[]) {
  return {
    table: 'event',
    key: 'start_at',
    ranges: calendarRanges(facets),
    workspaces: 0,
    window: true,
  } as const;
}

export function eventDetail(connection: Connection, workspaceId: number, id: string): EventDetail | null {
  const row = connection.get<EventTuple>(EVENT_ROWS_SQL.byId, [workspaceId, id]);
  if (row === undefined) return null;
  const pk = row[16];
  const rest = connection.get<EventRest>(EVENT_VERIFY_SQL.rest, [pk]);
  if (rest === undefined) return null;
  const stored = readPayload(connection, { block: rest[12], offset: rest[13], length: rest[14], checksum: rest[15] });
  const bots = readBotEntries(connection, pk);
  const event = toEventRow(row);
  const provider = parse(stored.raw);
  const person = readProviderEvent(row[8], provider.value);
  return {
    event,
    icalUid: rest[8],
    platformId: rest[7],
    organizer: person.organizer === null ? null : { email: person.organizer.email, name: person.organizer.name },
    attendees: person.attendees.map(({ email, name, response, organizer, self }) => ({
      email,
      name,
      response,
      organizer,
      self,
    })),
    attendeesKnown: person.attendeesKnown,
    ownResponse: rest[6],
    location: person.location,
    providerUrl: person.providerUrl,
    rawJoinUrl: person.rawJoinUrl,
    bots,
    revisions: [presentRevision(row, rest), ...revisions(connection, pk)],
    createdAt: rest[0],
    firstSeenAt: rest[1],
    fetchedAt: rest[2],
    intact: stored.intact && provider.readable && rowIsIntact(row, rest, stored.raw, bots),
    raw: wholeEvent(row, rest, stored.raw, bots),
  };
}

/** The event as it is now is the newest revision; the table holds what it looked like before. */
function presentRevision(row: EventTuple, rest: EventRest): EventRevision {
  return {
    startAt: startOf(row[5]),
    endAt: row[6],
    meetingUrl: row[10],
    calendarId: row[2],
    isDeleted: (row[7] & FLAG_DELETED) !== 0,
    updatedAt: updateOf(rest[4]),
    observedAt: rest[3],
  };
}

function revisions(connection: Connection, pk: number): EventRevision[] {
  return connection
    .all<RevisionTuple>(DETAILS_SQL.revisions, [pk])
    .map(([startAt, endAt, meetingUrl, calendarId, isDeleted, updatedAt, observedAt]) => ({
      startAt,
      endAt,
      meetingUrl,
      calendarId,
      isDeleted: isDeleted !== 0,
      updatedAt,
      observedAt,
    }));
}

function parse(raw: string): { value: unknown; readable: boolean } {
  try {
    return { value: JSON.parse(raw), readable: true };
  } catch {
    return { value: null, readable: false };
  }
}

/** The envelope in Recall's own field names (recall-api.md 3.2) around the provider's payload, which is not re-encoded. */
function wholeEvent(row: EventTuple, rest: EventRest, raw: string, bots: EventDetail['bots']): string {
  const iso = (at: number | null): string | null => (at === null ? null : toIso(at));
  const envelope = {
    id: row[1],
    calendar_id: row[2],
    start_time: iso(startOf(row[5])),
    end_time: iso(row[6]),
    platform: row[8],
    platform_id: rest[7],
    ical_uid: rest[8],
    meeting_platform: rest[5],
    meeting_url: row[10],
    is_deleted: (row[7] & FLAG_DELETED) !== 0,
    bots: bots
      .filter((bot) => bot.goneAt === null)
      .map((bot) => ({
        bot_id: bot.botId,
        start_time: iso(bot.startAt),
        deduplication_key: bot.deduplicationKey,
        meeting_url: bot.meetingUrl,
      })),
    created_at: iso(rest[0]),
    updated_at: iso(updateOf(row[15])),
  };
  const known = JSON.stringify(envelope).slice(0, -1);
  const extra = rest[9] === null || rest[9] === '{}' ? '' : `,${rest[9].slice(1, -1)}`;
  return `${known}${extra},"raw":${raw}}`;
}
