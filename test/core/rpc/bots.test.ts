import { describe, expect, it } from 'vitest';
import { createBotHandlers } from '../../../electron/core/rpc/handlers/bots.ts';
import type { EngineDeps } from '../../../electron/core/rpc/handlers/deps.ts';
import { RecallError } from '../../../electron/core/recall/types.ts';
import type { RecallClient } from '../../../electron/core/recall/types.ts';
import { anEvent, applyEvents, newStore, TEST_NOW } from '../store/fixture.ts';

const CONTEXT = { signal: new AbortController().signal, correlationId: 'test' };
const ENTRY = { botId: 'bot-1', startAt: null, deduplicationKey: null, meetingUrl: null };
const GONE = new RecallError('not_found', 'Recall has no such bot.');

/** The handlers over a real store, with a client that answers as said. */
function asking(retrieveBot: RecallClient['retrieveBot']) {
  const opened = newStore();
  const told: unknown[] = [];
  const deps = {
    store: opened.store,
    fleet: { client: () => Promise.resolve({ retrieveBot }) },
    clock: { now: () => TEST_NOW },
    changed: (...change: unknown[]) => void told.push(change),
    // What the handler asks of the rest is nothing.
  } as unknown as EngineDeps;
  const [workspaceId = 0] = opened.ids;
  const refresh = () => createBotHandlers(deps)['bots.refresh']({ workspaceId, id: 'bot-1' }, CONTEXT);
  return { ...opened, workspaceId, told, refresh };
}

describe('looking at a bot that Recall has no more', () => {
  it('is an answer where an event names it: since when it is missing', async () => {
    const { store, workspaceId, told, refresh } = asking(() => Promise.reject(GONE));
    applyEvents(store, workspaceId, [anEvent({ bots: [ENTRY] })]);
    expect(await refresh()).toMatchObject({
      bot: null,
      missingSince: TEST_NOW,
      events: [{ entry: { botId: 'bot-1' } }],
    });
    expect(told).toEqual([['bots', workspaceId, ['bot-1']]]);
    expect(store.listBots('all', 'gone', null, 5).rows).toMatchObject([{ id: 'bot-1', event: { id: 'event-1' } }]);
  });

  it('is an answer where it was retrieved before, and what it told then stays', async () => {
    const { store, workspaceId, refresh } = asking(() => Promise.reject(GONE));
    const bot = {
      botName: 'Ada',
      joinAt: null,
      meetingPlatform: null,
      meetingId: null,
      recordings: [],
      v1StartAt: null,
    };
    store.applyBot(workspaceId, { id: 'bot-1', ...bot, statusChanges: [], payload: '{}' }, 1);
    expect(await refresh()).toMatchObject({ bot: { botName: 'Ada', outcome: 'gone' }, missingSince: TEST_NOW });
  });

  it('is an error where nothing here names it, and nothing is kept', async () => {
    const { store, told, refresh } = asking(() => Promise.reject(GONE));
    await expect(refresh()).rejects.toBe(GONE);
    expect(store.listBots('all', undefined, null, 5).rows).toEqual([]);
    expect(told).toEqual([]);
  });

  it('is no answer when Recall did not say so', async () => {
    const offline = new RecallError('network', 'No connection.');
    const { store, workspaceId, refresh } = asking(() => Promise.reject(offline));
    applyEvents(store, workspaceId, [anEvent({ bots: [ENTRY] })]);
    await expect(refresh()).rejects.toBe(offline);
    expect(store.bot(workspaceId, 'bot-1').missingSince).toBeNull();
  });
});
