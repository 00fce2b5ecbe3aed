/** The tracker over a real database: what it concludes does not depend on the order in which things became known. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCalendar } from '../../../electron/core/recall/calendar-reader.ts';
import { createTracker } from '../../../electron/core/triage/tracker.ts';
import type { CalendarRecord } from '../../../electron/core/records.ts';
import type { IncidentChange } from '../../../electron/core/store/triage.ts';
import type { Incident } from '../../../shared/diagnosis.ts';
import { HOUR_MS, MINUTE_MS, toIso } from '../../../shared/time.ts';
import { anEvent, newStore, TEST_NOW } from '../store/fixture.ts';
import type { Opened } from '../store/fixture.ts';

const EXPIRED = 'invalid_client: AADSTS7000222: The provided client secret keys are expired.';
const MFA = 'interaction_required: AADSTS50076: Multi-factor authentication is now required.';

interface Told {
  readonly status: 'connected' | 'disconnected' | 'connecting';
  readonly at: number;
  readonly detail?: string;
}

function record(id: string, entries: readonly Told[], client = 'client-a', domain = 'acme.example'): CalendarRecord {
  const latest = entries.toSorted((a, b) => a.at - b.at).at(-1);
  const wire = {
    id,
    platform: 'microsoft_outlook',
    platform_email: `${id}@${domain}`,
    oauth_client_id: client,
    status: latest?.status ?? 'connecting',
    status_changes: entries.map(({ status, at, detail }) => ({
      status,
      created_at: toIso(at),
      ...(detail === undefined ? {} : { data: { error: { message: detail } } }),
    })),
    created_at: toIso(TEST_NOW - 900 * HOUR_MS),
    updated_at: toIso(latest?.at ?? TEST_NOW),
  };
  return readCalendar(wire, wire);
}

function track({ store }: Opened, now: () => number = () => TEST_NOW) {
  const told: IncidentChange[] = [];
  const tracker = createTracker({
    store,
    clock: {
      now,
      monotonic: now,
      sleep: (ms: number) => (ms === 0 ? Promise.resolve() : new Promise<never>(() => undefined)),
    },
    log: {
      write: (level, message, fields) => {
        if (level === 'error') throw new Error(`${message} ${JSON.stringify(fields)}`);
      },
    },
    changed: () => undefined,
    told: (changes) => told.push(...changes),
  });
  const apply = (workspaceId: number, records: readonly CalendarRecord[]): void => {
    const applied = store.applyCalendars({ workspaceId, records, quarantined: [], receivedAt: now() });
    if (applied.inserted + applied.updated > 0) tracker.heard('calendars', workspaceId, applied.changedIds);
  };
  return { tracker, told, apply };
}

function incidents({ store }: Opened, filter: object = {}): Incident[] {
  return store.listIncidents({ workspaces: 'all', ...filter }, 'stake', null, 200).rows;
}

/** Which calendars belong together and why, without the numbers that the order gives them. */
function picture(opened: Opened): string[] {
  return incidents(opened)
    .map(({ id, size, open, firstAt, lastAt, cause, scope }) => {
      const members = opened.store.incidentCalendars(id, null, 200).rows.map(({ calendar }) => calendar.id);
      return JSON.stringify([members.sort(), size, open, firstAt, lastAt, cause, scope]);
    })
    .sort();
}

