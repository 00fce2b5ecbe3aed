/**
 * One workspace's HTTP: requests to its own origin and nowhere else, with a total time limit and a cap on decoded
 * bytes. undici has neither by default (LIMITS.md 6.1: 292 KB of gzip took 644 MB; a drip never ends) and is imported
 * when the first request goes out, because its import costs more than the whole start of the reader.
 */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Agent, Dispatcher } from 'undici';
import type { Clock } from '../deps.ts';
import { badResponse, cancelled, failureOfConnection, redirected, timedOut, tooLarge } from './failures.ts';
import type { CallFacts, Reply } from './failures.ts';
import { isJson } from './remote-words.ts';
import { RecallError } from './types.ts';

const unzip = promisify(gunzip);

/** Error bodies are read only to quote a sentence from them. */
const MAX_ERROR_BYTES = 256 * 1_024;

/** More than four requests at once gain nothing and starve the event loop (LIMITS.md 1.1). */
const CONNECTIONS = 4;

export interface TransportOptions {
  /** Checked origin (see regions.ts). */
  readonly origin: string;
  readonly apiKey: string;
  readonly clock: Clock;
  /** Limit for a whole request, body included, ms. */
  readonly totalMs: number;
  /** Limit for a decoded body, bytes. */
  readonly maxBodyBytes: number;
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** One request. */
export interface Outgoing {
  readonly method: Method;
  readonly path: string;
  /** Fields of a JSON body. None at all where it is left out: Recall's firewall blocks a GET with a body (recall-api.md 1.5). */
  readonly body?: Readonly<Record<string, unknown>>;
  readonly idempotencyKey?: string;
  readonly facts: CallFacts;
  /** Called when a connection is free and the first byte is about to leave. What it throws is passed on, and nothing leaves. */
  readonly leaving: () => void;
}

export interface Transport {
  readonly host: string;
  /**
   * Resolves with a complete answer of any status but 3xx. Rejects with RecallError `network`, `timeout`, `too_large`,
   * `foreign_host` (redirect), `bad_response` (damaged compression) or `cancelled`, or with what `leaving` threw.
   */
  send(request: Outgoing, signal: AbortSignal): Promise<Reply>;
  /** Breaks all connections. */
  close(): Promise<void>;
}

export function createTransport({ origin, apiKey, clock, totalMs, maxBodyBytes }: TransportOptions): Transport {
  const { host } = new URL(origin);
  const headers = {
    authorization: `Token ${apiKey}`,
    accept: 'application/json',
    'accept-encoding': 'gzip',
    'user-agent': 'callboard',
  };
  let agent: Promise<Agent> | null = null;

  async function openAgent(): Promise<Agent> {
    const { Agent } = await import('undici');
    return new Agent({
      connections: CONNECTIONS,
      pipelining: 1,
      allowH2: false,
      // Our own limit is the real one; these end sockets on which nothing moves at all.
      connect: { timeout: totalMs },
      headersTimeout: totalMs,
      bodyTimeout: totalMs,
      maxResponseSize: maxBodyBytes,
    });
  }

  async function exchange(request: Outgoing, leaving: () => void, signal: AbortSignal): Promise<Reply> {
    agent ??= openAgent();
    const dispatcher = (await agent).compose(announced(leaving));
    const { method, path, body, idempotencyKey, facts } = request;
    // `request` without a redirect interceptor follows nothing.
    const response = await dispatcher.request({
      origin,
      path,
      method,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal,
    });
    const { statusCode: status } = response;
    if (status >= 300 && status < 400) {
      await response.body.dump();
      throw redirected(status, header(response, 'location'), facts);
    }
    const wanted = status >= 200 && status < 300;
    const text = await readText(
      response,
      wanted ? maxBodyBytes : Math.min(maxBodyBytes, MAX_ERROR_BYTES),
      wanted,
      facts,
    );
    const type = header(response, 'content-type') ?? '';
    const date = Date.parse(header(response, 'date') ?? '');
    return {
      status,
      // A type other than JSON is quoted.
      contentType: isJson(type) ? type : facts.scrub(type),
      text,
      retryAfter: header(response, 'retry-after'),
      serverNow: Number.isFinite(date) ? date : null,
    };
  }

  return {
    host,
    async send(request, signal) {
      const timer = new AbortController();
      const limit = new AbortController();
      clock.sleep(totalMs, timer.signal).then(
        () => limit.abort(),
        () => undefined, // The request ended first.
      );
      const ended = AbortSignal.any([signal, limit.signal]);
      let refused = false;
      const leaving = (): void => {
        ended.throwIfAborted();
        try {
          request.leaving();
        } catch (thrown) {
          refused = true;
          throw thrown;
        }
      };
      try {
        return await exchange(request, leaving, ended);
      } catch (thrown) {
        if (refused) throw thrown;
        if (signal.aborted) throw cancelled();
        if (limit.signal.aborted) throw timedOut(request.facts);
        throw thrown instanceof RecallError ? thrown : failureOfConnection(thrown, request.facts);
      } finally {
        timer.abort();
      }
    },
    async close() {
      const open = await agent?.catch(() => null);
      await open?.destroy();
    },
  };
}

/** undici starts a request when a connection has taken it, right before its first byte; what is thrown there ends it. */
function announced(leaving: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const start = handler.onRequestStart?.bind(handler);
    handler.onRequestStart = (controller, context) => {
      leaving();
      start?.(controller, context);
    };
    return dispatch(options, handler);
  };
}

/**
 * Reads a body to text, at most `cap` bytes before and after decoding. A longer body is an error where its content is
 * `wanted`, else (an error page) it counts as empty.
 */
async function readText(
  response: Dispatcher.ResponseData,
  cap: number,
  wanted: boolean,
  { host, scrub }: CallFacts,
): Promise<string> {
  const encoding = (header(response, 'content-encoding') ?? 'identity').trim().toLowerCase();
  try {
    const bytes = await readBytes(response, cap, host);
    if (encoding === 'identity' || encoding === '' || bytes.length === 0) return bytes.toString('utf8');
    if (encoding !== 'gzip' && encoding !== 'x-gzip') {
      throw badResponse(
        `${host} sent its answer in the compression "${scrub(encoding).slice(0, 20)}", which Callboard did not ask for.`,
        true,
      );
    }
    return (await decode(bytes, cap, host)).toString('utf8');
  } catch (thrown) {
    if (!wanted && thrown instanceof RecallError) return '';
    throw thrown;
  }
}

async function readBytes({ body }: Dispatcher.ResponseData, cap: number, host: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    // Proven: undici's body without an encoding yields Buffers.
    const bytes = chunk as Buffer;
    size += bytes.length;
    // Leaving the loop destroys the body and with it the connection.
    if (size > cap) throw tooLarge(host);
    chunks.push(bytes);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, size);
}

async function decode(bytes: Buffer, cap: number, host: string): Promise<Buffer> {
  try {
    // Decodes piece by piece on the thread pool and stops at the cap.
    return await unzip(bytes, { maxOutputLength: cap, chunkSize: 256 * 1_024 });
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(host);
    throw badResponse(`The compressed answer of ${host} arrived damaged or cut off.`);
  }
}

function header(response: Dispatcher.ResponseData, name: string): string | undefined {
  const value = response.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
