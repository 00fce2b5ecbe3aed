/**
 * What `sync/` promises: every workspace's replica converges on Recall's state within the documented limits, soonest
 * meetings first, one workspace never delaying another, and an interruption anywhere loses nothing.
 */
import type { SyncStatus, Workspace } from '../../../shared/entities.ts';
import type { Topic } from '../../../shared/channels.ts';
import type { Clock, Log } from '../deps.ts';
import type { RecallClient } from '../recall/types.ts';
import type { Store } from '../store/types.ts';

export interface SyncDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Says what became stale; coalesced by the receiver. */
  readonly changed: (topic: Topic, workspaceId: number, ids?: readonly string[]) => void;
}

/** One workspace's syncer. Single flight: at most one sweep of a kind at a time. */
export interface WorkspaceSync {
  readonly workspaceId: number;
  /** Starts the loop; a client of null means that no API key is available (state `no_key`). */
  start(client: RecallClient | null): void;
  /** Stops the loop and waits for what is under way to end or abort. */
  stop(): Promise<void>;
  pause(): void;
  resume(): void;
  /** Sweeps at once (also right after the laptop woke). */
  now(): void;
  /** One complete pass: first fill if it is not complete, calendars, one incremental sweep. For `sync --once`. */
  once(signal?: AbortSignal): Promise<void>;
  status(): SyncStatus;
}

export type CreateWorkspaceSync = (workspace: Workspace, deps: SyncDeps) => WorkspaceSync;
