import { describe, expect, it } from 'vitest';
import type { CallboardError } from '../../../shared/envelope.ts';
import type { ItemState } from '../../../shared/actions.ts';
import { ITEM_STATES } from '../../../shared/values.ts';
import { aCalendar, applyCalendars, newStore, TEST_NOW } from './fixture.ts';
import { aJob, anIntent, anItem, dumpLedger, itemsOf, settled } from './ledger-fixture.ts';

const thrown = (work: () => unknown): CallboardError => {
  try {
    work();
  } catch (error) {
    // The tests look at its code; anything else fails there.
    return error as CallboardError;
  }
  throw new Error('Nothing was thrown.');
};

describe('a job', () => {
  it('is frozen with its items in the order given, all waiting', () => {
    const { store, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    const items = [...itemsOf(two, ['b', 'a']), anItem({ workspaceId: one, label: 'new@acme.com' })];
    const id = store.createJob(aJob({ canary: 2, unattended: true, probe: true }), items);
    expect(store.job(id)).toEqual({
      id,
      kind: 'oauth_client.rotate_secret',
      title: 'Rotate the client secret of 2 calendars',
      danger: 'remote',
      state: 'running',
      reason: null,
      actor: { user: 'anna', host: 'laptop' },
      createdAt: TEST_NOW,
      endedAt: null,
      canary: 2,
      probe: true,
      total: 3,
      counts: { ...Object.fromEntries(ITEM_STATES.map((state) => [state, 0])), waiting: 3 },
      workspaceIds: [one, two],
      oauthClientId: 'client-1',
    });
    expect(store.storedJob(id)).toMatchObject({ unattended: true, request: aJob().request });
    expect(
      store
        .storedItems(id, ['waiting'])
        .map(({ n, workspaceId, calendarId, label }) => [n, workspaceId, calendarId, label]),
    ).toEqual([
      [1, two, 'b', 'b@acme.com'],
      [2, two, 'a', 'a@acme.com'],
      [3, one, null, 'new@acme.com'],
    ]);
    expect(store.job(id + 1)).toBeNull();
    expect(store.storedJob(id + 1)).toBeNull();
  });

  it('is refused with the number of the job that still has one of its calendars, and leaves nothing behind', () => {
    const { store, db, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    const first = store.createJob(aJob(), itemsOf(one, ['a', 'b']));
    const before = dumpLedger(db());
    for (const state of ['waiting', 'running', 'unknown', 'verifying'] as const) {
      store.step({ jobId: first, item: { n: 2, change: { state } } });
      const error = thrown(() => store.createJob(aJob(), itemsOf(one, ['c', 'b'])));
      expect(error).toMatchObject({ code: 'conflict', details: { jobId: first } });
      expect(error.message).toMatch(/Calendar b is still being worked on by job 1, “Rotate/);
    }
    store.step({ jobId: first, item: { n: 2, change: { state: 'waiting' } } });
    expect(dumpLedger(db())).toEqual(before);
    expect(store.createJob(aJob(), itemsOf(two, ['a', 'b']))).toBe(first + 1);
    store.step({ jobId: first, item: { n: 2, change: { state: 'failed' } } });
    expect(store.createJob(aJob(), itemsOf(one, ['b']))).toBeGreaterThan(first);
    expect(
      store.busyCalendars([
        { workspaceId: one, id: 'a' },
        { workspaceId: one, id: 'c' },
      ]),
    ).toEqual(new Map([[`${one}/a`, first]]));
  });

  it('of a workspace that is not here is refused', () => {
    const { store, ids } = newStore();
    expect(thrown(() => store.createJob(aJob(), itemsOf((ids[0] ?? 0) + 1, ['a']))).code).toBe('not_found');
    expect(store.unfinishedJobs()).toEqual([]);
  });

  it('never gets the number of another one, whose secrets may still lie in the keychain', () => {
    const { store, db, ids } = newStore();
    const first = store.createJob(aJob(), itemsOf(ids[0] ?? 0, ['a']));
    db().exec('DELETE FROM job_item; DELETE FROM job');
    expect(store.createJob(aJob(), itemsOf(ids[0] ?? 0, ['a']))).toBe(first + 1);
  });

  it('changes only what it is told, and is unfinished until it says otherwise', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    const jobs = ['a', 'b', 'c', 'd', 'e'].map((calendar) =>
      store.createJob(aJob({ canary: 1 }), itemsOf(ws, [calendar])),
    );
    const [running = 0, awaiting = 0, paused = 0, finished = 0, cancelled = 0] = jobs;
    store.step({ jobId: awaiting, job: { state: 'awaiting', canary: null } });
    store.step({ jobId: paused, job: { state: 'paused', reason: { code: 'canary_failed', message: 'Look at it.' } } });
    store.step({ jobId: finished, job: { state: 'finished', endedAt: 9 } });
    store.step({ jobId: cancelled, job: { state: 'cancelled' } });
    expect(store.unfinishedJobs().map(({ id }) => id)).toEqual([running, awaiting, paused]);
    expect(store.job(awaiting)).toMatchObject({ state: 'awaiting', canary: null, reason: null });
    expect(store.job(paused)).toMatchObject({ canary: 1, reason: { code: 'canary_failed', message: 'Look at it.' } });
    store.step({ jobId: paused, job: { state: 'running', reason: null } });
    expect(store.job(paused)).toMatchObject({ state: 'running', canary: 1, reason: null, endedAt: null });
    expect(store.job(finished)).toMatchObject({ state: 'finished', endedAt: 9 });
  });

  it('whose row was damaged is not run as something else', () => {
    const { store, db, ids } = newStore();
    const [ws = 0] = ids;
    const id = store.createJob(aJob(), itemsOf(ws, ['a']));
    const good = store.createJob(aJob(), itemsOf(ws, ['b']));
    db().prepare("UPDATE job SET kind = 'calendar.delet' WHERE id = ?").run(id);
    db().prepare("UPDATE job_item SET state = 'waitinh' WHERE job_id = ?").run(good);
    expect(store.unfinishedJobs().map((job) => job.id)).toEqual([good]);
    expect(store.listJobs(undefined, null, 10).rows.map((job) => job.id)).toEqual([good]);
    expect(store.listJobItems({ jobId: good }, null, 10).rows).toEqual([]);
    expect(store.job(id)).toBeNull();
  });
});

describe('a step', () => {
  it('saves the item, the audit entry, what Recall answered and the job together', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    applyCalendars(store, ws, [aCalendar()]);
    const jobId = store.createJob(aJob(), itemsOf(ws, ['cal-1']));
    const sending = { state: 'running', sentAt: 5, idempotencyKey: 'key', attempted: true } as const;
    const entry = store.step({ jobId, item: { n: 1, change: sending }, intend: anIntent({ jobId, workspaceId: ws }) });
    expect(entry).toBe(1);
    expect(store.storedItems(jobId, ['running'])).toEqual([
      {
        jobId,
        n: 1,
        workspaceId: ws,
        calendarId: 'cal-1',
        eventId: null,
        botId: null,
        plan: null,
        label: 'cal-1@acme.com',
        state: 'running',
        message: null,
        about: null,
        meaning: null,
        attempts: 1,
        sentAt: 5,
        settledAt: null,
        auditEntry: entry,
        idempotencyKey: 'key',
        sentAtRecall: null,
      },
    ]);
    expect(store.openAuditEntries().map(({ n, jobId: of }) => [n, of])).toEqual([[entry, jobId]]);
    const answer = aCalendar({ status: 'connecting', updatedAt: TEST_NOW });
    const settledStep = {
      jobId,
      item: {
        n: 1,
        change: { state: 'ok', settledAt: 8, message: 'Connected.', idempotencyKey: null, sentAtRecall: 6 },
      },
      job: { state: 'finished', endedAt: 8 },
      record: { entry: entry ?? 0, record: settled() },
      calendars: { workspaceId: ws, records: [answer], quarantined: [], receivedAt: TEST_NOW },
    } as const;
    expect(store.step(settledStep)).toBeNull();
    expect(store.storedItems(jobId, ['ok'])).toMatchObject([
      { attempts: 1, sentAt: 5, settledAt: 8, auditEntry: entry, idempotencyKey: null, sentAtRecall: 6 },
    ]);
    expect(store.listJobItems({ jobId }, null, 1).rows).toMatchObject([{ n: 1, state: 'ok', message: 'Connected.' }]);
    expect(store.job(jobId)).toMatchObject({ state: 'finished', counts: { ok: 1, running: 0 } });
    expect(store.calendar(ws, 'cal-1', TEST_NOW)?.calendar.status).toBe('connecting');
    expect(store.openAuditEntries()).toEqual([]);
    expect(store.auditEntry(entry ?? 0)?.entry.state).toBe('done');
  });

  it('begins an entry and settles it at once where there is nothing to wait for', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    const jobId = store.createJob(aJob(), itemsOf(ws, ['a']));
    const n = store.step({ jobId, intend: anIntent({ jobId }), record: { record: settled({ state: 'failed' }) } });
    expect(store.auditEntry(n ?? 0)?.entry.state).toBe('failed');
    expect(() => store.step({ jobId, record: { record: settled() } })).toThrow(/needs an audit entry/);
  });

  it('marks a calendar that Recall no longer has', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    applyCalendars(store, ws, [aCalendar()]);
    const jobId = store.createJob(aJob({ kind: 'calendar.delete' }), itemsOf(ws, ['cal-1']));
    store.step({
      jobId,
      item: { n: 1, change: { state: 'ok' } },
      gone: { workspaceId: ws, id: 'cal-1', at: 99, own: true },
    });
    expect(store.calendar(ws, 'cal-1', TEST_NOW)?.calendar.deletedAt).toBe(99);
  });

  it('that fails anywhere leaves nothing of itself behind', () => {
    const { store, db, ids } = newStore();
    const [ws = 0] = ids;
    applyCalendars(store, ws, [aCalendar()]);
    const jobId = store.createJob(aJob(), itemsOf(ws, ['cal-1', 'b']));
    const other = store.createJob(aJob(), itemsOf(ws, ['c']));
    const whole = {
      jobId,
      item: { n: 1, change: { state: 'verifying' } },
      job: { state: 'paused' },
      intend: anIntent({ jobId }),
      record: { record: settled() },
      calendars: {
        workspaceId: ws,
        records: [aCalendar({ updatedAt: TEST_NOW })],
        quarantined: [],
        receivedAt: TEST_NOW,
      },
    } as const;
    const head = (): unknown => db().prepare("SELECT value FROM meta WHERE key = 'audit_head'").get();
    const before = [dumpLedger(db()), store.calendar(ws, 'cal-1', TEST_NOW), head()];
    const broken = [
      { ...whole, item: { n: 7, change: { state: 'ok' } } },
      { ...whole, jobId: jobId + 10 },
      { ...whole, calendars: { ...whole.calendars, records: [aCalendar({ updatedAt: 1.5 })] } },
      { ...whole, gone: { workspaceId: ws, id: 'cal-1', at: Number.NaN, own: true } },
      // The last word is the disk's: what it refuses at the very end takes everything back too.
      { ...whole, item: { n: 2, change: { state: 'waiting', calendarId: 'c' } } },
    ] as const;
    for (const step of broken) {
      thrown(() => store.step(step));
      expect([dumpLedger(db()), store.calendar(ws, 'cal-1', TEST_NOW), head()]).toEqual(before);
    }
    expect(thrown(() => store.step(broken[4]))).toMatchObject({ code: 'conflict', details: { jobId: other } });
    expect(store.step(whole)).toBe(1);
  });
});

