/**
 * The web host's server: the renderer's files, calls, cancels and events on 127.0.0.1, for one browser. Every request
 * passes the same gate first: address, sending page, cookie.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Answer } from '../../shared/envelope.ts';
import {
  EVENTS_ATTRIBUTE,
  SCHEME_ATTRIBUTE,
  SCHEME_SETTING,
  SETTINGS_ATTRIBUTE,
  settingsIn,
} from '../../shared/page-settings.ts';
import { ClientCalls } from './calls.ts';
import { PAGE_HEADERS } from './content-policy.ts';
import type { CoreHost } from './core-host.ts';
import { EventStream } from './event-stream.ts';
import { StaticFiles } from './static-files.ts';
import { WebSession } from './web-session.ts';
import { fail } from './worker-lane.ts';

const LOOPBACK = '127.0.0.1';
const MOST_BODY_BYTES = 1_000_000;

export interface WebServerOptions {
  readonly core: Pick<CoreHost, 'call' | 'onEvent'>;
  /** Folder of the built renderer, with a trailing slash. */
  readonly renderer: URL;
  /** 0 takes any free port. */
  readonly port: number;
}

export interface WebServer {
  readonly origin: string;
  /** The address to open, with its one-time token. */
  readonly address: string;
  close(): Promise<void>;
}

