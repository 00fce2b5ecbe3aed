/**
 * What sync remembers between runs: JSON in the store, moved in the same transaction as the page it speaks of
 * (invariant 3). Unreadable state is treated as none: everything is then read again, which loses nothing.
 */
import * as z from 'zod/mini';
import type { Store } from '../store/types.ts';

const instant = z.int();
const interval = z.object({ from: instant, to: instant });

/** Keys under which the store keeps the state. */
export const FILL_KEY = 'fill';
export const SWEEP_KEY = 'sweep';

const sliceProgress = z.object({
  name: z.enum(['next_24h', 'next_7d', 'rest_of_28d', 'yesterday']),
  /** Bounds of `start_time`, frozen when the fill began. */
  from: instant,
  to: instant,
  state: z.enum(['waiting', 'running', 'done']),
  /** Where to go on; null: from the beginning. */
  cursor: z.nullable(z.string()),
  pages: z.int(),
  events: z.int(),
  /** Start time of the last record read. */
  position: z.nullable(instant),
  /** The order was ascending so far. */
  ascending: z.boolean(),
  /** How often Recall refused the cursor. */
  restarts: z.int(),
});
export type SliceProgress = z.infer<typeof sliceProgress>;

/** Start times at seams between pages (see boundaries.ts): saved with every page of either list. */
const seams = z.object({ watch: z.array(instant), repairs: z.array(instant) });
export type Seams = z.infer<typeof seams>;

const fillState = z.object({
  version: z.literal(1),
  /** Recall's time when the first fill began: changes since then are the sweeps' business. Null: not known yet. */
  mark: z.nullable(instant),
  /** The first fill is complete. */
  complete: z.boolean(),
  /** Start times read by fills. */
  covered: z.array(interval),
  /** The fill under way, soonest first; empty when nothing is missing. */
  slices: z.array(sliceProgress),
  /** End of sweep coverage for which the next 24 hours were already read again after an absence. */
  caughtUpFrom: z.nullable(instant),
  seams,
});
export type FillState = z.infer<typeof fillState>;

const sweepState = z.object({
  version: z.literal(1),
  /** Update times read by sweeps. */
  covered: z.array(interval),
  /** Newest `updated_at` that any sweep's page showed. */
  newest: z.nullable(instant),
  lag: z.nullable(z.object({ ms: z.int(), at: instant })),
  /** The sweep under way. */
  current: z.nullable(
    z.object({
      /** Lower bound of `updated_at`; null: everything. */
      from: z.nullable(instant),
      /** Recall's time when this sweep began, known from its first answer on. */
      mark: z.nullable(instant),
      cursor: z.nullable(z.string()),
      /** Start time of the last record read. */
      position: z.nullable(instant),
      pages: z.int(),
      restarts: z.int(),
    }),
  ),
  seams,
});
export type SweepState = z.infer<typeof sweepState>;

export const EMPTY_FILL: FillState = {
  version: 1,
  mark: null,
  complete: false,
  covered: [],
  slices: [],
  caughtUpFrom: null,
  seams: { watch: [], repairs: [] },
};
export const EMPTY_SWEEP: SweepState = {
  version: 1,
  covered: [],
  newest: null,
  lag: null,
  current: null,
  seams: { watch: [], repairs: [] },
};

function read<T>(schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } }, text: string) {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export interface LoadedState {
  readonly fill: FillState;
  readonly sweep: SweepState;
}

/**
 * The saved state of a workspace. Without a readable fill there is no ground for the sweep's claims either: its
 * coverage only means something on top of a fill.
 */
export function loadState(store: Pick<Store, 'syncState'>, workspaceId: number): LoadedState {
  const fillText = store.syncState(workspaceId, FILL_KEY);
  const fill = fillText === null ? null : read(fillState, fillText);
  if (fill === null) return { fill: EMPTY_FILL, sweep: EMPTY_SWEEP };
  const sweepText = store.syncState(workspaceId, SWEEP_KEY);
  const sweep = sweepText === null ? null : read(sweepState, sweepText);
  return { fill, sweep: sweep ?? EMPTY_SWEEP };
}
