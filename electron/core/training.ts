/** Training mode: the workspaces of the built-in simulator, beside real ones or alone. */
import type { Workspace } from '../../shared/entities.ts';
import { WORKSPACE_COLOURS } from '../../shared/values.ts';
import type { CoreDeps, TrainingWorkspace } from './deps.ts';
import type { Fleet } from './fleet.ts';
import type { Store } from './store/types.ts';

const TRAINING_POLL_MS = 30_000;

/** Starts the simulator and brings its workspaces into the store; those already there get the new address. */
export async function startTraining(deps: CoreDeps, store: Store, fleet: Fleet): Promise<Workspace[]> {
  const offered = await deps.training.start();
  const started: Workspace[] = [];
  for (const offer of offered) {
    const workspace = place(store, offer, deps.clock.now());
    fleet.keepTrainingKey(workspace.id, offer.apiKey);
    await fleet.restart(workspace.id);
    started.push(workspace);
  }
  return started;
}

/** Removes the training workspaces with all their rows, then stops the simulator. */
export async function stopTraining(deps: CoreDeps, store: Store, fleet: Fleet): Promise<void> {
  for (const workspace of store.workspaces().filter((candidate) => candidate.training)) {
    await fleet.stop(workspace.id);
    store.removeWorkspace(workspace.id);
  }
  await deps.training.stop();
}

function place(store: Store, offer: TrainingWorkspace, now: number): Workspace {
  const existing = store.workspaces().find((candidate) => candidate.training && candidate.name === offer.name);
  if (existing !== undefined) return store.updateWorkspace(existing.id, { baseUrl: offer.baseUrl }) ?? existing;
  return store.addWorkspace(
    {
      name: offer.name,
      region: 'custom',
      baseUrl: offer.baseUrl,
      colour: WORKSPACE_COLOURS.find((colour) => colour === offer.colour) ?? 'blue',
      mode: 'operate',
      pollIntervalMs: TRAINING_POLL_MS,
      training: true,
    },
    now,
  );
}
