/** Says to the windows what became stale: coalesced for about 50 ms, numbered without gaps, never with rows. */
import type { StaleEvent, Topic } from '../../shared/channels.ts';
import type { Clock } from './deps.ts';

const COALESCE_MS = 50;
/** More ids than this say no more than "any of the topic". */
const MAX_IDS = 200;

export interface StaleEvents {
  /** `workspaceId` null: all workspaces; `ids` absent: any of the topic. */
  changed(topic: Topic, workspaceId: number | null, ids?: readonly string[]): void;
}

/** `emit` gets one event per topic and workspace after each coalescing window. */
export function createStaleEvents(clock: Clock, emit: (event: StaleEvent) => void): StaleEvents {
  let seq = 0;
  /** Ids per topic and workspace; null: any. */
  const pending = new Map<string, { topic: Topic; workspaceId: number | null; ids: Set<string> | null }>();

  const flush = (): void => {
    const batch = [...pending.values()];
    pending.clear();
    for (const { topic, workspaceId, ids } of batch) {
      seq += 1;
      emit({ seq, topic, workspaceId, ...(ids === null ? {} : { ids: [...ids] }) });
    }
  };

  return {
    changed(topic, workspaceId, ids) {
      if (pending.size === 0) void clock.sleep(COALESCE_MS).then(flush);
      const key = `${topic} ${workspaceId ?? 'all'}`;
      const entry = pending.get(key);
      if (entry === undefined) {
        pending.set(key, { topic, workspaceId, ids: ids === undefined || ids.length > MAX_IDS ? null : new Set(ids) });
        return;
      }
      if (entry.ids === null) return;
      if (ids === undefined) entry.ids = null;
      else {
        for (const id of ids) entry.ids.add(id);
        if (entry.ids.size > MAX_IDS) entry.ids = null;
      }
    },
  };
}
