/** Where Google and Microsoft expect people and requests, and what else people paste (recall-api.md 7.1 and 7.2). Pure data. */

export type Provider = 'google' | 'microsoft';

/** Where an authorisation begins. */
export const AUTHORIZE: Readonly<Record<Provider, string>> = {
  google: 'https://accounts.google.com/o/oauth2/v2/auth',
  microsoft: 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
};

export const RIGHT_HOSTS: Readonly<Record<Provider, string>> = {
  google: 'accounts.google.com',
  microsoft: 'login.microsoftonline.com',
};

/** Hosts that are the provider's and still the wrong ones to begin at. */
export const OTHER_HOSTS: Readonly<Record<string, { readonly provider: Provider; readonly what: string }>> = {
  'login.microsoft.com': { provider: 'microsoft', what: 'another name of Microsoft’s sign-in' },
  'login.live.com': { provider: 'microsoft', what: 'the sign-in of personal Microsoft accounts only' },
  'login.windows.net': { provider: 'microsoft', what: 'the former name of Microsoft’s sign-in' },
  'sts.windows.net': { provider: 'microsoft', what: 'the issuer in Microsoft’s tokens' },
  'login.microsoftonline.us': { provider: 'microsoft', what: 'the sign-in of Microsoft’s cloud for the US government' },
  'login.partner.microsoftonline.cn': { provider: 'microsoft', what: 'the sign-in of Microsoft’s cloud in China' },
  'graph.microsoft.com': { provider: 'microsoft', what: 'the Graph API, which takes tokens and gives none' },
  'oauth2.googleapis.com': { provider: 'google', what: 'Google’s token endpoint' },
  'www.googleapis.com': { provider: 'google', what: 'an API of Google, which takes tokens' },
  'www.google.com': { provider: 'google', what: 'Google’s search' },
  'google.com': { provider: 'google', what: 'Google’s search' },
  'account.google.com': { provider: 'google', what: 'no sign-in of Google' },
};

/** V1's callbacks at Recall (7.3). */
export const V1_CALLBACKS: Readonly<Record<Provider, string>> = {
  google: '/api/v1/calendar/google_oauth_callback/',
  microsoft: '/api/v1/calendar/ms_oauth_callback/',
};

/** Hosts of Recall's regions (recall-api.md 1.1). */
export const RECALL_HOSTS: readonly string[] = [
  'us-east-1.recall.ai',
  'us-west-2.recall.ai',
  'eu-central-1.recall.ai',
  'ap-northeast-1.recall.ai',
];

/** Fields of the V1 state that hold the redirect URI once more. */
export const V1_REDIRECT_KEYS: Readonly<Record<Provider, string>> = {
  google: 'google_oauth_redirect_url',
  microsoft: 'ms_oauth_redirect_url',
};

const GOOGLE_SCOPE = 'https://www.googleapis.com/auth/';

/** Any one of these is enough for Recall (7.1). */
export const GOOGLE_CALENDAR_SCOPES: readonly string[] = [
  `${GOOGLE_SCOPE}calendar.events.readonly`,
  `${GOOGLE_SCOPE}calendar.readonly`,
  `${GOOGLE_SCOPE}calendar.events`,
  `${GOOGLE_SCOPE}calendar`,
];
export const GOOGLE_EMAIL_SCOPES: readonly string[] = [`${GOOGLE_SCOPE}userinfo.email`, 'email'];

export const GRAPH = 'https://graph.microsoft.com/';
/** Lower case: Microsoft does not tell them apart by it. */
export const MICROSOFT_CALENDAR_SCOPES: readonly string[] = ['calendars.read', 'calendars.readwrite'];
export const MICROSOFT_EMAIL_SCOPES: readonly string[] = ['email', 'user.read'];

/** For the spelling: what somebody may have meant. */
export const SCOPE_WORDS: Readonly<Record<Provider, readonly string[]>> = {
  google: [...GOOGLE_CALENDAR_SCOPES, ...GOOGLE_EMAIL_SCOPES, `${GOOGLE_SCOPE}userinfo.profile`, 'openid', 'profile'],
  microsoft: [
    'offline_access',
    'openid',
    'email',
    'profile',
    'User.Read',
    'Calendars.Read',
    'Calendars.ReadWrite',
    'OnlineMeetings.Read',
    `${GRAPH}Calendars.Read`,
    `${GRAPH}Calendars.ReadWrite`,
    `${GRAPH}User.Read`,
  ],
};

/** Parameters of one provider that the other does not know. */
export const FOREIGN_PARAMETERS: Readonly<Record<Provider, readonly string[]>> = {
  google: ['domain_hint'],
  microsoft: ['access_type', 'include_granted_scopes', 'approval_prompt'],
};

export const PROVIDER_NAMES: Readonly<Record<Provider, string>> = { google: 'Google', microsoft: 'Microsoft' };
