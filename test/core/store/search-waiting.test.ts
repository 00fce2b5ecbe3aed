import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Connection } from '../../../electron/core/store/connection.ts';
import { openReader } from '../../../electron/core/store/index.ts';
import { addressToken, MARK_LENGTH, words } from '../../../electron/core/store/search-terms.ts';
import { isPrefix, waitingRows } from '../../../electron/core/store/search-waiting.ts';
import { SearchWriter } from '../../../electron/core/store/search-write.ts';
import type { Reader, Store } from '../../../electron/core/store/types.ts';
import { addWorkspaces, anEvent, applyEvents, newStore, open, settle, silent, TEST_NOW } from './fixture.ts';

const SEED = Number(process.env['SEED'] ?? 20_264);

function reading(path: string): Connection {
  const db = new Database(path, { readonly: true });
  onTestFinished(() => {
    db.close();
  });
  return new Connection(db, null);
}

/** Moves the `count` oldest waiting rows into the index, as idle work does in larger portions. */
function drain(db: Database.Database, count: number): void {
  db.transaction(() => new SearchWriter(new Connection(db, null)).drain(count)).immediate();
}

const waiting = (db: Database.Database): unknown => db.prepare('SELECT count(*) FROM search_pending').pluck().get();
const numbers = (db: Database.Database): unknown[] =>
  db.prepare('SELECT seq FROM search_pending ORDER BY seq').pluck().all();
const found = (reader: Pick<Reader, 'search'>, text: string): string[] =>
  reader.search(text, 'all', 100).events.map((event) => event.id);

/** What all waiting rows together say, row by row. */
function scan(
  db: Database.Database,
  ids: readonly number[],
  keys: readonly string[],
  asked: readonly string[],
): number[] {
  return db
    .prepare<unknown[], [number, number, string, string]>(
      'SELECT pk, workspace_id, title, keys FROM search_pending ORDER BY pk DESC',
    )
    .raw()
    .all()
    .filter(([, workspaceId, title, stored]) => {
      if (!ids.includes(workspaceId)) return false;
      const there = words(title.slice(MARK_LENGTH));
      const titled = asked.every((word, index) =>
        there.some((one) => (isPrefix(word, index, asked) ? one.startsWith(word) : one === word)),
      );
      return keys.some((key) => stored.split(' ').includes(key)) || (asked.length > 0 && titled);
    })
    .map(([pk]) => pk);
}

