/** Scheduling, moving, unscheduling and retiring bots of events: what each does at Recall, and what Callboard says about it. */
import { describe, expect, it } from 'vitest';
import type { ActionRequest } from '../../../shared/actions.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../shared/time.ts';
import type { Fleet } from './support/fleet.ts';
import { ends } from './support/fleet.ts';
import {
  acme,
  calls,
  known,
  LINK,
  meet,
  only,
  PER_EVENT,
  refOf,
  scheduling,
  SHARED,
  sharedKey,
  truth,
  withMeetings,
} from './support/meetings.ts';

const audit = async (fleet: Fleet, jobId: number) =>
  (await fleet.core.call('audit.list', { filter: { workspaces: 'all', jobId }, after: null, limit: 50 })).rows;

const byText = (a: string | null, b: string | null): number => ((a ?? '') < (b ?? '') ? -1 : 1);

describe('scheduling', () => {
  it('gives an event a bot under the key of the recipe, and reads the result from the answer', () =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, { title: 'Review' });
      if (event === undefined) throw new Error('There is no meeting.');
      const action = scheduling(fleet, [event]);
      const preview = await fleet.preview(action);
      const key = sharedKey(event);
      expect(preview).toMatchObject({
        title: 'Schedule the bot of 1 event',
        danger: 'remote',
        count: 1,
        calendars: [],
        canary: null,
        secrets: [],
        events: [
          {
            event: { id: event.id, title: 'Review' },
            from: null,
            to: { startAt: event.startAt, meetingUrl: `${LINK}0`, deduplicationKey: key },
          },
        ],
      });
      const jobId = await fleet.start(action);
      const item = await only(fleet, jobId);
      expect(item).toMatchObject({
        state: 'ok',
        calendarId: null,
        eventId: event.id,
        botId: null,
        label: 'Review',
        attempts: 1,
      });
      expect(item.message).toContain('one bot for this event, at its time');
      expect(truth(fleet, event).bots).toMatchObject([{ startAt: event.startAt, deduplicationKey: key }]);
      // The answer itself is in the replica: nothing has to be listed for it.
      const { bots } = await fleet.core.call('events.get', refOf(fleet, event));
      expect(bots).toMatchObject([{ deduplicationKey: key, startAt: event.startAt, goneAt: null }]);
      expect(await audit(fleet, jobId)).toMatchObject([
        {
          action: 'event.schedule_bot',
          target: 'event',
          targetId: event.id,
          targetLabel: 'Review',
          workspaceName: 'ACME',
          state: 'done',
          summary:
            'POST calendar event bot: deduplication key, configuration of its last bot · 200 empty configuration',
          verification: { verdict: item.message },
        },
      ]);
    }));

  it('moves a bot that stayed at the old time, with its configuration, which nobody here sees', () =>
    withMeetings(async (fleet) => {
      const config = {
        bot_name: 'Scribe',
        recording_config: {
          realtime_endpoints: [{ type: 'webhook', url: 'https://hook.example/canary-hook-1?token=canary-token-1' }],
        },
        zoom: { zak_url: 'https://zak.example/canary-zak-1' },
      };
      const [event] = await meet(fleet, { botIn: HOUR_MS, config });
      if (event === undefined) throw new Error('There is no meeting.');
      const before = event.bots[0];
      const preview = await fleet.preview(scheduling(fleet, [event]));
      expect(preview.events[0]?.from).toMatchObject({ botId: before?.botId, startAt: before?.startAt });
      const item = await only(fleet, await fleet.start(scheduling(fleet, [event])));
      expect(item.state).toBe('ok');
      const { bots } = truth(fleet, event);
      expect(bots).toMatchObject([{ startAt: event.startAt, deduplicationKey: sharedKey(event) }]);
      const sent = acme(fleet).botsById.get(bots[0]?.botId ?? '')?.config;
      expect(sent).toMatchObject(config);
      expect(JSON.stringify([item, fleet.log, fleet.core.events])).not.toContain('canary-hook-1');
      expect(Object.keys(sent ?? {})).not.toEqual(
        expect.arrayContaining(['join_at', 'meeting_url', 'id', 'status_changes']),
      );
    }));

  it('leaves an event alone whose bot is right, and one that no bot can be sent to', () =>
    withMeetings(async (fleet) => {
      const events = await meet(
        fleet,
        { title: 'right', botIn: 2 * HOUR_MS },
        { title: 'ended', startIn: -2 * HOUR_MS },
        { title: 'deleted' },
        { title: 'wrong', botIn: HOUR_MS },
        { title: 'no link' },
      );
      acme(fleet).deleteEvent(events[2]?.id ?? '');
      acme(fleet).updateEvent(events[4]?.id ?? '', { meetingUrl: null });
      await known(fleet, events);
      const { count, untouched, events: planned } = await fleet.preview(scheduling(fleet, events));
      expect(count).toBe(1);
      expect(planned.map(({ event }) => event.title)).toEqual(['wrong']);
      expect(
        new Map(untouched.map(({ reason, events: rows }) => [reason, rows.map(({ title }) => title).toSorted(byText)])),
      ).toEqual(
        new Map([
          ['ended', ['ended']],
          ['unchanged', ['right']],
          ['not_recordable', ['deleted', 'no link']],
        ]),
      );
    }));

  it('says where nobody knows the recipe of a workspace, and uses the one that was chosen', () =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, {});
      if (event === undefined) throw new Error('There is no meeting.');
      const { recipe: _left, ...action } = scheduling(fleet, [event]) as Extract<
        ReturnType<typeof scheduling>,
        { kind: 'event.schedule_bot' }
      >;
      const { count, untouched } = await fleet.preview(action);
      expect([count, untouched[0]?.reason]).toEqual([0, 'no_recipe']);
      await fleet.core.call('workspaces.setRecipe', { workspaceId: fleet.id('ACME'), template: PER_EVENT });
      const { events } = await fleet.preview(action);
      expect(events[0]?.to?.deduplicationKey).toBe(`${sharedKey(event)}-${event.id}`);
      const other = await fleet.preview(scheduling(fleet, [event]));
      expect(other.consequences.map(({ text }) => text).join(' ')).toContain('uses another recipe');
    }));

  it('says where a meeting would have a second bot, and where one serves both', () =>
    withMeetings(async (fleet) => {
      await fleet.core.call('workspaces.setRecipe', { workspaceId: fleet.id('ACME'), template: SHARED });
      const [, , other, joins] = await meet(
        fleet,
        { link: `${LINK}7`, botIn: 2 * HOUR_MS, key: 'made by hand', calendar: 1 },
        { link: `${LINK}8`, botIn: 2 * HOUR_MS, calendar: 1 },
        { link: `${LINK}7` },
        { link: `${LINK}8` },
      );
      if (other === undefined || joins === undefined) throw new Error('There are no meetings.');
      await fleet.pass(10 * SECOND_MS);
      const texts = (await fleet.preview(scheduling(fleet, [other, joins]))).consequences.map(({ text }) => text);
      expect(texts).toContainEqual(
        '1 meeting would have a second bot: another event of the same meeting has one under another key.',
      );
      expect(texts).toContainEqual(
        expect.stringMatching(/^1 event gets the bot that another event of the same meeting has/),
      );
    }));

  it('fixes all that stayed at the old time, soonest first, and says so of each', () =>
    withMeetings(async (fleet) => {
      const wrong = Array.from({ length: 14 }, (_, n) => ({
        startIn: (20 - n) * HOUR_MS,
        botIn: (20 - n) * HOUR_MS - MINUTE_MS * 30,
      }));
      const events = await meet(fleet, ...wrong);
      const jobId = await fleet.start(scheduling(fleet, events));
      await fleet.rests(jobId);
      const items = await fleet.items(jobId);
      expect(ends(items)).toBe('14 ok');
      const soonest = events.toSorted((a, b) => a.startAt - b.startAt).map(({ id }) => id);
      expect(items.map(({ eventId }) => eventId)).toEqual(soonest);
      for (const event of events) expect(truth(fleet, event).bots).toMatchObject([{ startAt: event.startAt }]);
      expect(calls(fleet, 'events.botCreate')).toBe(14);
      expect(await audit(fleet, jobId)).toHaveLength(14);
    }));

  it('takes all ahead that match a filter, and never one of the past', () =>
    withMeetings(async (fleet) => {
      await meet(fleet, { title: 'past', startIn: -HOUR_MS }, { title: 'a' }, { title: 'b' });
      const { events } = await fleet.preview(
        scheduling(fleet, [], { targets: { filter: { workspaces: 'all', coverage: 'no_bot' } } }),
      );
      expect(events.map(({ event }) => event.title)).toEqual(['a', 'b']);
    }));

  it('never has two calls with one key under way, and one bot serves all events of the key', () =>
    withMeetings(async (fleet) => {
      const twins = Array.from({ length: 6 }, (_, n) => ({ link: LINK, calendar: n % 2, title: `Twin ${n}` }));
      const events = await meet(fleet, ...twins);
      const { consequences } = await fleet.preview(scheduling(fleet, events));
      expect(consequences.map(({ text }) => text).join(' ')).toContain('6 of these events share a key');
      const jobId = await fleet.start(scheduling(fleet, events));
      await fleet.rests(jobId);
      expect(ends(await fleet.items(jobId))).toBe('6 ok');
      // Recall would have answered 409 to a second call with the key.
      expect(calls(fleet, 'events.botCreate')).toBe(6);
      expect(new Set(events.flatMap((event) => truth(fleet, event).bots.map(({ botId }) => botId))).size).toBe(1);
    }));

  it('says when two future bots are left, and retires the old one', () =>
    withMeetings(async (fleet) => {
      acme(fleet).otherKey = 'add';
      const [event] = await meet(fleet, { botIn: HOUR_MS });
      if (event === undefined) throw new Error('There is no meeting.');
      const old = event.bots[0]?.botId ?? '';
      const scheduled = await fleet.start(scheduling(fleet, [event]));
      const item = await only(fleet, scheduled);
      expect(item).toMatchObject({ state: 'unproven', botId: old });
      expect(item.message).toContain(`two future bots for this event: the new one and ${old}. Retire the old one.`);

      const retire: ActionRequest = {
        kind: 'event.retire_bot',
        bots: [{ workspaceId: fleet.id('ACME'), eventId: event.id, botId: old }],
      };
      const preview = await fleet.preview(retire);
      expect(preview).toMatchObject({
        title: 'Retire 1 bot',
        events: [{ from: { botId: old }, to: null, note: null }],
      });
      const jobId = await fleet.start(retire);
      expect(await only(fleet, jobId)).toMatchObject({ state: 'ok', botId: old, eventId: event.id });
      expect(truth(fleet, event).bots).toMatchObject([{ startAt: event.startAt }]);
      expect(await audit(fleet, jobId)).toMatchObject([
        {
          action: 'event.retire_bot',
          target: 'bot',
          targetId: old,
          state: 'done',
          summary: 'DELETE bot · 204 deleted',
        },
      ]);
      const ofEvent = await fleet.core.call('audit.list', {
        filter: { workspaces: 'all', event: refOf(fleet, event) },
        after: null,
        limit: 50,
      });
      expect(ofEvent.rows.map(({ action }) => action)).toEqual(['event.retire_bot', 'event.schedule_bot']);

      // Once more, the event is as it should be, and the item names no old bot any more.
      await fleet.core.call('jobs.retry', { jobId: scheduled, states: ['unproven'] });
      expect(await only(fleet, scheduled)).toMatchObject({ state: 'ok', botId: null });
    }));

  it('says that an event moved meanwhile has a bot whose key was made for the old time', () =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, {});
      if (event === undefined) throw new Error('There is no meeting.');
      const action = scheduling(fleet, [event]);
      const { plan } = await fleet.preview(action);
      acme(fleet).updateEvent(event.id, { startAt: event.startAt + HOUR_MS });
      const { jobId } = await fleet.core.call('actions.start', { action, plan });
      const item = await only(fleet, jobId);
      expect(item.state).toBe('failing');
      expect(item.message).toContain('has moved since the preview');
    }));

  it('is refused when the plan has changed, and when another job has the event', () =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, {});
      if (event === undefined) throw new Error('There is no meeting.');
      const action = scheduling(fleet, [event]);
      const { plan } = await fleet.preview(action);
      acme(fleet).updateEvent(event.id, { startAt: event.startAt + HOUR_MS });
      await known(fleet, [event]);
      await expect(fleet.core.call('actions.start', { action, plan })).rejects.toMatchObject({ code: 'conflict' });

      fleet.sim.faults.add({
        match: { operation: 'events.botCreate', times: 3 },
        kind: { type: 'status', status: 507 },
      });
      const first = await fleet.start(action);
      const { untouched } = await fleet.preview(action);
      expect(untouched).toMatchObject([{ reason: 'busy', count: 1, calendars: [], events: [{ id: event.id }] }]);
      await fleet.rests(first);
    }));
});

