import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditFilter } from '../../../shared/actions.ts';
import { AUDIT_STATES } from '../../../shared/values.ts';
import type { Store } from '../../../electron/core/store/types.ts';
import { newStore, open, TEST_NOW } from './fixture.ts';
import { anIntent, auditCheck, settled, unguard } from './ledger-fixture.ts';

const SEED = Number(process.env['SEED'] ?? 20_265);
const ALL: AuditFilter = { workspaces: 'all' };

/** All entries that match, in pages of `limit`. */
function listed(store: Store, filter: AuditFilter, limit = 200): number[] {
  const seen: number[] = [];
  for (let after: string | null = null; ;) {
    const page = store.listAudit(filter, after, limit);
    seen.push(...page.rows.map(({ n }) => n));
    if (page.next === null) return seen;
    after = page.next;
  }
}

describe('an audit entry', () => {
  it('is intended before the call, then settled, then verified, and says all of it in one line', () => {
    const { store } = newStore();
    const n = store.audit(anIntent({ details: { calendars: 3 } }));
    const intended = {
      n,
      at: TEST_NOW,
      actor: { user: 'anna', host: 'laptop' },
      workspaceId: 1,
      workspaceName: 'Workspace 1',
      action: 'oauth_client.rotate_secret',
      target: 'calendar',
      targetId: 'cal-1',
      targetLabel: 'anna@acme.com',
      jobId: null,
      state: 'intended',
      summary: 'PATCH calendar: client secret',
      settledAt: null,
      verification: null,
    };
    expect(store.auditEntry(n)?.entry).toEqual(intended);
    store.recordAudit(n, settled({ state: 'unknown', answer: 'no answer', status: null, at: TEST_NOW + 1 }));
    expect(store.auditEntry(n)?.entry).toMatchObject({
      state: 'unknown',
      summary: 'PATCH calendar: client secret · no answer',
      settledAt: TEST_NOW + 1,
    });
    store.recordAudit(n, settled({ at: TEST_NOW + 2, targetId: 'cal-new' }));
    store.recordAudit(n, { type: 'verified', at: TEST_NOW + 3, verdict: 'connected' });
    expect(store.auditEntry(n)?.entry).toEqual({
      ...intended,
      state: 'done',
      targetId: 'cal-new',
      summary: 'PATCH calendar: client secret · 200 connecting',
      settledAt: TEST_NOW + 2,
      verification: { verdict: 'connected', at: TEST_NOW + 3 },
    });
    expect(store.auditEntry(n + 1)).toBeNull();
  });

  it('rests on records whose hashes anybody can compute again', () => {
    const { store, db } = newStore();
    const first = store.audit(anIntent({ details: { b: 1, a: 'é' } }), settled());
    const second = store.audit(anIntent({ targetId: 'other' }));
    let previous = '0'.repeat(64);
    const rows = db()
      .prepare<unknown[], { body: string; previous: string; hash: string }>(
        'SELECT body, previous, hash FROM audit_record ORDER BY n',
      )
      .all();
    for (const row of rows) {
      expect(row.previous).toBe(previous);
      expect(row.hash).toBe(createHash('sha256').update(`${previous}\n${row.body}`).digest('hex'));
      previous = row.hash;
    }
    expect([first, second]).toEqual([1, 3]);
    const detail = store.auditEntry(first);
    expect(detail?.records.map(({ n, at, type, hash }) => [n, at, type, hash])).toEqual([
      [1, TEST_NOW, 'intended', rows[0]?.hash],
      [2, TEST_NOW + 1, 'settled', rows[1]?.hash],
    ]);
    expect(detail?.records[0]?.body).toBe(
      '{"action":"oauth_client.rotate_secret","actor":{"host":"laptop","user":"anna"},"at":1772442000000,' +
        '"details":{"a":"é","b":1},"entry":1,"jobId":null,"sent":"PATCH calendar: client secret","target":"calendar",' +
        '"targetId":"cal-1","targetLabel":"anna@acme.com","type":"intended","workspaceId":1,"workspaceName":"Workspace 1"}',
    );
  });

  it('takes any text without losing or breaking anything', () => {
    const { store } = newStore();
    const texts = ['\0mid\0', '\ud83d lone', '\u202egpj.exe', "'; DROP TABLE audit_record;--", '👩‍👩‍👧', 'ﬁ İ ẞ'];
    for (const text of texts) {
      const n = store.audit(
        anIntent({ workspaceName: text, targetLabel: text, sent: text }),
        settled({ answer: text }),
      );
      const safe = text.toWellFormed();
      expect(store.auditEntry(n)?.entry).toMatchObject({
        workspaceName: safe,
        targetLabel: safe,
        summary: `${safe} · 200 ${safe}`,
      });
      expect(listed(store, { ...ALL, text: safe })).toContain(n);
    }
    expect(auditCheck(store)).toMatchObject({ state: 'ok', message: 'An unbroken chain of 12 records.' });
  });
});

