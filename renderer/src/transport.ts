/** What carries calls and events between the window and the core: Electron's bridge, or HTTP on our own origin. */
import type { CallboardBridge } from '../../shared/bridge.ts';
import { TOPICS, type StaleEvent, type Topic } from '../../shared/channels.ts';
import type { Answer, CallError } from '../../shared/envelope.ts';
import { EVENTS_ATTRIBUTE } from '../../shared/page-settings.ts';

declare global {
  interface Window {
    /** Put there by Electron's preload script; absent in the web host. */
    readonly callboard?: CallboardBridge;
  }
}

export type Connection = 'open' | 'lost';

export interface Transport extends Omit<CallboardBridge, 'shell'> {
  /** The last event before this page's first questions; the first one heard follows on from it. Null: not known. */
  readonly heardUpTo: number | null;
  connection(): Connection;
  onConnection(listener: () => void): () => void;
}

/** Opens the bridge where the preload put one, else the web host's routes. */
export function openTransport(): Transport {
  const bridge = window.callboard;
  return bridge === undefined ? openWebTransport() : openBridgeTransport(bridge);
}

function openBridgeTransport(bridge: CallboardBridge): Transport {
  // Heard from the start: what comes before anyone listens is about answers that are on their way already.
  const early: StaleEvent[] = [];
  let stopEarly: (() => void) | null = bridge.onEvent((event) => early.push(event));
  return {
    heardUpTo: null,
    call: async (id, method, input) => {
      try {
        return await bridge.call(id, method, input);
      } catch {
        return unreachable('Callboard’s own process did not answer. Restart Callboard if this persists.', id);
      }
    },
    cancel: (id) => bridge.cancel(id),
    onEvent: (listener) => {
      stopEarly?.();
      stopEarly = null;
      for (const event of early.splice(0)) listener(event);
      return bridge.onEvent(listener);
    },
    onCommand: (listener) => bridge.onCommand(listener),
    connection: () => 'open',
    onConnection: () => () => {},
  };
}

function openWebTransport(): Transport {
  const events = new Set<(event: StaleEvent) => void>();
  const watchers = new Set<() => void>();
  let connection: Connection = 'open';
  let source: EventSource | undefined;
  const heardUpTo = numberOf(document.documentElement.getAttribute(EVENTS_ATTRIBUTE));
  // Only for the first stream: a host that was started again counts from the beginning.
  let after = heardUpTo === null ? '' : `?after=${heardUpTo}`;

  const become = (next: Connection): void => {
    if (connection === next) return;
    connection = next;
    for (const watcher of watchers) watcher();
  };
  const listen = (): void => {
    if (source !== undefined) return;
    source = new EventSource(`rpc/events${after}`);
    after = '';
    source.onopen = () => become('open');
    source.onerror = () => {
      become('lost');
      // A refused stream (for instance after the host restarted) is not retried by the browser: it is by us.
      if (source?.readyState === EventSource.CLOSED) {
        source = undefined;
        setTimeout(listen, RECONNECT_MS);
      }
    };
    source.onmessage = (message: MessageEvent<unknown>) => {
      const event = readStaleEvent(message.data);
      if (event !== null) for (const listener of events) listener(event);
    };
  };

  return {
    heardUpTo,
    call: (id, method, input) => post(id, method, input),
    cancel: (id) => {
      // Nobody waits for the answer; a host that is gone has nothing left to cancel.
      void fetch('rpc/cancel', { method: 'POST', headers: JSON_HEADERS, body: JSON.stringify({ id }) }).catch(() => {});
    },
    onEvent: (listener) => {
      events.add(listener);
      listen();
      return () => void events.delete(listener);
    },
    onCommand: () => () => {},
    connection: () => connection,
    onConnection: (listener) => {
      watchers.add(listener);
      return () => void watchers.delete(listener);
    },
  };
}

function numberOf(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

const RECONNECT_MS = 2_000;
const JSON_HEADERS = { 'content-type': 'application/json' };

async function post(id: string, method: string, input: unknown): Promise<Answer<unknown>> {
  try {
    const response = await fetch('rpc/call', {
      method: 'POST',
      headers: JSON_HEADERS,
      body: JSON.stringify({ id, method, input }),
    });
    const body: unknown = await response.json().catch(() => null);
    if (isAnswer(body)) return body;
    if (response.status === 401 || response.status === 403) {
      const message = 'This page’s session has ended. Open the address that Callboard printed when it started.';
      return failure({ code: 'unauthorized', message, retryable: false, correlationId: id });
    }
    return unreachable(`Callboard answered with HTTP ${response.status}. Restart it if this persists.`, id);
  } catch {
    return unreachable('Callboard does not answer on this computer. Check that it still runs, then try again.', id);
  }
}

function failure(error: CallError): Answer<never> {
  return { ok: false, error };
}

function unreachable(message: string, correlationId: string): Answer<never> {
  return failure({ code: 'internal', message, retryable: true, correlationId });
}

function isAnswer(value: unknown): value is Answer<unknown> {
  return typeof value === 'object' && value !== null && 'ok' in value && typeof value.ok === 'boolean';
}

/** Null for anything that is not a stale event (heartbeats, a foreign message). */
export function readStaleEvent(text: unknown): StaleEvent | null {
  if (typeof text !== 'string') return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  if (!('seq' in value) || typeof value.seq !== 'number') return null;
  if (!('topic' in value) || !isTopic(value.topic)) return null;
  const workspaceId = 'workspaceId' in value && typeof value.workspaceId === 'number' ? value.workspaceId : null;
  const ids =
    'ids' in value && Array.isArray(value.ids)
      ? value.ids.filter((id): id is string => typeof id === 'string')
      : undefined;
  return { seq: value.seq, topic: value.topic, workspaceId, ...(ids === undefined ? {} : { ids }) };
}

function isTopic(value: unknown): value is Topic {
  return TOPICS.some((topic) => topic === value);
}
