/** What calendars, events and bots are when they enter the world: whatever a test leaves open is made up from the seed. */
import type { NewBot, NewCalendar, NewEvent, SharedClients } from './changes.ts';
import type { SimBot, SimCalendar, SimEvent, V1Meeting } from './model.ts';
import type { Rng } from './rng.ts';
import { likelyOutcome, stepsTo } from './bot-life.ts';
import { causeOf } from './causes.ts';
import { meetingLink, platformOf } from './meeting-links.ts';
import { icalUid, likelyMeetingPlatform, platformEventId } from './payloads.ts';
import { meetingTitle, newOauthClientId, person } from './vocabulary.ts';

const MINUTE = 60_000;

/** A calendar that says `connecting`. `stampUs`: when it is created, unless `spec` says so. */
export function newCalendar(rng: Rng, clients: SharedClients, spec: NewCalendar, stampUs: () => number): SimCalendar {
  const platform =
    spec.platform ??
    (spec.trouble == null
      ? rng.pick(['google_calendar', 'microsoft_outlook'] as const)
      : causeOf(spec.trouble).platform);
  const who = person(rng, 'acme.example');
  const createdUs = instantUs(rng, spec.createdAt, stampUs);
  return {
    id: spec.id ?? rng.uuid(),
    platform,
    mailbox: spec.email ?? who.email,
    ownerName: spec.ownerName ?? who.name,
    platformEmail: null,
    oauthEmail: spec.oauthEmail ?? null,
    oauthClientId: spec.oauthClientId ?? clients[platform] ?? newOauthClientId(rng, platform),
    oauthClientSecret: `canary-secret-${rng.hex(16)}`,
    oauthRefreshToken: `canary-refresh-token-${rng.hex(24)}`,
    webhookUrl: null,
    metadata: spec.metadata ?? null,
    extra: spec.extra ?? {},
    status: 'connecting',
    statusChanges: [{ status: 'connecting', at: createdUs, extra: {} }],
    createdUs,
    updatedUs: createdUs,
    trouble: spec.trouble ?? null,
    attemptEndsAt: null,
    patches: 0,
    instead: {},
  };
}

/** An event without bots. `stampUs` as in {@link newCalendar}. */
export function newEvent(rng: Rng, calendar: SimCalendar, spec: NewEvent, stampUs: () => number): SimEvent {
  const platform = calendar.platform;
  const owner = { name: calendar.ownerName, email: calendar.mailbox };
  const meetingUrl =
    spec.meetingUrl === undefined ? meetingLink(rng, likelyMeetingPlatform(rng, platform), 'acme') : spec.meetingUrl;
  const createdUs = instantUs(rng, spec.createdAt, stampUs);
  const updatedUs = instantUs(rng, spec.updatedAt, () => createdUs);
  return {
    id: spec.id ?? rng.uuid(),
    calendarId: calendar.id,
    platform,
    seed: rng.uint32(),
    platformId: spec.platformId ?? platformEventId(rng, platform),
    icalUid: spec.icalUid ?? icalUid(rng, platform),
    title: spec.title ?? meetingTitle(rng),
    startAt: spec.startAt,
    endAt: spec.endAt ?? spec.startAt + 30 * MINUTE,
    createdAt: Math.floor(createdUs / 1000),
    updatedAt: Math.floor(updatedUs / 1000),
    createdUs,
    updatedUs,
    allDay: spec.allDay ?? false,
    isCancelled: spec.isCancelled ?? false,
    isDeleted: spec.isDeleted ?? false,
    meetingUrl,
    meetingPlatform: spec.meetingPlatform === undefined ? recognised(meetingUrl) : spec.meetingPlatform,
    rawLink: spec.rawLink === undefined ? meetingUrl : spec.rawLink,
    seriesId: spec.seriesId ?? null,
    owner,
    organizer: spec.organizer ?? owner,
    ownResponse: spec.ownResponse ?? 'accepted',
    attendees: spec.attendees,
    bots: [],
    instead: {},
    raw: spec.raw ?? null,
    pinned: spec.pinned ?? false,
    bytes: null,
  };
}

/** A bot as Create Bot makes it. */
export interface BotToCome extends NewBot {
  readonly joinAt: number;
  readonly meetingUrl: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly adHoc?: boolean;
  readonly v1?: V1Meeting;
}

export function newBot(rng: Rng, spec: BotToCome): SimBot {
  return {
    id: spec.botId ?? rng.uuid(),
    botName: spec.botName ?? 'Meeting Notetaker',
    joinAt: spec.joinAt,
    adHoc: spec.adHoc ?? false,
    meetingUrl: spec.meetingUrl,
    deduplicationKey: spec.deduplicationKey ?? null,
    config: spec.config ?? {},
    metadata: spec.metadata ?? {},
    v1: spec.v1 ?? null,
    steps: stepsTo(spec.outcome ?? likelyOutcome(rng, 30)),
    recordingId: rng.uuid(),
    videoId: rng.uuid(),
    mediaDeletedAt: null,
  };
}

/** The platform that Recall recognises in a link. */
export function recognised(meetingUrl: string | null): string | null {
  return meetingUrl === null ? null : platformOf(meetingUrl);
}

/** `at` (ms UTC) with made-up microseconds, or what stands in its place. */
function instantUs(rng: Rng, at: number | undefined, otherwise: () => number): number {
  return at === undefined ? otherwise() : at * 1000 + rng.int(0, 999);
}
