/** A small HTTP server per test, and a client that speaks to it. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createRecallClient } from '../../../../electron/core/recall/client.ts';
import type { FullRecallClient, RecallClientOptions } from '../../../../electron/core/recall/client.ts';
import { RecallError } from '../../../../electron/core/recall/types.ts';
import type { Log } from '../../../../electron/core/deps.ts';
import { NO_LIMIT_MS, realClock } from './manual-clock.ts';

export const API_KEY = 'canary-api-key-4f1d9c7e2b';

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  body: string;
}

export interface Remote {
  readonly origin: string;
  readonly host: string;
  readonly seen: Seen[];
  /** Resolves when the n-th request (from 1) has arrived. */
  arrived(n: number): Promise<void>;
  /** Resolves when the n-th connection-level request was given up by the client. */
  readonly dropped: Promise<void>;
}

export type Answer = (response: ServerResponse, seen: Seen, n: number) => void;

/** Starts a server that ends with the test. `answer` gets each complete request with its number, from 1. */
export async function startRemote(answer: Answer): Promise<Remote> {
  const seen: Seen[] = [];
  const waiting: { n: number; resolve: () => void }[] = [];
  let onDropped: () => void = () => undefined;
  const dropped = new Promise<void>((resolve) => {
    onDropped = resolve;
  });
  const server = createServer((request, response) => {
    const entry: Seen = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: '' };
    seen.push(entry);
    const n = seen.length;
    request.on('data', (chunk: Buffer) => {
      entry.body += chunk.toString();
    });
    response.on('close', () => {
      if (!response.writableFinished) onDropped();
    });
    response.on('error', () => undefined);
    request.on('end', () => {
      answer(response, entry, n);
      for (const waiter of waiting.splice(0)) {
        if (waiter.n <= n) waiter.resolve();
        else waiting.push(waiter);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  // Proven: a listening TCP server's address is an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    seen,
    arrived: (n) =>
      new Promise((resolve) => {
        if (seen.length >= n) resolve();
        else waiting.push({ n, resolve });
      }),
    dropped,
  };
}

/** An address at which nothing listens any more. */
export async function originOfNobody(): Promise<string> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // Proven: see above.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

export function sendJson(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

export const emptyPage = { next: null, previous: null, results: [] };

export interface LogEntry {
  readonly level: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
}

export function memoryLog(): Log & { readonly entries: LogEntry[] } {
  const entries: LogEntry[] = [];
  return { entries, write: (level, message, fields = {}) => entries.push({ level, message, fields }) };
}

/** A client for `remote` that closes with the test. */
export function clientFor(
  remote: { readonly origin: string },
  options: Partial<RecallClientOptions> = {},
): FullRecallClient {
  const client = createRecallClient({
    baseUrl: remote.origin,
    apiKey: API_KEY,
    clock: realClock,
    random: () => 0,
    log: memoryLog(),
    // So that a test may move its clock freely; tests of the limit set their own.
    timeouts: { totalMs: NO_LIMIT_MS },
    ...options,
  });
  onTestFinished(() => client.close());
  return client;
}

export const background = { priority: 'background' } as const;
export const person = { priority: 'person' } as const;

/** The RecallError that a call rejects with; anything else fails the test. */
export async function failure(call: Promise<unknown>): Promise<RecallError> {
  const outcome = await call.then(
    () => 'resolved' as const,
    (thrown: unknown) => thrown,
  );
  if (outcome instanceof RecallError) return outcome;
  throw new Error('the call should have been rejected with a RecallError', { cause: outcome });
}

/** An event as Recall sends it; `changes` replace fields. */
export function wireEvent(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: '5f0c2d54-5d0f-4c39-9a35-0d9f3e0c7d11',
    calendar_id: '0a4f8a0e-54c6-4b0f-8a1f-4dbb6a3f2c22',
    start_time: '2026-11-20T15:00:00Z',
    end_time: '2026-11-20T15:30:00+00:00',
    raw: { summary: 'Weekly review' },
    platform: 'google_calendar',
    platform_id: 'abc_20261120T150000Z',
    ical_uid: 'abc@google.com',
    meeting_platform: 'google_meet',
    meeting_url: 'https://meet.google.com/abc-defg-hij',
    is_deleted: false,
    bots: [
      {
        bot_id: '7c1d0f5e-2a53-4d0e-8d3f-b64c0f6f3d33',
        start_time: '2026-11-20T15:00:00Z',
        deduplication_key: '2026-11-20T15:00:00Z-https://meet.google.com/abc-defg-hij',
        meeting_url: 'https://meet.google.com/abc-defg-hij',
      },
    ],
    created_at: '2026-11-01T08:00:00Z',
    updated_at: '2026-11-19T09:30:00.123456Z',
    ...changes,
  };
}

/** A calendar as Recall sends it, secrets in clear; `changes` replace fields. */
export function wireCalendar(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: '0a4f8a0e-54c6-4b0f-8a1f-4dbb6a3f2c22',
    oauth_client_id: 'client-1.apps.example.com',
    oauth_client_secret: 'canary-secret-client',
    oauth_refresh_token: 'canary-secret-refresh',
    platform: 'google_calendar',
    platform_email: 'ada@example.com',
    status: 'connected',
    status_changes: [{ status: 'connected', created_at: '2026-11-01T08:00:05Z' }],
    created_at: '2026-11-01T08:00:00Z',
    updated_at: '2026-11-01T08:00:05Z',
    ...changes,
  };
}

/** A bot as Recall sends it; `changes` replace fields. */
export function wireBot(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: '7c1d0f5e-2a53-4d0e-8d3f-b64c0f6f3d33',
    meeting_url: { meeting_id: 'abc-defg-hij', platform: 'google_meet' },
    bot_name: 'Notetaker',
    join_at: '2026-11-20T15:00:00Z',
    status_changes: [],
    recordings: [],
    ...changes,
  };
}
