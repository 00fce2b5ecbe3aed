/** The read half of the store on one connection; the writer and the reader both answer with it. */
import { calendarsForAction, calendarsOfMailbox, futureOf } from './action-reads.ts';
import { botDetail } from './bot-detail.ts';
import { calendarFacts } from './calendar-facts.ts';
import { calendarCounts, listCalendars } from './list-calendars.ts';
import type { Connection } from './connection.ts';
import { coverageGap } from './coverage-gap.ts';
import { calendarDetail, eventDetail } from './details.ts';
import { series } from './event-series.ts';
import { eventsForAction, eventsOfBot, eventSubjects } from './event-subjects.ts';
import { eventTruth } from './event-truth.ts';
import { exportedEvents } from './exported-events.ts';
import { health } from './health.ts';
import { incident, incidentCalendars, incidentCounts, incidentMeetings } from './incident-reads.ts';
import { JOB_ROWS_SQL, toJob } from './job-rows.ts';
import type { JobTuple } from './job-rows.ts';
import { busyEvents } from './jobs.ts';
import { auditDetail, listAudit } from './list-audit.ts';
import { listBots } from './list-bots.ts';
import { eventCounts, listEvents } from './list-events.ts';
import { listIncidents } from './list-incidents.ts';
import { listJobItems, listJobs } from './list-jobs.ts';
import { meetingsAtRisk } from './meetings.ts';
import { oauthClients } from './oauth-clients.ts';
import { overview } from './overview.ts';
import { recipes } from './recipes.ts';
import { savedViews } from './saved-views.ts';
import { search } from './search-read.ts';
import type { Reader } from './types.ts';
import { coverage, domainCoverage } from './verdict-coverage.ts';
import { reasonCounts } from './verdict-counts.ts';
import { workspaceNotices } from './workspace-notices.ts';
import { listWorkspaces, removalPreview } from './workspaces.ts';

/** `current` gives the connection of the moment: the writer replaces its own when a damaged file is rebuilt. */
export function createReads(current: <T>(read: (connection: Connection) => T) => T): Omit<Reader, 'close'> {
  return {
    workspaces: () => current(listWorkspaces),
    removalPreview: (id) => current((connection) => removalPreview(connection, id)),
    listCalendars: (filter, sort, after, limit) =>
      current((connection) => listCalendars(connection, filter, sort, after, limit)),
    calendar: (workspaceId, id, now) => current((connection) => calendarDetail(connection, workspaceId, id, now)),
    calendarCounts: (scope) => current((connection) => calendarCounts(connection, scope)),
    listEvents: (filter, sort, after, limit) =>
      current((connection) => listEvents(connection, filter, sort, after, limit)),
    event: (workspaceId, id) => current((connection) => eventDetail(connection, workspaceId, id)),
    eventCounts: (scope, now) => current((connection) => eventCounts(connection, scope, now)),
    bot: (workspaceId, id) => current((connection) => botDetail(connection, workspaceId, id)),
    eventTruth: (ref) => current((connection) => eventTruth(connection, ref)),
    series: (ref, now, limit) => current((connection) => series(connection, ref, now, limit)),
    reasonCounts: (filter) => current((connection) => reasonCounts(connection, filter)),
    coverage: (query, after, limit) => current((connection) => coverage(connection, query, after, limit)),
    domainCoverage: (query) => current((connection) => domainCoverage(connection, query)),
    exportedEvents: (filter, sort, after, limit) =>
      current((connection) => exportedEvents(connection, filter, sort, after, limit)),
    listBots: (scope, outcome, after, limit) =>
      current((connection) => listBots(connection, scope, outcome, after, limit)),
    recipes: (scope, now) => current((connection) => recipes(connection, scope, now)),
    search: (text, scope, limit) => current((connection) => search(connection, text, scope, limit)),

    listJobs: (states, after, limit) => current((connection) => listJobs(connection, states, after, limit)),
    job: (id) =>
      current((connection) => {
        const row = connection.get<JobTuple>(JOB_ROWS_SQL.job, [id]);
        return row === undefined ? null : toJob(connection, row);
      }),
    listJobItems: (query, after, limit) => current((connection) => listJobItems(connection, query, after, limit)),
    listAudit: (filter, after, limit) => current((connection) => listAudit(connection, filter, after, limit)),
    auditEntry: (n) => current((connection) => auditDetail(connection, n)),
    oauthClients: () => current(oauthClients),
    calendarsForAction: (query, atMost) => current((connection) => calendarsForAction(connection, query, atMost)),
    calendarsOfMailbox: (address) => current((connection) => calendarsOfMailbox(connection, address)),
    futureOf: (calendars, now) => current((connection) => futureOf(connection, calendars, now)),
    eventsForAction: (query, now, atMost) => current((connection) => eventsForAction(connection, query, now, atMost)),
    eventSubjects: (events) => current((connection) => eventSubjects(connection, events)),
    eventsOfBot: (workspaceId, botId, butNot) =>
      current((connection) => eventsOfBot(connection, workspaceId, botId, butNot)),
    busyEvents: (events) => current((connection) => busyEvents(connection, events)),

    calendarFacts: (ref, now) => current((connection) => calendarFacts(connection, ref, now)),
    meetingsAtRisk: (ref, now, limit) => current((connection) => meetingsAtRisk(connection, ref, now, limit)),
    coverageGap: (of, now, limit) => current((connection) => coverageGap(connection, of, now, limit)),
    listIncidents: (filter, sort, after, limit) =>
      current((connection) => listIncidents(connection, filter, sort, after, limit)),
    incident: (id) => current((connection) => incident(connection, id)),
    incidentCalendars: (id, after, limit) => current((connection) => incidentCalendars(connection, id, after, limit)),
    incidentMeetings: (id, now, limit) => current((connection) => incidentMeetings(connection, id, now, limit)),
    incidentCounts: (scope) => current((connection) => incidentCounts(connection, scope)),
    overview: (scope, now) => current((connection) => overview(connection, scope, now)),
    health: (scope, from, to, spanMs) => current((connection) => health(connection, scope, from, to, spanMs)),
    savedViews: (page) => current((connection) => savedViews(connection, page)),
    notices: () => current(workspaceNotices),
  };
}