describe('moving items', () => {
  it('takes all of some states to another, without the keys of their attempts', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    const jobId = store.createJob(aJob(), itemsOf(ws, ['a', 'b', 'c', 'd']));
    const states: readonly ItemState[] = ['failed', 'failing', 'ok'];
    for (const [index, state] of states.entries()) {
      const change = {
        state,
        message: 'Why.',
        settledAt: 7,
        idempotencyKey: 'key',
        sentAt: 3,
        attempted: true,
      } as const;
      store.step({ jobId, item: { n: index + 1, change } });
    }
    expect(store.moveItems(jobId, ['failed', 'failing'], 'waiting', null, 9)).toBe(2);
    expect(store.storedItems(jobId, ['waiting'])).toMatchObject([
      { n: 1, message: null, settledAt: null, idempotencyKey: null, sentAt: 3, attempts: 1 },
      { n: 2, message: null, settledAt: null, idempotencyKey: null },
      { n: 4 },
    ]);
    expect(store.moveItems(jobId, ['waiting'], 'skipped', 'Cancelled.', 11)).toBe(3);
    expect(store.storedItems(jobId, ['skipped'])).toMatchObject([
      { n: 1, message: 'Cancelled.', settledAt: 11 },
      { n: 2, message: 'Cancelled.', settledAt: 11 },
      { n: 4, message: 'Cancelled.', settledAt: 11 },
    ]);
    expect(store.storedItems(jobId, ['ok'])).toMatchObject([{ n: 3, message: 'Why.', idempotencyKey: 'key' }]);
  });

  it('does not take a calendar back that another job has meanwhile', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    const first = store.createJob(aJob(), itemsOf(ws, ['a', 'b']));
    store.moveItems(first, ['waiting'], 'failed', 'No.', 1);
    const second = store.createJob(aJob(), itemsOf(ws, ['b']));
    const error = thrown(() => store.moveItems(first, ['failed'], 'waiting', null, 2));
    expect(error).toMatchObject({ code: 'conflict', details: { jobId: second } });
    expect(store.job(first)?.counts).toMatchObject({ failed: 2, waiting: 0 });
  });
});

