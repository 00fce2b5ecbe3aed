/** What the seams between pages ask the store (see boundaries.ts). */
import type { Store } from '../store/types.ts';
import type { Replica } from './boundaries.ts';

const PAGE = 200;

export function replicaOf(store: Pick<Store, 'event' | 'listEvents'>, workspaceId: number): Replica {
  return {
    event: (id) => store.event(workspaceId, id)?.event ?? null,
    startsOf(calendarId, from, to) {
      const starts: number[] = [];
      let after: string | null = null;
      do {
        const page = store.listEvents(
          { workspaces: [workspaceId], calendar: { workspaceId, id: calendarId }, from, to: to + 1 },
          { by: 'start', direction: 'asc' },
          after,
          PAGE,
        );
        for (const { startAt } of page.rows) if (startAt !== null) starts.push(startAt);
        after = page.next;
      } while (after !== null);
      return starts;
    },
  };
}
