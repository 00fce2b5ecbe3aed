/** Fills a workspace with plausible calendars and events from its seed. */
import type { CalendarPlatform } from './payload-facts.ts';
import type { NewBot, NewEvent } from './changes.ts';
import type { SimWorkspace } from './workspace.ts';
import type { Person } from './vocabulary.ts';
import type { SimCalendar } from './model.ts';
import { calendarPlatformAt, icalUid, likelyMeetingPlatform, seriesIdOf, someResponse } from './payloads.ts';
import { meetingLink, wrappedLink } from './meeting-links.ts';
import { mailDomain, meetingTitle, newOauthClientId, person } from './vocabulary.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

/** What several calendars share when people meet: one entry in the provider's world, a copy in each calendar. */
interface Meeting {
  readonly title: string;
  readonly startAt: number;
  readonly endAt: number;
  readonly icalUid: string;
  readonly link: string | null;
  readonly organizer: Person;
  readonly seriesId: string | null;
}

/** How a workspace is filled. */
export interface Population {
  readonly calendars: number;
  readonly eventsPerCalendar: number;
  /** Mail domains of the calendars' owners: customers, one after another, each with an equal share. At least one. */
  readonly domains: readonly string[];
  /** Sub-domain of the company at Zoom and Webex. */
  readonly host: string;
}

/**
 * Adds the calendars (all connected, for some weeks already) and exactly `eventsPerCalendar` events to each: from
 * yesterday to 28 days ahead, in working hours, a third of them in series, a fifth shared with a colleague's calendar.
 */
export function populate(workspace: SimWorkspace, population: Population): void {
  const clients = oauthClients(workspace);
  const calendars: SimCalendar[] = [];
  for (let i = 0; i < population.calendars; i++)
    calendars.push(addPlausibleCalendar(workspace, population, i, clients));
  const meetings: Meeting[] = [];
  for (const calendar of calendars) fillCalendar(workspace, calendar, population, meetings);
  workspace.onFirstConnect = (calendar) => fillCalendar(workspace, calendar, population, meetings);
}

type OauthClients = Readonly<Record<CalendarPlatform, readonly string[]>>;

function oauthClients(workspace: SimWorkspace): OauthClients {
  const { rng } = workspace;
  const google = workspace.sharedClient('google_calendar');
  const outlook = workspace.sharedClient('microsoft_outlook');
  return {
    google_calendar: [google ?? newOauthClientId(rng, 'google_calendar')],
    microsoft_outlook: outlook === null ? [rng.uuid(), rng.uuid()] : [outlook],
  };
}

function addPlausibleCalendar(
  workspace: SimWorkspace,
  population: Population,
  index: number,
  clients: OauthClients,
): SimCalendar {
  const rng = workspace.rng;
  const platform = calendarPlatformAt(index);
  const owner = person(rng, domainAt(population, index));
  // Two people of one name get different addresses: a mailbox appears twice only where a trouble puts it there.
  const taken = [...workspace.calendarsById.values()].some((calendar) => calendar.mailbox === owner.email);
  const email = taken ? owner.email.replace('@', `${index}@`) : owner.email;
  return workspace.addCalendar({
    platform,
    email,
    ownerName: owner.name,
    createdAt: workspace.now() - rng.int(20, 300) * DAY - rng.int(0, DAY),
    oauthClientId: rng.pick(clients[platform]),
    metadata: rng.chance(0.3) ? { customer_id: `cus_${rng.token(10)}` } : null,
  });
}

function domainAt({ domains, calendars }: Population, index: number): string {
  return domains[Math.floor((index * domains.length) / calendars)] ?? 'acme.example';
}

function fillCalendar(
  workspace: SimWorkspace,
  calendar: SimCalendar,
  population: Population,
  meetings: Meeting[],
): void {
  const rng = workspace.rng;
  let left = population.eventsPerCalendar;
  while (left > 0) {
    const shared = meetings.length > 20 && rng.chance(0.2);
    if (shared) {
      addCopy(workspace, calendar, rng.pick(meetings));
      left -= 1;
      continue;
    }
    const series = occurrences(workspace, calendar, population, rng.chance(0.12) ? Math.min(left, rng.int(2, 5)) : 1);
    for (const meeting of series) {
      meetings.push(meeting);
      addCopy(workspace, calendar, meeting);
    }
    left -= series.length;
  }
}

/** One meeting, or the occurrences of a weekly series. */
function occurrences(
  workspace: SimWorkspace,
  calendar: SimCalendar,
  population: Population,
  count: number,
): readonly Meeting[] {
  const rng = workspace.rng;
  const midnight = Math.floor(workspace.now() / DAY) * DAY;
  const day = rng.int(-1, count > 1 ? 5 : 27);
  const startAt = midnight + day * DAY + rng.int(6, 17) * HOUR + rng.int(0, 3) * 15 * MINUTE;
  const owner = { name: calendar.ownerName, email: calendar.mailbox };
  const first: Meeting = {
    title: meetingTitle(rng),
    startAt,
    endAt: startAt + rng.pick([15, 30, 30, 30, 45, 60, 60, 90]) * MINUTE,
    icalUid: icalUid(rng, calendar.platform),
    link: rng.chance(0.86) ? meetingLink(rng, likelyMeetingPlatform(rng, calendar.platform), population.host) : null,
    organizer: rng.chance(0.45) ? owner : person(rng, mailDomain(owner.email)),
    seriesId: count > 1 ? seriesIdOf(rng, calendar.platform) : null,
  };
  return Array.from({ length: count }, (_, week) => ({
    ...first,
    startAt: first.startAt + week * 7 * DAY,
    endAt: first.endAt + week * 7 * DAY,
  })).filter((meeting) => meeting.startAt < midnight + 28 * DAY);
}

function addCopy(workspace: SimWorkspace, calendar: SimCalendar, meeting: Meeting): void {
  const rng = workspace.rng;
  const now = workspace.now();
  const allDay = meeting.seriesId === null && rng.chance(0.03);
  const isDeleted = rng.chance(0.03);
  const isCancelled = rng.chance(0.02);
  const wrapped = meeting.link !== null && rng.chance(0.03);
  const link = allDay ? null : meeting.link;
  const meetingUrl = wrapped ? null : link;
  const startAt = allDay ? Math.floor(meeting.startAt / DAY) * DAY : meeting.startAt;
  const createdAt = Math.min(now - HOUR, startAt - rng.int(1, 30) * DAY) - rng.int(0, 8 * HOUR);
  const event: NewEvent = {
    calendarId: calendar.id,
    startAt,
    endAt: allDay ? startAt + DAY : meeting.endAt,
    title: meeting.title,
    icalUid: meeting.icalUid,
    meetingUrl,
    rawLink: wrapped && link !== null ? wrappedLink(link) : link,
    organizer: meeting.organizer,
    seriesId: meeting.seriesId,
    ownResponse: someResponse(rng),
    allDay,
    isDeleted,
    isCancelled,
    createdAt,
    updatedAt: Math.max(createdAt + MINUTE, Math.min(now - rng.int(1, 72) * HOUR, createdAt + rng.int(0, 3 * DAY))),
  };
  const bots =
    !isDeleted && !isCancelled && meetingUrl !== null && rng.chance(0.8) ? [botFor(startAt, meetingUrl)] : [];
  workspace.addEvent({ ...event, bots });
}

/** The bot for one start and link, with the key of the workspace's recipe. */
export function botFor(startAt: number, meetingUrl: string): NewBot {
  return { startAt, meetingUrl };
}
