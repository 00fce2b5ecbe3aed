import { statSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openReader } from '../../../electron/core/store/index.ts';
import { DAY_MS } from '../../../shared/time.ts';
import type { Store } from '../../../electron/core/store/types.ts';
import { checkInvariants } from './invariants.ts';
import { conclude } from './verdict-fixture.ts';
import {
  aCalendar,
  addWorkspaces,
  anEvent,
  applyCalendars,
  applyEvents,
  dump,
  fixedClock,
  newStore,
  open,
  settle,
  silent,
  TEST_NOW,
} from './fixture.ts';

const count = (db: { prepare(sql: string): { pluck(): { get(): unknown } } }, table: string): number =>
  Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());

function fill(store: Store, ws: number, events: number): void {
  applyCalendars(store, ws, [aCalendar()]);
  for (let at = 0; at < events; at += 100) {
    applyEvents(
      store,
      ws,
      Array.from({ length: Math.min(100, events - at) }, (_, n) =>
        anEvent({ id: `e${at + n}`, bots: [{ botId: `b${n}`, startAt: 1, deduplicationKey: null, meetingUrl: null }] }),
      ),
    );
  }
  store.applyBot(
    ws,
    {
      id: 'b1',
      botName: null,
      joinAt: null,
      meetingPlatform: null,
      meetingId: null,
      v1StartAt: null,
      statusChanges: [],
      recordings: [],
      payload: '{}',
    },
    1,
  );
  store.saveSyncState(ws, { key: 'fill', value: '1' });
  store.applyEvents({
    workspaceId: ws,
    records: [],
    quarantined: [{ kind: 'event', id: 'q', reason: 'bad', payload: '{}' }],
    receivedAt: 1,
  });
}

const TABLES = [
  ...['workspace', 'calendar', 'calendar_payload', 'calendar_key', 'status_observation', 'event', 'event_revision'],
  ...['bot_entry', 'bot', 'quarantine', 'sync_state', 'payload_block', 'payload_body', 'person', 'word'],
  ...['search_pending', 'verdict', 'verdict_pending', 'verdict_calendar', 'bot_fact', 'workspace_recipe'],
  ...['schedule_refusal'],
];

describe('workspaces', () => {
  it('are added, changed field by field and listed', () => {
    const { store, ids } = newStore(2);
    const [one = 0] = ids;
    expect(store.updateWorkspace(one, { name: 'Renamed', paused: true })).toMatchObject({
      id: one,
      name: 'Renamed',
      paused: true,
      region: 'us-east-1',
    });
    expect(store.workspaces().map(({ name }) => name)).toEqual(['Renamed', 'Workspace 2']);
    expect(store.updateWorkspace(999, { name: 'x' })).toBeNull();
  });

  it('say what removing one would delete, and leave nothing of it and everything of the others', () => {
    const { store, ids, db } = newStore(2);
    const [one = 0, two = 0] = ids;
    fill(store, two, 150);
    settle(store);
    const others = dump(db());
    fill(store, one, 250);
    expect(store.removalPreview(one)).toEqual({ calendars: 1, events: 250, bots: 1, historyEntries: 252 });
    store.removeWorkspace(one);
    settle(store);
    expect(store.workspaces().map(({ id }) => id)).toEqual([two]);
    for (const table of TABLES.slice(1)) {
      expect(db().prepare(`SELECT count(*) FROM ${table} WHERE workspace_id = ?`).pluck().get(one), table).toBe(0);
    }
    expect(dump(db())).toEqual(others);
    expect(store.search('weekly', 'all', 100).events.every((event) => event.workspaceId === two)).toBe(true);
    expect(count(db(), 'event_title_fts_docsize')).toBe(150);
    expect(count(db(), 'event_key_fts_docsize')).toBe(150);
    checkInvariants(db());
    store.removeWorkspace(one);
    // An id is never given twice: keychain entries and windows may still hold the old one.
    expect(addWorkspaces(store, 1)).toEqual([3]);
  });

  it('that are gone refuse what arrives for them late', () => {
    const { store, ids, db } = newStore(2);
    const [one = 0] = ids;
    fill(store, one, 10);
    store.removeWorkspace(one);
    const gone = expect.objectContaining({ code: 'not_found' }) as unknown;
    expect(() => applyEvents(store, one, [anEvent()])).toThrow(gone);
    expect(() => applyCalendars(store, one, [aCalendar()])).toThrow(gone);
    expect(() => store.saveSyncState(one, { key: 'fill', value: '1' })).toThrow(gone);
    expect(() => store.tombstoneCalendar(one, 'cal-1', 1)).toThrow(gone);
    expect(count(db(), 'event') + count(db(), 'calendar') + count(db(), 'sync_state')).toBe(0);
  });

  it('whose removal was interrupted are out of sight at once and gone after the next start', () => {
    const { store, ids, db, path } = newStore(2);
    const [one = 0, two = 0] = ids;
    fill(store, one, 50);
    fill(store, two, 50);
    // As a process that was killed right after the first transaction leaves it.
    db().prepare('UPDATE workspace SET removing = 1 WHERE id = ?').run(one);
    store.close();
    const again = open(path);
    const sort = { by: 'start', direction: 'asc' } as const;
    expect(again.store.workspaces().map(({ id }) => id)).toEqual([two]);
    expect(again.store.listEvents({ workspaces: 'all' }, sort, null, 200)).toMatchObject({ total: { count: 50 } });
    expect(again.store.listEvents({ workspaces: [one] }, sort, null, 200).rows).toEqual([]);
    expect(again.store.calendarCounts('all')).toHaveLength(1);
    expect(again.store.search('weekly', 'all', 100).events).toHaveLength(50);
    settle(again.store);
    expect(count(again.db(), 'workspace')).toBe(1);
    expect(count(again.db(), 'event')).toBe(50);
    checkInvariants(again.db());
  });
});

