/**
 * What the store keeps about troubles: outages, incidents, probes of credentials, health over time, saved views. Types only.
 * Outages and incidents are concluded (triage/, diagnosis/); the store saves them and answers lists.
 */
import type { CalendarRef } from '../../../shared/actions.ts';
import type {
  Basis,
  GapOf,
  HealthSpan,
  Incident,
  IncidentCalendar,
  IncidentFilter,
  IncidentScope,
  IncidentState,
  MeetingWithoutBot,
  Overview,
  Party,
  SavedView,
  WorkspaceNotices,
} from '../../../shared/diagnosis.ts';
import type { CalendarPlatform, CalendarRow } from '../../../shared/entities.ts';
import type { Page, Total, WorkspaceScope } from '../../../shared/filters.ts';
import type { CauseFound } from '../diagnosis/types.ts';
import type { CalendarChange, CredentialProbe, StatusObservation } from '../records.ts';

/** What a calendar's troubles are concluded from. */
export interface CalendarCase {
  readonly pk: number;
  readonly row: CalendarRow;
  readonly firstSeenAt: number;
  readonly fetchedAt: number;
  /** Newest first, at most 1,000. */
  readonly history: readonly StatusObservation[];
  /** Newest first, at most 50. */
  readonly probes: readonly CredentialProbe[];
}

/** A time in which a calendar was not connected. */
export interface Outage {
  readonly calendarPk: number;
  readonly workspaceId: number;
  readonly brokeAt: number;
  readonly brokeBasis: Basis;
  /** When the connection that broke had begun; null: not known. */
  readonly connectedAt: number | null;
  readonly endedAt: number | null;
  readonly endedBy: 'connected' | 'deleted' | null;
  readonly cause: CauseFound;
  /** What has to be equal for outages to belong together. */
  readonly family: string;
  readonly platform: CalendarPlatform;
  readonly oauthClientId: string | null;
  readonly domain: string | null;
}

/** An outage as it is kept. */
export interface StoredOutage extends Outage {
  readonly id: number;
  readonly incident: number | null;
}

/** An incident as it is kept, without what is rolled up from its outages. */
export interface StoredIncident {
  readonly id: number;
  readonly family: string;
  readonly state: IncidentState;
  readonly size: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly resolvedAt: number | null;
}

/** One group of outages that belong together, and the incident that it goes on (null: a new one). */
export interface IncidentGroup {
  readonly incident: number | null;
  /** Incidents that are part of it now and end; their notes are kept in it. */
  readonly absorbs: readonly number[];
  readonly family: string;
  readonly scope: IncidentScope;
  readonly cause: CauseFound;
  readonly platform: CalendarPlatform;
  readonly oauthClientId: string | null;
  readonly domain: string | null;
  /** Ids of its outages, and of those that are new in it. */
  readonly outages: readonly number[];
  readonly joins: readonly number[];
  /** False: it is what it was, and nothing of it has to be written. */
  readonly changed: boolean;
}

/** What became of incidents in one step, for notices. */
export interface IncidentChange {
  readonly id: number;
  readonly what: 'opened' | 'grew' | 'resolved' | 'reopened';
}

/** What is known about those who broke beside a calendar, to tell possible meanings apart. */
export interface Neighbours {
  /** Of the same OAuth client: present calendars, those not connected, and those that died 6.5 to 7.5 days after connecting (last 60 days). */
  readonly client: { readonly calendars: number; readonly broken: number; readonly sevenDayDeaths: number };
  /** Of the same mail domain and platform: present calendars, not connected ones, and those that broke within an hour of it. */
  readonly domain: { readonly calendars: number; readonly broken: number; readonly together: number };
  /** Of the same platform, any client and workspace: broke within ten minutes of it. */
  readonly platform: { readonly together: number };
}

/** What a calendar's diagnosis is made from. */
export interface CalendarFacts extends CalendarCase {
  /** Newest first, at most 200. */
  readonly changes: readonly CalendarChange[];
  /** The open outage, else the latest. */
  readonly outage: StoredOutage | null;
  readonly incidentSize: number;
  readonly neighbours: Neighbours | null;
  readonly atRisk: { readonly meetings: number; readonly lost: number; readonly firstAt: number | null };
  /** Status observations in all. */
  readonly historyTotal: number;
}

