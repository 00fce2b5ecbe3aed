/** Scheduling when Recall refuses, is busy, has no bot free or does not answer, and when people and time come in between. */
import { describe, expect, it } from 'vitest';
import type { ActionRequest } from '../../../shared/actions.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../shared/time.ts';
import type { Fleet } from './support/fleet.ts';
import { ends } from './support/fleet.ts';
import {
  acme,
  calls,
  LINK,
  meet,
  only,
  refOf,
  scheduling,
  sharedKey,
  truth,
  withMeetings,
} from './support/meetings.ts';
import { seeKeys } from './support/seen-keys.ts';

const audit = async (fleet: Fleet, jobId: number) =>
  (await fleet.core.call('audit.list', { filter: { workspaces: 'all', jobId }, after: null, limit: 50 })).rows;

describe('an empty pool (507)', () => {
  it('is asked again about every 30 seconds with another key, and nobody else waits for it', () =>
    withMeetings(async (fleet) => {
      const [soon, later] = await meet(fleet, { startIn: 8 * MINUTE_MS }, { startIn: 5 * HOUR_MS });
      if (soon === undefined || later === undefined) throw new Error('There are no meetings.');
      acme(fleet).adHocPoolEmpty = true;
      const seen = seeKeys();
      const { consequences, events } = await fleet.preview(scheduling(fleet, [later, soon]));
      expect(consequences[0]?.text).toContain('1 event starts within 10 minutes');
      expect(events.map(({ note }) => note)).toEqual([
        expect.stringContaining('Starts in 8 minutes: the bot may come late'),
        expect.not.stringContaining('Starts in'),
      ]);
      const jobId = await fleet.start(scheduling(fleet, [later, soon]));
      await fleet.until(
        'the later one is through',
        async () => ends(await fleet.items(jobId)).includes('1 ok'),
        MINUTE_MS,
      );
      await fleet.pass(95 * SECOND_MS);
      const [item] = await fleet.items(jobId);
      expect(item).toMatchObject({ eventId: soon.id, state: 'waiting' });
      expect(item?.message).toContain('no free machine');
      expect(item?.attempts).toBeGreaterThanOrEqual(4);
      expect(item?.attempts).toBeLessThanOrEqual(5);
      acme(fleet).adHocPoolEmpty = false;
      await fleet.rests(jobId);
      expect(ends(await fleet.items(jobId))).toBe('2 ok');
      const own = seen().filter(({ eventId }) => eventId === soon.id);
      expect(own.length).toBeGreaterThanOrEqual(5);
      expect(new Set(own.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(own.length);
      expect((await audit(fleet, jobId)).filter(({ targetId }) => targetId === soon.id)).toHaveLength(own.length);
    }));

  it('waits as long as Recall says', () =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, { startIn: 8 * MINUTE_MS });
      if (event === undefined) throw new Error('There is no meeting.');
      fleet.sim.faults.add({
        match: { operation: 'events.botCreate' },
        kind: { type: 'status', status: 507, retryAfter: 90 },
      });
      const began = fleet.clock.monotonic();
      const item = await only(fleet, await fleet.start(scheduling(fleet, [event])));
      expect(item).toMatchObject({ state: 'ok', attempts: 2 });
      expect(fleet.clock.monotonic() - began).toBeGreaterThanOrEqual(90 * SECOND_MS);
    }));

  it('is given up when the meeting has ended, and then the event says why it has no bot', () =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, { startIn: 2 * MINUTE_MS });
      if (event === undefined) throw new Error('There is no meeting.');
      acme(fleet).adHocPoolEmpty = true;
      const item = await only(fleet, await fleet.start(scheduling(fleet, [event])));
      expect(item.state).toBe('failed');
      expect(item.message).toContain('The meeting has ended, so it is not tried again. The last time:');
      expect(acme(fleet).now()).toBeGreaterThanOrEqual(event.endAt);
      expect(acme(fleet).now()).toBeLessThan(event.endAt + 2 * MINUTE_MS);
      const { row } = await verdictOf(fleet, event.id);
      expect(row).toMatchObject({ verdict: 'missed', reason: 'pool_empty' });
    }));

  it('is left to the next start, and goes on then', () =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, { startIn: 8 * MINUTE_MS });
      if (event === undefined) throw new Error('There is no meeting.');
      acme(fleet).adHocPoolEmpty = true;
      const jobId = await fleet.start(scheduling(fleet, [event]));
      await fleet.pass(10 * SECOND_MS);
      await fleet.restart();
      acme(fleet).adHocPoolEmpty = false;
      expect(await only(fleet, jobId)).toMatchObject({ state: 'ok' });
    }));

  it('ends with its job when that is cancelled', () =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, { startIn: 8 * MINUTE_MS });
      if (event === undefined) throw new Error('There is no meeting.');
      acme(fleet).adHocPoolEmpty = true;
      const jobId = await fleet.start(scheduling(fleet, [event]));
      await fleet.pass(40 * SECOND_MS);
      await fleet.core.call('jobs.cancel', { jobId });
      expect(await only(fleet, jobId)).toMatchObject({ state: 'skipped' });
      const sent = calls(fleet, 'events.botCreate');
      await fleet.pass(2 * MINUTE_MS);
      expect(calls(fleet, 'events.botCreate')).toBe(sent);
    }));
});

