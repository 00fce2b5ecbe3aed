import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../electron/core/store/types.ts';
import { normaliseMeetingLink } from '../../../shared/meeting-link.ts';
import { aCalendar, anEvent, applyCalendars, applyEvents, newStore, settle, TEST_NOW } from './fixture.ts';
import type { Opened } from './fixture.ts';

const SEED = Number(process.env['SEED'] ?? 20_263);

const found = (store: Store, text: string, scope: 'all' | number[] = 'all', limit = 20): string[] =>
  store.search(text, scope, limit).events.map((event) => event.id);

/** Every promise about searching holds before the search tables are filled and after. */
function inBothStates(name: string, fill: (opened: Opened) => void, check: (opened: Opened) => void): void {
  it(`${name}, while rows wait to be indexed`, () => {
    const opened = newStore(2);
    fill(opened);
    check(opened);
  });
  it(`${name}, from the index`, () => {
    const opened = newStore(2);
    fill(opened);
    settle(opened.store);
    expect(opened.db().prepare('SELECT count(*) FROM search_pending').pluck().get()).toBe(0);
    check(opened);
  });
}

const outlookLink =
  'https://teams.microsoft.com/l/meetup-join/19%3ameeting_ABC%40thread.v2/0?context=%7b%22Tid%22%3a%22x%22%7d';

function fill({ store, ids }: Opened): void {
  const [one = 0, two = 0] = ids;
  applyCalendars(store, one, [aCalendar(), aCalendar({ id: 'cal-2', platformEmail: 'kim.smith@globex.io' })]);
  applyEvents(store, one, [
    anEvent({
      id: '0b1c6f0e-1111-4222-8333-944455556666',
      title: 'Quarterly review (Q3): Müller & Søn',
      platformId: 'AAMkAGI2-Mixed/Case==',
      icalUid: '040000008200E00074C5B7101A82E008',
      seriesId: 'series_1',
      meetingUrl: outlookLink,
      people: ['anna.smith@acme.com', 'bob@globex.io'],
      bots: [
        { botId: 'b07b07b0-0000-4000-8000-000000000001', startAt: null, deduplicationKey: null, meetingUrl: null },
      ],
    }),
    anEvent({
      id: 'second',
      title: 'Quarter planning',
      people: ['anna@acme.com'],
      meetingUrl: 'https://zoom.us/j/99?pwd=A',
    }),
    anEvent({ id: 'third', title: '会議の準備', people: [], meetingUrl: null }),
  ]);
  applyEvents(store, two, [anEvent({ id: 'theirs', title: 'Quarterly numbers', people: ['anna@acme.com'] })]);
}

const FIRST = '0b1c6f0e-1111-4222-8333-944455556666';

