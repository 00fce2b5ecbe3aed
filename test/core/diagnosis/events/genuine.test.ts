/** Genuine payloads on their whole way: wire → record → facts → verdict → words, with the verdict that a person would give. */
import { describe, expect, it } from 'vitest';
import { EVENT, readPage } from '../../../../electron/core/recall/pages.ts';
import type { EventRecord } from '../../../../electron/core/records.ts';
import { explainEvent } from '../../../../electron/core/diagnosis/events/explain.ts';
import { traitsOf } from '../../../../electron/core/diagnosis/events/traits.ts';
import type { EventFacts } from '../../../../electron/core/diagnosis/events/types.ts';
import { mailDomain } from '../../../../electron/core/diagnosis/mail-domains.ts';
import { HOUR_MS } from '../../../../shared/time.ts';
import { fixture } from '../../recall/support/fixtures.ts';
import { wireEvent } from '../../recall/support/remote.ts';
import { calendar, facts, revision } from './event-facts.ts';

type Raw = Readonly<Record<string, unknown>>;

function read(wire: unknown): EventRecord {
  const text = JSON.stringify({ next: null, previous: null, results: [wire] });
  const reply = { status: 200, contentType: 'application/json', text, retryAfter: undefined, serverNow: null };
  const [record] = readPage(reply, 'host', EVENT).records;
  if (record === undefined) throw new Error('The event was not read.');
  return record;
}

function factsOf(record: EventRecord, mailbox: string, seenAt: number): EventFacts {
  const { startAt, endAt, meetingUrl, calendarId, isDeleted, updatedAt } = record;
  return facts({
    id: record.id,
    rawLink: record.rawLink,
    allDay: record.allDay,
    isCancelled: record.isCancelled,
    botsTold: record.bots !== null,
    firstSeenAt: seenAt,
    entries: (record.bots ?? []).map((bot) => ({ ...bot, firstSeenAt: seenAt, goneAt: null, bot: null })),
    revisions: [revision({ startAt, endAt, meetingUrl, calendarId, isDeleted, updatedAt, observedAt: seenAt })],
    calendar: calendar({ id: calendarId, mailbox, domain: mailDomain(mailbox) }),
  });
}

function told(wire: unknown, mailbox: string, hoursAfterStart: number) {
  const record = read(wire);
  const now = (record.startAt ?? 0) + hoursAfterStart * HOUR_MS;
  const given = factsOf(record, mailbox, now - HOUR_MS);
  const domains = [...new Set(record.people.map(mailDomain).filter((domain) => domain !== null))];
  const verdict = explainEvent(
    {
      facts: given,
      row: {
        workspaceId: 1,
        id: record.id,
        calendarId: record.calendarId,
        calendarEmail: mailbox,
        title: record.title,
        startAt: record.startAt,
        endAt: record.endAt,
        allDay: record.allDay,
        platform: 'google_calendar',
        meetingPlatform: 'other',
        meetingUrl: record.meetingUrl,
        organizerEmail: record.organizerEmail,
        attendeeCount: record.attendeeCount,
        coverage: 'no_bot',
        botCount: 0,
        isDeleted: record.isDeleted,
        seriesId: record.seriesId,
        updatedAt: record.updatedAt,
        verdict: null,
      },
      domains,
      seriesId: record.seriesId,
      attendeesKnown: record.attendeeCount !== null,
      attendeeCount: record.attendeeCount,
      siblings: new Map(),
      sharing: [],
      lastBot: null,
    },
    now,
  );
  const traits = traitsOf(given, record.attendeeCount === null ? null : domains, record.organizerEmail);
  return { verdict, traits, mark: `${verdict.mark.verdict} ${verdict.mark.reason}` };
}

// The shapes of these files are those of the providers; they are read here as what they are known to hold.
const google = fixture('recall-docs/raw-google-calendar.json') as Raw;
const outlook = fixture('recall-docs/raw-microsoft-outlook.json') as Raw;
const recorded = (fixture('google-docs/events-list.recorded.redacted.json') as { items: Raw[] }).items[0] ?? {};
const instances = (fixture('graph-docs/list-instances.json') as { value: Raw[] }).value;

const AT = '2026-11-23T10:00:00Z';
const wire = (raw: Raw, platform: string, more: Raw = {}): unknown =>
  wireEvent({ raw, platform, start_time: AT, end_time: '2026-11-23T10:30:00Z', bots: [], meeting_url: null, ...more });

describe('genuine payloads', () => {
  it('Google’s meeting with five guests and a link is missed without a bot, and covered with one', () => {
    const meeting_url = 'https://meet.google.com/dummy-meet-link';
    const without = told(wire(google, 'google_calendar', { meeting_url }), 'dummy4@example.com', -5);
    expect(without.mark).toBe('will_be_missed never_scheduled');
    expect(without.verdict.series).toEqual({ by: 'series_id', key: 'dummy_recurring_event_id' });
    expect(without.traits).toMatchObject({ external: 'internal', domain: 'example.com' });
    expect(without.verdict.step.kind).toBe('schedule');
    const bots = [{ bot_id: 'b', start_time: AT, deduplication_key: `${AT}-${meeting_url}`, meeting_url }];
    const withBot = told(wire(google, 'google_calendar', { meeting_url, bots }), 'dummy4@example.com', -5);
    expect(withBot.mark).toBe('covered scheduled');
    expect(withBot.verdict.recipe).toMatchObject({ own: { name: 'shared' }, breaks: false });
    expect(told(wire(google, 'google_calendar', { meeting_url, bots }), 'x@other.example', 0.1).traits.external).toBe(
      'external',
    );
  });

  it('Outlook’s meeting has a join link that Recall did not take, and says so', () => {
    const { mark, verdict, traits } = told(wire(outlook, 'microsoft_outlook'), 'john.doe@example.com', -2);
    expect(mark).toBe('not_recordable link_unsupported');
    expect(verdict.notes.join()).toContain('https://dummy.microsoft.com/l/meetup-join/');
    expect(traits.external).toBe('internal');
    expect(told(wire(outlook, 'microsoft_outlook'), 'john.doe@example.com', 2).mark).toBe('over nothing_to_record');
  });

  it('Google’s event without guests or link cannot be recorded', () => {
    const { mark, verdict, traits } = told(wire(recorded, 'google_calendar'), 'redacted@example.com', -2);
    expect(mark).toBe('not_recordable no_link');
    expect(verdict.notes.join()).toContain('no list of attendees');
    expect(traits.external).toBe('unknown');
  });

  it.each(instances.map((raw, n) => [n + 1, raw] as const))(
    'instance %i of Microsoft’s series is one of a series',
    (_n, raw) => {
      const { mark, verdict } = told(wire(raw, 'microsoft_outlook'), 'someone@example.com', -2);
      expect(mark).toBe('not_recordable no_link');
      expect(verdict.series).toEqual({ by: 'series_id', key: 'AAMkAGUzYRgWAAA=' });
    },
  );

  it('Recall’s placeholder event is deleted', () => {
    const sample = fixture('recall-docs/calendar-event.placeholder-sample.json');
    expect(told(sample, 'someone@example.com', -2).mark).toBe('not_recordable deleted');
  });
});