describe('idle work', () => {
  it('merges small and mostly dead payload blocks, and loses nothing', () => {
    const { store, ids, db } = newStore(2);
    for (const ws of ids) {
      for (let n = 0; n < 60; n += 1) applyEvents(store, ws, [anEvent({ id: `e${n}` })]);
    }
    expect(count(db(), 'payload_block')).toBe(120);
    settle(store);
    expect(count(db(), 'payload_block')).toBeLessThanOrEqual(8);
    checkInvariants(db());
    const [ws = 0] = ids;
    for (let n = 0; n < 55; n += 1) {
      applyEvents(store, ws, [anEvent({ id: `e${n}`, updatedAt: TEST_NOW, raw: `{"n":${n}}` })]);
    }
    settle(store);
    expect(count(db(), 'payload_block')).toBeLessThanOrEqual(9);
    checkInvariants(db());
    expect(store.event(ws, 'e7')?.raw).toContain('"raw":{"n":7}');
  });

  it('keeps a block that cannot be read out of the way instead of trying it for ever', () => {
    const { store, ids, db } = newStore();
    const [ws = 0] = ids;
    for (let n = 0; n < 4; n += 1) applyEvents(store, ws, [anEvent({ id: `e${n}` })]);
    db().exec('UPDATE payload_block SET encoding = 1; UPDATE payload_body SET body = zeroblob(20) WHERE id = 2');
    settle(store);
    expect(count(db(), 'payload_block')).toBeGreaterThan(0);
  });

  it('brings the search index into one piece once it has grown, and stops there', () => {
    const { store, ids, db } = newStore();
    const [ws = 0] = ids;
    const pieces = (): number => count(db(), '(SELECT DISTINCT segid FROM event_key_fts_idx)');
    fill(store, ws, 4_900);
    expect(store.maintain(0)).toBe(true);
    settle(store);
    expect(pieces()).toBeGreaterThan(1);
    applyEvents(
      store,
      ws,
      Array.from({ length: 200 }, (_, n) => anEvent({ id: `more${n}` })),
    );
    settle(store);
    expect(pieces()).toBe(1);
    expect(store.search('weekly', [ws], 100).events).toHaveLength(100);
    expect(store.check(true).every((check) => check.state === 'ok')).toBe(true);
    applyEvents(store, ws, [anEvent({ id: 'one more' })]);
    settle(store);
    expect(pieces()).toBe(2);
  });

  it('brings the search index into one piece again once many of its events were replaced', () => {
    const { store, ids, db } = newStore();
    const [ws = 0] = ids;
    const pieces = (): number => count(db(), '(SELECT DISTINCT segid FROM event_key_fts_idx)');
    const rename = (from: number, to: number): void => {
      for (let first = from; first < to; first += 100) {
        applyEvents(
          store,
          ws,
          Array.from({ length: 100 }, (_, n) =>
            anEvent({ id: `e${first + n}`, title: 'Renamed', updatedAt: TEST_NOW + 1 }),
          ),
        );
      }
      settle(store);
    };
    fill(store, ws, 5_100);
    settle(store);
    expect(pieces()).toBe(1);
    rename(0, 4_900);
    expect(pieces()).toBeGreaterThan(1);
    rename(4_900, 5_000);
    expect(pieces()).toBe(1);
    expect(db().prepare("SELECT value FROM meta WHERE key = 'search_replaced'").get()).toBeUndefined();
    const found = (text: string): string[] => store.search(text, 'all', 200).events.map((event) => event.id);
    expect(found('weekly sync')).toEqual(Array.from({ length: 100 }, (_, n) => `e${5_099 - n}`));
    expect(found('renamed')).toHaveLength(200);
  });

  it('has an end, and starts again only for new work or after a week', () => {
    const { store, ids, path } = newStore();
    const [ws = 0] = ids;
    fill(store, ws, 30);
    settle(store);
    expect(store.maintain(50)).toBe(false);
    applyEvents(store, ws, [anEvent({ id: 'new' })]);
    expect(store.maintain(0)).toBe(true);
    settle(store);
    store.close();
    const later = open(path, fixedClock(TEST_NOW + 8 * DAY_MS));
    later.db().exec(`UPDATE event SET title = 'flipped' WHERE id = 'e3'`);
    settle(later.store);
    expect(later.db().prepare(`SELECT fingerprint FROM event WHERE id = 'e3'`).pluck().get()).toBe(-1);
  });

  it('folds the log back and closes with an empty one', () => {
    const { store, ids, db, path } = newStore();
    fill(store, ids[0] ?? 0, 400);
    settle(store);
    const log = (): number => Number(db().prepare('SELECT 1').pluck().get()) && sizeOfLog(path);
    expect(log()).toBeLessThan(1_000_000);
    store.close();
    expect(sizeOfLog(path)).toBe(0);
  });
});

