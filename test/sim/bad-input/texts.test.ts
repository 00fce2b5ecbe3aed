/**
 * Text that others write travels from Recall to the console's answers and is found again by searching: every script,
 * every control character, HTML, formulas, half characters. It stays text, and it stays what it was.
 */
import { describe, expect, it } from 'vitest';
import { comingEvent, SEED, withConsole } from './support/console.ts';
import { CALENDARS_PATH, EVENTS_PATH, onRecord } from './support/go-between.ts';
import type { WireRecord } from './support/go-between.ts';

/** Name, text, and a word of it to search for. */
const TEXTS: readonly (readonly [name: string, text: string, word: string])[] = [
  ['right to left', 'اجتماع الفريق مع שלום ועולם', 'الفريق'],
  ['Chinese and Japanese', '产品评审会议と打ち合わせ', '评审'],
  ['emoji with joiners', 'Standup 👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 rocket', 'rocket'],
  ['bidirectional overrides', 'invoice\u202Egnp.exe\u202C \u2066review\u2069', 'review'],
  ['a tower of accents', `Z${'\u0335\u0321'.repeat(200)}algo planning`, 'planning'],
  ['HTML', '<img src=x onerror=alert(1)><script>alert(2)</script> workshop', 'workshop'],
  ['a formula', '=HYPERLINK("https://evil.example","open") budget', 'budget'],
  ['SQL and FTS syntax', `Robert'); DROP TABLE event;-- "quoted" NEAR( * ^ budget2`, 'budget2'],
  ['NUL and control characters', 'before\u0000after \u0007\u001b[31m retro', 'retro'],
  ['line ends', 'first\r\nsecond\u2028third\u2029fourth', 'fourth'],
];

describe(`a title of ${TEXTS.length} kinds (seed ${SEED})`, () => {
  it('arrives unchanged, is found by its words, and its neighbours too', () =>
    withConsole({}, async (bench) => {
      const struck = TEXTS.map(([name, text, word], nth) => ({
        name,
        text,
        word,
        id: comingEvent(bench.struck, nth).id,
      }));
      for (const { id, text } of struck) bench.struck.truth.updateEvent(id, { title: text });
      await bench.converge(bench.struck);
      for (const { name, id, text, word } of struck) {
        const detail = await bench.event(bench.struck, id);
        expect(detail.event.title, name).toBe(text);
        expect(detail.intact, name).toBe(true);
        expect(JSON.parse(detail.raw), name).toMatchObject({ id });
        const found = await bench.core.call('app.search', { text: word, workspaces: 'all', limit: 20 });
        expect(
          found.events.map((event) => event.id),
          name,
        ).toContain(id);
        // Whatever is pasted into the search box is a question, never an error.
        expect(await bench.core.answer('app.search', { text, workspaces: 'all', limit: 20 }), name).toMatchObject({
          ok: true,
        });
      }
    }));
});

describe(`half a character (seed ${SEED})`, () => {
  it('in a title, an address, a link and a key becomes a mark, the payload keeps it, and nothing is fetched for ever', () =>
    withConsole({}, async (bench) => {
      const { id } = comingEvent(bench.struck);
      const half = '\ud83d';
      const edit = (record: WireRecord): WireRecord => ({
        ...record,
        meeting_url: `https://zoom.us/j/123?x=${half}`,
        ical_uid: `uid${half}`,
        bots: [
          {
            bot_id: 'bot-1',
            start_time: record['start_time'],
            deduplication_key: `key${half}`,
            meeting_url: `https://zoom.us/${half}`,
          },
        ],
        raw: {
          summary: `Half ${half} title`,
          subject: `Half ${half} title`,
          organizer: { email: `o${half}@example.com`, emailAddress: { address: `o${half}@example.com` } },
          attendees: [{ email: `a${half}@example.com`, emailAddress: { address: `a${half}@example.com`, name: half } }],
        },
      });
      bench.between.meddle(onRecord(EVENTS_PATH, id, edit));
      bench.struck.truth.updateEvent(id, { title: 'Whole again' });
      await bench.until('the event is here', async () =>
        ((await bench.event(bench.struck, id)).event.title ?? '').startsWith('Half'),
      );
      const first = await bench.event(bench.struck, id);
      expect(first.event.title).toBe('Half \ufffd title');
      expect(first.raw).toContain('\\ud83d');
      expect(first.intact).toBe(true);
      await bench.core.call('sync.now', { workspaceId: bench.struck.id });
      await bench.pass(90_000);
      const again = await bench.event(bench.struck, id);
      expect({ ...again, fetchedAt: 0 }).toEqual({ ...first, fetchedAt: 0 });
      expect(again.revisions.length).toBe(first.revisions.length);
      expect(
        (await bench.core.call('doctor.run', { deep: true })).checks.filter(({ state }) => state === 'warning'),
      ).toEqual([]);
      bench.between.meddle(null);
      bench.struck.truth.updateEvent(id, { title: 'Whole again and again' });
      await bench.converge(bench.struck);
    }));
});

