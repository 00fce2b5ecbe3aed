/**
 * Calendar events as Recall sends them, made from a seed and without a server: `generateEventPage` gives pages of 100
 * fast enough to fill a database with a million events.
 */
import type { CalendarPlatform, EventFacts, OwnResponse } from './payload-facts.ts';
import type { Person } from './vocabulary.ts';
import type { MeetingPlatform } from './meeting-links.ts';
import { googleRaw } from './google-raw.ts';
import { outlookRaw } from './outlook-raw.ts';
import { meetingLink, platformOf } from './meeting-links.ts';
import type { Rng } from './rng.ts';
import { createRng, seedOf } from './rng.ts';
import { meetingTitle, person } from './vocabulary.ts';
import { wireMs, wireUs } from './wire-time.ts';

export const EVENTS_PER_PAGE = 100;

/** One element of `event.bots[]`; `startAt` is ms UTC. */
export interface BotEntry {
  readonly botId: string;
  readonly startAt: number;
  readonly deduplicationKey: string;
  readonly meetingUrl: string;
}

/** The envelope around `raw` (recall-api.md 3.2). `createdUs` and `updatedUs` are microseconds UTC. */
export interface EventEnvelope {
  readonly id: string;
  readonly calendarId: string;
  readonly platform: CalendarPlatform;
  readonly createdUs: number;
  readonly updatedUs: number;
  readonly meetingUrl: string | null;
  readonly meetingPlatform: string | null;
  readonly isDeleted: boolean;
  readonly bots: readonly BotEntry[];
}

/** `raw` of either provider as JSON text. */
export function rawText(platform: CalendarPlatform, facts: EventFacts): string {
  switch (platform) {
    case 'google_calendar':
      return googleRaw(facts);
    case 'microsoft_outlook':
      return outlookRaw(facts);
  }
}

/** The whole event as JSON text, around a `raw` that is JSON text already. */
export function eventText(
  envelope: EventEnvelope,
  facts: Pick<EventFacts, 'platformId' | 'icalUid' | 'startAt' | 'endAt'>,
  raw: string,
): string {
  const bots = envelope.bots.map(
    (bot) =>
      `{"bot_id":"${bot.botId}","start_time":"${wireMs(bot.startAt)}","deduplication_key":${JSON.stringify(bot.deduplicationKey)},"meeting_url":${JSON.stringify(bot.meetingUrl)}}`,
  );
  return (
    `{"id":"${envelope.id}","start_time":"${wireMs(facts.startAt)}","end_time":"${wireMs(facts.endAt)}","calendar_id":"${envelope.calendarId}","raw":${raw},` +
    `"platform":"${envelope.platform}","platform_id":${JSON.stringify(facts.platformId)},"ical_uid":${JSON.stringify(facts.icalUid)},` +
    `"meeting_platform":${JSON.stringify(envelope.meetingPlatform)},"meeting_url":${JSON.stringify(envelope.meetingUrl)},` +
    `"created_at":"${wireUs(envelope.createdUs)}","updated_at":"${wireUs(envelope.updatedUs)}","is_deleted":${envelope.isDeleted},"bots":[${bots.join(',')}]}`
  );
}

/** A provider's own event id. */
export function platformEventId(rng: Rng, platform: CalendarPlatform): string {
  return platform === 'google_calendar'
    ? rng.hex(13)
    : `AAMkA${rng.token(62)}BGAAAAAAD${rng.token(46)}ENAAC${rng.token(24)}AAA=`;
}

/** An iCalendar UID in the provider's form. */
export function icalUid(rng: Rng, platform: CalendarPlatform): string {
  return platform === 'google_calendar'
    ? `${rng.hex(13)}@google.com`
    : `040000008200E00074C5B7101A82E00800000000${rng.hex(8).toUpperCase()}000000000000000010000000${rng.hex(16).toUpperCase()}`;
}

const LINK_SHARES: Readonly<Record<CalendarPlatform, readonly (readonly [MeetingPlatform, number])[]>> = {
  google_calendar: [
    ['google_meet', 0.7],
    ['zoom', 0.95],
    ['webex', 0.98],
    ['goto_meeting', 1],
  ],
  microsoft_outlook: [
    ['microsoft_teams', 0.72],
    ['zoom', 0.93],
    ['webex', 0.97],
    ['microsoft_teams_live', 1],
  ],
};

/** A meeting platform as common on this calendar platform as in practice. */
export function likelyMeetingPlatform(rng: Rng, platform: CalendarPlatform): MeetingPlatform {
  const draw = rng.next();
  return LINK_SHARES[platform].find(([, upTo]) => draw < upTo)?.[0] ?? 'zoom';
}

/** A generated event with the facts that a test compares. Instants are ms UTC. */
export interface GeneratedEvent {
  readonly envelope: EventEnvelope;
  readonly facts: EventFacts;
  readonly text: string;
}

export interface GenerateOptions {
  /** First start time, ms UTC. Default 2026-01-05T00:00:00Z, so that pages are the same on every day. */
  readonly from?: number;
  /** Start times end here, ms UTC. Default: 29 days after `from` (one day back to 28 ahead). */
  readonly to?: number;
  /** How many events the whole series of pages has; start times ascend over it. Default 100,000. */
  readonly total?: number;
  /** Calendars that the events are spread over. Default: 100 ids that follow from the seed. */
  readonly calendarIds?: readonly string[];
  readonly perPage?: number;
  /** `next` of the page. Default null. */
  readonly next?: string | null;
  /** Added to every `updated_at`, ms: the same events once more, changed. Default 0. */
  readonly updatedLater?: number;
}

