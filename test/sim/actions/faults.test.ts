/** What can go wrong in the middle of a rotation, and that nothing is lost, doubled or burnt by it. */
import { describe, expect, it } from 'vitest';
import type { FaultKind } from '../../../electron/simulator/index.ts';
import type { ActionRequest } from '../../../shared/actions.ts';
import { MINUTE_MS } from '../../../shared/time.ts';
import type { Fleet } from './support/fleet.ts';
import { CLIENT, ends, NEW_SECRET, ROTATE, withFleet } from './support/fleet.ts';

const SECRETS = { secrets: { clientSecret: NEW_SECRET } };

/** Every calendar holds the new secret, and none was changed more often than `most` times. */
function allRotated(fleet: Fleet, most = 1): void {
  for (const { oauthClientSecret, patches } of fleet.truth()) {
    expect(oauthClientSecret).toBe(NEW_SECRET);
    expect(patches).toBeLessThanOrEqual(most);
  }
}

const lanes = async (fleet: Fleet, jobId: number) => (await fleet.core.call('jobs.progress', { jobId })).lanes;

describe('a call that certainly had no effect is repeated', () => {
  const harmless: readonly (readonly [string, FaultKind])[] = [
    ['429 with Retry-After', { type: 'status', status: 429, retryAfter: 20 }],
    ['429 without Retry-After', { type: 'status', status: 429 }],
    ['429 with a date', { type: 'status', status: 429, retryAfter: 'Fri, 20 Nov 2026 09:01:00 GMT' }],
    ['409', { type: 'status', status: 409 }],
  ];
  for (const [name, kind] of harmless) {
    it(`after ${name}`, () =>
      withFleet({}, async (fleet) => {
        fleet.sim.faults.add({ match: { operation: 'calendars.update', times: 4 }, kind });
        const id = await fleet.start(ROTATE, SECRETS);
        expect((await fleet.rests(id)).state).toBe('finished');
        const items = await fleet.items(id);
        expect(ends(items)).toBe(`${items.length} ok`);
        allRotated(fleet);
        // One change, one entry: a try that Recall put off is not another change.
        expect(items.every(({ attempts }) => attempts === 1)).toBe(true);
      }));
  }

  it('a 429 storm that outlasts every retry holds the workspace and burns no item', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      fleet.sim.faults.add({
        match: { operation: 'calendars.update', times: 60 },
        kind: { type: 'status', status: 429 },
      });
      const id = await fleet.start(ROTATE, SECRETS);
      expect((await fleet.rests(id)).state).toBe('finished');
      expect(ends(await fleet.items(id))).toBe(`${fleet.truth().length} ok`);
      allRotated(fleet);
    }));
});

describe('a call whose outcome is not known is read back before anything else', () => {
  const lost: readonly (readonly [string, FaultKind, boolean])[] = [
    ['502 after Recall acted', { type: 'status', status: 502, body: 'html', after: true }, false],
    ['503 before Recall acted', { type: 'status', status: 503 }, false],
    ['500 with an empty body after Recall acted', { type: 'status', status: 500, body: 'empty', after: true }, false],
    ['the connection breaks in the middle of the answer', { type: 'reset' }, false],
    ['half an answer', { type: 'truncatedJson' }, false],
    ['an empty answer', { type: 'emptyBody' }, false],
    ['a sign-in page', { type: 'html' }, false],
    ['a redirect', { type: 'redirect' }, false],
    ['no answer at all', { type: 'hang' }, true],
  ];
  for (const [name, kind, hangs] of lost) {
    it(`after ${name}`, () =>
      withFleet({ expectHangs: hangs }, async (fleet) => {
        fleet.sim.faults.add({ match: { operation: 'calendars.update', times: 3 }, kind });
        const id = await fleet.start(ROTATE, SECRETS);
        expect((await fleet.rests(id)).state).toBe('finished');
        const items = await fleet.items(id);
        expect(ends(items)).toBe(`${items.length} ok`);
        allRotated(fleet);
      }));
  }

  it('goes on asking until Recall can be asked again', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      fleet.sim.faults.add({
        match: { operation: 'calendars.update', times: 1 },
        kind: { type: 'status', status: 504, after: true },
      });
      fleet.sim.faults.add({
        match: { operation: 'calendars.retrieve', times: 40 },
        kind: { type: 'status', status: 503 },
      });
      const id = await fleet.start(ROTATE, SECRETS);
      expect((await fleet.rests(id)).state).toBe('finished');
      expect(ends(await fleet.items(id))).toBe(`${fleet.truth().length} ok`);
      allRotated(fleet);
    }));

  it('gives up one calendar that never takes it, and says so', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      fleet.sim.faults.add({
        match: { operation: 'calendars.update', times: 1_000 },
        kind: { type: 'status', status: 500 },
      });
      const id = await fleet.start(ROTATE, SECRETS);
      expect((await fleet.rests(id)).state).toBe('finished');
      const items = await fleet.items(id);
      expect(ends(items)).toBe(`${items.length} failed`);
      expect(
        items.every(
          ({ message, attempts }) => attempts === 5 && message?.startsWith('Given up after 5 tries') === true,
        ),
      ).toBe(true);
      fleet.sim.faults.clear();
      await fleet.core.call('jobs.retry', { jobId: id, states: ['failed'], secrets: { clientSecret: NEW_SECRET } });
      await fleet.rests(id);
      expect(ends(await fleet.items(id))).toBe(`${items.length} ok`);
      allRotated(fleet);
    }));
});

