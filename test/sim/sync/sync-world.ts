/**
 * A simulated Recall on loopback, the real client, the real store and the real sync on a virtual clock: days pass in
 * seconds, every request is real HTTP, and a seed says what happens.
 */
import { createCallJournal } from '../../../electron/core/call-journal.ts';
import { createRecallClient } from '../../../electron/core/recall/client.ts';
import type { RecallClient } from '../../../electron/core/recall/types.ts';
import { openStore } from '../../../electron/core/store/index.ts';
import type { Store } from '../../../electron/core/store/types.ts';
import { createWorkspaceSync } from '../../../electron/core/sync/index.ts';
import type { WorkspaceSync } from '../../../electron/core/sync/types.ts';
import type { Simulator, SimEvent, SimWorkspace, WorldSpec } from '../../../electron/simulator/index.ts';
import { startSimulator } from '../../../electron/simulator/index.ts';
import { createDice } from './dice.ts';
import type { Topic } from '../../../shared/channels.ts';
import type { SyncStatus, Workspace } from '../../../shared/entities.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/time.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import type { VirtualClock } from '../../support/virtual-clock.ts';
import { createVirtualClock, watchHttp } from '../../support/virtual-clock.ts';

/** 2026-11-20T09:00:00Z: when every simulated world begins. */
export const WORLD_BEGINS = Date.UTC(2026, 10, 20, 9);
export const POLL_MS = 60_000;
/** Loopback answers take a few ms; a request without any answer for this long hangs. */
const HANG_AFTER_REAL_MS = 60;

export interface WorldOptions {
  readonly seed: number;
  readonly world: WorldSpec;
  /** Small pages make many seams out of few events. */
  readonly pageSize?: number;
  /** How wrong the laptop's clock is at the beginning, ms. */
  readonly laptopSkewMs?: number;
  readonly enforceLimits?: boolean;
  readonly pollMs?: number;
  /** Some requests are never answered: virtual time may pass them by. */
  readonly expectHangs?: boolean;
  /** Called before each request for a page of events and after each answer: what happens at Recall meanwhile. */
  readonly meanwhile?: (workspace: number) => void;
  /** Recall sends no `Date` header. */
  readonly withoutDate?: boolean;
  /** Wraps the store of a workspace's sync, to make it fail. */
  readonly wrapStore?: (store: Store) => Store;
}

export interface Member {
  readonly workspace: Workspace;
  readonly truth: SimWorkspace;
  sync: WorkspaceSync;
  client: RecallClient;
}

export interface SyncWorld {
  readonly clock: VirtualClock;
  readonly sim: Simulator;
  readonly store: Store;
  readonly members: readonly Member[];
  readonly changes: { readonly topic: Topic; readonly workspaceId: number; readonly ids?: readonly string[] }[];
  readonly log: string[];
  member(index: number): Member;
  /** A new process on the same file: new client, new sync, nothing in memory survives. */
  restart(index: number): Promise<void>;
  /** Lets time pass until the condition holds; fails after `limitMs` (default three days) of virtual time. */
  until(condition: () => boolean, limitMs?: number): Promise<void>;
  /** The same, but stops at once when the condition holds, with requests still under way. */
  untilAmid(condition: () => boolean): Promise<void>;
  /** Lets time pass. */
  pass(ms: number): Promise<void>;
  /** Lets every workspace finish what it knows, and two sweeps and a listing after that. */
  quiesce(): Promise<void>;
  status(index: number): SyncStatus;
  close(): Promise<void>;
}

