/** A client secret over a fleet: preview, canary, proof, and what stays untouched. */
import { describe, expect, it } from 'vitest';
import { ends, NEW_SECRET, ROTATE, withFleet } from './support/fleet.ts';

describe('a rotation', () => {
  it('reaches every calendar of the client in all workspaces, once each, and no other calendar', () =>
    withFleet({ workspaces: ['ACME', 'Globex', 'Initech'], calendars: 8 }, async (fleet) => {
      const preview = await fleet.preview(ROTATE);
      const mine = fleet.truth();
      expect(preview.count).toBe(mine.length);
      expect(preview.workspaces).toHaveLength(3);
      expect(preview.secrets).toEqual(['clientSecret']);
      expect(preview.untouched.map(({ reason }) => reason)).toEqual(['other_platform']);

      const id = await fleet.start(ROTATE, { secrets: { clientSecret: NEW_SECRET } });
      const job = await fleet.rests(id);
      expect(job.state).toBe('finished');
      expect(ends(await fleet.items(id))).toBe(`${mine.length} ok`);
      for (const calendar of fleet.truth()) {
        expect(calendar).toMatchObject({ oauthClientSecret: NEW_SECRET, patches: 1, status: 'connected' });
      }
      const others = fleet.sim.world.workspaces
        .flatMap((one) => one.calendars())
        .filter((one) => !mine.some(({ id: own }) => own === one.id));
      expect(others.every(({ patches }) => patches === 0)).toBe(true);
      expect(fleet.sim.stats.totalThrottled()).toBe(0);
      const { total } = await fleet.core.call('audit.list', {
        filter: { workspaces: 'all', jobId: id, state: 'done' },
        after: null,
        limit: 1,
      });
      expect(total.count).toBe(mine.length);
    }));

  it('tries the canary alone, waits for a person after a good verdict, and then does the rest', () =>
    withFleet({}, async (fleet) => {
      const { canary } = await fleet.preview(ROTATE);
      if (canary === null) throw new Error('The preview proposes no canary.');
      const ref = { workspaceId: canary.workspaceId, id: canary.id };
      const id = await fleet.start(ROTATE, { secrets: { clientSecret: NEW_SECRET }, canary: ref });
      expect((await fleet.rests(id)).state).toBe('awaiting');
      expect(
        fleet
          .truth()
          .filter(({ patches }) => patches > 0)
          .map((one) => one.id),
      ).toEqual([canary.id]);
      await fleet.pass(3_600_000);
      expect(fleet.truth().filter(({ patches }) => patches > 0)).toHaveLength(1);
      await fleet.core.call('jobs.resume', { jobId: id });
      expect((await fleet.rests(id)).state).toBe('finished');
      expect(fleet.truth().every(({ patches, status }) => patches === 1 && status === 'connected')).toBe(true);
    }));

  it('touches nothing else when the canary shows that the secret is wrong', () =>
    withFleet({}, async (fleet) => {
      const { canary } = await fleet.preview(ROTATE);
      if (canary === null) throw new Error('The preview proposes no canary.');
      const ref = { workspaceId: canary.workspaceId, id: canary.id };
      const id = await fleet.start(ROTATE, { secrets: { clientSecret: 'canary-wrong-secret' }, canary: ref });
      const job = await fleet.rests(id);
      expect(job).toMatchObject({ state: 'paused', reason: { code: 'canary_failed' } });
      expect(job.reason?.message).toContain('AADSTS7000215');
      expect(fleet.truth().filter(({ patches }) => patches > 0)).toHaveLength(1);

      // Nothing goes on without another canary, not even after a restart.
      const again = await fleet.core.answer('jobs.resume', { jobId: id });
      expect(again).toMatchObject({ ok: false, error: { code: 'conflict' } });
      await fleet.restart();
      expect(await fleet.core.answer('jobs.resume', { jobId: id })).toMatchObject({ ok: false });
      await fleet.pass(600_000);
      expect(fleet.truth().filter(({ patches }) => patches > 0)).toHaveLength(1);

      await fleet.core.call('jobs.cancel', { jobId: id });
      expect((await fleet.rests(id)).state).toBe('cancelled');
      expect(ends(await fleet.items(id))).toBe(`1 failing, ${fleet.truth().length - 1} skipped`);
      expect([...fleet.secrets.values.keys()].filter((account) => account.startsWith('job/'))).toEqual([]);
    }));

  it('goes on with another canary and another secret', () =>
    withFleet({}, async (fleet) => {
      const { canary, calendars } = await fleet.preview(ROTATE);
      const other = calendars.find(({ id }) => id !== canary?.id);
      if (canary === null || other === undefined) throw new Error('There are too few calendars.');
      const id = await fleet.start(ROTATE, {
        secrets: { clientSecret: 'canary-wrong-secret' },
        canary: { workspaceId: canary.workspaceId, id: canary.id },
      });
      expect((await fleet.rests(id)).state).toBe('paused');
      await fleet.core.call('jobs.resume', {
        jobId: id,
        canary: { workspaceId: other.workspaceId, id: other.id },
        secrets: { clientSecret: NEW_SECRET },
      });
      expect((await fleet.rests(id)).state).toBe('awaiting');
      await fleet.core.call('jobs.resume', { jobId: id });
      expect((await fleet.rests(id)).state).toBe('finished');
      expect(ends(await fleet.items(id))).toBe(`1 failing, ${calendars.length - 1} ok`);
      await fleet.core.call('jobs.retry', { jobId: id, states: ['failing'], secrets: { clientSecret: NEW_SECRET } });
      expect((await fleet.rests(id)).state).toBe('finished');
      expect(ends(await fleet.items(id))).toBe(`${calendars.length} ok`);
    }));

  it('tests each credential too where that is asked for, and keeps no token', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      const id = await fleet.start({ ...ROTATE, probe: true }, { secrets: { clientSecret: NEW_SECRET } });
      expect((await fleet.rests(id)).state).toBe('finished');
      const items = await fleet.items(id);
      expect(ends(items)).toBe(`${items.length} ok`);
      expect(items.every(({ message }) => message?.includes('access token') === true)).toBe(true);
      expect(fleet.sim.stats.of('ACME', 'calendars.accessToken').requests).toBe(items.length);
    }));

  it('says of calendars that were connected all the time whether a new attempt was seen', () =>
    withFleet({ workspaces: ['ACME'], expired: false }, async (fleet) => {
      const preview = await fleet.preview(ROTATE);
      expect(preview.consequences[0]?.text).toContain('connected now');
      const id = await fleet.start(ROTATE, { secrets: { clientSecret: NEW_SECRET } });
      await fleet.rests(id);
      expect((await fleet.items(id)).every(({ message }) => message === 'Connected by a new attempt.')).toBe(true);
    }));

  it('finds every calendar that now fails and says why, while the others are done', () =>
    withFleet({ workspaces: ['ACME'], calendars: 8 }, async (fleet) => {
      const [broken] = fleet.truth();
      fleet.sim.world.workspace('ACME').setTrouble(broken?.id ?? '', 'outlook_password_changed');
      const id = await fleet.start(ROTATE, { secrets: { clientSecret: NEW_SECRET } });
      await fleet.rests(id);
      const items = await fleet.items(id);
      expect(ends(items)).toBe(`1 failing, ${items.length - 1} ok`);
      expect(items.find(({ state }) => state === 'failing')?.message).toContain('AADSTS50173');
    }));

  it('is not misled by a local clock that is two hours wrong', async () => {
    for (const localSkewMs of [7_200_000, -7_200_000]) {
      await withFleet({ workspaces: ['ACME'], localSkewMs }, async (fleet) => {
        fleet.sim.faults.add({
          match: { operation: 'calendars.update', times: 1 },
          kind: { type: 'status', status: 502, body: 'html', after: true },
        });
        const id = await fleet.start(ROTATE, { secrets: { clientSecret: NEW_SECRET } });
        await fleet.rests(id);
        expect(ends(await fleet.items(id))).toBe(`${fleet.truth().length} ok`);
        expect(fleet.truth().every(({ patches }) => patches === 1)).toBe(true);
      });
    }
  });
});
