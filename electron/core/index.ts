/**
 * The core: all behaviour of Callboard, without Electron and without a window. It holds the one writing connection, syncs
 * every workspace and answers the engine's half of the contract; the other half is the reader's (reader.ts).
 */
import { accessSync, constants, mkdirSync } from 'node:fs';
import type { FromWorker, StartFailure } from '../../shared/channels.ts';
import { CallboardError } from '../../shared/envelope.ts';
import { createJobs } from './actions/jobs.ts';
import { createProtection } from './actions/protection.ts';
import { databasePath, folderTrouble } from './data-folder.ts';
import type { CoreDeps } from './deps.ts';
import { createFleet } from './fleet.ts';
import { takeInstanceLock } from './instance-lock.ts';
import type { InstanceLock } from './instance-lock.ts';
import { runMaintenance } from './maintenance.ts';
import { runOauthReminders } from './oauth-reminders.ts';
import type { TriageWatch } from './triage/index.ts';
import type { VerdictWatch } from './verdicts/index.ts';
import type { Port } from './reader.ts';
import type { RecallClient } from './recall/types.ts';
import { createDispatcher } from './rpc/dispatch.ts';
import { createEngineHandlers } from './rpc/handlers/engine.ts';
import { createStaleEvents } from './stale-events.ts';
import { openStore, StoreOpenError } from './store/index.ts';
import type { Store } from './store/types.ts';
import { startTraining } from './training.ts';
import { translateError } from './translate-error.ts';

/** Network code is loaded this long after the core is ready, so that the first list is on screen before it (ms). */
const START_SYNC_AFTER_MS = 800;

class StartError extends Error {
  readonly code: StartFailure;
  constructor(code: StartFailure, message: string) {
    super(message);
    this.code = code;
  }
}

/** `remember` teaches the log's redactor a secret that has come into use. */
export interface StartCoreDeps extends CoreDeps {
  readonly remember: (secret: string) => void;
  /** For tests: how long the core serves before it starts its workspaces, ms. */
  readonly startSyncAfterMs?: number;
}

/** Opens the data folder and serves until `stop`. A start that fails posts `failed` and serves nothing. */
export function startCore(deps: StartCoreDeps, port: Port): void {
  let lock: InstanceLock | null = null;
  try {
    checkDataFolder(deps.dataDir);
    lock = takeInstanceLock(deps.dataDir);
    if (lock === null) {
      throw new StartError(
        'already_running',
        `Callboard is already running on ${deps.dataDir}. Use its window, or choose another folder with --data-dir.`,
      );
    }
    const replaced = { tell: (): void => undefined };
    const { store } = openStore({
      path: databasePath(deps.dataDir),
      clock: deps.clock,
      log: deps.log,
      onReplaced: () => replaced.tell(),
    });
    replaced.tell = serve(deps, port, store, lock);
  } catch (error) {
    lock?.release();
    port.postMessage(failure(error));
  }
}

