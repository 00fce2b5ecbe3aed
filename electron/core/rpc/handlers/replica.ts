/** Answers from the local replica; runs in the reader's thread on a read-only connection. */
import type { Job } from '../../../../shared/actions.ts';
import { CallboardError } from '../../../../shared/envelope.ts';
import type { Incident } from '../../../../shared/diagnosis.ts';
import type { Clock } from '../../deps.ts';
import { exportAudit } from '../../export/audit.ts';
import { exportEvents } from '../../export/events.ts';
import { exportJob } from '../../export/job-report.ts';
import type { Reader } from '../../store/types.ts';
import type { ReplicaHandlers } from '../types.ts';

/** Calendars of an incident that are looked at for what Recall says of them. */
const MEMBERS_HEARD = 10;
const GONE = 'It may have been removed together with its workspace, or the address is mistyped.';

/** `reader` is asked on every call, because the file may be reopened between two. */
export function createReplicaHandlers(reader: () => Reader, clock: Pick<Clock, 'now'>): ReplicaHandlers {
  return {
    'app.search': ({ text, workspaces, limit }) => reader().search(text, workspaces, limit),
    'workspaces.list': () => ({ rows: reader().workspaces() }),
    'workspaces.recipes': ({ workspaces }) => ({ rows: reader().recipes(workspaces, clock.now()) }),
    'workspaces.removalPreview': ({ workspaceId }) => reader().removalPreview(workspaceId),
    'calendars.list': ({ filter, sort, after, limit }) => reader().listCalendars(filter, sort, after, limit),
    'calendars.get': ({ workspaceId, id }) => {
      const detail = reader().calendar(workspaceId, id, clock.now());
      if (detail === null) throw noCalendar(id);
      return detail;
    },
    // The rules are loaded when they are first asked for: the first list does without them.
    'calendars.diagnosis': async (ref) => {
      const { diagnoseCalendar } = await import('../../diagnosis/calendar.ts');
      const now = clock.now();
      const facts = reader().calendarFacts(ref, now);
      if (facts === null) throw noCalendar(ref.id);
      const twins = reader().calendar(ref.workspaceId, ref.id, now)?.sameMailbox ?? [];
      return diagnoseCalendar(facts, twins, now);
    },
    'calendars.atRisk': ({ limit, ...ref }) => reader().meetingsAtRisk(ref, clock.now(), limit),
    'calendars.gap': ({ of, limit }) => reader().coverageGap(of, clock.now(), limit),
    'calendars.counts': ({ workspaces }) => ({ rows: reader().calendarCounts(workspaces) }),
    'events.list': ({ filter, sort, after, limit }) => reader().listEvents(filter, sort, after, limit),
    'events.get': ({ workspaceId, id }) => {
      const detail = reader().event(workspaceId, id);
      if (detail === null) throw noEvent(id);
      return detail;
    },
    'events.verdict': async (ref) => {
      const { explainEvent } = await import('../../diagnosis/events/explain.ts');
      const truth = reader().eventTruth(ref);
      if (truth === null) throw noEvent(ref.id);
      return explainEvent(truth, clock.now());
    },
    'events.series': ({ limit, ...ref }) => {
      const found = reader().series(ref, clock.now(), limit);
      if (found === null) throw noEvent(ref.id);
      return found;
    },
    'events.reasons': ({ filter }) => ({ rows: reader().reasonCounts(filter) }),
    'events.coverage': ({ after, limit, ...query }) => reader().coverage(query, after, limit),
    'events.domainCoverage': (query) => ({ days: reader().domainCoverage(query) }),
    'events.counts': ({ workspaces, now }) => reader().eventCounts(workspaces, now),
    'bots.list': ({ workspaces, outcome, after, limit }) => reader().listBots(workspaces, outcome, after, limit),
    'bots.get': ({ workspaceId, id }) => reader().bot(workspaceId, id),
    'incidents.list': ({ filter, sort, after, limit }) => reader().listIncidents(filter, sort, after, limit),
    'incidents.get': async ({ incidentId }) => {
      const { incidentFinding } = await import('../../diagnosis/incident.ts');
      const incident = requireIncident(reader(), incidentId);
      const members = reader().incidentCalendars(incidentId, null, MEMBERS_HEARD).rows;
      return { incident, finding: incidentFinding(incident, members) };
    },
    'incidents.calendars': ({ incidentId, after, limit }) => {
      requireIncident(reader(), incidentId);
      return reader().incidentCalendars(incidentId, after, limit);
    },
    'incidents.meetings': ({ incidentId, limit }) => {
      requireIncident(reader(), incidentId);
      return reader().incidentMeetings(incidentId, clock.now(), limit);
    },
    'incidents.counts': ({ workspaces }) => reader().incidentCounts(workspaces),
    'incidents.evidence': async (input) => {
      const { evidenceText } = await import('./evidence.ts');
      return evidenceText(reader(), input, clock.now());
    },
    'overview.get': ({ workspaces, now }) => reader().overview(workspaces, now),
    'overview.health': ({ workspaces, from, to, spanMs }) => ({ rows: reader().health(workspaces, from, to, spanMs) }),
    'doctor.oauth': async ({ text }) => {
      const { checkOauth } = await import('../../diagnosis/oauth/index.ts');
      return checkOauth(text);
    },
    'views.list': ({ page }) => ({ rows: reader().savedViews(page) }),
    'jobs.list': ({ states, after, limit }) => reader().listJobs(states, after, limit),
    'jobs.get': ({ jobId }) => requireJob(reader(), jobId),
    'jobs.items': ({ after, limit, ...query }) => {
      requireJob(reader(), query.jobId);
      return reader().listJobItems(query, after, limit);
    },
    'audit.list': ({ filter, after, limit }) => reader().listAudit(filter, after, limit),
    'audit.get': ({ n }) => {
      const detail = reader().auditEntry(n);
      if (detail === null) {
        throw new CallboardError('not_found', `The audit log has no entry ${n}. Check the number, or search the log.`);
      }
      return detail;
    },
    'exports.events': ({ filter, sort, timeZone, after }) => exportEvents(reader(), filter, sort, timeZone, after),
    'exports.audit': ({ filter, format, after }) => exportAudit(reader(), filter, format, after),
    'exports.job': ({ jobId, format, after }) => exportJob(reader(), requireJob(reader(), jobId), format, after),
    'oauthClients.list': () => ({ rows: reader().oauthClients() }),
  };
}

const noCalendar = (id: string): CallboardError =>
  new CallboardError('not_found', `Callboard has no calendar ${id} in this workspace. ${GONE}`);

const noEvent = (id: string): CallboardError =>
  new CallboardError('not_found', `Callboard has no event ${id} in this workspace. ${GONE}`);

function requireIncident(reader: Reader, id: number): Incident {
  const incident = reader.incident(id);
  if (incident !== null) return incident;
  throw new CallboardError(
    'not_found',
    `There is no incident ${id}. It may have become part of another one; look for it in the triage list.`,
  );
}

function requireJob(reader: Reader, id: number): Job {
  const job = reader.job(id);
  if (job === null) throw new CallboardError('not_found', `There is no job ${id}. Look for it in the list of jobs.`);
  return job;
}
