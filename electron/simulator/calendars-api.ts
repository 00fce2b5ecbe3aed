/** Calendars: list, create, retrieve, update, delete, access token (recall-api.md 2). */
import type { Answer } from './answers.ts';
import type { Call } from './call.ts';
import type { CauseId } from './causes.ts';
import type { SimCalendar } from './model.ts';
import type { CalendarPlatform } from './payload-facts.ts';
import { NO_CONTENT, NOT_FOUND, invalidField, json, tokenError } from './answers.ts';
import {
  Refusal,
  choiceFilter,
  cursorAddress,
  cursorFilter,
  metadataOf,
  stringField,
  textFilter,
  timeFilter,
} from './call.ts';
import { causeOf } from './causes.ts';
import { cursorPage } from './paging.ts';
import { wireMs, wireUs } from './wire-time.ts';

const PLATFORMS: readonly CalendarPlatform[] = ['google_calendar', 'microsoft_outlook'];
const STATUSES = ['connecting', 'connected', 'disconnected'];
const HOUR = 3_600_000;

/** The calendar as the API sends it: OAuth secrets in clear, as Recall does (recall-api.md 2.2). */
export function calendarPayload(calendar: SimCalendar): Record<string, unknown> {
  return {
    id: calendar.id,
    oauth_client_id: calendar.oauthClientId,
    oauth_client_secret: calendar.oauthClientSecret,
    oauth_refresh_token: calendar.oauthRefreshToken,
    platform: calendar.platform,
    ...(calendar.webhookUrl === null ? {} : { webhook_url: calendar.webhookUrl }),
    ...(calendar.oauthEmail === null ? {} : { oauth_email: calendar.oauthEmail }),
    platform_email: calendar.platformEmail,
    ...(calendar.metadata === null ? {} : { metadata: calendar.metadata }),
    ...calendar.extra,
    status: calendar.status,
    status_changes: 'statusChanges' in calendar.instead ? calendar.instead.statusChanges : statusChangesOf(calendar),
    created_at: wireUs(calendar.createdUs),
    updated_at: wireUs(calendar.updatedUs),
  };
}

/** `status_changes` as documented: oldest first. */
export function statusChangesOf({ statusChanges }: SimCalendar): Record<string, unknown>[] {
  return statusChanges.map(({ status, at, extra }) => ({ status, created_at: wireUs(at), ...extra }));
}

export function listCalendars(call: Call): Answer {
  const status = choiceFilter(call, 'status', STATUSES);
  const platform = choiceFilter(call, 'platform', PLATFORMS);
  // Exact match of either address: the match is unconfirmed (recall-api.md 2.1).
  const email = textFilter(call, 'email')?.toLowerCase() ?? null;
  const from = timeFilter(call, 'created_at__gte');
  const page = cursorPage<SimCalendar>(
    {
      sorted: call.workspace.calendars(),
      keyOf: (calendar) => calendar.createdUs,
      accepts: (calendar) =>
        (status === null || status.at(-1) === calendar.status) &&
        (platform === null || platform.at(-1) === calendar.platform) &&
        (email === null ||
          calendar.platformEmail?.toLowerCase() === email ||
          calendar.oauthEmail?.toLowerCase() === email),
      ...(from === null ? {} : { from }),
    },
    cursorFilter(call),
    call.pageSize,
  );
  return json(200, {
    next: cursorAddress(call, page.next),
    previous: cursorAddress(call, page.previous),
    results: page.items.map(calendarPayload),
  });
}

function calendarOf(call: Call): SimCalendar {
  const calendar = call.workspace.findCalendar(call.ids[0] ?? '');
  if (calendar === null) throw new Refusal(NOT_FOUND);
  return calendar;
}

export function retrieveCalendar(call: Call): Answer {
  return json(200, calendarPayload(calendarOf(call)));
}

export function createCalendar(call: Call): Answer {
  const { workspace } = call;
  const clientId = required(call, 'oauth_client_id', 2000);
  const clientSecret = required(call, 'oauth_client_secret', 2000);
  const refreshToken = required(call, 'oauth_refresh_token', 10_000);
  const platform = platformField(call, true);
  const calendar = workspace.addCalendar({
    platform: platform ?? 'google_calendar',
    status: 'connecting',
    oauthClientId: clientId,
  });
  calendar.oauthClientSecret = workspace.secret(clientSecret);
  calendar.oauthRefreshToken = workspace.secret(refreshToken);
  calendar.trouble = troubleAfter(calendar, clientSecret, refreshToken);
  applyOptional(call, calendar);
  workspace.attempt(calendar);
  return json(201, calendarPayload(calendar));
}

