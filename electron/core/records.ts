/**
 * Normalised remote records: what `recall/` produces, `sync/` carries and `store/` keeps. No secret ever gets
 * this far. All instants are ms UTC; null means that Recall did not say (unknown stays unknown).
 */

/** One calendar as Recall described it (recall-api.md 2.2), without its OAuth secrets. */
export interface CalendarRecord {
  readonly id: string;
  readonly platform: string;
  readonly platformEmail: string | null;
  readonly oauthEmail: string | null;
  readonly oauthClientId: string | null;
  /** As sent; may be a value we do not know. */
  readonly status: string;
  /** Sorted by `at`, oldest first; entries without a time come first. */
  readonly statusChanges: readonly StatusChangeRecord[];
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
  /** The whole payload as JSON text, secrets replaced by the redaction mark. */
  readonly payload: string;
}

export interface StatusChangeRecord {
  readonly status: string;
  readonly at: number | null;
  /** All string leaves other than status and created_at, joined: the disconnect detail, whatever its field is called. */
  readonly detail: string | null;
}

/** One calendar event (recall-api.md 3.2) with what people look for extracted from `raw` (3.2, second table). */
export interface EventRecord {
  readonly id: string;
  readonly calendarId: string;
  readonly startAt: number | null;
  readonly endAt: number | null;
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
  readonly platform: string;
  readonly platformId: string | null;
  readonly icalUid: string | null;
  readonly meetingPlatform: string | null;
  readonly meetingUrl: string | null;
  readonly isDeleted: boolean;
  readonly isCancelled: boolean;
  readonly allDay: boolean;
  readonly title: string | null;
  readonly organizerEmail: string | null;
  /** Null: the payload has no attendee list (guest list hidden, or none). */
  readonly attendeeCount: number | null;
  /** Lower-case addresses of organiser and attendees, without repeats; searchable. */
  readonly people: readonly string[];
  readonly ownResponse: string | null;
  /** The join link inside `raw`, which Recall may not have recognised; http or https only. */
  readonly rawLink: string | null;
  /** Google `recurringEventId`, Outlook `seriesMasterId`. */
  readonly seriesId: string | null;
  /** Null when the payload had `bots: null`: nothing is known, so nothing is recorded as gone. */
  readonly bots: readonly BotEntryRecord[] | null;
  /** The provider payload `raw` as JSON text. */
  readonly raw: string;
  /** Envelope fields that this version does not know, as JSON text; null when there are none. */
  readonly extra: string | null;
}

/** One element of `event.bots[]`. */
export interface BotEntryRecord {
  readonly botId: string;
  readonly startAt: number | null;
  readonly deduplicationKey: string | null;
  readonly meetingUrl: string | null;
}

/** One bot (recall-api.md 4.3). */
export interface BotRecord {
  readonly id: string;
  readonly botName: string | null;
  readonly joinAt: number | null;
  readonly meetingPlatform: string | null;
  /** Readable form of the structured `meeting_url` (4.4); null once Recall cleared it. */
  readonly meetingId: string | null;
  readonly statusChanges: readonly BotStatusChangeRecord[];
  readonly recordings: readonly RecordingRecord[];
  /** Start of the first Calendar V1 meeting that it belongs to (`calendar_meetings`); null: Calendar V1 did not schedule it. */
  readonly v1StartAt: number | null;
  /** The whole payload as JSON text, secrets and download links replaced by the redaction mark. */
  readonly payload: string;
}

export interface BotStatusChangeRecord {
  readonly code: string;
  readonly subCode: string | null;
  readonly message: string | null;
  readonly at: number | null;
}

export interface RecordingRecord {
  readonly id: string;
  readonly status: string | null;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  readonly expiresAt: number | null;
}

/** A record inside a good page that could not be read: kept and counted, never dropped silently. */
export interface QuarantinedRecord {
  readonly kind: 'calendar' | 'event' | 'bot';
  /** The record's own id where it had a readable one. */
  readonly id: string | null;
  readonly reason: string;
  /** Redacted JSON text, cut at 64 KiB. */
  readonly payload: string;
}

/** One line of a calendar's status history as it is kept. */
export interface StatusObservation {
  readonly status: string;
  /** When it happened according to `basis`, ms UTC; null when Recall's entry carried no time. */
  readonly at: number | null;
  readonly detail: string | null;
  /** reported: an entry of Recall's `status_changes`; observed: Callboard saw the status differ from the last look. */
  readonly basis: 'reported' | 'observed';
  /** When Callboard first saw it, ms UTC. */
  readonly observedAt: number;
}

/** A change of a calendar that Callboard saw and did not make itself. */
export interface CalendarChange {
  readonly field: 'platform_email' | 'oauth_email' | 'oauth_client_id' | 'metadata' | 'deleted' | 'restored';
  readonly before: string | null;
  readonly after: string | null;
  readonly observedAt: number;
}

/** What a live test of a calendar's credential said (recall-api.md 2.5). */
export interface CredentialProbe {
  readonly at: number;
  /** Null: the credential works. Else the code as sent. */
  readonly code: string | null;
  /** As sent, without secrets; empty when it works. */
  readonly message: string;
}