const DEFAULT_FROM = Date.UTC(2026, 0, 5);
const DAY = 86_400_000;

/** Ids of the calendars that {@link generateEventPage} uses by default. */
export function generatedCalendarIds(seed: number, count = 100): readonly string[] {
  const rng = createRng(seedOf(seed, 'generated calendars'));
  return Array.from({ length: count }, () => rng.uuid());
}

interface Owner {
  readonly calendarId: string;
  readonly platform: CalendarPlatform;
  readonly person: Person;
}

const ownersOf = new Map<string, readonly Owner[]>();

function owners(seed: number, options: GenerateOptions): readonly Owner[] {
  const ids = options.calendarIds ?? generatedCalendarIds(seed);
  const key = `${seed} ${ids.length} ${ids[0] ?? ''}`;
  const known = ownersOf.get(key);
  if (known !== undefined) return known;
  const rng = createRng(seedOf(seed, 'owners'));
  const made = ids.map((calendarId, index): Owner => {
    const platform = calendarPlatformAt(index);
    return { calendarId, platform, person: person(rng, `${rng.pick(['acme', 'globex', 'initech'])}.example`) };
  });
  ownersOf.set(key, made);
  return made;
}

/** Share of Outlook calendars and events (LIMITS.md, test data). */
const MICROSOFT_SHARE = 0.46;

/** The platform of the n-th calendar: exactly the usual share of Outlook over any stretch of calendars. */
export function calendarPlatformAt(index: number): CalendarPlatform {
  return Math.floor((index + 1) * MICROSOFT_SHARE) > Math.floor(index * MICROSOFT_SHARE)
    ? 'microsoft_outlook'
    : 'google_calendar';
}

/**
 * Page `index` (from 0) of a list of events as the API would answer it: `text` is the whole response body, `events`
 * what it holds. Pages of one seed never share an event, and ascend by start time.
 */
export function generateEventPage(
  seed: number,
  index: number,
  options: GenerateOptions = {},
): { text: string; events: readonly GeneratedEvent[] } {
  const perPage = options.perPage ?? EVENTS_PER_PAGE;
  const people = owners(seed, options);
  const rng = createRng(seedOf(seed, 'page', index));
  const events = Array.from({ length: perPage }, (_, i) => generated(rng, index * perPage + i, people, options));
  const next = options.next ?? null;
  return {
    text: `{"next":${JSON.stringify(next)},"previous":null,"results":[${events.map((event) => event.text).join(',')}]}`,
    events,
  };
}

function generated(rng: Rng, position: number, people: readonly Owner[], options: GenerateOptions): GeneratedEvent {
  const from = options.from ?? DEFAULT_FROM;
  const to = options.to ?? from + 29 * DAY;
  const total = options.total ?? 100_000;
  const owner = rng.pick(people);
  // Whole minutes, ascending with the position: many events share a start, as real ones do.
  const startAt = from + Math.floor(((to - from) * (position / total)) / 60_000) * 60_000;
  const createdAt = startAt - rng.int(2, 40) * DAY - rng.int(0, 3_600_000);
  const updatedAt = createdAt + rng.int(0, DAY) + (options.updatedLater ?? 0);
  const link = rng.chance(0.85) ? meetingLink(rng, likelyMeetingPlatform(rng, owner.platform), 'acme') : null;
  const organizer = rng.chance(0.4)
    ? owner.person
    : person(rng, owner.person.email.slice(owner.person.email.indexOf('@') + 1));
  const facts: EventFacts = {
    seed: rng.uint32(),
    platformId: platformEventId(rng, owner.platform),
    icalUid: icalUid(rng, owner.platform),
    title: meetingTitle(rng),
    startAt,
    endAt: startAt + rng.int(1, 6) * 900_000,
    createdAt,
    updatedAt,
    allDay: false,
    isCancelled: rng.chance(0.02),
    rawLink: link,
    seriesId: rng.chance(0.35) ? seriesIdOf(rng, owner.platform) : null,
    owner: owner.person,
    organizer,
    ownResponse: someResponse(rng),
    attendees: undefined,
  };
  const botId = rng.uuid();
  const hasBot = link !== null && rng.chance(0.6);
  const envelope: EventEnvelope = {
    id: rng.uuid(),
    calendarId: owner.calendarId,
    platform: owner.platform,
    createdUs: createdAt * 1000 + rng.int(0, 999),
    updatedUs: updatedAt * 1000 + rng.int(0, 999),
    meetingUrl: link,
    meetingPlatform: link === null ? null : platformOf(link),
    isDeleted: rng.chance(0.02),
    bots:
      hasBot && link !== null
        ? [{ botId, startAt, deduplicationKey: `${wireMs(startAt)}-${link}`, meetingUrl: link }]
        : [],
  };
  return { envelope, facts, text: eventText(envelope, facts, rawText(owner.platform, facts)) };
}

/** A series id in the provider's form. */
export function seriesIdOf(rng: Rng, platform: CalendarPlatform): string {
  return platform === 'google_calendar' ? rng.hex(13) : `AAMkA${rng.token(62)}BGAAAAAAD${rng.token(46)}ENAAA=`;
}

export function someResponse(rng: Rng): OwnResponse {
  const draw = rng.next();
  return draw < 0.7 ? 'accepted' : draw < 0.9 ? 'needsAction' : draw < 0.96 ? 'tentative' : 'declined';
}
