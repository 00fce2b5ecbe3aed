/**
 * Which answers a stale event makes old, and how often the window may ask again. Pure: clock and timers are
 * handed in.
 */
import type { StaleEvent, Topic } from '../../shared/channels.ts';
import type { Contract, MethodName } from '../../shared/contract.ts';

/** The names of the contract's questions. */
export type QueryName = {
  [M in MethodName]: Contract[M]['kind'] extends 'query' ? M : never;
}[MethodName];

/** The names of the contract's changes. */
export type ChangeName = Exclude<MethodName, QueryName>;

/** What each answer is made of. `workspaces` stands for names, colours and membership of the scope "all". */
export const TOPICS_OF: Readonly<Record<QueryName, readonly Topic[]>> = {
  'app.info': ['app'],
  'app.notices': ['app', 'workspaces'],
  'app.search': ['calendars', 'events', 'bots'],
  'workspaces.list': ['workspaces'],
  'workspaces.test': [],
  'workspaces.removalPreview': ['calendars', 'events', 'bots'],
  'workspaces.recipes': ['workspaces', 'events'],
  'calendars.list': ['calendars', 'incidents'],
  'calendars.get': ['calendars', 'events'],
  'calendars.diagnosis': ['calendars', 'events', 'incidents'],
  'calendars.atRisk': ['calendars', 'events'],
  'calendars.gap': ['calendars', 'events', 'incidents'],
  'calendars.counts': ['calendars'],
  'incidents.list': ['incidents', 'oauthClients'],
  'incidents.get': ['incidents', 'oauthClients'],
  'incidents.calendars': ['incidents', 'calendars'],
  'incidents.meetings': ['incidents', 'events'],
  'incidents.counts': ['incidents'],
  // A text is made for the one who copies it, at that moment.
  'incidents.evidence': [],
  'overview.get': ['incidents', 'calendars'],
  'overview.health': ['calendars'],
  'views.list': ['views'],
  'doctor.oauth': [],
  'events.list': ['events'],
  'events.get': ['events'],
  'events.counts': ['events'],
  'events.verdict': ['events', 'bots', 'calendars'],
  'events.series': ['events'],
  'events.reasons': ['events'],
  'events.coverage': ['events'],
  'events.domainCoverage': ['events'],
  'exports.events': [],
  'bots.list': ['bots', 'events'],
  'bots.get': ['bots', 'events'],
  'sync.status': ['sync', 'workspaces'],
  'app.protection': ['app'],
  // A plan is made for the one who reads it and must not change under their eyes: it is asked for anew each time.
  'actions.preview': [],
  'jobs.list': ['jobs'],
  'jobs.get': ['jobs'],
  'jobs.items': ['jobs'],
  // Time left and what holds it move by themselves: who shows them asks every few seconds.
  'jobs.progress': [],
  'audit.list': ['audit'],
  'audit.get': ['audit'],
  'exports.audit': [],
  'exports.job': [],
  'oauthClients.list': ['oauthClients', 'calendars', 'workspaces'],
  'doctor.run': [],
};

/** Topics whose answers are asked again as soon as a change has been made, without waiting for its event. */
export const TOPICS_AFTER: Readonly<Record<ChangeName, readonly Topic[]>> = {
  'app.keepSecretsInMemory': ['app'],
  'workspaces.add': ['workspaces'],
  'workspaces.update': ['workspaces'],
  'workspaces.remove': ['workspaces'],
  'workspaces.setRecipe': ['workspaces', 'events'],
  'bots.refresh': ['bots'],
  'app.setNotices': ['app'],
  'incidents.setState': ['incidents'],
  'incidents.note': ['incidents'],
  'views.save': ['views'],
  'views.remove': ['views'],
  'sync.now': ['sync'],
  'sync.pause': ['workspaces'],
  'sync.resume': ['workspaces'],
  'app.protect': ['app'],
  'actions.start': ['jobs'],
  'jobs.pause': ['jobs'],
  'jobs.resume': ['jobs'],
  'jobs.cancel': ['jobs'],
  'jobs.retry': ['jobs'],
  'oauthClients.save': ['oauthClients'],
  'oauthClients.remove': ['oauthClients'],
  'demo.start': ['workspaces'],
  'demo.stop': ['workspaces'],
};

/** Methods about one remote record, with the topic whose `ids` name it. */
const ONE_RECORD: Partial<Record<QueryName, Topic>> = {
  'calendars.get': 'calendars',
  'calendars.diagnosis': 'calendars',
  'calendars.atRisk': 'calendars',
  'events.get': 'events',
  'bots.get': 'bots',
  'jobs.get': 'jobs',
  'jobs.items': 'jobs',
};

