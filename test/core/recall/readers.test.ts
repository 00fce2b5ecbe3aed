/** Wire → record, with genuine payloads and with what Recall may send one day. */
import { describe, expect, test } from 'vitest';
import type { CalendarRecord, EventRecord, QuarantinedRecord } from '../../../electron/core/records.ts';
import { BOT, CALENDAR, EVENT, readItem, readPage } from '../../../electron/core/recall/pages.ts';
import type { RecordKind } from '../../../electron/core/recall/pages.ts';
import type { Reply } from '../../../electron/core/recall/failures.ts';
import { fixture } from './support/fixtures.ts';
import { wireBot, wireCalendar, wireEvent } from './support/remote.ts';

function reply(body: unknown): Reply {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status: 200, contentType: 'application/json', text, retryAfter: undefined, serverNow: null };
}

function page<R>(kind: RecordKind<R>, results: readonly unknown[]) {
  return readPage(reply({ next: null, previous: null, results }), 'host', kind);
}

function one<R>(kind: RecordKind<R>, value: unknown): R {
  const { records, quarantined } = page(kind, [value]);
  expect(quarantined).toEqual([]);
  const [record] = records;
  if (record === undefined) throw new Error('no record');
  return record;
}

const event = (changes: Readonly<Record<string, unknown>> = {}): EventRecord => one(EVENT, wireEvent(changes));
const calendar = (changes: Readonly<Record<string, unknown>> = {}): CalendarRecord =>
  one(CALENDAR, wireCalendar(changes));

function kept<R>(kind: RecordKind<R>, value: unknown): QuarantinedRecord {
  const { records, quarantined } = page(kind, [value]);
  expect(records).toEqual([]);
  const [record] = quarantined;
  if (record === undefined) throw new Error('nothing kept aside');
  return record;
}

