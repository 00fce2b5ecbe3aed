import Database from 'better-sqlite3';
import fc from 'fast-check';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openReader } from '../../../electron/core/store/index.ts';
import { DAY_MS } from '../../../shared/time.ts';
import type { Store } from '../../../electron/core/store/types.ts';
import { testDir } from '../../support/test-dir.ts';
import { checkInvariants } from './invariants.ts';
import {
  aCalendar,
  addWorkspaces,
  anEvent,
  applyCalendars,
  applyEvents,
  fixedClock,
  newStore,
  open,
  settle,
  silent,
  TEST_NOW,
} from './fixture.ts';

const SEED = Number(process.env['SEED'] ?? 20_264);
const EVENTS = 120;

/** Two workspaces with history, closed again. Returns the file. */
function filled(): string {
  const path = join(testDir('recovery'), 'callboard.db');
  const { store } = open(path);
  const [one = 0, two = 0] = addWorkspaces(store, 2);
  for (const ws of [one, two]) {
    applyCalendars(store, ws, [aCalendar(), aCalendar({ id: 'cal-2', platformEmail: 'bob@acme.com' })]);
    applyCalendars(store, ws, [aCalendar({ status: 'disconnected', updatedAt: TEST_NOW })], TEST_NOW + 5);
    const bot = (n: number) => ({ botId: `bot-${n}`, startAt: n, deduplicationKey: 'k', meetingUrl: null });
    applyEvents(
      store,
      ws,
      Array.from({ length: EVENTS }, (_, n) => anEvent({ id: `e${n}`, title: `Meeting ${n}`, bots: [bot(n)] })),
    );
    applyEvents(
      store,
      ws,
      Array.from({ length: EVENTS / 2 }, (_, n) =>
        anEvent({ id: `e${n}`, title: `Moved ${n}`, startAt: TEST_NOW + n, updatedAt: TEST_NOW, bots: [] }),
      ),
    );
    store.saveSyncState(ws, { key: 'fill', value: '"done"' });
  }
  settle(store);
  store.close();
  return path;
}

const asideOf = (path: string): string[] =>
  readdirSync(dirname(path)).filter((name) => name.includes('.damaged-') && !/-(wal|shm)$/.test(name));

function overwrite(path: string, offset: number, bytes: Buffer): void {
  const file = readFileSync(path);
  bytes.copy(file, offset);
  writeFileSync(path, file);
}

/** What is left after a rebuild: workspaces, and which events and history of the first workspace. */
function survey(store: Store): { workspaces: number; events: number; intact: number; revisions: number; gone: number } {
  const [workspace] = store.workspaces();
  const id = workspace?.id ?? 0;
  const details = Array.from({ length: EVENTS }, (_, n) => store.event(id, `e${n}`)).filter(
    (detail) => detail !== null,
  );
  return {
    workspaces: store.workspaces().length,
    events: details.length,
    intact: details.filter((detail) => detail.intact).length,
    revisions: details.filter((detail) => detail.revisions.length > 1).length,
    gone: details.filter((detail) => detail.bots.some((bot) => bot.goneAt !== null)).length,
  };
}
const WHOLE = { workspaces: 2, events: EVENTS, intact: EVENTS, revisions: EVENTS / 2, gone: EVENTS / 2 };

/** Where SQLite keeps a table: numbers of its leaf pages. */
function pagesOf(path: string, name: string): number[] {
  const db = new Database(path, { readonly: true });
  const pages = db
    .prepare<unknown[], number>("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno")
    .pluck()
    .all(name);
  db.close();
  return pages;
}
const PAGE = 8_192;

