/**
 * A replica of the troubled fleet, made the way the engine makes it: pages of calendars applied and looked at by the tracker
 * right after, 100,000 events, then the bots of broken calendars' meetings gone. Times how long the tracker took.
 */
import { performance } from 'node:perf_hooks';
import { systemClock } from '../../../electron/core/clock.ts';
import { CALENDAR, EVENT, readPage } from '../../../electron/core/recall/pages.ts';
import type { Reply } from '../../../electron/core/recall/failures.ts';
import { openStore } from '../../../electron/core/store/index.ts';
import type { Log } from '../../../electron/core/deps.ts';
import type { Store } from '../../../electron/core/store/types.ts';
import { createTracker } from '../../../electron/core/triage/tracker.ts';
import { generateEventPage } from '../../../electron/simulator/payloads.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/time.ts';
import { CALENDARS, WORKSPACES, troubledFleet, wireCalendar } from './fleet.ts';
import type { FleetCalendar } from './fleet.ts';

const silentLog: Log = { write: () => undefined };
const PAGE = 100;
const EVENTS_PER_CALENDAR = 10;
const SAMPLED_HOURS = 30 * 24;
/** How many join an incident at once in the example. */
const JOINING = 37;
const ROUNDS = 9;

/** Times in ms. */
export interface BuiltReplica {
  readonly now: number;
  readonly calendars: number;
  readonly open: number;
  /** Of a page of 100 calendars that are new, three in ten of them broken: applying it, and looking at it. */
  readonly firstPages: readonly Step[];
  /** Of a page of 100 calendars of which none changed its status. */
  readonly quietPages: readonly Step[];
  /** Of a page in which 37 calendars of one client are broken now. */
  readonly joiningPages: readonly Step[];
  /** Of a page in which these 37 are connected again. */
  readonly healedPages: readonly Step[];
  /** How many they are. */
  readonly joining: number;
}

export interface Step {
  readonly appliedMs: number;
  readonly lookedMs: number;
}

/** Writes the replica to `path`. Takes a minute or so. */
export function buildReplica(path: string): BuiltReplica {
  const { store } = openStore({ path, clock: systemClock, log: silentLog });
  const now = systemClock.now();
  const fleet = troubledFleet(now);
  const ids = addWorkspaces(store, now);
  const pages = new Pages(store, ids);
  const firstPages = pages.apply(fleet, now - HOUR_MS);
  addEvents(store, ids, fleet, now);
  for (const workspaceId of ids) store.assess({ workspaceId, calendars: null }, now);
  for (let hour = SAMPLED_HOURS; hour > 0; hour -= 1)
    for (const workspaceId of ids) store.sampleHealth(workspaceId, now - hour * HOUR_MS);

  const quietPages = pages.apply(fleet.slice(0, 20 * PAGE), now);
  const joiningPages: Step[] = [];
  const healedPages: Step[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // Calendars of one workspace, as a page holds them.
    const joining = fleet
      .filter(
        ({ workspace, platform, broken }) => workspace === round && platform === 'microsoft_outlook' && broken === null,
      )
      .slice(0, JOINING);
    const page = [
      ...joining,
      ...fleet.filter((one) => one.workspace === round && one.broken !== null).slice(0, PAGE - JOINING),
    ];
    for (const calendar of joining) calendar.broken = { cause: 'outlook_secret_expired', at: now + round };
    joiningPages.push(...pages.apply(page, now + 2 * round + 1));
    for (const calendar of joining) calendar.broken = null;
    healedPages.push(...pages.apply(page, now + 2 * round + 2));
  }
  while (store.maintain(200));
  store.close();
  const open = fleet.filter(({ broken }) => broken !== null).length;
  return { now, calendars: fleet.length, open, firstPages, quietPages, joiningPages, healedPages, joining: JOINING };
}