describe('an event', () => {
  test('with a genuine Google payload has title, organiser, people, series and link', () => {
    const raw = fixture('recall-docs/raw-google-calendar.json');
    const record = event({ raw });
    expect(record).toMatchObject({
      title: 'Meeting Summary',
      organizerEmail: 'dummy@example.com',
      attendeeCount: 5,
      people: [
        'dummy@example.com',
        'dummy1@example.com',
        'dummy2@example.com',
        'dummy3@example.com',
        'dummy4@example.com',
      ],
      ownResponse: 'accepted',
      seriesId: 'dummy_recurring_event_id',
      isCancelled: false,
      allDay: false,
      meetingUrl: 'https://meet.google.com/abc-defg-hij',
      extra: null,
    });
    expect(JSON.parse(record.raw)).toEqual(raw);
  });

  test('with a genuine Outlook payload has title, organiser and people', () => {
    const raw = fixture('recall-docs/raw-microsoft-outlook.json');
    const record = event({ raw, platform: 'microsoft_outlook' });
    expect(record).toMatchObject({
      title: 'Dummy Meeting Subject',
      organizerEmail: 'john.doe@example.com',
      attendeeCount: 0,
      people: ['john.doe@example.com'],
      ownResponse: 'organizer',
      seriesId: null,
      platform: 'microsoft_outlook',
    });
    expect(JSON.parse(record.raw)).toEqual(raw);
  });

  test('has its instants in ms whatever their notation', () => {
    expect(event()).toMatchObject({
      startAt: Date.UTC(2026, 10, 20, 15),
      endAt: Date.UTC(2026, 10, 20, 15, 30),
      createdAt: Date.UTC(2026, 10, 1, 8),
      updatedAt: Date.UTC(2026, 10, 19, 9, 30, 0, 123),
    });
  });

  test('has its bots with their own time and link', () => {
    expect(event().bots).toEqual([
      {
        botId: '7c1d0f5e-2a53-4d0e-8d3f-b64c0f6f3d33',
        startAt: Date.UTC(2026, 10, 20, 15),
        deduplicationKey: '2026-11-20T15:00:00Z-https://meet.google.com/abc-defg-hij',
        meetingUrl: 'https://meet.google.com/abc-defg-hij',
      },
    ]);
  });

  test('without bots differs from one whose bots are unknown', () => {
    expect(event({ bots: [] }).bots).toEqual([]);
    expect(event({ bots: null }).bots).toBeNull();
    expect(event({ bots: undefined }).bots).toBeNull();
  });

  test('without start time has none', () => {
    expect(event({ start_time: undefined, end_time: null })).toMatchObject({ startAt: null, endAt: null, extra: null });
  });

  test('with an instant that nobody can read keeps it as sent', () => {
    const record = event({ start_time: 'next Tuesday', updated_at: '2026-13-45T99:00:00Z' });
    expect(record).toMatchObject({ startAt: null, updatedAt: null });
    expect(JSON.parse(record.extra ?? '')).toEqual({ start_time: 'next Tuesday', updated_at: '2026-13-45T99:00:00Z' });
  });

  test('with fields and values that this version does not know keeps them', () => {
    const record = event({
      platform: 'proton_calendar',
      meeting_platform: 'jitsi',
      importance: { level: 9 },
      api_token: 'canary',
    });
    expect(record).toMatchObject({ platform: 'proton_calendar', meetingPlatform: 'jitsi' });
    expect(JSON.parse(record.extra ?? '')).toEqual({ importance: { level: 9 }, api_token: '[redacted]' });
  });

  test('with unknown fields in its bots keeps the whole list', () => {
    const bots = [{ bot_id: 'b-1', start_time: null, deduplication_key: 'k', meeting_url: 'u', mood: 'fine' }];
    const record = event({ bots });
    expect(record.bots).toEqual([{ botId: 'b-1', startAt: null, deduplicationKey: 'k', meetingUrl: 'u' }]);
    expect(JSON.parse(record.extra ?? '')).toEqual({ bots });
  });

  test('lists people once, in lower case, and directory names never', () => {
    const attendees = [
      { email: 'ADA@Example.com' },
      { email: ' ada@example.com ' },
      { email: '/O=EXCHANGE/CN=RECIPIENTS/CN=X' },
      { email: `${'x'.repeat(400)}@example.com` },
      { email: 7 },
      null,
    ];
    const record = event({ raw: { organizer: { email: 'Bob@example.com' }, attendees } });
    expect(record.people).toEqual(['bob@example.com', 'ada@example.com']);
    expect(record.attendeeCount).toBe(5);
  });

  test('without provider payload is still an event', () => {
    expect(event({ raw: undefined })).toMatchObject({ title: null, attendeeCount: null, people: [], raw: 'null' });
    expect(event({ raw: 'text' })).toMatchObject({ title: null, raw: '"text"' });
  });

  test('of the documentation’s sample page is read', () => {
    const sample = fixture('recall-docs/calendar_events_list.placeholder-sample.json') as { results: unknown[] };
    const { records, quarantined } = page(EVENT, sample.results);
    expect(quarantined).toEqual([]);
    expect(records[0]).toMatchObject({ id: '3fa85f64-5717-4562-b3fc-2c963f66afa6', isDeleted: true });
  });
});

