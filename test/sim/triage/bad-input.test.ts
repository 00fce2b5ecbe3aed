/** What `status_changes` may look like, and what a test of a credential may answer: read, never lost, never in the way. */
import { describe, expect, it } from 'vitest';
import { STATUS_VARIANTS, statusVariant } from '../../../electron/simulator/status-variants.ts';
import type { StatusVariant } from '../../../electron/simulator/status-variants.ts';
import { CLIENT, withFleet } from '../actions/support/fleet.ts';

const EXPIRED = 'microsoft_secret_expired';

/** What the diagnosis says of each: what is not there stays unknown. */
const CAUSES: Readonly<Record<StatusVariant, string>> = {
  empty: 'unknown',
  null: 'unknown',
  missing: 'unknown',
  not_a_list: EXPIRED,
  not_objects: EXPIRED,
  newest_first: EXPIRED,
  unordered: EXPIRED,
  without_times: EXPIRED,
  unknown_status: EXPIRED,
  unknown_keys: EXPIRED,
  nested: EXPIRED,
  many: EXPIRED,
  markup: EXPIRED,
  two_causes: EXPIRED,
};

describe('status_changes in any form', () => {
  it('give a diagnosis with the cause that they hold, or honestly none, and every calendar is in the inbox', async () => {
    await withFleet({ workspaces: ['ACME'], calendars: 4 * STATUS_VARIANTS.length, expired: false }, async (fleet) => {
      const acme = fleet.sim.world.workspace('ACME');
      const broken = acme.outage({ clientId: CLIENT, cause: 'outlook_secret_expired', count: STATUS_VARIANTS.length });
      for (const [index, variant] of STATUS_VARIANTS.entries()) {
        const calendar = broken[index];
        if (calendar === undefined) throw new Error('There are as many calendars as variants.');
        acme.answerInstead(calendar.id, { statusChanges: statusVariant(variant, calendar) });
      }
      await fleet.until('all of them were read', async () => {
        const { rows } = await fleet.core.call('calendars.counts', { workspaces: 'all' });
        return rows.some(({ status, count }) => status === 'disconnected' && count === STATUS_VARIANTS.length);
      });
      const found: Record<string, string> = {};
      for (const [index, variant] of STATUS_VARIANTS.entries()) {
        const ref = { workspaceId: fleet.id('ACME'), id: broken[index]?.id ?? '' };
        const { findings, timeline, outage } = await fleet.core.call('calendars.diagnosis', ref);
        const [first] = findings;
        found[variant] = first?.code ?? 'none';
        expect(outage?.endedAt).toBeNull();
        expect(timeline.length).toBeLessThanOrEqual(300);
        if (variant === 'two_causes') expect(first?.besides).toHaveLength(1);
        const { calendar } = await fleet.core.call('calendars.get', ref);
        expect(calendar.cause?.code).toBe(found[variant]);
      }
      expect(found).toEqual(CAUSES);
      const { rows } = await fleet.core.call('incidents.list', {
        filter: { workspaces: 'all' },
        sort: 'stake',
        after: null,
        limit: 50,
      });
      expect(rows.reduce((sum, { open }) => sum + open, 0)).toBe(STATUS_VARIANTS.length);
    });
  });
});

describe('a test of a credential', () => {
  it('that answers with a code which nobody documented is shown as it came, and claims nothing', async () => {
    await withFleet({ workspaces: ['ACME'], calendars: 4, expired: false }, async (fleet) => {
      const acme = fleet.sim.world.workspace('ACME');
      const [broken] = acme.outage({ cause: 'outlook_account_disabled', count: 1 });
      if (broken === undefined) throw new Error('One calendar broke.');
      acme.answerInstead(broken.id, {
        statusChanges: [],
        tokenRefusal: { code: 'quota_of_moons_exceeded', message: '<b>Try</b> later' },
      });
      const ref = { workspaceId: fleet.id('ACME'), id: broken.id };
      await fleet.until(
        'it was seen',
        async () => (await fleet.core.call('calendars.get', ref)).calendar.status === 'disconnected',
      );
      await fleet.rests(await fleet.start({ kind: 'calendar.test_credential', targets: { calendars: [ref] } }));
      const { findings, timeline } = await fleet.core.call('calendars.diagnosis', ref);
      expect(findings[0]).toMatchObject({ code: 'unknown', party: 'unknown' });
      expect(findings[0]?.evidence.find(({ basis }) => basis === 'probed')?.value).toContain('quota_of_moons_exceeded');
      expect(timeline[0]).toMatchObject({ kind: 'probe', basis: 'probed', cause: null });
    });
  });
});
