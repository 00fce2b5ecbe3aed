/** What people paste around the address, and errors without one. */
import { describe, expect, test } from 'vitest';
import { checkOauth } from '../../../../electron/core/diagnosis/oauth/index.ts';
import { callback, google, microsoft } from './urls.ts';

const codes = (text: string): string[] => checkOauth(text).findings.map(({ code }) => code);
const faulty = google({ access_type: null });
const mended = `${faulty}&access_type=offline`;

describe('an address is found', () => {
  test.each([
    ['in angle brackets', `<${faulty}>`],
    ['in quotes', `"${faulty}"`],
    ['before a full stop', `Please open ${faulty}.`],
    ['in brackets in a sentence', `The link (${faulty}), sent on Monday, does not work.`],
    ['in HTML source', `<p><a href="${faulty}">connect</a></p>`],
    ['in JSON', JSON.stringify({ url: faulty, next: 1 }).replaceAll('/', '\\/')],
    ['in a log', `2026-11-20T09:14:05Z GET ${faulty} HTTP/1.1 302`],
    ['among other links', `See https://docs.recall.ai/docs and ${faulty} and https://example.com/?code=1234`],
    ['in Markdown', `[connect](${faulty})`],
  ])('%s', (_, text) => {
    expect(checkOauth(text)).toMatchObject({
      kind: 'authorization_url',
      corrected: mended,
      shown: text.replaceAll('\\/', '/'),
    });
  });

  test('with the line breaks and quote marks of a mail', () => {
    const broken = `> Hello,\n> ${(faulty.match(/.{1,60}/g) ?? []).join('\n> ')}\n>\n> Regards`;
    const report = checkOauth(broken);
    expect(report.corrected).toBe(mended);
    expect(report.findings.map(({ code }) => code)).toContain('unfolded');
    expect(report.shown).toBe(`> Hello,\n> ${faulty}\n>\n> Regards`);
  });

  test('with characters that nobody sees, which are taken out', () => {
    const report = checkOauth(
      google().replace('app.example', 'app\u200b.exam\u202eple').replace('code&', 'co\u0000de&'),
    );
    expect(report).toMatchObject({ kind: 'authorization_url', corrected: google(), shown: google() });
    const finding = report.findings.find(({ code }) => code === 'invisible');
    expect(finding?.severity).toBe('critical');
    expect(finding?.marks.map(({ from, to }) => report.shown.slice(from, to))).toEqual([
      'redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback',
      'response_type=code',
    ]);
  });

  test.each([
    [
      'a link scanner',
      `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(faulty)}&data=05`,
      'wrapped',
    ],
    ['a sign-in page', `https://accounts.google.com/ServiceLogin?continue=${encodeURIComponent(faulty)}`, 'wrapped'],
    ['an encoding', `url: ${encodeURIComponent(faulty)}`, 'encoded'],
  ])('inside %s', (_, text, code) => {
    expect(checkOauth(text).corrected).toBe(mended);
    expect(codes(text)).toContain(code);
  });

  test('with spaces in its scope, and without the sentence behind it', () => {
    const text = `Our link is ${microsoft().replace(/scope=.*(?=&state)/, (scope) => decodeURIComponent(scope))} and it does not work`;
    expect(checkOauth(text).corrected).toContain('&state=7f3a');
    expect(codes(text)).toContain('spaces_unencoded');
  });

  test('far behind other text, which is then shown in part', () => {
    const report = checkOauth(`${'filler text. '.repeat(3_000)}${faulty}`);
    expect(report.shown.length).toBeLessThanOrEqual(20_000);
    expect(report.shown.endsWith(faulty)).toBe(true);
    expect(codes(`${'filler text. '.repeat(3_000)}${faulty}`)).toContain('text_cut');
  });
});