describe('search', () => {
  inBothStates(
    'finds titles by their words, the last one half typed, without accents and in any case',
    fill,
    ({ store }) => {
      expect(found(store, 'quarterly')).toEqual(['theirs', FIRST]);
      expect(found(store, 'quart')).toEqual(['theirs', 'second', FIRST]);
      expect(found(store, 'qu')).toEqual(['theirs', 'second', FIRST]);
      expect(found(store, 'REVIEW muller')).toEqual([FIRST]);
      expect(found(store, 'müller rev')).toEqual([FIRST]);
      expect(found(store, 'rev müller')).toEqual([]);
      expect(found(store, 'q3: ')).toEqual([FIRST]);
      expect(found(store, '会議')).toEqual(['third']);
      expect(found(store, 'planning quarter')).toEqual(['second']);
    },
  );

  inBothStates('finds people by address, its beginning, and domain', fill, ({ store }) => {
    expect(found(store, 'anna.smith@acme.com')).toEqual([FIRST]);
    expect(found(store, 'Anna')).toEqual(['theirs', 'second', FIRST]);
    expect(found(store, 'anna@')).toEqual(['theirs', 'second']);
    expect(found(store, '@globex.io')).toEqual([FIRST]);
    expect(found(store, 'acme.com')).toEqual(['theirs', 'second', FIRST]);
  });

  inBothStates('finds any id, whatever its case', fill, ({ store, ids }) => {
    expect(found(store, FIRST)).toEqual([FIRST]);
    expect(found(store, 'aamkagi2-mixed/case==')).toEqual([FIRST]);
    expect(found(store, '040000008200e00074c5b7101a82e008')).toEqual([FIRST]);
    expect(found(store, 'series_1')).toEqual([FIRST]);
    const byBot = store.search('b07b07b0-0000-4000-8000-000000000001', 'all', 10);
    expect(byBot.events.map((event) => event.id)).toEqual([FIRST]);
    expect(byBot.bots).toEqual([{ workspaceId: ids[0], botId: 'b07b07b0-0000-4000-8000-000000000001' }]);
    expect(store.search('cal-2', 'all', 10).calendars.map((calendar) => calendar.id)).toEqual(['cal-2']);
  });

  inBothStates('finds a pasted meeting link, whatever was done to it', fill, ({ store }) => {
    expect(found(store, outlookLink)).toEqual([FIRST]);
    expect(
      found(store, 'HTTPS://Teams.Microsoft.com/l/meetup-join/19:meeting_ABC@thread.v2/0/?context={"Tid":"x"}'),
    ).toEqual([FIRST]);
    expect(found(store, 'zoom.us/j/99?pwd=A&utm_source=mail#success')).toEqual(['second']);
    expect(found(store, 'https://zoom.us/j/98?pwd=A')).toEqual([]);
  });

  inBothStates('stays inside the workspaces asked for', fill, ({ store, ids }) => {
    const [one = 0, two = 0] = ids;
    expect(found(store, 'quarterly', [one])).toEqual([FIRST]);
    expect(found(store, 'anna', [two])).toEqual(['theirs']);
    expect(found(store, 'quarterly', [])).toEqual([]);
    expect(found(store, 'quarterly', [999])).toEqual([]);
    expect(store.search('anna', [two], 10).calendars).toEqual([]);
  });

  it('finds calendars by address, by a word of it and by domain', () => {
    const opened = newStore(2);
    fill(opened);
    const ids = (text: string): string[] =>
      opened.store.search(text, 'all', 10).calendars.map((calendar) => calendar.id);
    expect(ids('anna@acme.com')).toEqual(['cal-1']);
    expect(ids('kim')).toEqual(['cal-2']);
    expect(ids('SMITH')).toEqual(['cal-2']);
    expect(ids('@globex')).toEqual(['cal-2']);
    expect(ids('client-1')).toEqual(['cal-1', 'cal-2']);
  });

  inBothStates(
    'follows an event that changed',
    (opened) => {
      fill(opened);
      settle(opened.store);
      applyEvents(opened.store, opened.ids[0] ?? 0, [
        anEvent({ id: 'second', title: 'Renamed', people: ['new@initech.com'], updatedAt: TEST_NOW }),
      ]);
    },
    ({ store }) => {
      expect(found(store, 'renamed')).toEqual(['second']);
      expect(found(store, 'new@initech.com')).toEqual(['second']);
    },
  );

  it('forgets what an event was called once its change is indexed', () => {
    const opened = newStore(2);
    fill(opened);
    settle(opened.store);
    applyEvents(opened.store, opened.ids[0] ?? 0, [
      anEvent({ id: 'second', title: 'Renamed', people: [], updatedAt: TEST_NOW }),
    ]);
    settle(opened.store);
    expect(found(opened.store, 'planning')).toEqual([]);
    expect(found(opened.store, 'anna@acme.com')).toEqual(['theirs']);
  });

  inBothStates(
    'finds titles that hold all words in any order, whatever the number of words',
    ({ store, ids }) => {
      const titles = [
        'Planning',
        'Planning of design',
        'Design planning: Zoe / Zoe',
        'Zoe and the design of everything that planning a very long title with many words needs',
        'Designer planning 12 and 123',
      ];
      applyEvents(
        store,
        ids[0] ?? 0,
        titles.map((title, index) => anEvent({ id: `t${index}`, title })),
      );
    },
    ({ store }) => {
      const expected: [text: string, ids: number[]][] = [
        ['planning', [4, 3, 2, 1, 0]],
        ['design planning', [3, 2, 1]],
        ['planning design', [4, 3, 2, 1]],
        ['planning plan', [4, 3, 2, 1, 0]],
        ['planning designer', [4]],
        ['zoe planning design', [3, 2]],
        ['Design planning: Zoe / Zoe', [3, 2]],
        ['zoe zoe zoe', [3, 2]],
        ['planning of desi', [3, 1]],
        ['long words needs', [3]],
        ['planning 12', [4]],
        ['planning 1', []],
        ['12 planning', [4]],
        ['planning zz', []],
        ['zz planning', []],
      ];
      for (const [text, indexes] of expected) {
        expect(found(store, text).sort(), text).toEqual(indexes.map((index) => `t${index}`).sort());
      }
    },
  );

  it('finds exactly the titles that hold all words, for any titles and words', () => {
    const vocabulary = ['plan', 'planning', 'planner', 'zoe', 'zo', 'q3', '12', '123', 'é', 'ete', 'x'];
    const title = fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(
        fc.array(title, { minLength: 1, maxLength: 12 }),
        fc.array(title, { maxLength: 12 }),
        (titles, asked) => {
          const { store, ids } = newStore();
          applyEvents(
            store,
            ids[0] ?? 0,
            titles.map((parts, index) => anEvent({ id: `t${index}`, title: parts.join(' '), people: [] })),
          );
          const plain = (word: string): string => word.normalize('NFKD').replace(/\p{M}/gu, '');
          const check = (): void => {
            for (const query of asked) {
              const last = plain(query.at(-1) ?? '');
              const expected = titles.flatMap((parts, index) => {
                const there = parts.map(plain);
                const ends = last.length < 2 ? there.includes(last) : there.some((word) => word.startsWith(last));
                return ends && query.slice(0, -1).every((word) => there.includes(plain(word))) ? [`t${index}`] : [];
              });
              const text = query.join(' ');
              if (text.length >= 2) expect(found(store, text).sort(), text).toEqual(expected.sort());
            }
          };
          check();
          settle(store);
          check();
          store.close();
        },
      ),
      { seed: SEED, numRuns: 60 },
    );
  });

  it('finds a word longer than the index keeps, by any beginning of it', () => {
    const { store, ids } = newStore();
    const long = 'donaudampfschifffahrtsgesellschaftskapitaenspatent';
    applyEvents(store, ids[0] ?? 0, [anEvent({ title: `The ${long}` }), anEvent({ id: 'b', title: `Ümlaut ${long}` })]);
    for (const settled of [false, true]) {
      if (settled) settle(store);
      for (const text of [long, long.slice(0, 45), long.slice(0, 12), 'the donau', `${long} the`, `${long}x`]) {
        const expected = text.endsWith('x') ? 2 : text.includes('the') ? 1 : 2;
        expect(found(store, text), `${text} ${String(settled)}`).toHaveLength(expected);
      }
    }
  });

  it('needs two characters, stops at the limit and says that there is more', () => {
    const { store, ids } = newStore();
    applyEvents(
      store,
      ids[0] ?? 0,
      Array.from({ length: 30 }, (_, index) => anEvent({ id: `e${index}` })),
    );
    for (const settled of [false, true]) {
      if (settled) settle(store);
      expect(store.search('w', 'all', 10)).toEqual({ calendars: [], events: [], bots: [], more: false });
      const result = store.search('weekly', 'all', 10);
      expect(result.events.map((event) => event.id)).toEqual(
        Array.from({ length: 10 }, (_, index) => `e${29 - index}`),
      );
      expect(result.more).toBe(true);
      expect(store.search('weekly', 'all', 30).more).toBe(false);
    }
  });

  it('finds a few events of one workspace among thousands of another with the same words', () => {
    const { store, ids } = newStore(2);
    const [small = 0, large = 0] = ids;
    applyEvents(store, small, [anEvent({ id: 'mine' })]);
    for (let page = 0; page < 25; page += 1) {
      applyEvents(
        store,
        large,
        Array.from({ length: 100 }, (_, index) => anEvent({ id: `${page}-${index}` })),
      );
    }
    settle(store);
    for (const text of [
      'we',
      'weekly',
      'guest',
      'guest@example.org',
      '@example.com',
      'https://meet.google.com/abc-defg-hij',
    ]) {
      expect(found(store, text, [small]), text).toEqual(['mine']);
    }
  });

  it('moves waiting rows into the index by itself once there are many', () => {
    const { store, ids, db } = newStore();
    for (let page = 0; page < 21; page += 1) {
      applyEvents(
        store,
        ids[0] ?? 0,
        Array.from({ length: 100 }, (_, index) => anEvent({ id: `${page}-${index}` })),
      );
    }
    expect(db().prepare('SELECT count(*) FROM search_pending').pluck().get()).toBe(100);
  });

  it('never fails, whatever is typed', () => {
    const opened = newStore(2);
    fill(opened);
    settle(opened.store);
    applyEvents(opened.store, opened.ids[0] ?? 0, [anEvent({ id: 'waiting' })]);
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        '"',
        '*',
        ' AND ',
        ' OR ',
        ' NOT ',
        'NEAR(',
        ')',
        '(',
        ':',
        '^',
        '-',
        '{',
        '}',
        "'",
        '\0',
        '\ud800',
      ),
      fc.constantFrom(
        'title:',
        'rowid',
        '%',
        '_',
        '\u202e',
        '会',
        'e\u0301',
        '\ue001',
        'https://',
        '@',
        '.com',
        '--',
        ';',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        const all = opened.store.search(text, 'all', 20);
        const one = opened.store.search(text, [opened.ids[0] ?? 0], 20);
        expect(one.events.every((event) => event.workspaceId === opened.ids[0])).toBe(true);
        expect(all.events.length).toBeGreaterThanOrEqual(one.events.length);
      }),
      { seed: SEED, numRuns: 1_500 },
    );
  });
});