describe('waiting rows', () => {
  const TITLES = ['Weekly sync', 'Planning Zoë', 'plan of plans', 'Zoe weekly', '会議', null];
  const PEOPLE = ['anna@acme.test', 'anton@acme.test', 'bob@globex.test'];
  const LINKS = ['https://zoom.us/j/1', 'https://zoom.us/j/2', null];
  const QUESTIONS = [
    ...['weekly', 'we', 'plan', 'planning zoe', 'zoe pla', 'weekly zoe', 'sync weekly', '会議', 'no such'],
    ...['an', 'anna', 'anna@acme.test', 'bob@', '@globex.test', 'acme.test', 'https://zoom.us/j/1', 'google-e3'],
  ];
  const event = fc.record({
    id: fc.integer({ min: 0, max: 14 }),
    title: fc.constantFrom(...TITLES),
    people: fc.subarray(PEOPLE),
    meetingUrl: fc.constantFrom(...LINKS),
  });
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('apply'), to: fc.nat(1), events: fc.array(event) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('drain'), count: fc.integer({ min: 1, max: 12 }) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('look') }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('rollback') }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('settle') }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove') }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart') }) },
  );
  type Step = (typeof step extends fc.Arbitrary<infer T> ? T : never) & {
    to?: number;
    count?: number;
    events?: { id: number; title: string | null; people: string[]; meetingUrl: string | null }[];
  };

  it('are seen by a reader that stays as by one that has just come, whatever happened in between', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 4, maxLength: 24 }), (steps: Step[]) => {
        const first = newStore(2);
        const { path } = first;
        let { store, db } = first;
        let ids = [...first.ids];
        const staying = openReader(path, { log: silent });
        const rows = new Connection(new Database(path, { readonly: true }), null);
        const titles = new Map<string, string | null>();
        let now = TEST_NOW;
        const look = (): void => {
          const fresh = openReader(path, { log: silent });
          for (const question of QUESTIONS) {
            const expected = fresh.search(question, 'all', 100);
            expect(staying.search(question, 'all', 100), question).toEqual(expected);
            expect(store.search(question, 'all', 100), question).toEqual(expected);
          }
          const keys = [addressToken('anna@acme.test')];
          for (const asked of [[], ['we'], ['zoe', 'pla'], ['weekly', 'zoe']]) {
            expect(waitingRows(rows).matches(ids, keys, asked, 100), asked.join(' ')).toEqual(
              scan(db(), ids, keys, asked),
            );
          }
          // Nothing that is there is missed, whether it waits or is indexed.
          const weekly = [...titles].filter(([, title]) => title?.toLowerCase().includes('weekly') === true);
          expect(found(staying, 'weekly')).toEqual(expect.arrayContaining(weekly.map(([id]) => id)));
          fresh.close();
        };
        for (const { kind, to = 0, count = 1, events = [] } of steps) {
          if (kind === 'apply') {
            now += 1_000;
            const page = [...new Map(events.map((one) => [one.id, one])).values()].map((one) =>
              anEvent({ ...one, id: `${ids[to] ?? 0}-e${one.id}`, platformId: `google-e${one.id}`, updatedAt: now }),
            );
            applyEvents(store, ids[to] ?? 0, page);
            for (const { id, title } of page) titles.set(id, title);
          } else if (kind === 'drain') drain(db(), count);
          else if (kind === 'settle') settle(store);
          else if (kind === 'look') look();
          else if (kind === 'rollback') rollBack(store, db(), ids[0] ?? 0);
          else if (kind === 'remove') {
            const [gone = 0, other = 0] = ids;
            store.removeWorkspace(gone);
            for (const id of titles.keys()) if (id.startsWith(`${gone}-`)) titles.delete(id);
            ids = [other, ...addWorkspaces(store, 1)];
          } else {
            store.close();
            ({ store, db } = open(path));
          }
        }
        look();
        settle(store);
        look();
        const weekly = [...titles].filter(([, title]) => title?.toLowerCase().includes('weekly') === true);
        expect(found(staying, 'weekly').sort()).toEqual(weekly.map(([id]) => id).sort());
        staying.close();
        rows.db.close();
        store.close();
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it('are forgotten once they are indexed, however often the same events change', () => {
    const { store, ids, db, path } = newStore();
    const connection = reading(path);
    for (let round = 1; round <= 30; round += 1) {
      const page = Array.from({ length: 50 }, (_, n) =>
        anEvent({ id: `e${n}`, title: `Round r${round} of ${n}`, updatedAt: TEST_NOW + round }),
      );
      applyEvents(store, ids[0] ?? 0, page);
      drain(db(), 20);
      const rows = waitingRows(connection);
      expect(rows.matches(ids, [], ['round', `r${round}`, 'of'], 100)).toHaveLength(30);
      expect(rows.matches(ids, [], ['round', `r${round - 1}`, 'of'], 100)).toHaveLength(0);
      expect(rows.size).toBeLessThan(600);
    }
    settle(store);
    expect(waitingRows(connection).size).toBe(0);
    expect(waitingRows(connection).matches(ids, [], ['round'], 100)).toEqual([]);
  });

  it('never get a number twice, also when all were indexed before a restart or a page was taken back', () => {
    const first = newStore();
    const [ws = 0] = first.ids;
    const reader = openReader(first.path, { log: silent });
    applyEvents(first.store, ws, [anEvent({ id: 'a' }), anEvent({ id: 'b' })]);
    expect(found(reader, 'weekly')).toEqual(['b', 'a']);
    const before = numbers(first.db());
    settle(first.store);
    first.store.close();
    const { store, db } = open(first.path);
    rollBack(store, db(), ws);
    applyEvents(store, ws, [anEvent({ id: 'c' })]);
    expect(Number(numbers(db())[0])).toBeGreaterThan(Number(before.at(-1)));
    expect(found(reader, 'weekly')).toEqual(['c', 'b', 'a']);
    reader.close();
  });

  it('go into the index from the oldest on, each with its last words', () => {
    const { store, ids, db } = newStore();
    const [ws = 0] = ids;
    applyEvents(store, ws, [anEvent({ id: 'a' }), anEvent({ id: 'b' })]);
    applyEvents(store, ws, [anEvent({ id: 'a', title: 'Renamed', people: ['new@x.test'], updatedAt: TEST_NOW })]);
    drain(db(), 1);
    expect(db().prepare('SELECT e.id FROM search_pending p JOIN event e USING (pk)').pluck().all()).toEqual(['a']);
    expect(db().prepare('SELECT is_new FROM search_pending').pluck().get()).toBe(1);
    expect([found(store, 'weekly'), found(store, 'renamed'), found(store, 'new@')]).toEqual([['b'], ['a'], ['a']]);
    drain(db(), 1);
    expect([found(store, 'weekly'), found(store, 'renamed'), found(store, 'new@')]).toEqual([['b'], ['a'], ['a']]);
    // Its people of before are still completed: they were new when it came.
    expect(db().prepare("SELECT count(*) FROM person WHERE address = 'guest@example.org'").pluck().get()).toBe(1);
  });
});

