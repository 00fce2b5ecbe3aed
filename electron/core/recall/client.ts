/**
 * The Recall client of one workspace: its key, its budgets, its connections. Every call goes budget → HTTP → checks →
 * record, and is repeated where its failure allows it. Nothing is shared with another workspace.
 */
import type { BotRecord } from '../records.ts';
import type { Clock, Log } from '../deps.ts';
import { WINDOW_MS } from './budget.ts';
import { createBudgets } from './budgets.ts';
import { createCalls } from './calls.ts';
import type { Reply } from './failures.ts';
import type * as Pages from './pages.ts';
import type { RecordKind } from './pages.ts';
import { botsPath, calendarsPath, cursorOf, eventsPath, itemPath } from './paths.ts';
import type { BotQuery } from './paths.ts';
import { checkBaseUrl } from './regions.ts';
import { createTransport } from './transport.ts';
import type { CallJournal, CallOptions, Operation, RecallClient, RemoteItem, RemotePage } from './types.ts';
import { createWrites } from './writes.ts';

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
  /** Called right before anything but a GET leaves; when it throws (read-only, locked), nothing is sent. */
  readonly mayWrite?: () => void;
}

/** The client with what only parts of the console use. */
export interface FullRecallClient extends RecallClient {
  /** Bots page by number (`count`, `next`), not by cursor (recall-api.md 1.4); `next` is the number as text. */
  listBots(query: BotQuery, options: CallOptions): Promise<RemotePage<BotRecord>>;
}

const TOTAL_MS = 30_000;
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
  const budgets = createBudgets(options.limits?.windowMs ?? WINDOW_MS, clock, options.journal);
  const calls = createCalls({ transport, budgets, apiKey, clock, random, log, mayWrite: options.mayWrite });

  function list<R>(
    operation: Operation,
    path: string,
    options: CallOptions,
    kindOf: (loaded: typeof Pages) => RecordKind<R>,
    param: 'cursor' | 'page',
    present: string | undefined,
  ): Promise<RemotePage<R>> {
    const read = (reply: Reply, loaded: typeof Pages): RemotePage<R> => {
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
    };
    return calls.run({ operation, method: 'GET', path, changes: false, read }, options);
  }

  async function retrieve<R extends { readonly id: string }>(
    operation: Operation,
    collection: Parameters<typeof itemPath>[0],
    id: string,
    options: CallOptions,
    kindOf: (loaded: typeof Pages) => RecordKind<R>,
  ): Promise<RemoteItem<R>> {
    const read = (reply: Reply, loaded: typeof Pages): RemoteItem<R> => ({
      record: loaded.readItem(reply, transport.host, kindOf(loaded), id),
      serverNow: reply.serverNow,
    });
    return calls.run({ operation, method: 'GET', path: itemPath(collection, id), changes: false, read }, options);
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
    ...createWrites(calls),
    budget: (operation) => budgets[operation].state(),
    async close() {
      calls.close();
      await transport.close();
    },
  };
}

/** People paste keys with white space around them, or with the header's prefix. */
function cleanKey(key: string): string {
  return key.trim().replace(/^Token\s+/i, '');
}
