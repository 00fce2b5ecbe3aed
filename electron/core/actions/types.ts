/**
 * What `actions/` promises: every change that Callboard makes to Recall is previewed, frozen as a job, carried out item by
 * item within the limits, settled in the database before it counts, verified by reading back, and written to the audit log
 * before it is sent. A further action is one more definition.
 */
import type {
  ActionKind,
  ActionSecrets,
  CalendarRef,
  Danger,
  ItemState,
  UntouchedReason,
} from '../../../shared/actions.ts';
import type { CalendarRow, Workspace } from '../../../shared/entities.ts';
import type { CalendarRecord } from '../records.ts';
import type { CredentialTest, Operation, RecallClient, WriteOptions } from '../recall/types.ts';
import type { LedgerReader } from '../store/ledger.ts';

export type SecretName = keyof ActionSecrets;

/** What plans are made from. */
export interface World {
  readonly store: Pick<LedgerReader, 'calendarsForAction' | 'calendarsOfMailbox' | 'futureOf'>;
  readonly workspaces: readonly Workspace[];
  /** ms UTC. */
  readonly now: number;
}

/** One unit of work: a calendar, or one that is to be made (`calendarId` null). */
export interface PlannedItem {
  readonly workspaceId: number;
  readonly calendarId: string | null;
  /** Mailbox, as far as known. */
  readonly label: string | null;
  readonly row: CalendarRow | null;
}

/** A calendar that an action speaks of and leaves alone. */
export interface Untouched {
  readonly reason: UntouchedReason;
  readonly row: CalendarRow;
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
}

/** What reading back found out about a change whose answer never came. */
export type Arrival =
  | { readonly outcome: 'applied'; readonly sent: Sent }
  | { readonly outcome: 'not_applied' }
  /** Nobody can say; sending it again with the same idempotency key does no harm. */
  | { readonly outcome: 'unknown' };

/** An action request with everything that is special about its kind. */
export interface Action {
  readonly kind: ActionKind;
  readonly danger: Danger;
  /** The budget that it uses (recall-api.md 1.7). */
  readonly operation: Operation;
  readonly secrets: readonly SecretName[];
  readonly oauthClientId: string | null;
  /** Test each credential at Recall when the status is known. */
  readonly probe: boolean;
  /**
   * What proves it: `status`: the calendar's own status afterwards; `gone`: that Recall has it no more; `answer`: the
   * answer says it all.
   */
  readonly proof: 'status' | 'gone' | 'answer';
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
}

export const refOf = (row: CalendarRow): CalendarRef => ({ workspaceId: row.workspaceId, id: row.id });
export const labelOf = (row: CalendarRow): string | null => row.email ?? row.oauthEmail;
