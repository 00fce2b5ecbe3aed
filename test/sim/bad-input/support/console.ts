/**
 * A whole console (core and reader) on a virtual clock, with two workspaces of one simulated Recall: `Struck`, to which
 * things happen, and `Healthy` beside it. Struck's traffic passes a go-between. Everything is seen through the contract,
 * as a window sees it. Time passes only here, so tests wait for days without waiting.
 */
import type { CalendarDiagnosis } from '../../../../shared/diagnosis.ts';
import type { CalendarDetail, EventDetail, SyncStatus } from '../../../../shared/entities.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../../shared/time.ts';
import type { SimEvent, Simulator, SimWorkspace } from '../../../../electron/simulator/index.ts';
import { startSimulator } from '../../../../electron/simulator/index.ts';
import { createRng } from '../../../../electron/simulator/rng.ts';
import type { CoreHarness } from '../../../support/core-harness.ts';
import { MemorySecrets, startHarness } from '../../../support/core-harness.ts';
import { makeTempDir } from '../../../support/temp-dir.ts';
import type { VirtualClock } from '../../../support/virtual-clock.ts';
import { createVirtualClock, watchHttp } from '../../../support/virtual-clock.ts';
import type { GoBetween } from './go-between.ts';
import { startGoBetween } from './go-between.ts';

/** 2026-11-20T09:00:00Z: when every simulated world begins. */
export const WORLD_BEGINS = Date.UTC(2026, 10, 20, 9);
export const POLL_MS = 60_000;
/** Loopback answers take a few ms; a request that is silent for this long in real time hangs on purpose. */
const HANG_AFTER_REAL_MS = 250;

/** The core starts its workspaces a moment after it serves. */
const SETTLE_MS = SECOND_MS;

/** Seed of every world here; printed with each failure by the test's name. */
export const SEED = Number(process.env['CALLBOARD_SEED'] ?? '20261120');

export interface ConsoleOptions {
  readonly calendars?: number;
  readonly eventsPerCalendar?: number;
  readonly pageSize?: number;
  /** How wrong the local clock is, ms. */
  readonly localSkewMs?: number;
  /** Some requests are never answered: time may pass them by. */
  readonly expectHangs?: boolean;
  /** Default: a fresh temporary folder. */
  readonly dataDir?: string;
  /** Default true: waits until both workspaces are filled. */
  readonly filled?: boolean;
  /** What stands in the way from the first request on. */
  readonly fromTheStart?: (parts: { readonly sim: Simulator; readonly between: GoBetween }) => void;
}

export interface Side {
  readonly name: 'Struck' | 'Healthy';
  readonly id: number;
  readonly truth: SimWorkspace;
}

export interface Bench {
  readonly clock: VirtualClock;
  readonly sim: Simulator;
  /** What Struck speaks to. */
  readonly between: GoBetween;
  readonly dataDir: string;
  readonly secrets: MemorySecrets;
  /** The running console; another one after `restart`. */
  readonly core: CoreHarness;
  readonly struck: Side;
  readonly healthy: Side;
  /** Lines of the log so far. */
  readonly log: string[];
  status(side: Side): Promise<SyncStatus>;
  event(side: Side, id: string): Promise<EventDetail>;
  calendar(side: Side, id: string): Promise<CalendarDetail>;
  diagnosis(side: Side, id: string): Promise<CalendarDiagnosis>;
  /** Lets time pass until the condition holds; fails after `limitMs` (default six hours) of virtual time. */
  until(what: string, condition: () => Promise<boolean>, limitMs?: number): Promise<void>;
  pass(ms: number): Promise<void>;
  /** What differs between Recall's window and the console; empty when they agree. */
  differences(side: Side): Promise<string[]>;
  /** Waits until the console agrees with Recall and says that all is well. */
  converge(side: Side): Promise<void>;
  /** Waits until the workspace shows an error; resolves with it. */
  failure(side: Side): Promise<NonNullable<SyncStatus['error']>>;
  /** Every row of a workspace with its history, as the window would show it. */
  everything(side: Side): Promise<string[]>;
  stop(): Promise<void>;
  /** Starts a console on the same folder after `stop`. Rejects with the core's words when it cannot start. */
  start(): Promise<void>;
}

