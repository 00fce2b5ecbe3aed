import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BotRecord } from '../../../electron/core/records.ts';
import type { Store } from '../../../electron/core/store/types.ts';
import type { BotRow } from '../../../shared/entities.ts';
import type { WorkspaceScope } from '../../../shared/filters.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';
import { BOT_OUTCOMES } from '../../../shared/values.ts';
import type { BotOutcome } from '../../../shared/values.ts';
import { anEvent, applyEvents, newStore, settle, TEST_NOW } from './fixture.ts';

const SEED = Number(process.env['SEED'] ?? 20_264);

/** A bot that was looked at with this outcome; `gone`: Recall had it no more. */
function look(store: Store, workspaceId: number, id: string, outcome: BotOutcome, at: number): void {
  if (outcome === 'gone') {
    store.botMissing(workspaceId, id, at);
    return;
  }
  const codes: Readonly<Record<Exclude<BotOutcome, 'gone'>, readonly string[]>> = {
    scheduled: [],
    under_way: ['joining_call'],
    recorded: ['in_call_recording', 'call_ended'],
    media_gone: ['in_call_recording', 'call_ended', 'media_expired'],
    not_recorded: ['joining_call', 'call_ended'],
    failed: ['fatal'],
    unknown: ['dancing'],
  };
  const bot: BotRecord = {
    id,
    botName: `Name of ${id}`,
    joinAt: null,
    meetingPlatform: null,
    meetingId: null,
    statusChanges: codes[outcome].map((code, index) => ({
      code,
      subCode: code === 'call_ended' ? 'timeout_exceeded_noone_joined' : null,
      message: null,
      at: at - HOUR_MS + index * MINUTE_MS,
    })),
    recordings: [],
    v1StartAt: null,
    payload: '{}',
  };
  store.applyBot(workspaceId, bot, at);
}

function everyPage(store: Store, scope: WorkspaceScope, outcome: BotOutcome | undefined, limit: number): BotRow[] {
  const rows: BotRow[] = [];
  let after: string | null = null;
  do {
    const page = store.listBots(scope, outcome, after, limit);
    rows.push(...page.rows);
    after = page.next;
    if (after !== null) expect(page.rows).toHaveLength(limit);
  } while (after !== null);
  return rows;
}

describe('the list of bots', () => {
  it('shows what was looked at, latest first, in words and with its soonest event', () => {
    const { store, ids } = newStore(2);
    const [ws = 0, other = 0] = ids;
    const bots = [{ botId: 'b1', startAt: TEST_NOW, deduplicationKey: 'k', meetingUrl: null }];
    applyEvents(store, ws, [
      anEvent({ id: 'later', startAt: TEST_NOW + 2 * HOUR_MS, bots }),
      anEvent({ id: 'sooner', title: 'Kick-off', startAt: TEST_NOW + HOUR_MS, bots }),
      anEvent({ id: 'b1', startAt: TEST_NOW }),
    ]);
    applyEvents(store, other, [anEvent({ id: 'elsewhere', startAt: TEST_NOW, bots })]);
    look(store, ws, 'b1', 'not_recorded', 100);
    look(store, ws, 'b2', 'gone', 300);
    look(store, other, 'b3', 'failed', 200);
    const expected = [
      { id: 'b2', outcome: 'gone', title: 'No longer at Recall', botName: null, retrievedAt: 300, event: null },
      { id: 'b3', workspaceId: other, outcome: 'failed', title: 'Failed' },
      {
        id: 'b1',
        workspaceId: ws,
        botName: 'Name of b1',
        outcome: 'not_recorded',
        title: 'Nobody joined',
        subCode: 'timeout_exceeded_noone_joined',
        recordedMs: null,
        retrievedAt: 100,
        event: { id: 'sooner', title: 'Kick-off', startAt: TEST_NOW + HOUR_MS },
      },
    ];
    expect(store.listBots('all', undefined, null, 10)).toMatchObject({
      rows: expected,
      next: null,
      total: { count: 3, exact: true },
    });
    settle(store);
    expect(store.listBots('all', undefined, null, 10).rows).toMatchObject(expected);
    expect(store.listBots([ws], 'gone', null, 10)).toMatchObject({ rows: [{ id: 'b2' }], total: { count: 1 } });
    expect(store.listBots([], undefined, null, 10)).toEqual({ rows: [], next: null, total: { count: 0, exact: true } });
  });

  it('is the same in pages of any size, with any filter, also where many were looked at in one moment (property)', () => {
    const { store, ids } = newStore(4);
    const all: { ws: number; id: string; outcome: BotOutcome; at: number }[] = [];
    const random = fc.sample(
      fc.record({
        ws: fc.constantFrom(...ids),
        outcome: fc.constantFrom(...BOT_OUTCOMES),
        at: fc.integer({ min: 1, max: 9 }),
      }),
      { seed: SEED, numRuns: 120 },
    );
    for (const [index, { ws, outcome, at }] of random.entries()) {
      all.push({ ws, id: `bot-${(index * 7) % 120}`, outcome, at });
      look(store, ws, `bot-${(index * 7) % 120}`, outcome, at);
    }
    const inOrder = all.toSorted((a, b) => b.at - a.at || a.ws - b.ws || (a.id < b.id ? -1 : 1));
    fc.assert(
      fc.property(
        fc.oneof(fc.constant('all' as const), fc.subarray([...ids])),
        fc.option(fc.constantFrom(...BOT_OUTCOMES), { nil: undefined }),
        fc.integer({ min: 1, max: 50 }),
        (scope, outcome, limit) => {
          const expected = inOrder
            .filter((bot) => (scope === 'all' || scope.includes(bot.ws)) && (outcome ?? bot.outcome) === bot.outcome)
            .map(({ id }) => id);
          expect(everyPage(store, scope, outcome, limit).map(({ id }) => id)).toEqual(expected);
          expect(store.listBots(scope, outcome, null, limit).total).toEqual({ count: expected.length, exact: true });
        },
      ),
      { seed: SEED, numRuns: 40 },
    );
  });

  it('refuses a position of another list', () => {
    const { store, ids } = newStore();
    const [ws = 0] = ids;
    look(store, ws, 'b1', 'failed', 1);
    look(store, ws, 'b2', 'failed', 2);
    const { next } = store.listBots('all', 'failed', null, 1);
    const refusal = expect.objectContaining({ code: 'invalid_input' }) as unknown;
    expect(() => store.listBots('all', undefined, next, 1)).toThrow(refusal);
    expect(() => store.listBots('all', undefined, 'nonsense', 1)).toThrow(refusal);
  });

  it('leaves out a workspace that is on its way out', () => {
    const { store, ids, db } = newStore(2);
    const [ws = 0, leaving = 0] = ids;
    look(store, ws, 'b1', 'failed', 1);
    look(store, leaving, 'b2', 'failed', 1);
    db().prepare('UPDATE workspace SET removing = 1 WHERE id = ?').run(leaving);
    expect(store.listBots('all', undefined, null, 10).rows.map(({ id }) => id)).toEqual(['b1']);
  });
});
