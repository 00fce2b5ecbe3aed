/**
 * Samples how the calendars of every workspace are, so that the overview can show health over time from Callboard's own
 * observations: at the start, after changes, and at least once in every hour in which Callboard runs.
 */
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../shared/time.ts';
import type { Clock, Log } from '../deps.ts';
import type { Store } from '../store/types.ts';

/** Calendars come in pages; they are counted once for several of them. */
const SETTLE_MS = 5 * SECOND_MS;
/** Shorter than an hour, so that a timer that stood still while the computer slept leaves no hour out. */
const LOOK_EVERY_MS = 10 * MINUTE_MS;

export interface HealthSampler {
  /** The workspace's calendars changed: it is sampled a few seconds later. */
  changed(workspaceId: number): void;
  /** Samples every workspace now and in every further hour, until `signal` aborts. */
  run(signal: AbortSignal): Promise<void>;
}

/**
 * A paused workspace is sampled by nobody: its rows say how it was when it was last asked, not how it is. A sample that
 * fails is logged; the next look makes it again.
 */
export function createHealthSampler(
  store: Pick<Store, 'workspaces' | 'sampleHealth'>,
  clock: Clock,
  log: Log,
): HealthSampler {
  const waiting = new Set<number>();
  const sampledHour = new Map<number, number>();
  const stopping = new AbortController();

  /** Samples those of the watched workspaces that `wanted` names. */
  const sample = (wanted: (workspaceId: number) => boolean): void => {
    const now = clock.now();
    try {
      for (const { id, paused } of store.workspaces()) {
        if (paused || !wanted(id)) continue;
        store.sampleHealth(id, now);
        sampledHour.set(id, hourOf(now));
      }
    } catch (error) {
      log.write('warn', 'the health of calendars was not noted', {
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  };

  return {
    changed(workspaceId) {
      if (waiting.has(workspaceId)) return;
      waiting.add(workspaceId);
      void clock.sleep(SETTLE_MS, stopping.signal).then(
        () => {
          waiting.delete(workspaceId);
          // It may have been paused or removed in the meantime.
          sample((id) => id === workspaceId);
        },
        () => undefined,
      );
    },
    async run(signal) {
      signal.addEventListener('abort', () => stopping.abort(), { once: true });
      while (!signal.aborted) {
        const hour = hourOf(clock.now());
        sample((id) => sampledHour.get(id) !== hour);
        await clock.sleep(Math.min(LOOK_EVERY_MS, untilNextHour(clock.now())), signal).catch(() => undefined);
      }
    },
  };
}

const hourOf = (ms: number): number => Math.floor(ms / HOUR_MS);

const untilNextHour = (now: number): number => (hourOf(now) + 1) * HOUR_MS - now;
