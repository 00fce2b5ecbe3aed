/**
 * What Callboard concludes from what it has seen: causes, findings with their evidence, timelines, outages, incidents, what is
 * at stake, and the overview. Conventions as in entities.ts. Everything is said in words ready to be shown, except times,
 * which the window words in the chosen zone.
 */
import * as z from 'zod/mini';
import { calendarRef } from './actions.ts';
import { calendarRow, eventRow } from './entities.ts';
import { workspaceScope } from './filters.ts';
import { once } from './once.ts';
import {
  BASES,
  CALENDAR_PLATFORMS,
  INCIDENT_SCOPES,
  INCIDENT_STATES,
  PARTIES,
  SAFE_ACTIONS,
  SEVERITIES,
} from './values.ts';

export type { Audience, Basis, IncidentScope, IncidentState, Party, SafeActionKind, Severity } from './values.ts';

const instant = once(() => z.int());
const causeCode = once(() => z.string().check(z.minLength(1), z.maxLength(100)));

export const evidence = once(() =>
  z.object({
    /** What was looked at, in words: `Recall's disconnect entry`. */
    field: z.string(),
    value: z.string(),
    basis: z.enum(BASES),
    at: z.nullable(instant()),
  }),
);
export type Evidence = z.infer<ReturnType<typeof evidence>>;

export const safeAction = once(() =>
  z.object({
    kind: z.enum(SAFE_ACTIONS),
    /** A verb first: `Rotate the client secret`. */
    label: z.string(),
    /** Why this and not more. */
    why: z.string(),
  }),
);
export type SafeAction = z.infer<ReturnType<typeof safeAction>>;

/** One possible meaning of a signal that has several. */
export const possibility = once(() =>
  z.object({
    title: z.string(),
    party: z.enum(PARTIES),
    meaning: z.string(),
    /** What would tell it from the others. */
    tell: z.string(),
    /** What is known about that here; null: nothing. */
    known: z.nullable(z.string()),
  }),
);
export type Possibility = z.infer<ReturnType<typeof possibility>>;

/** DESIGN: a finding of the diagnosis. The first one of a calendar that is not connected is its cause. */
export const finding = once(() =>
  z.object({
    code: causeCode(),
    severity: z.enum(SEVERITIES),
    title: z.string(),
    /** Who must act. */
    party: z.enum(PARTIES),
    /** Who else may have to. */
    alsoParties: z.array(z.enum(PARTIES)),
    explanation: z.string(),
    evidence: z.array(evidence()),
    /** Steps to the remedy, in their order. */
    remedy: z.array(z.string()),
    /** Null where nothing is to be done about it. */
    action: z.nullable(safeAction()),
    /** Empty when the signal has one meaning. */
    possibilities: z.array(possibility()),
    /** Where the rule comes from, in words. */
    source: z.string(),
    /** Further signals of the same moment that mean something else, by title: two causes at once. */
    besides: z.array(z.string()),
  }),
);
export type Finding = z.infer<ReturnType<typeof finding>>;

export const timelineEntry = once(() =>
  z.object({
    /** status: of the calendar; change: of its other fields; probe: a live test of its credential. */
    kind: z.enum(['status', 'change', 'probe']),
    /** ms UTC; null when Recall's entry carried no time. */
    at: z.nullable(instant()),
    basis: z.enum(BASES),
    /** recall: an entry of `status_changes`; callboard: seen by comparing two looks, probed or concluded here. */
    source: z.enum(['recall', 'callboard']),
    /** Status word as sent, for kind `status`. */
    status: z.nullable(z.string()),
    title: z.string(),
    /** As sent, without repeats. */
    detail: z.nullable(z.string()),
    /** Title of the cause that the detail speaks of. */
    cause: z.nullable(z.string()),
  }),
);
export type TimelineEntry = z.infer<ReturnType<typeof timelineEntry>>;

/** A meeting ahead that has no bot. */
export const meetingWithoutBot = once(() =>
  z.object({
    event: eventRow(),
    /** The bot that it had, and when Callboard saw that it was gone; null: it never had one here. */
    lostBot: z.nullable(z.object({ botId: z.string(), goneAt: instant() })),
  }),
);
export type MeetingWithoutBot = z.infer<ReturnType<typeof meetingWithoutBot>>;

