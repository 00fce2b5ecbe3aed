/** What goes wrong in the training world: one example of everything that the console explains. */
import type { CauseId } from './causes.ts';
import type { SimCalendar } from './model.ts';
import type { SimWorkspace } from './workspace.ts';
import type { Troubles } from './training-world.ts';
import { CAUSES, causeOf } from './causes.ts';
import { mailDomain, newOauthClientId, person } from './vocabulary.ts';
import { botFor } from './populate.ts';
import { isHealthy, troubledMeetings } from './troubled-meetings.ts';
import { wireMs } from './wire-time.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

/** Two workspaces of the training world know this mailbox. */
const PARTNER_MAILBOX = 'partner.desk@umbrella-foods.example';
const PARTNER_ROOM = 'https://umbrella-foods.zoom.us/j/84210077315?pwd=Q3VhcnRlcmx5UmV2aWV3.1';

/** Recall takes its time over some bots: a console that is filled meanwhile sees them go. */
const BOTS_STAY = MINUTE;

/** When the provider had its fault, at the same time for all workspaces of a world. */
const FAULT_AGO = 35 * MINUTE;

/** Causes that come as an outage of several calendars, not as a single case. */
const SHARED: readonly CauseId[] = ['google_testing_expired', 'outlook_secret_expired'];

/** What the second workspace has of single cases. */
const SOME: readonly CauseId[] = [
  'google_revoked',
  'google_scope_unticked',
  'outlook_inactive',
  'outlook_mailbox_unavailable',
];

/** Adds troubled calendars and events to a populated workspace. */
export function addTroubles(workspace: SimWorkspace, troubles: Troubles): void {
  switch (troubles) {
    case 'none':
      return;
    case 'quiet':
      brokenCalendar(workspace, 'google_revoked', 3 * DAY);
      troubledMeetings(workspace, healthyCalendar(workspace)).movedWithStaleBot();
      return;
    case 'some':
      for (const cause of SOME) brokenCalendar(workspace, cause, workspace.rng.int(3, 60) * HOUR);
      recoveredOutage(workspace);
      usualTroubles(workspace);
      return;
    case 'training':
      for (const { id } of CAUSES) {
        if (!SHARED.includes(id))
          brokenCalendar(workspace, id, workspace.rng.int(3, 60) * HOUR, ownClient(workspace, id));
      }
      expiredSecretIncident(workspace);
      tenantPolicy(workspace);
      testingClient(workspace);
      flappingCalendar(workspace);
      usualTroubles(workspace);
      return;
  }
}

/** What every large workspace has. */
function usualTroubles(workspace: SimWorkspace): void {
  for (let i = 0; i < 3; i++) brokenCalendar(workspace, 'outlook_transient', FAULT_AGO - i * 20_000);
  connectingCalendars(workspace);
  partnerMailbox(workspace);
  certificateCredentials(workspace);
  duplicateMailbox(workspace);
  for (const trouble of Object.values(troubledMeetings(workspace, healthyCalendar(workspace)))) trouble();
}

function domainOf(workspace: SimWorkspace): string {
  return mailDomain(workspace.calendars()[0]?.mailbox ?? 'someone@acme.example');
}

function isConnected({ status }: SimCalendar): boolean {
  return status === 'connected';
}

function healthyCalendar(workspace: SimWorkspace): SimCalendar {
  const found = workspace.calendars().find(isHealthy);
  return found ?? workspace.addCalendar();
}

interface BrokenDetails {
  readonly createdAt?: number;
  readonly oauthClientId?: string;
}

/**
 * A calendar with a life of its own that broke `ago` ms ago: its meetings stay, the bots that were to come are gone,
 * or go after `botsStay` ms.
 */
