/**
 * The closed lists of words that the contract knows, with the types of their members. Plain data: the schemas are made
 * from it (entities.ts, filters.ts), and the store and the window, which do not validate, take it without zod.
 */

/** `custom`: any other address, for the simulator and proxies. */
export const REGIONS = ['us-east-1', 'us-west-2', 'eu-central-1', 'ap-northeast-1', 'custom'] as const;
export type Region = (typeof REGIONS)[number];

export const WORKSPACE_COLOURS = [
  'blue',
  'teal',
  'green',
  'lime',
  'yellow',
  'orange',
  'red',
  'pink',
  'grape',
  'violet',
  'indigo',
  'cyan',
] as const;
export type WorkspaceColour = (typeof WORKSPACE_COLOURS)[number];

/** Status as Callboard understands it; `unknown` keeps the raw word in `statusRaw`. */
export const CALENDAR_STATUSES = ['connected', 'connecting', 'disconnected', 'unknown'] as const;
export type CalendarStatus = (typeof CALENDAR_STATUSES)[number];

/** Recall's status word as Callboard understands it. */
export function calendarStatus(raw: string): CalendarStatus {
  return CALENDAR_STATUSES.find((status) => status === raw) ?? 'unknown';
}

export const CALENDAR_PLATFORMS = ['google_calendar', 'microsoft_outlook', 'other'] as const;
export type CalendarPlatform = (typeof CALENDAR_PLATFORMS)[number];

/**
 * What the event's own fields say about a bot: `bot` at least one entry; `no_bot` a link but no entry; `no_link`
 * no meeting link; `deleted` deleted or cancelled.
 */
export const EVENT_COVERAGES = ['bot', 'no_bot', 'no_link', 'deleted'] as const;
export type EventCoverage = (typeof EVENT_COVERAGES)[number];

/** Meeting platforms that lists filter by; `none` = no link, `other` = any other platform, known or not. */
export const MEETING_PLATFORMS = ['zoom', 'google_meet', 'microsoft_teams', 'webex', 'other', 'none'] as const;
export type MeetingPlatform = (typeof MEETING_PLATFORMS)[number];

export const CALENDAR_SORTS = ['email', 'status_since', 'updated'] as const;
export const EVENT_SORTS = ['start', 'updated'] as const;

/** Everything that the console can do to Recall; each is one definition in the core's `actions/`. */
export const ACTION_KINDS = [
  'calendar.reconnect',
  'calendar.test_credential',
  'calendar.update_credentials',
  'calendar.delete',
  'calendar.connect',
  'oauth_client.rotate_secret',
  'event.schedule_bot',
  'event.unschedule_bot',
  'event.retire_bot',
] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

/** remote: changes something at Recall that can be changed again; irreversible: must be confirmed by typing. */
export const DANGERS = ['remote', 'irreversible'] as const;
export type Danger = (typeof DANGERS)[number];

/**
 * running: items are worked on or verified; awaiting: the canary is through and a person decides about the rest; paused: see
 * the job's `reason`; finished: every item is settled; cancelled: what had not begun was skipped.
 */
