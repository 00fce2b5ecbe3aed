/**
 * Triage as the core runs it: outages and incidents kept in step with what changes, health sampled, notices given. Loaded when
 * syncing starts, because the rules and the catalogue are of no use to the first list.
 */
import type { Topic } from '../../../shared/channels.ts';
import type { Clock, Log, Notice } from '../deps.ts';
import type { Store } from '../store/types.ts';
import { createHealthSampler } from './health.ts';
import { createIncidentNotices } from './incident-notices.ts';
import { createTracker } from './tracker.ts';

export interface TriageDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly notify: (notice: Notice) => void;
  readonly changed: (topic: Topic, workspaceId: number | null, ids?: readonly string[]) => void;
}

export interface TriageWatch {
  /** Something changed (the core's own stale events). Looks at calendars before it returns. */
  heard(topic: Topic, workspaceId: number | null, ids?: readonly string[]): void;
  /** Looks at every workspace, as after a rebuild. */
  lookAtAll(): Promise<void>;
  stop(): void;
}

/** Looks at everything once, and from then on at what changes or comes due, until `signal` aborts or `stop`. */
export function startTriage({ store, clock, log, notify, changed }: TriageDeps, signal: AbortSignal): TriageWatch {
  const health = createHealthSampler(store, clock, log);
  const notices = createIncidentNotices({ store, clock, notify, log });
  const tracker = createTracker({ store, clock, log, changed, told: (changes) => notices.changed(changes) });
  void tracker.run(signal);
  void health.run(signal);
  return {
    heard(topic, workspaceId, ids) {
      tracker.heard(topic, workspaceId, ids);
      if (topic === 'calendars' && workspaceId !== null) health.changed(workspaceId);
    },
    lookAtAll: () => tracker.lookAtAll(),
    stop: () => notices.stop(),
  };
}
