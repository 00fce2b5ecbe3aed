import type { RecallClient } from '../../recall/types.ts';
import { RecallError } from '../../recall/types.ts';
import type { EngineDeps, HandlersOf } from './deps.ts';

/** Recall asks not to poll bots (recall-api.md 4.7), so one is retrieved when somebody looks at it. */
export function createBotHandlers({ store, fleet, clock, changed }: EngineDeps): HandlersOf<'bots'> {
  /** A bot that an event here names did exist: that Recall has it no more is something to know, not an error. */
  const retrieve = async (
    client: RecallClient,
    workspaceId: number,
    id: string,
    signal: AbortSignal,
  ): Promise<void> => {
    try {
      const { record } = await client.retrieveBot(id, { priority: 'person', signal });
      store.applyBot(workspaceId, record, clock.now());
    } catch (error) {
      const isGone = error instanceof RecallError && error.kind === 'not_found';
      const known = isGone ? store.bot(workspaceId, id) : null;
      if (known === null || (known.events.length === 0 && known.bot === null && known.missingSince === null))
        throw error;
      store.botMissing(workspaceId, id, clock.now());
    }
  };

  return {
    'bots.refresh': async ({ workspaceId, id }, { signal }) => {
      await retrieve(await fleet.client(workspaceId), workspaceId, id, signal);
      changed('bots', workspaceId, [id]);
      return store.bot(workspaceId, id);
    },
  };
}