/** True when `event` may have changed the answer of `method` to `input`. In doubt, true. */
export function isStale(method: string, input: unknown, event: StaleEvent): boolean {
  if (!isQueryName(method) || !TOPICS_OF[method].includes(event.topic)) return false;
  if (!isRecord(input)) return true;
  if (event.workspaceId !== null && !speaksOf(input, event.workspaceId)) return false;
  if (event.ids !== undefined && ONE_RECORD[method] === event.topic) {
    const id = input['id'] ?? input['jobId'];
    return (typeof id !== 'string' && typeof id !== 'number') || event.ids.includes(String(id));
  }
  return true;
}

/** True when the answer of `method` is made of one of `topics`. */
export function isAbout(method: unknown, topics: readonly Topic[]): boolean {
  return typeof method === 'string' && isQueryName(method) && TOPICS_OF[method].some((topic) => topics.includes(topic));
}

function isQueryName(name: string): name is QueryName {
  return Object.hasOwn(TOPICS_OF, name);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function speaksOf(input: Readonly<Record<string, unknown>>, workspaceId: number): boolean {
  // One record's page also shows its relatives in other workspaces (the same mailbox connected twice).
  if (typeof input['id'] === 'string') return true;
  if (typeof input['workspaceId'] === 'number') return input['workspaceId'] === workspaceId;
  const filter = isRecord(input['filter']) ? input['filter'] : input;
  const calendar = filter['calendar'];
  if (isRecord(calendar)) return calendar['workspaceId'] === workspaceId;
  const scope: unknown = filter['workspaces'];
  return !Array.isArray(scope) || scope.includes(workspaceId);
}

/** `all`: events were missed, so everything is stale. */
export type StaleBatch = 'all' | readonly StaleEvent[];

export interface StaleClock {
  /** ms; only differences count. */
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
}

export interface StaleQueue {
  push(event: StaleEvent): void;
  /** Everything is stale (the connection was lost and came back). */
  pushAll(): void;
}

/** The core tells of one change by several events, one right after the other: they belong into one round (ms). */
export const GATHER_MS = 10;
/** At most about three rounds of refetching a second, however fast events come. */
export const MIN_ROUND_MS = 330;
/** A round that takes long is followed by a rest of this many times its length, so that the core stays free. */
const REST_FACTOR = 3;

/**
 * Collects stale events and hands them over in rounds: the first {@link GATHER_MS} after its first event, the next no sooner
 * than {@link MIN_ROUND_MS} later and never before the round before has ended. A gap in `seq` makes everything stale.
 * @param lastSeq The last event before anything was asked; null: the first one heard begins the count.
 * @param refetch Resolves when the visible answers are fresh again; its failures are its own business.
 */
export function createStaleQueue(
  clock: StaleClock,
  refetch: (batch: StaleBatch) => Promise<void>,
  lastSeq: number | null = null,
): StaleQueue {
  let pending: Map<string, StaleEvent> = new Map();
  let everything = false;
  let last = lastSeq;
  let busy = false;
  let gathering = false;

  const run = async (): Promise<void> => {
    busy = true;
    const batch: StaleBatch = everything ? 'all' : [...pending.values()];
    pending = new Map();
    everything = false;
    const startedAt = clock.now();
    await refetch(batch).catch(() => {});
    const took = clock.now() - startedAt;
    clock.setTimeout(
      () => {
        busy = false;
        flush();
      },
      Math.max(MIN_ROUND_MS - took, took * REST_FACTOR),
    );
  };
  const flush = (): void => {
    gathering = false;
    if (!busy && (everything || pending.size > 0)) void run();
  };
  const flushSoon = (): void => {
    if (busy || gathering) return;
    gathering = true;
    clock.setTimeout(flush, GATHER_MS);
  };

  return {
    push(event) {
      if (last !== null && event.seq !== last + 1) everything = true;
      last = event.seq;
      const key = `${event.topic}:${event.workspaceId ?? 'all'}`;
      const before = pending.get(key);
      pending.set(key, before === undefined ? event : merge(before, event));
      flushSoon();
    },
    pushAll() {
      everything = true;
      flushSoon();
    },
  };
}

function merge(before: StaleEvent, event: StaleEvent): StaleEvent {
  const { seq, topic, workspaceId } = event;
  if (before.ids === undefined || event.ids === undefined) return { seq, topic, workspaceId };
  return { seq, topic, workspaceId, ids: [...new Set([...before.ids, ...event.ids])] };
}
