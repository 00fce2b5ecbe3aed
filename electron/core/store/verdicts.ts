/**
 * What the store keeps about verdicts: types only. They are concluded (verdicts/, diagnosis/events/); the store gathers the facts, saves the
 * conclusions and answers lists.
 */
import type { EventRef } from '../../../shared/actions.ts';
import type { BotRow, EventRow } from '../../../shared/entities.ts';
import type { EventFilter, EventSort, Page, WorkspaceScope } from '../../../shared/filters.ts';
import type {
  BotOutcome,
  DomainCoverage,
  External,
  ReasonCount,
  VerdictCounts,
  WorkspaceRecipe,
} from '../../../shared/verdicts.ts';
import type { EventFacts, EventTraits, Judgement, Refusal } from '../diagnosis/events/types.ts';

/** An event that has to be judged. */
export interface PendingEvent {
  readonly facts: EventFacts;
  /** Lower-case mail domains of organiser and attendees; null: no guest list. */
  readonly domains: readonly string[] | null;
  readonly organizer: string | null;
}

/** One event's conclusion. */
export interface ConcludedEvent {
  readonly facts: EventFacts;
  readonly judgement: Judgement;
  readonly traits: EventTraits;
}

/** A bot that a meeting should have been recorded by and nobody has looked at since. */
export interface UnseenBot {
  readonly workspaceId: number;
  readonly botId: string;
  readonly looks: number;
}

/** How a deduplication key is seen in an event: what recipes are inferred from. */
export interface KeySample {
  readonly key: string;
  readonly startAt: number | null;
  readonly meetingUrl: string | null;
  readonly eventId: string;
  readonly calendarId: string;
  readonly icalUid: string | null;
  /** Lower case. */
  readonly mailbox: string | null;
}

/** What the page of one event is made from, beside its details. */
export interface EventTruth {
  readonly facts: EventFacts;
  readonly row: EventRow;
  readonly domains: readonly string[] | null;
  readonly seriesId: string | null;
  readonly attendeesKnown: boolean;
  readonly attendeeCount: number | null;
  /** Rows of the siblings, for links. */
  readonly siblings: ReadonlyMap<number, EventRow>;
  /** Other events, of any time, that name one of its present bots. At most 50. */
  readonly sharing: readonly { readonly event: EventRow; readonly botId: string }[];
  /** Redacted payload of the event's last retrieved bot. */
  readonly lastBot: { readonly botId: string; readonly retrievedAt: number; readonly payload: string } | null;
}

/** An event with what its row does not say. */
export interface ExportedEvent {
  readonly event: EventRow;
  /** Mail domain of the calendar's mailbox; null: not known. */
  readonly domain: string | null;
  /** Null until it was judged. */
  readonly external: External | null;
}

export interface VerdictsReader {
  /** Null when there is no such event. */
  eventTruth(ref: EventRef): EventTruth | null;
  series(
    ref: EventRef,
    now: number,
    limit: number,
  ): { by: 'series_id' | 'ical_uid' | null; rows: EventRow[]; counts: VerdictCounts; more: boolean } | null;
  reasonCounts(filter: EventFilter): ReasonCount[];
  /** A page of `listEvents` with what only exports tell. */
  exportedEvents(
    filter: EventFilter,
    sort: EventSort,
    after: string | null,
    limit: number,
  ): { rows: ExportedEvent[]; next: string | null };
  coverage(
    query: {
      readonly workspaces: WorkspaceScope;
      readonly from: number;
      readonly to: number;
      readonly external?: External | undefined;
    },
    after: string | null,
    limit: number,
  ): Page<DomainCoverage>;
  domainCoverage(query: {
    readonly workspaces: WorkspaceScope;
    readonly domain: string;
    readonly external?: External | undefined;
    readonly edges: readonly number[];
  }): { from: number; to: number; counts: VerdictCounts }[];
  listBots(scope: WorkspaceScope, outcome: BotOutcome | undefined, after: string | null, limit: number): Page<BotRow>;
  recipes(scope: WorkspaceScope, now: number): WorkspaceRecipe[];
  /** Rows for an action, in the order of their start: named ones, or all that match and start at or after `now`. */
  eventsForAction(
    query: { readonly events: readonly EventRef[] } | { readonly filter: EventFilter },
    now: number,
    atMost: number,
  ): EventRow[];
  /** Open items of unfinished jobs among these events, by `${workspaceId}/${id}`. */
  busyEvents(events: readonly EventRef[]): ReadonlyMap<string, number>;
}

export interface Verdicts {
  /** Runs `work` in one transaction. */
  verdicts<T>(work: (writer: VerdictWriter) => T): T;
  /** Events that wait to be judged, up to `atMost`. */
  pendingVerdicts(atMost: number): number;
  /** Bots of events that ended between `from` and `to` whose outcome is not known, those that ended first first; at most `limit`. */
  unseenBots(workspaceId: number, from: number, to: number, limit: number): UnseenBot[];
  /** Keys of the soonest events ahead of a workspace, at most `limit`. */
  keySamples(workspaceId: number, now: number, limit: number): KeySample[];
  /** Saves what was inferred; returns true when the recipe in use became another one. */
  saveInferredRecipe(workspaceId: number, inferred: string | null, sampled: number, share: number): boolean;
  chooseRecipe(workspaceId: number, template: string | null): void;
  /** Recall answered 404 for a bot. */
  botMissing(workspaceId: number, botId: string, at: number): void;
  /** Callboard looked by itself. */
  noteLook(workspaceId: number, botId: string): void;
}

/** Inside {@link Verdicts.verdicts}. */
export interface VerdictWriter {
  /** The next events that wait to be judged, with their facts; they wait until `save` or `drop`. */
  next(limit: number): PendingEvent[];
  /** Has everything judged again that comes due at or before `now`; at most `limit`. Returns how many. */
  pendDue(now: number, limit: number): number;
  /** Has a calendar's events judged again where it looks otherwise than when they were: from `from` on, all where its mailbox changed. Returns how many. */
  pendCalendar(workspaceId: number, calendarId: string, from: number): number;
  /** Has the events judged again that name a bot, or named it. */
  pendBot(workspaceId: number, botId: string): number;
  /** Has a workspace's events that start at or after `from` judged again. */
  pendWorkspace(workspaceId: number, from: number): number;
  /** Saves conclusions and takes the events off the waiting ones; siblings wait where what they look at changed. Returns ids whose verdict changed, by workspace. */
  save(concluded: readonly ConcludedEvent[]): ReadonlyMap<number, readonly string[]>;
  /** Remembers or forgets how the last try to give an event a bot ended. */
  refusal(ref: EventRef, refusal: Refusal | null): void;
}
