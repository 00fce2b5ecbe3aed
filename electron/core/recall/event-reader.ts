/** Wire → record for calendar events (recall-api.md 3.2). Pure, and on the hot path: a sync reads every event here. */
import { parseInstant } from '../../../shared/time.ts';
import { readProviderEvent } from '../../../shared/provider-event.ts';
import type { ProviderEvent } from '../../../shared/provider-event.ts';
import type { BotEntryRecord, EventRecord } from '../records.ts';
import { dict } from './open-records.ts';
import type { Dict } from './open-records.ts';
import { redact } from './redact.ts';
import type { BotEntryWire, EventWire } from './wire.ts';

/** Names of the fields that have a column. */
export interface KnownFields {
  readonly event: ReadonlySet<string>;
  readonly botEntry: ReadonlySet<string>;
}

/**
 * Reads one checked event. `sent` is the same event before the check: fields in it that are not `known` go to `extra`, and
 * so does an instant that cannot be read, so that nothing is lost. Throws RangeError when `raw` is nested too deeply to be
 * written as text.
 */
export function readEvent(wire: EventWire, sent: unknown, known: KnownFields): EventRecord {
  const provider = readProviderEvent(wire.platform, wire.raw);
  const startAt = parseInstant(wire.start_time);
  const endAt = parseInstant(wire.end_time);
  const createdAt = parseInstant(wire.created_at);
  const updatedAt = parseInstant(wire.updated_at);
  return {
    id: wire.id,
    calendarId: wire.calendar_id,
    startAt,
    endAt,
    createdAt,
    updatedAt,
    platform: wire.platform,
    platformId: wire.platform_id ?? null,
    icalUid: wire.ical_uid ?? null,
    meetingPlatform: wire.meeting_platform ?? null,
    meetingUrl: wire.meeting_url ?? null,
    isDeleted: wire.is_deleted ?? false,
    isCancelled: provider.isCancelled,
    allDay: provider.allDay,
    title: provider.title,
    organizerEmail: provider.organizer?.email ?? null,
    attendeeCount: provider.attendeesKnown ? provider.attendees.length : null,
    people: peopleOf(provider),
    ownResponse: provider.ownResponse,
    rawLink: provider.rawJoinUrl,
    seriesId: provider.seriesId,
    bots: wire.bots?.map(readBotEntry) ?? null,
    raw: JSON.stringify(wire.raw ?? null),
    extra: extraOf(
      dict(sent) ?? {},
      known,
      (startAt === null && isText(wire.start_time)) ||
        (endAt === null && isText(wire.end_time)) ||
        (createdAt === null && isText(wire.created_at)) ||
        (updatedAt === null && isText(wire.updated_at)),
    ),
  };
}

function readBotEntry(entry: BotEntryWire): BotEntryRecord {
  return {
    botId: entry.bot_id,
    startAt: parseInstant(entry.start_time),
    deduplicationKey: entry.deduplication_key ?? null,
    meetingUrl: entry.meeting_url ?? null,
  };
}

/** The longest address that mail allows (RFC 5321); Outlook puts directory names in the same field. */
const MAX_ADDRESS = 320;

/** Lower-case addresses of organiser and attendees, without repeats. */
function peopleOf(provider: ProviderEvent): string[] {
  const people: string[] = [];
  add(people, provider.organizer?.email ?? null);
  for (const attendee of provider.attendees) add(people, attendee.email);
  return people.length > 1 ? [...new Set(people)] : people;
}

function add(people: string[], email: string | null): void {
  if (email !== null && email.length <= MAX_ADDRESS && email.includes('@')) people.push(email.toLowerCase());
}

const INSTANTS = ['start_time', 'end_time', 'created_at', 'updated_at'];

/**
 * Fields without a column, as JSON text without secrets; null when there are none. With `unreadable`, an instant could not
 * be read, so those that could not are kept as sent. A bot entry with unknown fields keeps the whole list.
 */
function extraOf(sent: Dict, known: KnownFields, unreadable: boolean): string | null {
  let extra: Record<string, unknown> | null = null;
  const keep = (key: string): void => {
    // Without a prototype, so that a field named __proto__ stays an ordinary one.
    extra ??= Object.create(null) as Record<string, unknown>;
    extra[key] = sent[key];
  };
  for (const key in sent) if (!known.event.has(key)) keep(key);
  if (unreadable) {
    for (const key of INSTANTS) if (isText(sent[key]) && parseInstant(sent[key]) === null) keep(key);
  }
  if (hasUnknownFields(sent['bots'], known.botEntry)) keep('bots');
  return extra === null ? null : JSON.stringify(redact(extra));
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function hasUnknownFields(bots: unknown, known: ReadonlySet<string>): boolean {
  if (!Array.isArray(bots)) return false;
  for (const entry of bots) {
    for (const key in dict(entry)) if (!known.has(key)) return true;
  }
  return false;
}
