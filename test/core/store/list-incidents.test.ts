import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAUSES, causeOf } from '../../../electron/core/diagnosis/catalogue/index.ts';
import type { Incident, IncidentFilter } from '../../../shared/diagnosis.ts';
import { HOUR_MS } from '../../../shared/time.ts';
import { CALENDAR_PLATFORMS, INCIDENT_STATES, PARTIES } from '../../../shared/values.ts';
import { fillTroubled } from '../../support/troubled-replica.ts';
import { newStore, TEST_NOW } from './fixture.ts';
import { aBrokenCalendar, aCase, breakDown, join } from './triage-fixture.ts';

const SORTS = ['stake', 'first_meeting', 'newest'] as const;
type Sort = (typeof SORTS)[number];

/** All pages of a list, put together. */
function everything(read: (after: string | null) => { rows: Incident[]; next: string | null }): Incident[] {
  const rows: Incident[] = [];
  let after: string | null = null;
  do {
    const page = read(after);
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null);
  return rows;
}

/** An incident with the mailboxes of all its calendars. */
type Known = Incident & { readonly mailboxes: readonly (string | null)[] };

/** The list as it is promised, from all incidents at once. */
function expected(all: readonly Known[], filter: IncidentFilter, sort: Sort): number[] {
  const text = filter.text?.toLowerCase();
  const scope = filter.workspaces;
  const fits = (one: Known): boolean => {
    const state = filter.state === 'inbox' ? one.state === 'open' : filter.state === one.state;
    const words = [one.title, one.domain, one.oauthClientName, ...one.mailboxes];
    return (
      (filter.state === undefined ? one.state !== 'resolved' : state) &&
      (scope === 'all' || one.workspaces.some(({ workspaceId }) => scope.includes(workspaceId))) &&
      (filter.party === undefined || one.party === filter.party) &&
      (filter.cause === undefined || one.cause.code === filter.cause) &&
      (filter.platform === undefined || one.platform === filter.platform) &&
      (filter.size === undefined || (filter.size === 'shared') === one.size > 1) &&
      (text === undefined || words.some((word) => word?.toLowerCase().includes(text) === true))
    );
  };
  const far = Number.MAX_SAFE_INTEGER;
  const first = (one: Incident): number => one.atRisk.firstAt ?? far;
  const by = {
    stake: (a: Incident, b: Incident) => b.atRisk.meetings - a.atRisk.meetings || first(a) - first(b),
    first_meeting: (a: Incident, b: Incident) => first(a) - first(b),
    newest: (a: Incident, b: Incident) => b.lastAt - a.lastAt,
  }[filter.state === 'resolved' ? 'newest' : sort];
  return all
    .filter(fits)
    .sort((a, b) => Number(b.size > 1) - Number(a.size > 1) || by(a, b) || a.id - b.id)
    .map(({ id }) => id);
}

