/**
 * Whatever happens, the replica ends up equal to Recall (promise R6). Each seed is one life of a workspace: edits,
 * moves while pages are read, deletions, faults, pauses, sleep, clock jumps and restarts. A failing seed is replayed
 * with CALLBOARD_SEED=<seed>; CALLBOARD_SIM_SEEDS sets how many are run.
 */
import { describe, expect, it } from 'vitest';
import type { FaultKind, SimWorkspace } from '../../../electron/simulator/index.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../shared/time.ts';
import type { Dice } from './dice.ts';
import { createDice } from './dice.ts';
import type { SyncWorld } from './sync-world.ts';
import { differences, replicaOf, startSyncWorld, truthOf } from './sync-world.ts';

const replay = process.env['CALLBOARD_SEED'];
const count = Number(process.env['CALLBOARD_SIM_SEEDS'] ?? 15);
const seeds = replay === undefined ? Array.from({ length: count }, (_, index) => index + 1) : [Number(replay)];

/** Faults that pass by themselves. */
const FAULTS: readonly FaultKind[] = [
  { type: 'status', status: 429, retryAfter: 3 },
  { type: 'status', status: 429 },
  { type: 'status', status: 500 },
  { type: 'status', status: 502, body: 'html' },
  { type: 'status', status: 503 },
  { type: 'status', status: 504, body: 'empty' },
  { type: 'status', status: 400 },
  { type: 'status', status: 404 },
  { type: 'status', status: 401 },
  { type: 'status', status: 403, body: 'html' },
  { type: 'reset' },
  { type: 'truncatedJson' },
  { type: 'malformedJson' },
  { type: 'html' },
  { type: 'foreignNext' },
  { type: 'sameIdOnTwoPages' },
  { type: 'clockSkew', ms: 10 * MINUTE_MS },
  { type: 'clockSkew', ms: -10 * MINUTE_MS },
];

/** Start times on a coarse grid, so that many events share one. */
function someStart(truth: SimWorkspace, dice: Dice): number {
  const now = truth.now();
  const at = now - 20 * HOUR_MS + dice.next() * (27.5 * DAY_MS + 20 * HOUR_MS);
  return dice.chance(0.6) ? Math.ceil(at / DAY_MS) * DAY_MS : Math.round(at / (15 * MINUTE_MS)) * 15 * MINUTE_MS;
}

const randomId = (dice: Dice): string =>
  `00000000-0000-4000-8000-${String(dice.int(0, 999_999_999_999)).padStart(12, '0')}`;

/** One thing that somebody does in the workspace. */
function edit(truth: SimWorkspace, dice: Dice): void {
  const events = truth.events().filter((event) => event.startAt > truth.now() - DAY_MS);
  const calendars = truth.calendars();
  if (events.length === 0 || calendars.length === 0) return;
  const event = dice.pick(events);
  const calendar = dice.pick(calendars);
  switch (dice.int(0, 9)) {
    case 0:
      truth.updateEvent(event.id, { title: `Renamed ${dice.int(0, 999)}` });
      return;
    case 1:
      truth.updateEvent(event.id, {
        meetingUrl: dice.chance(0.5) ? null : `https://zoom.us/j/${dice.int(1_000_000_000, 9_999_999_999)}`,
      });
      return;
    case 2:
      truth.updateEvent(event.id, { calendarId: calendar.id });
      return;
    case 3:
      truth.deleteEvent(event.id);
      return;
    case 4:
      truth.putBot(event.id, {
        botId: randomId(dice),
        startAt: event.startAt,
        deduplicationKey: randomId(dice),
        meetingUrl: 'https://zoom.us/j/1',
      });
      return;
    case 5:
      truth.addEvent({ calendarId: calendar.id, startAt: someStart(truth, dice) });
      return;
    case 6:
      truth.setCalendarStatus(calendar.id, dice.pick(['connected', 'connecting', 'disconnected'] as const));
      return;
    default:
      truth.updateEvent(event.id, { startAt: someStart(truth, dice) });
  }
}

