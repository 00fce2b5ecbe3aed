/** Meeting links of the platforms that Recall knows: made for the world, and taken apart for bots (recall-api.md 4.4). */
import type { Rng } from './rng.ts';

export type MeetingPlatform =
  'zoom' | 'google_meet' | 'microsoft_teams' | 'microsoft_teams_live' | 'webex' | 'goto_meeting';

/** `meeting_url` of a bot as Recall returns it: an object whose keys depend on the platform. */
export type MeetingUrlObject = Readonly<Record<string, string | null>> & { readonly platform: MeetingPlatform };

/** A new link of one platform; `host` is the company's own sub-domain where the platform has one. */
export function meetingLink(rng: Rng, platform: MeetingPlatform, host: string): string {
  switch (platform) {
    case 'zoom':
      return `https://${host}.zoom.us/j/${rng.digits(11)}?pwd=${rng.token(22)}.1`;
    case 'google_meet':
      return `https://meet.google.com/${rng.letters(3)}-${rng.letters(4)}-${rng.letters(3)}`;
    case 'microsoft_teams':
      return teamsLink(rng.token(48), rng.uuid(), rng.uuid());
    case 'microsoft_teams_live':
      return `https://teams.live.com/meet/93${rng.digits(11)}?p=${rng.token(18)}`;
    case 'webex':
      return `https://${host}.webex.com/${host}/j.php?MTID=m${rng.hex(16)}`;
    case 'goto_meeting':
      return `https://meet.goto.com/${rng.digits(9)}`;
  }
}

function teamsLink(thread: string, tenant: string, organizer: string): string {
  return `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${thread}%40thread.v2/0?context=%7b%22Tid%22%3a%22${tenant}%22%2c%22Oid%22%3a%22${organizer}%22%7d`;
}

/** Mail filters that replace links in invitations by their own. */
export const GATEWAYS = [
  'safelinks',
  'proofpoint_v2',
  'proofpoint_v3',
  'mimecast',
  'barracuda',
  'cisco',
  'google',
] as const;
export type Gateway = (typeof GATEWAYS)[number];

/** A link that Recall does not recognise because a mail filter wrapped it (recall-api.md 3.3, "Missing meeting_url"). */
export function wrappedLink(link: string, gateway: Gateway = 'safelinks'): string {
  const encoded = encodeURIComponent(link);
  switch (gateway) {
    case 'safelinks':
      return `https://eur02.safelinks.protection.outlook.com/?url=${encoded}&reserved=0`;
    case 'proofpoint_v2':
      return `https://urldefense.proofpoint.com/v2/url?u=${encoded.replaceAll('%2F', '_').replaceAll('%', '-')}&d=DwMFAg&c=euGZst`;
    case 'proofpoint_v3':
      return `https://urldefense.com/v3/__${link}__;!!Kl7!xQ9$`;
    case 'mimecast':
      return 'https://protect-eu.mimecast.com/s/Qk3xCz7w8T4RZpW';
    case 'barracuda':
      return `https://linkprotect.cudasvc.com/url?a=${encoded}&c=E,1,h7&typo=1`;
    case 'cisco':
      return `https://secure-web.cisco.com/1pQ7mZ/${encoded}`;
    case 'google':
      return `https://www.google.com/url?q=${encoded}&sa=D&source=calendar`;
  }
}

/** The platform of a link; null for anything that Recall would not recognise. */
export function platformOf(link: string): MeetingPlatform | null {
  return parseMeetingLink(link)?.platform ?? null;
}

/** Takes a link apart as Recall does for `bot.meeting_url`; null when no platform recognises it. */
export function parseMeetingLink(link: string): MeetingUrlObject | null {
  if (!URL.canParse(link)) return null;
  const url = new URL(link);
  const host = url.hostname;
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  const last = segments.at(-1) ?? '';
  if (host === 'zoom.us' || host.endsWith('.zoom.us')) {
    return { meeting_id: last, meeting_password: url.searchParams.get('pwd'), platform: 'zoom' };
  }
  if (host === 'meet.google.com') return { meeting_id: last, platform: 'google_meet' };
  if (host === 'teams.microsoft.com') return teamsObject(url, segments);
  if (host === 'teams.live.com') {
    return {
      ...NO_TEAMS,
      meeting_id: last,
      meeting_password: url.searchParams.get('p'),
      platform: 'microsoft_teams_live',
    };
  }
  if (host.endsWith('.webex.com')) return webexObject(url, last);
  if (host === 'meet.goto.com') return { meeting_id: last, platform: 'goto_meeting' };
  return null;
}

const NO_TEAMS = {
  meeting_id: null,
  meeting_password: null,
  organizer_id: null,
  tenant_id: null,
  message_id: null,
  thread_id: null,
  business_meeting_id: null,
  business_meeting_password: null,
} as const;

function teamsObject(url: URL, segments: readonly string[]): MeetingUrlObject {
  if (segments[0] === 'meet') {
    const password = url.searchParams.get('p');
    return {
      ...NO_TEAMS,
      business_meeting_id: segments[1] ?? null,
      business_meeting_password: password,
      platform: 'microsoft_teams',
    };
  }
  const context = url.searchParams.get('context') ?? '';
  return {
    ...NO_TEAMS,
    organizer_id: /"Oid":"([^"]+)"/.exec(context)?.[1] ?? null,
    tenant_id: /"Tid":"([^"]+)"/.exec(context)?.[1] ?? null,
    message_id: segments[3] ?? null,
    thread_id: segments[2] === undefined ? null : decodeURIComponent(segments[2]),
    platform: 'microsoft_teams',
  };
}

function webexObject(url: URL, last: string): MeetingUrlObject {
  const subdomain = url.hostname.slice(0, -'.webex.com'.length);
  const mtid = url.searchParams.get('MTID');
  return mtid === null
    ? { meeting_subdomain: subdomain, meeting_personal_room_id: last, platform: 'webex' }
    : { meeting_subdomain: subdomain, meeting_mtid: mtid, meeting_path: url.pathname.slice(1), platform: 'webex' };
}
