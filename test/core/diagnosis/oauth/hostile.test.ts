/** Texts of any kind and length: an answer each time, in time that grows with the text and not faster. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { oauthReport } from '../../../../shared/diagnosis.ts';
import { corrected } from '../../../../electron/core/diagnosis/oauth/correct.ts';
import { checkOauth } from '../../../../electron/core/diagnosis/oauth/index.ts';
import { AUTHORIZATION_RULES } from '../../../../electron/core/diagnosis/oauth/rules/index.ts';
import { google, googleV1, microsoft, microsoftV1 } from './urls.ts';

const SEED = { seed: 20261121, numRuns: 400 };
const GOOD = [google(), microsoft(), googleV1(), microsoftV1()] as const;
const FRAGMENTS = [
  '&',
  '=',
  '?',
  '#',
  '%',
  '%2',
  '%20',
  '%2520',
  '+',
  ' ',
  '\n',
  '\n> ',
  '"',
  '<',
  '>',
  '{',
  '}',
  '\u0000',
  '\u202e',
  '\ud800',
  '\\',
  '&amp;',
  'http://',
  'javascript:',
  'scope=',
  'client_id=',
  'Redirect-Uri=',
  'state={"recall_calendar_auth_token":',
  'prompt=none',
  ',',
  '@',
  'AADSTS50011',
  '***',
  '://',
];

/** A right address with pieces cut out, doubled, and put in. */
const mutated = fc
  .tuple(
    fc.constantFrom(...GOOD),
    fc.array(fc.tuple(fc.nat(), fc.nat(30), fc.constantFrom('cut', 'double', 'put'), fc.constantFrom(...FRAGMENTS)), {
      maxLength: 6,
    }),
  )
  .map(([url, changes]) =>
    changes.reduce((text, [place, length, kind, fragment]) => {
      const at = place % (text.length + 1);
      if (kind === 'cut') return text.slice(0, at) + text.slice(at + length);
      return text.slice(0, at) + (kind === 'put' ? fragment : text.slice(at, at + length)) + text.slice(at);
    }, url),
  );

/** What the contract promises of any answer. */
function checked(text: string): ReturnType<typeof checkOauth> {
  const report = checkOauth(text);
  expect(oauthReport().safeParse(report).success).toBe(true);
  for (const { marks } of report.findings)
    for (const { from, to } of marks) expect(from >= 0 && from < to && to <= report.shown.length).toBe(true);
  expect(report.shown.length).toBeLessThanOrEqual(20_000);
  return report;
}

describe('an answer comes', () => {
  test('for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => void checked(text)),
      SEED,
    );
  });

  test('for any spoilt address', () => {
    fc.assert(
      fc.property(mutated, (text) => void checked(text)),
      SEED,
    );
  });

  test('for an address with 10,000 parameters, of which it gives the first', () => {
    const report = checked(`${google()}${Array.from({ length: 10_000 }, (_, n) => `&p${n}=${n}`).join('')}`);
    expect(report.parameters).toHaveLength(200);
    expect(report.findings.map(({ code }) => code)).toContain('url_too_long');
  });

  test('for 10,000 times the same parameter', () => {
    const report = checked(`${google()}${'&prompt=consent'.repeat(10_000)}`);
    expect(report.findings.map(({ code }) => code)).toContain('parameter_repeated');
  });
});

describe('a corrected address', () => {
  /** Rules that know what is right, and are broken. */
  const mendable = (text: string): string[] => {
    const { findings } = checkOauth(text);
    return (
      AUTHORIZATION_RULES.filter((rule) => rule.mend !== undefined && findings.some(({ code }) => code === rule.code))
        .map(({ code }) => code)
        // These mend only one of several forms of their fault.
        .filter(
          (code) =>
            !['redirect_uri_missing', 'redirect_recall_path', 'state_redirect_missing', 'address_missing'].includes(
              code,
            ),
        )
    );
  };

  test('breaks no rule that could have mended it', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const report = checkOauth(text);
        if (report.corrected === null || report.provider === 'unknown') return;
        expect(mendable(report.corrected)).toEqual([]);
      }),
      SEED,
    );
  });

  test('is not corrected again', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const once = corrected(text, AUTHORIZATION_RULES);
        expect(corrected(once, AUTHORIZATION_RULES)).toBe(once);
      }),
      SEED,
    );
  });
});

/** Ways to make patterns try again and again: what grew faster than the text would not end within the suite's limit. */
describe('a text of 200,000 characters is answered', () => {
  test.each([
    [
      'a',
      'https://',
      '"https://',
      '<https://',
      '(https://a ',
      '/a?code=',
      '"/a?',
      '&amp;',
      '&',
      '%25',
      '%25%25=',
      '?',
      '{',
      '[',
      '((',
      '))',
      '>',
    ],
    [
      '\n',
      '\n> ',
      ' \n',
      '\\"',
      '\\/',
      '<',
      '<a ',
      'a=',
      'token=',
      '"token":"',
      'eyJ',
      'eyJaaaaaaaa.',
      'Bearer ',
      'code=a&',
      'a.',
      '+a',
      ' a:',
    ],
    [
      'scope=a ',
      'https://a?scope=https://b ',
      'AADSTS',
      'secret is ',
      'authorization: ',
      '%E2%80',
      '𝒳',
      '\ud800',
      '\u200b',
      'state=%7B',
      '-----BEGIN PRIVATE KEY-----',
    ],
  ])('%j and the like', (...pieces) => {
    for (const piece of pieces) {
      checked(piece.repeat(Math.ceil(200_000 / piece.length)).slice(0, 200_000));
      checked(`${google()}&x=${piece.repeat(Math.ceil(100_000 / piece.length))}`);
    }
  });
});
