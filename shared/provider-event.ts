/**
 * Reads what people look for out of `raw`, the calendar provider's own payload inside a Recall event (recall-api.md
 * 3.2, second table). Tolerant on purpose: providers change their payloads without notice, so every field is looked at
 * on its own and anything unexpected becomes null, never an error. Neither zod nor Node nor DOM.
 */

export interface ProviderPerson {
  readonly email: string | null;
  readonly name: string | null;
}

export interface ProviderAttendee extends ProviderPerson {
  /** As the provider says it, e.g. `accepted`, `tentativelyAccepted`. */
  readonly response: string | null;
  readonly organizer: boolean;
  /** The owner of the calendar that the event was read from, where the provider says so. */
  readonly self: boolean;
}

/** What the payload says; null where it says nothing. */
export interface ProviderEvent {
  /** Cut at {@link MAX_TITLE} characters; the payload keeps the whole. */
  readonly title: string | null;
  readonly organizer: ProviderPerson | null;
  readonly attendees: readonly ProviderAttendee[];
  /** False: the payload has no attendee list at all (none invited, or the guest list is hidden). */
  readonly attendeesKnown: boolean;
  readonly ownResponse: string | null;
  readonly seriesId: string | null;
  readonly isCancelled: boolean;
  readonly allDay: boolean;
  readonly location: string | null;
  /** The event in the provider's own calendar; https only, because it is offered for opening. */
  readonly providerUrl: string | null;
  /** The join link inside the payload, which Recall may not have recognised; http or https only. */
  readonly rawJoinUrl: string | null;
}

/** Google allows 1,024 characters, Outlook 255; longer ones are noise that would only slow the lists down. */
export const MAX_TITLE = 1_024;

type Dict = Readonly<Record<string, unknown>>;

/**
 * Reads a provider payload. `platform` is the event's `platform` as Recall sent it; for a platform that this version does
 * not know, the payload's own shape decides which provider's field names apply.
 */
export function readProviderEvent(platform: string, raw: unknown): ProviderEvent {
  const payload = dict(raw);
  if (payload === null) return NOTHING;
  return isOutlook(platform, payload) ? readOutlook(payload) : readGoogle(payload);
}

const NOTHING: ProviderEvent = {
  title: null,
  organizer: null,
  attendees: [],
  attendeesKnown: false,
  ownResponse: null,
  seriesId: null,
  isCancelled: false,
  allDay: false,
  location: null,
  providerUrl: null,
  rawJoinUrl: null,
};

function isOutlook(platform: string, payload: Dict): boolean {
  if (platform === 'google_calendar') return false;
  if (platform === 'microsoft_outlook') return true;
  return 'subject' in payload || 'webLink' in payload || 'seriesMasterId' in payload;
}

function readGoogle(payload: Dict): ProviderEvent {
  const organizer = dict(payload['organizer']);
  const list = payload['attendees'];
  const attendees: ProviderAttendee[] = [];
  let ownResponse: string | null = null;
  if (Array.isArray(list)) {
    for (const entry of list) {
      const attendee = dict(entry);
      if (attendee === null) continue;
      const self = attendee['self'] === true;
      const response = text(attendee['responseStatus']);
      if (self && ownResponse === null) ownResponse = response;
      attendees.push({
        email: text(attendee['email']),
        name: text(attendee['displayName']),
        response,
        organizer: attendee['organizer'] === true,
        self,
      });
    }
  }
  const start = dict(payload['start']);
  return {
    title: title(payload['summary']),
    organizer: person(organizer?.['email'], organizer?.['displayName']),
    attendees,
    attendeesKnown: Array.isArray(list),
    ownResponse,
    seriesId: text(payload['recurringEventId']),
    isCancelled: payload['status'] === 'cancelled',
    allDay: start !== null && typeof start['date'] === 'string' && typeof start['dateTime'] !== 'string',
    location: text(payload['location']),
    providerUrl: link(payload['htmlLink'], HTTPS),
    rawJoinUrl: link(payload['hangoutLink'], WEB) ?? videoEntryPoint(dict(payload['conferenceData'])),
  };
}

function readOutlook(payload: Dict): ProviderEvent {
  const organizerAddress = dict(dict(payload['organizer'])?.['emailAddress']);
  const organizer = person(organizerAddress?.['address'], organizerAddress?.['name']);
  const organizerKey = organizer?.email?.toLowerCase() ?? null;
  const ownEvent = payload['isOrganizer'] === true;
  const list = payload['attendees'];
  const attendees: ProviderAttendee[] = [];
  if (Array.isArray(list)) {
    for (const entry of list) {
      const attendee = dict(entry);
      if (attendee === null) continue;
      const address = dict(attendee['emailAddress']);
      const email = text(address?.['address']);
      const isOrganizer = organizerKey !== null && email?.toLowerCase() === organizerKey;
      attendees.push({
        email,
        name: text(address?.['name']),
        response: text(dict(attendee['status'])?.['response']),
        organizer: isOrganizer,
        // Graph marks the mailbox owner only where the owner is the organiser.
        self: isOrganizer && ownEvent,
      });
    }
  }
  return {
    title: title(payload['subject']),
    organizer,
    attendees,
    attendeesKnown: Array.isArray(list),
    ownResponse: text(dict(payload['responseStatus'])?.['response']),
    seriesId: text(payload['seriesMasterId']),
    isCancelled: payload['isCancelled'] === true,
    allDay: payload['isAllDay'] === true,
    location: text(dict(payload['location'])?.['displayName']),
    providerUrl: link(payload['webLink'], HTTPS),
    rawJoinUrl: link(dict(payload['onlineMeeting'])?.['joinUrl'], WEB) ?? link(payload['onlineMeetingUrl'], WEB),
  };
}

/** Google lists phone and "more" entry points beside the video one; only the latter is a link to the meeting. */
function videoEntryPoint(conference: Dict | null): string | null {
  const entries = conference?.['entryPoints'];
  if (!Array.isArray(entries)) return null;
  for (const entry of entries) {
    const point = dict(entry);
    if (point?.['entryPointType'] !== 'video') continue;
    const uri = link(point['uri'], WEB);
    if (uri !== null) return uri;
  }
  return null;
}

const HTTPS = /^https:\/\/[^\s]+$/i;
const WEB = /^https?:\/\/[^\s]+$/i;

function link(value: unknown, allowed: RegExp): string | null {
  const url = text(value);
  return url !== null && allowed.test(url) ? url : null;
}

function person(email: unknown, name: unknown): ProviderPerson | null {
  const address = text(email);
  const displayName = text(name);
  return address === null && displayName === null ? null : { email: address, name: displayName };
}

function title(value: unknown): string | null {
  const whole = text(value);
  if (whole === null || whole.length <= MAX_TITLE) return whole;
  // Not between the halves of a surrogate pair.
  const last = whole.charCodeAt(MAX_TITLE - 1);
  return whole.slice(0, last >= 0xd800 && last <= 0xdbff ? MAX_TITLE - 1 : MAX_TITLE);
}

/** A string with something in it, without surrounding white space. */
function text(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const trimmed = value.trim();
  return trimmed === '' ? null : trimmed;
}

function dict(value: unknown): Dict | null {
  // Proven: a non-null object that is no array has only string keys for our purposes, and every value stays unknown.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Dict) : null;
}
