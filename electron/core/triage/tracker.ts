/**
 * Keeps outages and incidents in step with the calendars: concludes them in one transaction right after a page of calendars was
 * applied, counts what is at stake when events changed or time passed, and tells windows and notices what became of it.
 */
import type { Topic } from '../../../shared/channels.ts';
import { MINUTE_MS } from '../../../shared/time.ts';
import type { Clock, Log } from '../deps.ts';
import { familyOf, GROUPING_LOOKS_BACK_MS } from '../diagnosis/grouping.ts';
import { STUCK_AFTER_MS } from '../diagnosis/outages.ts';
import {
  isGrantDeath,
  LIVES_ON_AFTER_MS,
  recastGrants,
  TESTING_CLIENT,
  TESTING_LOOKS_BACK_MS,
} from '../diagnosis/testing-client.ts';
import type { CalendarCase, IncidentChange, StoredOutage, TriageWriter } from '../store/triage.ts';
import type { Store } from '../store/types.ts';
import { concludeGroups, concludeOutages, isSettled } from './conclude.ts';
import type { TriageTracker } from './types.ts';

/** Events come in pages; what they put at stake is counted once for several of them (ms). */
const EVENTS_SETTLE_MS = 2_000;
const LOOK_EVERY_MS = MINUTE_MS;
/** Calendars in one transaction. */
const AT_ONCE = 50;

export interface TrackerDeps {
  readonly store: Pick<
    Store,
    'casesOf' | 'unsettledCalendars' | 'stuckCalendars' | 'clientsWith' | 'triage' | 'assess' | 'workspaces'
  >;
  readonly clock: Clock;
  readonly log: Log;
  readonly changed: (topic: Topic, workspaceId: number | null, ids?: readonly string[]) => void;
  /** What became of incidents, for notices. */
  readonly told: (changes: readonly IncidentChange[]) => void;
}

export function createTracker({ store, clock, log, changed, told }: TrackerDeps): TriageTracker {
  const waiting = new Set<number>();
  const stopping = new AbortController();

  /** A failure of ours must not stop the sync that called: the next look finds the same. */
  const safely = (what: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      log.write('error', `triage failed: ${what}`, { reason: error instanceof Error ? error.message : String(error) });
    }
  };

  const lookAt = (workspaceId: number, ids: readonly string[]): void =>
    safely('calendars', () => {
      const now = clock.now();
      const cases = store.casesOf(workspaceId, ids);
      if (cases.length === 0) return;
      const changes = store.triage((writer) => conclude(writer, cases, now));
      store.assess({ workspaceId, calendars: cases.map(({ row }) => row.id) }, now);
      changed('incidents', null);
      if (changes.length > 0) told(changes);
    });

  /** Some at a time: others wait for the core meanwhile. */
  const lookAtMany = async (workspaceId: number): Promise<void> => {
    let ids: readonly string[] = [];
    safely('workspace', () => {
      ids = store.unsettledCalendars(workspaceId);
    });
    for (let from = 0; from < ids.length && !stopping.signal.aborted; from += AT_ONCE) {
      lookAt(workspaceId, ids.slice(from, from + AT_ONCE));
      await clock.sleep(0, stopping.signal).catch(() => undefined);
    }
  };

  const assessSoon = (workspaceId: number): void => {
    if (waiting.has(workspaceId)) return;
    waiting.add(workspaceId);
    void clock.sleep(EVENTS_SETTLE_MS, stopping.signal).then(
      () => {
        waiting.delete(workspaceId);
        safely('meetings', () => {
          if (store.assess({ workspaceId, calendars: null }, clock.now()).length > 0) changed('incidents', null);
        });
      },
      () => undefined,
    );
  };

  const lookAround = (): void =>
    safely('time', () => {
      const now = clock.now();
      for (const [workspaceId, ids] of store.stuckCalendars(now - STUCK_AFTER_MS)) lookAt(workspaceId, ids);
      // What was concluded from several deaths may be refuted by calendars that nothing ails.
      const clients = store.clientsWith(TESTING_CLIENT);
      if (clients.length > 0) told(store.triage((writer) => recastClients(writer, clients, now)));
      if (store.assess({ due: true }, now).length > 0) changed('incidents', null);
    });

  const lookAtAll = async (): Promise<void> => {
    for (const { id } of store.workspaces()) await lookAtMany(id);
  };

  return {
    heard(topic, workspaceId, ids) {
      if (workspaceId === null) return;
      if (topic === 'events') assessSoon(workspaceId);
      if (topic !== 'calendars') return;
      if (ids === undefined) void lookAtMany(workspaceId);
      else lookAt(workspaceId, ids);
    },
    lookAtAll,
    async run(signal) {
      signal.addEventListener('abort', () => stopping.abort(), { once: true });
      await lookAtAll();
      while (!signal.aborted) {
        lookAround();
        await clock.sleep(LOOK_EVERY_MS, signal).catch(() => undefined);
      }
    },
  };
}

/** Saves what the cases tell, then what belongs together in every family that was touched. Inside a transaction. */
function conclude(writer: TriageWriter, cases: readonly CalendarCase[], now: number): IncidentChange[] {
  const families = new Set<string>();
  const clients = new Set<string>();
  const touched = new Set<number>();
  for (const facts of cases) {
    const known = writer.outagesOf(facts.pk);
    const concluded = concludeOutages(facts, known, now);
    if (isSettled(known, concluded)) continue;
    touched.add(facts.pk);
    const saved = writer.saveOutages(facts.pk, concluded, now);
    for (const { family, oauthClientId, cause } of [...known, ...saved]) {
      families.add(family);
      if (oauthClientId !== null && isGrantDeath(cause)) clients.add(oauthClientId);
    }
  }
  for (const client of clients) recastClient(writer, client, now, families, touched);
  return touched.size === 0 ? [] : regroup(writer, [...families], touched, now);
}

function recastClients(writer: TriageWriter, clients: readonly string[], now: number): IncidentChange[] {
  const families = new Set<string>();
  const touched = new Set<number>();
  for (const client of clients) recastClient(writer, client, now, families, touched);
  return families.size === 0 ? [] : regroup(writer, [...families], touched, now);
}

/** Deaths of one client that only together tell what they died of. */
function recastClient(
  writer: TriageWriter,
  client: string,
  now: number,
  families: Set<string>,
  touched: Set<number>,
): void {
  const outages = writer.outagesOfClient(client, now - TESTING_LOOKS_BACK_MS);
  const livesSince = writer.connectedSince(client, now - LIVES_ON_AFTER_MS);
  for (const { outage, cause } of recastGrants<StoredOutage>(outages, livesSince)) {
    const family = familyOf({ ...outage, cause }, null);
    families.add(outage.family).add(family);
    touched.add(outage.calendarPk);
    writer.recast(outage.id, cause, family);
  }
}

function regroup(
  writer: TriageWriter,
  families: readonly string[],
  touched: ReadonlySet<number>,
  now: number,
): IncidentChange[] {
  const since = now - GROUPING_LOOKS_BACK_MS;
  const outages = writer.outagesOfFamilies(families, since);
  // An incident moves with its outages into the families that they have now.
  const all = [...new Set([...families, ...outages.map(({ family }) => family)])];
  if (all.length > families.length) return regroup(writer, all, touched, now);
  const incidents = writer.incidentsOfFamilies(families, since);
  return writer.saveGroups(incidents, concludeGroups(outages, incidents, families, touched), now);
}
