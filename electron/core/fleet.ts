/**
 * The running workspaces: each has its own client and its own syncer, so that nothing which happens to one delays
 * another (invariant 4). The network and validation code is imported when the first workspace starts, after the first
 * list is on screen (it costs about 100 ms).
 */
import { CallboardError } from '../../shared/envelope.ts';
import type { SyncStatus, Workspace } from '../../shared/entities.ts';
import type { Topic } from '../../shared/channels.ts';
import type { CoreDeps } from './deps.ts';
import type { RecallClient } from './recall/types.ts';
import { apiKeyAccount } from './secret-accounts.ts';
import type { Store } from './store/types.ts';
import type { WorkspaceSync } from './sync/types.ts';

interface Member {
  readonly sync: WorkspaceSync;
  client: RecallClient | null;
}

export interface Fleet {
  /** Starts every workspace; a keychain that does not answer leaves its workspaces in state `no_key`. */
  startAll(): Promise<void>;
  /** Starts one workspace, or starts it anew after its key, region or interval changed. */
  restart(workspaceId: number): Promise<void>;
  stop(workspaceId: number): Promise<void>;
  stopAll(): Promise<void>;
  /** The workspace's client. Rejects with `keychain_unavailable` or `unauthorized` when there is no key for it. */
  client(workspaceId: number): Promise<RecallClient>;
  /** A client of its own for a key that is not (yet) a workspace's; the caller closes it. */
  probe(baseUrl: string, apiKey: string): Promise<RecallClient>;
  /** The API key of a workspace; null when the keychain has none. */
  apiKey(workspace: Workspace): Promise<string | null>;
  /** Training workspaces' keys stay in memory: they open nothing but the built-in simulator. */
  keepTrainingKey(workspaceId: number, apiKey: string): void;
  sync(workspaceId: number): WorkspaceSync;
  all(): readonly WorkspaceSync[];
  status(): SyncStatus[];
}

export interface FleetDeps extends CoreDeps {
  readonly store: Store;
  readonly remember: (secret: string) => void;
  readonly changed: (topic: Topic, workspaceId: number | null, ids?: readonly string[]) => void;
}

export function createFleet(deps: FleetDeps): Fleet {
  const { store } = deps;
  const members = new Map<number, Member>();
  const trainingKeys = new Map<number, string>();

  const workspaceOf = (workspaceId: number): Workspace => {
    const workspace = store.workspaces().find((candidate) => candidate.id === workspaceId);
    if (workspace === undefined) throw new CallboardError('not_found', 'This workspace is not in Callboard any more.');
    return workspace;
  };

  const apiKey = async (workspace: Workspace): Promise<string | null> => {
    const key = workspace.training
      ? (trainingKeys.get(workspace.id) ?? null)
      : await deps.secrets.get(apiKeyAccount(workspace.id));
    if (key !== null) deps.remember(key);
    return key;
  };

  const probe = async (baseUrl: string, key: string): Promise<RecallClient> => {
    deps.remember(key);
    const { createRecallClient } = await import('./recall/client.ts');
    return createRecallClient({
      baseUrl,
      apiKey: key,
      clock: deps.clock,
      random: deps.random,
      log: deps.log,
      ...(deps.limits === undefined ? {} : { limits: deps.limits }),
    });
  };

  const start = async (workspace: Workspace): Promise<void> => {
    const { createWorkspaceSync } = await import('./sync/index.ts');
    let client: RecallClient | null = null;
    try {
      const key = await apiKey(workspace);
      if (key !== null) client = await probe(workspace.baseUrl, key);
    } catch (error) {
      deps.log.write('warn', 'no API key for a workspace', {
        workspaceId: workspace.id,
        reason: error instanceof Error ? error.message : String(error),
      });
    }
    const sync = createWorkspaceSync(workspace, {
      store,
      clock: deps.clock,
      random: deps.random,
      log: deps.log,
      changed: deps.changed,
    });
    members.set(workspace.id, { sync, client });
    sync.start(client);
    deps.changed('sync', workspace.id);
  };

  const stop = async (workspaceId: number): Promise<void> => {
    const member = members.get(workspaceId);
    if (member === undefined) return;
    members.delete(workspaceId);
    // Closing the client aborts its requests, so that stopping never waits for a slow answer.
    const closing = member.client?.close();
    await member.sync.stop();
    await closing;
  };

  return {
    async startAll() {
      for (const workspace of store.workspaces()) if (!members.has(workspace.id)) await start(workspace);
    },
    async restart(workspaceId) {
      await stop(workspaceId);
      await start(workspaceOf(workspaceId));
    },
    stop,
    async stopAll() {
      await Promise.all([...members.keys()].map(stop));
    },
    async client(workspaceId) {
      const workspace = workspaceOf(workspaceId);
      const member = members.get(workspaceId);
      if (member?.client) return member.client;
      const key = await apiKey(workspace);
      if (key === null) {
        throw new CallboardError(
          'unauthorized',
          `Callboard has no API key for ${workspace.name}. Open Workspaces and enter it again.`,
        );
      }
      const client = await probe(workspace.baseUrl, key);
      if (member === undefined) return client;
      member.client = client;
      member.sync.start(client);
      return client;
    },
    probe,
    apiKey,
    keepTrainingKey(workspaceId, key) {
      trainingKeys.set(workspaceId, key);
    },
    sync(workspaceId) {
      const member = members.get(workspaceId);
      if (member === undefined)
        throw new CallboardError('not_found', 'This workspace is not running. Try again in a moment.', {
          retryable: true,
        });
      return member.sync;
    },
    all: () => [...members.values()].map((member) => member.sync),
    status: () => [...members.values()].map((member) => member.sync.status()),
  };
}
