/**
 * Watches what one job sent to one workspace until its end is known: asks after changes whose answer never came, and after
 * calendars whose new status, or events whose new bot, is still to come. Reads only, so it goes on while the job is paused.
 */
import type { Topic } from '../../../shared/channels.ts';
import type { Clock } from '../deps.ts';
import type { CalendarRecord } from '../records.ts';
import { RecallError } from '../recall/types.ts';
import type { CredentialTest, Priority, RecallClient } from '../recall/types.ts';
import type { Store } from '../store/types.ts';
import { abreast } from './abreast.ts';
import type { ItemSteps } from './item-steps.ts';
import { verdictOf } from './definitions/test-credential.ts';
import type { Action, ItemCall, Verdict } from './types.ts';
import { sinceOf } from './since.ts';
import type { ItemOnItsWay } from './since.ts';
import { judge, pauseBefore } from './verdict.ts';

/** With more calendars than this to look at, one listing costs less than retrieving each. */
const RETRIEVE_AT_MOST = 20;
/** Looks that come due within this are made together, ms. */
const TOGETHER_MS = 1_000;
/** Looks at least this often what is due, ms. */
const REST_MS = 30_000;
/** Answers to one item that may get lost before it is given up. */
const MAX_ATTEMPTS = 5;
/** Recall answers a twin with the first answer for an hour (recall-api.md 1.8); less, to be sure. */
const KEY_LASTS_MS = 50 * 60_000;

export interface WatchDeps {
  readonly store: Pick<Store, 'applyCalendars' | 'applyEvents'>;
  readonly clock: Clock;
  readonly action: Action;
  readonly workspaceId: number;
  readonly priority: Priority;
  readonly steps: ItemSteps;
  readonly client: () => Promise<RecallClient>;
  readonly callOf: (client: RecallClient, item: ItemOnItsWay, signal: AbortSignal) => ItemCall;
  readonly changed: (topic: Topic, workspaceId: number | null, ids?: readonly string[]) => void;
  /** Recall has the change of this item, or has it not: it is sent (again) in its turn. */
  readonly resend: (item: ItemOnItsWay) => void;
  /** A look failed; it is made again. */
  readonly trouble: (error: unknown) => void;
  readonly moved: () => void;
}

interface Watched {
  readonly item: ItemOnItsWay;
  looks: number;
  /** Monotonic ms. */
  dueAt: number;
}

export class ItemWatch {
  readonly #deps: WatchDeps;
  readonly #watched = new Map<number, Watched>();
  /** Items whose credential is being tested: no other look may settle them meanwhile. */
  readonly #testing = new Set<number>();
  readonly #stopped = new AbortController();
  #running = false;
  #nap: AbortController | null = null;

  constructor(deps: WatchDeps) {
    this.#deps = deps;
  }

  get size(): number {
    return this.#watched.size;
  }

  add(item: ItemOnItsWay): void {
    // What got lost before is given longer each time.
    const looks = Math.max(0, (item.losses ?? 1) - 1);
    this.#watched.set(item.n, { item, looks, dueAt: this.#deps.clock.monotonic() + pauseBefore(looks) });
    this.#nap?.abort();
    void this.#run();
  }