describe('a page', () => {
  test('of the documentation has the cursor’s link', () => {
    const text = fixture('recall-docs/pagination-envelope.json');
    expect(readPage(reply(text), 'host', EVENT)).toMatchObject({
      records: [],
      next: 'https://us-east-1.recall.ai/api/v2/calendar-events/?cursor=cD0yMDI0LTAyLTIyKzE2JTNBMTUlM0EwMCUyQjAwJTNBMDA%3D',
    });
  });

  test('goes on after a record that cannot be read, which is kept with its reason', () => {
    const { records, quarantined } = page(EVENT, [
      wireEvent({ id: 'a' }),
      wireEvent({ id: 'b', calendar_id: 12, bots: [{ bot_id: 'x' }, { bot_id: 4 }] }),
      wireEvent({ id: 'c' }),
    ]);
    expect(records.map((record) => record.id)).toEqual(['a', 'c']);
    expect(quarantined).toHaveLength(1);
    expect(quarantined[0]).toMatchObject({ kind: 'event', id: 'b' });
    expect(quarantined[0]?.reason).toContain('calendar_id: string expected, number found');
    expect(quarantined[0]?.reason).toContain('bots.1.bot_id: string expected, number found');
    expect(JSON.parse(quarantined[0]?.payload ?? '')).toMatchObject({ id: 'b', calendar_id: 12 });
  });

  test.each([
    ['a numeric id', wireEvent({ id: 9_007_199_254_740_992 }), null],
    ['no id', wireEvent({ id: undefined }), null],
    ['an empty id', wireEvent({ id: '' }), null],
    ['an id with control characters', wireEvent({ id: 'a\u0000b' }), 'a\u0000b'],
    ['a deleted flag that is text', wireEvent({ is_deleted: 'false' }), '5f0c2d54-5d0f-4c39-9a35-0d9f3e0c7d11'],
    ['a numeric start', wireEvent({ start_time: 1_795_176_000 }), '5f0c2d54-5d0f-4c39-9a35-0d9f3e0c7d11'],
    ['bots that are no list', wireEvent({ bots: 'none' }), '5f0c2d54-5d0f-4c39-9a35-0d9f3e0c7d11'],
    ['null in its place', null, null],
    ['text in its place', 'event', null],
    ['a list in its place', [wireEvent()], null],
  ])('keeps a record with %s aside', (_, value, id) => {
    expect(kept(EVENT, value)).toMatchObject({ kind: 'event', id });
  });

  test('keeps a record nested 200,000 deep aside and goes on', () => {
    const deep = `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`;
    const first = JSON.stringify(wireEvent({ id: 'deep', raw: 'RAW' })).replace('"RAW"', deep);
    const second = JSON.stringify(wireEvent({ id: 'flat' }));
    const { records, quarantined } = readPage(reply(`{"next":null,"results":[${first},${second}]}`), 'host', EVENT);
    expect(records.map((record) => record.id)).toEqual(['flat']);
    expect(quarantined[0]).toMatchObject({ id: 'deep', reason: 'nested too deeply' });
    expect(JSON.parse(quarantined[0]?.payload ?? '')).toMatchObject({ id: 'deep' });
  });

  test('cuts what it keeps aside at 64 KiB, never inside a character', () => {
    const { payload } = kept(EVENT, wireEvent({ calendar_id: 1, raw: { summary: '€🗓️'.repeat(50_000) } }));
    const bytes = Buffer.byteLength(payload);
    expect(bytes).toBeLessThanOrEqual(65_536);
    expect(bytes).toBeGreaterThan(65_528);
    expect(payload).not.toContain('\ufffd');
  });

  test('keeps unusual text as it is', () => {
    const record = event({ raw: { summary: 'nul \u0000 bidi \u202e lone \ud800 end' } });
    expect(record.title).toBe('nul \u0000 bidi \u202e lone \ud800 end');
    expect(JSON.parse(record.raw)).toEqual({ summary: 'nul \u0000 bidi \u202e lone \ud800 end' });
  });

  test('keeps a field named __proto__ an ordinary one', () => {
    const text = JSON.stringify(wireEvent()).replace('{', '{"__proto__":{"isAdmin":true},');
    const { records } = readPage(reply(`{"next":null,"results":[${text}]}`), 'host', EVENT);
    expect(JSON.parse(records[0]?.extra ?? '{}')).toHaveProperty(['__proto__']);
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
  });
});

