/** How long the documented limits let so many calls take, from the budget as it is (a sliding log, see recall/budget.ts). */
import type { BudgetState } from '../recall/types.ts';

/** A call on a fast network, for the few that no limit holds up. */
const CALL_MS = 150;
/** Calls that go out side by side in one workspace. */
const ABREAST = 4;

/**
 * ms until the last of `calls` has been answered; 0 for none. The slots of the present window open again as it slides, so
 * beyond the free ones every further `limit` calls cost a window.
 */
export function callsEta(calls: number, budget: Omit<BudgetState, 'waiting'>, now: number): number {
  if (calls <= 0) return 0;
  const free = Math.max(0, budget.limit - budget.used);
  const byNetwork = (Math.min(calls, budget.limit) * CALL_MS) / ABREAST;
  if (calls <= free) return Math.round(byNetwork);
  const held = calls - free;
  // Held slots open within one window at most; the first of them opens at nextSlotAt.
  const windows = Math.ceil(held / budget.limit);
  const first = budget.nextSlotAt === null ? budget.windowMs : Math.max(0, budget.nextSlotAt - now);
  const opening = budget.used === 0 || free > 0 ? budget.windowMs : first;
  return Math.round(opening + (windows - 1) * budget.windowMs + byNetwork / windows);
}

/** The same before anything is known about the budget. */
export function freshEta(calls: number, limit: number, windowMs: number): number {
  return callsEta(calls, { used: 0, limit, windowMs, nextSlotAt: null }, 0);
}
