/**
 * `kill -9` at any moment of a job that moves bots: after the restart exactly the remaining events are done, every event has one bot
 * at its time with the configuration that it had, and nothing of that configuration is on disk. CALLBOARD_KILLS / 5 kills (default 40)
 * at moments that follow from CALLBOARD_SEED.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { databasePath } from '../../../electron/core/data-folder.ts';
import type { SimEvent } from '../../../electron/simulator/index.ts';
import { startSimulator } from '../../../electron/simulator/index.ts';
import { Rng } from '../../../electron/simulator/rng.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';
import { searchBytes } from '../../support/canaries.ts';
import type { FromScheduleChild, Schedule, ScheduleEnding } from '../../support/schedule-child.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const KILLS = Math.ceil(Number(process.env['CALLBOARD_KILLS'] ?? '200') / 5);
const SEED = Number(process.env['CALLBOARD_SEED'] ?? '20261121');
const EVENTS = 24;
/** Long enough that kills find calls under way. */
const LATENCY_MS = 12;
/** A job of so many events takes about two such lives. */
const LONGEST_LIFE_MS = 500;
const CANARY = 'canaryKeptConfig';
const CHILD = new URL('../../support/schedule-child.ts', import.meta.url);
const IS_SENT: readonly string[] = ['verifying', 'ok', 'failing', 'unproven'];

/** Runs a life; null: it was killed after `lifeMs`. */
async function live(schedule: Schedule, lifeMs: number | null): Promise<ScheduleEnding | null> {
  const child = fork(CHILD, [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [],
    env: { ...process.env, NODE_COMPILE_CACHE: join(schedule.dataDir, '..', 'compiled') },
  });
  let ending: ScheduleEnding | null = null;
  let timer: NodeJS.Timeout | undefined;
  const closed = once(child, 'close') as Promise<[number | null, string | null]>;
  child.on('message', (message: FromScheduleChild) => {
    if (message.type === 'ended') ({ ending } = message);
    else {
      child.send(schedule);
      if (lifeMs !== null) timer = setTimeout(() => child.kill('SIGKILL'), lifeMs);
    }
  });
  const [code, signal] = await closed;
  clearTimeout(timer);
  // What was sent before the kill is carried out after it.
  await sleep(3 * LATENCY_MS);
  if (signal !== null) return null;
  if (code !== 0 || ending === null) throw new Error(`The core left with code ${code}, and said nothing.`);
  return ending;
}

/** States of the items of a job, by event; null: the job does not exist yet. */
function itemsOf(dataDir: string, jobId: number): ReadonlyMap<string, string> | null {
  if (!existsSync(databasePath(dataDir))) return null;
  const database = new Database(databasePath(dataDir), { readonly: true });
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    const rows = database.prepare('SELECT event_id, state FROM job_item WHERE job_id = ?').raw().all(jobId);
    // The columns are those of the statement.
    return rows.length === 0 ? null : new Map(rows as [string, string][]);
  } finally {
    database.close();
  }
}

it(
  `bots are moved once each, whatever is killed when (${KILLS} kills, seed ${SEED})`,
  async () => {
    const folder = makeTempDir('schedule');
    const simulator = await startSimulator({
      seed: SEED,
      latencyMs: LATENCY_MS,
      limits: { enforce: false },
      world: [{ name: 'ACME', calendars: 2, eventsPerCalendar: 0 }],
    });
    onTestFinished(async () => {
      await simulator.stop();
      folder.remove();
    });
    const workspace = simulator.world.workspace('ACME');
    const random = new Rng(SEED);
    const from = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + 3 * HOUR_MS;
    const events = Array.from({ length: EVENTS }, (_, n): SimEvent => {
      const event = workspace.addEvent({
        calendarId: workspace.calendars()[n % 2]?.id ?? '',
        startAt: from + n * HOUR_MS,
        meetingUrl: `https://acme.zoom.us/j/8451236${n}`,
        allDay: false,
        isCancelled: false,
      });
      const bot = workspace.putBot(event.id, { startAt: event.startAt - MINUTE_MS * 30 });
      Object.assign(bot, { config: { zoom: { zak_url: `${CANARY}-${n}` } } });
      return event;
    });
    const schedule: Schedule = {
      dataDir: join(folder.path, 'data'),
      workspace: { name: 'ACME', baseUrl: simulator.origin, apiKey: simulator.workspaces[0]?.apiKey ?? '' },
      secrets: [],
      before: null,
      starts: events.map(({ id, startAt }) => [id, startAt]),
    };
    const filled = await live(schedule, null);
    const { secrets } = filled ?? { secrets: [] };

    let kills = 0;
    /** States in which a kill found an item. */
    const struck = new Set<string>();
    for (let round = 0; kills < KILLS; round += 1) {
      // Everything moves, and the bots stay where they were.
      if (round > 0) for (const { id, startAt } of events) workspace.updateEvent(id, { startAt: startAt + MINUTE_MS });
      const wanted = {
        ...schedule,
        secrets,
        before: round,
        starts: events.map(({ id, startAt }) => [id, startAt] as const),
      };
      let ending: ScheduleEnding | null = null;
      while (ending === null) {
        ending = await live(wanted, kills < KILLS ? random.next() * LONGEST_LIFE_MS : null);
        if (ending === null) kills += 1;
        const where = `after kill ${kills} in round ${round}`;
        for (const [id, state] of itemsOf(schedule.dataDir, round + 1) ?? []) {
          const event = workspace.findEvent(id);
          if (ending === null) struck.add(state);
          const isMoved = event?.bots[0]?.startAt === event?.startAt;
          // The intent is saved before anything leaves, and what is called taken was taken.
          if (state === 'waiting') expect(isMoved, `${where}: ${id} waits`).toBe(false);
          if (IS_SENT.includes(state)) expect(isMoved, `${where}: ${id} is ${state}`).toBe(true);
        }
        expect(searchBytes(schedule.dataDir, [CANARY]), where).toEqual([]);
      }

      expect(ending.job).toMatchObject({ state: 'finished', total: EVENTS });
      expect(ending.items.map(({ state, message }) => `${state} ${message}`)).toEqual(
        events.map(() => 'ok Scheduled: Recall lists one bot for this event, at its time.'),
      );
      for (const [n, { id, startAt }] of events.entries()) {
        const { bots } = workspace.findEvent(id) ?? { bots: [] };
        expect(bots, `round ${round}`).toMatchObject([{ startAt }]);
        expect(workspace.botsById.get(bots[0]?.botId ?? '')?.config).toMatchObject({
          zoom: { zak_url: `${CANARY}-${n}` },
        });
      }
      expect(workspace.bots()).toHaveLength(EVENTS);
      expect(ending.entries.filter(({ state }) => state === 'intended')).toEqual([]);
      expect(ending.auditLog).toBe('ok');
    }
    // The moments were spread over all that a job consists of.
    if (KILLS >= 40) for (const state of ['waiting', 'running', 'ok']) expect([...struck]).toContain(state);
  },
  10 * 60_000,
);