/** Starts a console and ends it, whatever happens, after `life`. */
export async function withConsole(options: ConsoleOptions, life: (bench: Bench) => Promise<void>): Promise<void> {
  // Loaded up front, because virtual time does not wait for the file system.
  await Promise.all([
    import('undici'),
    import('../../../../electron/core/triage/index.ts'),
    import('../../../../electron/core/diagnosis/calendar.ts'),
    import('../../../../electron/core/diagnosis/incident.ts'),
    import('../../../../electron/core/recall/client.ts'),
    import('../../../../electron/core/recall/pages.ts'),
    import('../../../../electron/core/sync/index.ts'),
  ]);
  const folder = makeTempDir('bad-input');
  const dataDir = options.dataDir ?? folder.path;
  const clock = createVirtualClock(WORLD_BEGINS + (options.localSkewMs ?? 0));
  const began = clock.monotonic();
  const spec = { calendars: options.calendars ?? 3, eventsPerCalendar: options.eventsPerCalendar ?? 12 };
  const sim = await startSimulator({
    seed: SEED,
    clock: { now: () => Math.floor(WORLD_BEGINS + clock.monotonic() - began) },
    world: [
      { name: 'Struck', ...spec },
      { name: 'Healthy', ...spec },
    ],
    pageSize: options.pageSize ?? 10,
    gzip: false,
  });
  const between = await startGoBetween(sim.origin);
  options.fromTheStart?.({ sim, between });
  const http = watchHttp();
  const rng = createRng(SEED);
  const secrets = new MemorySecrets();
  const log: string[] = [];
  let running: CoreHarness | null = null;

  const current = (): CoreHarness => {
    if (running === null) throw new Error('The console is not running.');
    return running;
  };
  const idle = (): boolean =>
    http.inFlight === 0 || (options.expectHangs === true && http.quietMs() > HANG_AFTER_REAL_MS);

  const pass = async (ms: number): Promise<void> => {
    const end = clock.monotonic() + ms;
    let over = false;
    void clock.sleep(ms).then(() => (over = true));
    await clock.run(() => over && clock.monotonic() >= end, { idle, limitMs: ms + MINUTE_MS });
  };

  const until = async (what: string, condition: () => Promise<boolean>, limitMs = 6 * HOUR_MS): Promise<void> => {
    const end = clock.monotonic() + limitMs;
    for (;;) {
      if (await condition()) return;
      if (clock.monotonic() > end) throw new Error(`Not reached within ${limitMs} ms of virtual time: ${what}`);
      const heard = current().events.length;
      // Looking costs more than waiting, so what takes long is looked at less often.
      const waited = clock.monotonic() - (end - limitMs);
      const look = clock.monotonic() + Math.max(SECOND_MS, waited / 20);
      await clock.run(() => (waited < MINUTE_MS && current().events.length !== heard) || clock.monotonic() >= look, {
        idle,
        limitMs,
      });
    }
  };

  const start = async (): Promise<void> => {
    running = await startHarness({
      dataDir,
      clock,
      secrets,
      random: () => rng.next(),
      log: { write: (level, message, fields) => void log.push(`${level}: ${message} ${JSON.stringify(fields ?? {})}`) },
    });
  };
  const stop = async (): Promise<void> => {
    const core = running;
    running = null;
    await core?.stop();
  };

  const add = async (name: Side['name'], baseUrl: string): Promise<Side> => {
    const apiKey = sim.workspaces.find((workspace) => workspace.name === name)?.apiKey ?? '';
    const { id } = await current().call('workspaces.add', {
      name,
      region: 'custom',
      baseUrl,
      apiKey,
      colour: 'blue',
      mode: 'read_only',
      pollIntervalMs: POLL_MS,
    });
    return { name, id, truth: sim.world.workspace(name) };
  };

  const status = async (side: Side): Promise<SyncStatus> => {
    const row = (await current().call('sync.status', {})).rows.find(({ workspaceId }) => workspaceId === side.id);
    if (row === undefined) throw new Error(`${side.name} has no status.`);
    return row;
  };
  const event = (side: Side, id: string): Promise<EventDetail> =>
    current().call('events.get', { workspaceId: side.id, id });
  const calendar = (side: Side, id: string): Promise<CalendarDetail> =>
    current().call('calendars.get', { workspaceId: side.id, id });
  const diagnosis = (side: Side, id: string): Promise<CalendarDiagnosis> =>
    current().call('calendars.diagnosis', { workspaceId: side.id, id });

  const eventIds = async (side: Side): Promise<string[]> => {
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listEvents>> = await listEvents(side, after);
      ids.push(...page.rows.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    return ids;
  };
  const listEvents = (side: Side, after: string | null) =>
    current().call('events.list', {
      filter: { workspaces: [side.id] },
      sort: { by: 'start', direction: 'asc' },
      after,
      limit: 200,
    });
  const calendarIds = async (side: Side, presence: 'present' | 'deleted'): Promise<string[]> => {
    const { rows } = await current().call('calendars.list', {
      filter: { workspaces: [side.id], presence },
      sort: { by: 'email', direction: 'asc' },
      after: null,
      limit: 200,
    });
    return rows.map(({ id }) => id);
  };

  const differences = async (side: Side): Promise<string[]> => {
    const now = side.truth.now();
    const inWindow = (at: number): boolean => at >= now - DAY_MS && at <= now + 28 * DAY_MS;
    const truth = new Map<string, string>();
    for (const one of side.truth.events()) if (inWindow(one.startAt)) truth.set(one.id, describeTruth(one));
    const here = new Map<string, string>();
    for (const id of await eventIds(side)) {
      const detail = await event(side, id);
      if (truth.has(id) || (detail.event.startAt !== null && inWindow(detail.event.startAt)))
        here.set(id, describeDetail(detail));
    }
    const found = [...new Set([...truth.keys(), ...here.keys()])]
      .filter((id) => truth.get(id) !== here.get(id))
      .map((id) => `${id}\n  Recall:  ${truth.get(id) ?? 'nothing'}\n  console: ${here.get(id) ?? 'nothing'}`);
    const wanted = side.truth.calendars().map(({ id, status: word }) => `${id} ${word}`);
    const listed = [];
    for (const id of await calendarIds(side, 'present'))
      listed.push(`${id} ${(await calendar(side, id)).calendar.statusRaw}`);
    if (wanted.toSorted().join() !== listed.toSorted().join())
      found.push(`calendars\n  Recall:  ${wanted.join()}\n  console: ${listed.join()}`);
    return found;
  };

  const converge = async (side: Side): Promise<void> => {
    const calm = async (): Promise<boolean> => {
      const { state, error } = await status(side);
      return state === 'idle' && error === null && (await differences(side)).length === 0;
    };
    try {
      await until(`${side.name} agrees with Recall`, calm);
    } catch (error) {
      const { state, error: shown } = await status(side);
      const lines = [...(await differences(side)).slice(0, 3), JSON.stringify({ state, shown }), ...log.slice(-5)];
      throw new Error(`${error instanceof Error ? error.message : String(error)}\n${lines.join('\n')}`, {
        cause: error,
      });
    }
  };

  await start();
  const bench: Bench = {
    clock,
    sim,
    between,
    dataDir,
    secrets,
    log,
    get core() {
      return current();
    },
    healthy: await add('Healthy', sim.origin),
    struck: await add('Struck', between.origin),
    status,
    event,
    calendar,
    diagnosis,
    until,
    pass,
    differences,
    converge,
    async failure(side) {
      let shown: SyncStatus['error'] = null;
      await until(`${side.name} shows an error`, async () => (shown = (await status(side)).error) !== null);
      if (shown === null) throw new Error('unreachable: until waits for it');
      return shown;
    },
    async everything(side) {
      const lines: string[] = [];
      for (const id of await eventIds(side)) {
        const { raw: _raw, fetchedAt: _fetched, ...detail } = await event(side, id);
        // The verdict is concluded by Callboard, at its own pace and as time passes.
        lines.push(JSON.stringify({ ...detail, event: { ...detail.event, verdict: null } }));
      }
      for (const presence of ['present', 'deleted'] as const) {
        for (const id of await calendarIds(side, presence)) {
          const { calendar: row } = await calendar(side, id);
          const { timeline } = await diagnosis(side, id);
          lines.push(JSON.stringify({ row, timeline }));
        }
      }
      return lines;
    },
    stop,
    async start() {
      await start();
      await pass(SETTLE_MS);
    },
  };
  try {
    await pass(SETTLE_MS);
    if (options.filled !== false) {
      await converge(bench.struck);
      await converge(bench.healthy);
    }
    await life(bench);
  } finally {
    await stop();
    await between.stop();
    await sim.stop();
    http.close();
    folder.remove();
  }
}

function describeTruth(one: SimEvent): string {
  return JSON.stringify({
    startAt: one.startAt,
    endAt: one.endAt,
    calendarId: one.calendarId,
    title: one.title,
    meetingUrl: one.meetingUrl,
    isDeleted: one.isDeleted,
    bots: one.bots.map(({ botId }) => botId).toSorted(),
    updatedAt: one.updatedAt,
  });
}

function describeDetail({ event, bots }: EventDetail): string {
  return JSON.stringify({
    startAt: event.startAt,
    endAt: event.endAt,
    calendarId: event.calendarId,
    title: event.title,
    meetingUrl: event.meetingUrl,
    isDeleted: event.isDeleted,
    bots: bots
      .filter(({ goneAt }) => goneAt === null)
      .map(({ botId }) => botId)
      .toSorted(),
    updatedAt: event.updatedAt,
  });
}

/** The `nth` event of a workspace that has not begun yet. */
export function comingEvent(side: Side, nth = 0): SimEvent {
  const now = side.truth.now();
  const coming = side.truth.events().filter((one) => one.startAt > now + HOUR_MS && !one.isDeleted)[nth];
  if (coming === undefined) throw new Error(`${side.name} has no coming event ${nth}.`);
  return coming;
}

/** Changes one event of a workspace at Recall and returns its id: something new that a working sync must bring. */
export function changeSomething(side: Side, title: string): string {
  const { id } = comingEvent(side);
  side.truth.updateEvent(id, { title });
  return id;
}

/**
 * Invariant 4: while Struck is struck, a change in Healthy is on the screen within two polls, and nothing is wrong there.
 */
export async function healthyGoesOn(bench: Bench, title: string): Promise<void> {
  const id = changeSomething(bench.healthy, title);
  await bench.until(
    'the healthy workspace shows a change within two polls',
    async () => (await bench.event(bench.healthy, id)).event.title === title,
    2.5 * POLL_MS,
  );
  const { error } = await bench.status(bench.healthy);
  if (error !== null) throw new Error(`The healthy workspace shows an error: ${error.message}`);
}