describe('a conflict (409)', () => {
  it('is read back, and sent again with another key after a while', () =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, {});
      if (event === undefined) throw new Error('There is no meeting.');
      const seen = seeKeys();
      fleet.sim.faults.add({
        match: { operation: 'events.botCreate', times: 2 },
        kind: { type: 'status', status: 409 },
      });
      const jobId = await fleet.start(scheduling(fleet, [event]));
      expect(await only(fleet, jobId)).toMatchObject({ state: 'ok', attempts: 3 });
      expect(new Set(seen().map(({ idempotencyKey }) => idempotencyKey)).size).toBe(3);
      expect(truth(fleet, event).bots).toHaveLength(1);
    }));

  it('of another program that has scheduled the same bot meanwhile needs no second call', () =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, {});
      if (event === undefined) throw new Error('There is no meeting.');
      fleet.sim.faults.add({
        match: { operation: 'events.botCreate' },
        kind: { type: 'status', status: 409, after: true },
      });
      const item = await only(fleet, await fleet.start(scheduling(fleet, [event])));
      expect(item).toMatchObject({ state: 'ok', attempts: 1 });
      expect(calls(fleet, 'events.botCreate')).toBe(1);
    }));

  it('that does not end gives the event up, with what happened', () =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, {});
      if (event === undefined) throw new Error('There is no meeting.');
      fleet.sim.faults.add({
        match: { operation: 'events.botCreate', times: 99 },
        kind: { type: 'status', status: 409 },
      });
      const item = await only(fleet, await fleet.start(scheduling(fleet, [event])));
      expect(item).toMatchObject({ state: 'failed', attempts: 5 });
      expect(item.message).toContain('Given up after 5 tries');
    }));
});