describe('what a person has to mend holds its workspace and no other', () => {
  const refusals: readonly (readonly [string, FaultKind])[] = [
    ['401', { type: 'status', status: 401 }],
    ['402', { type: 'status', status: 402 }],
    ['403 as JSON', { type: 'status', status: 403 }],
    ['403 as HTML', { type: 'status', status: 403, body: 'html' }],
  ];
  for (const [name, kind] of refusals) {
    it(`after ${name}`, () =>
      withFleet({ workspaces: ['ACME', 'Globex'] }, async (fleet) => {
        fleet.sim.faults.add({ match: { workspace: 'ACME', operation: 'calendars.update', times: 1_000 }, kind });
        const id = await fleet.start(ROTATE, SECRETS);
        const job = await fleet.rests(id);
        expect(job).toMatchObject({ state: 'paused', reason: { code: 'refused' } });
        const items = await fleet.items(id);
        const of = (workspace: string): string =>
          ends(items.filter(({ workspaceId }) => workspaceId === fleet.id(workspace)));
        expect(of('Globex')).toMatch(/^\d+ ok$/);
        expect(of('ACME')).toMatch(/^\d+ waiting$/);
        expect((await lanes(fleet, id)).find(({ workspaceId }) => workspaceId === fleet.id('ACME'))?.state).toBe(
          'held',
        );
        // A handful at most was tried; the rest was not spent on a wall.
        expect(fleet.sim.stats.of('ACME', 'calendars.update').requests).toBeLessThanOrEqual(4);

        fleet.sim.faults.clear();
        await fleet.core.call('jobs.resume', { jobId: id });
        expect((await fleet.rests(id)).state).toBe('finished');
        expect(ends(await fleet.items(id))).toBe(`${items.length} ok`);
        allRotated(fleet);
      }));
  }

  it('a workspace that is set to read-only in the middle gets nothing more', () =>
    withFleet({ workspaces: ['ACME', 'Globex'], calendars: 20 }, async (fleet) => {
      fleet.sim.faults.add({
        match: { workspace: 'ACME', operation: 'calendars.update', nth: 3, times: 100 },
        kind: { type: 'status', status: 429, retryAfter: 30 },
      });
      const id = await fleet.start(ROTATE, SECRETS);
      await fleet.until('some are done', async () => fleet.sim.stats.of('ACME', 'calendars.update').faults > 0);
      await fleet.core.call('workspaces.update', { workspaceId: fleet.id('ACME'), mode: 'read_only' });
      fleet.sim.faults.clear();
      const before = fleet.sim.stats.of('ACME', 'calendars.update').requests;
      expect(await fleet.rests(id)).toMatchObject({ state: 'paused', reason: { code: 'read_only' } });
      expect(fleet.sim.stats.of('ACME', 'calendars.update').requests).toBe(before);
      await fleet.core.call('workspaces.update', { workspaceId: fleet.id('ACME'), mode: 'operate' });
      await fleet.core.call('jobs.resume', { jobId: id });
      expect((await fleet.rests(id)).state).toBe('finished');
      allRotated(fleet);
    }));

  it('the lock over all workspaces stops a job, refuses every start, and lets reading go on', () =>
    withFleet({ workspaces: ['ACME'], calendars: 20 }, async (fleet) => {
      fleet.sim.faults.add({
        match: { operation: 'calendars.update', nth: 3, times: 100 },
        kind: { type: 'status', status: 429, retryAfter: 30 },
      });
      const id = await fleet.start(ROTATE, SECRETS);
      await fleet.until('some are done', async () => fleet.sim.stats.of('ACME', 'calendars.update').faults > 0);
      await fleet.core.call('app.protect', { locked: true });
      fleet.sim.faults.clear();
      expect(await fleet.rests(id)).toMatchObject({ state: 'paused', reason: { code: 'locked' } });
      const [one] = fleet.truth();
      const action: ActionRequest = {
        kind: 'calendar.reconnect',
        targets: { calendars: [{ workspaceId: fleet.id('ACME'), id: one?.id ?? '' }] },
      };
      const { plan } = await fleet.preview(action);
      expect(await fleet.core.answer('actions.start', { action, plan })).toMatchObject({
        ok: false,
        error: { code: 'read_only' },
      });
      expect(await fleet.core.answer('jobs.resume', { jobId: id })).toMatchObject({
        ok: false,
        error: { code: 'read_only' },
      });
      await fleet.core.call('sync.now', {});
      await fleet.core.call('app.protect', { locked: false });
      await fleet.core.call('jobs.resume', { jobId: id });
      expect((await fleet.rests(id)).state).toBe('finished');
      allRotated(fleet);
    }));

  it('a keychain that is locked in the middle does not stop what runs, and after a restart the job waits for it', () =>
    withFleet({ workspaces: ['ACME'], calendars: 20 }, async (fleet) => {
      fleet.sim.faults.add({
        match: { operation: 'calendars.update', nth: 4, times: 200 },
        kind: { type: 'status', status: 429, retryAfter: 60 },
      });
      const id = await fleet.start(ROTATE, SECRETS);
      await fleet.until('some are done', async () => fleet.sim.stats.of('ACME', 'calendars.update').faults > 0);
      fleet.secrets.locked = true;
      await fleet.restart();
      expect((await fleet.rests(id)).state).toBe('paused');
      fleet.secrets.locked = false;
      fleet.sim.faults.clear();
      await fleet.core.call('sync.now', {});
      await fleet.core.call('jobs.resume', { jobId: id });
      expect((await fleet.rests(id)).state).toBe('finished');
      expect(ends(await fleet.items(id))).toBe(`${fleet.truth().length} ok`);
      allRotated(fleet);
    }));

  it('a job whose secret was kept in memory only asks for it again after a restart', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      fleet.sim.faults.add({
        match: { operation: 'calendars.update', times: 1_000 },
        kind: { type: 'status', status: 401 },
      });
      const id = await fleet.start(ROTATE, SECRETS);
      expect((await fleet.rests(id)).state).toBe('paused');
      for (const account of fleet.secrets.values.keys())
        if (account.startsWith('job/')) fleet.secrets.values.delete(account);
      fleet.sim.faults.clear();
      await fleet.restart();
      const refused = await fleet.core.answer('jobs.resume', { jobId: id });
      expect(refused).toMatchObject({ ok: false, error: { code: 'invalid_input', details: { field: 'secrets' } } });
      await fleet.core.call('jobs.resume', { jobId: id, secrets: { clientSecret: NEW_SECRET } });
      expect((await fleet.rests(id)).state).toBe('finished');
      allRotated(fleet);
    }));
});