/** Rejects with the system's error where the port cannot be had. */
export async function startWebServer({ core, renderer, port }: WebServerOptions): Promise<WebServer> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000, maxHeaderSize: 16_384 });
  await listen(server, port);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const session = new WebSession(address.port);
  const calls = new ClientCalls(core);
  const events = new EventStream(core);
  const files = new StaticFiles(renderer);
  const page: SendPage = (request, response) => sendPage(files, events.lastSeq, request, response);

  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { headers, method } = request;
    const url = targetOf(request);
    if (!session.hostAllowed(headers) || url === null) {
      refuse(
        response,
        403,
        `This address is not served. Open ${session.origin} on this computer; through a tunnel, use the same port on both sides.`,
      );
      return;
    }
    if (!session.originAllowed(headers, method !== 'GET' && method !== 'HEAD')) {
      refuse(response, 403, 'Requests from other pages are not served.');
      return;
    }
    const token = url.searchParams.get('token');
    if (method === 'GET' && url.pathname === '/' && token !== null) {
      await enter(session, page, request, response, token);
      return;
    }
    if (!session.owns(headers)) {
      if (url.pathname === '/' && headers['sec-fetch-site'] === 'cross-site') comeBack(response);
      else
        refuse(
          response,
          401,
          'Open the address that Callboard printed when it started. It works once, in one browser; start Callboard again for a new one.',
        );
      return;
    }
    switch (url.pathname) {
      case '/rpc/call':
      case '/rpc/cancel':
        await answerRpc(calls, url.pathname, request, response);
        break;
      case '/rpc/events':
        if (method !== 'GET') notAllowed(response, 'GET');
        else events.serve(response, single(headers['last-event-id']) ?? url.searchParams.get('after') ?? undefined);
        break;
      default:
        if (method !== 'GET' && method !== 'HEAD') notAllowed(response, 'GET, HEAD');
        else if (url.pathname === '/') await page(request, response);
        else await sendFile(files, url.pathname, method === 'HEAD', response);
    }
  };

  server.on('request', (request, response) => {
    route(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else refuse(response, 500, 'Something unexpected happened. Try again.');
    });
  });

  await files.preload();
  return {
    origin: session.origin,
    address: session.address,
    close: () => {
      calls.cancelAll();
      events.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** The request's target as a URL; null for anything but a path (`*`, another server's address). */
function targetOf(request: IncomingMessage): URL | null {
  const target = request.url ?? '';
  if (!target.startsWith('/') || target.startsWith('//')) return null;
  return URL.parse(target, `http://${LOOPBACK}`);
}

/**
 * The first visit: the page and the cookie in one answer, because a redirect would cost the first paint a turn. The page takes
 * the spent token out of the address itself.
 */
async function enter(
  session: WebSession,
  page: SendPage,
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
): Promise<void> {
  const cookie = session.exchange(token);
  if (cookie === null && !session.owns(request.headers)) {
    refuse(response, 403, 'This address was used already, or it is incomplete. Start Callboard again for a new one.');
    return;
  }
  if (cookie !== null) response.setHeader('set-cookie', cookie);
  await page(request, response);
}

/**
 * A link on another site led here, so the browser held the strict cookie back. One hop from our own page and it sends it;
 * what follows is `same-origin`, so this cannot loop.
 */
function comeBack(response: ServerResponse): void {
  response.writeHead(200, { ...PAGE_HEADERS, 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end('<!doctype html><meta http-equiv="refresh" content="0;url=/"><title>Callboard</title>');
}

async function answerRpc(
  calls: ClientCalls,
  path: '/rpc/call' | '/rpc/cancel',
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') return notAllowed(response, 'POST');
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    return sendAnswer(
      response,
      415,
      fail('invalid_input', 'Send JSON, with the content type application/json.', false),
    );
  }
  const body = await readBody(request);
  if (body === null) {
    response.setHeader('connection', 'close');
    return sendAnswer(response, 413, fail('invalid_input', 'The request is larger than 1 MB.', false));
  }
  const message = parseObject(body);
  if (message === null)
    return sendAnswer(response, 400, fail('invalid_input', 'The body is not a JSON object.', false));
  if (path === '/rpc/cancel') {
    calls.cancel(message.get('id'));
    response.writeHead(204, { 'cache-control': 'no-store' });
    response.end();
    return;
  }
  // A page that aborts its fetch, or is closed, no longer wants the answer.
  response.on('close', () => calls.cancel(message.get('id')));
  const answer = await calls.call(message.get('id'), message.get('method'), message.get('input') ?? {});
  sendAnswer(response, 200, answer);
}

/** The whole body as text; null when it is larger than the cap. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > MOST_BODY_BYTES) return null;
  const chunks: Buffer[] = [];
  let bytes = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_BODY_BYTES) {
        request.pause();
        resolve(null);
      } else chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('error', reject);
    request.on('close', () => reject(new Error('The browser went away.')));
  });
}

function parseObject(text: string): ReadonlyMap<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? new Map(Object.entries(value)) : null;
  } catch {
    return null;
  }
}

type SendPage = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The page with this browser's settings, in the colours that were chosen: a window that begins in the wrong ones flashes. */
async function sendPage(
  files: StaticFiles,
  lastSeq: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = await files.read('/');
  // Never again from a cache: it tells where the events stood, and it may have brought the cookie.
  const headers: Record<string, string> = { ...file.headers, 'cache-control': 'no-store' };
  // No other window can hold on to a page that the user or the page itself opened; to make sure costs a new process (20 ms).
  const opener = request.headers['sec-fetch-site'];
  if (opener === 'none' || opener === 'same-origin') delete headers['cross-origin-opener-policy'];
  const page = Buffer.from(file.body).toString('utf8');
  const settings = new URLSearchParams(settingsIn(request.headers.cookie ?? ''));
  const body = Buffer.from(
    page.replace('<html', () => `<html ${EVENTS_ATTRIBUTE}="${lastSeq}" ${settingsMarkup(settings)}`),
  );
  response.writeHead(file.status, { ...headers, 'content-length': body.byteLength });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Attributes of the document element. Encoded as in an address, so that nothing in a cookie can be markup. */
function settingsMarkup(settings: URLSearchParams): string {
  const handed = `${SETTINGS_ATTRIBUTE}="${settings.toString().replaceAll('&', '&amp;')}"`;
  const scheme = settings.get(SCHEME_SETTING);
  return scheme === 'light' || scheme === 'dark' ? `${handed} ${SCHEME_ATTRIBUTE}="${scheme}"` : handed;
}

async function sendFile(files: StaticFiles, path: string, headOnly: boolean, response: ServerResponse): Promise<void> {
  const file = await files.read(path);
  response.writeHead(file.status, { ...file.headers, 'content-length': file.body.byteLength });
  response.end(headOnly ? undefined : file.body);
}

function sendAnswer(response: ServerResponse, status: number, answer: Answer<unknown>): void {
  const text = JSON.stringify(answer);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

function notAllowed(response: ServerResponse, allow: string): void {
  response.setHeader('allow', allow);
  refuse(response, 405, `Use ${allow} here.`);
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    ...PAGE_HEADERS,
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(`${text}\n`);
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