function brokenCalendar(
  workspace: SimWorkspace,
  cause: CauseId,
  ago: number,
  details: BrokenDetails = {},
  botsStay?: number,
): SimCalendar {
  const who = person(workspace.rng, domainOf(workspace));
  const calendar = workspace.addCalendar({
    platform: causeOf(cause).platform,
    email: who.email.replace('@', `.${workspace.calendarsById.size}@`),
    ownerName: who.name,
    createdAt: workspace.now() - workspace.rng.int(30, 200) * DAY,
    ...details,
  });
  workspace.onFirstConnect(calendar);
  const now = workspace.now();
  const botsLeaveAt = botsStay === undefined ? undefined : now + botsStay;
  return workspace.setCalendarStatus(calendar.id, 'disconnected', cause, now - ago, botsLeaveAt);
}

/** What ails a whole client cannot be seen in one of its calendars alone. */
function ownClient({ rng }: SimWorkspace, cause: CauseId): BrokenDetails {
  const { platform, repair } = causeOf(cause);
  const ofClient = repair === 'client_secret' || cause === 'outlook_app_disabled' || cause === 'google_client_deleted';
  return ofClient ? { oauthClientId: newOauthClientId(rng, platform) } : {};
}

/** One OAuth client's secret expired: several calendars break within four minutes. */
function expiredSecretIncident(workspace: SimWorkspace): void {
  const oauthClientId = workspace.sharedClient('microsoft_outlook') ?? workspace.rng.uuid();
  for (let i = 0; i < 6; i++)
    brokenCalendar(workspace, 'outlook_secret_expired', 2 * HOUR - i * 40_000, { oauthClientId }, BOTS_STAY);
}

/** A customer's administrators block the app for everybody there: all Outlook calendars of the last mail domain, at most four. */
function tenantPolicy(workspace: SimWorkspace): void {
  const outlook = [...workspace.calendarsById.values()].filter(
    (one) => one.platform === 'microsoft_outlook' && isConnected(one),
  );
  const domain = mailDomain(outlook.at(-1)?.mailbox ?? '');
  const count = Math.min(4, outlook.filter((one) => mailDomain(one.mailbox) === domain).length);
  if (count === 0) return;
  workspace.outage({
    cause: 'outlook_conditional_access',
    domain,
    count,
    overMs: 12 * MINUTE,
    from: workspace.now() - 5 * HOUR,
    botsLeaveAt: workspace.now() + BOTS_STAY,
  });
}

/** An administrator forbade the app yesterday and allowed it again: all are back, their bots are not. */
function recoveredOutage(workspace: SimWorkspace): void {
  const cause = 'google_admin_policy';
  const from = workspace.now() - 26 * HOUR;
  const count = Math.min(4, workspace.calendars().filter((one) => one.platform === 'google_calendar').length);
  workspace.outage({ cause, count, overMs: 6 * MINUTE, from, botsLeaveAt: workspace.now() + BOTS_STAY });
  workspace.heal({ cause, overMs: 3 * MINUTE, from: from + 4 * HOUR });
}

/** It came and went three times in two days, and is gone. */
function flappingCalendar(workspace: SimWorkspace): void {
  const { id } = brokenCalendar(workspace, 'outlook_transient', 6 * DAY);
  for (const [hours, status] of [
    [44, 'connected'],
    [37, 'disconnected'],
    [30, 'connected'],
    [18, 'disconnected'],
    [9, 'connected'],
    [4, 'disconnected'],
  ] as const)
    workspace.setCalendarStatus(
      id,
      status,
      status === 'connected' ? null : 'outlook_transient',
      workspace.now() - hours * HOUR,
    );
}

/** The same to `count` calendars that were well until then. */
export function expireSecret(workspace: SimWorkspace, count: number): void {
  const outlook = workspace
    .calendars()
    .filter((calendar) => calendar.platform === 'microsoft_outlook' && isConnected(calendar));
  for (const [i, calendar] of outlook.slice(Math.max(0, outlook.length - count)).entries()) {
    const at = workspace.now() - 2 * HOUR - i * 7_000;
    workspace.setCalendarStatus(calendar.id, 'disconnected', 'outlook_secret_expired', at);
  }
}

