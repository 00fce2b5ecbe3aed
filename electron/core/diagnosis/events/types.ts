/** What an event is judged from, and what the judgement is. Instants are ms UTC; null means that it is not known. */
import type { BotEntry, CalendarStatus, EventRevision } from '../../../../shared/entities.ts';
import type { BotFit, BotOutcome, External, Recipe, Verdict, VerdictReason } from '../../../../shared/verdicts.ts';

/** What is known about a bot that was retrieved, or asked for in vain. */
export interface BotFacts {
  readonly outcome: BotOutcome;
  /** Sub-code of the status change that decided the outcome, as sent. */
  readonly subCode: string | null;
  readonly joinAt: number | null;
  readonly recordedFrom: number | null;
  readonly recordedTo: number | null;
  /** When it left or failed; null: it has not, or nobody said. */
  readonly endedAt: number | null;
  /** Start of the Calendar V1 meeting that it belongs to (`calendar_meetings`, recall-api.md 4.3); null: none. */
  readonly v1StartAt: number | null;
  readonly meetingId: string | null;
  /** How often Callboard looked by itself after the meeting. */
  readonly looks: number;
  readonly lookedAt: number;
}

/** An entry of `bots[]`, present or gone, with what is known about its bot. */
export interface EntryFacts extends BotEntry {
  readonly bot: BotFacts | null;
}

/** A time in which the event's calendar was not connected. */
export interface CalendarOutage {
  readonly brokeAt: number;
  readonly endedAt: number | null;
}

export interface CalendarFacts {
  readonly id: string;
  /** False: only events name it, it was never seen itself. */
  readonly known: boolean;
  readonly status: CalendarStatus;
  readonly deletedAt: number | null;
  /** Lower case. */
  readonly mailbox: string | null;
  readonly domain: string | null;
  /** Newest first, at most 50. */
  readonly outages: readonly CalendarOutage[];
}

/** Another event for the same meeting: same link, same start, not deleted; in any workspace. */
export interface Sibling {
  readonly pk: number;
  readonly workspaceId: number;
  readonly eventId: string;
  readonly calendarId: string;
  readonly icalUid: string | null;
  readonly mailbox: string | null;
  readonly domain: string | null;
  /** Its present entries, with what is known about their bots: one of them may be for this event as well. */
  readonly entries: readonly EntryFacts[];
}

/** How the last try from here to give the event a bot ended, where Recall did not take it. */
export interface Refusal {
  readonly at: number;
  readonly kind: 'pool_empty' | 'refused';
  readonly message: string;
}

/** A bot that Calendar V1 sends to the same meeting at the same time. */
export interface V1Bot {
  readonly botId: string;
}

export interface EventFacts {
  readonly pk: number;
  readonly workspaceId: number;
  readonly id: string;
  readonly startAt: number | null;
  readonly endAt: number | null;
  /** As Recall recognised it. */
  readonly meetingUrl: string | null;
  /** The join link in the provider's payload. */
  readonly rawLink: string | null;
  readonly allDay: boolean;
  readonly isDeleted: boolean;
  readonly isCancelled: boolean;
  readonly icalUid: string | null;
  readonly firstSeenAt: number;
  /** False: Recall never sent a list of bots for it (`bots: null`). */
  readonly botsTold: boolean;
  /** In the order in which they were first seen. */
  readonly entries: readonly EntryFacts[];
  /** Oldest first; the last one is the event as it is now. Never empty. */
  readonly revisions: readonly EventRevision[];
  readonly calendar: CalendarFacts;
  /** At most 50. */
  readonly siblings: readonly Sibling[];
  readonly v1Bots: readonly V1Bot[];
  readonly refusal: Refusal | null;
  /** Recipe in use in the workspace. */
  readonly recipe: Recipe | null;
}

/** An entry in its occurrence. */
export interface PlacedEntry {
  readonly entry: EntryFacts;
  readonly fit: BotFit;
}

/** One time at which the event took place, takes place or will. */
export interface EventOccurrence {
  readonly startAt: number | null;
  readonly endAt: number | null;
  readonly meetingUrl: string | null;
  readonly basis: 'observed' | 'inferred';
  /** The one that the event itself speaks of now. */
  readonly present: boolean;
  /** When the present time of this occurrence was set, as far as known. */
  readonly setAt: number | null;
  /** Starts before its moves, oldest first. */
  readonly movedFrom: readonly number[];
  /** Present and gone entries. */
  readonly entries: readonly PlacedEntry[];
}

export interface EventOccurrences {
  /** Oldest first; exactly one is `present`. */
  readonly all: readonly EventOccurrence[];
  readonly present: EventOccurrence;
  /** Entries that belong to no occurrence that can be named, and why in words. */
  readonly unplaced: readonly { readonly entry: EntryFacts; readonly why: string }[];
}

/** Another bot for the same meeting. */
export interface DuplicateBot {
  readonly botId: string;
  readonly reason: Extract<
    VerdictReason,
    'two_entries' | 'old_bot_remains' | 'other_key' | 'same_mailbox' | 'other_workspace' | 'calendar_v1'
  >;
  /** Null: a bot of the event itself, or of Calendar V1. */
  readonly sibling: Sibling | null;
}

/** The verdict with what it speaks of; lists keep verdict, reason and `dueAt` of it. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly reason: VerdictReason;
  /** From then on it may be another one although nothing changed but the time; null: never. */
  readonly dueAt: number | null;
  /** Since when it is so; null: from the beginning, or unknown. */
  readonly since: number | null;
  /** The entry that decides; null: none does. */
  readonly entry: PlacedEntry | null;
  readonly outage: CalendarOutage | null;
  /** The sibling whose bot covers this event; null: none. */
  readonly coveredBy: { readonly sibling: Sibling; readonly botId: string } | null;
  readonly duplicates: readonly DuplicateBot[];
}

/** What lists filter and count by, beside the judgement. */
export interface EventTraits {
  readonly external: External;
  /** Lower case; null: the calendar's mailbox is not known. */
  readonly domain: string | null;
  /** Lower case. */
  readonly organizer: string | null;
  /** Normalised link, the meeting's identity together with the start. */
  readonly meeting: string | null;
  /** Its present key is of another recipe than the one in use. */
  readonly breaksRecipe: boolean;
}
