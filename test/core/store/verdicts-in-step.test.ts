import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';
import { overwrite } from './damage.ts';
import { aCalendar, anEvent, applyCalendars, applyEvents, newStore, open, TEST_NOW } from './fixture.ts';
import { checkInvariants } from './invariants.ts';
import { aBot, aRecorded, conclude, concludeAnew, pass, verdictRows } from './verdict-fixture.ts';

const SEED = Number(process.env['SEED'] ?? 20_266);
const START = TEST_NOW + HOUR_MS;

describe('verdicts that are kept in step', () => {
  it('are what judging everything anew would conclude, whatever happened in whatever order', () => {
    const event = fc.record({
      ws: fc.nat(1),
      id: fc.nat(5),
      calendar: fc.nat(2),
      start: fc.nat(3),
      link: fc.option(fc.nat(1), { nil: null, freq: 5 }),
      bots: fc.option(fc.array(fc.record({ id: fc.nat(2), start: fc.nat(3), key: fc.nat(2) }), { maxLength: 2 }), {
        nil: null,
        freq: 8,
      }),
      isDeleted: fc.nat(7).map((n) => n === 0),
    });
    const action = fc.oneof(
      { weight: 8, arbitrary: fc.record({ do: fc.constant('event' as const), event }) },
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constant('time' as const), minutes: fc.integer({ min: 1, max: 90 }) }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constant('judge' as const), atOnce: fc.integer({ min: 1, max: 9 }) }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('calendar' as const),
          ws: fc.nat(1),
          calendar: fc.nat(2),
          mailbox: fc.constantFrom('anna@acme.com', 'ben@acme.com', 'carl@gmail.com'),
          connected: fc.boolean(),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('bot' as const), ws: fc.nat(1), id: fc.nat(2), start: fc.nat(3) }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('recipe' as const),
          ws: fc.nat(1),
          template: fc.constantFrom(null, '{start_time}-{meeting_url}', '{start_time}-{event_id}'),
        }),
      },
    );
    const startOf = (n: number): number => START + (n - 2) * 40 * MINUTE_MS;
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const { store, db, ids } = newStore(2);
        let now = TEST_NOW;
        let stamp = TEST_NOW;
        const wsOf = (n: number): number => ids[n] ?? 0;
        for (const step of actions) {
          stamp += 1;
          switch (step.do) {
            case 'event': {
              const { event: of } = step;
              const startAt = startOf(of.start);
              const meetingUrl = of.link === null ? null : `https://zoom.us/j/${of.link}`;
              const bots = of.bots?.map((bot) =>
                aBot(startOf(bot.start), { botId: `b${bot.id}`, deduplicationKey: `k${bot.key}`, meetingUrl }),
              );
              applyEvents(
                store,
                wsOf(of.ws),
                [
                  anEvent({
                    id: `e${of.id}`,
                    calendarId: `c${of.calendar}`,
                    startAt,
                    meetingUrl,
                    bots: bots ?? null,
                    isDeleted: of.isDeleted,
                    updatedAt: stamp,
                  }),
                ],
                stamp,
              );
              break;
            }
            case 'time':
              now += step.minutes * MINUTE_MS;
              pass(store, now);
              break;
            case 'judge':
              conclude(store, now, step.atOnce);
              break;
            case 'calendar': {
              const { ws, calendar, mailbox: platformEmail, connected } = step;
              const status = connected ? 'connected' : 'disconnected';
              const record = aCalendar({
                id: `c${calendar}`,
                platformEmail,
                status,
                statusChanges: [],
                updatedAt: stamp,
              });
              applyCalendars(store, wsOf(ws), [record], stamp);
              store.verdicts((writer) => writer.pendCalendar(wsOf(ws), `c${calendar}`, 0));
              break;
            }
            case 'bot':
              store.applyBot(wsOf(step.ws), aRecorded(`b${step.id}`, startOf(step.start)), stamp);
              store.verdicts((writer) => writer.pendBot(wsOf(step.ws), `b${step.id}`));
              break;
            case 'recipe':
              store.chooseRecipe(wsOf(step.ws), step.template);
              store.verdicts((writer) => writer.pendWorkspace(wsOf(step.ws), 0));
              break;
          }
        }
        pass(store, now);
        conclude(store, now);
        const kept = verdictRows(db());
        concludeAnew(store, db(), now);
        expect(kept).toEqual(verdictRows(db()));
        checkInvariants(db());
        store.close();
      }),
      { seed: SEED, numRuns: 60 },
    );
  });
});

describe('a damaged database', () => {
  it('has everything judged anew when it is rebuilt, and keeps what cannot be concluded again', () => {
    const { store, db, path, ids } = newStore();
    const [ws = 0] = ids;
    const startAt = TEST_NOW - 2 * HOUR_MS;
    applyCalendars(store, ws, [aCalendar()]);
    applyEvents(store, ws, [
      anEvent({ id: 'past', startAt, bots: [aBot(startAt, { botId: 'bot-1' })] }),
      anEvent({ id: 'refused', meetingUrl: 'https://zoom.us/j/1' }),
    ]);
    store.applyBot(ws, aRecorded('bot-1', startAt), TEST_NOW);
    store.noteLook(ws, 'bot-1');
    store.chooseRecipe(ws, '{start_time}-{event_id}');
    store.verdicts((writer) => {
      writer.refusal({ workspaceId: ws, id: 'refused' }, { at: TEST_NOW, kind: 'refused', message: 'no' });
    });
    conclude(store);
    const tables = ['bot_fact', 'workspace_recipe', 'schedule_refusal'];
    const dumped = (of = db): unknown[] => tables.map((table) => of().prepare(`SELECT * FROM ${table}`).all());
    const before = dumped();
    const rows = verdictRows(db());
    store.close();
    overwrite(path, [1], 0);
    const again = open(path);
    expect(again.store.storage().state).toBe('rebuilt');
    expect(dumped(again.db)).toEqual(before);
    expect(again.store.pendingVerdicts(9)).toBe(2);
    checkInvariants(again.db());
    conclude(again.store);
    expect(verdictRows(again.db())).toEqual(rows);
  });
});