describe('the world changes meanwhile', () => {
  it('a calendar that vanished fails alone, and is marked as deleted', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      const { plan } = await fleet.preview(ROTATE);
      const [gone] = fleet.truth();
      fleet.sim.world.workspace('ACME').removeCalendar(gone?.id ?? '');
      const { jobId } = await fleet.core.call('actions.start', { action: ROTATE, plan, ...SECRETS });
      await fleet.rests(jobId);
      const items = await fleet.items(jobId);
      expect(ends(items)).toBe(`1 failed, ${items.length - 1} ok`);
      const detail = await fleet.core.call('calendars.get', { workspaceId: fleet.id('ACME'), id: gone?.id ?? '' });
      expect(detail.calendar.deletedAt).not.toBeNull();
      // Somebody else deleted it: that is history as observed.
      const { timeline } = await fleet.core.call('calendars.diagnosis', {
        workspaceId: fleet.id('ACME'),
        id: gone?.id ?? '',
      });
      expect(timeline.filter(({ kind }) => kind === 'change')).toMatchObject([{ title: 'Gone from Recall' }]);
    }));

  it('a plan that no longer fits the world is refused, and nothing is done', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      const { plan } = await fleet.preview(ROTATE);
      fleet.sim.world.workspace('ACME').addCalendar({ platform: 'microsoft_outlook', oauthClientId: CLIENT });
      await fleet.core.call('sync.now', {});
      await fleet.until('the new calendar is seen', async () => (await fleet.preview(ROTATE)).plan !== plan);
      const refused = await fleet.core.answer('actions.start', { action: ROTATE, plan, ...SECRETS });
      expect(refused).toMatchObject({ ok: false, error: { code: 'conflict' } });
      expect(fleet.sim.stats.of('ACME', 'calendars.update').requests).toBe(0);
      expect((await fleet.core.call('jobs.list', { after: null, limit: 10 })).rows).toEqual([]);
    }));

  it('two windows that start the same job start it once', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      const { plan } = await fleet.preview(ROTATE);
      const answers = await Promise.all(
        [1, 2, 3].map(() => fleet.core.answer('actions.start', { action: ROTATE, plan, ...SECRETS })),
      );
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      for (const answer of answers) if (!answer.ok) expect(answer.error.code).toBe('conflict');
      const [job] = (await fleet.core.call('jobs.list', { after: null, limit: 10 })).rows;
      await fleet.rests(job?.id ?? -1);
      allRotated(fleet);
    }));

  it('a job that is begun while unfinished ones are taken up is carried out once', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      await fleet.stop();
      const kept = Promise.withResolvers<void>();
      const { secrets } = fleet;
      const set = secrets.set.bind(secrets);
      secrets.set = async (account, value) => {
        await kept.promise;
        await set(account, value);
      };
      // Whoever begins too early is still at it when the start goes on.
      fleet.sim.faults.add({
        match: { operation: 'calendars.update', times: 4 },
        kind: { type: 'status', status: 429, retryAfter: 30 },
      });
      await fleet.begin();
      const { plan } = await fleet.preview(ROTATE);
      const started = fleet.core.call('actions.start', { action: ROTATE, plan, ...SECRETS });
      // Meanwhile the core starts its workspaces and takes up what a crash may have left.
      await fleet.pass(5_000);
      kept.resolve();
      const { jobId } = await started;
      expect((await fleet.rests(jobId)).state).toBe('finished');
      allRotated(fleet);
      expect((await fleet.items(jobId)).every(({ attempts }) => attempts === 1)).toBe(true);
    }));

  it('a workspace that is removed in the middle takes its items along and leaves the others alone', () =>
    withFleet({ workspaces: ['ACME', 'Globex'], calendars: 10 }, async (fleet) => {
      fleet.sim.faults.add({
        match: { workspace: 'ACME', operation: 'calendars.update', times: 1_000 },
        kind: { type: 'status', status: 429, retryAfter: 30 },
      });
      const id = await fleet.start(ROTATE, SECRETS);
      await fleet.until('ACME is waiting', async () => fleet.sim.stats.of('ACME', 'calendars.update').faults > 0);
      await fleet.core.call('workspaces.remove', { workspaceId: fleet.id('ACME') });
      await fleet.rests(id);
      const items = await fleet.items(id);
      expect(ends(items.filter(({ workspaceId }) => workspaceId === fleet.id('Globex')))).toMatch(/^\d+ ok$/);
      expect(ends(items.filter(({ workspaceId }) => workspaceId === fleet.id('ACME')))).toMatch(/^\d+ skipped$/);
      const { rows } = await fleet.core.call('audit.list', {
        filter: { workspaces: 'all', text: 'ACME' },
        after: null,
        limit: 50,
      });
      expect(rows.length).toBeGreaterThan(0);
    }));

  it('a canary whose workspace is removed lets nothing else go before another one is chosen', () =>
    withFleet({ workspaces: ['ACME', 'Globex'] }, async (fleet) => {
      fleet.sim.faults.add({
        match: { workspace: 'ACME', operation: 'calendars.update', times: 1_000 },
        kind: { type: 'status', status: 429, retryAfter: 30 },
      });
      const [first, other] = ['ACME', 'Globex'].map((name) => fleet.truth().find((one) => one.workspaceName === name));
      const id = await fleet.start(ROTATE, {
        ...SECRETS,
        canary: { workspaceId: fleet.id('ACME'), id: first?.id ?? '' },
        unattended: true,
      });
      await fleet.until('ACME is waiting', async () => fleet.sim.stats.of('ACME', 'calendars.update').faults > 0);
      await fleet.core.call('workspaces.remove', { workspaceId: fleet.id('ACME') });
      expect(await fleet.rests(id)).toMatchObject({ state: 'paused', reason: { code: 'canary_failed' } });
      await fleet.pass(10 * MINUTE_MS);
      expect(fleet.sim.stats.of('Globex', 'calendars.update').requests).toBe(0);
      await fleet.core.call('jobs.resume', {
        jobId: id,
        canary: { workspaceId: fleet.id('Globex'), id: other?.id ?? '' },
      });
      await fleet.rests(id);
      const items = await fleet.items(id);
      expect(ends(items.filter(({ workspaceId }) => workspaceId === fleet.id('Globex')))).toMatch(/^\d+ ok$/);
    }));

  it('a laptop that sleeps in the middle goes on where it was', () =>
    withFleet({ workspaces: ['ACME'], calendars: 20 }, async (fleet) => {
      fleet.sim.faults.add({
        match: { operation: 'calendars.update', nth: 5, times: 8 },
        kind: { type: 'status', status: 429, retryAfter: 90 },
      });
      const id = await fleet.start(ROTATE, SECRETS);
      await fleet.until('some are done', async () => fleet.sim.stats.of('ACME', 'calendars.update').faults > 0);
      fleet.sleep(9 * 60 * MINUTE_MS);
      expect((await fleet.rests(id)).state).toBe('finished');
      allRotated(fleet);
    }));
});

