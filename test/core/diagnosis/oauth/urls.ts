/** Right URLs to spoil, as Recall's guides describe them. Invented values. */

export type Change = Readonly<Record<string, string | null>>;

const GOOGLE_SCOPES =
  'https://www.googleapis.com/auth/calendar.events.readonly https://www.googleapis.com/auth/userinfo.email';
const MICROSOFT_SCOPES = 'offline_access openid email https://graph.microsoft.com/Calendars.Read';
export const GOOGLE_ID = '104857-notetaker.apps.googleusercontent.com';
export const MICROSOFT_ID = '5d2f0c1e-8a34-4b7e-9c55-1f6f2d9b0a77';
const GOOGLE_CALLBACK = 'https://us-east-1.recall.ai/api/v1/calendar/google_oauth_callback/';
const MICROSOFT_CALLBACK = 'https://eu-central-1.recall.ai/api/v1/calendar/ms_oauth_callback/';

const GOOGLE = {
  client_id: GOOGLE_ID,
  redirect_uri: 'https://app.example.com/callback',
  response_type: 'code',
  scope: GOOGLE_SCOPES,
  access_type: 'offline',
  prompt: 'consent',
  state: '7f3a',
};
const MICROSOFT = {
  client_id: MICROSOFT_ID,
  redirect_uri: 'https://app.example.com/callback',
  response_type: 'code',
  response_mode: 'query',
  scope: MICROSOFT_SCOPES,
  state: '7f3a',
};

/** A V1 state; fields set to null are left out. */
export function v1State(change: Change = {}, provider: 'google' | 'microsoft' = 'google'): string {
  const redirect =
    provider === 'google'
      ? { google_oauth_redirect_url: GOOGLE_CALLBACK }
      : { ms_oauth_redirect_url: MICROSOFT_CALLBACK };
  const state = {
    recall_calendar_auth_token: 'RECALL_CALENDAR_AUTH_TOKEN',
    ...redirect,
    success_url: 'https://app.example.com/connected',
    error_url: 'https://app.example.com/failed',
  };
  return JSON.stringify(withChange(state, change));
}

function withChange(base: Readonly<Record<string, string>>, change: Change): Record<string, string> {
  const changed = { ...base, ...change };
  return Object.fromEntries(Object.entries(changed).filter((entry): entry is [string, string] => entry[1] !== null));
}

function address(begin: string, base: Readonly<Record<string, string>>, change: Change): string {
  const parameters = Object.entries(withChange(base, change));
  return `${begin}?${parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
}

/** A right Google URL of V2 with these parameters changed; null leaves one out. */
export function google(change: Change = {}): string {
  return address('https://accounts.google.com/o/oauth2/v2/auth', GOOGLE, change);
}

/** A right Microsoft URL of V2 with these parameters changed; null leaves one out. */
export function microsoft(change: Change = {}): string {
  return address('https://login.microsoftonline.com/common/oauth2/v2.0/authorize', MICROSOFT, change);
}

export function googleV1(change: Change = {}, state: Change = {}): string {
  return google({ redirect_uri: GOOGLE_CALLBACK, state: v1State(state), ...change });
}

export function microsoftV1(change: Change = {}, state: Change = {}): string {
  return microsoft({ redirect_uri: MICROSOFT_CALLBACK, state: v1State(state, 'microsoft'), ...change });
}

/** A right callback of V2. */
export function callback(change: Change = {}): string {
  return address('https://app.example.com/callback', { code: '***', state: '7f3a' }, change);
}
