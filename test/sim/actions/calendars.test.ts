/** Reconnect, test, update, delete, connect: what each does at Recall, and what Callboard says about it. */
import { describe, expect, it } from 'vitest';
import type { ActionRequest, CalendarRef } from '../../../shared/actions.ts';
import type { TimelineEntry } from '../../../shared/diagnosis.ts';
import { DAY_MS } from '../../../shared/time.ts';
import type { Fleet } from './support/fleet.ts';
import { BEGINS, CLIENT, ends, withFleet } from './support/fleet.ts';

/** The calendars of the shared client in the first workspace, as the contract names them. */
function refs(fleet: Fleet, count = 1): CalendarRef[] {
  return fleet
    .truth()
    .filter(({ workspaceName }) => workspaceName === 'ACME')
    .slice(0, count)
    .map(({ id }) => ({ workspaceId: fleet.id('ACME'), id }));
}
const acme = (fleet: Fleet) => fleet.sim.world.workspace('ACME');
const truthOf = (fleet: Fleet, { id }: CalendarRef) =>
  fleet.sim.world.workspaces.map((one) => one.findCalendar(id)).find((one) => one !== null);

async function only(fleet: Fleet, jobId: number) {
  await fleet.rests(jobId);
  const items = await fleet.items(jobId);
  expect(items).toHaveLength(1);
  return items[0];
}

const audit = async (fleet: Fleet, jobId: number) =>
  (await fleet.core.call('audit.list', { filter: { workspaces: 'all', jobId }, after: null, limit: 50 })).rows;

describe('reconnect', () => {
  it('sends an empty change, and reports the calendar that comes back', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      const [ref] = refs(fleet);
      if (ref === undefined) throw new Error('There is no calendar.');
      acme(fleet).setTrouble(ref.id, null);
      const secretBefore = truthOf(fleet, ref)?.oauthClientSecret;
      const item = await only(fleet, await fleet.start({ kind: 'calendar.reconnect', targets: { calendars: [ref] } }));
      expect(item).toMatchObject({ state: 'ok', attempts: 1 });
      expect(truthOf(fleet, ref)).toMatchObject({ status: 'connected', patches: 1, oauthClientSecret: secretBefore });
      const { calendar } = await fleet.core.call('calendars.get', ref);
      expect(calendar.status).toBe('connected');
    }));

  it('says why a calendar does not come back', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      const item = await only(
        fleet,
        await fleet.start({ kind: 'calendar.reconnect', targets: { calendars: refs(fleet) } }),
      );
      expect(item?.state).toBe('failing');
      expect(item?.message).toContain('AADSTS7000222');
    }));

  it('takes all that match a filter, frozen as they were previewed', () =>
    withFleet({}, async (fleet) => {
      const action: ActionRequest = {
        kind: 'calendar.reconnect',
        targets: { filter: { workspaces: 'all', status: 'disconnected' } },
      };
      const preview = await fleet.preview(action);
      expect(preview.count).toBe(fleet.truth().length);
      const id = await fleet.start(action);
      await fleet.rests(id);
      expect(ends(await fleet.items(id))).toBe(`${preview.count} failing`);
    }));

  it('is read back by its attempt when the answer is lost, and not sent twice', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      const [ref] = refs(fleet);
      if (ref === undefined) throw new Error('There is no calendar.');
      acme(fleet).setTrouble(ref.id, null);
      fleet.sim.faults.add({
        match: { operation: 'calendars.update' },
        kind: { type: 'status', status: 504, after: true },
      });
      const item = await only(fleet, await fleet.start({ kind: 'calendar.reconnect', targets: { calendars: [ref] } }));
      expect(item?.state).toBe('ok');
      expect(truthOf(fleet, ref)?.patches).toBe(1);
    }));
});

describe('test of a credential', () => {
  it('tells a good credential from a refused one, and changes nothing', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      const [good, bad] = refs(fleet, 2);
      if (good === undefined || bad === undefined) throw new Error('There are too few calendars.');
      acme(fleet).setTrouble(good.id, null);
      acme(fleet).setTrouble(bad.id, 'outlook_password_changed');
      const id = await fleet.start({ kind: 'calendar.test_credential', targets: { calendars: [good, bad] } });
      await fleet.rests(id);
      const items = await fleet.items(id);
      expect(items.find(({ calendarId }) => calendarId === good.id)?.state).toBe('ok');
      const refused = items.find(({ calendarId }) => calendarId === bad.id);
      expect(refused?.state).toBe('failing');
      expect(refused?.message).toContain('has to authorise again');
      expect(fleet.sim.stats.of('ACME', 'calendars.update').requests).toBe(0);
    }));
});

