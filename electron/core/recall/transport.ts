/**
 * One workspace's HTTP: GET requests to its own origin and nowhere else, with a total time limit and a cap on decoded
 * bytes. undici has neither by default (LIMITS.md 6.1: 292 KB of gzip took 644 MB; a drip never ends) and is imported
 * when the first request goes out, because its import costs more than the whole start of the reader.
 */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Agent, Dispatcher } from 'undici';
import type { Clock } from '../deps.ts';
import { badResponse, cancelled, failureOfConnection, redirected, timedOut, tooLarge } from './failures.ts';
import type { CallFacts, Reply } from './failures.ts';
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

export interface Transport {
  readonly host: string;
  /**
   * Resolves with a complete answer of any status but 3xx. Rejects with RecallError `network`, `timeout`, `too_large`,
   * `foreign_host` (redirect), `bad_response` (damaged compression) or `cancelled`.
   */
  get(path: string, signal: AbortSignal): Promise<Reply>;
  /** What error messages may say about a call at this moment. */
  facts(): CallFacts;
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

  function facts(): CallFacts {
    return { host, apiKey, now: clock.now() };
  }

  async function exchange(path: string, signal: AbortSignal): Promise<Reply> {
    agent ??= openAgent();
    const dispatcher = await agent;
    // `request` without a redirect interceptor follows nothing.
    const response = await dispatcher.request({ origin, path, method: 'GET', headers, signal });
    const { statusCode: status } = response;
    if (status >= 300 && status < 400) {
      await response.body.dump();
      throw redirected(status, header(response, 'location'), facts());
    }
    const wanted = status >= 200 && status < 300;
    const text = await readText(
      response,
      wanted ? maxBodyBytes : Math.min(maxBodyBytes, MAX_ERROR_BYTES),
      wanted,
      host,
    );
    const date = Date.parse(header(response, 'date') ?? '');
    return {
      status,
      contentType: header(response, 'content-type') ?? '',
      text,
      retryAfter: header(response, 'retry-after'),
      serverNow: Number.isFinite(date) ? date : null,
    };
  }

  return {
    host,
    facts,
    async get(path, signal) {
      const timer = new AbortController();
      const limit = new AbortController();
      clock.sleep(totalMs, timer.signal).then(
        () => limit.abort(),
        () => undefined, // The request ended first.
      );
      try {
        return await exchange(path, AbortSignal.any([signal, limit.signal]));
      } catch (thrown) {
        if (signal.aborted) throw cancelled();
        if (limit.signal.aborted) throw timedOut(host);
        throw thrown instanceof RecallError ? thrown : failureOfConnection(thrown, host);
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

/**
 * Reads a body to text, at most `cap` bytes before and after decoding. A longer body is an error where its content is
 * `wanted`, else (an error page) it counts as empty.
 */
async function readText(
  response: Dispatcher.ResponseData,
  cap: number,
  wanted: boolean,
  host: string,
): Promise<string> {
  const encoding = (header(response, 'content-encoding') ?? 'identity').trim().toLowerCase();
  try {
    const bytes = await readBytes(response, cap, host);
    if (encoding === 'identity' || encoding === '' || bytes.length === 0) return bytes.toString('utf8');
    if (encoding !== 'gzip' && encoding !== 'x-gzip') {
      throw badResponse(
        `${host} sent its answer in the compression "${encoding.slice(0, 20)}", which Callboard did not ask for.`,
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