describe('the audit log', () => {
  it('is only ever added to, whoever asks', () => {
    const { store, db } = newStore();
    store.audit(anIntent(), settled());
    const refused = /only ever added to/;
    expect(() => db().exec("UPDATE audit_record SET body = ''")).toThrow(refused);
    expect(() => db().exec('DELETE FROM audit_record')).toThrow(refused);
    expect(() => db().exec('INSERT OR REPLACE INTO audit_record SELECT * FROM audit_record WHERE n = 1')).toThrow(
      refused,
    );
    expect(auditCheck(store).state).toBe('ok');
  });

  it('is in order when it is empty', () => {
    expect(auditCheck(newStore().store)).toMatchObject({ state: 'ok', message: 'The audit log is empty.' });
  });

  it('shows a changed byte wherever it is', () => {
    const { store, db } = newStore();
    const n = store.audit(anIntent({ jobId: 4 }), settled());
    store.recordAudit(n, { type: 'verified', at: TEST_NOW + 9, verdict: 'connected' });
    store.audit(anIntent({ workspaceId: null, workspaceName: null, target: 'app', targetId: null }), settled());
    store.audit(anIntent({ action: 'calendar.delete' }));
    expect(auditCheck(store).state).toBe('ok');
    unguard(db());
    const columnsOf = (table: string): string[] =>
      db().prepare<unknown[], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
    const places = ['audit_record', 'audit_entry', 'audit_action'].flatMap((table) =>
      columnsOf(table).map((column) => ({ table, column })),
    );
    const byte = fc.record({
      place: fc.constantFrom(...places, { table: 'meta', column: 'value' }),
      row: fc.nat(11),
      at: fc.nat(),
      bit: fc.nat(6),
    });
    let tried = 0;
    fc.assert(
      fc.property(byte, ({ place: { table, column }, row, at, bit }) => {
        const rows = db().prepare<unknown[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
        const key = table === 'audit_entry' ? 'pk' : table === 'audit_record' ? 'n' : 'rowid';
        const where =
          table === 'meta'
            ? "key = 'audit_head'"
            : `${key} = (SELECT ${key} FROM ${table} ORDER BY ${key} LIMIT 1 OFFSET ${row % rows})`;
        const old: unknown = db().prepare(`SELECT ${column} FROM ${table} WHERE ${where}`).pluck().get();
        const changed = changedByte(old, at, bit);
        if (changed === undefined) return;
        db().exec('SAVEPOINT tamper');
        try {
          db().prepare(`UPDATE OR REPLACE ${table} SET ${column} = ? WHERE ${where}`).run(changed);
          tried += 1;
          expect(auditCheck(store).state, `${table}.${column}: ${String(old)} → ${String(changed)}`).not.toBe('ok');
        } finally {
          db().exec('ROLLBACK TO tamper; RELEASE tamper');
        }
        expect(auditCheck(store).state).toBe('ok');
      }),
      { seed: SEED, numRuns: 400 },
    );
    expect(tried).toBeGreaterThan(200);
  });

  it('shows records that were taken out, put in or put in another order', () => {
    const { store, db } = newStore();
    for (let n = 0; n < 5; n += 1) store.audit(anIntent({ at: TEST_NOW + n }), settled());
    unguard(db());
    const tamper = (sql: string): string => {
      db().exec('SAVEPOINT tamper');
      db().exec(sql);
      const { state, message } = auditCheck(store);
      db().exec('ROLLBACK TO tamper; RELEASE tamper');
      return `${state}: ${message}`;
    };
    expect(tamper('DELETE FROM audit_record WHERE n IN (4, 5)')).toMatch(/^failed: Records 4 to 5 are missing\./);
    expect(tamper('DELETE FROM audit_record WHERE n = 10')).toMatch(/^failed: Record 10 is missing\./);
    expect(tamper('DELETE FROM audit_record WHERE n <= 2; DELETE FROM audit_entry WHERE pk = 1')).toMatch(
      /^failed: Records 1 to 2 are missing\./,
    );
    expect(tamper('DELETE FROM audit_record; DELETE FROM audit_entry')).toMatch(/^failed: Records 1 to 10 are missing/);
    expect(tamper("DELETE FROM meta WHERE key = 'audit_head'")).toMatch(
      /^failed: The note of where the log ends is lost/,
    );
    expect(
      tamper(
        'UPDATE audit_record SET n = 99 WHERE n = 1; UPDATE audit_record SET n = 1 WHERE n = 2; UPDATE audit_record SET n = 2 WHERE n = 99',
      ),
    ).toMatch(/^failed/);
    expect(
      tamper("INSERT INTO audit_record SELECT 11, 1, at, 'settled', body, hash, hash FROM audit_record WHERE n = 10"),
    ).toMatch(/^failed: Record 11 of entry 1 is not what was written\. The note of where the log ends is wrong\./);
    expect(tamper('DELETE FROM audit_record WHERE n = 3')).toMatch(/Nothing in the log proves entry 3/);
    expect(auditCheck(store).state).toBe('ok');
  });

  it('says it when entries were rewritten, and makes them from their records again', () => {
    const { store, db } = newStore();
    const n = store.audit(anIntent(), settled({ state: 'failed', answer: 'Not found', status: 404 }));
    store.audit(anIntent());
    const before = store.listAudit(ALL, null, 10);
    db().exec(
      `UPDATE audit_entry SET facet = facet - 1, summary = 'all went well', search = 'nothing' WHERE pk = ${n}`,
    );
    expect(auditCheck(store)).toMatchObject({
      state: 'warning',
      message: expect.stringMatching(
        /^Entry 1 was not shown as the records say.*somebody or something changed/,
      ) as unknown,
    });
    expect(store.listAudit(ALL, null, 10)).toEqual(before);
    expect(listed(store, { ...ALL, text: 'not found' })).toEqual([n]);
    db().exec('DELETE FROM audit_entry');
    expect(auditCheck(store)).toMatchObject({
      state: 'warning',
      message: expect.stringMatching(/^2 entries were/) as unknown,
    });
    expect(store.listAudit(ALL, null, 10)).toEqual(before);
    expect(auditCheck(store).state).toBe('ok');
  });

  it('goes on after a lost end without hiding the gap', () => {
    const { store, db } = newStore();
    for (let n = 0; n < 3; n += 1) store.audit(anIntent());
    unguard(db());
    db().exec('DELETE FROM audit_record WHERE n = 3; DELETE FROM audit_entry WHERE pk = 3');
    expect(store.audit(anIntent(), settled())).toBe(4);
    expect(auditCheck(store)).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/^Record 3 is missing\. So/) as unknown,
    });
    expect(listed(store, ALL)).toEqual([4, 2, 1]);
  });

  it('keeps its chain across restarts', () => {
    const { store, path } = newStore();
    store.audit(anIntent(), settled());
    store.close();
    const again = open(path).store;
    expect(again.audit(anIntent())).toBe(3);
    expect(auditCheck(again).state).toBe('ok');
  });

  it('finds a change in a record from the middle of a long log when looked at deeply', () => {
    const { store, db } = newStore();
    const insert = db().transaction(() => {
      for (let n = 0; n < 4_100; n += 1) store.audit(anIntent());
    });
    insert();
    expect(auditCheck(store, true).state).toBe('ok');
    unguard(db());
    db().exec("UPDATE audit_record SET body = replace(body, 'anna', 'anne') WHERE n = 2001");
    expect(auditCheck(store, true).message).toMatch(/^Record 2001 of entry 2001 is not what was written\./);
  });
});