describe('a calendar', () => {
  test('is read without its secrets', () => {
    const record = calendar();
    expect(record).toMatchObject({
      id: '0a4f8a0e-54c6-4b0f-8a1f-4dbb6a3f2c22',
      platform: 'google_calendar',
      platformEmail: 'ada@example.com',
      oauthEmail: null,
      oauthClientId: 'client-1.apps.example.com',
      status: 'connected',
    });
    expect(record.payload).not.toContain('canary');
    expect(JSON.parse(record.payload)).toEqual({
      ...wireCalendar(),
      oauth_client_secret: '[redacted]',
      oauth_refresh_token: '[redacted]',
    });
  });

  test('loses secrets of every kind, kept aside or not, wherever they are', () => {
    const secrets = {
      oauth_client_certificate: '-----BEGIN CERTIFICATE-----\ncanary',
      oauth_client_private_key: '-----BEGIN PRIVATE KEY-----\ncanary',
      metadata: { crm_api_token: 'canary' },
      status_changes: [
        { status: 'disconnected', created_at: null, response: { access_token: 'canary', error: 'invalid_grant' } },
      ],
      future: { refreshToken: ['canary'] },
    };
    expect(JSON.stringify(calendar(secrets))).not.toContain('canary');
    expect(JSON.stringify(kept(CALENDAR, wireCalendar({ ...secrets, status: 5 })))).not.toContain('canary');
  });

  test('keeps values that this version does not know', () => {
    const record = calendar({ status: 'hibernating', platform: 'proton_calendar', platform_email: null, mood: 'fine' });
    expect(record).toMatchObject({ status: 'hibernating', platform: 'proton_calendar', platformEmail: null });
    expect(JSON.parse(record.payload)).toMatchObject({ mood: 'fine' });
  });

  test('has its status changes oldest first, in whatever order they came, those without a time before', () => {
    const status_changes = [
      { status: 'disconnected', created_at: '2026-11-03T00:00:00Z' },
      { status: 'connecting', created_at: '2026-11-01T00:00:00.5Z' },
      { status: 'connected', created_at: '2026-11-01T02:00:00+02:00' },
      { status: 'mystery' },
    ];
    expect(calendar({ status_changes }).statusChanges.map(({ status, at }) => [status, at])).toEqual([
      ['mystery', null],
      ['connected', Date.UTC(2026, 10, 1)],
      ['connecting', Date.UTC(2026, 10, 1) + 500],
      ['disconnected', Date.UTC(2026, 10, 3)],
    ]);
  });

  test('tells the disconnect detail whatever its field is called', () => {
    const { detail_string } = fixture('recall-docs/disconnect-detail-invalid_scope.json') as { detail_string: string };
    const detail = (fields: Readonly<Record<string, unknown>>) =>
      calendar({ status_changes: [{ status: 'disconnected', created_at: '2026-11-03T00:00:00Z', ...fields }] })
        .statusChanges[0]?.detail;
    expect(detail({ reason: detail_string })).toBe(detail_string);
    expect(detail({ error: { code: 'AADSTS7000215', nested: ['Invalid client secret', 7, null] } })).toBe(
      'AADSTS7000215; Invalid client secret',
    );
    expect(detail({ a: { status: 'inner', created_at: 'inner too' } })).toBe('inner; inner too');
    expect(detail({})).toBeNull();
    expect(detail({ code: 42, note: ' ' })).toBeNull();
  });

  test('with status changes of no known shape is still a calendar', () => {
    expect(calendar({ status_changes: ['disconnected', 7, null, [], {}] }).statusChanges).toEqual([
      { status: 'disconnected', at: null, detail: null },
      { status: 'unknown', at: null, detail: null },
      { status: 'unknown', at: null, detail: null },
      { status: 'unknown', at: null, detail: null },
      { status: 'unknown', at: null, detail: null },
    ]);
    expect(calendar({ status_changes: null }).statusChanges).toEqual([]);
    expect(calendar({ status_changes: undefined }).statusChanges).toEqual([]);
  });

  test('of the documentation’s sample page is read', () => {
    const sample = fixture('recall-docs/calendars_list.placeholder-sample.json') as { results: unknown[] };
    expect(page(CALENDAR, sample.results).records[0]).toMatchObject({ oauthEmail: 'user@example.com' });
  });
});

