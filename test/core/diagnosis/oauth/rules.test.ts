/** Every rule of the OAuth doctor with an address that breaks it. */
import { describe, expect, test } from 'vitest';
import { checkOauth } from '../../../../electron/core/diagnosis/oauth/index.ts';
import { AUTHORIZATION_RULES, CALLBACK_URL_RULES } from '../../../../electron/core/diagnosis/oauth/rules/index.ts';
import { ADDRESS_EXAMPLES } from './address-examples.ts';
import { CONTENT_EXAMPLES } from './content-examples.ts';
import { callback, google, googleV1, microsoft, MICROSOFT_ID, microsoftV1, v1State } from './urls.ts';

const enc = encodeURIComponent;
const CAL = 'https://www.googleapis.com/auth/calendar';
const EMAIL = 'https://www.googleapis.com/auth/userinfo.email';
const RECALL = 'https://us-east-1.recall.ai/api/v1/calendar';

const EXAMPLES = [...ADDRESS_EXAMPLES, ...CONTENT_EXAMPLES];

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