/** The value with one bit of it flipped; undefined where there is none to flip. */
function changedByte(old: unknown, at: number, bit: number): string | number | undefined {
  if (typeof old === 'number') return old ^ (1 << bit) ? old + (1 << bit) : 1 << 20;
  if (typeof old !== 'string' || old.length === 0) return undefined;
  const bytes = Buffer.from(old);
  const place = at % bytes.length;
  bytes[place] = (bytes[place] ?? 0) ^ (1 << bit);
  const text = bytes.toString('utf8');
  return text === old ? undefined : text;
}

describe('the list of audit entries', () => {
  const ACTIONS = ['calendar.reconnect', 'calendar.delete', 'workspace.update'];

  it('filters and pages like a plain walk through all entries, newest first', () => {
    const { store } = newStore(3);
    const entry = fc.record({
      // Few instants, so that many entries share one; and clocks go back.
      at: fc.integer({ min: 0, max: 6 }),
      workspaceId: fc.constantFrom(null, 1, 2, 3, 77),
      action: fc.constantFrom(...ACTIONS),
      target: fc.constantFrom('calendar' as const, 'workspace' as const),
      targetId: fc.constantFrom('cal-1', 'cal-2', null),
      jobId: fc.constantFrom(null, 1, 2),
      state: fc.constantFrom(...AUDIT_STATES),
    });
    const [made = []] = fc.sample(fc.array(entry, { minLength: 240, maxLength: 240 }), { seed: SEED, numRuns: 1 });
    const all = made.map(({ state, ...intent }) => {
      const n = store.audit(anIntent(intent), ...(state === 'intended' ? [] : [settled({ state })]));
      return { ...intent, state, n };
    });
    all.sort((a, b) => b.at - a.at);
    const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
      fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
    const filters = fc.record({
      workspaces: fc.constantFrom<AuditFilter['workspaces']>('all', [1], [2, 77], [1, 2, 3], []),
      action: maybe(fc.constantFrom(...ACTIONS, 'never.done')),
      state: maybe(fc.constantFrom(...AUDIT_STATES)),
      jobId: maybe(fc.constantFrom(1, 2, 9)),
      calendar: maybe(fc.constantFrom({ workspaceId: 1, id: 'cal-1' }, { workspaceId: 77, id: 'cal-2' })),
      from: maybe(fc.integer({ min: 0, max: 7 })),
      to: maybe(fc.integer({ min: 0, max: 7 })),
      text: maybe(fc.constantFrom('ANNA', 'cal-2', '200 conn', 'nothing')),
      limit: fc.constantFrom(1, 7, 100),
    });
    let hits = 0;
    fc.assert(
      fc.property(filters, ({ limit, ...given }) => {
        // As the contract hands it over: what was left out is not there.
        const filter = Object.fromEntries(
          Object.entries(given).filter(([, value]) => value !== undefined),
        ) as AuditFilter;
        const expected = all.filter(
          (one) =>
            (filter.workspaces === 'all' ||
              (one.workspaceId !== null && filter.workspaces.includes(one.workspaceId))) &&
            (filter.action === undefined || one.action === filter.action) &&
            (filter.state === undefined || one.state === filter.state) &&
            (filter.jobId === undefined || one.jobId === filter.jobId) &&
            (filter.calendar === undefined ||
              (one.target === 'calendar' &&
                one.workspaceId === filter.calendar.workspaceId &&
                one.targetId === filter.calendar.id)) &&
            (filter.from === undefined || one.at >= filter.from) &&
            (filter.to === undefined || one.at < filter.to) &&
            (filter.text === undefined ||
              filter.text === 'ANNA' ||
              (filter.text === 'cal-2' && one.targetId === 'cal-2') ||
              (filter.text === '200 conn' && one.state !== 'intended')),
        );
        const seen = listed(store, filter, limit);
        expect(seen.toSorted((a, b) => a - b)).toEqual(expected.map(({ n }) => n).toSorted((a, b) => a - b));
        const at = new Map(all.map((one) => [one.n, one.at]));
        const times = seen.map((n) => at.get(n) ?? 0);
        expect(times).toEqual(times.toSorted((a, b) => b - a));
        expect(store.listAudit(filter, null, limit).total).toEqual({ count: expected.length, exact: true });
        if (seen.length > 0) hits += 1;
      }),
      { seed: SEED, numRuns: 250 },
    );
    expect(hits).toBeGreaterThan(40);
  });

  it('looks for a text in target, workspace, user and summary, whatever their case', () => {
    const { store } = newStore();
    const n = store.audit(
      anIntent({
        targetId: 'CAL-Ä',
        targetLabel: 'Bob@Acme.com',
        workspaceName: 'Produktion Öst',
        actor: { user: 'Carla', host: 'mars' },
      }),
      settled({ answer: 'Bad Request' }),
    );
    store.audit(anIntent({ targetId: 'x', targetLabel: null, workspaceName: null }));
    for (const text of ['cal-ä', 'BOB@', 'öST', 'carl', '200 bad', 'CLIENT SECRET · 200']) {
      expect(listed(store, { ...ALL, text }), text).toEqual([n]);
    }
    expect(listed(store, { ...ALL, text: 'mars' })).toEqual([]);
    // Not across two fields.
    expect(listed(store, { ...ALL, text: 'cal-äbob' })).toEqual([]);
  });

  it('looks through a bounded number of entries for a text, and goes on from there', () => {
    const { store, db } = newStore();
    db()
      .transaction(() => {
        store.audit(anIntent({ targetLabel: 'needle' }));
        for (let n = 0; n < 51_000; n += 1) store.audit(anIntent({ at: TEST_NOW + 1 + n }));
      })
      .call(null);
    const first = store.listAudit({ ...ALL, text: 'needle' }, null, 10);
    expect(first).toMatchObject({ rows: [], total: { count: 0, exact: false } });
    expect(store.listAudit({ ...ALL, text: 'needle' }, first.next, 10)).toMatchObject({ rows: [{ n: 1 }], next: null });
    expect(store.listAudit(ALL, null, 10).total).toEqual({ count: 10_000, exact: false });
  });
});
