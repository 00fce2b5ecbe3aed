/**
 * The store's memory of when a workspace called Recall: a restart within the minute goes on with the budget as it was,
 * also after `kill -9`, because a call is noted before it is sent.
 */
import type { Clock, Log } from './deps.ts';
import { WINDOW_MS } from './recall/budget.ts';
import type { CallJournal, Operation } from './recall/types.ts';
import type { Store } from './store/types.ts';

const KEY = 'calls';

/** `windowMs`: length of the limits' window; calls older than twice that are forgotten. */
export function createCallJournal(
  store: Store,
  workspaceId: number,
  clock: Clock,
  log: Log,
  windowMs = WINDOW_MS,
): CallJournal {
  const calls = read(store.syncState(workspaceId, KEY));

  const recent = (operation: Operation): number[] => {
    const oldest = clock.now() - 2 * windowMs;
    return (calls[operation] ?? []).filter((at) => at > oldest);
  };

  return {
    sent: recent,
    note(operation) {
      calls[operation] = [...recent(operation), clock.now()];
      try {
        store.saveSyncState(workspaceId, { key: KEY, value: JSON.stringify(calls) });
      } catch (error) {
        // A disk that cannot be written to must not keep people from reading; sync itself reports it.
        log.write('warn', 'a call to Recall could not be noted', {
          workspaceId,
          reason: error instanceof Error ? error.message : String(error),
        });
      }
    },
  };
}

/** Whatever cannot be read counts as no calls: at worst Recall answers 429, which is obeyed. */
function read(text: string | null): { [operation: string]: number[] } {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).map(([operation, times]) => [
        operation,
        Array.isArray(times) ? times.filter((at) => typeof at === 'number') : [],
      ]),
    );
  } catch {
    return {};
  }
}