export async function startSyncWorld(options: WorldOptions): Promise<SyncWorld> {
  // The client loads these at its first call: the file system is not something that virtual time waits for.
  await Promise.all([import('undici'), import('../../../electron/core/recall/pages.ts')]);
  const dir = makeTempDir('sync');
  const clock = createVirtualClock(WORLD_BEGINS + (options.laptopSkewMs ?? 0));
  const began = clock.monotonic();
  // Recall's clock is nobody's business but Recall's: it goes on whatever the laptop's clock is set to.
  let slept = 0;
  const serverClock = { now: () => Math.floor(WORLD_BEGINS + clock.monotonic() - began + slept) };
  const sim = await startSimulator({
    seed: options.seed,
    clock: serverClock,
    world: options.world,
    limits: { enforce: options.enforceLimits ?? true },
    gzip: false,
    ...(options.pageSize === undefined ? {} : { pageSize: options.pageSize }),
  });
  const { store } = openStore({ path: `${dir.path}/callboard.db`, clock, log: { write: () => undefined } });
  const http = watchHttp();
  const changes: SyncWorld['changes'] = [];
  const log: string[] = [];

  /** The client, with the world going on around every page. */
  const interposed = (client: RecallClient, index: number): RecallClient => ({
    ...client,
    async listCalendars(query, call) {
      return undated(await client.listCalendars(query, call));
    },
    async retrieveCalendar(id, call) {
      return undated(await client.retrieveCalendar(id, call));
    },
    async listEvents(query, call) {
      options.meanwhile?.(index);
      const page = await client.listEvents(query, call);
      options.meanwhile?.(index);
      return undated(page);
    },
  });
  const undated = <A extends { readonly serverNow: number | null }>(answer: A): A =>
    options.withoutDate === true ? { ...answer, serverNow: null } : answer;

  // Each workspace throws its own dice, so that what one does cannot change the other's moments.
  const dice = sim.workspaces.map((_, index) => createDice(options.seed * 100 + index));

  const connect = (
    workspace: Workspace,
    apiKey: string,
    index: number,
  ): { sync: WorkspaceSync; client: RecallClient } => {
    const random = (): number => dice[index]?.next() ?? 0;
    const client = createRecallClient({
      baseUrl: sim.origin,
      apiKey,
      clock,
      random,
      log: { write: () => undefined },
      // The budget outlives a restart, as it does in the fleet.
      journal: createCallJournal(store, workspace.id, clock, { write: () => undefined }),
    });
    const sync = createWorkspaceSync(workspace, {
      store: options.wrapStore?.(store) ?? store,
      clock,
      random,
      log: { write: (level, message) => void log.push(`${level}: ${message}`) },
      changed: (topic, workspaceId, ids) =>
        void changes.push({ topic, workspaceId, ...(ids === undefined ? {} : { ids }) }),
    });
    sync.start(interposed(client, index));
    return { sync, client };
  };

  const members = sim.workspaces.map((described, index): Member => {
    const workspace = store.addWorkspace(
      {
        name: described.name,
        region: 'custom',
        baseUrl: sim.origin,
        colour: 'blue',
        mode: 'read_only',
        pollIntervalMs: options.pollMs ?? POLL_MS,
        training: false,
      },
      clock.now(),
    );
    return { workspace, truth: sim.world.workspace(index), ...connect(workspace, described.apiKey, index) };
  });

  // A request that hangs on purpose never ends by itself: when nothing moved for a while, time goes on without it.
  const idle = (): boolean =>
    http.inFlight === 0 || (options.expectHangs === true && http.quietMs() > HANG_AFTER_REAL_MS);

  const member = (index: number): Member => {
    const found = members[index];
    if (found === undefined) throw new RangeError(`There is no workspace ${index}.`);
    return found;
  };

  const until = (condition: () => boolean, limitMs = 3 * DAY_MS): Promise<void> =>
    clock.run(condition, { idle, limitMs });

  const suspend = clock.suspend.bind(clock);
  const sleepyClock: VirtualClock = {
    ...clock,
    get pending() {
      return clock.pending;
    },
    suspend(ms) {
      slept += ms;
      suspend(ms);
    },
  };

  return {
    clock: sleepyClock,
    sim,
    store,
    members,
    changes,
    log,
    member,
    async restart(index) {
      const old = member(index);
      await old.client.close();
      await old.sync.stop();
      const key = sim.workspaces[index]?.apiKey ?? '';
      Object.assign(old, connect(old.workspace, key, index));
    },
    until,
    untilAmid: (condition) => clock.run(condition, { idle, limitMs: DAY_MS, eager: true }),
    async pass(ms) {
      const end = clock.monotonic() + ms;
      // A timer of our own, so that time can pass when nothing else waits for it.
      let over = false;
      void clock.sleep(ms).then(() => (over = true));
      await until(() => over && clock.monotonic() >= end, ms + MINUTE_MS);
    },
    async quiesce() {
      for (let round = 0; round < 3; round += 1) {
        let waiting = members.length;
        const failures: unknown[] = [];
        for (const { sync } of members) {
          void sync.once().then(
            () => (waiting -= 1),
            (error: unknown) => {
              failures.push(error);
              waiting -= 1;
            },
          );
        }
        await until(() => waiting === 0);
        if (failures.length > 0) throw failures[0];
      }
    },
    status: (index) => member(index).sync.status(),
    async close() {
      for (const { sync, client } of members) {
        await client.close();
        await sync.stop();
      }
      http.close();
      store.close();
      await sim.stop();
      dir.remove();
    },
  };
}