describe('the list of incidents', () => {
  it('is the filtered and sorted whole, whatever the size of its pages', () => {
    const { store, db } = newStore(0);
    fillTroubled(
      store,
      db(),
      { workspaces: 3, calendarsEach: 40, shared: [9, 5, 2], single: 40, ended: 300, meetings: 2 },
      TEST_NOW,
    );
    store.saveOauthClient(
      { clientId: 'client-0', name: 'Notetaker', platform: 'google_calendar', secretExpiresAt: null, workspaceIds: [] },
      null,
    );
    const some = db().prepare<unknown[], number>('SELECT id FROM incident WHERE state = ? ORDER BY id').pluck();
    const ids = some.all('open');
    store.setIncidentState(
      ids.filter((id) => id % 5 === 0),
      'acknowledged',
      TEST_NOW,
    );
    store.setIncidentState(
      ids.filter((id) => id % 7 === 0),
      'snoozed',
      TEST_NOW,
    );
    db().exec("UPDATE incident SET cause = 'from_the_future' WHERE id % 11 = 0");
    db().exec("UPDATE incident_workspace SET cause = 'from_the_future' WHERE incident % 11 = 0");
    const count = Number(db().prepare('SELECT count(*) FROM incident').pluck().get());
    const all = Array.from({ length: count }, (_, index) => store.incident(index + 1)).flatMap((one): Known[] => {
      if (one === null) return [];
      const { rows } = store.incidentCalendars(one.id, null, 200);
      return [{ ...one, mailboxes: rows.map(({ calendar }) => calendar.email) }];
    });
    expect(all).toHaveLength(count);
    const part = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
    const filter = fc.record({
      workspaces: fc.oneof(fc.constant('all' as const), fc.subarray([1, 2, 3])),
      state: part(fc.constantFrom('inbox' as const, ...INCIDENT_STATES)),
      party: part(fc.constantFrom(...PARTIES)),
      cause: part(fc.constantFrom(...CAUSES.slice(0, 6).map(({ code }) => code), 'unknown')),
      platform: part(fc.constantFrom(...CALENDAR_PLATFORMS)),
      size: part(fc.constantFrom('shared' as const, 'single' as const)),
      text: part(fc.constantFrom('company-1', 'PERSON.2', 'notetaker', 'calendars of', 'nowhere')),
    });
    fc.assert(
      fc.property(filter, fc.constantFrom(...SORTS), fc.integer({ min: 1, max: 60 }), (drawn, sort, limit) => {
        // Absent and undefined mean the same; the type knows only absent.
        const wanted = Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined));
        const asked = { workspaces: 'all', ...wanted } as IncidentFilter;
        const read = (after: string | null, atOnce: number) => store.listIncidents(asked, sort, after, atOnce);
        const ordered = expected(all, asked, sort);
        expect(everything((after) => read(after, limit)).map(({ id }) => id)).toEqual(ordered);
        expect(read(null, limit).total).toEqual({ count: ordered.length, exact: true });
      }),
      { seed: 4, numRuns: 250 },
    );
  });

  it('finds an incident by any of its mailboxes, its domain, its client and its title', () => {
    const { store, db, ids } = newStore();
    const [ws = 0] = ids;
    const refs = ['anna', 'ben'].map((id) => aBrokenCalendar(store, ws, id));
    const shared = join(
      store,
      refs.flatMap((ref) => breakDown(store, db(), ref)),
    );
    const single = aCase(store, db(), { workspaceId: ws, id: 'carla' }, { domain: 'other.test', oauthClientId: null });
    store.saveOauthClient(
      { clientId: 'client-1', name: 'Notes', platform: 'google_calendar', secretExpiresAt: null, workspaceIds: [] },
      null,
    );
    const found = (text: string): number[] =>
      store.listIncidents({ workspaces: 'all', text }, 'stake', null, 10).rows.map(({ id }) => id);
    expect(found('BEN@')).toEqual([shared]);
    expect(found('carla')).toEqual([single]);
    expect(found('other.test')).toEqual([single]);
    expect(found('of notes')).toEqual([shared]);
    expect(found(causeOf('google_invalid_grant').title.toUpperCase())).toEqual([shared, single]);
    expect(found('100%')).toEqual([]);
  });

  it('goes on where a page that looked through many for a text ended, and says that it did not count them all', () => {
    const { store, db, ids } = newStore();
    const [ws = 0] = ids;
    aCase(store, db(), { workspaceId: ws, id: 'anna' }, { endedAt: TEST_NOW, endedBy: 'connected' });
    db()
      .exec(`INSERT INTO incident (family, scope, cause, cause_basis, platform, list_key, size, open, first_at, last_at, state,
        state_at, state_size, resolved_at, opened_at)
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
      SELECT 'f', 'mailbox', 'connecting', 'observed', 'other', 1, 1, 0, ${TEST_NOW} + i, ${TEST_NOW} + i, 'resolved', 0, 1, 0, 0 FROM n`);
    const filter = { workspaces: 'all', state: 'resolved', text: 'anna@' } as const;
    const first = store.listIncidents(filter, 'stake', null, 10);
    expect(first.rows).toEqual([]);
    expect(first.total).toEqual({ count: 0, exact: false });
    const second = store.listIncidents(filter, 'stake', first.next, 10);
    expect(second.rows).toMatchObject([{ calendar: { id: 'anna' } }]);
    expect(second.next).toBeNull();
  });

  it('refuses a position of another order, and one that is none', () => {
    const { store, db, ids } = newStore();
    const [ws = 0] = ids;
    for (const id of ['a', 'b']) aCase(store, db(), { workspaceId: ws, id });
    const { next } = store.listIncidents({ workspaces: 'all' }, 'newest', null, 1);
    const refused = expect.objectContaining({ code: 'invalid_input' }) as unknown;
    const wrong = Buffer.from('["incidents:stake",1,2]').toString('base64url');
    for (const after of [next, wrong, 'nonsense', '']) {
      expect(() => store.listIncidents({ workspaces: 'all' }, 'stake', after, 1)).toThrow(refused);
    }
  });

  it('shows how an incident grew, what joined since somebody looked, and what to do', () => {
    const { store, db, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    const outages = [0, 1, 2, 3].flatMap((n) => {
      const ref = aBrokenCalendar(store, n % 2 === 0 ? one : two, `c${n}`);
      return breakDown(store, db(), ref, { brokeAt: TEST_NOW - HOUR_MS + n * 60_000 });
    });
    const id = join(store, outages.slice(0, 3));
    store.setIncidentState([id], 'acknowledged', TEST_NOW);
    store.noteIncident(id, 'Asked their IT.');
    join(store, outages, { incident: id });
    expect(store.incident(id)).toMatchObject({
      title: `${causeOf('google_invalid_grant').title}: 4 Google calendars of client client-1`,
      size: 4,
      open: 4,
      state: 'acknowledged',
      grownBy: 1,
      workspaces: [
        { workspaceId: one, count: 2 },
        { workspaceId: two, count: 2 },
      ],
      growth: [1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4],
      note: 'Asked their IT.',
      calendar: null,
      action: causeOf('google_invalid_grant').action,
    });
    expect(store.incident(id + 1)).toBeNull();
  });

  it('brings a snoozed incident back when it grows, and says by how many', () => {
    const { store, db, ids } = newStore();
    const [ws = 0] = ids;
    const outages = ['a', 'b', 'c'].flatMap((name) => breakDown(store, db(), aBrokenCalendar(store, ws, name)));
    const id = join(store, outages.slice(0, 2));
    store.setIncidentState([id], 'snoozed', TEST_NOW + 1);
    const inbox = (): number[] =>
      store.listIncidents({ workspaces: 'all', state: 'inbox' }, 'stake', null, 9).rows.map((row) => row.grownBy);
    expect(inbox()).toEqual([]);
    join(store, outages, { incident: id });
    expect(inbox()).toEqual([1]);
  });
});
