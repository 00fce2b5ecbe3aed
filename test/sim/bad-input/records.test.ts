/**
 * Good pages with bad records in them: the record is kept aside or read as far as it goes, the rest of the page is
 * applied, nothing older is overwritten, and a record that comes right later is healed.
 */
import { describe, expect, it } from 'vitest';
import type { FaultKind } from '../../../electron/simulator/index.ts';
import { comingEvent, healthyGoesOn, SEED, withConsole } from './support/console.ts';
import type { Bench } from './support/console.ts';
import { CALENDARS_PATH, EVENTS_PATH, onPages, onRecord } from './support/go-between.ts';
import type { Meddle, WireRecord } from './support/go-between.ts';

/** One event changes at Recall while `meddle` stands between; resolves with its id once a second, sound event is here. */
async function change(bench: Bench, meddleWith: (id: string) => Meddle): Promise<string> {
  const struck = comingEvent(bench.struck, 0);
  const sound = comingEvent(bench.struck, 1);
  bench.between.meddle(meddleWith(struck.id));
  bench.struck.truth.updateEvent(struck.id, { title: 'Changed and struck' });
  bench.struck.truth.updateEvent(sound.id, { title: 'Changed beside it' });
  await bench.until(
    'the record beside the bad one is applied',
    async () => (await bench.event(bench.struck, sound.id)).event.title === 'Changed beside it',
  );
  return struck.id;
}

const edited = (edit: (record: WireRecord) => WireRecord) => (id: string) => onRecord(EVENTS_PATH, id, edit);

/** Puts JSON text that no JavaScript value can stand for in the place of `mark`. */
const withText = (id: string, field: string, text: string): Meddle =>
  onPages(EVENTS_PATH, (page) => {
    for (const record of page.results) if (record['id'] === id) record[field] = '@@here@@';
    return JSON.stringify(page).replaceAll('"@@here@@"', () => text);
  });

describe(`a record that cannot be read (seed ${SEED})`, () => {
  const broken: readonly [name: string, meddle: (id: string) => Meddle, reason: RegExp][] = [
    [
      'of wrong types',
      edited((record) => ({ ...record, calendar_id: 42, bots: 'none' })),
      /calendar_id: string expected, number found/,
    ],
    ['whose link is a number', edited((record) => ({ ...record, meeting_url: 7 })), /meeting_url/],
    ['whose bots hold a number', edited((record) => ({ ...record, bots: [5] })), /bots/],
    ['whose platform is missing', edited(({ platform: _platform, ...record }) => record), /platform/],
    [
      'with a raw of 200,000 levels',
      (id) => withText(id, 'raw', '['.repeat(200_000) + ']'.repeat(200_000)),
      /nested too deeply/,
    ],
  ];
  for (const [name, meddle, reason] of broken) {
    it(`${name} is kept aside and counted, its last good state stays, the rest is applied, and it heals`, () =>
      withConsole({}, async (bench) => {
        const before = comingEvent(bench.struck, 0);
        const title = before.title;
        const id = await change(bench, meddle);
        expect(id).toBe(before.id);
        const status = await bench.status(bench.struck);
        expect(status.counts.quarantined).toBe(1);
        expect(status.error).toBeNull();
        expect((await bench.event(bench.struck, id)).event.title).toBe(title);
        expect(bench.log.join('\n')).toMatch(reason);
        await healthyGoesOn(bench, 'Changed beside the broken record');
        expect((await bench.status(bench.healthy)).counts.quarantined).toBe(0);

        bench.between.meddle(null);
        await bench.converge(bench.struck);
        expect((await bench.status(bench.struck)).counts.quarantined).toBe(0);
        expect((await bench.event(bench.struck, id)).event.title).toBe('Changed and struck');
      }));
  }

  it('because its id is a number above 2^53 is kept aside, since its digits cannot be trusted', () =>
    withConsole({}, async (bench) => {
      const before = await bench.everything(bench.struck);
      const id = await change(bench, (struck) => withText(struck, 'id', '9007199254740993'));
      const status = await bench.status(bench.struck);
      expect(status.counts.quarantined).toBe(1);
      expect(
        await bench.core.answer('events.get', { workspaceId: bench.struck.id, id: '9007199254740992' }),
      ).toMatchObject({ ok: false, error: { code: 'not_found' } });
      expect(before.length).toBe((await bench.everything(bench.struck)).length);
      bench.between.meddle(null);
      await bench.converge(bench.struck);
      expect((await bench.event(bench.struck, id)).event.title).toBe('Changed and struck');
    }));

  it('among calendars proves no absence: no calendar is called deleted because of it', () =>
    withConsole({}, async (bench) => {
      const victim = bench.struck.truth.calendars()[0]?.id ?? '';
      bench.between.meddle(onRecord(CALENDARS_PATH, victim, (record) => ({ ...record, id: 77, status: 7 })));
      await bench.core.call('sync.now', { workspaceId: bench.struck.id });
      await bench.until(
        'the calendar is kept aside',
        async () => (await bench.status(bench.struck)).counts.quarantined === 1,
      );
      await bench.pass(1_800_000);
      expect((await bench.calendar(bench.struck, victim)).calendar.deletedAt).toBeNull();
      bench.between.meddle(null);
      await bench.converge(bench.struck);
    }));
});