describe('the tracker', () => {
  it('makes one incident of calendars that broke of their client, and tells of it once', () => {
    const opened = newStore(2);
    const [first = 0, second = 0] = opened.ids;
    const { apply, told } = track(opened);
    const broken = (n: number) =>
      record(`cal-${n}`, [
        { status: 'connected', at: TEST_NOW - 300 * HOUR_MS },
        { status: 'disconnected', at: TEST_NOW - HOUR_MS + n * MINUTE_MS, detail: EXPIRED },
      ]);
    apply(first, [broken(1), broken(2)]);
    apply(second, [broken(3)]);
    expect(incidents(opened)).toMatchObject([
      {
        size: 3,
        open: 3,
        scope: 'client',
        state: 'open',
        party: 'us',
        workspaces: expect.arrayContaining([{ workspaceId: second, count: 1 }]),
      },
    ]);
    expect(told.filter(({ what }) => what === 'opened')).toHaveLength(1);
    expect(
      opened.store.listCalendars(
        { workspaces: 'all', cause: incidents(opened)[0]?.cause.code ?? '' },
        { by: 'email', direction: 'asc' },
        null,
        10,
      ).rows,
    ).toHaveLength(3);
  });

  it('resolves it with its last calendar, reopens it when one relapses, and forgets no note', () => {
    const opened = newStore();
    const [workspace = 0] = opened.ids;
    let now = TEST_NOW;
    const { apply: applyAt, told } = track(opened, () => now);
    const apply: typeof applyAt = (id, records) => {
      now += MINUTE_MS;
      applyAt(id, records);
    };
    const history = (n: number): Told[] => [
      { status: 'disconnected', at: TEST_NOW - 5 * HOUR_MS + n * MINUTE_MS, detail: EXPIRED },
    ];
    apply(workspace, [record('cal-1', history(1)), record('cal-2', history(2))]);
    const [incident] = incidents(opened);
    if (incident === undefined) throw new Error('There is an incident.');
    opened.store.noteIncident(incident.id, 'Asked the customer.');
    const well: Told = { status: 'connected', at: TEST_NOW - 4 * HOUR_MS };
    apply(workspace, [record('cal-1', [...history(1), well])]);
    expect(incidents(opened)).toMatchObject([{ open: 1, size: 2, resolvedAt: null }]);
    apply(workspace, [record('cal-2', [...history(2), well])]);
    expect(incidents(opened)).toEqual([]);
    expect(incidents(opened, { state: 'resolved' })).toMatchObject([
      { open: 0, resolvedAt: TEST_NOW - 4 * HOUR_MS, note: 'Asked the customer.' },
    ]);
    const again: Told = { status: 'disconnected', at: TEST_NOW - 3 * HOUR_MS, detail: EXPIRED };
    apply(workspace, [record('cal-2', [...history(2), well, again])]);
    expect(incidents(opened)).toMatchObject([
      { id: incident.id, open: 1, size: 2, state: 'open', note: 'Asked the customer.' },
    ]);
    expect(told.map(({ what }) => what)).toEqual(['opened', 'resolved', 'reopened']);
  });

  it('moves a calendar whose cause changed out of the incident, and its own case back in', () => {
    const opened = newStore();
    const [workspace = 0] = opened.ids;
    const { apply } = track(opened);
    const broke = (n: number): Told => ({ status: 'disconnected', at: TEST_NOW - 5 * HOUR_MS + n, detail: EXPIRED });
    const other: Told = { status: 'disconnected', at: TEST_NOW - HOUR_MS, detail: MFA };
    apply(
      workspace,
      [1, 2, 3].map((n) => record(`cal-${n}`, [broke(n)])),
    );
    apply(workspace, [record('cal-3', [broke(3), other])]);
    expect(incidents(opened).map(({ size }) => size)).toEqual([2, 1]);
    const back: Told = { status: 'disconnected', at: TEST_NOW - MINUTE_MS, detail: EXPIRED };
    apply(workspace, [record('cal-3', [broke(3), other, back])]);
    expect(incidents(opened).map(({ size }) => size)).toEqual([3]);
  });

  it('opens what was snoozed when it grows, leaves what was acknowledged, and says by how many it grew', () => {
    const opened = newStore();
    const [workspace = 0] = opened.ids;
    const { apply } = track(opened);
    const broken = (n: number, client: string) =>
      record(`${client}-${n}`, [{ status: 'disconnected', at: TEST_NOW - HOUR_MS + n, detail: EXPIRED }], client);
    apply(workspace, [broken(1, 'a'), broken(2, 'a'), broken(1, 'b'), broken(2, 'b')]);
    const [a, b] = incidents(opened).sort((x, y) => ((x.oauthClientId ?? '') < (y.oauthClientId ?? '') ? -1 : 1));
    if (a === undefined || b === undefined) throw new Error('There are two incidents.');
    opened.store.setIncidentState([a.id], 'snoozed', TEST_NOW);
    opened.store.setIncidentState([b.id], 'acknowledged', TEST_NOW);
    expect(incidents(opened, { state: 'inbox' })).toEqual([]);
    apply(workspace, [broken(3, 'a'), broken(3, 'b')]);
    expect(incidents(opened, { state: 'inbox' })).toMatchObject([{ id: a.id, state: 'open', grownBy: 1 }]);
    expect(incidents(opened, { state: 'acknowledged' })).toMatchObject([{ id: b.id, grownBy: 1 }]);
  });

  it('counts meetings at risk when events come, and those that lost their bot', async () => {
    const opened = newStore();
    const [workspace = 0] = opened.ids;
    const { apply, tracker } = track(opened);
    apply(workspace, [record('cal-1', [{ status: 'disconnected', at: TEST_NOW - HOUR_MS, detail: EXPIRED }])]);
    const bot = {
      botId: 'bot-1',
      startAt: TEST_NOW + HOUR_MS,
      deduplicationKey: null,
      meetingUrl: 'https://meet.google.com/a',
    };
    const events = [
      anEvent({ id: 'had', bots: [bot] }),
      anEvent({ id: 'never', startAt: TEST_NOW + 2 * HOUR_MS }),
      anEvent({ id: 'past', startAt: TEST_NOW - 3 * HOUR_MS }),
      anEvent({ id: 'no-link', meetingUrl: null }),
    ];
    opened.store.applyEvents({ workspaceId: workspace, records: events, quarantined: [], receivedAt: TEST_NOW - 10 });
    opened.store.applyEvents({
      workspaceId: workspace,
      records: [anEvent({ id: 'had', bots: [], updatedAt: TEST_NOW })],
      quarantined: [],
      receivedAt: TEST_NOW,
    });
    await tracker.lookAtAll();
    expect(incidents(opened)).toMatchObject([{ atRisk: { meetings: 2, lost: 1, firstAt: TEST_NOW + HOUR_MS } }]);
  });

  it('ends in the same incidents whatever the order and the pages in which calendars became known', async () => {
    const life = fc.array(
      fc.record({
        hoursAgo: fc.integer({ min: 1, max: 60 }),
        lasts: fc.option(fc.integer({ min: 1, max: 50 }), { nil: null }),
        detail: fc.constantFrom(EXPIRED, MFA, 'something odd', undefined),
      }),
      { minLength: 0, maxLength: 3 },
    );
    const calendar = fc.record({
      client: fc.constantFrom('client-a', 'client-b'),
      domain: fc.constantFrom('acme.example', 'globex.example'),
      life,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(calendar, { minLength: 1, maxLength: 9 }),
        fc.array(fc.nat({ max: 8 }), { minLength: 9, maxLength: 9 }),
        fc.integer({ min: 1, max: 4 }),
        async (calendars, order, pageSize) => {
          const records = calendars.map(({ client, domain, life: breaks }, n) => {
            const entries = breaks.flatMap(({ hoursAgo, lasts, detail }): Told[] => [
              {
                status: 'disconnected',
                at: TEST_NOW - hoursAgo * HOUR_MS,
                ...(detail === undefined ? {} : { detail }),
              },
              ...(lasts === null || lasts >= hoursAgo
                ? []
                : [{ status: 'connected' as const, at: TEST_NOW - (hoursAgo - lasts) * HOUR_MS + 1 }]),
            ]);
            return record(
              `cal-${n}`,
              [{ status: 'connected', at: TEST_NOW - 800 * HOUR_MS }, ...entries],
              client,
              domain,
            );
          });
          const atOnce = newStore();
          track(atOnce).apply(atOnce.ids[0] ?? 0, records);
          const shuffled = records
            .map((one, index) => ({ one, key: order[index] ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ one }) => one);
          const bitByBit = newStore();
          const { apply, tracker } = track(bitByBit);
          for (let from = 0; from < shuffled.length; from += pageSize) {
            apply(bitByBit.ids[0] ?? 0, shuffled.slice(from, from + pageSize));
          }
          await tracker.lookAtAll();
          expect(picture(bitByBit)).toEqual(picture(atOnce));
          atOnce.store.close();
          bitByBit.store.close();
        },
      ),
      { seed: 43, numRuns: 40 },
    );
  });
});
