/**
 * The Recall client of one workspace: its key, its budgets, its connections. Every call goes budget → HTTP → checks →
 * record, and is repeated where its failure allows it. Nothing is shared with another workspace.
 */
import type { BotRecord } from '../records.ts';
import type { Clock, Log } from '../deps.ts';
import { createBudget, LIMITS, WINDOW_MS } from './budget.ts';
import type { Budget } from './budget.ts';
import { cancelled, failureOfReply } from './failures.ts';
import type { Reply } from './failures.ts';
import type * as Pages from './pages.ts';
import type { RecordKind } from './pages.ts';
import { botsPath, calendarsPath, cursorOf, eventsPath, itemPath } from './paths.ts';
import type { BotQuery } from './paths.ts';
import { checkBaseUrl } from './regions.ts';
import { withRetries } from './retry.ts';
import { createTransport } from './transport.ts';
import { RecallError } from './types.ts';
import type { CallJournal, CallOptions, Operation, RecallClient, RemoteItem, RemotePage } from './types.ts';

export interface RecallClientOptions {
  /** Origin of the workspace's Recall; https, or http on loopback. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly log: Log;
  /** Compresses the documented window (60,000 ms) for benchmarks and simulations. */
  readonly limits?: { readonly windowMs?: number };
  /** Without one, calls of an earlier run are not known. */
  readonly journal?: CallJournal;
  /** Limit for one try of a request, body included; default 30,000 ms. */
  readonly timeouts?: { readonly totalMs?: number };
  /** Limit for a decoded body; default 64 MiB. */
  readonly maxBodyBytes?: number;
}

/** The client with what only parts of the console use. */
export interface FullRecallClient extends RecallClient {
  /** Bots page by number (`count`, `next`), not by cursor (recall-api.md 1.4); `next` is the number as text. */
  listBots(query: BotQuery, options: CallOptions): Promise<RemotePage<BotRecord>>;
}

const TOTAL_MS = 30_000;
/** Share of the window that a call of an earlier run may have taken to arrive. */
const ARRIVAL_SHARE = 1 / 12;
const MAX_BODY_BYTES = 64 * 1_024 * 1_024;

/**
 * Creates a client; nothing is sent or loaded before the first call. Throws CallboardError `invalid_input` for a base
 * URL that a key must not be sent to. A key that cannot be one makes every call reject with `unauthorized`.
 */