describe(`a strange record (seed ${SEED})`, () => {
  it('with a raw of 2 MB is kept whole', () =>
    withConsole({}, async (bench) => {
      const description = 'minutes '.repeat(250_000);
      const id = await change(
        bench,
        edited((record) => ({ ...record, raw: { ...(record['raw'] as WireRecord), description } })),
      );
      const detail = await bench.event(bench.struck, id);
      expect(detail.intact).toBe(true);
      expect(JSON.parse(detail.raw)).toMatchObject({ raw: { description } });
      expect(detail.event.title).toBe('Changed and struck');
      bench.between.meddle(null);
      await bench.converge(bench.struck);
    }));

  it('with bots: null says nothing about bots, so none of them goes', () =>
    withConsole({}, async (bench) => {
      const { id } = comingEvent(bench.struck, 0);
      const bot = bench.struck.truth.putBot(id);
      await bench.converge(bench.struck);
      await change(
        bench,
        edited((record) => ({ ...record, bots: null })),
      );
      const { bots, event } = await bench.event(bench.struck, id);
      expect(bots).toMatchObject([{ botId: bot.id, goneAt: null }]);
      expect(event).toMatchObject({ botCount: 1, coverage: 'bot', title: 'Changed and struck' });
      bench.between.meddle(null);
      await bench.converge(bench.struck);
      expect((await bench.event(bench.struck, id)).bots).toMatchObject([{ botId: bot.id, goneAt: null }]);
    }));

  for (const [name, start] of [
    ['without a start_time', undefined],
    ['whose start_time is null', null],
    ['whose start_time has no zone', '2026-11-21T10:00:00'],
    ['whose start_time is a word', 'tomorrow'],
  ] as const) {
    it(`${name} is listed with an unknown start, and gets one when it is sent`, () =>
      withConsole({}, async (bench) => {
        const id = await change(
          bench,
          edited(({ start_time: _start, ...record }) =>
            start === undefined ? record : { ...record, start_time: start },
          ),
        );
        const detail = await bench.event(bench.struck, id);
        expect(detail.event).toMatchObject({ startAt: null, title: 'Changed and struck' });
        if (typeof start === 'string') expect(detail.raw).toContain(start);
        const { rows } = await bench.core.call('events.list', {
          filter: { workspaces: [bench.struck.id] },
          sort: { by: 'start', direction: 'asc' },
          after: null,
          limit: 200,
        });
        expect(rows.at(-1)?.id).toBe(id);
        expect((await bench.status(bench.struck)).counts.quarantined).toBe(0);
        bench.between.meddle(null);
        await bench.converge(bench.struck);
      }));
  }

  it('with platforms that nobody knows is kept, shown as other, and keeps the words', () =>
    withConsole({}, async (bench) => {
      const id = await change(
        bench,
        edited((record) => ({
          ...record,
          platform: 'caldav',
          meeting_platform: 'holodeck',
          meeting_url: 'https://deck.example/12',
          mood: 'sunny',
        })),
      );
      const detail = await bench.event(bench.struck, id);
      expect(detail.event).toMatchObject({ platform: 'other', meetingPlatform: 'other' });
      expect(JSON.parse(detail.raw)).toMatchObject({ platform: 'caldav', meeting_platform: 'holodeck', mood: 'sunny' });
      bench.between.meddle(null);
      await bench.converge(bench.struck);
    }));

  it('of a calendar with a status that nobody knows is shown as unknown, with the word, and its history keeps it', () =>
    withConsole({}, async (bench) => {
      const calendar = bench.struck.truth.calendars()[0];
      if (calendar === undefined) throw new Error('The world has no calendar.');
      bench.between.meddle(
        onRecord(CALENDARS_PATH, calendar.id, (record) => ({ ...record, status: 'hibernating', platform: 'caldav' })),
      );
      await bench.core.call('sync.now', { workspaceId: bench.struck.id });
      await bench.until(
        'the strange status is shown',
        async () => (await bench.calendar(bench.struck, calendar.id)).calendar.statusRaw === 'hibernating',
      );
      const shown = await bench.calendar(bench.struck, calendar.id);
      expect(shown.calendar).toMatchObject({ status: 'unknown', platform: 'other', platformRaw: 'caldav' });
      const counts = await bench.core.call('calendars.counts', { workspaces: [bench.struck.id] });
      expect(counts.rows).toContainEqual({ workspaceId: bench.struck.id, status: 'unknown', count: 1 });
      bench.between.meddle(null);
      await bench.converge(bench.struck);
      const { timeline } = await bench.diagnosis(bench.struck, calendar.id);
      expect(timeline.map(({ status, source }) => `${status} ${source}`)).toContain('hibernating callboard');
    }));

  it('with keys named __proto__ and constructor keeps them as data and changes no prototype', () =>
    withConsole({}, async (bench) => {
      const own = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"summary":"Own"}';
      const victim = comingEvent(bench.struck, 0).id;
      const text = (answerBody: string): string => answerBody.replaceAll('"@@raw@@"', () => own);
      bench.between.meddle(
        onPages(EVENTS_PATH, (page) => {
          for (const record of page.results) if (record['id'] === victim) record['raw'] = '@@raw@@';
          return text(JSON.stringify(page)).replaceAll(
            `"id":"${victim}"`,
            () => `"id":"${victim}","__proto__":{"polluted":"envelope"}`,
          );
        }),
      );
      bench.struck.truth.updateEvent(victim, { title: 'ignored' });
      await bench.until('the record is here', async () =>
        (await bench.event(bench.struck, victim)).raw.includes('"polluted":true'),
      );
      const { raw } = await bench.event(bench.struck, victim);
      expect(raw).toContain('"__proto__":{"polluted":true}');
      expect(raw).toContain('"__proto__":{"polluted":"envelope"}');
      expect(Reflect.get({}, 'polluted')).toBeUndefined();

      const calendar = bench.struck.truth.calendars()[0]?.id ?? '';
      bench.between.meddle(
        onPages(CALENDARS_PATH, (page) =>
          JSON.stringify(page).replaceAll(
            `"id":"${calendar}"`,
            () => `"id":"${calendar}","__proto__":{"polluted":"calendar","status":"connected"}`,
          ),
        ),
      );
      await bench.core.call('sync.now', { workspaceId: bench.struck.id });
      await bench.until('the calendar is here with what was sent', async () =>
        (await bench.calendar(bench.struck, calendar)).raw.includes('"polluted":"calendar"'),
      );
      expect(Reflect.get({}, 'polluted')).toBeUndefined();
      bench.between.meddle(null);
      bench.struck.truth.updateEvent(victim, { title: 'Own again' });
      await bench.converge(bench.struck);
    }));

  it('with a key twice is read once and stops nothing', () =>
    withConsole({}, async (bench) => {
      const id = await change(bench, (struck) =>
        onPages(EVENTS_PATH, (page) =>
          JSON.stringify(page).replaceAll(`"id":"${struck}"`, () => `"id":"nobody","is_deleted":true,"id":"${struck}"`),
        ),
      );
      expect((await bench.event(bench.struck, id)).event).toMatchObject({ isDeleted: false });
      expect(await bench.core.answer('events.get', { workspaceId: bench.struck.id, id: 'nobody' })).toMatchObject({
        ok: false,
      });
      bench.between.meddle(null);
      await bench.converge(bench.struck);
    }));
});