export interface TriageReader {
  /** Null when there is no such calendar. */
  calendarFacts(ref: CalendarRef, now: number): CalendarFacts | null;
  meetingsAtRisk(ref: CalendarRef, now: number, limit: number): { rows: MeetingWithoutBot[]; total: Total };
  coverageGap(of: GapOf, now: number, limit: number): { rows: MeetingWithoutBot[]; total: Total };

  listIncidents(
    filter: IncidentFilter,
    sort: 'stake' | 'first_meeting' | 'newest',
    after: string | null,
    limit: number,
  ): Page<Incident>;
  incident(id: number): Incident | null;
  incidentCalendars(id: number, after: string | null, limit: number): Page<IncidentCalendar>;
  incidentMeetings(id: number, now: number, limit: number): { rows: MeetingWithoutBot[]; total: Total };
  incidentCounts(scope: WorkspaceScope): {
    inbox: number;
    acknowledged: number;
    snoozed: number;
    causes: { code: string; title: string; party: Party; incidents: number; calendars: number }[];
  };

  overview(scope: WorkspaceScope, now: number): Overview;
  health(scope: WorkspaceScope, from: number, to: number, spanMs: number): HealthSpan[];

  savedViews(page: string): SavedView[];
  /** Those that nobody set are not in it. */
  notices(): WorkspaceNotices[];
}

export interface Triage {
  /** Of these calendars all that are or ever were otherwise than connected. */
  casesOf(workspaceId: number, ids: readonly string[]): CalendarCase[];
  /** Calendars that are not connected, have an open outage, or broke since their last one was seen. */
  unsettledCalendars(workspaceId: number): string[];
  /** OAuth clients of open outages with this cause. */
  clientsWith(cause: string): string[];
  /** Calendars, by workspace, that have been connecting since before `since` and have no open outage. */
  stuckCalendars(since: number): ReadonlyMap<number, readonly string[]>;
  /** Runs `work` in one transaction. */
  triage<T>(work: (writer: TriageWriter) => T): T;
  /**
   * Counts again what is at risk, at most `limit` open outages: those whose first meeting at risk has begun, and those of `calendars`
   * (ids of a workspace; null: all of it). Returns the incidents whose stake changed.
   */
  assess(
    what: { readonly due: true } | { readonly workspaceId: number; readonly calendars: readonly string[] | null },
    now: number,
  ): number[];

  setIncidentState(ids: readonly number[], state: 'open' | 'acknowledged' | 'snoozed', at: number): void;
  noteIncident(id: number, note: string | null): void;
  /** Notes how a workspace's calendars are now, for the hour of `at`. */
  sampleHealth(workspaceId: number, at: number): void;
  saveView(view: Omit<SavedView, 'id'>, id: number | null): number;
  removeView(id: number): void;
  saveNotices(notices: WorkspaceNotices): void;
}

/** Inside {@link Triage.triage}. Every method keeps `calendar.cause` and the roll-ups of incidents right. */
export interface TriageWriter {
  /** Outages of a calendar that are kept, oldest first. */
  outagesOf(calendarPk: number): StoredOutage[];
  /** Outages of these families that are open, ended after `since`, or belong to an incident of them that was not over by then. */
  outagesOfFamilies(families: readonly string[], since: number): StoredOutage[];
  /**
   * Of calendars of this OAuth client that are connected since before `since`: the earliest such time; null: there are none.
   */
  connectedSince(oauthClientId: string, since: number): number | null;
  /** Outages of this OAuth client that began after `since`, oldest first. */
  outagesOfClient(oauthClientId: string, since: number): StoredOutage[];
  /** Incidents of these families that are unresolved or were resolved after `since`, oldest first. */
  incidentsOfFamilies(families: readonly string[], since: number): StoredIncident[];
  /** Makes the calendar's outages exactly these (oldest first); ids stay where it is the same outage. Returns them as kept. */
  saveOutages(calendarPk: number, outages: readonly Outage[], at: number): StoredOutage[];
  /** Changes cause and family of one outage (a cause that neighbours tell). */
  recast(outage: number, cause: CauseFound, family: string): void;
  /**
   * Makes incidents of groups: size, open, first and last, state (grown past a snooze: open again; none open: resolved; one open
   * after that: reopened), roll-ups. Those of `before` that no group goes on end.
   */
  saveGroups(before: readonly StoredIncident[], groups: readonly IncidentGroup[], at: number): IncidentChange[];
}
