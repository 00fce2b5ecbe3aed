import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWrapped, meetingOf } from '../../../../electron/core/diagnosis/events/links.ts';

const SEED = 20_260_304;
const LINK = 'https://us02web.zoom.us/j/123?pwd=aB';
const MEETING = 'us02web.zoom.us/j/123?pwd=aB';
const ENCODED = encodeURIComponent(LINK);

/** Link wrapped by a mail scanner or a redirect that carries the real one. */
const CARRYING = [
  `https://nam01.safelinks.protection.outlook.com/?url=${ENCODED}&data=05%7C01&reserved=0`,
  `https://gcc02.safelinks.protection.office365.us/?url=${ENCODED}&reserved=0`,
  `https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url=${ENCODED}&locale=en`,
  `https://www.google.com/url?q=${ENCODED}&sa=D&usg=x`,
  `https://meet.google.com/linkredirect?authuser=0&dest=${ENCODED}`,
  `https://urldefense.proofpoint.com/v1/url?u=${ENCODED}&k=x`,
  'https://urldefense.proofpoint.com/v2/url?u=https-3A__us02web.zoom.us_j_123-3Fpwd-3DaB&d=DwMFaQ&c=x',
  'https://urldefense.com/v3/__https://us02web.zoom.us/j/123?pwd=aB__;!!JkUDQA!abc$',
  'https://urldefense.com/v3/__https:/us02web.zoom.us/j/123?pwd=aB__;!!JkUDQA!abc$',
  // A star for one character, two with a letter for a run of them (here “=” and “/j”).
  'https://urldefense.com/v3/__https://us02web.zoom.us**A/123?pwd*aB__;L2o9!!JkUDQA!abc$',
  `https://linkprotect.cudasvc.com/url?a=${ENCODED}&c=E,1,x&typo=1`,
  `https://secure-web.cisco.com/1aBcD-eF/${ENCODED}`,
  `https://clicktime.symantec.com/3aBc?u=${ENCODED}`,
  `https://imsva91-ctp.trendmicro.com:443/wis/clicktime/v1/query?url=${ENCODED}&umid=1`,
  `https://protect2.fireeye.com/v1/url?k=1-2&q=1&e=3&u=${ENCODED}`,
  `https://us-west-2.protection.sophos.com/?d=zoom.us&u=${Buffer.from(LINK).toString('base64')}&i=x`,
  `https://url.avanan.click/v2/___${LINK}___.YXAzOm`,
  `https://link.edgepilot.com/s/1a2b/c3?u=${ENCODED}`,
];

describe('a wrapped link', () => {
  it.each(CARRYING)('%s leads to the meeting inside of it', (link) => {
    expect(isWrapped(link)).toBe(true);
    expect(meetingOf(link)).toBe(MEETING);
  });

  it.each(['https://protect-us.mimecast.com/s/aBcD?domain=zoom.us', 'https://url.us.m.mimecastprotect.com/s/aBcD'])(
    '%s keeps the meeting to itself',
    (link) => {
      expect(isWrapped(link)).toBe(true);
      expect(meetingOf(link)).not.toContain('zoom.us/');
    },
  );

  it('may be wrapped several times, but not without end', () => {
    const wrap = (link: string): string => `https://www.google.com/url?q=${encodeURIComponent(link)}`;
    expect(meetingOf(wrap(wrap(LINK)))).toBe(MEETING);
    expect(meetingOf(wrap(wrap(wrap(wrap(wrap(LINK))))))).toContain('google.com/url');
  });

  it.each([
    LINK,
    'https://meet.google.com/abc-defg-hij',
    'meet.google.com/abc-defg-hij',
    'https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0',
    'https://acme.webex.com/acme/j.php?MTID=m1',
    'https://notsafelinks.example/?url=x',
    'weekly sync',
    '',
  ])('is not %s', (link) => {
    expect(isWrapped(link)).toBe(false);
  });

  it('with something broken inside is itself, and nothing throws', () => {
    for (const link of [
      'https://nam01.safelinks.protection.outlook.com/?url=%E0%A4%A',
      'https://nam01.safelinks.protection.outlook.com/?data=1',
      'https://urldefense.com/v3/__https://zoom.us/*__;!!x!y$',
      'https://urldefense.com/v3/__nothing',
      'https://us-west-2.protection.sophos.com/?u=%%%',
      'https://secure-web.cisco.com/',
    ]) {
      expect(isWrapped(link), link).toBe(true);
      expect(meetingOf(link), link).toBeTypeOf('string');
    }
    fc.assert(
      fc.property(fc.constantFrom(...CARRYING), fc.nat(300), fc.string({ unit: 'binary' }), (link, at, text) => {
        const torn = link.slice(0, at) + text + link.slice(at + text.length);
        expect(['string', 'object']).toContain(typeof meetingOf(torn));
        expect(isWrapped(torn)).toBeTypeOf('boolean');
      }),
      { seed: SEED, numRuns: 1_000 },
    );
  });
});

describe('a meeting', () => {
  it('is null without a link', () => {
    expect(meetingOf(null)).toBeNull();
    expect(meetingOf('in my office')).toBeNull();
  });
});
