/**
 * The steps of one item through the database: each is one transaction that moves the item, its audit entry and what Recall
 * said about the calendar or the event together, so that a crash leaves an item as waiting (nothing left), running (outcome unknown),
 * verifying, or settled, and never in between.
 */
import type { ItemState } from '../../../shared/actions.ts';
import type { Topic } from '../../../shared/channels.ts';
import type { Clock } from '../deps.ts';
import type { Refusal } from '../diagnosis/events/types.ts';
import type { EventRecord } from '../records.ts';
import type { AuditRecord, JobChange, JobStep, NewAuditEntry } from '../store/ledger.ts';
import type { Store } from '../store/types.ts';
import type { CredentialTest } from '../recall/types.ts';
import { sinceOf } from './since.ts';
import type { ItemOnItsWay } from './since.ts';
import type { Sent, Verdict } from './types.ts';

export interface StepDeps {
  readonly store: Pick<Store, 'step'>;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  readonly jobId: number;
  readonly workspaceId: number;
  /** First record of an item's audit entry; for the test of a credential after its change, when `probe`. */
  readonly auditEntry: (item: ItemOnItsWay, probe: boolean) => NewAuditEntry;
  readonly changed: (topic: Topic, workspaceId: number | null, ids?: readonly string[]) => void;
  /** What becomes of the job when this item ends so; null: nothing. */
  readonly ends: (n: number, state: ItemState, message: string) => JobChange | null;
  /** Its end is saved. */
  readonly ended: (n: number) => void;
}

/** States that an item ends in, once its change was tried. */
export type EndState = Extract<ItemState, 'ok' | 'failing' | 'unproven' | 'failed'>;

/** All methods throw CallboardError `storage` when nothing could be saved; nothing is then half done. */
export class ItemSteps {
  readonly #deps: StepDeps;

  constructor(deps: StepDeps) {
    this.#deps = deps;
  }