/** One thing that happens to the laptop, the network or the program. */
async function happening(world: SyncWorld, dice: Dice): Promise<void> {
  const index = dice.int(0, world.members.length - 1);
  const { sync, truth } = world.member(index);
  switch (dice.int(0, 8)) {
    case 0:
      world.clock.suspend(dice.int(1, 72) * HOUR_MS);
      if (dice.chance(0.5)) for (const member of world.members) member.sync.now();
      return;
    case 1:
      world.clock.jump((dice.chance(0.5) ? 2 : -2) * HOUR_MS);
      // The journal of calls is on the wall clock: a restart within the same minute may cost a 429, which is obeyed.
      await world.pass(2 * MINUTE_MS);
      return;
    case 2:
      await world.restart(index);
      return;
    case 3:
      sync.pause();
      await world.pass(dice.int(1, 90) * MINUTE_MS);
      sync.resume();
      return;
    case 4:
      sync.now();
      return;
    case 5:
    case 6:
      world.sim.faults.add({
        match: {
          workspace: truth.name,
          operation: dice.pick(['events.list', 'calendars.list', 'calendars.retrieve'] as const),
          nth: dice.int(1, 4),
          times: dice.int(1, 6),
        },
        kind: dice.pick(FAULTS),
      });
      return;
    case 7:
      if (truth.calendars().length > 2) truth.removeCalendar(dice.pick(truth.calendars()).id);
      return;
    default:
      for (let burst = dice.int(1, 30); burst > 0; burst -= 1) edit(truth, dice);
  }
}

async function live(seed: number): Promise<void> {
  const dice = createDice(seed);
  let restless = 0;
  const truths: SimWorkspace[] = [];
  const world = await startSyncWorld({
    seed,
    world: [
      { name: 'ACME', calendars: 4, eventsPerCalendar: dice.int(5, 40), troubles: dice.chance(0.5) ? 'quiet' : 'none' },
      { name: 'Globex', calendars: 2, eventsPerCalendar: 15 },
    ],
    pageSize: dice.int(3, 12),
    laptopSkewMs: dice.pick([0, 10 * MINUTE_MS, -10 * MINUTE_MS, 2 * HOUR_MS]),
    meanwhile(index) {
      const truth = truths[index];
      if (truth !== undefined && dice.next() < restless) edit(truth, dice);
    },
  });
  try {
    truths.push(...world.members.map((member) => member.truth));
    for (const truth of truths) {
      for (const event of truth.events()) {
        if (dice.chance(0.7)) truth.updateEvent(event.id, { startAt: someStart(truth, dice) });
      }
    }
    for (let chapter = dice.int(4, 12); chapter > 0; chapter -= 1) {
      restless = dice.chance(0.7) ? dice.next() * 0.6 : 0;
      await world.pass(dice.pick([0, 1, 5, 30, 90, 600, 7_200]) * SECOND_MS);
      await happening(world, dice);
    }
    restless = 0;
    world.sim.faults.clear();
    await world.quiesce();
    for (const { truth, workspace } of world.members) {
      const differing = differences(truthOf(truth), replicaOf(world.store, workspace.id, truth));
      expect(differing.slice(0, 3), `${differing.length} events of ${truth.name} differ`).toEqual([]);
      expect(calendarsHere(world, workspace.id, truth), `calendars of ${truth.name}`).toEqual(
        truth.calendars().map(({ id, status }) => ({ id, status, deleted: false })),
      );
    }
    expect(world.sim.stats.totalThrottled(), 'refused by the limits').toBe(0);
  } finally {
    await world.close();
  }
}

function calendarsHere(world: SyncWorld, workspaceId: number, truth: SimWorkspace) {
  return truth.calendars().map(({ id }) => {
    const here = world.store.calendar(workspaceId, id, world.clock.now())?.calendar;
    return { id, status: here?.statusRaw, deleted: here === undefined || here.deletedAt !== null };
  });
}

describe('a replica', () => {
  for (const seed of seeds) {
    it(`equals Recall's window after everything came to rest (seed ${seed})`, () => live(seed), 60_000);
  }
});
