/** A web server around a scripted core, and a client that sends exactly the bytes it is told to. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import type { StaleEvent } from '../../../shared/channels.ts';
import type { CoreHost } from '../../../electron/shell/core-host.ts';
import { startWebServer } from '../../../electron/shell/web-server.ts';
import type { WebServer } from '../../../electron/shell/web-server.ts';
import { testDir } from '../../support/test-dir.ts';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Send {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A core that answers with its input, and cancels what it is told to. */
export class ScriptedCore implements Pick<CoreHost, 'call' | 'onEvent'> {
  readonly called: { method: string; input: unknown }[] = [];
  #listener: (event: StaleEvent) => void = () => undefined;
  #onWait: () => void = () => undefined;
  #onCancel: (method: string) => void = () => undefined;

  call: CoreHost['call'] = (method, input, signal) => {
    this.called.push({ method, input });
    if (method !== 'test.wait') return Promise.resolve({ ok: true, value: { method, input } });
    return new Promise((resolve) => {
      signal?.addEventListener('abort', () => {
        this.#onCancel(method);
        resolve({ ok: false, error: { code: 'cancelled', message: 'cancelled', retryable: true, correlationId: 'c' } });
      });
      this.#onWait();
    });
  };
  onEvent: CoreHost['onEvent'] = (listener) => {
    this.#listener = listener;
    return () => undefined;
  };
  emit(seq: number): void {
    this.#listener({ seq, topic: 'events', workspaceId: 1 });
  }
  /** Resolves with the method of the next call that is cancelled. */
  cancellation(): Promise<string> {
    return new Promise((resolve) => {
      this.#onCancel = resolve;
    });
  }
  /** Resolves when a `test.wait` call has arrived. */
  waiting(): Promise<void> {
    return new Promise((resolve) => {
      this.#onWait = resolve;
    });
  }
}

export interface TestServer {
  readonly server: WebServer;
  readonly core: ScriptedCore;
  readonly host: string;
  readonly send: (what: Send) => Promise<Reply>;
  /** Exchanges the token; returns the cookie. */
  readonly signIn: () => Promise<string>;
  /** A correct call with the given cookie; `change` spoils it. */
  readonly rpc: (cookie: string, change?: Send) => Promise<Reply>;
}

/** Starts a server on a free port, with a small renderer folder; closed when the running test ends. */
export async function startTestServer(): Promise<TestServer> {
  const outside = testDir('outside');
  const folder = join(outside, 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(outside, 'secret.json'), 'TOP SECRET');
  writeFileSync(join(folder, 'index.html'), '<!doctype html><html lang="en"><title>Callboard</title>');
  writeFileSync(join(folder, 'assets', 'app-1a2b.js'), 'export {};');
  writeFileSync(join(folder, '.env.json'), 'TOP SECRET');
  symlinkSync(join(outside, 'secret.json'), join(folder, 'linked.json'));
  const core = new ScriptedCore();
  const server = await startWebServer({ core, renderer: pathToFileURL(`${folder}/`), port: 0 });
  onTestFinished(() => server.close());
  const port = Number(new URL(server.origin).port);
  const host = `127.0.0.1:${port}`;

  const send = ({ method = 'GET', path = '/', headers = {}, body }: Send): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const outgoing = request(
        { host: '127.0.0.1', port, method, path, headers: { host, ...headers }, agent: false },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(chunks).toString('utf8'),
            });
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });

  return {
    server,
    core,
    host,
    send,
    async signIn() {
      const reply = await send({ path: server.address.slice(server.origin.length) });
      return (reply.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
    },
    rpc: (cookie, change = {}) =>
      send({
        method: 'POST',
        path: '/rpc/call',
        body: JSON.stringify({ id: 'c1', method: 'calendars.list', input: { limit: 1 } }),
        ...change,
        headers: { cookie, origin: server.origin, 'content-type': 'application/json', ...change.headers },
      }),
  };
}
