/** Every rule of the OAuth doctor with an address that breaks it. */
import { describe, expect, test } from 'vitest';
import { checkOauth } from '../../../../electron/core/diagnosis/oauth/index.ts';
import { AUTHORIZATION_RULES, CALLBACK_URL_RULES } from '../../../../electron/core/diagnosis/oauth/rules/index.ts';
import { callback, google, GOOGLE_ID, googleV1, microsoft, MICROSOFT_ID, microsoftV1, v1State } from './urls.ts';

const enc = encodeURIComponent;
const CAL = 'https://www.googleapis.com/auth/calendar';
const EMAIL = 'https://www.googleapis.com/auth/userinfo.email';
const RECALL = 'https://us-east-1.recall.ai/api/v1/calendar';

interface Example {
  /** The rule that it breaks. */
  readonly code: string;
  readonly text: string;
  /** The marked parts. */
  readonly marked: readonly string[];
  /** What the corrected URL contains; null: nothing is corrected. Absent: said by another example. */
  readonly mended?: string | null;
}

const EXAMPLES: readonly Example[] = [
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

describe('a rule', () => {
  test.each(EXAMPLES.map((example) => [example.code, example] as const))(
    '%s marks the faulty part',
    (code, example) => {
      const report = checkOauth(example.text);
      const finding = report.findings.find((one) => one.code === code);
      expect(finding?.marks.map(({ from, to }) => report.shown.slice(from, to))).toEqual(example.marked);
      expect(finding?.explanation).not.toContain('{about}');
    },
  );

  test.each(
    EXAMPLES.filter(({ mended }) => typeof mended === 'string').map((example) => [example.code, example] as const),
  )('%s is mended, and the mended URL does not break it', (code, { text, mended }) => {
    const { corrected } = checkOauth(text);
    expect(corrected).toContain(mended);
    // What stays in doubt is still said.
    if (code !== 'fragment_cuts')
      expect(checkOauth(corrected ?? '').findings.map((one) => one.code)).not.toContain(code);
  });

  test.each(EXAMPLES.filter(({ mended }) => mended === null).map(({ code, text }) => [code, text] as const))(
    '%s alone is left to people',
    (_, text) => {
      expect(checkOauth(text).corrected).toBeNull();
    },
  );

  test.each([...AUTHORIZATION_RULES, ...CALLBACK_URL_RULES].map(({ code }) => code))('%s has an example', (code) => {
    expect(EXAMPLES.map((example) => example.code)).toContain(code);
  });
});

describe('a right address', () => {
  test.each([
    ['Google, V2', google(), 'v2'],
    ['Microsoft, V2', microsoft(), 'v2'],
    [
      'Microsoft, V2, with the scopes of the FAQ',
      microsoft({ scope: 'offline_access User.Read Calendars.Read OnlineMeetings.Read' }),
      'v2',
    ],
    ['Google, V1', googleV1(), 'v1'],
    ['Microsoft, V1', microsoftV1(), 'v1'],
    [
      'Google, V1 over a domain of one’s own',
      googleV1(
        { redirect_uri: 'https://app.example.com/forward' },
        { google_oauth_redirect_url: 'https://app.example.com/forward' },
      ),
      'v1',
    ],
    ['Google, with form encoding', google().replaceAll('%20', '+'), 'v2'],
    ['a callback', callback(), 'unknown'],
    ['a callback of Google that lists the calendar', callback({ scope: `${EMAIL} ${CAL}.readonly` }), 'unknown'],
    ['a callback of V1', `${RECALL}/google_oauth_callback/?code=***&state=${enc(v1State())}`, 'v1'],
  ])('of %s gives no warning', (_, text, version) => {
    const report = checkOauth(text);
    expect(report.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(report).toMatchObject({ version, secrets: [], shown: text });
  });

  test('is given back byte for byte where it was right', () => {
    const odd = google({ access_type: null })
      .replace('%2Fcallback', '%2fcallback')
      .replace('state=7f3a', 'state=%7e_x');
    expect(checkOauth(odd).corrected).toBe(`${odd}&access_type=offline`);
  });
});

test('several faults are mended together', () => {
  const { corrected } = checkOauth(
    `http://login.microsoft.com/contoso/oauth2/authorize?Client_ID=${MICROSOFT_ID}&amp;redirectUri=${enc(enc('https://app.example.com/callback'))}&amp;response_type=token&amp;scope=Calendar.Read openid ${CAL}&amp;prompt=consent&amp;state=7f3a`,
  );
  expect(corrected).toBe(
    `https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=${MICROSOFT_ID}&redirect_uri=${enc('https://app.example.com/callback')}&response_type=code&scope=Calendars.Read%20openid%20offline_access%20email&state=7f3a`,
  );
});