describe('update of credentials', () => {
  it('sends secret and token together to one calendar', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      const [ref] = refs(fleet);
      if (ref === undefined) throw new Error('There is no calendar.');
      acme(fleet).setTrouble(ref.id, 'outlook_password_changed');
      const action: ActionRequest = {
        kind: 'calendar.update_credentials',
        targets: { calendars: [ref] },
        fields: ['client_secret', 'refresh_token'],
      };
      const secrets = { clientSecret: ' canary-secret-1 ', refreshToken: 'canary-refresh-1\n' };
      const item = await only(fleet, await fleet.start(action, { secrets }));
      expect(item?.state).toBe('ok');
      expect(truthOf(fleet, ref)).toMatchObject({
        oauthClientSecret: 'canary-secret-1',
        oauthRefreshToken: 'canary-refresh-1',
      });
    }));

  it('refuses one refresh token for several calendars, and a secret for several clients', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      const several = await fleet.core.answer('actions.preview', {
        action: {
          kind: 'calendar.update_credentials',
          targets: { calendars: refs(fleet, 2) },
          fields: ['refresh_token'],
        },
      });
      expect(several).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
      const clients = await fleet.core.answer('actions.preview', {
        action: {
          kind: 'calendar.update_credentials',
          targets: { filter: { workspaces: 'all' } },
          fields: ['client_secret'],
        },
      });
      expect(clients).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    }));

  it('is not begun without its secret', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      const action: ActionRequest = {
        kind: 'calendar.update_credentials',
        targets: { calendars: refs(fleet) },
        fields: ['client_secret'],
      };
      const { plan } = await fleet.preview(action);
      for (const secrets of [undefined, {}, { clientSecret: '   ' }, { refreshToken: 'canary-other' }]) {
        const answer = await fleet.core.answer('actions.start', { action, plan, secrets });
        expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
      }
      expect((await fleet.core.call('jobs.list', { after: null, limit: 10 })).rows).toEqual([]);
    }));

  it('is not begun where the keychain cannot keep the secret', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      const action: ActionRequest = {
        kind: 'calendar.update_credentials',
        targets: { calendars: refs(fleet) },
        fields: ['client_secret'],
      };
      const { plan } = await fleet.preview(action);
      fleet.secrets.available = false;
      const answer = await fleet.core.answer('actions.start', {
        action,
        plan,
        secrets: { clientSecret: 'canary-secret-1' },
      });
      expect(answer).toMatchObject({ ok: false, error: { code: 'keychain_unavailable' } });
      expect(fleet.sim.stats.of('ACME', 'calendars.update').requests).toBe(0);
    }));
});