describe('scheduling', () => {
  it('waits for the limit, and goes on by itself (429)', () =>
    withMeetings(async (fleet) => {
      const events = await meet(fleet, {}, {}, {});
      fleet.sim.faults.add({
        match: { operation: 'events.botCreate' },
        kind: { type: 'status', status: 429, retryAfter: 20 },
      });
      const began = fleet.clock.monotonic();
      const jobId = await fleet.start(scheduling(fleet, events));
      await fleet.rests(jobId);
      expect(ends(await fleet.items(jobId))).toBe('3 ok');
      expect(fleet.clock.monotonic() - began).toBeGreaterThanOrEqual(20 * SECOND_MS);
      for (const event of events) expect(truth(fleet, event).bots).toHaveLength(1);
    }));

  it.each([
    ['was carried out', true, 1],
    ['never arrived', false, 2],
  ] as const)('whose answer is lost is read back: the call that %s is not forgotten', (_, after, sent) =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, { botIn: HOUR_MS });
      if (event === undefined) throw new Error('There is no meeting.');
      fleet.sim.faults.add({ match: { operation: 'events.botCreate' }, kind: { type: 'status', status: 504, after } });
      const item = await only(fleet, await fleet.start(scheduling(fleet, [event])));
      expect(item).toMatchObject({ state: 'ok', attempts: sent });
      expect(calls(fleet, 'events.botCreate')).toBe(sent);
      expect(truth(fleet, event).bots).toMatchObject([{ startAt: event.startAt }]);
    }),
  );

  it('with another configuration for a bot that is right is sent again when its answer is lost, for nothing tells', () =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, { botIn: 2 * HOUR_MS });
      if (event === undefined) throw new Error('There is no meeting.');
      fleet.sim.faults.add({ match: { operation: 'events.botCreate' }, kind: { type: 'status', status: 504 } });
      const secrets = { botConfig: '{"bot_name":"Second try"}' };
      const jobId = await fleet.start(scheduling(fleet, [event], { config: 'given' }), { secrets });
      expect(await only(fleet, jobId)).toMatchObject({ state: 'ok', attempts: 2 });
      const bot = acme(fleet).botsById.get(truth(fleet, event).bots[0]?.botId ?? '');
      expect(bot?.botName).toBe('Second try');
    }));

  it('of an event that is refused says why in words, and the event remembers it until a bot comes', () =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, {});
      if (event === undefined) throw new Error('There is no meeting.');
      const calendar = acme(fleet).calendars()[0];
      const action = scheduling(fleet, [event]);
      const { plan } = await fleet.preview(action);
      acme(fleet).setCalendarStatus(calendar?.id ?? '', 'disconnected');
      const { jobId } = await fleet.core.call('actions.start', { action, plan });
      const item = await only(fleet, jobId);
      expect(item).toMatchObject({ state: 'failed' });
      expect(item.message).toContain('"Cannot schedule bot as calendar is disconnected."');
      expect(item.message).toContain('This call changed nothing.');
      expect(await audit(fleet, jobId)).toMatchObject([{ state: 'failed' }]);

      acme(fleet).setCalendarStatus(calendar?.id ?? '', 'connected');
      await fleet.pass(3 * MINUTE_MS);
      expect((await verdictOf(fleet, event.id)).row).toMatchObject({ verdict: 'will_be_missed', reason: 'refused' });
      expect(await only(fleet, await fleet.start(action))).toMatchObject({ state: 'ok' });
      expect((await verdictOf(fleet, event.id)).row).toMatchObject({ verdict: 'covered' });
    }));

  it('sends nothing about a meeting that ended, was deleted or moved while it waited', () =>
    withMeetings(async (fleet) => {
      const [ended, deleted, moved, stays] = await meet(
        fleet,
        { title: 'ended', startIn: 2 * MINUTE_MS },
        { title: 'deleted' },
        { title: 'moved' },
        { title: 'stays' },
      );
      if (!ended || !deleted || !moved || !stays) throw new Error('There are no meetings.');
      const jobId = await fleet.start(scheduling(fleet, [ended, deleted, moved, stays]));
      await fleet.core.call('jobs.pause', { jobId });
      await fleet.pass(SECOND_MS);
      const sent = calls(fleet, 'events.botCreate');
      acme(fleet).deleteEvent(deleted.id);
      acme(fleet).updateEvent(moved.id, { startAt: moved.startAt + HOUR_MS });
      await fleet.pass(40 * MINUTE_MS);
      await fleet.core.call('jobs.resume', { jobId });
      await fleet.rests(jobId);
      const items = await fleet.items(jobId);
      const of = (id: string) => items.find(({ eventId }) => eventId === id);
      // What was under way when the pause came was sent.
      expect(sent).toBeLessThan(4);
      for (const [event, words] of [
        [ended, 'The meeting has ended, so nothing was sent.'],
        [deleted, 'was deleted or cancelled since the preview'],
        [moved, 'got another time or link since the preview'],
      ] as const) {
        if (of(event.id)?.state === 'ok') continue;
        expect(of(event.id)).toMatchObject({ state: 'failed', message: expect.stringContaining(words) });
        expect(truth(fleet, event).bots).toEqual([]);
      }
      expect(of(stays.id)).toMatchObject({ state: 'ok' });
    }));

  it('is nothing but a preview in a read-only workspace, and under the lock', () =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, {});
      if (event === undefined) throw new Error('There is no meeting.');
      const action = scheduling(fleet, [event]);
      const { plan } = await fleet.preview(action);
      await fleet.core.call('app.protect', { locked: true });
      await expect(fleet.core.call('actions.start', { action, plan })).rejects.toMatchObject({ code: 'read_only' });
      await fleet.core.call('app.protect', { locked: false });
      await fleet.core.call('workspaces.update', { workspaceId: fleet.id('ACME'), mode: 'read_only' });
      expect((await fleet.preview(action)).untouched).toMatchObject([
        { reason: 'read_only', events: [{ id: event.id }] },
      ]);
      await expect(fleet.core.call('actions.start', { action, plan })).rejects.toMatchObject({ code: 'conflict' });
      expect(calls(fleet, 'events.botCreate')).toBe(0);
    }));

  it('goes on after a crash where it was, and does nothing twice', () =>
    withMeetings(async (fleet) => {
      const events = await meet(
        fleet,
        ...Array.from({ length: 12 }, (_, n) => ({ startIn: (n + 2) * HOUR_MS, botIn: HOUR_MS })),
      );
      fleet.sim.faults.add({
        match: { operation: 'events.botCreate', nth: 3, times: 2 },
        kind: { type: 'status', status: 504, after: true },
      });
      const jobId = await fleet.start(scheduling(fleet, events));
      await fleet.restart();
      await fleet.rests(jobId);
      expect(ends(await fleet.items(jobId))).toBe('12 ok');
      for (const event of events) {
        expect(truth(fleet, event).bots).toMatchObject([
          { startAt: event.startAt, deduplicationKey: sharedKey(event) },
        ]);
      }
      expect((await audit(fleet, jobId)).filter(({ state }) => state === 'intended')).toEqual([]);
    }));
});

