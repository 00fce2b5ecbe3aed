import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_TITLE, readProviderEvent } from '../../../shared/provider-event.ts';
import { fixture } from './support/fixtures.ts';

const google = fixture('recall-docs/raw-google-calendar.json');
const outlook = fixture('recall-docs/raw-microsoft-outlook.json');

describe('a genuine Google payload', () => {
  test('tells title, organiser, attendees, own response, series and links', () => {
    const event = readProviderEvent('google_calendar', google);
    expect(event).toMatchObject({
      title: 'Meeting Summary',
      organizer: { email: 'dummy@example.com', name: null },
      attendeesKnown: true,
      ownResponse: 'accepted',
      seriesId: 'dummy_recurring_event_id',
      isCancelled: false,
      allDay: false,
      location: null,
      providerUrl: 'https://dummy.calendar.com/event?eid=5qd60oqa8t0dgqlon2msci0a37_20240501T213000Z',
      rawJoinUrl: 'https://meet.google.com/dummy-meet-link',
    });
    expect(event.attendees).toHaveLength(5);
    expect(event.attendees[0]).toEqual({
      email: 'dummy@example.com',
      name: null,
      response: 'accepted',
      organizer: true,
      self: false,
    });
    expect(event.attendees[4]).toMatchObject({ email: 'dummy4@example.com', self: true });
  });

  test('without attendees says that it has no list, and not that nobody comes', () => {
    const { items } = fixture('google-docs/events-list.recorded.redacted.json') as { items: unknown[] };
    expect(readProviderEvent('google_calendar', items[0])).toMatchObject({
      title: 'test event',
      organizer: { email: 'redacted@group.calendar.google.com', name: 'Test Calendar' },
      attendees: [],
      attendeesKnown: false,
      ownResponse: null,
      seriesId: null,
      rawJoinUrl: null,
    });
  });
});