/** Returns what to call when the database file was replaced by a rebuilt one. */
function serve(deps: StartCoreDeps, port: Port, store: Store, lock: InstanceLock): () => void {
  const stale = createStaleEvents(deps.clock, (event) => port.postMessage({ type: 'event', event }));
  const stopping = new AbortController();
  /** Null until syncing starts; what changes before is looked at then. */
  let triage: TriageWatch | null = null;
  let verdicts: VerdictWatch | null = null;
  /**
   * Triage looks, then events are judged, before windows are told: they ask once, and read the cause with the status and the
   * verdict with the event. Verdicts come second, because they read the outages that triage concludes.
   */
  const changed: typeof stale.changed = (topic, workspaceId, ids) => {
    triage?.heard(topic, workspaceId, ids);
    verdicts?.heard(topic, workspaceId, ids);
    stale.changed(topic, workspaceId, ids);
  };
  const protection = createProtection(store);
  const fleet = createFleet({ ...deps, store, changed, protection });
  const jobs = createJobs({
    ...deps,
    store,
    changed,
    protection,
    actor: deps.host.actor,
    client: (workspaceId) => fleet.client(workspaceId),
    hasKey: async (workspace) => (await fleet.apiKey(workspace)) !== null,
  });
  const dispatcher = createDispatcher(
    createEngineHandlers({ ...deps, store, changed, fleet, jobs, protection }),
    deps.log,
    translateError,
  );
  const maintenance = runMaintenance(store, fleet, deps.clock, deps.log, stopping.signal);

  const startSync = async (): Promise<void> => {
    await deps.clock.sleep(deps.startSyncAfterMs ?? START_SYNC_AFTER_MS, stopping.signal);
    const [{ startTriage }, { startVerdicts }] = await Promise.all([
      import('./triage/index.ts'),
      import('./verdicts/index.ts'),
    ]);
    stopping.signal.throwIfAborted();
    triage = startTriage({ ...deps, store, changed: stale.changed }, stopping.signal);
    const client = (workspaceId: number): Promise<RecallClient> => fleet.client(workspaceId);
    verdicts = startVerdicts({ ...deps, store, client, tell: stale.changed, changed }, stopping.signal);
    if (store.workspaces().some((workspace) => workspace.training)) {
      await startTraining(deps, store, fleet).catch((error: unknown) => {
        deps.log.write('error', 'training mode did not start', { reason: String(error) });
      });
    }
    await fleet.startAll();
    await jobs.openAll();
    void runOauthReminders(store, deps.clock, deps.notify, deps.log, stopping.signal);
  };
  const starting = startSync().catch((error: unknown) => {
    if (!stopping.signal.aborted) deps.log.write('error', 'sync did not start', { reason: String(error) });
  });

  const stop = async (): Promise<void> => {
    stopping.abort();
    dispatcher.cancelAll();
    await starting;
    jobs.stop();
    triage?.stop();
    verdicts?.stop();
    await fleet.stopAll();
    await maintenance;
    store.close();
    lock.release();
    port.postMessage({ type: 'stopped' });
  };

  port.on('message', (message) => {
    switch (message.type) {
      case 'call':
        void dispatcher
          .call(message.id, message.method, message.input)
          .then((answer) => port.postMessage({ type: 'reply', id: message.id, answer }));
        break;
      case 'cancel':
        dispatcher.cancel(message.id);
        break;
      case 'power':
        // What happened while the computer slept is found by one sweep, not by the missed timers.
        if (message.state === 'resume') for (const sync of fleet.all()) sync.now();
        break;
      case 'stop':
        void stop();
        break;
      case 'reopen':
      case 'port-reply':
        break;
    }
  });

  port.postMessage({ type: 'store-changed' });
  port.postMessage({ type: 'ready' });

  return () => {
    port.postMessage({ type: 'store-changed' });
    changed('app', null);
    // What the syncers remember speaks of the old file: they read their state again, and so fetch what was lost.
    if (stopping.signal.aborted) return;
    jobs.stop();
    void fleet.restartAll().then(() => jobs.openAll());
    void triage?.lookAtAll();
  };
}

function checkDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw new StartError(
      'data_folder',
      `The data folder ${dataDir} cannot be used: ${folderTrouble(error)}. Choose another one with --data-dir.`,
    );
  }
}

function failure(error: unknown): FromWorker {
  if (error instanceof StartError) return { type: 'failed', code: error.code, message: error.message };
  if (error instanceof StoreOpenError) {
    return {
      type: 'failed',
      code: error.kind === 'newer_database' ? 'newer_database' : 'storage',
      message: error.message,
    };
  }
  const translated = translateError(error);
  return {
    type: 'failed',
    code: translated instanceof CallboardError && translated.code === 'storage' ? 'storage' : 'internal',
    message: translated instanceof Error ? translated.message : String(translated),
  };
}
