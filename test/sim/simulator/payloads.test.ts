import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventText, generateEventPage, rawText } from '../../../electron/simulator/payloads.ts';
import type { EventFacts } from '../../../electron/simulator/payload-facts.ts';
import { createRng } from '../../../electron/simulator/rng.ts';

const SEED = Number(process.env['CALLBOARD_SEED'] ?? '20261120');

describe('generateEventPage', () => {
  it('gives the same text for the same seed and another one for another seed', () => {
    expect(generateEventPage(1, 5).text).toBe(generateEventPage(1, 5).text);
    expect(generateEventPage(2, 5).text).not.toBe(generateEventPage(1, 5).text);
  });

  it('gives valid JSON that says what the facts say', () => {
    const page = generateEventPage(3, 0);
    const results = JSON.parse(page.text).results;
    expect(results).toHaveLength(100);
    page.events.forEach(({ envelope, facts }, i) => {
      const event = results[i];
      const google = event.platform === 'google_calendar';
      expect(event.id).toBe(envelope.id);
      expect(Date.parse(event.start_time)).toBe(facts.startAt);
      expect(google ? event.raw.summary : event.raw.subject).toBe(facts.title);
      expect(google ? event.raw.organizer.email : event.raw.organizer.emailAddress.address).toBe(facts.organizer.email);
      const start = google ? event.raw.start.dateTime : `${event.raw.start.dateTime}Z`;
      expect(Date.parse(start)).toBe(facts.startAt);
      expect(google ? event.raw.iCalUID : event.raw.iCalUId).toBe(event.ical_uid);
    });
  });

  it('never repeats an id, and ascends by start time over all pages', () => {
    const pages = Array.from({ length: 30 }, (_, index) => generateEventPage(4, index, { total: 3_000 }));
    const events = pages.flatMap((page) => page.events);
    expect(new Set(events.map((event) => event.envelope.id)).size).toBe(3_000);
    const starts = events.map((event) => event.facts.startAt);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  });

  it('makes events of about 7 KB, 46 in 100 from Outlook, that gzip packs about four times', async () => {
    const { gzipSync } = await import('node:zlib');
    const pages = Array.from({ length: 20 }, (_, index) => generateEventPage(5, index));
    const bytes = pages.reduce((sum, page) => sum + Buffer.byteLength(page.text), 0);
    const packed = pages.reduce((sum, page) => sum + gzipSync(page.text, { level: 1 }).length, 0);
    const outlook = pages
      .flatMap((page) => page.events)
      .filter((event) => event.envelope.platform === 'microsoft_outlook');
    expect(bytes / 2_000).toBeGreaterThan(6_500);
    expect(bytes / 2_000).toBeLessThan(7_900);
    expect(outlook.length / 2_000).toBeGreaterThan(0.42);
    expect(outlook.length / 2_000).toBeLessThan(0.5);
    expect(bytes / packed).toBeGreaterThan(3);
    expect(bytes / packed).toBeLessThan(5);
  });

  it('gives the same events again with a later updated_at', () => {
    const [before, after] = [generateEventPage(6, 2), generateEventPage(6, 2, { updatedLater: 5_000 })];
    after.events.forEach((event, i) => {
      expect(event.envelope.id).toBe(before.events[i]?.envelope.id);
      expect(event.envelope.updatedUs).toBe((before.events[i]?.envelope.updatedUs ?? 0) + 5_000_000);
    });
  });
});

describe('rawText', () => {
  it(`stays valid JSON whatever people write into it (seed ${SEED})`, () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    const facts = fc.record({
      seed: fc.integer(),
      platformId: text,
      icalUid: text,
      title: text,
      startAt: fc.integer({ min: 0, max: 4_000_000_000_000 }),
      endAt: fc.integer({ min: 0, max: 4_000_000_000_000 }),
      createdAt: fc.integer({ min: 0, max: 4_000_000_000_000 }),
      updatedAt: fc.integer({ min: 86_400_000, max: 4_000_000_000_000 }),
      allDay: fc.boolean(),
      isCancelled: fc.boolean(),
      rawLink: fc.option(text),
      seriesId: fc.option(text),
      owner: fc.record({ name: text, email: text }),
      organizer: fc.record({ name: text, email: text }),
      ownResponse: fc.constantFrom('accepted', 'declined', 'tentative', 'needsAction'),
      attendees: fc.option(fc.array(fc.record({ name: text, email: text }), { maxLength: 4 })),
    });
    fc.assert(
      fc.property(facts, fc.constantFrom('google_calendar', 'microsoft_outlook'), text, (one, platform, link) => {
        const envelope = {
          id: createRng(1).uuid(),
          calendarId: createRng(2).uuid(),
          platform,
          createdUs: one.createdAt * 1000,
          updatedUs: one.updatedAt * 1000,
          meetingUrl: link,
          meetingPlatform: null,
          isDeleted: false,
          bots: [{ botId: createRng(3).uuid(), startAt: one.startAt, deduplicationKey: link, meetingUrl: link }],
        } as const;
        // encodeURIComponent refuses lone surrogates; a provider's id has none.
        const wellFormed: EventFacts = { ...one, platformId: one.platformId.toWellFormed() };
        const event = JSON.parse(eventText(envelope, wellFormed, rawText(platform, wellFormed)));
        expect(platform === 'google_calendar' ? event.raw.summary : event.raw.subject).toBe(one.title);
        expect(event.meeting_url).toBe(link);
        expect(event.bots[0].deduplication_key).toBe(link);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});