describe('a configuration that is given', () => {
  const given = {
    bot_name: 'Scribe',
    metadata: { customer: 'acme' },
    recording_config: {
      realtime_endpoints: [{ type: 'webhook', url: 'https://hook.example/?token=canary-hook-token-7' }],
    },
    zoom: { zak_url: 'https://zak.example/canary-zak-url-7' },
    flux_capacitor: true,
  };

  it('is sent as it is, and is nowhere once the job has ended', () =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, { botIn: 2 * HOUR_MS });
      if (event === undefined) throw new Error('There is no meeting.');
      const action = scheduling(fleet, [event], { config: 'given' });
      const preview = await fleet.preview(action);
      expect(preview).toMatchObject({ count: 1, secrets: ['botConfig'] });
      // Held up, so that the keychain can be looked into meanwhile.
      fleet.sim.faults.add({ match: { operation: 'events.botCreate' }, kind: { type: 'status', status: 507 } });
      const jobId = await fleet.start(action, { secrets: { botConfig: `\n${JSON.stringify(given, null, 2)}\n` } });
      await fleet.pass(SECOND_MS);
      expect([...fleet.secrets.values].filter(([account]) => account.startsWith('job/')).join()).toContain(
        'canary-zak-url-7',
      );
      const item = await only(fleet, jobId);
      expect(item.state).toBe('ok');
      expect(item.message).toContain('although Recall does not document it: flux_capacitor.');
      const bot = acme(fleet).botsById.get(truth(fleet, event).bots[0]?.botId ?? '');
      expect(bot?.config).toEqual(given);
      expect([...fleet.secrets.values.keys()].filter((account) => account.startsWith('job/'))).toEqual([]);
      const { records } = await fleet.core.call('audit.get', { n: item.auditEntry ?? 0 });
      expect(JSON.stringify([records, fleet.log, fleet.core.events, item])).not.toMatch(/canary-(zak|hook)/);
    }));

  it.each([
    ['{"bot_name": "x",}', 'not JSON'],
    ['[]', 'one JSON object'],
    ['{"zoom":{"zak_url":"[redacted]"}}', '"zoom.zak_url"'],
    [
      '{"recording_config":{"realtime_endpoints":[{"url":"http://localhost:3000/x"}]}}',
      '"recording_config.realtime_endpoints[0].url"',
    ],
    ['{"join_at":"2026-11-20T10:00:00Z"}', 'the time from the event'],
    ['{"deduplication_key":"x","bot_config":{}}', 'inside "bot_config"'],
    ['   ', 'Enter the configuration of the bot'],
  ])('%s is refused before anything is begun', (botConfig, words) =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, {});
      if (event === undefined) throw new Error('There is no meeting.');
      await expect(
        fleet.start(scheduling(fleet, [event], { config: 'given' }), { secrets: { botConfig } }),
      ).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining(words) });
      expect((await fleet.core.call('jobs.list', { after: null, limit: 5 })).total.count).toBe(0);
    }),
  );

  it('is asked for again where it was kept in memory only and Callboard was closed', () =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, { startIn: 5 * MINUTE_MS });
      if (event === undefined) throw new Error('There is no meeting.');
      acme(fleet).adHocPoolEmpty = true;
      const secrets = { botConfig: JSON.stringify(given) };
      const jobId = await fleet.start(scheduling(fleet, [event], { config: 'given' }), { secrets });
      await fleet.pass(SECOND_MS);
      for (const account of [...fleet.secrets.values.keys()])
        if (account.startsWith('job/')) fleet.secrets.values.delete(account);
      await fleet.restart();
      expect(await fleet.job(jobId)).toMatchObject({ state: 'paused', reason: { code: 'secret_missing' } });
      acme(fleet).adHocPoolEmpty = false;
      await fleet.core.call('jobs.resume', { jobId, secrets });
      expect(await only(fleet, jobId)).toMatchObject({ state: 'ok' });
    }));
});