export const JOB_STATES = ['running', 'awaiting', 'paused', 'finished', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** States of jobs that have not ended. */
export const OPEN_JOB_STATES = ['running', 'awaiting', 'paused'] as const satisfies readonly JobState[];

/**
 * waiting: not begun. running: its call is under way. unknown: the call was sent and its outcome is not known; Recall is
 * asked before anything else happens. verifying: Recall took the change, its effect is awaited.
 * Settled: ok: taken and proven good. failing: taken, but the calendar does not work (see `message`). unproven: taken, but
 * nothing proves that it works. failed: not taken. skipped: not tried.
 */
export const ITEM_STATES = [
  'waiting',
  'running',
  'unknown',
  'verifying',
  'ok',
  'failing',
  'unproven',
  'failed',
  'skipped',
] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** Why a job stands still. */
export const PAUSE_CODES = [
  'user',
  'locked',
  'read_only',
  'secret_missing',
  'keychain',
  'canary_failed',
  'refused',
  'storage',
] as const;
export type PauseCode = (typeof PAUSE_CODES)[number];

/** Why a calendar or an event is left as it is by an action that speaks of more than it. */
export const UNTOUCHED_REASONS = [
  'other_client',
  'deleted',
  'read_only',
  'no_key',
  'busy',
  'other_platform',
  /** Calendars of the mailbox that is about to be connected: they stay, and everything comes twice (recall-api.md 2.4). */
  'same_mailbox',
  /** Events: over, or begun where that matters; nothing is ever sent about the past. */
  'ended',
  /** Events: deleted, cancelled, all-day, or without a link that Recall can join. */
  'not_recordable',
  /** Events: their calendar is not connected, so Recall schedules nothing for them. */
  'calendar_disconnected',
  /** Events: no future bot that could be taken away. */
  'no_bot',
  /** Events: their bot is right as it is. */
  'unchanged',
  /** Events: nobody knows which deduplication key their workspace uses. */
  'no_recipe',
  /** Bots: sent already, so that they cannot be deleted any more (405). */
  'dispatched',
] as const;
export type UntouchedReason = (typeof UNTOUCHED_REASONS)[number];

/** What a refusal speaks of: the secret that was sent, the OAuth client as a whole, the one calendar, or nobody can say. */
export const REFUSAL_SUBJECTS = ['secret', 'client', 'calendar', 'unknown'] as const;
export type RefusalSubject = (typeof REFUSAL_SUBJECTS)[number];

/** intended: written before the call; then done, failed (not taken) or unknown (nobody can say). */
export const AUDIT_STATES = ['intended', 'done', 'failed', 'unknown'] as const;
export type AuditState = (typeof AUDIT_STATES)[number];

export const AUDIT_TARGETS = ['calendar', 'workspace', 'oauth_client', 'app', 'event', 'bot'] as const;
export type AuditTarget = (typeof AUDIT_TARGETS)[number];

/** Who must act. nobody: it passes by itself; unknown: Callboard cannot say, and does not guess. */
export const PARTIES = ['us', 'end_user', 'it_admin', 'recall', 'nobody', 'unknown'] as const;
export type Party = (typeof PARTIES)[number];

/**
 * observed: Recall reported it, or two looks of ours differ. probed: the live test of the credential said it. inferred: concluded
 * from other observations.
 */
export const BASES = ['observed', 'probed', 'inferred'] as const;
export type Basis = (typeof BASES)[number];

export const SEVERITIES = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * The one safe next step of a cause. reconnect, test_credential, update_credentials, rotate_secret: actions of the console.
 * ask_end_user, ask_it_admin: a message to copy. fix_registration: work at the provider's console (the OAuth doctor helps).
 * wait: nothing but time. none: nothing is to be done.
 */
export const SAFE_ACTIONS = [
  'reconnect',
  'test_credential',
  'update_credentials',
  'rotate_secret',
  'ask_end_user',
  'ask_it_admin',
  'fix_registration',
  'wait',
  'none',
] as const;
export type SafeActionKind = (typeof SAFE_ACTIONS)[number];

/**
 * What the calendars of an incident share besides the cause. client: the OAuth client; domain: the domain of their mailboxes;
 * provider: Google or Microsoft as such; mailbox: nothing, it is one calendar's own trouble.
 */
export const INCIDENT_SCOPES = ['client', 'domain', 'provider', 'mailbox'] as const;
export type IncidentScope = (typeof INCIDENT_SCOPES)[number];

/** What a person made of an incident. snoozed: until it grows. resolved: by itself, when the last of its calendars is well. */
export const INCIDENT_STATES = ['open', 'acknowledged', 'snoozed', 'resolved'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

export const INCIDENT_SORTS = ['stake', 'first_meeting', 'newest'] as const;

/** For whom a text is made: a ticket of our own, the customer's user, or the customer's IT. */
export const AUDIENCES = ['ticket', 'end_user', 'it_admin'] as const;
export type Audience = (typeof AUDIENCES)[number];

/**
 * What becomes of an event's recording. covered: a bot is there for it, or was. will_be_missed: as things stand nobody records it;
 * missed: it ended without. wrong_time: its bot comes, or came, at another time or to another link. duplicate: more bots than the
 * workspace's recipe means to send. not_recordable: no bot can be sent. over: it ended and there was nothing to record. unknown:
 * what is known does not say.
 */
export const VERDICTS = [
  'covered',
  'will_be_missed',
  'missed',
  'wrong_time',
  'duplicate',
  'not_recordable',
  'over',
  'unknown',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Why a verdict is what it is; told apart because each asks for something else. Meanings in docs/verdicts.md. */
export const VERDICT_REASONS = [
  // covered
  'scheduled',
  'shared_bot',
  'other_events_bot',
  'in_progress',
  'recorded',
  'recorded_media_gone',
  // will be missed, and missed once it is over
  'never_scheduled',
  'bot_removed',
  'bot_removed_by_disconnect',
  'calendar_disconnected',
  'calendar_deleted',
  'last_minute_change',
  'pool_empty',
  'refused',
  // missed
  'bot_failed',
  'not_admitted',
  'nobody_joined',
  'permission_denied',
  'removed_by_host',
  'not_recorded',
  // wrong time
  'old_time',
  'old_link',
  'old_time_and_link',
  // duplicate
  'two_entries',
  'old_bot_remains',
  'other_key',
  'same_mailbox',
  'other_workspace',
  'calendar_v1',
  // not recordable
  'deleted',
  'cancelled',
  'all_day',
  'no_link',
  'link_wrapped',
  'link_unsupported',
  // over
  'nothing_to_record',
  // unknown
  'beyond_window',
  'no_start',
  'bots_not_told',
  'bot_not_looked_at',
  'bot_gone',
  'bot_unfinished',
  'calendar_unknown',
] as const;
export type VerdictReason = (typeof VERDICT_REASONS)[number];

/**
 * What became of a bot. scheduled: not begun. under_way: joining, waiting or in the call. recorded: a recording came of it.
 * media_gone: it was recorded, and retention deleted it. not_recorded: it ended without recording. failed: `fatal`. gone: Recall has it no more
 * (404). unknown: never retrieved, or in words that this version does not know.
 */
export const BOT_OUTCOMES = [
  'scheduled',
  'under_way',
  'recorded',
  'media_gone',
  'not_recorded',
  'failed',
  'gone',
  'unknown',
] as const;
export type BotOutcome = (typeof BOT_OUTCOMES)[number];

/** How a bot entry fits the occurrence that it belongs to. */
export const BOT_FITS = ['fits', 'old_time', 'old_link', 'old_time_and_link'] as const;
export type BotFit = (typeof BOT_FITS)[number];

/** Whether people of another mail domain than the calendar's own are invited; unknown: the guest list or the mailbox is not known. */
export const EXTERNALS = ['internal', 'external', 'unknown'] as const;
export type External = (typeof EXTERNALS)[number];

/** Deduplication keys that Recall documents (recall-api.md 3.4), and any other template. */
export const RECIPES = ['shared', 'per_domain', 'per_event', 'custom'] as const;
export type RecipeName = (typeof RECIPES)[number];

/** The one safe next step for an event. */
export const EVENT_STEPS = [
  'schedule',
  'reschedule',
  'unschedule',
  'retire_bot',
  'reconnect',
  'look_at_bot',
  'look_at_calendar',
  'wait',
  'none',
] as const;
export type EventStep = (typeof EVENT_STEPS)[number];
