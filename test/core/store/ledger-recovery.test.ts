import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { leafPages, overwrite } from './damage.ts';
import { aCalendar, applyCalendars, newStore, open, TEST_NOW } from './fixture.ts';
import type { Opened } from './fixture.ts';
import { checkInvariants } from './invariants.ts';
import { aClient, aJob, anIntent, auditCheck, dumpLedger, itemsOf, settled } from './ledger-fixture.ts';

const ITEMS = 400;

/** A store with a job of many items, half of them done and audited; closed again. */
function filled(): { path: string; ledger: ReturnType<typeof dumpLedger>; jobId: number } {
  const { store, db, ids, path } = newStore(2);
  const [one = 0, two = 0] = ids;
  applyCalendars(store, one, [aCalendar()]);
  applyCalendars(store, one, [aCalendar({ oauthEmail: 'x@acme.com', updatedAt: TEST_NOW })]);
  store.saveOauthClient(aClient({ secretExpiresAt: 5, workspaceIds: [one, two] }), null);
  store.saveSetting('lock_at_start', 'true');
  const calendars = Array.from({ length: ITEMS }, (_, n) => `c${n}`);
  const jobId = store.createJob(aJob(), itemsOf(two, calendars));
  // Together, because the disk is asked to confirm every transaction.
  const work = db().transaction(() => {
    for (let n = 1; n <= ITEMS / 2; n += 1) {
      const intend = anIntent({ jobId, workspaceId: two, targetId: `c${n - 1}` });
      const entry = store.step({ jobId, item: { n, change: { state: 'running', attempted: true } }, intend });
      store.step({ jobId, item: { n, change: { state: 'ok' } }, record: { entry: entry ?? 0, record: settled() } });
    }
  });
  work();
  const ledger = dumpLedger(db());
  store.close();
  return { path, ledger, jobId };
}

/** Opens the file and has it rebuilt, whether that is noticed at opening or by the doctor. */
function rebuilt(path: string): Omit<Opened, 'ids'> {
  const opened = open(path);
  if (opened.store.storage().state === 'ok') {
    expect(() => opened.store.check(true)).toThrow(expect.objectContaining({ code: 'storage' }));
  }
  expect(opened.store.storage().state).toBe('rebuilt');
  return opened;
}

/** Records that say that the database was rebuilt: one entry of two records. */
const SAID = 2;

/** The ledger as it was, without what the rebuild itself added to the log. */
function before(ledger: ReturnType<typeof dumpLedger>): ReturnType<typeof dumpLedger> {
  return {
    ...ledger,
    audit_record: ledger['audit_record']?.slice(0, -SAID) ?? [],
    audit_entry: ledger['audit_entry']?.slice(0, -1) ?? [],
  };
}

describe('a damaged database', () => {
  it('keeps jobs, the audit log, OAuth clients and settings when it is rebuilt', () => {
    const { path, ledger, jobId } = filled();
    overwrite(path, [1], 0);
    const { store, db } = rebuilt(path);
    expect(before(dumpLedger(db()))).toEqual(ledger);
    expect(auditCheck(store, true)).toMatchObject({ state: 'ok', message: expect.stringContaining('402') as unknown });
    expect(store.listAudit({ workspaces: 'all' }, null, 1).rows).toMatchObject([{ action: 'database.rebuild' }]);
    expect(store.job(jobId)?.counts).toMatchObject({ waiting: ITEMS / 2, ok: ITEMS / 2 });
    expect(store.calendarFacts({ workspaceId: 1, id: 'cal-1' }, TEST_NOW)?.changes).toMatchObject([
      { field: 'oauth_email' },
    ]);
    // Everything goes on where it was: the guard, the chain, and one job per calendar.
    expect(() => db().exec('DELETE FROM audit_record')).toThrow(/only ever added to/);
    expect(store.audit(anIntent())).toBe(401 + SAID);
    expect(() => store.createJob(aJob(), itemsOf(2, ['c399']))).toThrow(/still being worked on/);
    expect(store.createJob(aJob(), itemsOf(2, ['c1']))).toBe(jobId + 1);
    expect(auditCheck(store).state).toBe('ok');
    checkInvariants(db());
  });

  it('whose newest records were lost says so, now and later, and what else is wrong afterwards', () => {
    const { path } = filled();
    overwrite(path, leafPages(path, 'audit_record').slice(-2), 0xff);
    const { store, db } = rebuilt(path);
    const left = Number(db().prepare('SELECT max(n) FROM audit_record WHERE n <= 400').pluck().get());
    expect(left).toBeLessThan(400);
    const gap = new RegExp(`^Records ${left + 1} to 400 are missing\\.`);
    // The log itself says why, so this is history and no alarm.
    expect(auditCheck(store)).toMatchObject({ state: 'warning', message: expect.stringMatching(gap) as unknown });
    expect(store.audit(anIntent())).toBe(401 + SAID);
    expect(auditCheck(store).message).toMatch(gap);
    // What was lost of the records is still shown, and said to be unproven.
    expect(store.listAudit({ workspaces: 'all' }, null, 10).total.count).toBe(202);
    expect(auditCheck(store).message).toMatch(/Nothing in the log proves entry \d+/);

    db().exec('DROP TRIGGER audit_record_not_changed');
    db().exec("UPDATE audit_record SET body = replace(body, 'anna', 'otto') WHERE n = 403");
    expect(auditCheck(store)).toMatchObject({ state: 'failed', message: expect.stringMatching(/403/) as unknown });
  });

  it('that lost the entries makes them again from their records', () => {
    const { path, ledger } = filled();
    overwrite(path, [...leafPages(path, 'audit_entry'), ...leafPages(path, 'audit_action')], 0xff);
    const { store, db } = rebuilt(path);
    expect(before(dumpLedger(db()))['audit_entry']).toEqual(ledger['audit_entry']);
    expect(auditCheck(store, true).state).toBe('ok');
  });

  it('that lost the numbers of actions finds every entry all the same', () => {
    const { path } = filled();
    overwrite(path, leafPages(path, 'audit_action'), 0xff);
    const { store } = rebuilt(path);
    const action = 'oauth_client.rotate_secret';
    expect(store.listAudit({ workspaces: 'all', action, state: 'done' }, null, 10).total.count).toBe(ITEMS / 2);
    expect(auditCheck(store, true).state).toBe('ok');
  });

  it('that lost a workspace leaves none of its items open', () => {
    const { path, jobId } = filled();
    const db = new Database(path);
    db.exec("DELETE FROM workspace WHERE id = 2; DELETE FROM meta WHERE key = 'workspaces'");
    db.close();
    overwrite(path, [1], 0);
    const { store } = rebuilt(path);
    expect(store.job(jobId)?.counts).toMatchObject({ waiting: 0, skipped: ITEMS / 2, ok: ITEMS / 2 });
    expect(store.storedItems(jobId, ['skipped'])[0]?.message).toBe('The workspace was lost with the damaged database.');
  });
});