describe('a damaged database', () => {
  it('is opened untouched when it is not damaged at all', () => {
    const path = filled();
    const { store } = open(path);
    expect(survey(store)).toEqual(WHOLE);
    expect(store.storage().state).toBe('ok');
    expect(asideOf(path)).toEqual([]);
  });

  it('whose first page is gone is kept aside byte for byte and rebuilt with everything', () => {
    const path = filled();
    overwrite(path, 0, Buffer.alloc(PAGE));
    const damaged = readFileSync(path);
    const { store, db } = open(path);
    expect(store.storage()).toMatchObject({ state: 'rebuilt', message: expect.stringContaining('damaged') as unknown });
    expect(survey(store)).toEqual(WHOLE);
    const [aside = ''] = asideOf(path);
    expect(readFileSync(join(dirname(path), aside)).equals(damaged)).toBe(true);
    expect(readdirSync(dirname(path)).filter((name) => /repaired|rebuilding/.test(name))).toEqual([]);
    checkInvariants(db());
  });

  it('that is no database is kept aside and replaced by an empty one', () => {
    const path = filled();
    writeFileSync(path, 'This is not a database, but somebody saved it here.'.repeat(100));
    const { store } = open(path);
    expect(store.workspaces()).toEqual([]);
    expect(store.storage().state).toBe('rebuilt');
    expect(asideOf(path)).toHaveLength(1);
    expect(addWorkspaces(store, 1)).toHaveLength(1);
  });

  it('loses its sync state in the rebuild, so that everything is fetched again', () => {
    const path = filled();
    overwrite(path, 0, Buffer.alloc(100));
    const { store } = open(path);
    expect(store.syncState(store.workspaces()[0]?.id ?? 0, 'fill')).toBeNull();
  });

  it('keeps the workspaces although their table is unreadable, from the second copy', () => {
    const path = filled();
    const before = ((): unknown => {
      const { store } = open(path);
      const workspaces = store.workspaces();
      store.close();
      return workspaces;
    })();
    for (const page of pagesOf(path, 'workspace')) overwrite(path, (page - 1) * PAGE, Buffer.alloc(PAGE, 0xff));
    const { store } = open(path);
    expect(store.workspaces()).toEqual(before);
    expect(survey(store)).toEqual(WHOLE);
  });

  it('met while writing is rebuilt at once; the caller may simply try again', () => {
    const path = filled();
    for (const page of pagesOf(path, 'event').slice(1, 2)) overwrite(path, (page - 1) * PAGE, Buffer.alloc(PAGE, 0xaa));
    let replaced = 0;
    const { store, db } = open(path, fixedClock(), () => (replaced += 1));
    const ws = store.workspaces()[0]?.id ?? 0;
    const all = Array.from({ length: EVENTS }, (_, n) =>
      anEvent({ id: `e${n}`, title: 'Again', updatedAt: TEST_NOW + 1 }),
    );
    expect(() => applyEvents(store, ws, all)).toThrow(expect.objectContaining({ code: 'storage', retryable: true }));
    expect(replaced).toBe(1);
    applyEvents(store, ws, all);
    expect(survey(store)).toMatchObject({ workspaces: 2, events: EVENTS, intact: EVENTS });
    expect(store.storage().state).toBe('rebuilt');
    checkInvariants(db());
  });

  it('met by a reader is told to the writer, which rebuilds it in idle time', () => {
    const path = filled();
    for (const page of pagesOf(path, 'event').slice(0, 1)) overwrite(path, (page - 1) * PAGE, Buffer.alloc(PAGE, 0xaa));
    let replaced = 0;
    const { store } = open(path, fixedClock(), () => (replaced += 1));
    const reader = openReader(path, { log: silent });
    expect(() => reader.event(1, 'e1')).toThrow(/malformed/);
    reader.close();
    expect(() => store.maintain(50)).toThrow(expect.objectContaining({ code: 'storage' }));
    expect(replaced).toBe(1);
    settle(store);
    expect(readdirSync(dirname(path)).filter((name) => name.includes('suspected'))).toEqual([]);
  });

  it('survives being killed in the middle of its rebuild', () => {
    const path = filled();
    overwrite(path, 0, Buffer.alloc(100));
    // As a killed rebuild leaves it: the damaged file already aside, the new one begun.
    const aside = `${path}.damaged-2026-01-01T00-00-00.000Z`;
    copyFileSync(path, aside);
    rmSync(path);
    const fresh = newStore();
    fresh.store.close();
    copyFileSync(fresh.path, `${path}.rebuilding`);
    const { store } = open(path);
    expect(survey(store)).toEqual(WHOLE);
    expect(existsSync(`${path}.rebuilding`)).toBe(false);
  });

  it('never shows damage as if it were sound: flips, zeroed pages and truncation', () => {
    const pristine = filled();
    const size = statSync(pristine).size;
    const harm = fc.oneof(
      fc.record({ kind: fc.constant('flip' as const), at: fc.nat(size - 1), bit: fc.nat(7) }),
      fc.record({ kind: fc.constant('zero' as const), at: fc.nat(Math.floor(size / PAGE) - 1), bit: fc.constant(0) }),
      fc.record({ kind: fc.constant('cut' as const), at: fc.integer({ min: 1, max: size - 1 }), bit: fc.constant(0) }),
    );
    let noticed = 0;
    fc.assert(
      fc.property(harm, ({ kind, at, bit }) => {
        const path = join(testDir('harm'), 'callboard.db');
        copyFileSync(pristine, path);
        if (kind === 'cut') truncateSync(path, at);
        else {
          const old = readFileSync(path);
          const bytes = kind === 'flip' ? Buffer.from([(old[at] ?? 0) ^ (1 << bit)]) : Buffer.alloc(PAGE);
          overwrite(path, kind === 'flip' ? at : at * PAGE, bytes);
        }
        const { store } = open(path);
        // The doctor may find it, or reading may; either way it ends in a usable store.
        try {
          store.check(true);
        } catch (error) {
          expect(error).toMatchObject({ code: 'storage' });
        }
        const ids = store.workspaces().map((workspace) => workspace.id);
        for (const id of ids) {
          for (let n = 0; n < EVENTS; n += 1) {
            const detail = readAgain(() => store.event(id, `e${n}`));
            if (detail?.intact !== true) continue;
            const title = n < EVENTS / 2 ? `Moved ${n}` : `Meeting ${n}`;
            expect(detail.event.title).toBe(title);
            expect(detail.event.startAt).toBe(n < EVENTS / 2 ? TEST_NOW + n : anEvent().startAt);
            expect(detail.bots.filter((entry) => entry.goneAt === null)).toHaveLength(n < EVENTS / 2 ? 0 : 1);
          }
          // What was lost or marked comes back with the next fetch.
          const again = Array.from({ length: EVENTS }, (_, n) =>
            anEvent({ id: `e${n}`, title: `Meeting ${n}`, updatedAt: TEST_NOW + DAY_MS }),
          );
          readAgain(() => applyEvents(store, id, again));
        }
        if (store.storage().state === 'rebuilt') noticed += 1;
        expect(['ok', 'rebuilt']).toContain(store.storage().state);
        store.close();
      }),
      { seed: SEED, numRuns: 30 },
    );
    expect(noticed).toBeGreaterThan(0);
  });
});