describe(`a calendar (seed ${SEED})`, () => {
  it('with 10,000 status changes keeps each of them once, however often it is listed', () =>
    withConsole({}, async (bench) => {
      const calendar = bench.struck.truth.calendars()[0]?.id ?? '';
      const began = Date.UTC(2020, 0, 1);
      const changes = Array.from({ length: 10_000 }, (_, n) => ({
        status: n % 2 === 0 ? 'connected' : 'disconnected',
        created_at: new Date(began + n * 60_000).toISOString(),
        detail: `change ${n}`,
      }));
      bench.between.meddle(onRecord(CALENDARS_PATH, calendar, (record) => ({ ...record, status_changes: changes })));
      const before = (await bench.diagnosis(bench.struck, calendar)).timelineTotal;
      for (let time = 0; time < 2; time += 1) {
        await bench.core.call('sync.now', { workspaceId: bench.struck.id });
        await bench.pass(30_000);
      }
      const { timeline, timelineTotal } = await bench.diagnosis(bench.struck, calendar);
      expect(timelineTotal).toBe(10_000 + before);
      expect(new Set(timeline.map(({ detail }) => detail)).size).toBe(timeline.length);
      expect((await bench.status(bench.struck)).error).toBeNull();
      bench.between.meddle(null);
      await bench.converge(bench.struck);
      expect((await bench.diagnosis(bench.struck, calendar)).timelineTotal).toBe(10_000 + before);
    }));

  it('with HTML and secrets in its disconnect detail shows the HTML as text and the secrets not at all', () =>
    withConsole({}, async (bench) => {
      const { id } = bench.struck.truth.setCalendarStatus(
        bench.struck.truth.calendars()[0]?.id ?? '',
        'disconnected',
        'google_unexplained',
      );
      const html = '<b>Admin</b> <img src=x onerror=alert(1)> revoked access';
      bench.between.meddle(
        onRecord(CALENDARS_PATH, id, (record) => ({
          ...record,
          status_changes: [
            {
              status: 'disconnected',
              created_at: '2026-11-20T09:00:00Z',
              reason: { text: html, refresh_token: 'canary-refresh-in-detail', list: ['and more'] },
            },
          ],
        })),
      );
      await bench.core.call('sync.now', { workspaceId: bench.struck.id });
      await bench.until('the detail is here', async () =>
        ((await bench.calendar(bench.struck, id)).calendar.statusDetail ?? '').includes('Admin'),
      );
      const detail = await bench.calendar(bench.struck, id);
      expect(detail.calendar.statusDetail).toContain(html);
      expect(detail.calendar.statusDetail).toContain('and more');
      expect(JSON.stringify([detail, bench.log])).not.toContain('canary-refresh-in-detail');
      bench.between.meddle(null);
      await bench.converge(bench.struck);
    }));

  it('with an endless or strange address is listed, paged past and found', () =>
    withConsole({ calendars: 5 }, async (bench) => {
      const ids = bench.struck.truth.calendars().map(({ id }) => id);
      const addresses = [
        `${'a'.repeat(5_000)}@long.example`,
        'nul\u0000inside@example.com',
        '\ud83dhalf@example.com',
        '%_\\"\'@example.com',
        'İSTANBUL@EXAMPLE.COM',
      ];
      bench.between.meddle((answer, request) =>
        ids.reduce(
          (passed, id, nth) =>
            onRecord(CALENDARS_PATH, id, (record) => ({ ...record, platform_email: addresses[nth] }))(passed, request),
          answer,
        ),
      );
      await bench.core.call('sync.now', { workspaceId: bench.struck.id });
      await bench.until('all addresses are here', async () => {
        const { calendar } = await bench.calendar(bench.struck, ids[4] ?? '');
        return calendar.email === addresses[4];
      });
      for (const direction of ['asc', 'desc'] as const) {
        const seen: string[] = [];
        let after: string | null = null;
        do {
          const page: { rows: { id: string }[]; next: string | null } = await bench.core.call('calendars.list', {
            filter: { workspaces: [bench.struck.id] },
            sort: { by: 'email', direction },
            after,
            limit: 1,
          });
          seen.push(...page.rows.map(({ id }) => id));
          after = page.next;
        } while (after !== null && seen.length < 20);
        expect(seen.toSorted()).toEqual(ids.toSorted());
      }
      const found = await bench.core.call('app.search', {
        text: 'nul\u0000inside@example.com',
        workspaces: 'all',
        limit: 5,
      });
      expect(found.calendars.map(({ id }) => id)).toEqual([ids[1]]);
      bench.between.meddle(null);
      for (const calendar of bench.struck.truth.calendars()) bench.struck.truth.touchCalendar(calendar);
      await bench.converge(bench.struck);
    }));
});

