/**
 * A server between the console and the simulated Recall: hands requests on and lets the test change what comes back, byte
 * by byte where it likes. What the simulator's own faults cannot say (duplicate keys, loops, 200,000 levels) is said here.
 */
import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';

export interface PassedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text, as a rule. */
  readonly body: string;
}

export interface PassedRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

/** Changes an answer on its way back. */
export type Meddle = (answer: PassedAnswer, request: PassedRequest) => PassedAnswer;

export interface GoBetween {
  readonly origin: string;
  /** `127.0.0.1:<port>`. */
  readonly host: string;
  /** Everything that arrived, in order. */
  readonly seen: PassedRequest[];
  /** From now on; null: hand on faithfully. */
  meddle(with_: Meddle | null): void;
  stop(): Promise<void>;
}

export const EVENTS_PATH = '/api/v2/calendar-events/';
export const CALENDARS_PATH = '/api/v2/calendars/';

/** `target` null: nobody is behind it, every answer is an empty page. */
export async function startGoBetween(target: string | null): Promise<GoBetween> {
  const seen: PassedRequest[] = [];
  let meddle: Meddle | null = null;
  const server = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', 'http://go-between');
    const asked = { path: url.pathname, query: url.searchParams, headers: incoming.headers };
    seen.push(asked);
    const pass = (answer: PassedAnswer): void => {
      const { status, headers, body } = meddle === null ? answer : meddle(answer, asked);
      outgoing.writeHead(status, headers).end(body);
    };
    if (target === null) {
      pass({ status: 200, headers: JSON_TYPE, body: '{"next":null,"previous":null,"results":[]}' });
      return;
    }
    // The host stays as it was asked for, so that links to the next page lead through here again.
    const { connection: _connection, ...headers } = incoming.headers;
    const forwarded = httpRequest(new URL(incoming.url ?? '/', target), { method: incoming.method ?? 'GET', headers });
    forwarded.on('response', (response) => {
      if (meddle === null) {
        outgoing.writeHead(response.statusCode ?? 502, response.headers);
        // Whatever happens to the one connection happens to the other.
        pipeline(response, outgoing, () => undefined);
      } else read(response).then(pass, () => outgoing.destroy());
    });
    forwarded.on('error', () => outgoing.destroy());
    outgoing.on('close', () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A listening TCP server's address is an AddressInfo; only pipes give a string.
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    seen,
    meddle(next) {
      meddle = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const JSON_TYPE = { 'content-type': 'application/json' };

async function read(response: IncomingMessage): Promise<PassedAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  const headers: Record<string, string> = { 'content-type': response.headers['content-type'] ?? 'application/json' };
  if (response.headers.date !== undefined) headers['date'] = response.headers.date;
  return { status: response.statusCode ?? 0, headers, body: Buffer.concat(chunks).toString('utf8') };
}

export type WireRecord = Record<string, unknown>;

/** A page as JSON. The shape is the simulator's own, validated against the specification by its contract test. */
export interface WirePage {
  next: string | null;
  results: WireRecord[];
}

/** A meddler for the pages of one list; `edit` may change the page in place or return other text for it. */
export function onPages(path: string, edit: (page: WirePage, request: PassedRequest) => string | void): Meddle {
  return (answer, request) => {
    if (request.path !== path || answer.status !== 200) return answer;
    const page = JSON.parse(answer.body) as WirePage;
    const text = edit(page, request);
    return { ...answer, body: text ?? JSON.stringify(page) };
  };
}

/** A meddler for one record, wherever it is listed; `edit` gets it as the simulator sent it. */
export function onRecord(path: string, id: string, edit: (record: WireRecord) => WireRecord): Meddle {
  return onPages(path, (page) => {
    page.results = page.results.map((record) => (record['id'] === id ? edit(record) : record));
  });
}