function sizeOfLog(path: string): number {
  return statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}

describe('checks', () => {
  it('pass on a sound store', () => {
    const { store, ids } = newStore();
    fill(store, ids[0] ?? 0, 120);
    expect(store.check(false)).toEqual([
      expect.objectContaining({ name: 'Database', state: 'ok' }),
      expect.objectContaining({ name: 'Audit log', state: 'ok' }),
    ]);
    const deep = store.check(true);
    expect(deep).toHaveLength(7);
    expect(deep.every((check) => check.state === 'ok')).toBe(true);
  });

  it('correct wrong counts, mark damaged events and say so in words', () => {
    const { store, ids, db } = newStore();
    const [ws = 0] = ids;
    fill(store, ws, 20);
    db().exec('UPDATE tally SET n = n + 5 WHERE kind = 0');
    db().exec(`UPDATE event SET organizer_email = 'someone@else.com' WHERE id = 'e4'`);
    const warnings = store.check(true).filter((check) => check.state !== 'ok');
    expect(warnings.map(({ name, state }) => [name, state])).toEqual([
      ['Counts', 'warning'],
      ['Stored payloads', 'warning'],
    ]);
    expect(warnings[1]?.message).toMatch(/^1 events/);
    expect(store.counts(ws).events).toBe(20);
    fill(store, ws, 20);
    checkInvariants(db());
  });

  it('have events judged that were forgotten, and forget those that are gone', () => {
    const { store, ids, db } = newStore();
    fill(store, ids[0] ?? 0, 20);
    conclude(store);
    db().exec(`DELETE FROM verdict WHERE pk % 4 = 0; INSERT INTO verdict_pending (pk, workspace_id) VALUES (99, 1)`);
    expect(store.check(true).filter((check) => check.state !== 'ok')).toMatchObject([
      { name: 'Verdicts', state: 'warning', message: expect.stringMatching(/^5 events/) as unknown },
    ]);
    checkInvariants(db());
    expect(store.pendingVerdicts(10)).toBe(5);
  });

  /** SQLite keeps the inside of its search tables from being written, except in this mode. */
  function harmSearch(db: Database.Database): void {
    db.unsafeMode(true);
    db.exec('UPDATE event_title_fts_data SET block = zeroblob(30) WHERE id > 10');
    db.unsafeMode(false);
  }

  it('build a damaged search index again', () => {
    const { store, ids, db } = newStore();
    fill(store, ids[0] ?? 0, 60);
    settle(store);
    harmSearch(db());
    expect(store.check(true).find((check) => check.name === 'Search index')).toMatchObject({ state: 'warning' });
    settle(store);
    expect(store.search('weekly', 'all', 100).events).toHaveLength(60);
    expect(store.search('guest@example.org', 'all', 100).events).toHaveLength(60);
    expect(store.check(true).every((check) => check.state === 'ok')).toBe(true);
  });

  it('are not needed: a search that meets a damaged index has it built again, and so has a reader', () => {
    const { store, ids, db, path } = newStore();
    fill(store, ids[0] ?? 0, 60);
    settle(store);
    harmSearch(db());
    expect(() => store.search('weekly', 'all', 100)).toThrow(
      expect.objectContaining({ code: 'storage', retryable: true }),
    );
    settle(store);
    expect(store.search('weekly', 'all', 100).events).toHaveLength(60);

    harmSearch(db());
    const reader = openReader(path, { log: silent });
    expect(() => reader.search('weekly', 'all', 100)).toThrow(/malformed|corrupt/);
    settle(store);
    expect(reader.search('weekly', 'all', 100).events).toHaveLength(60);
    reader.close();
    expect(store.storage().state).toBe('ok');
    expect(count(db(), 'event')).toBe(60);
  });
});
