/** Every fixed SQL statement of the store by name; the plan test goes through all of them. */
import { ACTION_READS_SQL } from './action-reads.ts';
import { APPLY_CALENDARS_SQL } from './apply-calendars.ts';
import { APPLY_EVENTS_SQL } from './apply-events.ts';
import { AUDIT_CHECK_SQL } from './audit-check.ts';
import { AUDIT_WRITE_SQL } from './audit-write.ts';
import { BOT_DETAIL_SQL } from './bot-detail.ts';
import { BOT_ENTRY_SQL } from './bot-entries.ts';
import { BOT_FACTS_SQL } from './bot-facts.ts';
import { BOT_SQL } from './bots.ts';
import { CALENDAR_CASES_SQL } from './calendar-cases.ts';
import { CALENDAR_CHANGES_SQL } from './calendar-changes.ts';
import { CALENDAR_FACTS_SQL } from './calendar-facts.ts';
import { CALENDAR_INDEX_SQL } from './calendar-index.ts';
import { CALENDAR_ROWS_SQL } from './calendar-rows.ts';
import { CALENDAR_TEXTS_SQL } from './calendar-texts.ts';
import { COVERAGE_GAP_SQL } from './coverage-gap.ts';
import { DETAILS_SQL } from './details.ts';
import { EVENT_ROWS_SQL } from './event-rows.ts';
import { EVENT_SERIES_SQL } from './event-series.ts';
import { EVENT_SUBJECTS_SQL } from './event-subjects.ts';
import { EVENT_TRUTH_SQL } from './event-truth.ts';
import { EXPORTED_EVENTS_SQL } from './exported-events.ts';
import { HEALTH_SQL } from './health.ts';
import { INCIDENT_READS_SQL } from './incident-reads.ts';
import { INCIDENT_ROLL_UP_SQL } from './incident-roll-up.ts';
import { INCIDENT_ROWS_SQL } from './incident-rows.ts';
import { INCIDENT_TEXTS_SQL } from './incident-texts.ts';
import { INCIDENT_WRITE_SQL } from './incident-write.ts';
import { JOB_ROWS_SQL } from './job-rows.ts';
import { JOBS_SQL } from './jobs.ts';
import { LIST_AUDIT_SQL } from './list-audit.ts';
import { LIST_BOTS_SQL } from './list-bots.ts';
import { LIST_EVENTS_SQL } from './list-events.ts';
import { LIST_JOBS_SQL } from './list-jobs.ts';
import { LIST_VERDICTS_SQL } from './list-verdicts.ts';
import { MAINTENANCE_SQL } from './maintenance.ts';
import { MEETINGS_SQL } from './meetings.ts';
import { OAUTH_CLIENTS_SQL } from './oauth-clients.ts';
import { OUTAGES_SQL } from './outages.ts';
import { OVERVIEW_SQL } from './overview.ts';
import { PAYLOAD_READ_SQL } from './payload-read.ts';
import { PAYLOAD_WRITE_SQL } from './payload-write.ts';
import { PROBES_SQL } from './probes.ts';
import { QUARANTINE_SQL } from './quarantine.ts';
import { RECIPES_SQL } from './recipes.ts';
import { SAVED_VIEWS_SQL } from './saved-views.ts';
import { SCHEDULE_REFUSALS_SQL } from './schedule-refusals.ts';
import { SCOPE_SQL } from './scope.ts';
import { SEARCH_READ_SQL } from './search-read.ts';
import { SEARCH_WAITING_SQL } from './search-waiting.ts';
import { SEARCH_WRITE_SQL } from './search-write.ts';
import { SETTINGS_SQL } from './settings.ts';
import { STORE_SQL } from './sqlite-store.ts';
import { STAKE_SQL } from './stake.ts';
import { STATUS_HISTORY_SQL } from './status-history.ts';
import { TALLY_SQL } from './tally.ts';
import { UNSEEN_BOTS_SQL } from './unseen-bots.ts';
import { VERDICT_COVERAGE_SQL } from './verdict-coverage.ts';
import { VERDICT_PENDING_SQL } from './verdict-pending.ts';
import { VERDICT_FACTS_SQL } from './verdict-tuples.ts';
import { VERDICT_WRITE_SQL } from './verdict-write.ts';
import { WORKSPACE_NOTICES_SQL } from './workspace-notices.ts';
import { REMOVAL_SQL, WORKSPACE_SQL } from './workspaces.ts';

