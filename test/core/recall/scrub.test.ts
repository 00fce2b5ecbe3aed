/** Secrets that come back in remote text. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createScrub } from '../../../electron/core/recall/scrub.ts';

const SECRET = 'Zx8~Q/pr"ot\\o+type&ä=42';

describe('a scrub', () => {
  test.each<[string, string]>([
    ['as it is', SECRET],
    ['percent-encoded', encodeURIComponent(SECRET)],
    ['percent-encoded in lower case', encodeURIComponent(SECRET).toLowerCase()],
    ['as part of a form', new URLSearchParams([['', SECRET]]).toString().slice(1)],
    ['escaped as JSON', JSON.stringify(SECRET).slice(1, -1)],
    ['in capitals', SECRET.toUpperCase().replace('Ä', 'ä')],
    ['without its end', SECRET.slice(0, -9)],
    ['without its beginning', SECRET.slice(7)],
  ])('takes a secret out %s', (_, echo) => {
    expect(createScrub([SECRET])(`before ${echo} after`)).toBe('before [redacted] after');
  });

  test('takes each of several secrets out, wherever and however often they stand', () => {
    const scrub = createScrub(['first-secret-1', 'other-hidden-2']);
    expect(scrub('first-secret-1other-hidden-2, first-secret-1')).not.toMatch(/first|secret|other|hidden/);
  });

  test('leaves text alone that shares less than eight characters in a row with a secret', () => {
    const text = 'invalid_client: AADSTS7000215: Invalid client secret is provided.';
    expect(createScrub(['canary-secret-4711', ''])(text)).toBe(text);
  });

  test('takes a secret shorter than that out as a whole', () => {
    expect(createScrub(['pw1'])('the pw1 is wrong')).toBe('the [redacted] is wrong');
  });

  test('never leaves eight characters of a secret in a row, and never changes a text without any', () => {
    const secret = fc.string({ minLength: 8, maxLength: 60, unit: 'binary' });
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), fc.nat(), fc.nat(), (hidden, before, after, from, length) => {
        const at = from % (hidden.length - 7);
        const piece = hidden.slice(at, at + 8 + (length % hidden.length));
        const clean = createScrub([hidden])(before + piece + after);
        for (let i = 0; i + 8 <= hidden.length; i += 1) expect(clean).not.toContain(hidden.slice(i, i + 8));
      }),
      { seed: 20261120, numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(createScrub(['\u0001'.repeat(9)])(text.replaceAll('\u0001', ''))).toBe(text.replaceAll('\u0001', ''));
      }),
      { seed: 20261120 },
    );
  });
});
