/** An ordinary event with a bot, three hours ahead; tests say what is different about theirs. */
import type { EventRevision } from '../../../../shared/entities.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/time.ts';
import type {
  BotFacts,
  CalendarFacts,
  EntryFacts,
  EventFacts,
  Sibling,
} from '../../../../electron/core/diagnosis/events/types.ts';
import { recipeOf } from '../../../../electron/core/diagnosis/events/recipes.ts';

export const NOW = Date.UTC(2026, 10, 20, 12);
export const START = NOW + 3 * HOUR_MS;
export const END = START + 30 * MINUTE_MS;
export const LINK = 'https://zoom.us/j/91234567890?pwd=a1b2';
export const OTHER_LINK = 'https://meet.google.com/abc-defg-hij';
export const SEEN = NOW - 10 * DAY_MS;

export const SHARED = recipeOf('{start_time}-{meeting_url}');
export const PER_DOMAIN = recipeOf('{start_time}-{meeting_url}-{email_domain}');
export const PER_EVENT = recipeOf('{start_time}-{meeting_url}-{event_id}');

/** As Recall writes times. */
export const wire = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');

export const sharedKey = (startAt = START, link = LINK): string => `${wire(startAt)}-${link}`;

export function entry(more: Partial<EntryFacts> = {}): EntryFacts {
  const { startAt = START, meetingUrl = LINK } = more;
  return {
    botId: 'bot-1',
    startAt,
    meetingUrl,
    deduplicationKey: sharedKey(startAt ?? START, meetingUrl ?? LINK),
    firstSeenAt: SEEN,
    goneAt: null,
    bot: null,
    ...more,
  };
}

export function bot(more: Partial<BotFacts> = {}): BotFacts {
  return {
    outcome: 'recorded',
    subCode: 'call_ended_by_host',
    joinAt: null,
    recordedFrom: START,
    recordedTo: END,
    endedAt: END,
    v1StartAt: null,
    meetingId: null,
    looks: 1,
    lookedAt: END + 10 * MINUTE_MS,
    ...more,
  };
}

export function calendar(more: Partial<CalendarFacts> = {}): CalendarFacts {
  return {
    id: 'cal-1',
    known: true,
    status: 'connected',
    deletedAt: null,
    mailbox: 'anna@acme.example',
    domain: 'acme.example',
    outages: [],
    ...more,
  };
}

export function revision(more: Partial<EventRevision> = {}): EventRevision {
  return {
    startAt: START,
    endAt: END,
    meetingUrl: LINK,
    calendarId: 'cal-1',
    isDeleted: false,
    updatedAt: SEEN - HOUR_MS,
    observedAt: SEEN,
    ...more,
  };
}

/** The event is as its last revision says. */
export function facts(more: Partial<EventFacts> = {}): EventFacts {
  const revisions = more.revisions ?? [revision()];
  const present = revisions.at(-1) ?? revision();
  return {
    pk: 1,
    workspaceId: 1,
    id: 'event-1',
    startAt: present.startAt,
    endAt: present.endAt,
    meetingUrl: present.meetingUrl,
    rawLink: present.meetingUrl,
    allDay: false,
    isDeleted: present.isDeleted,
    isCancelled: false,
    icalUid: 'uid-1',
    firstSeenAt: SEEN,
    botsTold: true,
    entries: [entry()],
    calendar: calendar(),
    siblings: [],
    v1Bots: [],
    refusal: null,
    recipe: SHARED,
    ...more,
    revisions,
  };
}

export function sibling(more: Partial<Sibling> = {}): Sibling {
  return {
    pk: 2,
    workspaceId: 1,
    eventId: 'event-2',
    calendarId: 'cal-2',
    icalUid: 'uid-1',
    mailbox: 'bob@acme.example',
    domain: 'acme.example',
    entries: [entry({ botId: 'bot-2' })],
    ...more,
  };
}

/** Moved from `from` to {@link START} at `at`. */
export const movedAt = (at: number, from: number = START - 2 * HOUR_MS): EventRevision[] => [
  revision({ startAt: from, endAt: from + 30 * MINUTE_MS }),
  revision({ updatedAt: at, observedAt: at + MINUTE_MS }),
];
