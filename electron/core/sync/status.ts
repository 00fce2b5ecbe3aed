/** Puts a workspace's sync into the words of the contract. */
import type { SyncStatus } from '../../../shared/entities.ts';
import type { Clock } from '../deps.ts';
import type { BudgetState, Operation, RecallClient } from '../recall/types.ts';
import { etaMs, pagesLeft } from './eta.ts';
import { visibleSlices } from './fill.ts';
import { coveredUntil } from './intervals.ts';
import type { Lane, LaneFailure } from './lane.ts';
import { HELD_MS } from './policy.ts';
import type { ServerClock } from './server-clock.ts';
import type { FillState, SweepState } from './state.ts';

export interface StatusInput {
  readonly workspaceId: number;
  readonly clock: Clock;
  readonly serverClock: ServerClock;
  readonly client: RecallClient | null;
  readonly paused: boolean;
  readonly calendars: Lane;
  readonly events: Lane;
  readonly fill: FillState;
  readonly sweep: SweepState;
  readonly pageMs: number | null;
  readonly counts: SyncStatus['counts'];
}

/** Operations that sync waits for. */
const OPERATIONS: readonly Operation[] = ['events.list', 'calendars.list', 'calendars.retrieve'];
/** The documented budget (recall-api.md 1.7), shown while there is no client. */
const NO_BUDGET: BudgetState = { used: 0, limit: 60, windowMs: 60_000, waiting: 0, nextSlotAt: null };

export function syncStatus(input: StatusInput): SyncStatus {
  const { clock, client, fill, sweep } = input;
  const budgets = client === null ? [] : OPERATIONS.map((operation) => client.budget(operation));
  const budget = budgets[0] ?? NO_BUDGET;
  const failure = latest(input.events.failure, input.calendars.failure);
  const swept = coveredUntil(sweep.covered);
  return {
    workspaceId: input.workspaceId,
    state: stateOf(input, budgets, swept),
    fill: fill.complete
      ? []
      : visibleSlices(fill).map(({ name, from, to, state, events, pages }) => ({
          name,
          from,
          to,
          state,
          events,
          pages,
        })),
    etaMs:
      fill.complete || fill.slices.length === 0 ? null : etaMs(pagesLeft(visibleSlices(fill)), budget, input.pageMs),
    freshAt:
      swept === null || !fill.complete ? null : (input.serverClock.toLocal(swept) ?? Math.min(swept, clock.now())),
    nextAt:
      input.paused || client === null ? null : local(clock, Math.min(input.events.nextAt(), input.calendars.nextAt())),
    budget: { used: budget.used, limit: budget.limit, windowMs: budget.windowMs },
    backlog: budgets.reduce((sum, one) => sum + one.waiting, 0),
    error:
      failure === null
        ? null
        : {
            code: failure.code,
            message: failure.message,
            at: failure.at,
            retryAt: input.paused || client === null ? null : local(clock, failure.retryAt),
          },
    counts: input.counts,
  };
}

function stateOf(input: StatusInput, budgets: readonly BudgetState[], swept: number | null): SyncStatus['state'] {
  if (input.client === null) return 'no_key';
  if (input.paused) return 'paused';
  if (input.events.failure !== null) return 'failed';
  const now = input.clock.now();
  const held = budgets.some(
    ({ waiting, nextSlotAt }) => waiting > 0 && nextSlotAt !== null && nextSlotAt - now > HELD_MS,
  );
  if (held) return 'waiting';
  if (!input.fill.complete) return 'filling';
  if (input.calendars.failure !== null) return 'failed';
  // Between the fill and the sweep that completes it nothing may be under way for a moment, but it is not up to date yet.
  return input.events.busy || input.calendars.busy || swept === null ? 'syncing' : 'idle';
}

function latest(a: LaneFailure | null, b: LaneFailure | null): LaneFailure | null {
  if (a === null || b === null) return a ?? b;
  return b.at > a.at ? b : a;
}

/** The wall clock's reading at a monotonic time; null for "not until something happens" and for what is already due. */
function local(clock: Clock, monotonic: number): number | null {
  const ms = monotonic - clock.monotonic();
  return Number.isFinite(ms) && ms > 0 ? Math.round(clock.now() + ms) : null;
}
