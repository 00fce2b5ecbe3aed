import { describe, expect, it } from 'vitest';
import type { CalendarRecord } from '../../../electron/core/records.ts';
import type { Store } from '../../../electron/core/store/types.ts';
import { aCalendar, applyCalendars, newStore, TEST_NOW } from './fixture.ts';
import { checkInvariants } from './invariants.ts';
import { aJob, itemsOf } from './ledger-fixture.ts';

const HOUR = 3_600_000;

function changes(store: Store, workspaceId: number): unknown[] {
  const facts = store.calendarFacts({ workspaceId, id: 'cal-1' }, TEST_NOW);
  if (facts === null) throw new Error('The calendar is not here.');
  return facts.changes.map(({ field, before, after, observedAt }) => [field, before, after, observedAt]);
}

const withMetadata = (metadata: unknown): string => JSON.stringify({ id: 'cal-1', metadata });

describe('what changed about a calendar outside Callboard', () => {
  it('is one line per field, newest first, and none for a calendar that is new', () => {
    const { store, db, ids } = newStore();
    const [ws = 0] = ids;
    let at = 0;
    const seen = (change: Partial<CalendarRecord>): void => {
      at += 1;
      applyCalendars(store, ws, [aCalendar({ updatedAt: TEST_NOW + at, ...change })], at);
    };
    seen({ platformEmail: null, payload: withMetadata({ a: 1 }) });
    expect(changes(store, ws)).toEqual([]);
    seen({ payload: withMetadata({ a: 1 }) });
    seen({ status: 'disconnected', payload: withMetadata({ a: 1 }) });
    seen({ oauthEmail: 'x@acme.com', oauthClientId: 'client-2', payload: withMetadata({ b: [2], a: 1 }) });
    // Another order of keys is no change, and neither is the same page again.
    seen({ oauthEmail: 'x@acme.com', oauthClientId: 'client-2', payload: '{"metadata":{"a":1,"b":[2]},"id":"cal-1"}' });
    seen({ oauthEmail: 'x@acme.com', oauthClientId: 'client-2', payload: '{"metadata":{"a":1,"b":[2]},"id":"cal-1"}' });
    seen({ oauthEmail: null, oauthClientId: null, payload: withMetadata(null) });
    expect(changes(store, ws)).toEqual([
      ['metadata', '{"a":1,"b":[2]}', null, 7],
      ['oauth_client_id', 'client-2', null, 7],
      ['oauth_email', 'x@acme.com', null, 7],
      ['metadata', '{"a":1}', '{"a":1,"b":[2]}', 4],
      ['oauth_client_id', 'client-1', 'client-2', 4],
      ['oauth_email', null, 'x@acme.com', 4],
      ['platform_email', null, 'anna@acme.com', 2],
    ]);
    checkInvariants(db());
    const kept = store.calendarFacts({ workspaceId: ws, id: 'cal-1' }, 0)?.history.length ?? 0;
    expect(store.removalPreview(ws).historyEntries).toBe(7 + kept);
  });

  it('says nothing about older news, and nothing about metadata that cannot be read', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    applyCalendars(store, ws, [aCalendar({ payload: withMetadata({ a: 1 }) })], 1);
    applyCalendars(store, ws, [aCalendar({ platformEmail: 'old@acme.com', updatedAt: TEST_NOW - 9 * HOUR })], 2);
    applyCalendars(store, ws, [aCalendar({ updatedAt: TEST_NOW, payload: '{"metadata":' })], 3);
    expect(changes(store, ws)).toEqual([]);
  });

  it('tells of its deletion and of its return', () => {
    const { store, db, ids } = newStore();
    const [ws = 0] = ids;
    applyCalendars(store, ws, [aCalendar()], 1);
    store.tombstoneCalendar(ws, 'cal-1', 5);
    store.tombstoneCalendar(ws, 'cal-1', 6);
    expect(changes(store, ws)).toEqual([['deleted', null, null, 5]]);
    applyCalendars(store, ws, [aCalendar({ platformEmail: 'new@acme.com' })], 7);
    expect(changes(store, ws)).toEqual([
      ['platform_email', 'anna@acme.com', 'new@acme.com', 7],
      ['restored', null, null, 7],
      ['deleted', null, null, 5],
    ]);
    checkInvariants(db());
  });

  it('leaves out what Callboard did itself, which the audit log tells of', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    applyCalendars(store, ws, [aCalendar()], 1);
    const jobId = store.createJob(aJob(), itemsOf(ws, ['cal-1']));
    const records = [aCalendar({ oauthEmail: 'x@acme.com', updatedAt: TEST_NOW })];
    store.step({ jobId, calendars: { workspaceId: ws, records, quarantined: [], receivedAt: 2 } });
    store.step({ jobId, gone: { workspaceId: ws, id: 'cal-1', at: 3, own: true } });
    expect(changes(store, ws)).toEqual([]);
    expect(store.calendar(ws, 'cal-1', TEST_NOW)?.calendar).toMatchObject({ oauthEmail: 'x@acme.com', deletedAt: 3 });
    store.step({ jobId, calendars: { workspaceId: ws, records, quarantined: [], receivedAt: 4 } });
    expect(changes(store, ws)).toEqual([]);
    expect(store.calendar(ws, 'cal-1', TEST_NOW)?.calendar.deletedAt).toBeNull();
    // Somebody else deleted it while a job was at work on it.
    store.step({ jobId, gone: { workspaceId: ws, id: 'cal-1', at: 5, own: false } });
    expect(changes(store, ws)).toEqual([['deleted', null, null, 5]]);
  });

  it('shows the newest 200, and goes with its workspace', () => {
    const { store, db, ids } = newStore(2);
    const [ws = 0] = ids;
    for (let n = 0; n <= 205; n += 1) {
      applyCalendars(store, ws, [aCalendar({ oauthEmail: `${n}@acme.com`, updatedAt: TEST_NOW + n })], n);
    }
    const shown = changes(store, ws);
    expect(shown).toHaveLength(200);
    expect(shown[0]).toEqual(['oauth_email', '204@acme.com', '205@acme.com', 205]);
    store.removeWorkspace(ws);
    expect(db().prepare('SELECT count(*) FROM calendar_change').pluck().get()).toBe(0);
    checkInvariants(db());
  });
});
