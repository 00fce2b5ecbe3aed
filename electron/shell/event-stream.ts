/** Stale events to browsers as server-sent events. A browser that was away gets what it missed, or a gap. */
import type { ServerResponse } from 'node:http';
import type { StaleEvent } from '../../shared/channels.ts';
import type { CoreHost } from './core-host.ts';

const HEARTBEAT_MS = 15_000;
const KEPT = 256;
/** A tab that does not read is cut off, and reconnects, instead of filling the memory. */
const MOST_BUFFERED_BYTES = 1_000_000;

export class EventStream {
  readonly #clients = new Set<ServerResponse>();
  readonly #recent: StaleEvent[] = [];
  readonly #unsubscribe: () => void;
  readonly #heartbeat: NodeJS.Timeout;

  constructor(core: Pick<CoreHost, 'onEvent'>, heartbeatMs = HEARTBEAT_MS) {
    this.#unsubscribe = core.onEvent((event) => {
      this.#recent.push(event);
      if (this.#recent.length > KEPT) this.#recent.shift();
      for (const client of this.#clients) this.#write(client, frame(event));
    });
    this.#heartbeat = setInterval(() => {
      for (const client of this.#clients) this.#write(client, ': alive\n\n');
    }, heartbeatMs);
    this.#heartbeat.unref();
  }

  /** Number of the last event so far; 0 before the first. */
  get lastSeq(): number {
    return this.#recent.at(-1)?.seq ?? 0;
  }

  /** Serves one browser until it goes. `lastEventId` is the last event it knows of: from its page, or when it reconnects. */
  serve(response: ServerResponse, lastEventId: string | undefined): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    response.write('retry: 1000\n\n');
    const seen = Number(lastEventId);
    if (lastEventId === undefined || !Number.isSafeInteger(seen)) {
      // An id without data dispatches nothing, and makes the browser say where it stood when it has to reconnect.
      response.write(`id: ${this.lastSeq}\n\n`);
    } else {
      // Replayed events that do not follow on from `seen` are the gap that makes the window ask for everything again.
      for (const event of this.#recent) if (event.seq > seen) response.write(frame(event));
    }
    this.#clients.add(response);
    response.on('close', () => this.#clients.delete(response));
  }

  close(): void {
    this.#unsubscribe();
    clearInterval(this.#heartbeat);
    for (const client of this.#clients) client.end();
  }

  #write(client: ServerResponse, text: string): void {
    client.write(text);
    if (client.writableLength > MOST_BUFFERED_BYTES) client.destroy();
  }
}

function frame(event: StaleEvent): string {
  return `id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`;
}