describe('a genuine Outlook payload', () => {
  test('tells title, organiser, attendees, own response, place and links', () => {
    const event = readProviderEvent('microsoft_outlook', outlook);
    expect(event).toMatchObject({
      title: 'Dummy Meeting Subject',
      organizer: { email: 'john.doe@example.com', name: 'John Doe' },
      attendees: [],
      attendeesKnown: true,
      ownResponse: 'organizer',
      seriesId: null,
      isCancelled: false,
      allDay: false,
      location: 'Generic Meeting Room',
    });
    expect(event.providerUrl).toMatch(/^https:\/\/dummy\.office365\.com\/owa\//);
    expect(event.rawJoinUrl).toMatch(/^https:\/\/dummy\.microsoft\.com\/l\/meetup-join\//);
  });

  test('of a series names its master', () => {
    const { value } = fixture('graph-docs/list-instances.json') as { value: unknown[] };
    const events = value.map((raw) => readProviderEvent('microsoft_outlook', raw));
    expect(events.map((event) => event.title)).toEqual(Array.from({ length: 4 }, () => 'Review strategy for Q3'));
    expect(new Set(events.map((event) => event.seriesId))).toEqual(new Set(['AAMkAGUzYRgWAAA=']));
    expect(events.every((event) => !event.attendeesKnown && event.organizer === null)).toBe(true);
  });

  test('marks the organiser among the attendees, and as oneself when the mailbox organises', () => {
    const person = (address: string, response: string) => ({
      type: 'required',
      emailAddress: { name: address, address },
      status: { response, time: '0001-01-01T00:00:00Z' },
    });
    const attendees = [person('John.Doe@example.com', 'none'), person('ada@example.com', 'tentativelyAccepted')];
    const event = readProviderEvent('microsoft_outlook', { ...dict(outlook), attendees });
    expect(event.attendees).toEqual([
      { email: 'John.Doe@example.com', name: 'John.Doe@example.com', response: 'none', organizer: true, self: true },
      {
        email: 'ada@example.com',
        name: 'ada@example.com',
        response: 'tentativelyAccepted',
        organizer: false,
        self: false,
      },
    ]);
  });
});

describe('a payload', () => {
  test('that is all-day says so in both dialects', () => {
    const allDay = { start: { date: '2026-11-20' }, end: { date: '2026-11-21' } };
    expect(readProviderEvent('google_calendar', allDay).allDay).toBe(true);
    expect(readProviderEvent('microsoft_outlook', { isAllDay: true }).allDay).toBe(true);
    const timed = { start: { date: null, dateTime: '2026-11-20T10:00:00Z' } };
    expect(readProviderEvent('google_calendar', timed).allDay).toBe(false);
  });

  test('that is cancelled says so in both dialects', () => {
    expect(readProviderEvent('google_calendar', { status: 'cancelled' }).isCancelled).toBe(true);
    expect(readProviderEvent('microsoft_outlook', { isCancelled: true }).isCancelled).toBe(true);
    expect(readProviderEvent('microsoft_outlook', { isCancelled: 'true' }).isCancelled).toBe(false);
  });

  test('of an unknown platform is read by its own shape', () => {
    expect(readProviderEvent('zimbra', { summary: 'Google-like' }).title).toBe('Google-like');
    expect(readProviderEvent('exchange_on_premise', { subject: 'Graph-like' }).title).toBe('Graph-like');
  });

  test('offers only the video link of a conference, never phone numbers', () => {
    const conferenceData = {
      entryPoints: [
        { entryPointType: 'phone', uri: 'tel:+1-234' },
        { entryPointType: 'more', uri: 'https://tel.meet/x' },
        { entryPointType: 'video', uri: 'https://zoom.example/j/1' },
      ],
    };
    expect(readProviderEvent('google_calendar', { conferenceData }).rawJoinUrl).toBe('https://zoom.example/j/1');
    const phones = { entryPoints: conferenceData.entryPoints.slice(0, 2) };
    expect(readProviderEvent('google_calendar', { conferenceData: phones }).rawJoinUrl).toBeNull();
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', ' file:///etc/passwd', 'https://', 'https://a b', 'HTTP:x'])(
    'never offers %j for opening',
    (link) => {
      const event = readProviderEvent('google_calendar', { htmlLink: link, hangoutLink: link });
      expect(event.providerUrl).toBeNull();
      expect(event.rawJoinUrl).toBeNull();
    },
  );

  test('offers an unencrypted page of the provider for opening never, an unencrypted meeting as text', () => {
    const event = readProviderEvent('google_calendar', {
      htmlLink: 'http://a.example/',
      hangoutLink: 'http://b.example/',
    });
    expect(event.providerUrl).toBeNull();
    expect(event.rawJoinUrl).toBe('http://b.example/');
  });

  test('with an endless title shows its beginning, never half a character', () => {
    const title = `${'x'.repeat(MAX_TITLE - 1)}🗓️ and more`;
    const shown = readProviderEvent('google_calendar', { summary: title }).title ?? '';
    expect(shown).toBe('x'.repeat(MAX_TITLE - 1));
    expect(readProviderEvent('google_calendar', { summary: 'x'.repeat(MAX_TITLE) }).title).toHaveLength(MAX_TITLE);
  });

  test.each([undefined, null, 7, 'text', [], [{}], {}])('like %j says nothing and is no error', (raw) => {
    for (const platform of ['google_calendar', 'microsoft_outlook', 'other']) {
      expect(readProviderEvent(platform, raw)).toEqual({
        title: null,
        organizer: null,
        attendees: [],
        attendeesKnown: false,
        ownResponse: null,
        seriesId: null,
        isCancelled: false,
        allDay: false,
        location: null,
        providerUrl: null,
        rawJoinUrl: null,
      });
    }
  });

  test('of any shape under the known names never throws, and every answer has its promised type', () => {
    const names = Object.keys({ ...dict(google), ...dict(outlook) });
    const inner = ['email', 'emailAddress', 'address', 'entryPoints', 'date', 'response', 'status', 'joinUrl', 'self'];
    const leaf = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constant('https://a.example/'),
    );
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...inner), tie('node'), { maxKeys: 4 }),
      ),
    })).node;
    fc.assert(
      fc.property(
        fc.constantFrom('google_calendar', 'microsoft_outlook', 'other'),
        fc.dictionary(fc.constantFrom(...names), value),
        (platform, raw) => {
          const event = readProviderEvent(platform, raw);
          for (const text of [event.title, event.ownResponse, event.seriesId, event.location, event.rawJoinUrl]) {
            expect(text === null || (typeof text === 'string' && text !== '')).toBe(true);
          }
          expect(
            event.attendees.every(({ self, organizer }) => typeof self === 'boolean' && typeof organizer === 'boolean'),
          ).toBe(true);
          expect(event.providerUrl === null || event.providerUrl.startsWith('https://')).toBe(true);
        },
      ),
      { seed: 42, numRuns: 500 },
    );
  });
});

function dict(value: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(Object(value)));
}