describe('a workspace that is removed', () => {
  it('takes its open items along as skipped, and leaves jobs, audit log and clients', () => {
    const { store, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    applyCalendars(store, one, [aCalendar()]);
    const jobId = store.createJob(aJob(), [...itemsOf(one, ['cal-1', 'b']), ...itemsOf(two, ['cal-1'])]);
    const client = store.saveOauthClient(
      { clientId: 'client-1', name: 'A', platform: 'google_calendar', secretExpiresAt: null, workspaceIds: [one, two] },
      null,
    );
    store.step({ jobId, item: { n: 2, change: { state: 'ok' } } });
    const entry = store.step({
      jobId,
      item: { n: 1, change: { state: 'running' } },
      intend: anIntent({ workspaceId: one, jobId }),
    });
    store.removeWorkspace(one);
    expect(store.job(jobId)).toMatchObject({
      total: 3,
      workspaceIds: [one, two],
      counts: { skipped: 1, ok: 1, waiting: 1 },
    });
    expect(store.storedItems(jobId, ['skipped'])).toMatchObject([
      { n: 1, message: 'The workspace was removed.', settledAt: TEST_NOW, idempotencyKey: null },
    ]);
    expect(store.oauthClients()).toMatchObject([{ id: client, workspaceIds: [two] }]);
    expect(store.listAudit({ workspaces: [one] }, null, 10).rows).toMatchObject([
      { n: entry, workspaceName: 'Workspace 1' },
    ]);

    // The call that was under way still comes back.
    const page = {
      workspaceId: one,
      records: [aCalendar({ updatedAt: TEST_NOW })],
      quarantined: [],
      receivedAt: TEST_NOW,
    };
    store.step({
      jobId,
      item: { n: 1, change: { state: 'verifying', sentAt: 4 } },
      record: { entry: entry ?? 0, record: settled() },
      calendars: page,
      gone: { workspaceId: one, id: 'cal-1', at: 5, own: false },
    });
    expect(store.storedItems(jobId, ['skipped'])).toMatchObject([{ n: 1, sentAt: 4 }]);
    expect(store.auditEntry(entry ?? 0)?.entry.state).toBe('done');
    expect(store.calendar(one, 'cal-1', TEST_NOW)).toBeNull();
    expect(store.moveItems(jobId, ['skipped'], 'waiting', null, 9)).toBe(0);
  });
});

describe('lists of jobs', () => {
  it('come newest first in pages, by state, with exact totals', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    const all = Array.from({ length: 7 }, (_, n) =>
      store.createJob(aJob({ title: `Job ${n}` }), itemsOf(ws, [`c${n}`])),
    );
    for (const id of all.slice(0, 4)) store.step({ jobId: id, job: { state: 'finished' } });
    const pages = (states: Parameters<typeof store.listJobs>[0]): number[][] => {
      const seen: number[][] = [];
      for (let after: string | null = null; ;) {
        const page = store.listJobs(states, after, 3);
        expect(page.total).toEqual({
          count: states === undefined ? 7 : states.includes('finished') ? 4 : 3,
          exact: true,
        });
        seen.push(page.rows.map(({ id }) => id));
        if (page.next === null) return seen;
        after = page.next;
      }
    };
    expect(pages(undefined)).toEqual([[7, 6, 5], [4, 3, 2], [1]]);
    expect(pages(['running', 'paused'])).toEqual([[7, 6, 5]]);
    expect(pages(['finished'])).toEqual([[4, 3, 2], [1]]);
    expect(store.listJobs([], null, 3)).toEqual({ rows: [], next: null, total: { count: 0, exact: true } });
    const next = store.listJobs(undefined, null, 3).next ?? '';
    expect(() => store.listJobItems({ jobId: 1 }, next, 3)).toThrow(/does not belong to this list/);
  });

  it('show the items of a job in the order of work, by state, workspace and calendar', () => {
    const { store, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    const jobId = store.createJob(aJob(), [...itemsOf(two, ['a', 'b', 'c', 'd']), ...itemsOf(one, ['a', 'b'])]);
    store.createJob(aJob(), itemsOf(one, ['z']));
    for (const n of [2, 5]) store.step({ jobId, item: { n, change: { state: 'failed' } } });
    const list = (query: Omit<Parameters<typeof store.listJobItems>[0], 'jobId'>): [number[], number] => {
      const seen: number[] = [];
      for (let after: string | null = null; ;) {
        const page = store.listJobItems({ jobId, ...query }, after, 2);
        seen.push(...page.rows.map(({ n }) => n));
        if (page.next === null) return [seen, page.total.count];
        after = page.next;
      }
    };
    expect(list({})).toEqual([[1, 2, 3, 4, 5, 6], 6]);
    expect(list({ states: ['failed'] })).toEqual([[2, 5], 2]);
    expect(list({ states: ['waiting', 'failed'], workspaceId: two })).toEqual([[1, 2, 3, 4], 4]);
    expect(list({ workspaceId: one, states: ['waiting'] })).toEqual([[6], 1]);
    expect(list({ calendar: { workspaceId: one, id: 'a' } })).toEqual([[5], 1]);
    expect(list({ calendar: { workspaceId: one, id: 'c' } })).toEqual([[], 0]);
    expect(list({ calendar: { workspaceId: one, id: 'a' }, workspaceId: two })).toEqual([[], 0]);
    expect(list({ calendar: { workspaceId: one, id: 'a' }, states: ['waiting'] })).toEqual([[], 0]);
    expect(list({ states: [] })).toEqual([[], 0]);
    expect(store.listJobItems({ jobId: 99 }, null, 2).rows).toEqual([]);
  });
});