describe(`faults of lists (seed ${SEED})`, () => {
  const repeated: readonly [name: string, kind: FaultKind][] = [
    ['the same id on two pages', { type: 'sameIdOnTwoPages' }],
    ['pages whose every updated_at goes back a day', { type: 'updatedAtBackwards' }],
  ];
  for (const [name, kind] of repeated) {
    it(`${name} neither lose, double nor age anything`, () =>
      withConsole({}, async (bench) => {
        const before = await bench.everything(bench.struck);
        const fault = bench.sim.faults.add({
          match: { workspace: 'Struck', operation: 'events.list', times: 1_000_000 },
          kind,
        });
        await bench.core.call('sync.now', { workspaceId: bench.struck.id });
        await bench.pass(600_000);
        expect(fault.struck).toBeGreaterThan(5);
        expect(await bench.everything(bench.struck)).toEqual(before);
        expect((await bench.status(bench.struck)).counts.quarantined).toBe(0);
        await healthyGoesOn(bench, 'Changed beside the repetition');
        fault.remove();
        await bench.converge(bench.struck);
      }));
  }

  it('a first fill through repeated ids, broken connections and 429s ends with exactly what Recall has', () =>
    withConsole(
      {
        filled: false,
        fromTheStart({ sim }) {
          const events = { workspace: 'Struck', operation: 'events.list' } as const;
          sim.faults.add({ match: { ...events, times: 40 }, kind: { type: 'sameIdOnTwoPages' } });
          sim.faults.add({ match: { ...events, times: 5, chance: 0.3 }, kind: { type: 'reset' } });
          sim.faults.add({
            match: { ...events, times: 5, chance: 0.3 },
            kind: { type: 'status', status: 429, retryAfter: 3 },
          });
        },
      },
      async (bench) => {
        await bench.converge(bench.struck);
        await bench.converge(bench.healthy);
        const { rows } = await bench.core.call('events.list', {
          filter: { workspaces: [bench.struck.id] },
          sort: { by: 'start', direction: 'asc' },
          after: null,
          limit: 200,
        });
        const revisions = await Promise.all(
          rows.map(async ({ id }) => (await bench.event(bench.struck, id)).revisions.length),
        );
        expect(new Set(revisions)).toEqual(new Set([1]));
        expect(bench.sim.stats.of('Struck', 'events.list').faults).toBeGreaterThan(8);
      },
    ));

  it('empty pages that have a next page are read on to the end', () => {
    let put = 0;
    const emptyPages: Meddle = (answer, request) => {
      const cursor = request.query.get('cursor') ?? '';
      if (request.path !== EVENTS_PATH || put >= 20 || (cursor !== '' && !cursor.startsWith('empty-'))) return answer;
      put += 1;
      const next = `http://${request.headers.host ?? ''}${EVENTS_PATH}?cursor=empty-${put}`;
      return { ...answer, status: 200, body: JSON.stringify({ next, results: [] }) };
    };
    return withConsole({ filled: false, fromTheStart: ({ between }) => between.meddle(emptyPages) }, async (bench) => {
      // The twentieth made-up cursor is refused by the simulator, as Recall refuses an old one: the list begins again.
      await bench.converge(bench.struck);
      expect(put).toBe(20);
    });
  });

  it('a list whose next pages lead in a circle is named, does not spin, and is read to its end later', () => {
    const circle: Meddle = (answer, request) => {
      if (request.path !== EVENTS_PATH) return answer;
      const at = request.query.get('cursor');
      const cursor = at === 'a' ? 'b' : at === 'b' ? 'c' : 'a';
      const next = `http://${request.headers.host ?? ''}${EVENTS_PATH}?cursor=${cursor}`;
      return { ...answer, status: 200, body: JSON.stringify({ next, results: [] }) };
    };
    return withConsole({ filled: false, fromTheStart: ({ between }) => between.meddle(circle) }, async (bench) => {
      const error = await bench.failure(bench.struck);
      expect(error.message).toMatch(/leads back to a page already read/);
      const lists = (): number => bench.between.seen.filter(({ path }) => path === EVENTS_PATH).length;
      const asked = lists();
      await bench.pass(600_000);
      expect(lists() - asked).toBeLessThan(20);
      await healthyGoesOn(bench, 'Changed beside the circle');
      bench.between.meddle(null);
      await bench.converge(bench.struck);
    });
  });

  it('a calendar list in a circle deletes nothing and is named', () =>
    withConsole({}, async (bench) => {
      const before = await bench.everything(bench.struck);
      bench.between.meddle((answer, request) => {
        if (request.path !== CALENDARS_PATH) return answer;
        const cursor = request.query.get('cursor') === 'a' ? 'b' : 'a';
        return {
          ...answer,
          status: 200,
          body: JSON.stringify({
            next: `http://${request.headers.host ?? ''}${CALENDARS_PATH}?cursor=${cursor}`,
            results: [],
          }),
        };
      });
      await bench.core.call('sync.now', { workspaceId: bench.struck.id });
      const error = await bench.failure(bench.struck);
      expect(error.message).toMatch(/leads back to a page already read/);
      expect(await bench.everything(bench.struck)).toEqual(before);
      bench.between.meddle(null);
      await bench.converge(bench.struck);
    }));

  it('an empty list of calendars deletes none of them while each can still be retrieved', () =>
    withConsole({}, async (bench) => {
      const before = await bench.everything(bench.struck);
      bench.between.meddle(onPages(CALENDARS_PATH, (page) => void (page.results = [])));
      await bench.core.call('sync.now', { workspaceId: bench.struck.id });
      await bench.pass(1_800_000);
      expect(await bench.everything(bench.struck)).toEqual(before);
      bench.between.meddle(null);
      await bench.converge(bench.struck);
    }));

  it('an empty list of events deletes none of them', () =>
    withConsole({}, async (bench) => {
      const before = await bench.everything(bench.struck);
      bench.between.meddle(
        onPages(EVENTS_PATH, (page) => {
          page.results = [];
          page.next = null;
        }),
      );
      await bench.core.call('sync.now', { workspaceId: bench.struck.id });
      await bench.pass(1_800_000);
      expect(await bench.everything(bench.struck)).toEqual(before);
      bench.between.meddle(null);
    }));
});
