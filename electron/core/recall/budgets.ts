/** One budget per operation of a workspace, with the slots that an earlier run of the program took. */
import type { Clock } from '../deps.ts';
import { createBudget, LIMITS } from './budget.ts';
import type { Budget } from './budget.ts';
import type { CallJournal, Operation } from './types.ts';

/** Share of the window that a call of an earlier run may have taken to arrive. */
const ARRIVAL_SHARE = 1 / 12;

export type Budgets = Readonly<Record<Operation, Budget>>;

/** `windowMs`: length of the sliding window. Without a journal, calls of an earlier run are not known. */
export function createBudgets(windowMs: number, clock: Clock, journal: CallJournal | undefined): Budgets {
  const budget = (operation: Operation): Budget => {
    if (journal === undefined) return createBudget({ limit: LIMITS[operation], windowMs, clock });
    // The journal knows when a call was sent, Recall counts from its arrival, so some of the window is added.
    const heldMs = windowMs * (1 + ARRIVAL_SHARE);
    const taken = journal
      .sent(operation)
      .map((at) => Math.min(heldMs, at + heldMs - clock.now()))
      .filter((leftMs) => leftMs > 0)
      .map((leftMs) => clock.monotonic() + leftMs)
      .toSorted((a, b) => a - b);
    return createBudget({ limit: LIMITS[operation], windowMs, clock, taken, onGrant: () => journal.note(operation) });
  };
  return {
    'calendars.list': budget('calendars.list'),
    'calendars.create': budget('calendars.create'),
    'calendars.retrieve': budget('calendars.retrieve'),
    'calendars.update': budget('calendars.update'),
    'calendars.delete': budget('calendars.delete'),
    'calendars.accessToken': budget('calendars.accessToken'),
    'events.list': budget('events.list'),
    'events.retrieve': budget('events.retrieve'),
    'events.botCreate': budget('events.botCreate'),
    'events.botDelete': budget('events.botDelete'),
    'bots.list': budget('bots.list'),
    'bots.retrieve': budget('bots.retrieve'),
    'bots.delete': budget('bots.delete'),
  };
}