describe('people steer a job', () => {
  it('pause begins nothing more, resume goes on, cancel skips what has not begun', () =>
    withFleet({ workspaces: ['ACME'], calendars: 40 }, async (fleet) => {
      fleet.sim.faults.add({
        match: { operation: 'calendars.update', nth: 6, times: 4 },
        kind: { type: 'status', status: 429, retryAfter: 30 },
      });
      const id = await fleet.start(ROTATE, SECRETS);
      await fleet.until('some are done', async () => fleet.sim.stats.of('ACME', 'calendars.update').faults > 0);
      await fleet.core.call('jobs.pause', { jobId: id });
      await fleet.pass(10 * MINUTE_MS);
      const atPause = fleet.sim.stats.of('ACME', 'calendars.update').requests;
      await fleet.pass(10 * MINUTE_MS);
      expect(fleet.sim.stats.of('ACME', 'calendars.update').requests).toBe(atPause);
      const paused = await fleet.items(id);
      expect(paused.filter(({ state }) => state !== 'waiting').every(({ state }) => state === 'ok')).toBe(true);
      await fleet.core.call('jobs.cancel', { jobId: id });
      expect((await fleet.rests(id)).state).toBe('cancelled');
      expect(fleet.sim.stats.of('ACME', 'calendars.update').requests).toBe(atPause);
      const skipped = (await fleet.items(id)).filter(({ state }) => state === 'skipped');
      expect(skipped.length).toBeGreaterThan(0);
      await fleet.core.call('jobs.retry', { jobId: id, states: ['skipped'], secrets: { clientSecret: NEW_SECRET } });
      expect((await fleet.rests(id)).state).toBe('finished');
      allRotated(fleet);
    }));

  it('an ended job cannot be steered, and an unknown one is not found', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      const id = await fleet.start(ROTATE, SECRETS);
      await fleet.rests(id);
      expect(await fleet.core.answer('jobs.pause', { jobId: id })).toMatchObject({
        ok: false,
        error: { code: 'conflict' },
      });
      expect(await fleet.core.answer('jobs.cancel', { jobId: 99 })).toMatchObject({
        ok: false,
        error: { code: 'not_found' },
      });
      const retry = await fleet.core.answer('jobs.retry', { jobId: id, states: ['failed'], ...SECRETS });
      expect(retry).toMatchObject({ ok: false, error: { code: 'conflict' } });
    }));
});