function addWorkspaces(store: Store, now: number): number[] {
  return Array.from({ length: WORKSPACES }, (_, index) => {
    const { id } = store.addWorkspace(
      {
        name: `Workspace ${index + 1}`,
        region: 'us-east-1',
        baseUrl: 'https://us-east-1.recall.ai',
        colour: 'blue',
        mode: 'read_only',
        pollIntervalMs: 60_000,
        training: false,
      },
      now,
    );
    // Never synced by a host that opens this file.
    store.updateWorkspace(id, { paused: true });
    return id;
  });
}

/** Applies pages as a sync does. */
class Pages {
  readonly #store: Store;
  readonly #ids: readonly number[];
  readonly #heard: (workspaceId: number, ids: readonly string[]) => void;

  constructor(store: Store, ids: readonly number[]) {
    this.#store = store;
    this.#ids = ids;
    const tracker = createTracker({
      store,
      clock: systemClock,
      log: silentLog,
      changed: () => undefined,
      told: () => undefined,
    });
    this.#heard = (workspaceId, changed) => tracker.heard('calendars', workspaceId, changed);
  }

  apply(calendars: readonly FleetCalendar[], updatedAt: number): Step[] {
    const steps: Step[] = [];
    for (const [workspace, own] of Map.groupBy(calendars, (calendar) => calendar.workspace)) {
      const workspaceId = this.#ids[workspace] ?? -1;
      for (let from = 0; from < own.length; from += PAGE) {
        const results = own.slice(from, from + PAGE).map((calendar) => wireCalendar(calendar, updatedAt));
        const page = readPage(replyOf(JSON.stringify({ next: null, previous: null, results })), 'bench', CALENDAR);
        const start = performance.now();
        this.#store.applyCalendars({ workspaceId, ...page, receivedAt: systemClock.now() });
        const applied = performance.now();
        this.#heard(
          workspaceId,
          page.records.map(({ id }) => id),
        );
        steps.push({ appliedMs: applied - start, lookedMs: performance.now() - applied });
      }
    }
    return steps;
  }
}

/** Ten events for each calendar; then those of broken ones once more, without their bots. */
function addEvents(store: Store, ids: readonly number[], fleet: readonly FleetCalendar[], now: number): void {
  const broken = new Set(fleet.flatMap((calendar) => (calendar.broken === null ? [] : [calendar.id])));
  const total = CALENDARS * EVENTS_PER_CALENDAR;
  const from = now - DAY_MS;
  for (const [workspace, workspaceId] of ids.entries()) {
    const calendarIds = fleet.filter((one) => one.workspace === workspace).map(({ id }) => id);
    for (let page = 0; page < total / PAGE; page += 1) {
      const { text } = generateEventPage(workspace, page, { total, from, to: from + 29 * DAY_MS, calendarIds });
      applyEvents(store, workspaceId, text);
      const lost = withoutBots(text, broken, now);
      if (lost !== null) applyEvents(store, workspaceId, lost);
    }
  }
}

function applyEvents(store: Store, workspaceId: number, text: string): void {
  const page = readPage(replyOf(text), 'bench', EVENT);
  store.applyEvents({ workspaceId, ...page, receivedAt: systemClock.now() });
}

/** The broken calendars' events of a page, changed a moment ago and without bots; null when there is none. */
function withoutBots(text: string, broken: ReadonlySet<string>, now: number): string | null {
  // The simulator's own page.
  const { results } = JSON.parse(text) as { results: { calendar_id: string; bots: unknown[] }[] };
  const lost = results.filter(({ calendar_id, bots }) => broken.has(calendar_id) && bots.length > 0);
  if (lost.length === 0) return null;
  const updated_at = new Date(now).toISOString();
  return JSON.stringify({
    next: null,
    previous: null,
    results: lost.map((event) => ({ ...event, bots: [], updated_at })),
  });
}

function replyOf(text: string): Reply {
  return { status: 200, contentType: 'application/json', text, retryAfter: undefined, serverNow: null };
}
