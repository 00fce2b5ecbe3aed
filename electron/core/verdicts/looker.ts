/**
 * Looks at bots once after the meetings that they should have recorded: Recall asks not to poll them (recall-api.md 4.7), and
 * without a look nobody knows whether a meeting was recorded. Slow on purpose, so that people's calls never wait for it.
 */
import type { Topic } from '../../../shared/channels.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/time.ts';
import type { Clock, Log } from '../deps.ts';
import type { RecallClient } from '../recall/types.ts';
import { RecallError } from '../recall/types.ts';
import type { Store } from '../store/types.ts';
import type { UnseenBot } from '../store/verdicts.ts';

const LOOK_EVERY_MS = MINUTE_MS / 4;
/** Sixty a minute, a fifth of the documented 300 (recall-api.md 1.7): the rest is for people. */
const PER_ROUND = 15;
/** Bots shut down and upload after the call: before, there is little to see (ms after the meeting's end). */
const AFTER_END_MS = 10 * MINUTE_MS;
/** Older meetings are looked at when somebody asks. */
const LOOKS_BACK_MS = 2 * DAY_MS;
/** A bot that had not finished gets this long before the next look (ms). */
const AGAIN_AFTER_MS = 30 * MINUTE_MS;

export interface LookerDeps {
  readonly store: Pick<Store, 'workspaces' | 'unseenBots' | 'applyBot' | 'botMissing' | 'noteLook'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Rejects where there is no key. */
  readonly client: (workspaceId: number) => Promise<RecallClient>;
  readonly changed: (topic: Topic, workspaceId: number | null, ids?: readonly string[]) => void;
}

/** Runs until `signal` aborts. Each workspace has its own round, so that one that does not answer delays no other. */
export async function runLooker(deps: LookerDeps, signal: AbortSignal): Promise<void> {
  const { store, clock } = deps;
  const underWay = new Set<number>();
  const looked = new Map<string, number>();
  while (!signal.aborted) {
    for (const { id, paused } of store.workspaces()) {
      if (paused || underWay.has(id)) continue;
      underWay.add(id);
      void lookAround(deps, id, looked, signal).finally(() => underWay.delete(id));
    }
    for (const [key, at] of looked) if (at < clock.now() - LOOKS_BACK_MS) looked.delete(key);
    await clock.sleep(LOOK_EVERY_MS, signal).catch(() => undefined);
  }
}

async function lookAround(
  { store, clock, log, client: clientOf, changed }: LookerDeps,
  workspaceId: number,
  looked: Map<string, number>,
  signal: AbortSignal,
): Promise<void> {
  const seen: string[] = [];
  try {
    const now = clock.now();
    const isDue = ({ botId }: UnseenBot): boolean =>
      (looked.get(`${workspaceId}/${botId}`) ?? -Infinity) <= now - AGAIN_AFTER_MS;
    const bots = store
      .unseenBots(workspaceId, now - LOOKS_BACK_MS, now - AFTER_END_MS, PER_ROUND * 2)
      .filter(isDue)
      .slice(0, PER_ROUND);
    if (bots.length === 0) return;
    const client = await clientOf(workspaceId);
    for (const { botId } of bots) {
      signal.throwIfAborted();
      looked.set(`${workspaceId}/${botId}`, clock.now());
      try {
        const { record } = await client.retrieveBot(botId, { priority: 'background', signal });
        store.applyBot(workspaceId, record, clock.now());
      } catch (error) {
        if (!(error instanceof RecallError) || error.kind !== 'not_found') throw error;
        store.botMissing(workspaceId, botId, clock.now());
      }
      store.noteLook(workspaceId, botId);
      seen.push(botId);
    }
  } catch (error) {
    // Sync meets the same trouble and says it; the next round tries again.
    if (!signal.aborted) {
      log.write('debug', 'looking at bots was cut short', {
        workspaceId,
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  }
  if (seen.length > 0) changed('bots', workspaceId, seen);
}
