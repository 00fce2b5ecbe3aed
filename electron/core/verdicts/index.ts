/**
 * Verdicts as the core runs them: judged right after each change, as time passes, and with a look at the bots of meetings that
 * are over. Loaded when syncing starts, because the rules are of no use to the first list.
 */
import type { Topic } from '../../../shared/channels.ts';
import type { Clock, Log } from '../deps.ts';
import type { RecallClient } from '../recall/types.ts';
import type { Store } from '../store/types.ts';
import { createKeeper } from './keeper.ts';
import { runLooker } from './looker.ts';
import { createRecipeWatch } from './recipes.ts';

export interface VerdictsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly client: (workspaceId: number) => Promise<RecallClient>;
  /** Tells windows only. */
  readonly tell: (topic: Topic, workspaceId: number | null, ids?: readonly string[]) => void;
  /** Tells everybody, the keeper too. */
  readonly changed: (topic: Topic, workspaceId: number | null, ids?: readonly string[]) => void;
}

export interface VerdictWatch {
  /** Something changed (the core's own stale events). Judges what is few before it returns. */
  heard(topic: Topic, workspaceId: number | null, ids?: readonly string[]): void;
  stop(): void;
}

/** Judges all that waits, and from then on what changes or comes due, until `signal` aborts or `stop`. */
export function startVerdicts(deps: VerdictsDeps, signal: AbortSignal): VerdictWatch {
  const { store, clock, log, client, tell, changed } = deps;
  const keeper = createKeeper({ store, clock, log, changed: tell });
  const became = (workspaceId: number): void => {
    keeper.recipeChanged(workspaceId);
    tell('workspaces', workspaceId);
    tell('events', workspaceId);
  };
  const recipes = createRecipeWatch({ store, clock, log, became });
  for (const { id } of store.workspaces()) recipes.eventsChanged(id);
  void keeper.run(signal);
  void runLooker({ store, clock, log, client, changed }, signal);
  return {
    heard(topic, workspaceId, ids) {
      if (workspaceId === null) return;
      keeper.heard(topic, workspaceId, ids);
      if (topic === 'events') recipes.eventsChanged(workspaceId);
      // A person may have chosen its recipe.
      if (topic === 'workspaces') keeper.recipeChanged(workspaceId);
    },
    stop: () => recipes.stop(),
  };
}