describe('a bot', () => {
  test('has its status changes as documented, with null messages', () => {
    const { status_changes } = fixture('recall-docs/bot-status_changes.json') as { status_changes: unknown[] };
    const record = one(BOT, wireBot({ status_changes: status_changes.toReversed() }));
    expect(record.statusChanges.map(({ code }) => code)).toEqual([
      'joining_call',
      'in_waiting_room',
      'in_call_not_recording',
      'in_call_recording',
    ]);
    expect(record.statusChanges[0]).toEqual({
      code: 'joining_call',
      subCode: null,
      message: null,
      at: Date.UTC(2024, 1, 17, 16, 44, 0, 505),
    });
  });

  test('of the older object is read, without its links and tokens', () => {
    const sample = fixture('bots-legacy/retrieve_bot.json');
    const record = readItem(reply(sample), 'host', BOT, '3fa85f64-5717-4562-b3fc-2c963f66afa6');
    expect(record).toMatchObject({ botName: 'Meeting Notetaker', meetingPlatform: 'zoom', meetingId: '01234545' });
    expect(record.recordings).toHaveLength(1);
    expect(JSON.parse(record.payload)).toMatchObject({
      video_url: '[redacted]',
      meeting_url: { meeting_password: 'string' },
    });
  });

  test('of Calendar V1 has the start of its first meeting; others have none', () => {
    const v1StartAt = (calendar_meetings: unknown): number | null => one(BOT, wireBot({ calendar_meetings })).v1StartAt;
    const meetings = [
      { id: 'm2', start_time: '2026-01-05T16:00:00Z', calendar_user: { id: 'u2' } },
      { id: 'm1', start_time: '2026-01-05T15:00:00+00:00', calendar_user: { id: 'u1' } },
      { id: 'm0', start_time: 'soon' },
      null,
    ];
    expect(v1StartAt(meetings)).toBe(Date.UTC(2026, 0, 5, 15));
    for (const none of [[], null, undefined, 'x', {}, [{ id: 'm0' }]]) expect(v1StartAt(none)).toBeNull();
  });

  test('of the older list is read', () => {
    const list = fixture('bots-legacy/list_bots.json') as { results: unknown[] };
    expect(page(BOT, list.results)).toMatchObject({ quarantined: [], records: [{ botName: 'Meeting Notetaker' }] });
  });

  test.each([
    [{ meeting_id: '123', meeting_password: 'pw', platform: 'zoom' }, 'zoom', '123'],
    [{ meeting_id: null, business_meeting_id: 'b-7', platform: 'microsoft_teams' }, 'microsoft_teams', 'b-7'],
    [
      { meeting_id: null, thread_id: '19:x@thread.v2', tenant_id: 't', platform: 'microsoft_teams' },
      'microsoft_teams',
      '19:x@thread.v2',
    ],
    [{ meeting_subdomain: 'acme', meeting_mtid: 'm9', meeting_path: 'wbxmjs', platform: 'webex' }, 'webex', 'm9'],
    ['https://zoom.us/j/1', null, 'https://zoom.us/j/1'],
    [null, null, null],
    [undefined, null, null],
    [7, null, null],
  ])('for the meeting %j is on %j in %j', (meeting_url, meetingPlatform, meetingId) => {
    expect(one(BOT, wireBot({ meeting_url }))).toMatchObject({ meetingPlatform, meetingId });
  });

  test('has its recordings, and no download link', () => {
    const recordings = [
      {
        id: 'r-1',
        created_at: '2026-11-20T15:00:00Z',
        started_at: '2026-11-20T15:01:00Z',
        completed_at: null,
        expires_at: '2026-11-27T15:00:00Z',
        status: { code: 'done', sub_code: null },
        media_shortcuts: { video_mixed: { data: { download_url: 'https://x.example/canary' } } },
      },
      { id: 'r-2', status: null },
      { id: 7 },
      null,
    ];
    const record = one(BOT, wireBot({ recordings }));
    expect(record.recordings).toEqual([
      {
        id: 'r-1',
        status: 'done',
        startedAt: Date.UTC(2026, 10, 20, 15, 1),
        completedAt: null,
        expiresAt: Date.UTC(2026, 10, 27, 15),
      },
      { id: 'r-2', status: null, startedAt: null, completedAt: null, expiresAt: null },
    ]);
    expect(record.payload).not.toContain('canary');
  });

  test('loses its join tokens', () => {
    const record = one(
      BOT,
      wireBot({ zoom: { zak_url: 'https://x/canary', user_token_url: 'canary', join_token_url: 'https://y?canary' } }),
    );
    expect(JSON.stringify(record)).not.toContain('canary');
  });
});
