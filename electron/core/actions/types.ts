/**
 * What `actions/` promises: every change that Callboard makes to Recall is previewed, frozen as a job, carried out item by
 * item within the limits, settled in the database before it counts, verified by reading back, and written to the audit log
 * before it is sent. A further action is one more definition.
 */
import type {
  ActionKind,
  ActionSecrets,
  AuditTarget,
  CalendarRef,
  Danger,
  EventPlan,
  ItemState,
  UntouchedReason,
} from '../../../shared/actions.ts';
import type { CalendarRow, EventRow, Workspace } from '../../../shared/entities.ts';
import type { CalendarRecord, EventRecord } from '../records.ts';
import type { CredentialTest, Operation, RecallClient, WriteOptions } from '../recall/types.ts';
import type { EventSubject, ItemPlan, LedgerReader, StoredItem } from '../store/ledger.ts';
import type { VerdictsReader } from '../store/verdicts.ts';

export type SecretName = keyof ActionSecrets;

/** What plans are made from. */
export interface World {
  readonly store: Pick<
    LedgerReader & VerdictsReader,
    | 'calendarsForAction'
    | 'calendarsOfMailbox'
    | 'futureOf'
    | 'eventsForAction'
    | 'eventSubjects'
    | 'eventsOfBot'
    | 'eventTruth'
    | 'recipes'
  >;
  readonly workspaces: readonly Workspace[];
  /** ms UTC. */
  readonly now: number;
}

/** One unit of work: a calendar, one that is to be made (`calendarId` and `eventId` null), or an event, where it is so, with one bot. */
export interface PlannedItem {
  readonly workspaceId: number;
  readonly calendarId: string | null;
  readonly eventId: string | null;
  readonly botId: string | null;
  /** Mailbox or title, as far as known. */
  readonly label: string | null;
  /** Null for a calendar that is to be made, and for an event. */
  readonly row: CalendarRow | null;
  /** What the call would change, as a person sees it; null: it is about a calendar. */
  readonly event: EventPlan | null;
  /** The same as it is carried out. */
  readonly plan: ItemPlan | null;
  /** What else depends on the event's bot; null: it is about a calendar, or nothing is taken away. */
  readonly stake: {
    /** Other events that it serves. */
    readonly otherEvents: number;
    /** No other bot comes to the event at its time. */
    readonly isOnly: boolean;
  } | null;
}

/** A calendar or an event that an action speaks of and leaves alone. */
export interface Untouched {
  readonly reason: UntouchedReason;
  readonly row: CalendarRow | EventRow;
  /** In place of the usual words for the reason. */
  readonly message?: string;
}

export interface Candidates {
  readonly items: readonly PlannedItem[];
  readonly untouched: readonly Untouched[];
}

export interface Consequence {
  readonly severity: 'info' | 'warning';
  readonly text: string;
}

/** One item's way to Recall. */
export interface ItemCall {
  readonly client: RecallClient;
  readonly workspaceId: number;
  readonly calendarId: string | null;
  readonly eventId: string | null;
  readonly botId: string | null;
  readonly plan: ItemPlan | null;
  readonly secrets: ActionSecrets;
  readonly options: WriteOptions;
  /**
   * When the change left, on Recall's clock (ms UTC), seen from an answer that carries this `Date`; null counts both clocks
   * as equal. A little early rather than late.
   */
  since(serverNow: number | null): number;
}

/** What Recall answered to a change that it took. */
export interface Sent {
  readonly record: CalendarRecord | null;
  /** The event as it is now. */
  readonly event?: EventRecord;
  /** Recall no longer has the calendar. */
  readonly gone: boolean;
  /** Recall's clock (`Date` header), ms UTC. */
  readonly serverNow: number | null;
  readonly status: number | null;
  /** In words, for the audit log. */
  readonly answer: string;
  /** The end of it, where the answer itself is the proof. */
  readonly verdict?: Verdict;
  /** What a live test of the credential said. */
  readonly tested?: CredentialTest;
}

export interface Verdict {
  readonly state: Extract<ItemState, 'ok' | 'failing' | 'unproven'>;
  readonly message: string;
  /** Bot that is left beside the one that was scheduled. */
  readonly oldBotId?: string;
}

/** An event that was looked at after Recall took its change; `verdict` null: it says nothing yet. */
export interface Look {
  readonly event: EventRecord | null;
  readonly verdict: Verdict | null;
}

/** What reading back found out about a change whose answer never came. */
export type Arrival =
  | { readonly outcome: 'applied'; readonly sent: Sent }
  | { readonly outcome: 'not_applied' }
  /** Nobody can say; sending it again with the same idempotency key does no harm. */
  | { readonly outcome: 'unknown' }
  /** Nobody can say; sending it anew does no harm. */
  | { readonly outcome: 'again' };

/** An action request with everything that is special about its kind. */
export interface Action {
  readonly kind: ActionKind;
  readonly danger: Danger;
  /** What its audit entries are about. */
  readonly target: Extract<AuditTarget, 'calendar' | 'event' | 'bot'>;
  /** The budget that it uses (recall-api.md 1.7); of several the one that is used up first. */
  readonly operation: Operation;
  readonly secrets: readonly SecretName[];
  readonly oauthClientId: string | null;
  /** Test each credential at Recall when the status is known. */
  readonly probe: boolean;
  /**
   * What proves it: `status`: the calendar's own status afterwards; `gone`: that Recall has it no more; `answer`: the
   * answer says it all; `event`: the event as Recall lists it afterwards, see `look`.
   */
  readonly proof: 'status' | 'gone' | 'answer' | 'event';
  /** Throws CallboardError `invalid_input` for a request that makes no sense. */
  candidates(world: World): Candidates;
  title(count: number): string;
  consequences(items: readonly PlannedItem[], untouched: readonly Untouched[], world: World): readonly Consequence[];
  /** What a person has to type; null: nothing. */
  confirmation(items: readonly PlannedItem[]): string | null;
  /** What leaves, without secrets: `PATCH calendar: client secret`. */
  readonly describes: string;
  /** Sends one change; rejects with RecallError, or with what `beforeSend` threw. */
  send(call: ItemCall): Promise<Sent>;
  /** Finds out whether a change arrived whose answer never came. */
  arrived(call: ItemCall): Promise<Arrival>;
  /** Reads an event whose change Recall took. Only with proof `event`. */
  look?(call: ItemCall): Promise<Look>;
  /** Why an item is not sent after all, asked right before its request leaves; null: it is. `subject` null: the event is not here any more. */
  overtaken?(item: StoredItem, subject: EventSubject | null, now: number): string | null;
}

export const refOf = (row: CalendarRow): CalendarRef => ({ workspaceId: row.workspaceId, id: row.id });
export const isEvent = (row: CalendarRow | EventRow): row is EventRow => 'calendarId' in row;
export const labelOf = (row: CalendarRow): string | null => row.email ?? row.oauthEmail;