/** An empty body, or new credentials, start a connection attempt (recall-api.md 2.4). */
export function updateCalendar(call: Call): Answer {
  const { workspace } = call;
  const calendar = calendarOf(call);
  const clientId = stringField(call, 'oauth_client_id', { required: false, max: 2000 });
  const clientSecret = stringField(call, 'oauth_client_secret', { required: false, max: 2000 });
  const refreshToken = stringField(call, 'oauth_refresh_token', { required: false, max: 10_000 });
  platformField(call, false);
  applyOptional(call, calendar);
  // A refresh token belongs to the client that it was given to (recall-api.md 2.4).
  if (clientId !== null && clientId !== calendar.oauthClientId && refreshToken === null)
    calendar.trouble = tokenTrouble(calendar.platform);
  calendar.trouble = troubleAfter(calendar, clientSecret, refreshToken);
  if (clientId !== null) calendar.oauthClientId = clientId;
  if (clientSecret !== null) calendar.oauthClientSecret = workspace.secret(clientSecret);
  if (refreshToken !== null) calendar.oauthRefreshToken = workspace.secret(refreshToken);
  const credentials = clientId !== null || clientSecret !== null || refreshToken !== null;
  if (credentials || Object.keys(call.body).length === 0) workspace.reconnect(calendar);
  else workspace.touchCalendar(calendar);
  calendar.patches += 1;
  return json(200, calendarPayload(calendar));
}

export function deleteCalendar(call: Call): Answer {
  call.workspace.removeCalendar(calendarOf(call).id);
  return NO_CONTENT;
}

export function accessToken(call: Call): Answer {
  const calendar = calendarOf(call);
  const { tokenRefusal } = calendar.instead;
  if (tokenRefusal !== undefined) return tokenError(tokenRefusal.code, tokenRefusal.message);
  if (calendar.oauthRefreshToken === '')
    return tokenError('no_oauth_credentials', 'The calendar has no OAuth credentials.');
  if (calendar.trouble !== null) {
    const cause = causeOf(calendar.trouble);
    return tokenError(cause.tokenError, cause.detail);
  }
  const token = call.workspace.secret(`canary-access-token-${call.workspace.rng.hex(20)}`);
  return json(200, { token, expires_at: wireMs(call.now + HOUR) });
}

/**
 * What is wrong after new credentials arrived. The simulator cannot ask a provider, so a secret or token that contains
 * the word "wrong" stands for one that the provider refuses; any other new one is good.
 */
function troubleAfter(
  { trouble: before, platform, oauthClientSecret }: SimCalendar,
  secret: string | null,
  token: string | null,
): CauseId | null {
  let trouble = before;
  const repair = before === null ? null : causeOf(before).repair;
  // A wrong secret of a Google client shows as a deleted client, which nothing else would repair.
  if (secret !== null && (repair === 'client_secret' || isWrong(oauthClientSecret))) trouble = null;
  if (token !== null && repair === 'refresh_token') trouble = null;
  if (secret !== null && isWrong(secret))
    trouble = platform === 'google_calendar' ? 'google_client_deleted' : 'outlook_secret_wrong';
  if (token !== null && isWrong(token)) trouble = tokenTrouble(platform);
  return trouble;
}

function isWrong(credential: string): boolean {
  return credential.includes('wrong');
}

function tokenTrouble(platform: CalendarPlatform): CauseId {
  return platform === 'google_calendar' ? 'google_revoked' : 'outlook_password_changed';
}

function applyOptional(call: Call, calendar: SimCalendar): void {
  const oauthEmail = stringField(call, 'oauth_email', { required: false, max: 2000 });
  const webhookUrl = stringField(call, 'webhook_url', { required: false, max: 2000 });
  if (oauthEmail !== null) {
    if (!oauthEmail.includes('@')) throw new Refusal(invalidField('oauth_email', 'Enter a valid email address.'));
    calendar.oauthEmail = oauthEmail;
  }
  if (webhookUrl !== null) {
    if (!URL.canParse(webhookUrl)) throw new Refusal(invalidField('webhook_url', 'Enter a valid URL.'));
    calendar.webhookUrl = webhookUrl;
  }
  if ('metadata' in call.body) calendar.metadata = metadataOf(call.body['metadata']);
}

function required(call: Call, name: string, max: number): string {
  return stringField(call, name, { required: true, max }) ?? '';
}

function platformField(call: Call, isRequired: boolean): CalendarPlatform | null {
  const text = stringField(call, 'platform', { required: isRequired, max: 100 });
  if (text === null) return null;
  const platform = PLATFORMS.find((one) => one === text);
  if (platform === undefined) throw new Refusal(invalidField('platform', `"${text}" is not a valid choice.`));
  return platform;
}