describe('a configuration that is kept', () => {
  it('is an empty one where Recall no longer has the bot, and that is said', () =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, { botIn: HOUR_MS });
      if (event === undefined) throw new Error('There is no meeting.');
      acme(fleet).forgetBot(event.bots[0]?.botId ?? '');
      const item = await only(fleet, await fleet.start(scheduling(fleet, [event])));
      expect(item.message).toContain('Recall no longer has its last bot, so the configuration is an empty one.');
    }));

  it('is not sent where Recall masks a secret of it', () =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, { botIn: HOUR_MS, config: { zoom: { zak_token: '••••••••' } } });
      if (event === undefined) throw new Error('There is no meeting.');
      const item = await only(fleet, await fleet.start(scheduling(fleet, [event])));
      expect(item).toMatchObject({ state: 'failed', attempts: 0 });
      expect(item.message).toContain('(zoom.zak_token is masked)');
      expect(calls(fleet, 'events.botCreate')).toBe(0);
    }));

  it('leaves out what Recall does not document as writable, and names it', () =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, { botIn: HOUR_MS, config: { chat: { x: 1 }, legacy_mode: 'a' } });
      if (event === undefined) throw new Error('There is no meeting.');
      const item = await only(fleet, await fleet.start(scheduling(fleet, [event])));
      expect(item).toMatchObject({ state: 'ok' });
      expect(item.message).toContain('Not kept, because Recall does not document it as writable: legacy_mode.');
      const sent = acme(fleet).botsById.get(truth(fleet, event).bots[0]?.botId ?? '')?.config;
      expect(sent).toMatchObject({ chat: { x: 1 } });
      expect(sent).not.toHaveProperty('legacy_mode');
    }));
});

