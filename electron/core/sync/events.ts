/**
 * Events of one workspace, one page per step: asks, works out the state that follows, and applies page and state in
 * one transaction (invariant 3). While a page is written, the next of the same kind is already on its way.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { createBoundaries } from './boundaries.ts';
import type { EventRecord } from '../records.ts';
import type { EventQuery, RemotePage } from '../recall/types.ts';
import { RecallError } from '../recall/types.ts';
import type { SyncContext } from './context.ts';
import { isRefusedRequest } from './failures.ts';
import {
  fillAfterPage,
  fillAfterRefusedCursor,
  nextSlice,
  openSeam,
  planFill,
  plannedRepairs,
  sliceQuery,
  withRepairs,
} from './fill.ts';
import { pageFacts } from './page-facts.ts';
import type { EventPlan, EventStep } from './plan.ts';
import { planEvents } from './plan.ts';
import { BACKOFF_MS, FILL_SWEEP_MS, MAX_BACKOFF_MS, SEAMS_AT_MOST } from './policy.ts';
import type { FillState, SweepState } from './state.ts';
import { EMPTY_FILL, EMPTY_SWEEP, FILL_KEY, loadState, SWEEP_KEY } from './state.ts';
import { replicaOf } from './replica.ts';
import { observeLag } from './sweep-window.ts';
import { beginSweep, sweepAfterPage, sweepAfterRefusedCursor, sweepQuery, sweepSeam } from './sweep.ts';

interface Answer {
  readonly page: RemotePage<EventRecord>;
  /** Recall's time just before it was asked; null when unknown. */
  readonly askedAt: number | null;
}

interface Ahead {
  readonly step: EventStep;
  readonly answer: Promise<Answer>;
}

export interface EventSync {
  /** Monotonic time of the next step. */
  dueAt(): number;
  step(signal: AbortSignal): Promise<void>;
  /** The next sweep is due now. */
  sweepNow(): void;
  /** Recall has a calendar no more, and with it its events. */
  calendarGone(id: string): void;
  /** A new session: nothing of the last one is under way any more. */
  reset(): void;
  readonly fill: FillState;
  readonly sweep: SweepState;
  /** Sweeps over a complete fill, begun since the program started; `finished` is the number of the last finished one. */
  readonly sweeps: { readonly begun: number; readonly finished: number };
  /** Measured ms per page, waiting for the budget left out; null until measured. */
  readonly pageMs: number | null;
}