/** The fields that a replica must agree on, of every event in Recall's window at its present time. */
export function truthOf(truth: SimWorkspace): Map<string, string> {
  const now = truth.now();
  const rows = new Map<string, string>();
  for (const event of truth.events()) {
    if (event.startAt < now - DAY_MS || event.startAt > now + 28 * DAY_MS) continue;
    rows.set(event.id, describeTruth(event));
  }
  return rows;
}

function describeTruth(event: SimEvent): string {
  return JSON.stringify({
    startAt: event.startAt,
    endAt: event.endAt,
    calendarId: event.calendarId,
    title: event.title,
    meetingUrl: event.meetingUrl,
    isDeleted: event.isDeleted,
    bots: event.bots.map((entry) => entry.botId).toSorted(),
    updatedAt: event.updatedAt,
  });
}

/**
 * What the replica says about the same events, plus those that it claims to be in the window and are not. Left out are
 * events of which Recall knows nothing any more, since only a deleted calendar makes them vanish: they stay as history.
 */
export function replicaOf(store: Store, workspaceId: number, truth: SimWorkspace): Map<string, string> {
  const now = truth.now();
  const ids = new Set(truthOf(truth).keys());
  let after: string | null = null;
  do {
    const page = store.listEvents(
      { workspaces: [workspaceId], from: now - DAY_MS, to: now + 28 * DAY_MS + 1 },
      { by: 'start', direction: 'asc' },
      after,
      200,
    );
    for (const row of page.rows) ids.add(row.id);
    after = page.next;
  } while (after !== null);
  const rows = new Map<string, string>();
  for (const id of ids) {
    const detail = store.event(workspaceId, id);
    if (detail === null || truth.findEvent(id) === null) continue;
    rows.set(
      id,
      JSON.stringify({
        startAt: detail.event.startAt,
        endAt: detail.event.endAt,
        calendarId: detail.event.calendarId,
        title: detail.event.title,
        meetingUrl: detail.event.meetingUrl,
        isDeleted: detail.event.isDeleted,
        bots: detail.bots
          .filter((entry) => entry.goneAt === null)
          .map((entry) => entry.botId)
          .toSorted(),
        updatedAt: detail.event.updatedAt,
      }),
    );
  }
  return rows;
}

/** What differs between the truth and the replica, in lines; empty when they agree. */
export function differences(truth: ReadonlyMap<string, string>, replica: ReadonlyMap<string, string>): string[] {
  const ids = new Set([...truth.keys(), ...replica.keys()]);
  return [...ids]
    .filter((id) => truth.get(id) !== replica.get(id))
    .map((id) => `${id}\n  Recall:  ${truth.get(id) ?? 'nothing'}\n  replica: ${replica.get(id) ?? 'nothing'}`);
}
