/** The simulator's HTTP side: key, route, limit, fault, handler, answer. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Answer } from './answers.ts';
import type { Delivery } from './fault-play.ts';
import type { Call, Handler } from './call.ts';
import type { FaultKind, Faults } from './faults.ts';
import type { Operation } from './operations.ts';
import type { SimWorkspace, SimulatorClock } from './workspace.ts';
import type { Traffic } from './limits.ts';
import { createServer } from 'node:http';
import { gzip } from 'node:zlib';
import {
  CONFLICT,
  INVALID_TOKEN,
  NOT_FOUND,
  NO_TOKEN,
  blocked,
  html,
  json,
  methodNotAllowed,
  throttled,
  unsupportedMediaType,
} from './answers.ts';
import { Refusal, isRecord } from './call.ts';
import { FaultPlayer } from './fault-play.ts';
import { IdempotentAnswers } from './idempotency.ts';
import { routeOf } from './operations.ts';
import * as bots from './bots-api.ts';
import * as calendars from './calendars-api.ts';
import * as events from './events-api.ts';

const HANDLERS: Readonly<Record<Operation, Handler>> = {
  'calendars.list': calendars.listCalendars,
  'calendars.create': calendars.createCalendar,
  'calendars.retrieve': calendars.retrieveCalendar,
  'calendars.update': calendars.updateCalendar,
  'calendars.delete': calendars.deleteCalendar,
  'calendars.accessToken': calendars.accessToken,
  'events.list': events.listEvents,
  'events.retrieve': events.retrieveEvent,
  'events.botCreate': events.scheduleBot,
  'events.botDelete': events.unscheduleBot,
  'bots.list': bots.listBots,
  'bots.create': bots.createBot,
  'bots.retrieve': bots.retrieveBot,
  'bots.update': bots.updateBot,
  'bots.delete': bots.deleteBot,
  'bots.leaveCall': bots.leaveCall,
  'bots.deleteMedia': bots.deleteMedia,
  'bots.screenshots': bots.listScreenshots,
  'bots.screenshot': bots.retrieveScreenshot,
  'billing.usage': bots.usage,
};

const BODY_CAP = 10_000_000;

export interface ServerParts {
  readonly clock: SimulatorClock;
  readonly workspaces: readonly SimWorkspace[];
  readonly faults: Faults;
  readonly traffic: Traffic;
  readonly latencyMs: number;
  readonly pageSize: number;
  readonly gzip: boolean;
}

/** An HTTP server over the given world; the caller listens and closes. */
export function createApi(parts: ServerParts): Server {
  const api = new Api(parts);
  const server = createServer((request, response) => {
    api.answer(request, response).catch((error: unknown) => {
      // A mistake of the simulator itself: visible, and never mistaken for an imitated fault.
      if (!response.headersSent) send(response, json(599, { detail: `The simulator failed: ${String(error)}` }));
      else response.destroy();
    });
  });
  server.keepAliveTimeout = 60_000;
  return server;
}

class Api {
  private readonly parts: ServerParts;
  private readonly byKey: ReadonlyMap<string, SimWorkspace>;
  private readonly player = new FaultPlayer();
  private readonly idempotent = new IdempotentAnswers();
  private readonly keysInUse = new Set<string>();

  constructor(parts: ServerParts) {
    this.parts = parts;
    this.byKey = new Map(parts.workspaces.map((workspace) => [workspace.apiKey, workspace]));
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { clock, faults, traffic } = this.parts;
    response.sendDate = false;
    response.setHeader('Date', new Date(clock.now()).toUTCString());
    const origin = `http://${request.headers.host ?? '127.0.0.1'}`;
    const url = new URL(request.url ?? '/', origin);
    const body = await readBody(request);

    const workspace = this.authenticate(request);
    if (workspace === null) {
      traffic.unauthorized += 1;
      return this.write(request, response, request.headers.authorization === undefined ? NO_TOKEN : INVALID_TOKEN);
    }
    const route = routeOf(request.method ?? 'GET', url.pathname);
    if (route.kind !== 'operation')
      return this.write(request, response, unrouted(route.kind, request.method ?? 'GET', url));

    const now = clock.now();
    const wait = traffic.admit(workspace.name, route.operation, now);
    if (wait !== null) return this.write(request, response, throttled(wait));

    const struck = faults.strike(workspace.name, route.operation);
    if (struck.length > 0) traffic.countFault(workspace.name, route.operation);
    const good = struck.some(refuses)
      ? json(500, {})
      : await this.run(request, { workspace, operation: route.operation, ids: route.ids, url, body });
    const list = `${workspace.name}\n${route.operation}`;
    const delivery = this.player.deliver(good, struck, list);
    if (faults.repeatsRecords()) this.player.remember(good, list);
    if (delivery.delayMs > 0) await realDelay(delivery.delayMs);
    if (delivery.skewMs !== 0) response.setHeader('Date', new Date(clock.now() + delivery.skewMs).toUTCString());
    return this.deliver(request, response, delivery);
  }

  private authenticate(request: IncomingMessage): SimWorkspace | null {
    const header = request.headers.authorization ?? '';
    const key = /^token\s+/i.test(header) ? header.replace(/^token\s+/i, '') : header;
    return this.byKey.get(key.trim()) ?? null;
  }

