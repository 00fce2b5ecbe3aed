/**
 * The running workspaces: each has its own client and its own syncer, so that nothing which happens to one delays
 * another (invariant 4). The network and validation code is imported when the first workspace starts, after the first
 * list is on screen (it costs about 100 ms).
 */
import { CallboardError } from '../../shared/envelope.ts';
import type { SyncStatus, Workspace } from '../../shared/entities.ts';
import type { Topic } from '../../shared/channels.ts';
import type { ProtectionSwitch } from './actions/protection.ts';
import { createCallJournal } from './call-journal.ts';
import type { CoreDeps } from './deps.ts';
import { createSyncNotices } from './notices.ts';
import type { RecallClient } from './recall/types.ts';
import { apiKeyAccount } from './secret-accounts.ts';
import type { Store } from './store/types.ts';
import type { WorkspaceSync } from './sync/types.ts';

interface Member {
  readonly sync: WorkspaceSync;
  client: RecallClient | null;
}

/** A client with what it was made from; while that stays the same it is used again, and its budget with it. */
interface Connection {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly client: RecallClient;
}

export interface Fleet {
  /** Starts every workspace; a keychain that does not answer leaves its workspaces in state `no_key`. */
  startAll(): Promise<void>;
  /** Starts one workspace, or starts it anew after its key, region or interval changed. */
  restart(workspaceId: number): Promise<void>;
  /** Starts every running workspace anew, after the database was rebuilt. */
  restartAll(): Promise<void>;
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
  /** The workspace's syncer, once the fleet has started. Rejects with `not_found` when there is none. */
  sync(workspaceId: number): Promise<WorkspaceSync>;
  all(): readonly WorkspaceSync[];
  status(): SyncStatus[];
}

export interface FleetDeps extends CoreDeps {
  readonly store: Store;
  readonly remember: (secret: string) => void;
  readonly protection: ProtectionSwitch;
  readonly changed: (topic: Topic, workspaceId: number | null, ids?: readonly string[]) => void;
}

export function createFleet(deps: FleetDeps): Fleet {
  const { store } = deps;
  const members = new Map<number, Member>();
  const notices = createSyncNotices(deps.notify);
  const connections = new Map<number, Connection>();
  /** Resolved when every workspace that was there at the start runs. */
  const started = Promise.withResolvers<void>();
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

  const createClient = async (baseUrl: string, key: string, workspaceId: number | null): Promise<RecallClient> => {
    deps.remember(key);
    const { createRecallClient } = await import('./recall/client.ts');
    const { clock, random, log, limits } = deps;
    return createRecallClient({
      baseUrl,
      apiKey: key,
      clock,
      random,
      log,
      ...(limits === undefined ? {} : { limits }),
      ...(workspaceId === null
        ? {}
        : {
            journal: createCallJournal(store, workspaceId, clock, log, limits?.windowMs),
            mayWrite: () => deps.protection.check(workspaceId),
          }),
    });
  };

  const connect = async (workspace: Workspace): Promise<RecallClient | null> => {
    const key = await apiKey(workspace);
    const present = connections.get(workspace.id);
    if (present !== undefined && present.baseUrl === workspace.baseUrl && present.apiKey === key) return present.client;
    connections.delete(workspace.id);
    await present?.client.close();
    if (key === null) return null;
    const client = await createClient(workspace.baseUrl, key, workspace.id);
    connections.set(workspace.id, { baseUrl: workspace.baseUrl, apiKey: key, client });
    return client;
  };

  const start = async (workspace: Workspace): Promise<void> => {
    const { createWorkspaceSync } = await import('./sync/index.ts');
    let client: RecallClient | null = null;
    try {
      client = await connect(workspace);
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
      changed(topic, id, ids) {
        deps.changed(topic, id, ids);
        if (topic === 'sync' && members.get(id)?.sync === sync) notices.look(workspace, sync.status());
      },
    });
    members.set(workspace.id, { sync, client });
    sync.start(client);
    deps.changed('sync', workspace.id);
  };

  /** Starting and stopping one workspace never overlap, whoever asks for them. */
  const turns = new Map<number, Promise<unknown>>();
  const inTurn = <T>(workspaceId: number, work: () => Promise<T>): Promise<T> => {
    const turn = (turns.get(workspaceId) ?? Promise.resolve()).then(work, work);
    turns.set(workspaceId, turn);
    return turn;
  };

  const stopSync = async (workspaceId: number): Promise<void> => {
    const member = members.get(workspaceId);
    members.delete(workspaceId);
    await member?.sync.stop();
  };

  const stop = async (workspaceId: number): Promise<void> => {
    notices.forget(workspaceId);
    // Closing the client aborts its requests, so that stopping never waits for a slow answer.
    const closing = connections.get(workspaceId)?.client.close();
    connections.delete(workspaceId);
    await stopSync(workspaceId);
    await closing;
  };

  const restart = (workspaceId: number): Promise<void> =>
    inTurn(workspaceId, async () => {
      await stopSync(workspaceId);
      await start(workspaceOf(workspaceId));
    });

  return {
    async startAll() {
      for (const workspace of store.workspaces()) {
        await inTurn(workspace.id, async () => {
          if (!members.has(workspace.id)) await start(workspace);
        });
      }
      started.resolve();
    },
    restart,
    async restartAll() {
      for (const outcome of await Promise.allSettled([...members.keys()].map(restart))) {
        if (outcome.status === 'rejected') {
          deps.log.write('error', 'a workspace did not start again', { reason: String(outcome.reason) });
        }
      }
    },
    stop: (workspaceId) => inTurn(workspaceId, () => stop(workspaceId)),
    async stopAll() {
      started.resolve();
      await Promise.all([...members.keys()].map((workspaceId) => inTurn(workspaceId, () => stop(workspaceId))));
    },
    async client(workspaceId) {
      await started.promise;
      const workspace = workspaceOf(workspaceId);
      const member = members.get(workspaceId);
      if (member?.client) return member.client;
      const client = await connect(workspace);
      if (client === null) {
        throw new CallboardError(
          'unauthorized',
          `Callboard has no API key for ${workspace.name}. Open Workspaces and enter it again.`,
        );
      }
      if (member === undefined) return client;
      member.client = client;
      member.sync.start(client);
      return client;
    },
    probe: (baseUrl, key) => createClient(baseUrl, key, null),
    apiKey,
    keepTrainingKey(workspaceId, key) {
      trainingKeys.set(workspaceId, key);
    },
    async sync(workspaceId) {
      await started.promise;
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
