/** An honest estimate of how long the first fill still takes: from evidence, or none. Pure. */
import type { BudgetState } from '../recall/types.ts';
import { ETA_EVIDENCE_MS } from './policy.ts';
import type { SliceProgress } from './state.ts';

interface Seen {
  /** Pages read. */
  readonly pages: number;
  /** Start time that they span, ms. */
  readonly span: number;
}

/** What a slice proves about density. A running slice proves something only while its order is visibly ascending. */
function seen(slice: SliceProgress): Seen | null {
  if (slice.state === 'done') return { pages: slice.pages, span: slice.to - slice.from };
  if (slice.state === 'waiting' || slice.position === null || !slice.ascending) return null;
  const span = Math.min(slice.position, slice.to) - slice.from;
  return span > 0 ? { pages: slice.pages, span } : null;
}

/**
 * Pages that the first fill still has to read, or null without evidence: a slice that runs is extrapolated from its
 * own position, one that waits from the density of what was read, once that spans several days (a night or a weekend
 * says nothing about a week).
 */
export function pagesLeft(slices: readonly SliceProgress[]): number | null {
  const evidence = slices.map(seen).filter((one) => one !== null);
  const span = evidence.reduce((sum, one) => sum + one.span, 0);
  const density = span >= ETA_EVIDENCE_MS ? evidence.reduce((sum, one) => sum + one.pages, 0) / span : null;
  let left = 0;
  for (const slice of slices) {
    if (slice.state === 'done') continue;
    const own = seen(slice);
    const length = slice.to - slice.from;
    // Less than a twentieth of the slice is too little to multiply.
    const ownDensity = own !== null && own.span * 20 >= length ? own.pages / own.span : null;
    const perMs = ownDensity ?? density;
    if (perMs === null) return null;
    left += Math.max(1, perMs * (length - (own?.span ?? 0)));
  }
  return left;
}

/**
 * Milliseconds until `pages` more pages are read: by the budget (free slots now, then as the window slides) or by how
 * long a page takes, whichever is slower. `pageMs`: measured ms per page outside waiting; null when not yet measured.
 */
export function etaMs(pages: number | null, budget: BudgetState, pageMs: number | null): number | null {
  if (pages === null) return null;
  if (pageMs === null || budget.limit <= 0) return null;
  const free = Math.max(0, budget.limit - budget.used);
  const byBudget = Math.max(0, pages - free) * (budget.windowMs / budget.limit);
  return Math.round(Math.max(byBudget, pages * pageMs));
}
