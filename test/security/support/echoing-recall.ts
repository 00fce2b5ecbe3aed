/**
 * A Recall that repeats whatever credentials it is told: a connection and a bot are refused with a text that quotes them, and an
 * update is taken and then fails, with the credentials in the calendar's status changes and metadata. Everything else is the
 * simulator's.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface EchoingRecall {
  readonly origin: string;
  stop(): Promise<void>;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Stands before the simulator at `origin`. */
export async function startEchoingRecall(origin: string): Promise<EchoingRecall> {
  /** What each calendar was told. */
  const told = new Map<string, readonly string[]>();

  const answer = async (request: IncomingMessage): Promise<{ status: number; body: string }> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
    const body = Buffer.concat(chunks).toString('utf8');
    const sent: unknown = body === '' ? {} : JSON.parse(body);
    const credentials = Object.entries(isFields(sent) ? sent : {}).flatMap(([field, value]) =>
      /secret|token/.test(field) && typeof value === 'string' ? [value] : [],
    );
    const path = request.url ?? '/';
    if (request.method === 'POST' && path === '/api/v2/calendars/') {
      return { status: 400, body: JSON.stringify({ detail: `Cannot connect with ${quoted(credentials)}.` }) };
    }
    if (request.method === 'POST' && /^\/api\/v2\/calendar-events\/[^/]+\/bot\/$/.test(path)) {
      const said = `Cannot schedule with ${quoted(textsIn(sent))}.`;
      const errors = { non_field_errors: [said], bot_config: [JSON.stringify(sent)] };
      return { status: 400, body: JSON.stringify({ code: 'invalid_request_data', message: said, errors }) };
    }
    const { host: _host, 'content-length': _length, ...headers } = request.headers;
    const response = await fetch(new URL(path, origin), {
      method: request.method ?? 'GET',
      headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
      ...(body === '' ? {} : { body }),
    });
    const id = /^\/api\/v2\/calendars\/([^/]+)\/$/.exec(path)?.[1];
    if (request.method === 'PATCH' && id !== undefined) told.set(id, credentials);
    const text = await response.text();
    if (!response.ok || !path.startsWith('/api/v2/calendars/') || text === '')
      return { status: response.status, body: text };
    const value: unknown = JSON.parse(text);
    const page = isFields(value) && Array.isArray(value['results']) ? value['results'] : null;
    const echoed = page === null ? echo(value) : { ...(value as Fields), results: page.map(echo) };
    return { status: response.status, body: JSON.stringify(echoed) };
  };

  const echo = (calendar: unknown): unknown => {
    const credentials = isFields(calendar) ? told.get(String(calendar['id'])) : undefined;
    if (!isFields(calendar) || credentials === undefined) return calendar;
    const changes: unknown[] = Array.isArray(calendar['status_changes']) ? calendar['status_changes'] : [];
    const failed = {
      status: 'disconnected',
      created_at: new Date().toISOString(),
      detail: `invalid_client: ${quoted(credentials)}`,
      data: { asked: credentials.map((value) => ({ note: value, form: encodeURIComponent(value) })) },
    };
    return {
      ...calendar,
      status: 'disconnected',
      status_changes: [...changes, failed],
      metadata: { note: credentials.join(' '), json: JSON.stringify(credentials) },
      remark: quoted(credentials),
    };
  };

  const server = createServer((request, response) => {
    answer(request).then(
      ({ status, body }) => {
        response.writeHead(status, body === '' ? {} : { 'content-type': 'application/json' }).end(body);
      },
      (error: unknown) => response.writeHead(599).end(String(error)),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A listening TCP server's address is an AddressInfo; only pipes give a string.
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Every text in a value. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** As it is, as JSON has it, and as an address has it. */
function quoted(credentials: readonly string[]): string {
  return credentials.flatMap((value) => [value, JSON.stringify(value), encodeURIComponent(value)]).join(' or ');
}
