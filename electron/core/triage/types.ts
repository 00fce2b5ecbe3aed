/**
 * What `triage/` promises: outages and incidents are concluded as soon as a calendar changed, in the order of what is known and not of
 * when it became known, so that a restart or another order of pages ends in the same rows.
 */
import type { Topic } from '../../../shared/channels.ts';

export interface TriageTracker {
  /** Something changed (the core's own stale events). Looks at once at calendars, soon at events. */
  heard(topic: Topic, workspaceId: number | null, ids?: readonly string[]): void;
  /** Looks at every workspace, as after a rebuild. */
  lookAtAll(): Promise<void>;
  /** Looks at everything once, then every minute at what came due (meetings that begin, attempts that are stuck). */
  run(signal: AbortSignal): Promise<void>;
}
