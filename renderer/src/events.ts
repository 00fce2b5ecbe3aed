/** Turns the core's stale events into refetches of what is on screen. */
import type { QueryClient } from '@tanstack/react-query';
import { forgetEarly } from './early.ts';
import { connectionNow, heardUpTo, onConnection, onStale } from './rpc.ts';
import { createStaleQueue, isStale, type StaleBatch } from './stale.ts';

/** Listens until the returned function is called. */
export function followStaleEvents(client: QueryClient): () => void {
  const queue = createStaleQueue(
    { now: () => performance.now(), setTimeout: (run, ms) => window.setTimeout(run, ms) },
    (batch) => invalidate(client, batch),
    heardUpTo,
  );
  const stopEvents = onStale((event) => queue.push(event));
  let wasLost = false;
  const stopConnection = onConnection(() => {
    const lost = connectionNow() === 'lost';
    if (wasLost && !lost) queue.pushAll();
    wasLost = lost;
  });
  return () => {
    stopEvents();
    stopConnection();
  };
}

async function invalidate(client: QueryClient, batch: StaleBatch): Promise<void> {
  forgetEarly();
  if (batch === 'all') return client.invalidateQueries();
  return client.invalidateQueries({
    predicate: ({ queryKey }) => {
      const [, method, input] = queryKey;
      return typeof method === 'string' && batch.some((event) => isStale(method, input, event));
    },
  });
}