describe('unscheduling', () => {
  it('takes the future bots off an event, and leaves a shared one to the others', () =>
    withMeetings(async (fleet) => {
      const [one, two] = await meet(
        fleet,
        { link: LINK, botIn: 2 * HOUR_MS },
        { link: LINK, botIn: 2 * HOUR_MS, calendar: 1 },
      );
      if (one === undefined || two === undefined) throw new Error('There are no meetings.');
      expect(one.bots[0]?.botId).toBe(two.bots[0]?.botId);
      const action: ActionRequest = { kind: 'event.unschedule_bot', targets: { events: [refOf(fleet, one)] } };
      const preview = await fleet.preview(action);
      expect(preview).toMatchObject({ title: 'Unschedule the bots of 1 event', events: [{ to: null }] });
      expect(preview.events[0]?.note).toContain('also serves 1 other event');
      expect(await only(fleet, await fleet.start(action))).toMatchObject({ state: 'ok' });
      expect(truth(fleet, one).bots).toEqual([]);
      expect(truth(fleet, two).bots).toHaveLength(1);
      const { bots } = await fleet.core.call('events.get', refOf(fleet, one));
      expect(bots.every(({ goneAt }) => goneAt !== null)).toBe(true);
      expect((await fleet.preview(action)).untouched).toMatchObject([{ reason: 'no_bot' }]);
    }));
});

