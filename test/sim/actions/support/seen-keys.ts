/** The idempotency keys under which bots are scheduled, as they leave. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { onTestFinished } from 'vitest';

export interface SeenKey {
  readonly eventId: string;
  readonly idempotencyKey: string;
}

const CHANNEL = 'undici:request:create';
const PATH = /\/calendar-events\/([^/]+)\/bot\/$/;

/** Returns what gives all that were seen since; ends with the test. */
export function seeKeys(): () => readonly SeenKey[] {
  const seen: SeenKey[] = [];
  const listen = (message: unknown): void => {
    // Proven: the channel's documented message.
    const { request } = message as { request: { method: string; path: string; headers: readonly string[] } };
    const eventId = PATH.exec(request.path)?.[1];
    const at = request.headers.indexOf('idempotency-key');
    if (request.method === 'POST' && eventId !== undefined) {
      seen.push({ eventId, idempotencyKey: request.headers[at + 1] ?? '' });
    }
  };
  subscribe(CHANNEL, listen);
  onTestFinished(() => void unsubscribe(CHANNEL, listen));
  return () => seen;
}