export const STATEMENTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  actionReads: ACTION_READS_SQL,
  applyCalendars: APPLY_CALENDARS_SQL,
  applyEvents: APPLY_EVENTS_SQL,
  auditCheck: AUDIT_CHECK_SQL,
  auditWrite: AUDIT_WRITE_SQL,
  botDetail: BOT_DETAIL_SQL,
  botEntries: BOT_ENTRY_SQL,
  botFacts: BOT_FACTS_SQL,
  bots: BOT_SQL,
  calendarCases: CALENDAR_CASES_SQL,
  calendarChanges: CALENDAR_CHANGES_SQL,
  calendarFacts: CALENDAR_FACTS_SQL,
  calendarIndex: CALENDAR_INDEX_SQL,
  calendarRows: CALENDAR_ROWS_SQL,
  calendarTexts: CALENDAR_TEXTS_SQL,
  coverageGap: COVERAGE_GAP_SQL,
  details: DETAILS_SQL,
  eventRows: EVENT_ROWS_SQL,
  eventSeries: EVENT_SERIES_SQL,
  eventSubjects: EVENT_SUBJECTS_SQL,
  eventTruth: EVENT_TRUTH_SQL,
  exportedEvents: EXPORTED_EVENTS_SQL,
  health: HEALTH_SQL,
  incidentReads: INCIDENT_READS_SQL,
  incidentRollUp: INCIDENT_ROLL_UP_SQL,
  incidentRows: INCIDENT_ROWS_SQL,
  incidentTexts: INCIDENT_TEXTS_SQL,
  incidentWrite: INCIDENT_WRITE_SQL,
  jobRows: JOB_ROWS_SQL,
  jobs: JOBS_SQL,
  listAudit: LIST_AUDIT_SQL,
  listBots: LIST_BOTS_SQL,
  listEvents: LIST_EVENTS_SQL,
  listJobs: LIST_JOBS_SQL,
  listVerdicts: LIST_VERDICTS_SQL,
  maintenance: MAINTENANCE_SQL,
  meetings: MEETINGS_SQL,
  oauthClients: OAUTH_CLIENTS_SQL,
  outages: OUTAGES_SQL,
  overview: OVERVIEW_SQL,
  payloadRead: PAYLOAD_READ_SQL,
  payloadWrite: PAYLOAD_WRITE_SQL,
  probes: PROBES_SQL,
  quarantine: QUARANTINE_SQL,
  recipes: RECIPES_SQL,
  removal: REMOVAL_SQL,
  savedViews: SAVED_VIEWS_SQL,
  scheduleRefusals: SCHEDULE_REFUSALS_SQL,
  scope: SCOPE_SQL,
  searchRead: SEARCH_READ_SQL,
  searchWaiting: SEARCH_WAITING_SQL,
  searchWrite: SEARCH_WRITE_SQL,
  settings: SETTINGS_SQL,
  stake: STAKE_SQL,
  statusHistory: STATUS_HISTORY_SQL,
  store: STORE_SQL,
  tally: TALLY_SQL,
  unseenBots: UNSEEN_BOTS_SQL,
  verdictCoverage: VERDICT_COVERAGE_SQL,
  verdictFacts: VERDICT_FACTS_SQL,
  verdictPending: VERDICT_PENDING_SQL,
  verdictWrite: VERDICT_WRITE_SQL,
  workspaceNotices: WORKSPACE_NOTICES_SQL,
  workspaces: WORKSPACE_SQL,
};