describe('delete', () => {
  it('counts what is lost, wants it typed, and keeps the history', () =>
    withFleet({ workspaces: ['ACME'], eventsPerCalendar: 12, expired: false }, async (fleet) => {
      const [ref] = refs(fleet);
      const truth = ref === undefined ? undefined : truthOf(fleet, ref);
      if (ref === undefined || truth === undefined || truth === null) throw new Error('There is no calendar.');
      const action: ActionRequest = { kind: 'calendar.delete', targets: { calendars: [ref] } };
      const preview = await fleet.preview(action);
      const future = acme(fleet)
        .events()
        .filter(
          (event) =>
            event.calendarId === ref.id &&
            event.startAt >= BEGINS &&
            event.startAt < BEGINS + 28 * DAY_MS &&
            !event.isDeleted,
        );
      const bots = new Set(future.flatMap((event) => event.bots.map(({ botId }) => botId)));
      expect(preview.danger).toBe('irreversible');
      expect(preview.confirmation).toBe(truth.mailbox);
      expect(preview.consequences[0]?.text).toContain(`${bots.size} future bot`);
      for (const confirmation of [undefined, '', 'delete', truth.mailbox.toUpperCase()]) {
        const answer = await fleet.core.answer('actions.start', { action, plan: preview.plan, confirmation });
        expect(answer).toMatchObject({ ok: false, error: { details: { field: 'confirmation' } } });
      }
      const stored = (
        await fleet.core.call('events.list', {
          filter: { workspaces: 'all', calendar: ref },
          sort: { by: 'start', direction: 'asc' },
          after: null,
          limit: 200,
        })
      ).rows.length;
      const item = await only(fleet, await fleet.start(action, { confirmation: truth.mailbox }));
      expect(item).toMatchObject({ state: 'ok', message: 'Deleted: Recall no longer has it.' });
      expect(acme(fleet).findCalendar(ref.id)).toBeNull();
      const detail = await fleet.core.call('calendars.get', ref);
      expect(detail.calendar.deletedAt).not.toBeNull();
      // Our own doing is in the audit log, not among what was observed from outside.
      expect(await changesOf(fleet, ref)).toEqual([]);
      const kept = await fleet.core.call('events.list', {
        filter: { workspaces: 'all', calendar: ref },
        sort: { by: 'start', direction: 'asc' },
        after: null,
        limit: 200,
      });
      expect(kept.rows.length).toBe(stored);
    }));

  it('of several wants the exact number typed, and one that is gone already counts as done', () =>
    withFleet({ workspaces: ['ACME'], calendars: 8 }, async (fleet) => {
      const all = refs(fleet, 3);
      const action: ActionRequest = { kind: 'calendar.delete', targets: { calendars: all } };
      const { confirmation, plan } = await fleet.preview(action);
      expect(confirmation).toBe('delete 3 calendars');
      acme(fleet).removeCalendar(all[0]?.id ?? '');
      const { jobId } = await fleet.core.call('actions.start', { action, plan, confirmation: confirmation ?? '' });
      await fleet.rests(jobId);
      expect(ends(await fleet.items(jobId))).toBe('3 ok');
      expect(all.every(({ id }) => acme(fleet).findCalendar(id) === null)).toBe(true);
    }));

  it('whose answer is lost is looked after, not sent blindly again', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      fleet.sim.faults.add({
        match: { operation: 'calendars.delete' },
        kind: { type: 'status', status: 502, after: true },
      });
      const [ref] = refs(fleet);
      const action: ActionRequest = { kind: 'calendar.delete', targets: { calendars: ref === undefined ? [] : [ref] } };
      const { confirmation } = await fleet.preview(action);
      const item = await only(fleet, await fleet.start(action, { confirmation: confirmation ?? '' }));
      expect(item?.state).toBe('ok');
      expect(fleet.sim.stats.of('ACME', 'calendars.delete').requests).toBe(1);
    }));
});

describe('connect', () => {
  const request = (fleet: Fleet, mailbox: string): ActionRequest => ({
    kind: 'calendar.connect',
    workspaceId: fleet.id('ACME'),
    platform: 'microsoft_outlook',
    oauthClientId: CLIENT,
    mailbox,
    sendOauthEmail: true,
  });
  const SECRETS = { secrets: { clientSecret: 'canary-secret-2', refreshToken: 'canary-refresh-2' } };

  it('makes a calendar and watches it until it is connected', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      const item = await only(fleet, await fleet.start(request(fleet, 'new.person@acme.example'), SECRETS));
      expect(item?.state).toBe('ok');
      const made = acme(fleet).findCalendar(item?.calendarId ?? '');
      expect(made).toMatchObject({ status: 'connected', oauthRefreshToken: 'canary-refresh-2' });
      const { calendar } = await fleet.core.call('calendars.get', {
        workspaceId: fleet.id('ACME'),
        id: made?.id ?? '',
      });
      expect(calendar.oauthEmail).toBe('new.person@acme.example');
      const [entry] = await audit(fleet, 1);
      expect(entry).toMatchObject({
        action: 'calendar.connect',
        state: 'done',
        targetId: made?.id,
        actor: { user: 'tester' },
      });
    }));

  it('makes one calendar only when two windows ask for it at the same time', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      const before = acme(fleet).calendars().length;
      const action = request(fleet, 'new.person@acme.example');
      const { plan } = await fleet.preview(action);
      const answers = await Promise.all(
        [1, 2].map(() => fleet.core.answer('actions.start', { action, plan, ...SECRETS })),
      );
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      await fleet.rests(1);
      expect(acme(fleet).calendars()).toHaveLength(before + 1);
    }));

  it('shows the calendars of the same mailbox before', () =>
    withFleet({ workspaces: ['ACME'], expired: false }, async (fleet) => {
      const [existing] = fleet.truth();
      const preview = await fleet.preview(request(fleet, existing?.mailbox.toUpperCase() ?? ''));
      expect(preview.untouched).toMatchObject([{ reason: 'same_mailbox', count: 1 }]);
      expect(preview.consequences[0]).toMatchObject({ severity: 'warning' });
    }));

  it('makes one calendar only when the answer is lost', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      const before = acme(fleet).calendars().length;
      fleet.sim.faults.add({
        match: { operation: 'calendars.create', times: 2 },
        kind: { type: 'status', status: 502, after: true },
      });
      const item = await only(fleet, await fleet.start(request(fleet, 'new.person@acme.example'), SECRETS));
      expect(item?.state).toBe('ok');
      expect(acme(fleet).calendars()).toHaveLength(before + 1);
    }));

  it('is refused for a read-only workspace', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      await fleet.core.call('workspaces.update', { workspaceId: fleet.id('ACME'), mode: 'read_only' });
      const answer = await fleet.core.answer('actions.preview', { action: request(fleet, 'new.person@acme.example') });
      expect(answer).toMatchObject({ ok: false, error: { code: 'read_only' } });
    }));
});