export function createRecallClient(options: RecallClientOptions): FullRecallClient {
  const { clock, random, log } = options;
  const origin = checkBaseUrl(options.baseUrl);
  const apiKey = cleanKey(options.apiKey);
  const transport = createTransport({
    origin,
    apiKey,
    clock,
    totalMs: options.timeouts?.totalMs ?? TOTAL_MS,
    maxBodyBytes: options.maxBodyBytes ?? MAX_BODY_BYTES,
  });
  const windowMs = options.limits?.windowMs ?? WINDOW_MS;
  const budgets: Readonly<Record<Operation, Budget>> = {
    'calendars.list': budget('calendars.list'),
    'calendars.retrieve': budget('calendars.retrieve'),
    'events.list': budget('events.list'),
    'events.retrieve': budget('events.retrieve'),
    'bots.list': budget('bots.list'),
    'bots.retrieve': budget('bots.retrieve'),
  };
  const closing = new AbortController();
  let pages: Promise<typeof Pages> | null = null;

  function budget(operation: Operation): Budget {
    const { journal } = options;
    if (journal === undefined) return createBudget({ limit: LIMITS[operation], windowMs, clock });
    // The journal knows when a call was sent, Recall counts from its arrival, so some of the window is added.
    const heldMs = windowMs * (1 + ARRIVAL_SHARE);
    const taken = journal
      .sent(operation)
      .map((at) => Math.min(heldMs, at + heldMs - clock.now()))
      .filter((leftMs) => leftMs > 0)
      .map((leftMs) => clock.monotonic() + leftMs)
      .toSorted((a, b) => a - b);
    return createBudget({ limit: LIMITS[operation], windowMs, clock, taken, onGrant: () => journal.note(operation) });
  }

  /** Sends a GET within its budget and reads a 2xx answer, trying again as its failure allows. */
  async function call<T>(
    operation: Operation,
    path: string,
    { priority, signal }: CallOptions,
    read: (reply: Reply, loaded: typeof Pages) => T,
  ): Promise<T> {
    if (!isUsableKey(apiKey)) throw unusableKey();
    const ended = signal === undefined ? closing.signal : AbortSignal.any([closing.signal, signal]);
    if (ended.aborted) throw cancelled();
    const loaded = await (pages ??= import('./pages.ts'));
    const bucket = budgets[operation];
    return withRetries(
      {
        clock,
        random,
        signal: ended,
        block: (ms) => bucket.blockFor(ms),
        onRetry: (error, plan, attempt) =>
          log.write('warn', 'A call to Recall failed and will be repeated', {
            operation,
            kind: error.kind,
            status: error.status ?? null,
            attempt,
            waitMs: Math.round(plan.waitMs),
          }),
      },
      async () => {
        const permit = await bucket.acquire(priority, ended);
        let reply: Reply;
        try {
          reply = await transport.get(path, ended);
        } finally {
          permit.release();
        }
        if (reply.status < 200 || reply.status >= 300) throw failureOfReply(reply, transport.facts());
        return read(reply, loaded);
      },
    );
  }

  function list<R>(
    operation: Operation,
    path: string,
    options: CallOptions,
    kindOf: (loaded: typeof Pages) => RecordKind<R>,
    param: 'cursor' | 'page',
    present: string | undefined,
  ): Promise<RemotePage<R>> {
    return call(operation, path, options, (reply, loaded) => {
      const page = loaded.readPage(reply, transport.host, kindOf(loaded));
      const next = cursorOf(page.next, param, origin, present);
      if (page.quarantined.length > 0) {
        log.write('warn', 'Records of a page could not be read and were kept aside', {
          operation,
          count: page.quarantined.length,
          reason: page.quarantined[0]?.reason ?? '',
        });
      }
      return { records: page.records, quarantined: page.quarantined, next, serverNow: reply.serverNow };
    });
  }

  async function retrieve<R extends { readonly id: string }>(
    operation: Operation,
    collection: Parameters<typeof itemPath>[0],
    id: string,
    options: CallOptions,
    kindOf: (loaded: typeof Pages) => RecordKind<R>,
  ): Promise<RemoteItem<R>> {
    return call(operation, itemPath(collection, id), options, (reply, loaded) => ({
      record: loaded.readItem(reply, transport.host, kindOf(loaded), id),
      serverNow: reply.serverNow,
    }));
  }

  return {
    listCalendars: async (query, options) =>
      list('calendars.list', calendarsPath(query), options, ({ CALENDAR }) => CALENDAR, 'cursor', query.cursor),
    retrieveCalendar: (id, options) =>
      retrieve('calendars.retrieve', 'v2/calendars', id, options, ({ CALENDAR }) => CALENDAR),
    listEvents: async (query, options) =>
      list('events.list', eventsPath(query), options, ({ EVENT }) => EVENT, 'cursor', query.cursor),
    retrieveEvent: (id, options) =>
      retrieve('events.retrieve', 'v2/calendar-events', id, options, ({ EVENT }) => EVENT),
    listBots: async (query, options) =>
      list('bots.list', botsPath(query), options, ({ BOT }) => BOT, 'page', query.cursor),
    retrieveBot: (id, options) => retrieve('bots.retrieve', 'v1/bot', id, options, ({ BOT }) => BOT),
    budget: (operation) => budgets[operation].state(),
    async close() {
      closing.abort();
      for (const bucket of Object.values(budgets)) bucket.close();
      await transport.close();
    },
  };
}

/** People paste keys with white space around them, or with the header's prefix. */
function cleanKey(key: string): string {
  return key.trim().replace(/^Token\s+/i, '');
}

/** What an HTTP header can carry. */
function isUsableKey(key: string): boolean {
  return /^[\x21-\x7e]+$/.test(key);
}

function unusableKey(): RecallError {
  return new RecallError(
    'unauthorized',
    "This API key is empty or holds characters that no key has, so it was not sent. Copy it again from the Recall dashboard and enter it in the workspace's settings.",
  );
}