  /** Runs the operation: firewall, body, idempotency, deduplication lock, latency, handler. */
  private async run(
    request: IncomingMessage,
    wanted: { workspace: SimWorkspace; operation: Operation; ids: readonly string[]; url: URL; body: Buffer },
  ): Promise<Answer> {
    const { workspace, operation, url } = wanted;
    if (request.method === 'GET' && wanted.body.length > 0) return blocked('A GET request must not have a body.');
    const decoded = decodeBody(wanted.body, request.headers['content-type'] ?? '');
    if ('status' in decoded) return decoded;
    if (bots.namesLocalhost(decoded.fields)) return blocked('The request names a local address.');
    const callNow = (): Call => ({
      workspace,
      ids: wanted.ids,
      url,
      body: decoded.fields,
      pageSize: this.parts.pageSize,
      now: this.parts.clock.now(),
    });

    const header = request.headers['idempotency-key'];
    const identity =
      typeof header === 'string' && request.method !== 'DELETE' && request.method !== 'GET'
        ? `${header}\n${workspace.name}\n${url.pathname}`
        : null;
    if (identity !== null) {
      const before = this.idempotent.begin(identity, this.parts.clock.now());
      if (before === 'busy') return CONFLICT;
      if (before !== null) return before;
    }
    const answer = await this.exclusively(operation, callNow);
    if (identity !== null) this.idempotent.finish(identity, answer, this.parts.clock.now());
    return answer;
  }

  /** Parallel scheduling calls with one deduplication key: the second gets 409 while the first is under way. */
  private async exclusively(operation: Operation, callNow: () => Call): Promise<Answer> {
    const scheduling = operation === 'events.botCreate' || operation === 'events.botDelete';
    const before = callNow();
    const keys = scheduling ? events.schedulingKeys(before).map((key) => `${before.workspace.name}\n${key}`) : [];
    if (keys.some((key) => this.keysInUse.has(key))) return CONFLICT;
    for (const key of keys) this.keysInUse.add(key);
    try {
      if (this.parts.latencyMs > 0) await realDelay(this.parts.latencyMs);
      return HANDLERS[operation](callNow());
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      throw error;
    } finally {
      for (const key of keys) this.keysInUse.delete(key);
    }
  }

  private async deliver(request: IncomingMessage, response: ServerResponse, delivery: Delivery): Promise<void> {
    const { answer, manner } = delivery;
    switch (manner.kind) {
      case 'send':
        return this.write(request, response, answer);
      case 'hang':
        return;
      case 'drip':
        return drip(response, answer, manner.everyMs);
      case 'reset':
        response.writeHead(answer.status, {
          'Content-Type': answer.type,
          'Content-Length': answer.body.length,
        });
        response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () => response.destroy());
        return;
      case 'gzip':
        response.writeHead(200, {
          'Content-Type': 'application/json',
          'Content-Encoding': 'gzip',
          'Content-Length': manner.bytes.length,
        });
        response.end(manner.bytes);
        return;
    }
  }

  private async write(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
    const accepts = (request.headers['accept-encoding'] ?? '').includes('gzip');
    if (!this.parts.gzip || !accepts || answer.body.length < 1_000) return send(response, answer);
    const packed = await new Promise<Buffer>((resolve, reject) => {
      gzip(answer.body, { level: 1 }, (error, bytes) => (error === null ? resolve(bytes) : reject(error)));
    });
    send(response, answer, packed);
  }
}

function send(response: ServerResponse, answer: Answer, packed: Buffer | null = null): void {
  const bytes = packed ?? answer.body;
  const headers: Record<string, string | number> = { ...answer.headers };
  if (answer.status !== 204) headers['Content-Type'] = answer.type;
  if (answer.status !== 204) headers['Content-Length'] = bytes.length;
  if (packed !== null) headers['Content-Encoding'] = 'gzip';
  response.writeHead(answer.status, headers);
  response.end(answer.status === 204 ? undefined : bytes);
}

/** Without a slash at the end a GET is sent on to the right path, as the framework does; whether Recall does so is unconfirmed. */
function unrouted(kind: 'wrong_method' | 'slash_missing' | 'unknown', method: string, url: URL): Answer {
  if (kind === 'wrong_method') return methodNotAllowed(method);
  if (kind === 'slash_missing' && method === 'GET') return html(301, '', { Location: `${url.pathname}/${url.search}` });
  return NOT_FOUND;
}

function drip(response: ServerResponse, answer: Answer, everyMs: number): void {
  response.writeHead(answer.status, { 'Content-Type': answer.type });
  let sent = 0;
  const timer = setInterval(() => {
    // White space goes on for ever once the text is through: the answer never ends.
    response.write(sent < answer.body.length ? answer.body.subarray(sent, sent + 1) : ' ');
    sent += 1;
  }, everyMs);
  response.on('close', () => clearInterval(timer));
}

/** Whether a fault stands in the way of the request itself, not only of its answer. */
function refuses(fault: FaultKind): boolean {
  return fault.type === 'redirect' || (fault.type === 'status' && fault.after !== true);
}

function realDelay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > BODY_CAP) throw new RangeError('The request body is too large.');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** JSON or URL-encoded; anything else is 415, multipart too, which Recall accepts but nobody here sends (recall-api.md 2.1). */
function decodeBody(body: Buffer, type: string): Answer | { readonly fields: Readonly<Record<string, unknown>> } {
  if (body.length === 0) return { fields: {} };
  const media = type.split(';')[0]?.trim().toLowerCase() ?? '';
  if (media === 'application/x-www-form-urlencoded')
    return { fields: Object.fromEntries(new URLSearchParams(body.toString('utf8'))) };
  if (media !== 'application/json') return unsupportedMediaType(media);
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (isRecord(value)) return { fields: value };
    return json(400, { non_field_errors: ['Invalid data. Expected a dictionary.'] });
  } catch (error) {
    return json(400, { detail: `JSON parse error - ${error instanceof Error ? error.message : 'unreadable'}` });
  }
}