/** The first answer may be "it is being rebuilt"; the second is the answer. */
function readAgain<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    expect(error).toMatchObject({ code: 'storage', retryable: true });
    return read();
  }
}

describe('a disk that cannot be written', () => {
  it('that is full refuses the page in words, keeps what was saved and goes on by itself', () => {
    const { store, ids, db } = newStore();
    const [ws = 0] = ids;
    applyEvents(store, ws, [anEvent({ id: 'saved' })]);
    store.saveSyncState(ws, { key: 'fill', value: '1' });
    const pages = Number(db().pragma('page_count', { simple: true }));
    db().pragma(`max_page_count = ${pages + 2}`);
    const big = Array.from({ length: 100 }, (_, n) =>
      anEvent({ id: `n${n}`, raw: JSON.stringify({ n, text: noise(n) }) }),
    );
    const page = {
      workspaceId: ws,
      records: big,
      quarantined: [],
      receivedAt: TEST_NOW,
      state: { key: 'fill', value: '2' },
    };
    expect(() => store.applyEvents(page)).toThrow(
      expect.objectContaining({
        code: 'storage',
        retryable: true,
        message: expect.stringContaining('disk is full') as unknown,
      }),
    );
    expect(store.storage().state).toBe('full');
    expect(store.syncState(ws, 'fill')).toBe('1');
    expect(store.counts(ws).events).toBe(1);
    expect(store.event(ws, 'saved')?.intact).toBe(true);
    db().pragma('max_page_count = 1000000');
    expect(store.applyEvents(page)).toMatchObject({ inserted: 100 });
    expect(store.storage().state).toBe('ok');
    checkInvariants(db());
  });

  it('that is read-only says so, still answers, and goes on by itself', () => {
    const { store, ids, db } = newStore();
    const [ws = 0] = ids;
    applyEvents(store, ws, [anEvent()]);
    db().pragma('query_only = ON');
    expect(() => applyEvents(store, ws, [anEvent({ id: 'new' })])).toThrow(
      expect.objectContaining({ code: 'storage', message: expect.stringContaining('cannot be written') as unknown }),
    );
    expect(store.storage().state).toBe('read_only');
    expect(store.event(ws, 'event-1')).not.toBeNull();
    db().pragma('query_only = OFF');
    applyEvents(store, ws, [anEvent({ id: 'new' })]);
    expect(store.storage().state).toBe('ok');
  });

  it('reports a folder that is not there as a storage problem', () => {
    const path = join(testDir('missing'), 'not', 'there', 'callboard.db');
    expect(() => open(path)).toThrow(/directory does not exist/);
  });
});

describe('a reader', () => {
  it('answers while the writer writes, sees what was committed and holds nothing up', () => {
    const { store, ids, path } = newStore();
    const [ws = 0] = ids;
    const reader = openReader(path, { log: silent });
    onTestFinished(() => reader.close());
    const sort = { by: 'start', direction: 'asc' } as const;
    for (let page = 0; page < 20; page += 1) {
      applyEvents(
        store,
        ws,
        Array.from({ length: 50 }, (_, n) => anEvent({ id: `${page}-${n}`, raw: JSON.stringify(noise(n)) })),
      );
      expect(reader.listEvents({ workspaces: 'all' }, sort, null, 10).total.count).toBe((page + 1) * 50);
    }
    settle(store);
    expect(reader.search('weekly', 'all', 100).events).toHaveLength(100);
    expect(reader.event(ws, '3-7')).toEqual(store.event(ws, '3-7'));
  });

  it('refuses a file that is not there yet', () => {
    expect(() => openReader(join(testDir(), 'callboard.db'), { log: silent })).toThrow(/cannot be read yet/);
  });
});

/** Text that does not compress. */
function noise(seed: number): string {
  let state = seed * 2_654_435_761 + 1;
  let text = '';
  while (text.length < 6_000) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += state.toString(36);
  }
  return text;
}
