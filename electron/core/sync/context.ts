/** What the parts of one workspace's sync share. */
import type { RecallClient } from '../recall/types.ts';
import type { ServerClock } from './server-clock.ts';
import type { SyncDeps } from './types.ts';

export interface SyncContext extends SyncDeps {
  readonly workspaceId: number;
  readonly serverClock: ServerClock;
  /** The client of the running session. Throws when there is none; lanes only run with one. */
  client(): RecallClient;
}