export function createEventSync(context: SyncContext, interval: () => number): EventSync {
  const { workspaceId, store, clock, changed, serverClock, log } = context;
  let fill: FillState = EMPTY_FILL;
  let sweep: SweepState = EMPTY_SWEEP;
  let loaded = false;
  let sweepDueAt = clock.monotonic();
  let begun = 0;
  let finished = 0;
  /** Number of the sweep under way; 0 when it began in an earlier run of the program or below an incomplete fill. */
  let current = 0;
  /** Somebody wants a sweep that begins from now on. */
  let wanted = false;
  let ahead: Ahead | null = null;
  /** Cursors of the list under way whose pages were applied. */
  const passed: Record<EventStep, Set<string>> = { fill: new Set(), sweep: new Set() };
  /** Leaps of Recall's clock that were already taken into account. */
  let leaps = 0;
  let pageMs: number | null = null;

  const replica = replicaOf(store, workspaceId);
  let boundaries = createBoundaries({ watch: [], repairs: [] }, replica, () => clock.monotonic());

  const load = (): void => {
    if (loaded) return;
    ({ fill, sweep } = loadState(store, workspaceId));
    boundaries = createBoundaries(
      {
        watch: [...fill.seams.watch, ...sweep.seams.watch],
        repairs: [...fill.seams.repairs, ...sweep.seams.repairs],
      },
      replica,
      () => clock.monotonic(),
    );
    if (!fill.complete) sweepDueAt = clock.monotonic() + FILL_SWEEP_MS;
    loaded = true;
  };

  const plan = (): EventPlan => planEvents(fill, sweep, clock.monotonic(), sweepDueAt);

  const nextStep = (): EventStep => ahead?.step ?? plan().step;

  const ask = async (query: EventQuery, signal: AbortSignal): Promise<Answer> => {
    const began = clock.monotonic();
    const held = context.client().budget('events.list').nextSlotAt !== null;
    const page = await context.client().listEvents(query, { priority: 'background', signal });
    serverClock.observe(page.serverNow);
    if (!held) {
      const took = clock.monotonic() - began;
      pageMs = pageMs === null ? took : pageMs * 0.8 + took * 0.2;
    }
    return { page, askedAt: serverClock.at(began) };
  };

  /** The answer that was asked for ahead, or a new one. */
  const take = async (step: EventStep, query: EventQuery, signal: AbortSignal): Promise<Answer> => {
    const prepared = ahead?.step === step ? ahead.answer : null;
    ahead = null;
    return prepared ?? ask(query, signal);
  };

  const askAhead = (step: EventStep, query: EventQuery, signal: AbortSignal): void => {
    const answer = ask(query, signal);
    // Whoever takes it sees the failure; nobody may, when the session ends first.
    answer.catch(() => undefined);
    ahead = { step, answer };
  };

  /** A list that leads back to a page of its own would be read for ever. */
  const refuseLoop = (step: EventStep, next: string | null, restart: () => void): void => {
    if (next === null || !passed[step].has(next)) return;
    restart();
    throw new RecallError(
      'bad_response',
      'Recall answered with a list of events that leads back to a page already read. What was read is kept; the list is read again later.',
      // Its pages answer well, so waits would never grow longer by themselves.
      { retryAfterMs: MAX_BACKOFF_MS },
    );
  };

  const pass = (step: EventStep, next: string | null): void => {
    if (next === null) passed[step].clear();
    else passed[step].add(next);
  };

  /** Applies a page, and in its transaction the state that follows from it. */
  const apply = <S extends FillState | SweepState>(
    page: RemotePage<EventRecord>,
    seam: number | null,
    key: string,
    after: S,
  ): S => {
    boundaries.inspect(page.records, seam);
    if (page.next !== null) boundaries.mark(page.records);
    const state: S = { ...after, seams: { watch: boundaries.watched(), repairs: boundaries.repairs() } };
    const applied = store.applyEvents({
      workspaceId,
      records: page.records,
      quarantined: page.quarantined,
      receivedAt: clock.now(),
      state: { key, value: JSON.stringify(state) },
    });
    if (applied.inserted + applied.updated > 0) changed('events', workspaceId, applied.changedIds);
    return state;
  };

  /**
   * Runs one request of a list that may be continued by a cursor. A refused cursor restarts the list: the first time at
   * once, then with the lane's backoff, so that a server which refuses every cursor is not asked without end.
   */
  const request = async (
    step: EventStep,
    query: EventQuery,
    restarts: number,
    restart: () => void,
    signal: AbortSignal,
  ): Promise<Answer | null> => {
    try {
      const answer = await take(step, query, signal);
      refuseLoop(step, answer.page.next, restart);
      return answer;
    } catch (thrown) {
      if (query.cursor === undefined || !isRefusedRequest(thrown)) throw thrown;
      restart();
      log.write('info', 'a cursor was refused; its list is read again', { workspaceId, list: step, restarts });
      if (restarts === 0) return null;
      // The pages before it answer well, so waits would never grow longer by themselves.
      const wait = Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** Math.min(20, restarts));
      throw new RecallError(
        'rejected',
        'Recall again did not accept the cursor that it gave for the next page. What was read is kept; the list is read again later.',
        { retryAfterMs: wait },
      );
    }
  };

  const fillStep = async (signal: AbortSignal): Promise<void> => {
    const slice = nextSlice(fill);
    if (slice === null) return;
    const restart = (): void => {
      fill = fillAfterRefusedCursor(fill);
      passed.fill.clear();
    };
    const answer = await request('fill', sliceQuery(slice), slice.restarts, restart, signal);
    if (answer === null) return;
    const facts = pageFacts(answer.page, answer.askedAt);
    const after = fillAfterPage(fill, facts);
    sweep = { ...sweep, lag: observeLag(sweep.lag, facts.serverNow, facts.newestUpdate) };
    const next = nextSlice(after);
    if (next !== null && planEvents(after, sweep, clock.monotonic(), sweepDueAt).step === 'fill') {
      askAhead('fill', sliceQuery(next), signal);
    }
    await turn();
    signal.throwIfAborted();
    const wasComplete = fill.complete;
    fill = apply(answer.page, openSeam(fill), FILL_KEY, after);
    boundaries.planned(plannedRepairs(fill));
    pass('fill', answer.page.next);
    const crowded = boundaries.unproven() > SEAMS_AT_MOST;
    if (crowded || (!wasComplete && fill.complete)) sweepDueAt = clock.monotonic();
  };

  const sweepStep = async (signal: AbortSignal): Promise<void> => {
    if (sweep.current === null) {
      if (leaps !== serverClock.leaps) {
        leaps = serverClock.leaps;
        sweep = { ...sweep, lag: null };
        log.write('warn', "Recall's clock leapt ahead; changes are read again with a longer overlap", { workspaceId });
      }
      sweep = beginSweep(sweep, fill, serverClock.at(clock.monotonic()));
      wanted = false;
      boundaries.seal(openSeam(fill));
      if (fill.complete) begun += 1;
      current = fill.complete ? begun : 0;
    }
    if (sweep.current === null) return;
    const restart = (): void => {
      sweep = sweepAfterRefusedCursor(sweep);
      passed.sweep.clear();
    };
    const answer = await request('sweep', sweepQuery(sweep.current), sweep.current.restarts, restart, signal);
    if (answer === null) return;
    const after = sweepAfterPage(sweep, pageFacts(answer.page, answer.askedAt));
    if (after.current !== null) askAhead('sweep', sweepQuery(after.current), signal);
    await turn();
    signal.throwIfAborted();
    sweep = apply(answer.page, sweepSeam(sweep), SWEEP_KEY, after);
    pass('sweep', answer.page.next);
    if (sweep.current === null) {
      finished = Math.max(finished, current);
      boundaries.verified();
      const wait = fill.complete ? interval() : Math.max(interval(), FILL_SWEEP_MS);
      sweepDueAt = clock.monotonic() + (wanted ? 0 : wait);
    }
  };

  /**
   * The fill with whatever is missing planned into it. Without a `Date` header, the newest change known stands for
   * Recall's time; only the very first fill has to trust the local clock, and only for the bounds of its slices.
   */
  const planned = (): FillState => {
    const serverNow = serverClock.at(clock.monotonic());
    const now = serverNow ?? sweep.newest ?? (fill.complete ? null : clock.now());
    return now === null ? fill : planFill(fill, sweep, now, serverNow !== null);
  };

  return {
    dueAt() {
      if (!loaded) return clock.monotonic();
      if (ahead !== null) return clock.monotonic();
      return plan().at;
    },
    async step(signal) {
      load();
      if (ahead === null) fill = withRepairs(planned(), boundaries.repairs());
      switch (nextStep()) {
        case 'fill':
          return fillStep(signal);
        case 'sweep':
          return sweepStep(signal);
      }
    },
    sweepNow() {
      wanted = true;
      sweepDueAt = clock.monotonic();
    },
    calendarGone(id) {
      load();
      boundaries.calendarGone(id);
    },
    reset() {
      ahead = null;
    },
    get fill() {
      return fill;
    },
    get sweep() {
      return sweep;
    },
    get sweeps() {
      return { begun, finished };
    },
    get pageMs() {
      return pageMs;
    },
  };
}