describe('a callback is found', () => {
  test.each([
    ['as a path in a log', 'GET /oauth/callback?code=4/0AbCdEf012345&state=7f3a HTTP/1.1'],
    ['as a bare query', 'code=4/0AbCdEf012345&state=7f3a'],
    ['as an address', callback({ code: '4/0AbCdEf012345' })],
  ])('%s', (_, text) => {
    const report = checkOauth(text);
    expect(report.kind).toBe('callback_url');
    expect(report.shown).not.toContain('0AbCdEf');
    expect(report.findings.map(({ code }) => code)).toEqual(['secret_pasted', 'callback_code_once']);
  });

  test.each([
    ['access_denied at Google', 'https://app.example.com/cb?error=access_denied&state=x&authuser=0', 'access_denied'],
    [
      'a number of Microsoft',
      'https://app.example.com/cb?error=access_denied&error_description=AADSTS65004%3A+User+declined&state=x',
      'AADSTS65004',
    ],
    ['an error behind “#”', 'https://app.example.com/cb#error=access_denied&state=x', 'access_denied'],
    ['an error of V1', 'https://app.example.com/failed?error=invalid_scope&state=x', 'invalid_scope'],
  ])('with %s, and its cause is named', (_, text, marked) => {
    const report = checkOauth(text);
    expect(report.kind).toBe('callback_url');
    const cause = report.findings.find(
      ({ source, marks }) =>
        source !== '' && marks.length > 0 && report.shown.slice(marks[0]?.from, marks[0]?.to) === marked,
    );
    expect(cause?.code).not.toBe('unknown');
    expect(cause?.remedy).not.toBe('');
  });
});

describe('an error text', () => {
  test.each([
    [
      'a page',
      'Sorry, but we’re having trouble signing you in.\nAADSTS50011: The redirect URI does not match.\nTrace ID: 1',
      'AADSTS50011',
    ],
    ['HTML source', '<div id="m">AADSTS50194: Application is not <b>configured</b></div>', 'AADSTS50194'],
    [
      'JSON',
      '{"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys are expired."}',
      'AADSTS7000222',
    ],
    ['an encoded text', 'error_description%3DAADSTS7000215%253A', 'AADSTS7000215'],
    ['Recall’s words', "Calendar connection failed! (Invalid 'recall_calendar_auth_token' supplied)", null],
    ['Google’s page', 'Error 400: redirect_uri_mismatch', 'redirect_uri_mismatch'],
    ['Microsoft’s page about a number', 'https://login.microsoftonline.com/error?code=900144', null],
    [
      'the address of Google’s error page',
      `https://accounts.google.com/signin/oauth/error/v2?authError=${encodeURIComponent(btoa('\n\u0015redirect_uri_mismatch\u0012x'))}&client_id=1`,
      null,
    ],
  ])('as %s is explained', (_, text, marked) => {
    const report = checkOauth(text);
    expect(report.kind).toBe('error_text');
    const [first] = report.findings;
    expect(first?.severity).toBe('critical');
    expect(report.findings.map(({ code }) => code)).not.toContain('error_unknown');
    if (marked !== null) expect(report.shown.slice(first?.marks[0]?.from, first?.marks[0]?.to)).toBe(marked);
  });

  test('that no rule knows stays in sight', () => {
    const report = checkOauth('Error: the flux capacitor lost its lease');
    expect(report).toMatchObject({ kind: 'error_text', shown: 'Error: the flux capacitor lost its lease' });
    expect(report.findings.map(({ code }) => code)).toEqual(['error_unknown']);
  });

  test('beside an address is explained together with it', () => {
    const found = codes(`${microsoft().replace('/common/', '/contoso.com/')} says AADSTS50194: not multi-tenant`);
    expect(found).toContain('microsoft_tenant');
    expect(found.length).toBeGreaterThan(1);
  });
});

test.each(['', '   \n', 'hello there', 'javascript:alert(1)', 'https://example.com/', '\u202e\u0000', '{}'])(
  '%j is nothing, and says what to paste instead',
  (text) => {
    const report = checkOauth(text);
    expect(report).toMatchObject({ kind: 'nothing', corrected: null, parameters: [] });
    expect(report.findings).toHaveLength(1);
    expect(report.findings[0]?.remedy).not.toBe('');
  },
);
