/** One workspace's syncer: two lanes (calendars, events) over one client, with pause, resume, now and once. */
import type { SyncStatus, Workspace } from '../../../shared/entities.ts';
import { CallboardError } from '../../../shared/envelope.ts';
import { abortError } from '../clock.ts';
import type { RecallClient } from '../recall/types.ts';
import { createCalendarSync } from './calendars.ts';
import type { SyncContext } from './context.ts';
import { createEventSync } from './events.ts';
import type { Failure } from './failures.ts';
import type { Lane } from './lane.ts';
import { createLane } from './lane.ts';
import { ALL_CALENDARS_MS, JITTER } from './policy.ts';
import { createSecondLook } from './second-look.ts';
import { createServerClock } from './server-clock.ts';
import { syncStatus } from './status.ts';
import type { SyncDeps, WorkspaceSync } from './types.ts';

/** Somebody who waits for one complete pass that began after they asked. */
interface Waiter {
  readonly listing: number;
  readonly sweep: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface Session {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

export function createWorkspaceSync(workspace: Workspace, deps: SyncDeps): WorkspaceSync {
  const { clock, random, store, log, changed } = deps;
  const workspaceId = workspace.id;
  let client: RecallClient | null = null;
  let started = false;
  let paused = workspace.paused;
  let session: Session | null = null;
  /** Ends of sessions that were told to stop, so that a new one never overlaps an old one. */
  let ending: Promise<void> = Promise.resolve();

  let pollDueAt = clock.monotonic();
  let listAllDueAt = clock.monotonic();
  /** Calendars were asked for at least once, so that names are on screen before events (or cannot be had). */
  let calendarsTried = false;
  /** Complete calendar listings begun and finished since the start of the program. */
  let listingsBegun = 0;
  let listingsFinished = 0;
  /** How often somebody asked to sync now. */
  let requests = 0;
  let waiters: Waiter[] = [];
  let counts: SyncStatus['counts'] = { calendars: 0, events: 0, quarantined: 0 };

  const context: SyncContext = {
    ...deps,
    workspaceId,
    serverClock: createServerClock(clock),
    client() {
      if (client === null) throw new CallboardError('unauthorized', NO_KEY);
      return client;
    },
  };
  const interval = (): number => workspace.pollIntervalMs * (1 + JITTER * (2 * random() - 1));
  const eventSync = createEventSync(context, interval);
  const calendarSync = createCalendarSync(context, (id) => eventSync.calendarGone(id));

  const lookAgain = createSecondLook(context);

  const pollCalendars = async (signal: AbortSignal): Promise<void> => {
    const all = listAllDueAt <= clock.monotonic();
    const asked = requests;
    if (all) listingsBegun += 1;
    const listing = listingsBegun;
    const { listedAll } = await calendarSync.poll(all, signal);
    if (listedAll && all) listingsFinished = listing;
    // Whoever asked while this poll ran wants one that begins after they asked.
    if (asked !== requests) return;
    if (listedAll && eventSync.fill.complete) await lookAgain(signal);
    if (listedAll) listAllDueAt = clock.monotonic() + ALL_CALENDARS_MS;
    pollDueAt = clock.monotonic() + interval();
  };

  const settled = (own: () => Lane, other: () => Lane) => (failure: Failure | null) => {
    const held = own().failure;
    if (failure !== null && failure.kind !== 'transient' && held !== null) other().hold(held);
    const kindElsewhere = other().failure?.kind;
    // What refused everything works again, so the other lane need not wait either.
    if (failure === null && (kindElsewhere === 'refused' || kindElsewhere === 'storage')) other().retryNow();
    serve(failure);
    changed('sync', workspaceId);
  };

  const laneDeps = { clock, random, log, workspaceId };
  const calendars: Lane = createLane(
    {
      name: 'calendars',
      dueAt: () => pollDueAt,
      step: pollCalendars,
      settled(failure) {
        if (!calendarsTried) {
          calendarsTried = true;
          events.poke();
        }
        settled(
          () => calendars,
          () => events,
        )(failure);
      },
    },
    laneDeps,
  );
  const events: Lane = createLane(
    {
      name: 'events',
      dueAt: () => (calendarsTried ? eventSync.dueAt() : Infinity),
      step: (signal) => eventSync.step(signal),
      settled: settled(
        () => events,
        () => calendars,
      ),
    },
    laneDeps,
  );

  /** Answers those whose pass is complete, or whose pass failed. */
  const serve = (failure: Failure | null): void => {
    if (waiters.length === 0) return;
    if (failure !== null) {
      failWaiters(new CallboardError(failure.code, failure.message, { retryable: failure.kind === 'transient' }));
      return;
    }
    const done = (waiter: Waiter): boolean =>
      listingsFinished >= waiter.listing && eventSync.fill.complete && eventSync.sweeps.finished >= waiter.sweep;
    const served = waiters.filter(done);
    waiters = waiters.filter((waiter) => !done(waiter));
    for (const waiter of served) waiter.resolve();
  };

  const failWaiters = (error: Error): void => {
    const waiting = waiters;
    waiters = [];
    for (const waiter of waiting) waiter.reject(error);
  };

  const begin = (): void => {
    if (!started || paused || client === null || session !== null) return;
    const controller = new AbortController();
    const run = async (): Promise<void> => {
      await ending;
      if (controller.signal.aborted) return;
      eventSync.reset();
      await Promise.all([calendars.run(controller.signal), events.run(controller.signal)]);
    };
    session = { controller, ended: run() };
  };

  const end = (): void => {
    if (session === null) return;
    session.controller.abort();
    ending = session.ended;
    session = null;
  };

  const dueNow = (): void => {
    requests += 1;
    pollDueAt = clock.monotonic();
    listAllDueAt = clock.monotonic();
    eventSync.sweepNow();
    calendars.retryNow();
    events.retryNow();
  };

  return {
    workspaceId,
    start(next) {
      end();
      client = next;
      started = true;
      dueNow();
      begin();
      changed('sync', workspaceId);
    },
    async stop() {
      started = false;
      end();
      failWaiters(new CallboardError('cancelled', 'Syncing was stopped.', { retryable: true }));
      await ending;
    },
    pause() {
      paused = true;
      end();
      failWaiters(new CallboardError('conflict', PAUSED));
      changed('sync', workspaceId);
    },
    resume() {
      paused = false;
      dueNow();
      begin();
      changed('sync', workspaceId);
    },
    now: dueNow,
    once(signal) {
      if (paused) return Promise.reject(new CallboardError('conflict', PAUSED));
      if (client === null) return Promise.reject(new CallboardError('unauthorized', NO_KEY));
      if (!started) return Promise.reject(new CallboardError('cancelled', 'Syncing was stopped.', { retryable: true }));
      if (signal?.aborted === true) return Promise.reject(abortError());
      return new Promise((resolve, reject) => {
        const onAbort = (): void => {
          waiters = waiters.filter((candidate) => candidate !== waiter);
          reject(abortError());
        };
        const forgetSignal = (): void => signal?.removeEventListener('abort', onAbort);
        const waiter: Waiter = {
          listing: listingsBegun + 1,
          sweep: eventSync.sweeps.begun + 1,
          resolve() {
            forgetSignal();
            resolve();
          },
          reject(error) {
            forgetSignal();
            reject(error instanceof Error ? error : new Error(String(error)));
          },
        };
        waiters.push(waiter);
        signal?.addEventListener('abort', onAbort, { once: true });
        dueNow();
      });
    },
    status() {
      try {
        counts = store.counts(workspaceId);
      } catch {
        // The file cannot be read just now: the last counts are better than no status at all.
      }
      const { fill, sweep, pageMs } = eventSync;
      return syncStatus({
        workspaceId,
        clock,
        serverClock: context.serverClock,
        client,
        paused,
        calendars,
        events,
        fill,
        sweep,
        pageMs,
        counts,
      });
    },
  };
}

const NO_KEY = 'Callboard has no API key for this workspace. Open Workspaces and enter it again.';
const PAUSED = 'This workspace is paused. Resume it first.';
