/** Addresses that break a rule about what they ask for, where they send back to, or what came back. */
import type { Example } from './address-examples.ts';
import { callback, google, googleV1, microsoft, microsoftV1, v1State } from './urls.ts';

const enc = encodeURIComponent;
const CAL = 'https://www.googleapis.com/auth/calendar';
const EMAIL = 'https://www.googleapis.com/auth/userinfo.email';
const RECALL = 'https://us-east-1.recall.ai/api/v1/calendar';

export const CONTENT_EXAMPLES: readonly Example[] = [
  { code: 'redirect_not_address', text: google({ redirect_uri: '/callback' }), marked: ['%2Fcallback'], mended: null },
  {
    code: 'redirect_not_https',
    text: google({ redirect_uri: 'http://app.example.com/callback' }),
    marked: [enc('http://app.example.com/callback')],
    mended: null,
  },
  {
    code: 'redirect_loopback',
    text: microsoft({ redirect_uri: 'http://localhost:3000/callback' }),
    marked: [enc('http://localhost:3000/callback')],
    mended: null,
  },
  {
    code: 'redirect_fragment',
    text: google({ redirect_uri: 'https://app.example.com/#/callback' }),
    marked: [enc('https://app.example.com/#/callback')],
    mended: null,
  },
  {
    code: 'redirect_recall_v2',
    text: google({ redirect_uri: 'https://us-east-1.recall.ai/callback' }),
    marked: [enc('https://us-east-1.recall.ai/callback')],
    mended: null,
  },
  {
    code: 'redirect_recall_state',
    text: googleV1({ state: '7f3a' }),
    marked: [enc(`${RECALL}/google_oauth_callback/`)],
    mended: null,
  },
  {
    code: 'redirect_recall_region',
    text: googleV1(
      { redirect_uri: 'https://api.recall.ai/api/v1/calendar/google_oauth_callback/' },
      { google_oauth_redirect_url: 'https://api.recall.ai/api/v1/calendar/google_oauth_callback/' },
    ),
    marked: [enc('https://api.recall.ai/api/v1/calendar/google_oauth_callback/')],
    mended: null,
  },
  {
    code: 'redirect_recall_path',
    text: googleV1({ redirect_uri: `${RECALL}/google_oauth_callback` }),
    marked: [enc(`${RECALL}/google_oauth_callback`)],
    mended: googleV1(),
  },
  {
    code: 'redirect_recall_verification',
    text: googleV1(),
    marked: [enc(`${RECALL}/google_oauth_callback/`)],
    mended: null,
  },
  {
    code: 'state_not_json',
    text: googleV1({ state: '{"recall_calendar_auth_token":"x" "google_oauth_redirect_url":"y"}' }),
    marked: ['%22'],
    mended: null,
  },
  {
    code: 'state_encoded_twice',
    text: googleV1({ state: enc(v1State()) }),
    marked: [enc(enc(v1State()))],
    mended: googleV1(),
  },
  {
    code: 'state_token_missing',
    text: googleV1({}, { recall_calendar_auth_token: null }),
    marked: [enc(v1State({ recall_calendar_auth_token: null }))],
    mended: null,
  },
  {
    code: 'state_redirect_missing',
    text: microsoftV1({}, { ms_oauth_redirect_url: null }),
    marked: [enc(v1State({ ms_oauth_redirect_url: null }, 'microsoft'))],
    mended: enc('"ms_oauth_redirect_url":"https://eu-central-1.recall.ai/api/v1/calendar/ms_oauth_callback/"'),
  },
  {
    code: 'state_redirect_differs',
    text: googleV1({ redirect_uri: 'https://app.example.com/callback' }),
    marked: [enc('https://app.example.com/callback'), enc(v1State())],
    mended: null,
  },
  {
    code: 'state_return_not_https',
    text: googleV1({}, { success_url: 'http://app.example.com/connected' }),
    marked: [enc(v1State({ success_url: 'http://app.example.com/connected' }))],
    mended: null,
  },
  {
    code: 'scope_separator',
    text: google({ scope: `${CAL},${EMAIL}` }),
    marked: ['%2C'],
    mended: google({ scope: `${CAL} ${EMAIL}` }),
  },
  {
    code: 'scope_of_other',
    text: google({ scope: `${CAL} ${EMAIL} offline_access` }),
    marked: ['offline_access'],
    mended: google({ scope: `${CAL} ${EMAIL}` }),
  },
  {
    code: 'scope_of_other',
    text: microsoft({ scope: `offline_access email Calendars.Read ${CAL}` }),
    marked: [enc(CAL)],
    mended: microsoft({ scope: 'offline_access email Calendars.Read' }),
  },
  {
    code: 'scope_misspelt',
    text: microsoft({ scope: 'ofline_access email Calendar.Read' }),
    marked: ['ofline_access', 'Calendar.Read'],
    mended: microsoft({ scope: 'offline_access email Calendars.Read' }),
  },
  {
    code: 'scope_misspelt',
    text: google({ scope: `calendar.readonly ${EMAIL}` }),
    marked: ['calendar.readonly'],
    mended: google({ scope: `${CAL}.readonly ${EMAIL}` }),
  },
  {
    code: 'google_scope_calendar',
    text: google({ scope: EMAIL }),
    marked: [`scope=${enc(EMAIL)}`],
    mended: google({ scope: `${EMAIL} ${CAL}.events.readonly` }),
  },
  {
    code: 'google_scope_calendar',
    text: google({ scope: null }),
    marked: [],
    mended: `&scope=${enc(`${CAL}.events.readonly`)}`,
  },
  {
    code: 'google_scope_email',
    text: google({ scope: CAL }),
    marked: [`scope=${enc(CAL)}`],
    mended: google({ scope: `${CAL} ${EMAIL}` }),
  },
  {
    code: 'microsoft_scope_resource',
    text: microsoft({ scope: 'offline_access email https://outlook.office.com/Calendars.Read' }),
    marked: [enc('https://outlook.office.com/Calendars.Read')],
    mended: microsoft({ scope: 'offline_access email https://graph.microsoft.com/Calendars.Read' }),
  },
  {
    code: 'microsoft_scope_default',
    text: microsoft({ scope: 'offline_access https://graph.microsoft.com/.default' }),
    marked: [enc('https://graph.microsoft.com/.default')],
    mended: null,
  },
  {
    code: 'microsoft_scope_calendar',
    text: microsoft({ scope: 'offline_access email Calendars.ReadBasic' }),
    marked: ['scope=offline_access%20email%20Calendars.ReadBasic'],
    mended: microsoft({ scope: 'offline_access email Calendars.ReadBasic https://graph.microsoft.com/Calendars.Read' }),
  },
  {
    code: 'microsoft_scope_offline',
    text: microsoft({ scope: 'email Calendars.ReadWrite' }),
    marked: ['scope=email%20Calendars.ReadWrite'],
    mended: microsoft({ scope: 'email Calendars.ReadWrite offline_access' }),
  },
  {
    code: 'microsoft_scope_email',
    text: microsoft({ scope: 'offline_access openid Calendars.Read' }),
    marked: ['scope=offline_access%20openid%20Calendars.Read'],
    mended: microsoft({ scope: 'offline_access openid Calendars.Read email' }),
  },
  {
    code: 'scope_plus',
    text: google().replace('readonly%20', 'readonly+'),
    marked: ['+'],
    mended: google(),
  },
  { code: 'google_access_type', text: google({ access_type: null }), marked: [], mended: '&access_type=offline' },
  {
    code: 'google_access_type',
    text: google({ access_type: 'online' }),
    marked: ['access_type=online'],
    mended: google(),
  },
  { code: 'google_prompt_consent', text: google({ prompt: null }), marked: [], mended: '&prompt=consent' },
  {
    code: 'google_prompt_consent',
    text: google({ prompt: 'select_account' }),
    marked: ['prompt=select_account'],
    mended: google({ prompt: 'select_account consent' }),
  },
  {
    code: 'google_approval_prompt',
    text: `${google()}&approval_prompt=force`,
    marked: ['approval_prompt=force'],
    mended: google(),
  },
  {
    code: 'microsoft_prompt_consent',
    text: `${microsoft()}&prompt=consent`,
    marked: ['prompt=consent'],
    mended: microsoft(),
  },
  { code: 'microsoft_prompt_none', text: `${microsoft()}&prompt=none`, marked: ['prompt=none'], mended: microsoft() },
  {
    code: 'microsoft_response_mode',
    text: microsoft({ response_mode: 'fragment' }),
    marked: ['response_mode=fragment'],
    mended: microsoft(),
  },
  {
    code: 'microsoft_resource',
    text: `${microsoft()}&resource=https%3A%2F%2Fgraph.microsoft.com`,
    marked: ['resource=https%3A%2F%2Fgraph.microsoft.com'],
    mended: microsoft(),
  },
  { code: 'callback_code_empty', text: callback({ code: '' }), marked: ['code='] },
  { code: 'callback_fragment', text: 'https://app.example.com/callback#code=***&state=7f3a', marked: ['code=***'] },
  {
    code: 'callback_token',
    text: 'https://app.example.com/callback?access_token=***&state=7f3a',
    marked: ['access_token=***'],
  },
  {
    code: 'callback_scope_calendar',
    text: callback({ scope: `openid ${EMAIL}` }),
    marked: [enc(`openid ${EMAIL}`)],
  },
  {
    code: 'callback_state_missing_v1',
    text: `${RECALL}/google_oauth_callback/?code=***`,
    marked: [],
  },
  { code: 'callback_state_missing', text: callback({ state: null }), marked: [] },
  {
    code: 'callback_recall_address',
    text: `${RECALL}/google_oauth_callback?code=***&state=${enc(v1State())}`,
    marked: ['/api/v1/calendar/google_oauth_callback'],
  },
  { code: 'callback_not_https', text: callback().replace('https:', 'http:'), marked: ['http'] },
  {
    code: 'callback_admin_consent',
    text: 'https://app.example.com/callback?admin_consent=True&tenant=1',
    marked: ['admin_consent=True'],
  },
  { code: 'callback_code_once', text: callback(), marked: ['code=***'] },
];
