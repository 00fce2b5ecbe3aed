import { describe, expect, it } from 'vitest';
import { createReplicaHandlers } from '../../../electron/core/rpc/handlers/replica.ts';
import { outcomeOf } from '../../../electron/core/export/job-report.ts';
import type { Format, Part } from '../../../electron/core/export/parts.ts';
import { ACTION_KINDS, ITEM_STATES } from '../../../shared/values.ts';
import type { EventFilter } from '../../../shared/filters.ts';
import { HOUR_MS } from '../../../shared/time.ts';
import { aCalendar, anEvent, applyCalendars, applyEvents, fixedClock, newStore, TEST_NOW } from '../store/fixture.ts';
import type { Opened } from '../store/fixture.ts';
import { aJob, anIntent, itemsOf, settled } from '../store/ledger-fixture.ts';
import { aBot, conclude } from '../store/verdict-fixture.ts';

const handlersOf = ({ store }: Opened) => createReplicaHandlers(() => store, fixedClock());

/** All parts of an export. */
async function parts(next: (after: string | null) => Promise<Part> | Part): Promise<string[]> {
  const texts: string[] = [];
  for (let after: string | null = null; ;) {
    const part = await next(after);
    texts.push(part.text);
    if (part.next === null) return texts;
    after = part.next;
  }
}

const call = { signal: new AbortController().signal, correlationId: 'test' };

describe('the report of a job', () => {
  it('says in words what became of every calendar, also of a workspace that was removed', async () => {
    const opened = newStore(2);
    const { store, ids } = opened;
    const [one = 0, two = 0] = ids;
    const jobId = store.createJob(aJob(), [...itemsOf(one, ['a', 'b']), ...itemsOf(two, ['=c', 'd'])]);
    const sent = { attempted: true, sentAt: TEST_NOW, settledAt: TEST_NOW + 1_500 } as const;
    const entry = store.step({
      jobId,
      item: { n: 1, change: { ...sent, state: 'ok', message: 'Connected, "proven"' } },
      intend: anIntent({ jobId, workspaceId: one, workspaceName: 'Called so then' }),
      record: { record: settled() },
    });
    store.step({ jobId, item: { n: 3, change: { ...sent, state: 'failing', message: 'invalid_client' } } });
    store.removeWorkspace(one);
    const exportJob = handlersOf(opened)['exports.job'];
    const read = (format: Format) => parts((after) => exportJob({ jobId, format, after }, call));
    expect((await read('csv')).join('').split('\r\n')).toEqual([
      'workspace,calendar_id,mailbox,outcome,why,attempts,sent_at,settled_at,audit_entry',
      `Called so then,a,a@acme.com,rotated and connected,"Connected, ""proven""",1,2026-03-02T09:00:00.000Z,2026-03-02T09:00:01.500Z,${entry}`,
      `Workspace ${one} (removed),b,b@acme.com,not rotated (skipped),The workspace was removed.,0,,2026-03-02T09:00:00.000Z,`,
      "Workspace 2,'=c,'=c@acme.com,rotated but failing,invalid_client,1,2026-03-02T09:00:00.000Z,2026-03-02T09:00:01.500Z,",
      'Workspace 2,d,d@acme.com,not rotated yet,,0,,,',
      '',
    ]);
    const lines = (await read('jsonl')).join('').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      {
        workspace: 'Called so then',
        calendar_id: 'a',
        outcome: 'rotated and connected',
        attempts: 1,
        audit_entry: entry,
      },
      { calendar_id: 'b', outcome: 'not rotated (skipped)', sent_at: null },
      { calendar_id: '=c', outcome: 'rotated but failing', why: 'invalid_client' },
      { calendar_id: 'd', outcome: 'not rotated yet', why: null },
    ]);
  });

  it('comes in parts of 1,000 with one header, every item once', async () => {
    const opened = newStore();
    const { store, ids } = opened;
    const calendars = Array.from({ length: 2_001 }, (_, n) => `c${n}`);
    const jobId = store.createJob(aJob(), itemsOf(ids[0] ?? 0, calendars));
    const exportJob = handlersOf(opened)['exports.job'];
    const texts = await parts((after) => exportJob({ jobId, format: 'csv', after }, call));
    expect(texts.map((text) => text.split('\r\n').length - 1)).toEqual([1_001, 1_000, 1]);
    const rows = texts.join('').trimEnd().split('\r\n').slice(1);
    expect(rows.map((row) => row.split(',')[1])).toEqual(calendars);
    expect(() => exportJob({ jobId: 99, format: 'csv', after: null }, call)).toThrow(/There is no job 99/);
  });

  it('has words of its own for every action and every state', () => {
    const words = ACTION_KINDS.map((kind) => ITEM_STATES.map((state) => outcomeOf(kind, state)));
    for (const [index, outcomes] of words.entries()) {
      expect(new Set(outcomes).size, ACTION_KINDS[index]).toBe(ITEM_STATES.length);
    }
    expect(outcomeOf('oauth_client.rotate_secret', 'unproven')).toBe('taken but unproven');
    expect(outcomeOf('calendar.delete', 'ok')).toBe('deleted');
  });
});

