/** Infers which deduplication recipe each workspace uses, again when its events changed, at most once a minute. */
import { MINUTE_MS } from '../../../shared/time.ts';
import type { Clock, Log } from '../deps.ts';
import { inferRecipe, MIN_KEYS } from '../diagnosis/events/recipes.ts';
import type { Store } from '../store/types.ts';

/** Keys of the soonest meetings that are looked at: enough to tell, and read in some milliseconds. */
const SAMPLES = 500;
/** Events come in pages; they are looked at once for several of them (ms). */
const SETTLE_MS = 2_000;

export interface RecipeWatchDeps {
  readonly store: Pick<Store, 'keySamples' | 'saveInferredRecipe'>;
  readonly clock: Clock;
  readonly log: Log;
  /** The recipe in use became another one. */
  readonly became: (workspaceId: number) => void;
}

export interface RecipeWatch {
  /** A workspace's events changed. */
  eventsChanged(workspaceId: number): void;
  stop(): void;
}

export function createRecipeWatch({ store, clock, log, became }: RecipeWatchDeps): RecipeWatch {
  const stopping = new AbortController();
  const waiting = new Set<number>();
  const lookedAt = new Map<number, number>();

  const look = (workspaceId: number): void => {
    lookedAt.set(workspaceId, clock.monotonic());
    try {
      const { template, sampled, share } = inferRecipe(store.keySamples(workspaceId, clock.now(), SAMPLES));
      // Too few keys contradict nothing: on a quiet weekend a workspace still uses what it used on Friday.
      if (template === null && sampled < MIN_KEYS) return;
      if (store.saveInferredRecipe(workspaceId, template, sampled, share)) became(workspaceId);
    } catch (error) {
      log.write('error', 'a recipe could not be inferred', {
        workspaceId,
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  };

  return {
    eventsChanged(workspaceId) {
      if (waiting.has(workspaceId)) return;
      waiting.add(workspaceId);
      const since = clock.monotonic() - (lookedAt.get(workspaceId) ?? -Infinity);
      clock.sleep(Math.max(SETTLE_MS, MINUTE_MS - since), stopping.signal).then(
        () => {
          waiting.delete(workspaceId);
          look(workspaceId);
        },
        () => undefined, // Stopped.
      );
    },
    stop: () => stopping.abort(),
  };
}
