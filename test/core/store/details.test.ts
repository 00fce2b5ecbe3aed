import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../shared/time.ts';
import { aCalendar, anEvent, applyCalendars, applyEvents, newStore, settle, TEST_NOW } from './fixture.ts';

describe('an event', () => {
  it('comes with its people and links out of the payload, and as Recall sent it', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    const raw = {
      summary: 'Weekly',
      location: 'Room 1',
      htmlLink: 'https://www.google.com/calendar/event?eid=1',
      hangoutLink: 'https://meet.google.com/abc',
      organizer: { email: 'boss@acme.com', displayName: 'Boss' },
      attendees: [{ email: 'boss@acme.com', organizer: true, responseStatus: 'accepted' }],
    };
    const bot = { botId: 'b1', startAt: TEST_NOW, deduplicationKey: 'key', meetingUrl: 'https://meet.google.com/abc' };
    applyEvents(store, ws, [anEvent({ raw: JSON.stringify(raw), bots: [bot], extra: '{"new_field":{"a":[1]}}' })], 77);
    const detail = store.event(ws, 'event-1');
    expect(detail).toMatchObject({
      organizer: { email: 'boss@acme.com', name: 'Boss' },
      attendees: [{ email: 'boss@acme.com', organizer: true, response: 'accepted' }],
      attendeesKnown: true,
      location: 'Room 1',
      providerUrl: 'https://www.google.com/calendar/event?eid=1',
      rawJoinUrl: 'https://meet.google.com/abc',
      firstSeenAt: 77,
      fetchedAt: 77,
      intact: true,
    });
    expect(JSON.parse(detail?.raw ?? '')).toMatchObject({
      id: 'event-1',
      calendar_id: 'cal-1',
      start_time: new Date(TEST_NOW + HOUR_MS).toISOString(),
      is_deleted: false,
      bots: [{ bot_id: 'b1', deduplication_key: 'key' }],
      new_field: { a: [1] },
      raw,
    });
  });

  it('that is not here is null, also when another workspace has it', () => {
    const { store, ids } = newStore(2);
    applyEvents(store, ids[0] ?? 0, [anEvent()]);
    expect(store.event(ids[1] ?? 0, 'event-1')).toBeNull();
    expect(store.event(ids[0] ?? 0, 'other')).toBeNull();
  });

  it('survives hostile text in every field, byte for byte in its payload', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    const hostile = [
      '\0mid\0',
      '\ud83d lone',
      '\u202egpj.exe\u202c',
      '<img src=x onerror=alert(1)>',
      "'; DROP TABLE event;--",
      '👩‍👩‍👧',
    ];
    const records = hostile.map((text, index) =>
      anEvent({
        id: `h${index}`,
        title: text,
        organizerEmail: text,
        meetingUrl: text,
        platformId: text,
        icalUid: text,
        people: [text],
        calendarId: `cal ${text}`,
        bots: [{ botId: text, startAt: null, deduplicationKey: text, meetingUrl: text }],
        raw: JSON.stringify({ summary: text }),
      }),
    );
    expect(applyEvents(store, ws, records)).toMatchObject({ inserted: hostile.length });
    expect(applyEvents(store, ws, records)).toMatchObject({ unchanged: hostile.length });
    settle(store);
    for (const [index, text] of hostile.entries()) {
      const detail = store.event(ws, `h${index}`);
      expect(detail?.intact).toBe(true);
      expect(detail?.event.title).toBe(text.toWellFormed());
      expect(detail?.event.calendarId).toBe(`cal ${text}`.toWellFormed());
      expect((JSON.parse(detail?.raw ?? '') as { raw: unknown }).raw).toEqual({ summary: text });
    }
  });

  it('with a payload of 2 MB, of 200,000 levels or of almost nothing comes back whole', () => {
    const { store, ids, db } = newStore();
    const [ws = 0] = ids;
    const payloads = [
      JSON.stringify({ summary: 'big', description: 'ä'.repeat(1_000_000) }),
      `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
      '{}',
      'null',
    ];
    applyEvents(
      store,
      ws,
      payloads.map((raw, index) => anEvent({ id: `p${index}`, raw })),
    );
    for (const [index, raw] of payloads.entries()) {
      const detail = store.event(ws, `p${index}`);
      expect(detail?.intact).toBe(true);
      expect(detail?.raw.endsWith(`"raw":${raw}}`)).toBe(true);
    }
    expect(db().prepare('SELECT count(*) FROM payload_block').pluck().get()).toBeGreaterThan(1);
  });

  it('is marked when a stored byte or column changed behind our back, and healed by the next fetch', () => {
    const { store, ids, db } = newStore();
    const [ws = 0] = ids;
    const records = ['a', 'b', 'c', 'd'].map((id) => anEvent({ id }));
    applyEvents(store, ws, records);
    db().exec(`UPDATE event SET title = 'Weakly sync' WHERE id = 'a'`);
    db().exec(`UPDATE event SET checksum = checksum + 1 WHERE id = 'b'`);
    db().exec(
      `INSERT INTO bot_entry (event_pk, n, workspace_id, bot_id, first_seen_at) SELECT pk, 9, workspace_id, 'x', 1 FROM event WHERE id = 'c'`,
    );
    const intact = (): (boolean | undefined)[] => records.map(({ id }) => store.event(ws, id)?.intact);
    expect(intact()).toEqual([false, false, false, true]);
    settle(store);
    expect(applyEvents(store, ws, records)).toMatchObject({ updated: 3, unchanged: 1 });
    expect(intact()).toEqual([true, true, true, true]);
    expect(store.event(ws, 'a')?.event.title).toBe('Weekly sync');
    expect(store.event(ws, 'c')?.bots.filter((bot) => bot.goneAt === null)).toEqual([]);
  });

  it('with a destroyed block says so for its events and still shows everything else', () => {
    const { store, ids, db } = newStore();
    const [ws = 0] = ids;
    applyEvents(store, ws, [anEvent(), anEvent({ id: 'other' })]);
    db().exec('UPDATE payload_body SET body = zeroblob(length(body))');
    expect(store.event(ws, 'event-1')).toMatchObject({ intact: false, event: { title: 'Weekly sync' }, attendees: [] });
    settle(store);
    applyEvents(store, ws, [anEvent()]);
    expect(store.event(ws, 'event-1')?.intact).toBe(true);
  });
});

describe('a calendar', () => {
  it('keeps reported entries once each and our own observations, newest first', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    const change = (status: string, at: number | null, detail: string | null = null) => ({ status, at, detail });
    const reported = [change('connecting', 10), change('connected', 20)];
    applyCalendars(store, ws, [aCalendar({ statusChanges: reported, updatedAt: 1 })], 100);
    applyCalendars(store, ws, [aCalendar({ statusChanges: reported, updatedAt: 2, payload: '{"other":1}' })], 200);
    const gone = [...reported, change('disconnected', 30, 'invalid_grant')];
    applyCalendars(store, ws, [aCalendar({ status: 'disconnected', statusChanges: gone, updatedAt: 3 })], 300);
    const detail = store.calendar(ws, 'cal-1', TEST_NOW);
    expect(detail?.calendar).toMatchObject({ status: 'disconnected', statusSince: 30, statusDetail: 'invalid_grant' });
    expect(store.calendarFacts({ workspaceId: ws, id: 'cal-1' }, TEST_NOW)?.history).toEqual([
      { status: 'disconnected', at: 300, detail: null, basis: 'observed', observedAt: 300 },
      { status: 'disconnected', at: 30, detail: 'invalid_grant', basis: 'reported', observedAt: 300 },
      { status: 'connected', at: 20, detail: null, basis: 'reported', observedAt: 100 },
      { status: 'connecting', at: 10, detail: null, basis: 'reported', observedAt: 100 },
    ]);
    expect(detail?.fetchedAt).toBe(300);
  });

  it('dates its status by our own observation where Recall does not say, and not at all at first sight', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    const since = (): number | null | undefined => store.calendar(ws, 'cal-1', TEST_NOW)?.calendar.statusSince;
    applyCalendars(store, ws, [aCalendar({ statusChanges: [], updatedAt: 1 })], 100);
    expect(since()).toBeNull();
    applyCalendars(store, ws, [aCalendar({ status: 'disconnected', statusChanges: [], updatedAt: 2 })], 200);
    expect(since()).toBe(200);
    applyCalendars(
      store,
      ws,
      [aCalendar({ status: 'disconnected', statusChanges: [], updatedAt: 3, payload: '[]' })],
      300,
    );
    expect(since()).toBe(200);
  });

  it('keeps words it does not know', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    applyCalendars(store, ws, [aCalendar({ status: 'hibernating', platform: 'icloud', statusChanges: [] })]);
    expect(store.calendar(ws, 'cal-1', TEST_NOW)?.calendar).toMatchObject({
      status: 'unknown',
      statusRaw: 'hibernating',
      platform: 'other',
      platformRaw: 'icloud',
    });
  });

  it('obeys updated_at, and a tombstone only newer sightings', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    applyCalendars(store, ws, [aCalendar({ updatedAt: 5 })], 100);
    expect(applyCalendars(store, ws, [aCalendar({ updatedAt: 4, platformEmail: 'old@acme.com' })], 110)).toMatchObject({
      stale: 1,
    });
    expect(store.calendarsNotIn(ws, new Set(['x']))).toEqual(['cal-1']);
    expect(store.tombstoneCalendar(ws, 'cal-1', 200)).toBe(true);
    expect(store.tombstoneCalendar(ws, 'cal-1', 201)).toBe(false);
    expect(store.tombstoneCalendar(ws, 'unknown', 200)).toBe(false);
    expect(store.calendarsNotIn(ws, new Set())).toEqual([]);
    expect(applyCalendars(store, ws, [aCalendar({ updatedAt: 5 })], 150)).toMatchObject({ stale: 1 });
    expect(store.calendar(ws, 'cal-1', TEST_NOW)?.calendar.deletedAt).toBe(200);
    expect(applyCalendars(store, ws, [aCalendar({ updatedAt: 5 })], 250)).toMatchObject({ updated: 1 });
    expect(store.calendar(ws, 'cal-1', TEST_NOW)?.calendar.deletedAt).toBeNull();
  });

  it('shows its coming events and its other connections of the same mailbox, in any workspace', () => {
    const { store, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    applyCalendars(store, one, [aCalendar(), aCalendar({ id: 'same', platformEmail: 'ANNA@acme.com' })]);
    applyCalendars(store, two, [
      aCalendar({ id: 'theirs' }),
      aCalendar({ id: 'outlook', platform: 'microsoft_outlook' }),
      aCalendar({ id: 'nameless', platformEmail: null }),
    ]);
    const bot = { botId: 'b', startAt: null, deduplicationKey: null, meetingUrl: null };
    applyEvents(store, one, [
      anEvent({ id: 'with bot', bots: [bot] }),
      anEvent({ id: 'without' }),
      anEvent({ id: 'past', startAt: TEST_NOW - 1 }),
      anEvent({ id: 'deleted', isDeleted: true }),
      anEvent({ id: 'elsewhere', calendarId: 'same' }),
    ]);
    const detail = store.calendar(one, 'cal-1', TEST_NOW);
    expect(detail?.upcoming).toEqual({ events: 2, withoutBot: 1, exact: true });
    expect(detail?.sameMailbox.map((row) => row.id).sort()).toEqual(['same', 'theirs']);
    expect(store.calendar(two, 'nameless', TEST_NOW)?.sameMailbox).toEqual([]);
  });
});

describe('genuine payloads', () => {
  const fixture = (name: string): string =>
    readFileSync(join(import.meta.dirname, '../../fixtures/recall/recall-docs', name), 'utf8');

  it.each(['raw-google-calendar.json', 'raw-microsoft-outlook.json'])(
    '%s is stored and read back as it was',
    (name) => {
      const { store, ids } = newStore();
      const [ws = 0] = ids;
      const value: unknown = JSON.parse(fixture(name));
      applyEvents(store, ws, [
        anEvent({
          raw: JSON.stringify(value),
          platform: name.includes('google') ? 'google_calendar' : 'microsoft_outlook',
        }),
      ]);
      const detail = store.event(ws, 'event-1');
      expect((JSON.parse(detail?.raw ?? '') as { raw: unknown }).raw).toEqual(value);
      expect(detail?.intact).toBe(true);
    },
  );
});