describe('the audit log as text', () => {
  it('is everything that the filter lets through, newest first, in parts', async () => {
    const opened = newStore();
    const { store, db } = opened;
    db()
      .transaction(() => {
        for (let n = 0; n < 1_500; n += 1)
          store.audit(anIntent({ at: TEST_NOW + n, targetLabel: `=user${n % 3}` }), settled());
      })
      .call(null);
    store.audit(
      anIntent({
        at: TEST_NOW + 9_999,
        action: 'app.protect',
        target: 'app',
        targetId: null,
        targetLabel: null,
        sent: 'locked',
      }),
    );
    const exportAudit = handlersOf(opened)['exports.audit'];
    const read = (filter: Parameters<typeof store.listAudit>[0], format: Format) =>
      parts((after) => exportAudit({ filter, format, after }, call));
    const csv = await read({ workspaces: 'all' }, 'csv');
    expect(csv.map((text) => text.split('\r\n').length - 1)).toEqual([1_001, 501]);
    const [header, newest, second] = csv.join('').split('\r\n');
    expect(header).toBe(
      'entry,at,user,host,workspace,action,target,target_id,target_label,job,state,summary,settled_at,verdict,verified_at',
    );
    expect(newest).toBe('3001,2026-03-02T09:00:09.999Z,anna,laptop,Workspace 1,app.protect,app,,,,intended,locked,,,');
    expect(second).toBe(
      "2999,2026-03-02T09:00:01.499Z,anna,laptop,Workspace 1,oauth_client.rotate_secret,calendar,cal-1,'=user2,,done,PATCH calendar: client secret · 200 connecting,2026-03-02T09:00:00.001Z,,",
    );
    const found = (await read({ workspaces: 'all', text: '=USER1' }, 'jsonl')).join('').trimEnd().split('\n');
    expect(found).toHaveLength(500);
    expect(JSON.parse(found[0] ?? '')).toMatchObject({ target_label: '=user1', state: 'done', job: null });
  });
});

describe('questions about jobs and the audit log', () => {
  it('about what is not there are answered in words', () => {
    const handlers = handlersOf(newStore());
    const gone = (message: RegExp) =>
      expect.objectContaining({ code: 'not_found', message: expect.stringMatching(message) as unknown }) as unknown;
    expect(() => handlers['jobs.get']({ jobId: 5 }, call)).toThrow(gone(/There is no job 5/));
    expect(() => handlers['jobs.items']({ jobId: 5, after: null, limit: 1 }, call)).toThrow(gone(/There is no job 5/));
    expect(() => handlers['audit.get']({ n: 5 }, call)).toThrow(gone(/no entry 5/));
  });
});