describe('retiring', () => {
  it('cannot take back a bot that was sent between the preview and the call', () =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, { botIn: 5 * MINUTE_MS });
      if (event === undefined) throw new Error('There is no meeting.');
      const botId = event.bots[0]?.botId ?? '';
      const action: ActionRequest = {
        kind: 'event.retire_bot',
        bots: [{ workspaceId: fleet.id('ACME'), eventId: event.id, botId }],
      };
      // Recall has sent it already, which only Recall knows.
      Object.assign(acme(fleet).botsById.get(botId) ?? {}, { joinAt: acme(fleet).now() - 1_000 });
      const item = await only(fleet, await fleet.start(action));
      expect(item).toMatchObject({ state: 'failed' });
      expect(item.message).toContain('sent already, so Recall cannot delete it any more (405)');
      await fleet.pass(6 * MINUTE_MS);
      expect((await fleet.preview(action)).untouched).toMatchObject([{ reason: 'dispatched' }]);
    }));

  it('takes one bot of an event at a time', () =>
    withMeetings(async (fleet) => {
      const [event] = await meet(fleet, { botIn: HOUR_MS });
      if (event === undefined) throw new Error('There is no meeting.');
      const bot = { workspaceId: fleet.id('ACME'), eventId: event.id, botId: event.bots[0]?.botId ?? '' };
      await expect(
        fleet.preview({ kind: 'event.retire_bot', bots: [bot, { ...bot, botId: 'another' }] }),
      ).rejects.toMatchObject({ code: 'invalid_input' });
    }));
});