export const atRisk = once(() =>
  z.object({
    /** Meetings ahead with a link and without a bot, on calendars that are not connected. */
    meetings: z.int(),
    /** Those of them that had a bot before. */
    lost: z.int(),
    firstAt: z.nullable(instant()),
  }),
);
export type AtRisk = z.infer<ReturnType<typeof atRisk>>;

export const calendarDiagnosis = once(() =>
  z.object({
    /** Most important first. */
    findings: z.array(finding()),
    /** The present outage, else the latest one; null: none known. */
    outage: z.nullable(
      z.object({
        brokeAt: instant(),
        /** inferred: somewhere between two looks. */
        brokeBasis: z.enum(BASES),
        endedAt: z.nullable(instant()),
        /** Incident or single case that it belongs to. */
        incidentId: z.nullable(z.int()),
        /** Calendars of that incident, this one too. */
        incidentSize: z.int(),
      }),
    ),
    /** Changes of mind lately; null: it does not flap. */
    flapping: z.nullable(z.object({ breaks: z.int(), from: instant() })),
    atRisk: atRisk(),
    /** Newest first, at most 300. */
    timeline: z.array(timelineEntry()),
    /** How many there are in all. */
    timelineTotal: z.int(),
  }),
);
export type CalendarDiagnosis = z.infer<ReturnType<typeof calendarDiagnosis>>;

export const incident = once(() =>
  z.object({
    id: z.int(),
    scope: z.enum(INCIDENT_SCOPES),
    /** In plain words: `Client secret expired: 41 calendars of Notetaker for Outlook`. */
    title: z.string(),
    cause: z.object({ code: causeCode(), title: z.string(), basis: z.enum(BASES) }),
    party: z.enum(PARTIES),
    action: z.nullable(safeAction()),
    platform: z.enum(CALENDAR_PLATFORMS),
    oauthClientId: z.nullable(z.string()),
    /** Registered name of the OAuth client. */
    oauthClientName: z.nullable(z.string()),
    /** Domain of the mailboxes, when they share one. */
    domain: z.nullable(z.string()),
    /** Calendars that broke, and those of them that are not connected yet. 1: a single case. */
    size: z.int(),
    open: z.int(),
    workspaces: z.array(z.object({ workspaceId: z.int(), count: z.int() })),
    /** When the first and the last of them broke. */
    firstAt: instant(),
    lastAt: instant(),
    state: z.enum(INCIDENT_STATES),
    /** When it got that state. */
    stateAt: instant(),
    /** Calendars that joined since it was acknowledged or snoozed. */
    grownBy: z.int(),
    resolvedAt: z.nullable(instant()),
    atRisk: atRisk(),
    /** How many had broken by then, at 16 equal steps from the first to the last. */
    growth: z.array(z.int()),
    note: z.nullable(z.string()),
    /** The calendar of a single case. */
    calendar: z.nullable(calendarRow()),
  }),
);
export type Incident = z.infer<ReturnType<typeof incident>>;

/** A calendar as part of an incident. */
export const incidentCalendar = once(() =>
  z.object({
    calendar: calendarRow(),
    brokeAt: instant(),
    recoveredAt: z.nullable(instant()),
    atRisk: atRisk(),
  }),
);
export type IncidentCalendar = z.infer<ReturnType<typeof incidentCalendar>>;

export const incidentFilter = once(() =>
  z.object({
    workspaces: workspaceScope(),
    /** `inbox`: open, or snoozed and grown. Default: everything that is not resolved. */
    state: z.optional(z.enum(['inbox', ...INCIDENT_STATES])),
    party: z.optional(z.enum(PARTIES)),
    cause: z.optional(causeCode()),
    platform: z.optional(z.enum(CALENDAR_PLATFORMS)),
    /** shared: two calendars or more; single: one. */
    size: z.optional(z.enum(['shared', 'single'])),
    /** Case-insensitive part of a mailbox, domain, OAuth client's name or title. */
    text: z.optional(z.string().check(z.minLength(2), z.maxLength(200))),
  }),
);
export type IncidentFilter = z.infer<ReturnType<typeof incidentFilter>>;

/** What a gap is asked for: one calendar, an incident's calendars, or those of a job. */
export const gapOf = once(() =>
  z.union([z.object({ calendar: calendarRef() }), z.object({ incidentId: z.int() }), z.object({ jobId: z.int() })]),
);
export type GapOf = z.infer<ReturnType<typeof gapOf>>;

