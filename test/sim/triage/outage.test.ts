/** A simulated outage and everything around it, over real HTTP and a real database, in virtual time. */
import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../shared/diagnosis.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';
import { CLIENT, withFleet } from '../actions/support/fleet.ts';
import type { Fleet } from '../actions/support/fleet.ts';

async function incidents(fleet: Fleet, filter: object = {}): Promise<Incident[]> {
  const { rows } = await fleet.core.call('incidents.list', {
    filter: { workspaces: 'all', ...filter },
    sort: 'stake',
    after: null,
    limit: 200,
  });
  return rows;
}

const shared = (rows: readonly Incident[]): Incident[] => rows.filter(({ size }) => size > 1);
const single = (rows: readonly Incident[]): Incident[] => rows.filter(({ size }) => size === 1);

describe('a simulated outage', () => {
  it('of 37 Outlook calendars of one client within four minutes beside single failures is one incident of 37', async () => {
    await withFleet(
      { calendars: 60, expired: false, domains: ['acme.example', 'vandelay.example', 'initech.example'] },
      async (fleet) => {
        const [acme, globex] = ['ACME', 'Globex'].map((name) => fleet.sim.world.workspace(name));
        if (acme === undefined || globex === undefined) throw new Error('The world has two workspaces.');
        expect(await incidents(fleet)).toEqual([]);
        // What broke before Callboard knew it would be no news.
        await fleet.pass(15 * MINUTE_MS);
        const cause = 'outlook_secret_expired';
        acme.outage({ clientId: CLIENT, cause, count: 25, overMs: 4 * MINUTE_MS });
        globex.outage({ clientId: CLIENT, cause, count: 12, overMs: 4 * MINUTE_MS });
        // People's own troubles, on the same client and in the same minutes.
        acme.outage({ clientId: CLIENT, cause: 'outlook_password_changed', count: 1 });
        acme.outage({ cause: 'google_revoked', count: 1 });
        globex.outage({ cause: 'google_scope_unticked', count: 1 });
        globex.outage({ clientId: CLIENT, cause: 'outlook_mfa_required', count: 1 });
        globex.outage({ cause: 'google_unexplained', count: 1 });

        await fleet.until('everything was seen', async () => {
          const { rows } = await fleet.core.call('calendars.counts', { workspaces: 'all' });
          return rows.reduce((sum, row) => sum + (row.status === 'disconnected' ? row.count : 0), 0) === 42;
        });
        const rows = await incidents(fleet);
        expect(shared(rows)).toHaveLength(1);
        expect(single(rows)).toHaveLength(5);
        const [incident] = shared(rows);
        if (incident === undefined) throw new Error('There is one incident.');
        expect(incident).toMatchObject({
          size: 37,
          open: 37,
          scope: 'client',
          party: 'us',
          oauthClientId: CLIENT,
          state: 'open',
          resolvedAt: null,
          action: { kind: 'rotate_secret' },
        });
        expect(incident.workspaces.map(({ count }) => count).sort((a, b) => b - a)).toEqual([25, 12]);
        expect(incident.lastAt - incident.firstAt).toBeLessThanOrEqual(4 * MINUTE_MS + 1_000);
        expect(incident.growth.at(-1)).toBe(37);
        const { finding } = await fleet.core.call('incidents.get', { incidentId: incident.id });
        expect(finding.evidence[0]?.value).toContain('AADSTS7000222');
        // Incidents come first, whatever a single case puts at stake.
        expect(rows[0]?.id).toBe(incident.id);

        // One notice for the incident, none for its calendars.
        await fleet.pass(3 * MINUTE_MS);
        expect(fleet.core.notices.filter(({ route }) => route === `/triage/${incident.id}`)).toHaveLength(1);
        expect(fleet.core.notices.length).toBeLessThanOrEqual(3);

        // Snoozed until it grows.
        await fleet.core.call('incidents.setState', { incidentIds: [incident.id], state: 'snoozed' });
        await fleet.pass(5 * MINUTE_MS);
        expect((await incidents(fleet, { state: 'inbox' })).map(({ id }) => id)).not.toContain(incident.id);
        acme.outage({ clientId: CLIENT, cause, count: 1 });
        await fleet.until('it grew', async () => (await incidents(fleet)).some(({ size }) => size === 38));
        expect((await incidents(fleet, { state: 'inbox' })).find(({ id }) => id === incident.id)).toMatchObject({
          state: 'open',
          grownBy: 1,
        });

        // A note and a state survive a restart, and nothing is concluded twice.
        await fleet.core.call('incidents.note', { incidentId: incident.id, note: 'Rotation is planned for tonight.' });
        await fleet.core.call('incidents.setState', { incidentIds: [incident.id], state: 'acknowledged' });
        const before = await incidents(fleet);
        await fleet.restart();
        await fleet.pass(2 * MINUTE_MS);
        expect(await incidents(fleet)).toEqual(before);

        // Resolved by itself, once the last of its calendars is well.
        acme.heal({ clientId: CLIENT, cause });
        globex.heal({ clientId: CLIENT, cause });
        await fleet.until('it is over', async () =>
          (await incidents(fleet, { state: 'resolved' })).some(({ id }) => id === incident.id),
        );
        expect((await incidents(fleet, { state: 'resolved' })).find(({ id }) => id === incident.id)).toMatchObject({
          size: 38,
          open: 0,
          note: 'Rotation is planned for tonight.',
        });
        await fleet.pass(3 * MINUTE_MS);
        expect(fleet.core.notices.filter(({ route }) => route === `/triage/${incident.id}`)).toHaveLength(1);
        expect(single(await incidents(fleet))).toHaveLength(5);
      },
    );
  });

  it('tells a Google client in Testing by deaths seven days after connecting, and nothing from one', async () => {
    await withFleet({ calendars: 6, expired: false }, async (fleet) => {
      const acme = fleet.sim.world.workspace('ACME');
      const clientId = '1234-testing.apps.googleusercontent.com';
      const now = fleet.clock.now();
      for (const hours of [1, 6, 11]) {
        const calendar = acme.addCalendar({
          platform: 'google_calendar',
          oauthClientId: clientId,
          createdAt: now - 7 * DAY_MS - hours * HOUR_MS,
        });
        acme.setCalendarStatus(calendar.id, 'disconnected', 'google_testing_expired', now - hours * HOUR_MS);
      }
      const lonely = acme.addCalendar({
        platform: 'google_calendar',
        oauthClientId: '99-other.apps.googleusercontent.com',
        createdAt: now - 7 * DAY_MS - HOUR_MS,
      });
      acme.setCalendarStatus(lonely.id, 'disconnected', 'google_testing_expired', now - HOUR_MS);
      await fleet.core.call('sync.now', {});
      await fleet.until(
        'the four are here',
        async () => (await incidents(fleet)).reduce((n, { size }) => n + size, 0) === 4,
      );
      expect(await incidents(fleet)).toMatchObject([
        { size: 3, cause: { code: 'google_testing_client', basis: 'inferred' }, party: 'us' },
        { size: 1, cause: { code: 'google_invalid_grant', basis: 'observed' } },
      ]);
      const diagnosis = await fleet.core.call('calendars.diagnosis', { workspaceId: fleet.id('ACME'), id: lonely.id });
      expect(diagnosis.findings[0]?.possibilities.length).toBeGreaterThan(1);
    });
  });

  it('puts a probe on the record: its refusal tells the cause where Recall’s entry does not', async () => {
    await withFleet({ calendars: 6, expired: false }, async (fleet) => {
      const acme = fleet.sim.world.workspace('ACME');
      const [broken] = acme.outage({ cause: 'outlook_account_disabled', count: 1 });
      if (broken === undefined) throw new Error('One calendar broke.');
      acme.answerInstead(broken.id, { statusChanges: [] });
      await fleet.until('it was seen', async () => (await incidents(fleet)).length === 1);
      const ref = { workspaceId: fleet.id('ACME'), id: broken.id };
      expect((await fleet.core.call('calendars.diagnosis', ref)).findings[0]).toMatchObject({ code: 'unknown' });
      const jobId = await fleet.start({
        kind: 'calendar.test_credential',
        targets: { calendars: [ref] },
      });
      await fleet.rests(jobId);
      const { findings, timeline } = await fleet.core.call('calendars.diagnosis', ref);
      expect(findings[0]?.code).not.toBe('unknown');
      expect(findings[0]?.evidence.some(({ basis }) => basis === 'probed')).toBe(true);
      expect(timeline.some(({ kind, basis }) => kind === 'probe' && basis === 'probed')).toBe(true);
      expect((await incidents(fleet))[0]?.cause).toMatchObject({ code: findings[0]?.code, basis: 'probed' });
    });
  });

  it('that is over shows the meetings which had a bot before it and have none now', async () => {
    await withFleet({ calendars: 8, eventsPerCalendar: 12, expired: false }, async (fleet) => {
      const acme = fleet.sim.world.workspace('ACME');
      const cause = 'outlook_secret_expired';
      const struck = acme.outage({ clientId: CLIENT, cause });
      await fleet.until('it was seen', async () =>
        (await incidents(fleet)).some(({ open, atRisk }) => open === struck.length && atRisk.lost > 0),
      );
      const [incident] = await incidents(fleet);
      if (incident === undefined) throw new Error('There is one incident.');
      const meetings = await fleet.core.call('incidents.meetings', { incidentId: incident.id, limit: 100 });
      expect(meetings.total.count).toBe(incident.atRisk.meetings);
      expect(meetings.rows.filter(({ lostBot }) => lostBot !== null)).toHaveLength(incident.atRisk.lost);
      expect(meetings.rows[0]?.event.startAt).toBe(incident.atRisk.firstAt);

      acme.heal({ clientId: CLIENT, cause });
      await fleet.until('it is over', async () => (await incidents(fleet, { state: 'resolved' })).length === 1);
      const gap = await fleet.core.call('calendars.gap', { of: { incidentId: incident.id }, limit: 200 });
      expect(gap.total.count).toBe(incident.atRisk.lost);
      expect(gap.rows.every(({ lostBot }) => lostBot !== null)).toBe(true);
    });
  });

  it('is seen the same by a console that begins anew and by one that watched it', async () => {
    await withFleet({ calendars: 24, expired: false, domains: ['acme.example', 'initech.example'] }, async (fleet) => {
      const acme = fleet.sim.world.workspace('ACME');
      acme.outage({ clientId: CLIENT, cause: 'outlook_secret_expired', count: 5, overMs: 3 * MINUTE_MS });
      await fleet.pass(10 * MINUTE_MS);
      acme.outage({ clientId: CLIENT, cause: 'outlook_secret_expired', count: 3, overMs: 2 * MINUTE_MS });
      acme.outage({ domain: 'initech.example', cause: 'google_revoked', count: 1 });
      await fleet.pass(10 * MINUTE_MS);
      acme.heal({ clientId: CLIENT, count: 2 });
      await fleet.pass(10 * MINUTE_MS);
      const picture = async (): Promise<unknown[]> =>
        (await incidents(fleet)).map(({ size, open, firstAt, lastAt, cause }) => [
          size,
          open,
          firstAt,
          lastAt,
          cause.code,
        ]);
      const watched = await picture();
      expect(watched).toHaveLength(2);
      const { rows } = await fleet.core.call('workspaces.list', {});
      const key = fleet.sim.workspaces[0]?.apiKey ?? '';
      await fleet.core.call('workspaces.remove', { workspaceId: fleet.id('ACME') });
      expect(rows).toHaveLength(2);
      expect(await incidents(fleet)).toEqual([]);
      await fleet.core.call('workspaces.add', {
        name: 'ACME again',
        region: 'custom',
        baseUrl: fleet.sim.origin,
        apiKey: key,
        colour: 'teal',
        mode: 'operate',
        pollIntervalMs: MINUTE_MS,
      });
      await fleet.until('everything is here again', async () => (await incidents(fleet)).length === 2);
      await fleet.pass(5 * MINUTE_MS);
      expect(await picture()).toEqual(watched);
    });
  });
});
