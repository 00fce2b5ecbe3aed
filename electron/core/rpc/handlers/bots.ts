import type { EngineDeps, HandlersOf } from './deps.ts';

/** Recall asks not to poll bots (recall-api.md 4.7), so one is retrieved when somebody looks at it. */
export function createBotHandlers({ store, fleet, clock, changed }: EngineDeps): HandlersOf<'bots'> {
  return {
    'bots.refresh': async ({ workspaceId, id }, { signal }) => {
      const client = await fleet.client(workspaceId);
      const { record } = await client.retrieveBot(id, { priority: 'person', signal });
      store.applyBot(workspaceId, record, clock.now());
      changed('bots', workspaceId, [id]);
      return store.bot(workspaceId, id);
    },
  };
}
