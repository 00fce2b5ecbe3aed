/** Verdicts stay in step with whatever has a part in them: a whole console on a simulated Recall, in virtual time. */
import { closeSync, openSync, writeSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { databasePath } from '../../../electron/core/data-folder.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';
import type { SimEvent } from '../../../electron/simulator/index.ts';
import { LINK, withScene } from './support/scene.ts';

describe('a verdict is in step', () => {
  it('with the event: it moves, its bot follows, it is deleted and restored', async () => {
    await withScene(
      ({ meeting }) => meeting(),
      async ({ truth, verdict, becomes }, event) => {
        expect(await verdict(event)).toBe('covered scheduled');
        truth.updateEvent(event.id, { startAt: event.startAt + HOUR_MS });
        await becomes(event, 'wrong_time old_time');
        truth.releaseFutureBots(event);
        truth.putBot(event.id);
        await becomes(event, 'covered scheduled');
        truth.updateEvent(event.id, { meetingUrl: 'https://meet.google.com/new-room-xyz' });
        await becomes(event, 'wrong_time old_link');
        truth.deleteEvent(event.id);
        await becomes(event, 'not_recordable deleted');
        truth.restoreEvent(event.id);
        await becomes(event, 'will_be_missed bot_removed');
      },
    );
  });

  it('with the time, to the minute, and looks at the bot once the meeting is over', async () => {
    await withScene(
      ({ meeting }) => meeting({ hours: 1 }),
      async ({ fleet, verdict, truth }, recorded) => {
        const without = truth.addEvent({
          calendarId: recorded.calendarId,
          startAt: recorded.startAt,
          endAt: recorded.endAt,
          meetingUrl: 'https://acme.zoom.us/j/84200000002',
        });
        const at = async (instant: number): Promise<string[]> => {
          // The computer sleeps until shortly before.
          fleet.sleep(Math.max(0, instant - 5 * MINUTE_MS - fleet.clock.now()));
          await fleet.pass(instant - fleet.clock.now());
          return [await verdict(recorded), await verdict(without)];
        };
        expect(await at(recorded.startAt - MINUTE_MS)).toEqual(['covered scheduled', 'will_be_missed never_scheduled']);
        expect(await at(recorded.startAt + MINUTE_MS / 2)).toEqual([
          'covered in_progress',
          'will_be_missed never_scheduled',
        ]);
        expect(await at(recorded.endAt + MINUTE_MS / 2)).toEqual([
          'unknown bot_not_looked_at',
          'missed never_scheduled',
        ]);
        expect(await at(recorded.endAt + 13 * MINUTE_MS)).toEqual(['covered recorded', 'missed never_scheduled']);
        const requests = fleet.sim.stats.of('ACME', 'bots.retrieve').requests;
        fleet.sleep(3 * HOUR_MS);
        await fleet.pass(30 * MINUTE_MS);
        expect(fleet.sim.stats.of('ACME', 'bots.retrieve').requests).toBe(requests);
      },
    );
  });

  it('with the calendar: it disconnects, comes back without its bots, and is deleted', async () => {
    await withScene(
      ({ meeting }) => ({ lost: meeting(), never: meeting({ hours: 7, bot: null }) }),
      async ({ truth, calendar, verdict, becomes }, { lost, never }) => {
        expect(await verdict(never)).toBe('will_be_missed never_scheduled');
        truth.setCalendarStatus(calendar.id, 'disconnected', 'google_revoked');
        await becomes(lost, 'will_be_missed bot_removed_by_disconnect');
        await becomes(never, 'will_be_missed calendar_disconnected');
        truth.setCalendarStatus(calendar.id, 'connected');
        await becomes(never, 'will_be_missed never_scheduled');
        expect(await verdict(lost)).toBe('will_be_missed bot_removed_by_disconnect');
        truth.putBot(lost.id);
        await becomes(lost, 'covered scheduled');
        truth.removeCalendar(calendar.id);
        // Recall says nothing about it: only the full list of calendars tells.
        await becomes(lost, 'will_be_missed calendar_deleted', HOUR_MS);
        await becomes(never, 'will_be_missed calendar_deleted');
      },
    );
  });

  it('with its bot, as soon as a person looks at it', async () => {
    await withScene(
      ({ meeting }) => meeting({ hours: 1, bot: { outcome: { kind: 'fatal', subCode: 'meeting_requires_sign_in' } } }),
      async ({ fleet, verdict }, event) => {
        await fleet.pass(event.startAt + 10 * MINUTE_MS - fleet.clock.now());
        expect(await verdict(event)).toBe('covered in_progress');
        const [entry] = event.bots;
        await fleet.core.call('bots.refresh', { workspaceId: fleet.id('ACME'), id: entry?.botId ?? '' });
        expect(await verdict(event)).toBe('missed bot_failed');
      },
    );
  });

  it('with a bot of Calendar V1 for the same meeting, once somebody looked at it', async () => {
    await withScene(
      ({ meeting, truth }) => {
        const event = meeting();
        const { startAt, endAt } = event;
        const v1 = { id: 'v1-meeting', startAt, endAt, externalId: 'user-1' };
        return { event, second: truth.addBot({ joinAt: startAt, meetingUrl: LINK, v1 }) };
      },
      async ({ fleet, verdict, explained }, { event, second }) => {
        expect(await verdict(event)).toBe('covered scheduled');
        await fleet.core.call('bots.refresh', { workspaceId: fleet.id('ACME'), id: second.id });
        expect(await verdict(event)).toBe('duplicate calendar_v1');
        expect((await explained(event)).duplicates.map(({ botId }) => botId)).toEqual([second.id]);
      },
    );
  });

  it('with what Recall answered when somebody tried to give it a bot', async () => {
    const tenant = '5e5e5e5e-0000-4000-8000-000000000001';
    await withScene(
      ({ meeting, truth }) => {
        const [soon, refused] = [meeting({ hours: 1, bot: null }), meeting({ hours: 6, bot: null })];
        const context = encodeURIComponent(JSON.stringify({ Tid: tenant, Oid: tenant }));
        truth.updateEvent(refused.id, {
          meetingUrl: `https://teams.microsoft.com/l/meetup-join/19%3ameeting_A%40thread.v2/0?context=${context}`,
        });
        truth.blockedTenants.add(tenant);
        truth.adHocPoolEmpty = true;
        return { soon, refused };
      },
      async ({ fleet, verdict, becomes }, { soon, refused }) => {
        const schedule = (event: SimEvent): Promise<number> =>
          fleet.start({
            kind: 'event.schedule_bot',
            targets: { events: [{ workspaceId: fleet.id('ACME'), id: event.id }] },
            config: 'keep',
          });
        await fleet.rests(await schedule(refused));
        await becomes(refused, 'will_be_missed refused');
        await fleet.pass(soon.startAt - 5 * MINUTE_MS - fleet.clock.now());
        expect(await verdict(soon)).toBe('will_be_missed never_scheduled');
        await fleet.rests(await schedule(soon), 3 * HOUR_MS);
        expect(await verdict(soon)).toMatch(/^(will_be_missed|missed) pool_empty$/);
      },
    );
  });

  it('with the recipe that a person chooses', async () => {
    await withScene(
      ({ meeting, colleague }) => [meeting(), meeting({ calendar: colleague })] as const,
      async ({ fleet, verdict, becomes }, [one, other]) => {
        const choose = (template: string | null) =>
          fleet.core.call('workspaces.setRecipe', { workspaceId: fleet.id('ACME'), template });
        const both = async (): Promise<string[]> => [await verdict(one), await verdict(other)];
        expect(await both()).toEqual(['covered scheduled', 'covered scheduled']);
        await choose('{start_time}-{meeting_url}');
        await becomes(one, 'duplicate other_key');
        await becomes(other, 'duplicate other_key');
        await choose(null);
        await becomes(one, 'covered scheduled');
        await becomes(other, 'covered scheduled');
      },
      { recipe: { template: 'per_event' } },
    );
  });

  it("with a colleague's event for the same meeting", async () => {
    await withScene(
      ({ meeting, colleague }) => [meeting(), meeting({ calendar: colleague, bot: null })] as const,
      async ({ truth, verdict, becomes }, [own, relying]) => {
        expect([await verdict(own), await verdict(relying)]).toEqual(['covered scheduled', 'covered other_events_bot']);
        truth.putBot(relying.id);
        await becomes(own, 'covered shared_bot');
        await becomes(relying, 'covered shared_bot');
        truth.releaseFutureBots(relying);
        truth.touchEvent(relying);
        await becomes(own, 'covered scheduled');
        // Nobody touches the colleague's event now: only what it relies on goes.
        truth.updateEvent(own.id, { startAt: own.startAt + HOUR_MS });
        await becomes(relying, 'will_be_missed bot_removed');
        await becomes(own, 'wrong_time old_time');
      },
    );
  });

  it('after a night in which the computer slept', async () => {
    await withScene(
      ({ meeting }) => ({ over: meeting({ hours: 1 }), moved: meeting({ hours: 30 }) }),
      async ({ fleet, truth, verdict, becomes }, { over, moved }) => {
        expect(await verdict(over)).toBe('covered scheduled');
        fleet.sleep(9 * HOUR_MS);
        truth.updateEvent(moved.id, { startAt: moved.startAt + HOUR_MS });
        await becomes(moved, 'wrong_time old_time');
        await becomes(over, 'covered recorded');
      },
    );
  });

  it('after a restart, in which nothing is judged that did not change', async () => {
    await withScene(
      ({ meeting }) => meeting({ hours: 1 }),
      async ({ fleet, truth, verdict, becomes }, event) => {
        await fleet.stop();
        truth.updateEvent(event.id, { startAt: event.startAt + HOUR_MS });
        await fleet.clock.advance(3 * HOUR_MS);
        await fleet.begin();
        await becomes(event, 'wrong_time old_time', HOUR_MS);
        expect(await verdict(event)).toBe('wrong_time old_time');
      },
    );
  });

  it('after the database was damaged and built again: everything is judged anew, and comes out the same', async () => {
    await withScene(
      ({ meeting }) => ({ kept: meeting(), moved: meeting({ hours: 30 }) }),
      async ({ fleet, truth, verdict, becomes }, { kept, moved }) => {
        truth.updateEvent(moved.id, { startAt: moved.startAt + HOUR_MS });
        await becomes(moved, 'wrong_time old_time');
        const judged = (): number => count(fleet.dataDir, 'verdict');
        const before = judged();
        await fleet.stop();
        const file = openSync(databasePath(fleet.dataDir), 'r+');
        writeSync(file, Buffer.alloc(100, 0xa5), 0, 100, 0);
        closeSync(file);
        await fleet.begin();
        await becomes(moved, 'wrong_time old_time', HOUR_MS);
        await becomes(kept, 'covered scheduled');
        expect(await verdict(moved)).toBe('wrong_time old_time');
        expect(judged()).toBe(before);
        expect((await fleet.core.call('doctor.run', { deep: true })).healthy).toBe(true);
      },
    );
  });

  it('of a removed workspace, and then nothing of it stays', async () => {
    await withScene(
      ({ meeting }) => meeting(),
      async ({ fleet, verdict }, event) => {
        expect(await verdict(event)).toBe('covered scheduled');
        expect(count(fleet.dataDir, 'verdict')).toBeGreaterThan(0);
        await fleet.core.call('workspaces.remove', { workspaceId: fleet.id('ACME') });
        const tables = ['verdict', 'verdict_pending', 'verdict_calendar', 'bot_fact', 'workspace_recipe', 'event'];
        await fleet.until(
          'all its rows are gone',
          () => Promise.resolve(tables.every((table) => count(fleet.dataDir, table) === 0)),
          HOUR_MS,
        );
        expect((await fleet.core.call('doctor.run', { deep: true })).healthy).toBe(true);
      },
    );
  });
});

/** Rows of a table. */
function count(dataDir: string, table: string): number {
  const database = new Database(databasePath(dataDir), { readonly: true });
  try {
    return Number(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  } finally {
    database.close();
  }
}