describe('an unscheduling', () => {
  it('whose answer is lost is read back, and not sent twice', () =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, { botIn: 2 * HOUR_MS });
      if (event === undefined) throw new Error('There is no meeting.');
      fleet.sim.faults.add({
        match: { operation: 'events.botDelete' },
        kind: { type: 'status', status: 504, after: true },
      });
      const action: ActionRequest = { kind: 'event.unschedule_bot', targets: { events: [refOf(fleet, event)] } };
      expect(await only(fleet, await fleet.start(action))).toMatchObject({ state: 'ok', attempts: 1 });
      expect(truth(fleet, event).bots).toEqual([]);
    }));
});

describe('a retirement', () => {
  it('whose answer is lost is read back by the bot itself', () =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, { botIn: 2 * HOUR_MS, link: LINK });
      if (event === undefined) throw new Error('There is no meeting.');
      fleet.sim.faults.add({ match: { operation: 'bots.delete' }, kind: { type: 'status', status: 504, after: true } });
      const bot = { workspaceId: fleet.id('ACME'), eventId: event.id, botId: event.bots[0]?.botId ?? '' };
      const item = await only(fleet, await fleet.start({ kind: 'event.retire_bot', bots: [bot] }));
      expect(item).toMatchObject({ state: 'ok', attempts: 1 });
      expect(calls(fleet, 'bots.delete')).toBe(1);
    }));
});

async function verdictOf(fleet: Fleet, id: string) {
  let row: { readonly verdict: string; readonly reason: string } | null = null;
  await fleet.until('the event is judged again', async () => {
    await fleet.pass(5 * SECOND_MS);
    row = (await fleet.core.call('events.get', { workspaceId: fleet.id('ACME'), id })).event.verdict;
    return row !== null;
  });
  return { row: row as { readonly verdict: string; readonly reason: string } | null };
}
