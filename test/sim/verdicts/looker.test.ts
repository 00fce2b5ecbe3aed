/** Bots are looked at once after their meetings, slowly, and never polled; real HTTP and a real database in virtual time. */
import { describe, expect, it } from 'vitest';
import { runLooker } from '../../../electron/core/verdicts/looker.ts';
import { createKeeper } from '../../../electron/core/verdicts/keeper.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';
import { startSyncWorld } from '../sync/sync-world.ts';
import type { SyncWorld } from '../sync/sync-world.ts';

interface Looking {
  readonly world: SyncWorld;
  /** Bots that Recall was asked for, in order. */
  readonly asked: string[];
  /** Has the verdicts judged that wait. */
  settle(): void;
}

/** A workspace whose meetings end at the given times after the world began, each with a bot. */
async function withLooker(
  meetings: readonly { readonly startIn: number; readonly outcome?: 'recorded' | 'lost' }[],
  work: (looking: Looking) => Promise<void>,
): Promise<void> {
  const world = await startSyncWorld({
    seed: 7,
    world: [{ name: 'ACME', calendars: 1, eventsPerCalendar: 0, troubles: 'none' }],
  });
  const stopping = new AbortController();
  const asked: string[] = [];
  try {
    const { truth, client, workspace } = world.member(0);
    const calendar = truth.calendars()[0];
    if (calendar === undefined) throw new Error('The world has a calendar.');
    const begins = world.clock.now();
    for (const [index, { startIn, outcome = 'recorded' }] of meetings.entries()) {
      const startAt = begins + startIn;
      const meetingUrl = `https://meet.google.com/abc-defg-${String(index).padStart(3, '0')}`;
      const event = truth.addEvent({
        calendarId: calendar.id,
        title: `Meeting ${index}`,
        startAt,
        endAt: startAt + HOUR_MS,
        meetingUrl,
        bots: [
          {
            startAt,
            meetingUrl,
            deduplicationKey: `key ${index}`,
            outcome: { kind: 'recorded', minutes: 50, subCode: 'call_ended_by_host' },
          },
        ],
      });
      const [entry] = event.bots;
      if (outcome === 'lost' && entry !== undefined) truth.botsById.delete(entry.botId);
    }
    const keeper = createKeeper({
      store: world.store,
      clock: world.clock,
      log: { write: () => undefined },
      changed: () => undefined,
    });
    const settle = (): void => keeper.heard('events', workspace.id, undefined);
    void keeper.run(stopping.signal);
    await world.quiesce();
    settle();
    void runLooker(
      {
        store: world.store,
        clock: world.clock,
        log: { write: () => undefined },
        client: () =>
          Promise.resolve({
            ...client,
            retrieveBot(id, options) {
              asked.push(id);
              expect(options.priority).toBe('background');
              return client.retrieveBot(id, options);
            },
          }),
        changed: (topic, workspaceId, ids) => {
          if (workspaceId !== null) keeper.heard(topic, workspaceId, ids);
        },
      },
      stopping.signal,
    );
    await work({ world, asked, settle });
  } finally {
    stopping.abort();
    await world.close();
  }
}

const reasons = ({ store }: SyncWorld): (string | undefined)[] =>
  store
    .listEvents({ workspaces: 'all' }, { by: 'start', direction: 'asc' }, null, 200)
    .rows.map(({ verdict }) => verdict?.reason);

describe('bots of meetings that are over', () => {
  it('are looked at once, ten minutes after the end, and never before', async () => {
    await withLooker([{ startIn: HOUR_MS }], async ({ world, asked }) => {
      await world.pass(2 * HOUR_MS + 9 * MINUTE_MS);
      expect(asked).toEqual([]);
      expect(reasons(world)).toEqual(['bot_not_looked_at']);
      await world.pass(3 * MINUTE_MS);
      expect(asked).toHaveLength(1);
      expect(reasons(world)).toEqual(['recorded']);
      await world.pass(3 * HOUR_MS);
      expect(asked).toHaveLength(1);
    });
  });

  it('that Recall has no more are said to be gone, and not asked for again', async () => {
    await withLooker([{ startIn: HOUR_MS, outcome: 'lost' }], async ({ world, asked }) => {
      await world.pass(3 * HOUR_MS);
      expect(asked).toHaveLength(1);
      expect(reasons(world)).toEqual(['bot_gone']);
      await world.pass(3 * HOUR_MS);
      expect(asked).toHaveLength(1);
    });
  });

  it('are looked at sixty a minute at most, those that ended first first', async () => {
    const meetings = Array.from({ length: 150 }, (_, index) => ({ startIn: index * 1_000 - HOUR_MS - 20 * MINUTE_MS }));
    await withLooker(meetings, async ({ world, asked }) => {
      await world.pass(MINUTE_MS - 1_000);
      expect(asked).toHaveLength(60);
      await world.pass(MINUTE_MS);
      expect(asked).toHaveLength(120);
      await world.pass(MINUTE_MS);
      expect(asked).toHaveLength(150);
      expect(new Set(asked).size).toBe(150);
    });
  });

  it('two days ago are left to people', async () => {
    await withLooker([{ startIn: -3 * DAY_MS }], async ({ world, asked }) => {
      await world.pass(HOUR_MS);
      expect(asked).toEqual([]);
    });
  });
});
