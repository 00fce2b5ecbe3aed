/** What the doctor's answer is called. */
import { expect, test } from 'vitest';
import type { OauthReport, Severity } from '../../../shared/diagnosis.ts';
import { countsOf, isRight, takenFor, takenOut } from '../../../renderer/src/views/oauth-doctor/words.ts';

const findings = (...severities: Severity[]): OauthReport['findings'] =>
  severities.map((severity) => ({
    code: 'x',
    severity,
    title: '',
    explanation: '',
    remedy: '',
    party: 'us',
    marks: [],
    source: '',
  }));

test('a text is named by what it was taken for', () => {
  expect(takenFor({ kind: 'authorization_url', provider: 'google', version: 'v1' })).toBe(
    'Authorisation URL, Google, for Calendar V1',
  );
  expect(takenFor({ kind: 'callback_url', provider: 'unknown', version: 'unknown' })).toBe(
    'Callback URL, provider not known',
  );
  expect(takenFor({ kind: 'nothing', provider: 'unknown', version: 'unknown' })).toBe('No OAuth URL');
});

test('findings are counted by how bad they are', () => {
  expect(countsOf({ findings: findings('critical', 'critical', 'info') })).toBe('2 wrong, 1 good to know');
  expect(countsOf({ findings: [] })).toBe('nothing wrong');
});

test('a URL is right when nothing but a pasted secret is to be said', () => {
  expect(isRight({ kind: 'authorization_url', findings: findings('info'), secrets: [] })).toBe(true);
  expect(
    isRight({ kind: 'callback_url', findings: findings('warning', 'info'), secrets: ['1 authorisation code'] }),
  ).toBe(true);
  expect(
    isRight({ kind: 'callback_url', findings: findings('warning', 'warning'), secrets: ['1 authorisation code'] }),
  ).toBe(false);
  expect(isRight({ kind: 'authorization_url', findings: findings('critical'), secrets: ['1 client secret'] })).toBe(
    false,
  );
  expect(isRight({ kind: 'error_text', findings: [], secrets: [] })).toBe(false);
});

test('secrets are counted over all kinds', () => {
  expect(takenOut(['1 client secret'])).toContain('1 secret was taken out');
  expect(takenOut(['2 access tokens', '1 client secret'])).toContain('3 secrets were taken out');
});