/** A Google client in "Testing": every calendar dies seven days after it was connected (recall-api.md 2.6). */
function testingClient(workspace: SimWorkspace): void {
  const oauthClientId = newOauthClientId(workspace.rng, 'google_calendar');
  for (let i = 0; i < 3; i++) {
    const ago = (i + 1) * 5 * HOUR;
    brokenCalendar(workspace, 'google_testing_expired', ago, {
      oauthClientId,
      createdAt: workspace.now() - ago - 7 * DAY,
    });
  }
}

/** One that was created a moment ago and will soon connect, and one that is stuck. Neither has an address yet. */
function connectingCalendars(workspace: SimWorkspace): void {
  const domain = domainOf(workspace);
  const fresh = workspace.addCalendar({
    platform: 'google_calendar',
    status: 'connecting',
    email: `new.hire@${domain}`,
    ownerName: 'New Hire',
  });
  workspace.attempt(fresh);
  workspace.addCalendar({
    platform: 'microsoft_outlook',
    status: 'connecting',
    email: `stuck.mailbox@${domain}`,
    ownerName: 'Stuck Mailbox',
    createdAt: workspace.now() - 5 * HOUR,
  });
}

/** Its quarterly review is in both workspaces, and each sends a bot. */
function partnerMailbox(workspace: SimWorkspace): void {
  const calendar = workspace.addCalendar({
    platform: 'google_calendar',
    email: PARTNER_MAILBOX,
    ownerName: 'Partner Desk',
    oauthEmail: 'integrations@umbrella-foods.example',
    createdAt: workspace.now() - 40 * DAY,
  });
  const startAt = Math.ceil(workspace.now() / HOUR) * HOUR + 34 * HOUR;
  workspace.addEvent({
    calendarId: calendar.id,
    title: 'Quarterly review with Umbrella Foods',
    startAt,
    meetingUrl: PARTNER_ROOM,
    createdAt: workspace.now() - 3 * DAY,
    bots: [botFor(startAt, PARTNER_ROOM)],
  });
}

/** Certificate credentials as the 2026 sample code sends them (recall-api.md 2.2); their names are unconfirmed. */
function certificateCredentials(workspace: SimWorkspace): void {
  const key = workspace.secret(`canary-private-key-${workspace.rng.hex(24)}`);
  const certificate = workspace.secret(`canary-certificate-${workspace.rng.hex(24)}`);
  workspace.addCalendar({
    platform: 'microsoft_outlook',
    email: `certificate.user@${domainOf(workspace)}`,
    ownerName: 'Certificate User',
    createdAt: workspace.now() - 12 * DAY,
    extra: {
      oauth_client_certificate: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----`,
      oauth_client_private_key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----`,
    },
  });
}

/** One mailbox connected twice: the same events under other ids, and two bots for each, because the keys differ. */
function duplicateMailbox(workspace: SimWorkspace): void {
  const first = healthyCalendar(workspace);
  const second = workspace.addCalendar({
    platform: first.platform,
    email: first.mailbox,
    ownerName: first.ownerName,
    createdAt: workspace.now() - 9 * DAY,
  });
  const originals = workspace.events().filter((event) => event.calendarId === first.id && !event.isDeleted);
  for (const event of originals) {
    const { meetingUrl, startAt } = event;
    const bots =
      meetingUrl === null || event.bots.length === 0
        ? []
        : [{ startAt, meetingUrl, deduplicationKey: `${wireMs(startAt)}-${meetingUrl}-${event.icalUid}` }];
    workspace.addEvent({
      calendarId: second.id,
      startAt,
      endAt: event.endAt,
      title: event.title,
      icalUid: event.icalUid,
      platformId: event.platformId,
      meetingUrl,
      rawLink: event.rawLink,
      organizer: event.organizer,
      seriesId: event.seriesId,
      allDay: event.allDay,
      isCancelled: event.isCancelled,
      ownResponse: event.ownResponse,
      createdAt: workspace.now() - 9 * DAY,
      bots,
    });
  }
}