describe('meeting links', () => {
  it('are one whatever case, scheme, slash, port, fragment or tracking they carry', () => {
    const same = [
      'https://us02web.zoom.us/j/123?pwd=aB',
      'HTTPS://US02WEB.ZOOM.US/j/123/?pwd=aB',
      'us02web.zoom.us:443/j/123?utm_source=x&pwd=aB#success',
      'http://www.us02web.zoom.us/j/123?pwd=aB&fbclid=1',
      'https://nam01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fus02web.zoom.us%2Fj%2F123%3Fpwd%3DaB&data=05',
      'https://www.google.com/url?q=https://us02web.zoom.us/j/123?pwd%3DaB&sa=D',
    ];
    expect(new Set(same.map(normaliseMeetingLink))).toEqual(new Set(['us02web.zoom.us/j/123?pwd=aB']));
  });

  it('differ when room, password or path differ', () => {
    const links = [
      'https://zoom.us/j/1?pwd=a',
      'https://zoom.us/j/1?pwd=A',
      'https://zoom.us/j/2?pwd=a',
      'https://zoom.us/J/1?pwd=a',
    ];
    expect(new Set(links.map(normaliseMeetingLink)).size).toBe(4);
  });

  it('are null for what is none, and never throw', () => {
    expect(normaliseMeetingLink('weekly sync')).toBeNull();
    expect(normaliseMeetingLink('')).toBeNull();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const normal = normaliseMeetingLink(text);
        if (normal !== null) expect(normaliseMeetingLink(`https://${normal}`)).not.toBeUndefined();
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
