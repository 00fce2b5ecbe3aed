/**
 * Idle work of the store (search index, compression, verification), in slices short enough that nobody notices: it
 * gives way whenever a workspace is fetching, but never for so long that what was fetched cannot be found by searching.
 */
import type { Clock, Log } from './deps.ts';
import type { Fleet } from './fleet.ts';
import type { Store } from './store/types.ts';

const SLICE_MS = 12;
/** With work left and nothing else to do: a third of one core, so that a laptop stays cool. */
const WORKING_PAUSE_MS = 24;
const CALM_PAUSE_MS = 1_000;
const BUSY_PAUSE_MS = 250;

/** Runs until `signal` aborts. A failing slice is logged and tried again later. */
export async function runMaintenance(
  store: Store,
  fleet: Fleet,
  clock: Clock,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    let more = false;
    try {
      more = store.maintain(SLICE_MS);
    } catch (error) {
      log.write('warn', 'idle work failed', { reason: error instanceof Error ? error.message : String(error) });
    }
    const busy = fleet.status().some((status) => status.state === 'filling' || status.state === 'syncing');
    const pause = more ? (busy ? BUSY_PAUSE_MS : WORKING_PAUSE_MS) : CALM_PAUSE_MS;
    await clock.sleep(pause, signal).catch(() => undefined);
  }
}