/** What was seen to change from outside, newest first. */
async function changesOf(fleet: Fleet, ref: CalendarRef): Promise<TimelineEntry[]> {
  const { timeline } = await fleet.core.call('calendars.diagnosis', ref);
  return timeline.filter(({ kind }) => kind === 'change');
}

describe('what happened outside Callboard', () => {
  it('is shown as observed', () =>
    withFleet({ workspaces: ['ACME'], expired: false }, async (fleet) => {
      const [ref] = refs(fleet);
      const truth = ref === undefined ? undefined : truthOf(fleet, ref);
      if (ref === undefined || truth === undefined || truth === null) throw new Error('There is no calendar.');
      truth.oauthClientId = 'another-client';
      acme(fleet).touchCalendar(truth);
      await fleet.core.call('sync.now', {});
      await fleet.until('the change is seen', async () => (await changesOf(fleet, ref)).length > 0);
      expect(await changesOf(fleet, ref)).toMatchObject([
        { title: 'OAuth client changed', detail: `${CLIENT} → another-client`, basis: 'observed' },
      ]);
      acme(fleet).removeCalendar(ref.id);
      await fleet.core.call('sync.now', {});
      await fleet.until('the deletion is seen', async () => (await changesOf(fleet, ref)).length > 1);
      expect((await changesOf(fleet, ref))[0]?.title).toBe('Gone from Recall');
    }));
});

describe('the audit log', () => {
  it('has one entry per change, written before it was sent, and verifies', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      const [ref] = refs(fleet);
      if (ref === undefined) throw new Error('There is no calendar.');
      fleet.sim.faults.add({
        match: { operation: 'calendars.update' },
        kind: { type: 'status', status: 502, after: true },
      });
      const action: ActionRequest = {
        kind: 'calendar.update_credentials',
        targets: { calendars: [ref] },
        fields: ['client_secret'],
      };
      const jobId = await fleet.start(action, { secrets: { clientSecret: 'canary-secret-3' } });
      await fleet.rests(jobId);
      const [entry, ...more] = await audit(fleet, jobId);
      expect(more).toEqual([]);
      expect(entry).toMatchObject({
        state: 'done',
        action: 'calendar.update_credentials',
        workspaceName: 'ACME',
        target: 'calendar',
        targetId: ref.id,
        actor: { user: 'tester', host: 'testbed' },
      });
      expect(entry?.verification?.verdict).toBe('Connected by a new attempt.');
      const { records } = await fleet.core.call('audit.get', { n: entry?.n ?? -1 });
      expect(records.map(({ type }) => type)).toEqual(['intended', 'settled', 'settled', 'verified']);
      expect(JSON.stringify(records)).not.toContain('canary-secret-3');
      const { checks } = await fleet.core.call('doctor.run', {});
      expect(checks.find(({ name }) => name === 'Audit log')?.state).toBe('ok');
    }));

  it('also knows what changed in Callboard itself', () =>
    withFleet({ workspaces: ['ACME'] }, async (fleet) => {
      await fleet.core.call('workspaces.update', { workspaceId: fleet.id('ACME'), mode: 'read_only' });
      await fleet.core.call('app.protect', { locked: true, lockAtStart: true });
      await fleet.restart();
      expect(await fleet.core.call('app.protection', {})).toEqual({ locked: true, lockAtStart: true });
      const { rows } = await fleet.core.call('audit.list', { filter: { workspaces: 'all' }, after: null, limit: 10 });
      expect(rows.map(({ action }) => action)).toEqual(['app.protect', 'workspace.update', 'workspace.add']);
      expect(rows[1]?.summary).toContain('operate → read-only');
    }));
});
