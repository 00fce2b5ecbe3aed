/** No secret of a pasted text comes out of the doctor. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkOauth } from '../../../../electron/core/diagnosis/oauth/index.ts';
import { CANARIES } from '../../../support/canaries.ts';
import { callback, google, googleV1, v1State } from './urls.ts';

const SECRET = 'canary8Q~x1Y2z3.W4v5-U6t7';
const enc = encodeURIComponent;
const JWT = `eyJhbGciOiJub25l.${btoa('{"canary":"x"}').replaceAll('=', '')}.canarysignature`;

const PLACES: readonly (readonly [string, string, string])[] = [
  ['the code of a callback', callback({ code: SECRET }), '1 authorisation code'],
  ['a code behind “#”', `https://app.example.com/cb#code=${SECRET}&state=x`, '1 authorisation code'],
  ['a code under another name', `https://app.example.com/cb?Code=${SECRET}&state=x`, '1 authorisation code'],
  [
    'a code broken over two lines',
    `<https://app.example.com/cb?state=x&code=${SECRET.slice(0, 9)}\n${SECRET.slice(9)}>`,
    '1 authorisation code',
  ],
  [
    'a code with an invisible character',
    `https://app.example.com/cb?code=${SECRET.slice(0, 9)}\u200b${SECRET.slice(9)}`,
    '1 authorisation code',
  ],
  ['a client secret in an address', `${google()}&client_secret=${enc(SECRET)}`, '1 client secret'],
  ['a client secret in HTML source', `${google()}&client_secret=${SECRET}`.replaceAll('&', '&amp;'), '1 client secret'],
  [
    'a token in the fragment',
    `https://app.example.com/cb#access_token=${SECRET}&id_token=${SECRET}x`,
    '1 access token',
  ],
  ['the token of a V1 state', googleV1({}, { recall_calendar_auth_token: SECRET }), '1 Recall calendar auth token'],
  [
    'the token of a V1 state that is encoded twice',
    googleV1({ state: enc(v1State({ recall_calendar_auth_token: SECRET })) }),
    '1 Recall calendar auth token',
  ],
  [
    'the token of a V1 state that is not encoded',
    googleV1({}, { recall_calendar_auth_token: SECRET }).replace(/state=.*/, (state) => decodeURIComponent(state)),
    '1 Recall calendar auth token',
  ],
  [
    'the token of a V1 state that is no JSON',
    googleV1({ state: `{recall_calendar_auth_token: '${SECRET}'` }),
    '1 Recall calendar auth token',
  ],
  [
    'a token in a state of base64',
    google({ state: btoa(JSON.stringify({ refresh_token: SECRET })) }),
    '1 other credential',
  ],
  [
    'a secret inside the redirect URI',
    google({ redirect_uri: `https://app.example.com/cb?token=${SECRET}` }),
    '1 other credential',
  ],
  ['JSON', JSON.stringify({ error: 'invalid_grant', refresh_token: SECRET }), '1 refresh token'],
  ['JSON in JSON', JSON.stringify({ body: JSON.stringify({ oauth_client_secret: SECRET }) }), '1 client secret'],
  [
    'the body of an exchange',
    `grant_type=authorization_code&client_secret=${SECRET}&code=4/${SECRET}x`,
    '1 client secret',
  ],
  ['a header', `curl -H "Authorization: Token ${SECRET}" https://example.com`, '1 Authorization header'],
  ['a bearer token', `AADSTS50011 after Bearer ${SECRET}`, '1 other credential'],
  ['a JSON web token', `the id is ${JWT}, see AADSTS50011`, '1 other credential'],
  ['a sentence', `Our client secret is ${SECRET} and AADSTS7000215 comes`, '1 client secret'],
  [
    'a link scanner',
    `https://eur01.safelinks.protection.outlook.com/?url=${enc(callback({ code: SECRET }))}`,
    '1 authorisation code',
  ],
  ['a private key', `-----BEGIN PRIVATE KEY-----\n${SECRET}\n-----END PRIVATE KEY-----`, '1 other credential'],
];

describe('a secret is taken out of', () => {
  test.each(PLACES)('%s, and said to have been there', (_, text, kind) => {
    const report = checkOauth(text);
    const answer = JSON.stringify(report);
    for (const form of [SECRET, enc(SECRET), SECRET.slice(9), 'canary', btoa(SECRET).slice(0, 20)])
      expect(answer).not.toContain(form);
    expect(report.secrets[0]).toBe(kind);
    expect(report.findings.map(({ code }) => code)).toContain('secret_pasted');
  });

  test.each(Object.entries(CANARIES))(
    'a text that holds the %s by itself, in an address or under its name',
    (name, secret) => {
      for (const text of [
        `AADSTS50011 token=${secret}`,
        `https://a.example/cb?code=${enc(secret)}`,
        JSON.stringify({ [name]: secret }),
      ])
        expect(JSON.stringify(checkOauth(text))).not.toMatch(/canary(?!\w*")/i);
    },
  );

  test('every place where the text repeats it', () => {
    const report = checkOauth(`${callback({ code: SECRET })}\nThe code was ${SECRET}, I think ("${enc(SECRET)}").`);
    expect(report.shown).toBe(`${callback({ code: '***' })}\nThe code was ***, I think ("***").`);
  });
});

test('what is no secret stays', () => {
  for (const text of [
    'Calendar connection failed! (reason: refresh_token missing from oAuth response)',
    "Calendar connection failed! (Invalid 'recall_calendar_auth_token' supplied)",
    'error during authorization: AADSTS50011: The redirect URI does not match',
    '{"code":"bad_refresh_token","message":"Refresh token was refused"}',
    '{"error":{"code":"MailboxNotEnabledForRESTAPI","message":"x"}}',
    'https://login.microsoftonline.com/error?code=7000215',
    'https://app.example.com/cb?error=access_denied&state=7f3a',
    'token_type=Bearer and response_type=code id_token',
  ])
    expect(checkOauth(text)).toMatchObject({ shown: text, secrets: [] });
});

test('a text that was cleaned once has no secret left and gives the same findings', () => {
  for (const [, text] of PLACES) {
    const first = checkOauth(text);
    const second = checkOauth(first.shown);
    expect(second.secrets).toEqual([]);
    expect(second.shown).toBe(first.shown);
    const known = (codes: string[]): string[] =>
      codes.filter((code) => !['secret_pasted', 'unfolded', 'invisible', 'wrapped'].includes(code));
    expect(known(second.findings.map(({ code }) => code))).toEqual(known(first.findings.map(({ code }) => code)));
  }
});

test('no text around a code brings it back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (before, after) => {
      const url = callback({ code: SECRET });
      expect(JSON.stringify(checkOauth(`${before}\n\n${url}\n\n${after}`))).not.toContain(SECRET);
    }),
    { seed: 20261121, numRuns: 300 },
  );
});
