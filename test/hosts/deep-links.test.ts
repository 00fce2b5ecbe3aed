import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deepLinkIn, routeOfDeepLink } from '../../electron/shell/deep-links.ts';
import { createOrigin, outsideAddress } from '../../electron/shell/origin.ts';

const SEED = 20_261_120;

test.each([
  ['callboard://calendars', '#/calendars'],
  ['callboard://calendars/', '#/calendars'],
  ['callboard://events/3/ev_1?ws=1,2&tz=utc', '#/events/3/ev_1?ws=1,2&tz=utc'],
  ['callboard://events/3/a%20b', '#/events/3/a%20b'],
  ['callboard://bots/1/../../workspaces', '#/bots/workspaces'],
  // Where notifications lead.
  ['callboard://oauth-clients', '#/oauth-clients'],
  ['callboard://triage/12', '#/triage/12'],
  ['callboard://jobs/3', '#/jobs/3'],
])('%s opens %s', (link, route) => {
  expect(routeOfDeepLink(link)).toBe(route);
});

test.each([
  'callboard://',
  'callboard:events',
  'callboard://settings',
  'callboard://user:pw@events/1',
  'callboard://events:80/1',
  'callboard://events/1#javascript:alert(1)',
  'https://events/1',
  'javascript:alert(1)',
  `callboard://events/${'x'.repeat(3_000)}`,
])('%s opens nothing', (link) => {
  expect(routeOfDeepLink(link)).toBeNull();
});

test('whatever a link says, its route is a hash of a known view in plain URL characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (path, query) => {
      const route = routeOfDeepLink(`callboard://events/${path}?${query}`);
      expect(route === null || /^#\/events[!-~]*$/.test(route)).toBe(true);
    }),
    { seed: SEED, numRuns: 5_000 },
  );
});

test('a link is found among the arguments of a second start', () => {
  expect(deepLinkIn(['electron', '--flag', 'callboard://settings', 'callboard://bots/1/b'])).toBe(
    'callboard://bots/1/b',
  );
  expect(deepLinkIn(['electron', '.'])).toBeNull();
});

test('only https addresses without credentials go to the outside browser', () => {
  expect(outsideAddress('https://zoom.us/j/1?pwd=x')).toBe('https://zoom.us/j/1?pwd=x');
  expect(outsideAddress(' https://zoom.us/j/1 ')).toBe('https://zoom.us/j/1');
  for (const address of [
    'http://zoom.us',
    'file:///etc/passwd',
    'smb://host/share',
    'javascript:alert(1)',
    'ms-msdt:/id PCWDiagnostic',
    'zoommtg://zoom.us/join',
    'https://user:pw@zoom.us',
    '//zoom.us',
    '\u202Ehttps://zoom.us',
    '',
  ]) {
    expect(outsideAddress(address)).toBeNull();
  }
});

test('only our own page is ours, and the development server only on loopback', () => {
  const origin = createOrigin(undefined);
  expect(origin.url).toBe('app://callboard/');
  expect(origin.isOurs('app://callboard/index.html#/events')).toBe(true);
  for (const address of [
    'app://callboard.evil/',
    'app://x@callboard/',
    'https://callboard/',
    'about:blank',
    'file:///callboard',
    '',
    'null',
  ]) {
    expect(origin.isOurs(address)).toBe(false);
  }
  expect(createOrigin('http://localhost:5173/').isOurs('http://localhost:5173/#/events')).toBe(true);
  expect(createOrigin('http://localhost:5173/').isOurs('app://callboard/')).toBe(false);
  expect(createOrigin('http://evil.example/').url).toBe('app://callboard/');
});
