/** Addresses that break a rule about where they lead, how they are written, or which parameters they have. */
import { google, GOOGLE_ID, googleV1, microsoft, MICROSOFT_ID, v1State } from './urls.ts';

const enc = encodeURIComponent;
const RECALL = 'https://us-east-1.recall.ai/api/v1/calendar';

export interface Example {
  /** The rule that it breaks. */
  readonly code: string;
  readonly text: string;
  /** The marked parts. */
  readonly marked: readonly string[];
  /** What the corrected URL contains; null: nothing is corrected. Absent: said by another example. */
  readonly mended?: string | null;
}

export const ADDRESS_EXAMPLES: readonly Example[] = [
  {
    code: 'address_missing',
    text: `client_id=${GOOGLE_ID}&redirect_uri=https://app.example.com/cb&scope=email&response_type=code`,
    marked: [],
    mended: 'https://accounts.google.com/o/oauth2/v2/auth?client_id=',
  },
  {
    code: 'scheme_missing',
    text: google().replace('https://', ''),
    marked: ['accounts.google.com'],
    mended: google(),
  },
  { code: 'scheme_not_https', text: microsoft().replace('https:', 'http:'), marked: ['http'], mended: microsoft() },
  {
    code: 'token_endpoint',
    text: microsoft().replace('/authorize?', '/token?'),
    marked: ['/common/oauth2/v2.0/token'],
    mended: microsoft(),
  },
  {
    code: 'token_endpoint',
    text: google().replace('accounts.google.com/o/oauth2/v2/auth', 'oauth2.googleapis.com/token'),
    marked: ['/token'],
    mended: google(),
  },
  {
    code: 'host_wrong',
    text: microsoft().replace('microsoftonline', 'microsoft'),
    marked: ['login.microsoft.com'],
    mended: microsoft(),
  },
  {
    code: 'host_wrong',
    text: microsoft().replace(
      'login.microsoftonline.com/common/oauth2/v2.0/authorize',
      'login.live.com/oauth20_authorize.srf',
    ),
    marked: ['login.live.com'],
    mended: microsoft(),
  },
  {
    code: 'host_misspelt',
    text: microsoft().replace('microsoftonline', 'microsoftonlne'),
    marked: ['login.microsoftonlne.com'],
    mended: microsoft(),
  },
  {
    code: 'host_unknown',
    text: google().replace('https://accounts.google.com/', 'https://accounts.google.com@evil.example/'),
    marked: ['evil.example'],
    mended: null,
  },
  {
    code: 'google_path_old',
    text: google().replace('/v2/auth?', '/auth?'),
    marked: ['/o/oauth2/auth'],
    mended: google(),
  },
  {
    code: 'google_later_page',
    text: google().replace('/o/oauth2/v2/auth?', '/v3/signin/identifier?'),
    marked: ['/v3/signin/identifier'],
    mended: google(),
  },
  {
    code: 'google_path_wrong',
    text: google().replace('/o/oauth2/v2/auth?', '/oauth/v2/auth?'),
    marked: ['/oauth/v2/auth'],
    mended: google(),
  },
  {
    code: 'microsoft_v1_endpoint',
    text: microsoft().replace('/v2.0', ''),
    marked: ['/common/oauth2/authorize'],
    mended: microsoft(),
  },
  {
    code: 'microsoft_tenant',
    text: microsoft().replace('/common/', '/contoso.onmicrosoft.com/'),
    marked: ['contoso.onmicrosoft.com'],
    mended: microsoft(),
  },
  {
    code: 'microsoft_admin_consent',
    text: `https://login.microsoftonline.com/organizations/v2.0/adminconsent?client_id=${MICROSOFT_ID}&redirect_uri=${enc('https://app.example.com/cb')}&scope=x`,
    marked: ['/organizations/v2.0/adminconsent'],
    mended: null,
  },
  {
    code: 'microsoft_path_wrong',
    text: microsoft().replace('/common/oauth2/v2.0/authorize', '/oauth2/v2.0/authorize'),
    marked: ['/oauth2/v2.0/authorize'],
    mended: microsoft(),
  },
  { code: 'question_mark_missing', text: google().replace('?', '&'), marked: ['&'], mended: google() },
  {
    code: 'separator_escaped',
    text: microsoft().replaceAll('&', '&amp;'),
    marked: ['&amp;', '&amp;', '&amp;', '&amp;', '&amp;'],
    mended: microsoft(),
  },
  {
    code: 'parameter_misnamed',
    text: google().replace('client_id=', 'clientId=').replace('response_type', 'reponse_type'),
    marked: ['clientId', 'reponse_type'],
    mended: google(),
  },
  {
    code: 'parameter_repeated',
    text: `${google()}&prompt=consent`,
    marked: ['prompt=consent'],
    mended: google(),
  },
  {
    code: 'parameter_conflicting',
    text: `${google()}&state=other`,
    marked: ['state=7f3a', 'state=other'],
    mended: null,
  },
  { code: 'client_id_missing', text: microsoft({ client_id: null }), marked: [], mended: null },
  { code: 'client_id_missing', text: microsoft({ client_id: '' }), marked: ['client_id='], mended: null },
  { code: 'redirect_uri_missing', text: google({ redirect_uri: null }), marked: [], mended: null },
  {
    code: 'redirect_uri_missing',
    text: googleV1({ redirect_uri: null }),
    marked: [],
    mended: `&redirect_uri=${enc(`${RECALL}/google_oauth_callback/`)}`,
  },
  {
    code: 'response_type_missing',
    text: microsoft({ response_type: null }),
    marked: [],
    mended: `${microsoft({ response_type: null })}&response_type=code`,
  },
  {
    code: 'response_type_not_code',
    text: microsoft({ response_type: 'id_token token' }),
    marked: ['response_type=id_token%20token'],
    mended: microsoft(),
  },
  { code: 'state_missing', text: google({ state: null }), marked: [], mended: null },
  {
    code: 'spaces_unencoded',
    text: microsoft().replace(/scope=.*(?=&state)/, (scope) => decodeURIComponent(scope)),
    marked: ['offline_access openid email https://graph.microsoft.com/Calendars.Read'],
    mended: 'scope=offline_access%20openid%20email%20https://graph.microsoft.com/Calendars.Read&',
  },
  {
    code: 'value_padded',
    text: google().replace('code&', 'code&').replace('callback&', 'callback%20&'),
    marked: ['https%3A%2F%2Fapp.example.com%2Fcallback%20'],
    mended: google(),
  },
  {
    code: 'encoded_twice',
    text: google({ redirect_uri: enc('https://app.example.com/callback') }),
    marked: [enc(enc('https://app.example.com/callback'))],
    mended: google(),
  },
  { code: 'percent_broken', text: `${google()}&login_hint=50%of`, marked: ['%of'], mended: '&login_hint=50%25of' },
  {
    code: 'signs_unencoded',
    text: googleV1().replace(/state=.*/, (state) => decodeURIComponent(state)),
    marked: [v1State()],
    mended: 'state=%7B%22recall_calendar_auth_token%22:%22RECALL_CALENDAR_AUTH_TOKEN%22,',
  },
  {
    code: 'fragment_cuts',
    text: google().replace(enc('https://app.example.com/callback'), 'https://app.example.com/#/callback'),
    marked: [google().replace(/^.*callback/, '#/callback')],
    mended: null,
  },
  {
    code: 'exchange_in_address',
    text: `${google()}&client_secret=***&grant_type=authorization_code`,
    marked: ['client_secret=***', 'grant_type=authorization_code'],
    mended: google(),
  },
  {
    code: 'foreign_parameter',
    text: `${microsoft()}&access_type=offline`,
    marked: ['access_type=offline'],
    mended: microsoft(),
  },
  { code: 'client_id_of_other', text: microsoft({ client_id: GOOGLE_ID }), marked: [GOOGLE_ID], mended: null },
  { code: 'client_id_shape', text: google({ client_id: 'notetaker' }), marked: ['notetaker'], mended: null },
];