  /** The change is about to leave: the intent is in the audit log from now on. */
  leaves(item: ItemOnItsWay, idempotencyKey: string): ItemOnItsWay {
    const { clock } = this.#deps;
    const sentAt = clock.now();
    const auditEntry = this.#step({
      item: {
        n: item.n,
        change: { state: 'running', message: null, sentAt, sentAtRecall: null, idempotencyKey, attempted: true },
      },
      intend: this.#deps.auditEntry(item, false),
    });
    return {
      ...item,
      state: 'running',
      sentAt,
      sentAtRecall: null,
      leftAt: clock.monotonic(),
      idempotencyKey,
      attempts: item.attempts + 1,
      auditEntry,
    };
  }

  /** Recall took it; the proof is still to come. */
  taken(item: ItemOnItsWay, sent: Sent): ItemOnItsWay {
    const { clock, workspaceId } = this.#deps;
    const now = clock.now();
    const made = item.calendarId === null ? (sent.record?.id ?? null) : null;
    const sentAtRecall = sent.serverNow === null ? null : sinceOf(item, sent.serverNow, clock);
    this.#step({
      item: {
        n: item.n,
        change: {
          state: 'verifying',
          message: 'Recall took it; what becomes of it is being watched.',
          sentAtRecall,
          ...(made === null ? {} : { calendarId: made }),
        },
      },
      ...recordFor(item, {
        type: 'settled',
        at: now,
        state: 'done',
        answer: sent.answer,
        status: sent.status,
        ...(made === null ? {} : { targetId: made }),
      }),
      ...(sent.record === null
        ? {}
        : { calendars: { workspaceId, records: [sent.record], quarantined: [], receivedAt: now } }),
      ...(sent.gone && item.calendarId !== null
        ? { gone: { workspaceId, id: item.calendarId, at: now, own: true } }
        : {}),
      ...this.#event(sent.event ?? null, now),
      ...this.#refusal(item, null),
    });
    return { ...item, state: 'verifying', sentAtRecall, calendarId: item.calendarId ?? made };
  }

  /** Nobody knows whether Recall acted. */
  lost(item: ItemOnItsWay, message: string, status: number | null): ItemOnItsWay {
    this.#step({
      item: { n: item.n, change: { state: 'unknown', message } },
      ...recordFor(item, { type: 'settled', at: this.#deps.clock.now(), state: 'unknown', answer: message, status }),
    });
    return { ...item, state: 'unknown', message, losses: (item.losses ?? 0) + 1 };
  }

  /**
   * Recall did not take it: the item waits again. With `keepKey` its next try is a twin of this one. `refusal`: what to keep about
   * its event.
   */
  back(
    item: ItemOnItsWay,
    why: string,
    status: number | null,
    { keepKey = false, refusal = null }: { readonly keepKey?: boolean; readonly refusal?: Refusal | null } = {},
  ): ItemOnItsWay {
    const idempotencyKey = keepKey ? item.idempotencyKey : null;
    if (item.state !== 'waiting') {
      this.#step({
        item: { n: item.n, change: { state: 'waiting', message: why, idempotencyKey } },
        ...recordFor(item, {
          type: 'settled',
          at: this.#deps.clock.now(),
          state: keepKey ? 'unknown' : 'failed',
          answer: why,
          status,
        }),
        ...(refusal === null ? {} : this.#refusal(item, refusal)),
      });
    }
    return { ...item, state: 'waiting', message: why, idempotencyKey };
  }

  /** The job was cancelled before it left, or before it left again. */
  skipped(item: ItemOnItsWay, message: string): void {
    const change = { state: 'skipped', message, settledAt: this.#deps.clock.now(), idempotencyKey: null } as const;
    this.#step({ item: { n: item.n, change } });
    this.#deps.ended(item.n);
  }

  /** Recall refused it for good. `gone`: because it has no such calendar. `refusal`: what to keep about its event. */
  refused(
    item: ItemOnItsWay,
    message: string,
    status: number | null,
    { gone = false, refusal = null }: { readonly gone?: boolean; readonly refusal?: Refusal | null } = {},
  ): void {
    const at = this.#deps.clock.now();
    this.#end(item, 'failed', message, {
      ...(item.state === 'waiting'
        ? {}
        : recordFor(item, { type: 'settled', at, state: 'failed', answer: message, status })),
      ...(gone ? this.#gone(item, at) : {}),
      ...(refusal === null ? {} : this.#refusal(item, refusal)),
    });
  }

  /**
   * The proof has come, or will not come. `gone`: Recall has the calendar no more. `tested`: what the live test of its
   * credential said, which is kept as an observation of the calendar. `event`: what the proof was read from.
   */
  proven(
    item: ItemOnItsWay,
    { state, message, oldBotId }: Verdict,
    {
      gone = false,
      tested,
      event = null,
    }: {
      readonly gone?: boolean;
      readonly tested?: CredentialTest | undefined;
      readonly event?: EventRecord | null;
    } = {},
  ): void {
    const at = this.#deps.clock.now();
    this.#end(item, state, message, {
      // Of an earlier try of it, another bot may have been left.
      ...(schedules(item) ? { botId: oldBotId ?? null } : {}),
      ...recordFor(item, { type: 'verified', at, verdict: message }),
      ...(gone ? this.#gone(item, at) : {}),
      ...this.#event(event, at),
      ...(tested === undefined ? {} : this.#probe(item, tested, at)),
    });
  }

  /** A test of the credential is about to leave; returns its own audit entry. */
  probes(item: ItemOnItsWay): number | null {
    return this.#step({ intend: this.#deps.auditEntry(item, true) });
  }

  probed(entry: number, state: 'done' | 'failed', answer: string, status: number | null): void {
    const record: AuditRecord = { type: 'settled', at: this.#deps.clock.now(), state, answer, status };
    this.#step({ record: { entry, record } });
  }

  #probe({ calendarId }: ItemOnItsWay, tested: CredentialTest, at: number): Pick<JobStep, 'probe'> {
    if (calendarId === null) return {};
    const probe = tested.works ? { at, code: null, message: '' } : { at, code: tested.code, message: tested.message };
    return { probe: { workspaceId: this.#deps.workspaceId, calendarId, probe } };
  }

  #gone({ calendarId }: ItemOnItsWay, at: number): Pick<JobStep, 'gone'> {
    return calendarId === null ? {} : { gone: { workspaceId: this.#deps.workspaceId, id: calendarId, at, own: false } };
  }

  #event(event: EventRecord | null, at: number): Pick<JobStep, 'events'> {
    const { workspaceId } = this.#deps;
    return event === null ? {} : { events: { workspaceId, records: [event], quarantined: [], receivedAt: at } };
  }

  /** Only what would have given the event a bot can be refused as such. */
  #refusal({ eventId, plan }: ItemOnItsWay, refusal: Refusal | null): Pick<JobStep, 'refusal'> {
    if (eventId === null || !schedules({ plan })) return {};
    return { refusal: { workspaceId: this.#deps.workspaceId, id: eventId, refusal } };
  }

  #end(
    item: ItemOnItsWay,
    state: EndState,
    message: string,
    { botId, ...also }: Omit<JobStep, 'jobId' | 'item' | 'job'> & { readonly botId?: string | null },
  ): void {
    const job = this.#deps.ends(item.n, state, message);
    this.#step({
      item: {
        n: item.n,
        change: {
          state,
          message,
          settledAt: this.#deps.clock.now(),
          idempotencyKey: null,
          ...(botId === undefined ? {} : { botId }),
        },
      },
      ...(job === null ? {} : { job }),
      ...also,
    });
    this.#deps.ended(item.n);
  }

  #step(step: Omit<JobStep, 'jobId'>): number | null {
    const { store, jobId, workspaceId, changed } = this.#deps;
    const entry = store.step({ jobId, ...step });
    changed('jobs', null, [String(jobId)]);
    if (step.intend !== undefined || step.record !== undefined) changed('audit', workspaceId);
    const touched = [
      ...(step.calendars?.records ?? []).map(({ id }) => id),
      ...(step.gone === undefined ? [] : [step.gone.id]),
      ...(step.probe === undefined ? [] : [step.probe.calendarId]),
    ];
    if (touched.length > 0) changed('calendars', workspaceId, touched);
    const events = [
      ...(step.events?.records ?? []).map(({ id }) => id),
      ...(step.refusal === undefined ? [] : [step.refusal.id]),
    ];
    if (events.length > 0) changed('events', workspaceId, [...new Set(events)]);
    return entry;
  }
}

function recordFor({ auditEntry }: ItemOnItsWay, record: AuditRecord): Pick<JobStep, 'record'> {
  return auditEntry === null ? {} : { record: { entry: auditEntry, record } };
}

/** It gives an event a bot. */
const schedules = ({ plan }: Pick<ItemOnItsWay, 'plan'>): boolean => plan !== null && plan.key !== null;