describe('the export of events', () => {
  const header =
    'workspace,customer_domain,calendar,title,start_utc,end_utc,start_local,end_local,time_zone,organiser,attendees,external,meeting_link,meeting_platform,verdict,reason,reason_title,bots,event_id';
  const sort = { by: 'start', direction: 'asc' } as const;

  it('tells whose meeting it is, when, also in the zone asked for, and what becomes of it', async () => {
    const opened = newStore();
    const { store, ids } = opened;
    const [ws = 0] = ids;
    applyCalendars(store, ws, [aCalendar()]);
    applyEvents(store, ws, [
      anEvent({ id: 'a', title: '=1+1, "sum"', bots: [aBot(TEST_NOW + HOUR_MS)] }),
      anEvent({
        id: 'b',
        calendarId: 'unseen',
        title: null,
        startAt: null,
        meetingUrl: null,
        organizerEmail: null,
        people: [],
        attendeeCount: null,
      }),
    ]);
    conclude(store);
    applyEvents(store, ws, [anEvent({ id: 'c', startAt: TEST_NOW + 2 * HOUR_MS, endAt: null })]);
    const exportEvents = handlersOf(opened)['exports.events'];
    const read = (filter: EventFilter, timeZone: string) =>
      parts((after) => exportEvents({ filter, sort, timeZone, after }, call));
    expect((await read({ workspaces: 'all' }, 'Asia/Kolkata')).join('').split('\r\n')).toEqual([
      header,
      `Workspace 1,acme.com,anna@acme.com,"'=1+1, ""sum""",2026-03-02T10:00:00.000Z,2026-03-02T11:00:00.000Z,2026-03-02 15:30,2026-03-02 16:30,Asia/Kolkata,organiser@example.com,2,external,https://meet.google.com/abc-defg-hij,google_meet,covered,scheduled,Bot scheduled,1,a`,
      `Workspace 1,acme.com,anna@acme.com,Weekly sync,2026-03-02T11:00:00.000Z,,2026-03-02 16:30,,Asia/Kolkata,organiser@example.com,2,,https://meet.google.com/abc-defg-hij,google_meet,,,,0,c`,
      'Workspace 1,,unseen,,,,,,Asia/Kolkata,,,unknown,,none,unknown,no_start,No start time,0,b',
      '',
    ]);
    expect((await read({ workspaces: 'all', verdicts: ['covered'] }, 'UTC')).join('').split('\r\n')).toHaveLength(3);
    await expect(read({ workspaces: 'all' }, 'Mars/Base')).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('is exactly what the list shows, in its order, in parts of 1,000 with one header', async () => {
    const opened = newStore();
    const { store, ids } = opened;
    const [ws = 0] = ids;
    applyCalendars(store, ws, [aCalendar()]);
    for (let page = 0; page < 11; page += 1) {
      const records = Array.from({ length: 200 }, (_, n) => {
        const id = `e-${page}-${n}`;
        return anEvent({
          id,
          startAt: TEST_NOW + ((n * 7) % 50) * HOUR_MS,
          meetingUrl: n % 3 === 0 ? null : `https://zoom.us/j/${id}`,
        });
      });
      applyEvents(store, ws, records);
    }
    conclude(store, TEST_NOW, 200);
    const filter: EventFilter = { workspaces: [ws], verdicts: ['will_be_missed'] };
    const texts = await parts((after) =>
      handlersOf(opened)['exports.events']({ filter, sort, timeZone: 'UTC', after }, call),
    );
    expect(texts).toHaveLength(2);
    const lines = texts.join('').trimEnd().split('\r\n');
    expect(lines.shift()).toBe(header);
    const ordered: string[] = [];
    let after: string | null = null;
    do {
      const page = store.listEvents(filter, sort, after, 170);
      ordered.push(...page.rows.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    expect(lines.map((line) => line.slice(line.lastIndexOf(',') + 1))).toEqual(ordered);
    expect(ordered.length).toBeGreaterThan(1_000);
  });
});
