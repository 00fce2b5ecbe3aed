import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../shared/time.ts';
import { fillTroubled } from '../../support/troubled-replica.ts';
import { overwrite } from './damage.ts';
import { aCalendar, anEvent, applyCalendars, applyEvents, newStore, open, settle, TEST_NOW } from './fixture.ts';
import { checkInvariants } from './invariants.ts';
import { aJob, itemsOf } from './ledger-fixture.ts';
import { aBrokenCalendar, aCase, breakDown, join } from './triage-fixture.ts';

describe('a workspace that is removed', () => {
  it('takes its troubles with it, and incidents go on with the others, or end', () => {
    const { store, db, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    const both = ['a', 'b', 'c'].flatMap((id, n) =>
      breakDown(store, db(), aBrokenCalendar(store, n === 0 ? two : one, id)),
    );
    const shared = join(store, both);
    const theirs = aCase(store, db(), { workspaceId: one, id: 'd' });
    const recovering = join(store, [
      ...breakDown(store, db(), aBrokenCalendar(store, one, 'e')),
      ...breakDown(store, db(), aBrokenCalendar(store, two, 'f'), { endedAt: TEST_NOW - 1, endedBy: 'connected' }),
    ]);
    const jobId = store.createJob(aJob(), itemsOf(one, ['a']));
    const probe = { at: 1, code: null, message: '' };
    store.step({ jobId, probe: { workspaceId: one, calendarId: 'd', probe } });
    for (const id of ids) store.sampleHealth(id, TEST_NOW);
    checkInvariants(db());
    const before = store.removalPreview(two);

    store.removeWorkspace(one);
    settle(store);
    const left = (table: string): unknown => db().prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    expect(left('outage')).toBe(2);
    expect(left('credential_probe')).toBe(0);
    expect(left('health')).toBe(1);
    expect(store.incident(shared)).toMatchObject({ size: 1, open: 1, workspaces: [{ workspaceId: two, count: 1 }] });
    expect(store.incident(theirs)).toBeNull();
    // The last of its calendars that was not well is gone.
    expect(store.incident(recovering)).toMatchObject({ state: 'resolved', size: 1, resolvedAt: TEST_NOW - 1 });
    expect(store.removalPreview(two)).toEqual(before);
    checkInvariants(db());
  });

  it('is in no list and no count from the moment it is marked', () => {
    const { store, db, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    const incidentId = join(store, [
      ...breakDown(store, db(), aBrokenCalendar(store, one, 'a')),
      ...breakDown(store, db(), aBrokenCalendar(store, two, 'b')),
    ]);
    const alone = aCase(store, db(), { workspaceId: one, id: 'c' });
    applyEvents(store, one, [anEvent({ id: 'e', calendarId: 'c' })]);
    store.assess({ workspaceId: one, calendars: null }, TEST_NOW);
    db().exec(`UPDATE workspace SET removing = 1 WHERE id = ${one}`);
    expect(store.listIncidents({ workspaces: 'all' }, 'stake', null, 9)).toMatchObject({
      rows: [{ id: incidentId, workspaces: [{ workspaceId: two }] }],
      total: { count: 1 },
    });
    expect(store.incident(alone)).toBeNull();
    expect(store.incidentCalendars(incidentId, null, 9).rows).toMatchObject([{ calendar: { id: 'b' } }]);
    expect(store.incidentMeetings(alone, TEST_NOW, 9).rows).toEqual([]);
    expect(store.incidentCounts('all')).toMatchObject({ inbox: 1, causes: [{ calendars: 1 }] });
    expect(store.calendarsForAction({ incidentId }, 9)).toMatchObject([{ id: 'b' }]);
    expect(store.overview('all', TEST_NOW).workspaces.map(({ workspaceId }) => workspaceId)).toEqual([two]);
  });
});

describe('a damaged database', () => {
  it('keeps outages, incidents with what people made of them, probes, health and views when it is rebuilt', () => {
    const { store, db, path, ids } = newStore(0);
    const size = { workspaces: 2, calendarsEach: 30, shared: [5, 3], single: 20, ended: 200, meetings: 1 };
    fillTroubled(store, db(), size, TEST_NOW);
    expect(ids).toEqual([]);
    const [first = 0, second = 0] = db()
      .prepare<unknown[], number>('SELECT id FROM incident ORDER BY id')
      .pluck()
      .all();
    store.setIncidentState([first], 'snoozed', TEST_NOW);
    store.noteIncident(second, 'Asked their IT.');
    const jobId = store.createJob(aJob(), itemsOf(1, ['calendar-0']));
    store.step({
      jobId,
      probe: { workspaceId: 1, calendarId: 'calendar-0', probe: { at: 9, code: 'x', message: 'y' } },
    });
    store.sampleHealth(1, TEST_NOW);
    store.saveView({ page: 'triage', name: 'Ours', address: '?' }, null);
    const tables = ['outage', 'incident', 'incident_workspace', 'credential_probe', 'health', 'saved_view'];
    const dumped = (of = db): unknown[] =>
      tables.map((table) => of().prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all());
    const before = dumped();
    const causes = db().prepare('SELECT pk, cause, cause_basis FROM calendar ORDER BY pk').all();
    store.close();
    overwrite(path, [1], 0);
    const again = open(path);
    expect(again.store.storage().state).toBe('rebuilt');
    expect(dumped(again.db)).toEqual(before);
    expect(again.db().prepare('SELECT pk, cause, cause_basis FROM calendar ORDER BY pk').all()).toEqual(causes);
    checkInvariants(again.db());
  });

  it('that lost outages or incidents counts again, and forgets what has nothing left', () => {
    const { store, db, path, ids } = newStore();
    const [ws = 0] = ids;
    applyCalendars(store, ws, [aCalendar()]);
    const outages = ['a', 'b', 'c'].flatMap((id) => breakDown(store, db(), aBrokenCalendar(store, ws, id)));
    const shared = join(store, outages.slice(0, 2));
    const lost = join(store, outages.slice(2));
    const ended = aCase(store, db(), { workspaceId: ws, id: 'd' }, { brokeAt: TEST_NOW - HOUR_MS });
    db().pragma('foreign_keys = OFF');
    db().exec(`DELETE FROM outage WHERE calendar_pk = (SELECT pk FROM calendar WHERE id = 'a');
      DELETE FROM outage WHERE calendar_pk = (SELECT pk FROM calendar WHERE id = 'd');
      DELETE FROM incident WHERE id = ${lost}`);
    store.close();
    overwrite(path, [1], 0);
    const again = open(path);
    expect(again.store.incident(shared)).toMatchObject({ size: 1, open: 1 });
    expect(again.store.incident(lost)).toBeNull();
    expect(again.store.incident(ended)).toBeNull();
    expect(again.store.calendar(ws, 'a', TEST_NOW)?.calendar.cause).toBeNull();
    expect(again.store.calendar(ws, 'c', TEST_NOW)?.calendar.cause?.code).toBe('google_invalid_grant');
    checkInvariants(again.db());
  });
});