  /** Looks at everything at once. */
  hurry(): void {
    for (const watched of this.#watched.values()) watched.dueAt = this.#deps.clock.monotonic();
    this.#nap?.abort();
  }

  stop(): void {
    this.#stopped.abort();
  }

  /** What an answer says about an item that Recall has taken: settles it, or has it watched. */
  async judged(item: ItemOnItsWay, record: CalendarRecord | null, serverNow: number | null): Promise<void> {
    const { clock } = this.#deps;
    const now = serverNow ?? clock.now();
    const judgement = record === null ? null : judge(record, sinceOf(item, serverNow, clock), now);
    if (judgement === null || judgement.state === 'pending') {
      if (!this.#watched.has(item.n)) this.add(item);
    } else await this.#proven(item, judgement);
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    const { clock } = this.#deps;
    while (this.#watched.size > 0 && !this.#stopped.signal.aborted) {
      const all = [...this.#watched.values()].filter(({ item }) => !this.#testing.has(item.n));
      const pause = Math.min(...all.map(({ dueAt }) => dueAt)) - clock.monotonic();
      if (pause > 0) await this.#rest(Math.min(pause, REST_MS));
      else await this.#look(all.filter(({ dueAt }) => dueAt <= clock.monotonic() + TOGETHER_MS));
    }
    this.#running = false;
    if (!this.#stopped.signal.aborted) this.#deps.moved();
  }

  async #rest(ms: number): Promise<void> {
    const nap = new AbortController();
    this.#nap = nap;
    // Woken early or stopped: the loop looks what is due.
    await this.#deps.clock.sleep(ms, AbortSignal.any([nap.signal, this.#stopped.signal])).catch(() => undefined);
    this.#nap = null;
  }

  async #look(due: readonly Watched[]): Promise<void> {
    for (const watched of due) {
      watched.looks += 1;
      watched.dueAt = this.#deps.clock.monotonic() + pauseBefore(watched.looks);
    }
    const lost = due.filter(({ item }) => item.state === 'unknown').map(({ item }) => item);
    const taken = due.filter(({ item }) => item.state !== 'unknown').map(({ item }) => item);
    try {
      const client = await this.#deps.client();
      await abreast(lost, (item) => this.#readBack(client, item));
      if (this.#deps.action.proof === 'status' && taken.length > RETRIEVE_AT_MOST) await this.#list(client, taken);
      else await abreast(taken, (item) => this.#retrieve(client, item));
    } catch (error) {
      if (!this.#stopped.signal.aborted) this.#deps.trouble(error);
    }
    if (!this.#stopped.signal.aborted) this.#deps.moved();
  }

  /** Asks for one calendar that Recall has taken a change of. */
  async #retrieve(client: RecallClient, item: ItemOnItsWay): Promise<void> {
    const { action, steps, priority } = this.#deps;
    if (item.eventId !== null) return this.#lookAt(client, item);
    if (item.calendarId === null) return;
    const isGone = action.proof === 'gone';
    try {
      const { record, serverNow } = await client.retrieveCalendar(item.calendarId, {
        priority,
        signal: this.#stopped.signal,
      });
      if (this.#stopped.signal.aborted) return;
      this.#apply([record]);
      if (isGone) this.#end(item, { state: 'failing', message: 'Recall said that it is deleted, but still has it.' });
      else await this.judged(item, record, serverNow);
    } catch (error) {
      if (!(error instanceof RecallError) || error.kind !== 'not_found') throw error;
      if (isGone) this.#end(item, { state: 'ok', message: 'Deleted: Recall no longer has it.' });
      else {
        steps.proven(
          item,
          { state: 'failing', message: 'Recall took the change, but no longer has the calendar.' },
          { gone: true },
        );
        this.#watched.delete(item.n);
      }
    }
  }

  /** Reads an event whose change Recall has taken. */
  async #lookAt(client: RecallClient, item: ItemOnItsWay): Promise<void> {
    const { action, steps, store, clock, workspaceId, changed } = this.#deps;
    if (action.look === undefined) return;
    const { event, verdict } = await action.look(this.#deps.callOf(client, item, this.#stopped.signal));
    if (this.#stopped.signal.aborted) return;
    if (verdict !== null) {
      steps.proven(item, verdict, { event });
      this.#watched.delete(item.n);
    } else if (event !== null) {
      store.applyEvents({ workspaceId, records: [event], quarantined: [], receivedAt: clock.now() });
      changed('events', workspaceId, [event.id]);
    }
  }

  /** Reads all calendars of the workspace and takes from them what is watched. */
  async #list(client: RecallClient, items: readonly ItemOnItsWay[]): Promise<void> {
    const missing = new Map(items.map((item) => [item.calendarId ?? '', item]));
    const cursors = new Set<string>();
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<RecallClient['listCalendars']>> = await client.listCalendars(
        cursor === null ? {} : { cursor },
        { priority: 'background', signal: this.#stopped.signal },
      );
      if (this.#stopped.signal.aborted) return;
      this.#apply(page.records, page.quarantined);
      const found = page.records.flatMap((record) => {
        const item = missing.get(record.id);
        return item === undefined ? [] : [{ item, record }];
      });
      for (const { record } of found) missing.delete(record.id);
      await abreast(found, ({ item, record }) => this.judged(item, record, page.serverNow));
      cursor = page.next;
      if (cursor !== null && cursors.has(cursor)) break;
      if (cursor !== null) cursors.add(cursor);
    } while (cursor !== null && missing.size > 0);
    // What a listing does not show is asked for by name before anything is said about it.
    await abreast([...missing.values()].slice(0, RETRIEVE_AT_MOST), (item) => this.#retrieve(client, item));
  }

  #apply(
    records: readonly CalendarRecord[],
    quarantined: Awaited<ReturnType<RecallClient['listCalendars']>>['quarantined'] = [],
  ): void {
    const { store, clock, workspaceId, changed } = this.#deps;
    const applied = store.applyCalendars({ workspaceId, records, quarantined, receivedAt: clock.now() });
    if (applied.inserted + applied.updated > 0) changed('calendars', workspaceId, applied.changedIds);
  }

  /** The status has spoken; where it was asked for, the credential is tested too. */
  async #proven(item: ItemOnItsWay, verdict: Verdict): Promise<void> {
    const { calendarId } = item;
    if (!this.#deps.action.probe || verdict.state === 'failing' || calendarId === null) {
      this.#end(item, verdict);
      return;
    }
    // Stays watched meanwhile: a test that cannot be made is made at the next look.
    if (!this.#watched.has(item.n)) this.add(item);
    const { steps, priority } = this.#deps;
    let entry: number | null = null;
    this.#testing.add(item.n);
    try {
      const client = await this.#deps.client();
      const test = await client.testCredential(calendarId, {
        priority,
        signal: this.#stopped.signal,
        beforeSend: () => {
          entry ??= steps.probes(item);
        },
      });
      if (entry !== null)
        steps.probed(entry, 'done', test.works ? 'a token came and was dropped' : test.code, test.works ? 200 : 400);
      if (this.#stopped.signal.aborted) return;
      const tested = verdictOf(test);
      this.#end(
        item,
        {
          state: tested.state,
          message: verdict.state === 'ok' ? `${verdict.message} ${tested.message}` : tested.message,
        },
        test,
      );
    } catch (error) {
      if (entry !== null) {
        steps.probed(entry, 'failed', error instanceof Error ? error.message : String(error), null);
      }
      throw error;
    } finally {
      this.#testing.delete(item.n);
    }
  }

  /** Finds out whether a change arrived whose answer never came. */
  async #readBack(client: RecallClient, item: ItemOnItsWay): Promise<void> {
    const { action, clock, steps, resend } = this.#deps;
    try {
      const arrival = await action.arrived(this.#deps.callOf(client, item, this.#stopped.signal));
      if (this.#stopped.signal.aborted) return;
      if (arrival.outcome === 'applied') {
        const { sent } = arrival;
        const taken = steps.taken(item, sent);
        this.#watched.delete(item.n);
        if (sent.verdict === undefined) await this.judged(taken, sent.record, sent.serverNow);
        else steps.proven(taken, sent.verdict);
        return;
      }
      const known = arrival.outcome === 'not_applied';
      const why = known ? 'Read back: it did not arrive.' : 'Read back: nobody can say whether it arrived.';
      if ((item.losses ?? 0) >= MAX_ATTEMPTS) {
        steps.refused(item, `Given up after ${item.attempts} tries. ${item.message ?? why}`, null);
        this.#watched.delete(item.n);
        return;
      }
      const young = item.sentAt !== null && clock.now() - item.sentAt < KEY_LASTS_MS;
      const again = steps.back(item, why, null, { keepKey: arrival.outcome === 'unknown' && young });
      this.#watched.delete(item.n);
      resend(again);
    } catch (error) {
      if (!(error instanceof RecallError) || error.kind !== 'not_found') throw error;
      steps.refused(item, error.message, error.status ?? null, { gone: true });
      this.#watched.delete(item.n);
    }
  }

  #end(item: ItemOnItsWay, verdict: Verdict, tested?: CredentialTest): void {
    this.#deps.steps.proven(item, verdict, { tested });
    this.#watched.delete(item.n);
  }
}