describe('a changed event', () => {
  const moved = { startAt: TEST_NOW, updatedAt: TEST_NOW };

  it('waits for the index only when it is found by something else than before', () => {
    const { store, ids, db } = newStore();
    const [ws = 0] = ids;
    applyEvents(store, ws, [anEvent()]);
    settle(store);
    applyEvents(store, ws, [anEvent(moved)]);
    expect(waiting(db())).toBe(0);
    const changes = [
      { title: 'Renamed' },
      { title: null },
      { people: ['guest@example.org'] },
      { seriesId: 'series-1' },
      { meetingUrl: 'https://zoom.us/j/1' },
      { bots: [{ botId: 'bot-1', startAt: null, deduplicationKey: null, meetingUrl: null }] },
    ];
    for (const [index, change] of changes.entries()) {
      const updatedAt = TEST_NOW + 1 + index;
      applyEvents(store, ws, [anEvent({ ...moved, ...change, updatedAt })]);
      expect(waiting(db()), JSON.stringify(change)).toBe(1);
      settle(store);
      applyEvents(store, ws, [anEvent({ ...moved, ...change, updatedAt, endAt: TEST_NOW + 1 + index })]);
      expect(waiting(db()), JSON.stringify(change)).toBe(0);
    }
    expect(found(store, 'weekly')).toEqual(['event-1']);
    expect(found(store, 'renamed')).toEqual([]);
  });

  it('is indexed again after its row was damaged, although it says what it said before', () => {
    const { store, ids, db } = newStore();
    const [ws = 0] = ids;
    applyEvents(store, ws, [anEvent()]);
    settle(store);
    db().exec("UPDATE event SET title = 'Wookly sync'; UPDATE meta SET value = '0' WHERE key = 'verified_at'");
    settle(store);
    expect(store.event(ws, 'event-1')?.intact).toBe(false);
    applyEvents(store, ws, [anEvent()]);
    expect(waiting(db())).toBe(1);
    expect(store.event(ws, 'event-1')?.intact).toBe(true);
  });

  it('leaves its addresses to be completed from when only the index was built again', () => {
    const { store, ids, db } = newStore();
    const [ws = 0] = ids;
    applyEvents(store, ws, [anEvent()]);
    settle(store);
    store.close();
    const again = open(db().name);
    // As after a rebuilt file: the dictionary is empty and everything is indexed once more.
    again.db().exec("DELETE FROM person; INSERT INTO meta (key, value) VALUES ('reindex_from', '0')");
    applyEvents(again.store, ws, [anEvent(moved)]);
    settle(again.store);
    expect(found(again.store, 'gues')).toEqual(['event-1']);
  });
});

/** A transaction of the writer that leaves a waiting row, looks, and is taken back. */
function rollBack(store: Store, db: Database.Database, workspaceId: number): void {
  const undone = new Error('taken back');
  expect(() =>
    db
      .transaction(() => {
        const writer = new SearchWriter(new Connection(db, null));
        const terms = { title: 'Weekly phantom', people: ['phantom@x.test'], ids: [], links: [], botIds: [] };
        writer.pend(1_000_000, workspaceId, terms, 'new');
        found(store, 'phantom');
        throw undone;
      })
      .immediate(),
  ).toThrow(undone);
}