describe(`an event (seed ${SEED})`, () => {
  it('of a calendar that was never listed is shown without an address, which comes with the calendar', () =>
    withConsole({}, async (bench) => {
      const { id } = comingEvent(bench.struck);
      const unknown = '11111111-2222-4333-8444-555555555555';
      bench.between.meddle(onRecord(EVENTS_PATH, id, (record) => ({ ...record, calendar_id: unknown })));
      bench.struck.truth.updateEvent(id, { title: 'Of an unknown calendar' });
      await bench.until(
        'the event is here',
        async () => (await bench.event(bench.struck, id)).event.calendarId === unknown,
      );
      expect((await bench.event(bench.struck, id)).event.calendarEmail).toBeNull();
      expect(await bench.core.answer('calendars.get', { workspaceId: bench.struck.id, id: unknown })).toMatchObject({
        ok: false,
        error: { code: 'not_found' },
      });
      expect((await bench.status(bench.struck)).counts.calendars).toBe(3);

      bench.between.meddle(null);
      bench.struck.truth.addCalendar({ id: unknown, email: 'late@struck.example' });
      bench.struck.truth.updateEvent(id, { calendarId: unknown });
      await bench.core.call('sync.now', { workspaceId: bench.struck.id });
      await bench.converge(bench.struck);
      expect((await bench.event(bench.struck, id)).event.calendarEmail).toBe('late@struck.example');
    }));

  it('that moves to another calendar keeps where it was in its history', () =>
    withConsole({}, async (bench) => {
      const { id, calendarId } = comingEvent(bench.struck);
      const heir = bench.struck.truth.calendars().find((calendar) => calendar.id !== calendarId)?.id ?? '';
      bench.struck.truth.updateEvent(id, { calendarId: heir });
      await bench.converge(bench.struck);
      const { revisions } = await bench.event(bench.struck, id);
      expect(revisions.map((revision) => revision.calendarId)).toEqual([heir, calendarId]);
      const { rows } = await bench.core.call('events.list', {
        filter: { workspaces: 'all', calendar: { workspaceId: bench.struck.id, id: calendarId } },
        sort: { by: 'start', direction: 'asc' },
        after: null,
        limit: 200,
      });
      expect(rows.map((row) => row.id)).not.toContain(id);
    }));

  it('at the ends of time is listed in order and stops nothing', () =>
    withConsole({}, async (bench) => {
      const first = comingEvent(bench.struck, 0).id;
      const last = comingEvent(bench.struck, 1).id;
      bench.between.meddle((answer, request) =>
        onRecord(EVENTS_PATH, last, (record) => ({
          ...record,
          start_time: '+275760-09-13T00:00:00Z',
          end_time: '+275760-09-13T00:00:01Z',
          created_at: '0001-01-01T00:00:00Z',
        }))(
          onRecord(EVENTS_PATH, first, (record) => ({
            ...record,
            start_time: '-271821-04-20T00:00:00Z',
            end_time: '9999-12-31T23:59:59.999999Z',
          }))(answer, request),
          request,
        ),
      );
      bench.struck.truth.updateEvent(first, { title: 'At the beginning' });
      bench.struck.truth.updateEvent(last, { title: 'At the end' });
      await bench.until(
        'both are here',
        async () => (await bench.event(bench.struck, last)).event.title === 'At the end',
      );
      const { rows } = await bench.core.call('events.list', {
        filter: { workspaces: [bench.struck.id] },
        sort: { by: 'start', direction: 'asc' },
        after: null,
        limit: 200,
      });
      expect([rows[0]?.id, rows.at(-1)?.id]).toEqual([first, last]);
      await bench.pass(600_000);
      expect((await bench.status(bench.struck)).error).toBeNull();
      bench.between.meddle(null);
      bench.struck.truth.updateEvent(first, { title: 'Back' });
      bench.struck.truth.updateEvent(last, { title: 'Back too' });
      await bench.converge(bench.struck);
    }));
});