const calendarsByStatus = once(() =>
  z.object({ connected: z.int(), connecting: z.int(), disconnected: z.int(), unknown: z.int() }),
);

export const overview = once(() =>
  z.object({
    workspaces: z.array(
      z.object({
        workspaceId: z.int(),
        calendars: calendarsByStatus(),
        atRisk: atRisk(),
        /** Outages that ended in the last 30 days. */
        recovery: z.object({ count: z.int(), medianMs: z.nullable(z.int()) }),
      }),
    ),
    /** Causes of calendars that are not connected now, most frequent first, and how often each began in the last 30 days. */
    causes: z.array(
      z.object({ code: causeCode(), title: z.string(), party: z.enum(PARTIES), open: z.int(), lately: z.int() }),
    ),
    /** Over all of them; `exact` false: over the newest 5,000. */
    recovery: z.object({
      count: z.int(),
      medianMs: z.nullable(z.int()),
      p90Ms: z.nullable(z.int()),
      exact: z.boolean(),
    }),
    /** The next 24 hours, one entry each, beginning with the present one. */
    hours: z.array(z.object({ from: instant(), meetings: z.int(), lost: z.int() })),
    incidents: z.object({ open: z.int(), acknowledged: z.int(), snoozed: z.int(), single: z.int() }),
  }),
);
export type Overview = z.infer<ReturnType<typeof overview>>;

/** Calendars of a workspace by status within one span of time, as Callboard itself saw them. */
export const healthSpan = once(() =>
  z.object({
    workspaceId: z.int(),
    from: instant(),
    /** At its end. */
    calendars: calendarsByStatus(),
    /** Most that were disconnected at once. */
    worst: z.int(),
  }),
);
export type HealthSpan = z.infer<ReturnType<typeof healthSpan>>;

/** One thing that the OAuth doctor says about a pasted text. */
export const oauthFinding = once(() =>
  z.object({
    code: causeCode(),
    severity: z.enum(SEVERITIES),
    title: z.string(),
    explanation: z.string(),
    /** What to do. */
    remedy: z.string(),
    party: z.enum(PARTIES),
    /** Faulty parts of `shown`, as offsets of UTF-16 units, `to` excluded. */
    marks: z.array(z.object({ from: z.int(), to: z.int() })),
    source: z.string(),
  }),
);
export type OauthFinding = z.infer<ReturnType<typeof oauthFinding>>;

export const oauthReport = once(() =>
  z.object({
    /** What the text was taken for. */
    kind: z.enum(['authorization_url', 'callback_url', 'error_text', 'nothing']),
    provider: z.enum(['google', 'microsoft', 'unknown']),
    /** Which of Recall's integrations the URL is made for. */
    version: z.enum(['v1', 'v2', 'unknown']),
    /** The text without its secrets; what `marks` speak of. */
    shown: z.string(),
    /** How many secrets were taken out of it, and of what kind. */
    secrets: z.array(z.string()),
    findings: z.array(oauthFinding()),
    /** The URL as it should be; null: nothing to correct, or no URL. */
    corrected: z.nullable(z.string()),
    /** The parts of a URL, as they are understood. */
    parameters: z.array(z.object({ name: z.string(), value: z.string() })),
  }),
);
export type OauthReport = z.infer<ReturnType<typeof oauthReport>>;

/** A filtered view with a name. */
export const savedView = once(() =>
  z.object({
    id: z.int(),
    /** Page that it belongs to: `triage`. */
    page: z.string(),
    name: z.string(),
    /** Search part of its address. */
    address: z.string(),
  }),
);
export type SavedView = z.infer<ReturnType<typeof savedView>>;

/** Which desktop notifications a workspace gives. */
export const workspaceNotices = once(() =>
  z.object({
    workspaceId: z.int(),
    /** incidents: shared incidents only; all: also a summary of single cases. */
    level: z.enum(['all', 'incidents', 'none']),
    /** Minutes of the computer's local day; `from` may lie after `to` (over midnight). Null: no quiet hours. */
    quiet: z.nullable(
      z.object({
        from: z.int().check(z.minimum(0), z.maximum(1_439)),
        to: z.int().check(z.minimum(0), z.maximum(1_439)),
      }),
    ),
  }),
);
export type WorkspaceNotices = z.infer<ReturnType<typeof workspaceNotices>>;
