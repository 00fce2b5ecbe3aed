/**
 * Only what changed is judged again, and nothing is lost: the keeper on a real store, counted. How often an event was judged is seen
 * where conclusions are saved.
 */
import { describe, expect, it } from 'vitest';
import { createKeeper } from '../../../electron/core/verdicts/keeper.ts';
import type { VerdictKeeper } from '../../../electron/core/verdicts/keeper.ts';
import type { Store } from '../../../electron/core/store/types.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../shared/time.ts';
import type { SimEvent } from '../../../electron/simulator/index.ts';
import { startSyncWorld } from '../sync/sync-world.ts';
import type { Member, SyncWorld } from '../sync/sync-world.ts';

interface Judging {
  readonly world: SyncWorld;
  readonly member: Member;
  readonly keeper: VerdictKeeper;
  /** Ids of what was judged since the last call, in order. */
  judged(): string[];
  /** Lets the sync bring what changed and the keeper hear of it. */
  bring(): Promise<void>;
  /** The next transaction that saves conclusions fails. */
  failOnce(): void;
}

const EVENTS = 120;

async function withJudging(work: (judging: Judging) => Promise<void>): Promise<void> {
  const world = await startSyncWorld({
    seed: 3,
    world: [{ name: 'ACME', calendars: 4, eventsPerCalendar: EVENTS / 4, troubles: 'none' }],
  });
  const stopping = new AbortController();
  const log: string[] = [];
  let ids: string[] = [];
  let failing = false;
  const store: Pick<Store, 'verdicts' | 'pendingVerdicts' | 'calendarsNotIn'> = {
    pendingVerdicts: (atMost) => world.store.pendingVerdicts(atMost),
    calendarsNotIn: (workspaceId, known) => world.store.calendarsNotIn(workspaceId, known),
    verdicts: (of) =>
      world.store.verdicts((writer) => {
        const before = ids.length;
        try {
          return of({
            ...writer,
            save(concluded) {
              const told = writer.save(concluded);
              if (failing && concluded.length > 0) {
                failing = false;
                throw new Error('The disk was in a bad mood.');
              }
              ids.push(...concluded.map(({ facts }) => facts.id));
              return told;
            },
          });
        } catch (error) {
          ids = ids.slice(0, before);
          throw error;
        }
      }),
  };
  try {
    const member = world.member(0);
    const keeper = createKeeper({
      store,
      clock: world.clock,
      log: { write: (level, message) => void log.push(`${level}: ${message}`) },
      changed: () => undefined,
    });
    void keeper.run(stopping.signal);
    const bring = async (): Promise<void> => {
      const heard = world.changes.length;
      await world.quiesce();
      for (const { topic, workspaceId, ids: named } of world.changes.slice(heard))
        keeper.heard(topic, workspaceId, named);
      // Siblings wait for the keeper's next round.
      await world.pass(15 * SECOND_MS);
    };
    await bring();
    await work({
      world,
      member,
      keeper,
      bring,
      failOnce: () => (failing = true),
      judged() {
        const all = ids;
        ids = [];
        return all;
      },
    });
    expect(world.store.pendingVerdicts(1)).toBe(0);
    expect(log.filter((line) => !line.includes('verdicts failed: '))).toEqual([]);
  } finally {
    stopping.abort();
    await world.close();
  }
}

/** A meeting ahead that no other event shares. */
function lonely({ truth }: Member): SimEvent {
  const events = truth.events();
  const found = events.find(
    (event) =>
      event.startAt > truth.now() + 3 * DAY_MS &&
      !event.isDeleted &&
      event.meetingUrl !== null &&
      events.every((other) => other === event || other.meetingUrl !== event.meetingUrl),
  );
  if (found === undefined) throw new Error('The world has no lonely meeting.');
  return found;
}

describe('judging', () => {
  it('takes everything once, siblings again for each other, and then nothing', async () => {
    await withJudging(async ({ judged, bring, member }) => {
      const first = judged();
      const inWindow = member.truth.events().filter(({ startAt }) => startAt > member.truth.now() - DAY_MS);
      expect(new Set(first).size).toBeGreaterThanOrEqual(inWindow.length);
      expect(first.length).toBeLessThan(2 * EVENTS);
      await bring();
      expect(judged()).toEqual([]);
    });
  });

  it('takes the one event that changed', async () => {
    await withJudging(async ({ judged, bring, member }) => {
      judged();
      const event = lonely(member);
      member.truth.updateEvent(event.id, { startAt: event.startAt + HOUR_MS });
      await bring();
      expect(judged()).toEqual([event.id]);
    });
  });

  it('takes the siblings of an event whose bot changed, and not those of one that was only renamed', async () => {
    await withJudging(async ({ judged, bring, member: { truth } }) => {
      const [here, there] = truth.calendars();
      if (here === undefined || there === undefined) throw new Error('The world has four calendars.');
      const startAt = truth.now() + 50 * HOUR_MS;
      const meetingUrl = 'https://acme.zoom.us/j/84299999999';
      const [one, other] = [here, there].map(({ id }) => truth.addEvent({ calendarId: id, startAt, meetingUrl }));
      if (one === undefined || other === undefined) throw new Error('Two were made.');
      await bring();
      judged();
      truth.updateEvent(one.id, { title: 'Renamed' });
      await bring();
      expect(judged()).toEqual([one.id]);
      truth.putBot(one.id);
      await bring();
      expect(judged().toSorted()).toEqual([one.id, other.id].toSorted());
    });
  });

  it('takes what came due as time passes, once for each time', async () => {
    await withJudging(async ({ world, judged, member: { truth } }) => {
      judged();
      const [from, to] = [world.clock.now(), world.clock.now() + 5 * HOUR_MS];
      const edges = truth
        .events()
        .flatMap(({ startAt, endAt }) => [startAt, endAt])
        .filter((at) => at > from && at <= to);
      await world.pass(to - from + MINUTE_MS);
      const due = judged();
      expect(due.length).toBeGreaterThan(0);
      expect(due.length).toBeLessThanOrEqual(edges.length);
    });
  });

  it("takes a calendar's own meetings when it disconnects, and no others", async () => {
    await withJudging(async ({ judged, bring, member: { truth } }) => {
      judged();
      const [calendar] = truth.calendars();
      if (calendar === undefined) throw new Error('The world has four calendars.');
      truth.setCalendarStatus(calendar.id, 'disconnected', 'google_revoked');
      const lost = truth.events().filter((event) => event.calendarId === calendar.id);
      await bring();
      const taken = new Set(judged());
      expect(taken.size).toBeGreaterThan(5);
      const links = new Set(lost.map(({ meetingUrl }) => meetingUrl));
      for (const id of taken) {
        const event = truth.findEvent(id);
        // A colleague's copy of a lost meeting looks at it.
        expect(event?.calendarId === calendar.id || links.has(event?.meetingUrl ?? '')).toBe(true);
      }
    });
  });

  it('tries again what failed in the middle, and loses nothing', async () => {
    await withJudging(async ({ world, judged, bring, failOnce, member: { truth } }) => {
      judged();
      const changed = truth.events().filter(({ startAt, isDeleted }) => startAt > truth.now() + HOUR_MS && !isDeleted);
      for (const { id, startAt } of changed) truth.updateEvent(id, { startAt: startAt + HOUR_MS });
      failOnce();
      await bring();
      await world.pass(MINUTE_MS);
      const taken = new Set(judged());
      expect(changed.filter(({ id }) => !taken.has(id))).toEqual([]);
    });
  });
});
