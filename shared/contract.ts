/**
 * The contract: every question and every change that a window, the CLI or a test can put to the core. Types,
 * dispatch, client and documentation derive from this one object; a missing handler is a type error.
 *
 * `kind`: a query changes nothing anywhere, a mutation may. `lane`: `replica` questions are answered from SQLite by
 * the reader (its own thread and connection, so that they never wait for a write); `engine` calls run in the core,
 * which syncs, writes and speaks to Recall.
 */
import * as z from 'zod/mini';
import {
  actionPreview,
  actionRequest,
  actionSecrets,
  auditDetail,
  auditEntry,
  auditFilter,
  calendarRef,
  job,
  jobItem,
  jobProgress,
  oauthClient,
  protection,
} from './actions.ts';
import {
  calendarDiagnosis,
  gapOf,
  healthSpan,
  finding,
  incident,
  incidentCalendar,
  incidentFilter,
  meetingWithoutBot,
  oauthReport,
  overview,
  savedView,
  workspaceNotices,
} from './diagnosis.ts';
import {
  botDetail,
  calendarDetail,
  calendarRow,
  calendarStatus,
  eventDetail,
  eventRow,
  region,
  syncStatus,
  workspace,
  workspaceColour,
  workspaceMode,
} from './entities.ts';
import {
  calendarFilter,
  calendarSort,
  eventFilter,
  eventSort,
  pageAfter,
  pageLimit,
  total,
  workspaceScope,
} from './filters.ts';
import { ask, mutation, query, type Schema } from './method.ts';
import { once } from './once.ts';
import { AUDIENCES, INCIDENT_SORTS, ITEM_STATES, JOB_STATES, PARTIES } from './values.ts';

const nothing = once(() => z.object({}));
const remoteId = once(() => z.string().check(z.minLength(1), z.maxLength(200)));
const remoteRef = once(() => z.object({ workspaceId: z.int(), id: remoteId() }));
const workspaceRef = once(() => z.object({ workspaceId: z.int() }));
/** Secrets enter here and go to the keychain; no method gives one back. */
const secret = once(() => z.string().check(z.minLength(1), z.maxLength(10_000)));
const workspaceName = once(() => z.string().check(z.trim(), z.minLength(1), z.maxLength(80)));
const pollInterval = once(() => z.int().check(z.minimum(15_000), z.maximum(3_600_000)));
const baseUrl = once(() => z.string().check(z.maxLength(300)));
const keychain = once(() => z.object({ state: z.enum(['available', 'unavailable', 'memory']), message: z.string() }));
const jobRef = once(() => z.object({ jobId: z.int() }));
const incidentRef = once(() => z.object({ incidentId: z.int() }));
const viewPage = once(() => z.enum(['triage', 'calendars', 'events']));
const exportPart = once(() => z.object({ text: z.string(), next: z.nullable(z.string()) }));
const page = <R extends Schema>(row: R) =>
  z.object({ rows: z.array(row), next: z.nullable(z.string()), total: total() });

export const contract = {
  'app.info': ask('Shell, versions, data folder, keychain and storage state.', nothing, () =>
    z.object({
      shell: z.enum(['electron', 'web', 'cli']),
      appVersion: z.string(),
      versions: z.record(z.string(), z.string()),
      dataDir: z.string(),
      keychain: keychain(),
      storage: z.object({
        /** rebuilt: the file was damaged, kept aside and is being filled again; read_only / full: nothing can be written. */
        state: z.enum(['ok', 'rebuilt', 'read_only', 'full']),
        message: z.string(),
        bytes: z.int(),
        schemaVersion: z.int(),
      }),
    }),
  ),
  'app.keepSecretsInMemory': mutation(
    'Agree to keep secrets in memory until quit, where there is no keychain.',
    nothing,
    keychain,
  ),
  'app.protection': ask('Whether changes are locked for all workspaces.', nothing, protection),
  'app.protect': mutation(
    'Lock or unlock changes for all workspaces; what is left out stays as it is.',
    () => z.object({ locked: z.optional(z.boolean()), lockAtStart: z.optional(z.boolean()) }),
    protection,
  ),
  'app.notices': ask('Which desktop notifications each workspace gives.', nothing, () =>
    z.object({ rows: z.array(workspaceNotices()) }),
  ),
  'app.setNotices': mutation("Change one workspace's desktop notifications.", workspaceNotices, nothing),
  'app.search': query(
    'Find calendars, events and bots by e-mail, title, any id or meeting link.',
    () =>
      z.object({
        text: z.string().check(z.maxLength(2_000)),
        workspaces: workspaceScope(),
        limit: z.int().check(z.minimum(1), z.maximum(100)),
      }),
    () =>
      z.object({
        calendars: z.array(calendarRow()),
        events: z.array(eventRow()),
        bots: z.array(z.object({ workspaceId: z.int(), botId: z.string() })),
        /** True when more matched than `limit`. */
        more: z.boolean(),
      }),
  ),

  'workspaces.list': query('All workspaces.', nothing, () => z.object({ rows: z.array(workspace()) })),
  'workspaces.add': mutation(
    'Add a workspace; its key goes to the keychain. Refused when another workspace has the same key.',
    () =>
      z.object({
        name: workspaceName(),
        region: region(),
        /** Only for region `custom`: https, or http on loopback. */
        baseUrl: z.optional(baseUrl()),
        apiKey: secret(),
        webhookSecret: z.optional(secret()),
        colour: workspaceColour(),
        mode: workspaceMode(),
        pollIntervalMs: pollInterval(),
      }),
    workspace,
  ),
  'workspaces.update': mutation(
    'Change a workspace; fields left out stay as they are.',
    () =>
      z.object({
        workspaceId: z.int(),
        name: z.optional(workspaceName()),
        region: z.optional(region()),
        baseUrl: z.optional(baseUrl()),
        apiKey: z.optional(secret()),
        webhookSecret: z.optional(secret()),
        colour: z.optional(workspaceColour()),
        mode: z.optional(workspaceMode()),
        pollIntervalMs: z.optional(pollInterval()),
      }),
    workspace,
  ),
  'workspaces.test': ask(
    'Try a key against a region with one list call; with `workspaceId` alone, the stored key.',
    () =>
      z.object({
        workspaceId: z.optional(z.int()),
        region: z.optional(region()),
        baseUrl: z.optional(baseUrl()),
        apiKey: z.optional(secret()),
      }),
    () => z.object({ works: z.boolean(), message: z.string() }),
  ),
  'workspaces.removalPreview': query(
    'What removing a workspace would delete here (nothing at Recall).',
    workspaceRef,
    () => z.object({ calendars: z.int(), events: z.int(), bots: z.int(), historyEntries: z.int() }),
  ),
  'workspaces.remove': mutation(
    'Delete a workspace, its rows and its keychain entries; nothing at Recall.',
    workspaceRef,
    nothing,
  ),

  'calendars.list': query(
    'A page of calendars.',
    () => z.object({ filter: calendarFilter(), sort: calendarSort(), after: pageAfter(), limit: pageLimit() }),
    () => page(calendarRow()),
  ),
  'calendars.get': query('One calendar with its status history and redacted payload.', remoteRef, calendarDetail),
  'calendars.diagnosis': query(
    'Why a calendar is as it is: cause, party, evidence, action, timeline, what is at stake.',
    remoteRef,
    calendarDiagnosis,
  ),
  'calendars.atRisk': query(
    'Meetings ahead with a link and without a bot, soonest first.',
    () => z.object({ workspaceId: z.int(), id: remoteId(), limit: z.int().check(z.minimum(1), z.maximum(100)) }),
    () => z.object({ rows: z.array(meetingWithoutBot()), total: total() }),
  ),
  'calendars.gap': query(
    'The coverage gap: meetings ahead that had a bot before their calendar broke and have none now, soonest first.',
    () => z.object({ of: gapOf(), limit: z.int().check(z.minimum(1), z.maximum(200)) }),
    () => z.object({ rows: z.array(meetingWithoutBot()), total: total() }),
  ),
  'calendars.counts': query(
    'Badges: calendars by workspace and status, deleted ones left out.',
    () => z.object({ workspaces: workspaceScope() }),
    () => z.object({ rows: z.array(z.object({ workspaceId: z.int(), status: calendarStatus(), count: z.int() })) }),
  ),

  'events.list': query(
    'A page of events.',
    () => z.object({ filter: eventFilter(), sort: eventSort(), after: pageAfter(), limit: pageLimit() }),
    () => page(eventRow()),
  ),
  'events.get': query('One event with people, bots, revisions and payload.', remoteRef, eventDetail),
  'events.counts': query(
    'Badges: events that start in the next 24 hours, and those of them that have a link but no bot.',
    () => z.object({ workspaces: workspaceScope(), now: z.int() }),
    () => z.object({ next24h: total(), next24hWithoutBot: total() }),
  ),

  'bots.get': query('One bot as last retrieved, and the events that name it.', remoteRef, botDetail),
  'bots.refresh': mutation('Retrieve one bot from Recall now.', remoteRef, botDetail),

  'incidents.list': query(
    'A page of incidents and single cases: shared ones first, then by what is at stake.',
    () =>
      z.object({
        filter: incidentFilter(),
        sort: z.enum(INCIDENT_SORTS),
        after: pageAfter(),
        limit: pageLimit(),
      }),
    () => page(incident()),
  ),
  'incidents.get': query('One incident with its cause explained.', incidentRef, () =>
    z.object({ incident: incident(), finding: finding() }),
  ),
  'incidents.calendars': query(
    "A page of an incident's calendars: those not connected yet first, then by what is at stake.",
    () => z.object({ incidentId: z.int(), after: pageAfter(), limit: pageLimit() }),
    () => page(incidentCalendar()),
  ),
  'incidents.meetings': query(
    'Meetings at risk through an incident, soonest first.',
    () => z.object({ incidentId: z.int(), limit: z.int().check(z.minimum(1), z.maximum(100)) }),
    () => z.object({ rows: z.array(meetingWithoutBot()), total: total() }),
  ),
  'incidents.counts': query(
    'Badges: incidents in the inbox, and what the filters of the triage list would find.',
    () => z.object({ workspaces: workspaceScope() }),
    () =>
      z.object({
        inbox: z.int(),
        acknowledged: z.int(),
        snoozed: z.int(),
        causes: z.array(
          z.object({
            code: z.string(),
            title: z.string(),
            party: z.enum(PARTIES),
            /** Incidents and single cases, and calendars not connected because of it. */
            incidents: z.int(),
            calendars: z.int(),
          }),
        ),
      }),
  ),
  'incidents.setState': mutation(
    'Open, acknowledge or snooze (until it grows) incidents; resolved ones stay resolved.',
    () =>
      z.object({
        incidentIds: z.array(z.int()).check(z.minLength(1), z.maxLength(1_000)),
        state: z.enum(['open', 'acknowledged', 'snoozed']),
      }),
    nothing,
  ),
  'incidents.note': mutation(
    "Write an incident's note; an empty one takes it away.",
    () => z.object({ incidentId: z.int(), note: z.string().check(z.maxLength(10_000)) }),
    nothing,
  ),
  'incidents.evidence': query(
    'A redacted bundle for a ticket, or a ready message for the party, as text or Markdown.',
    () =>
      z.object({
        of: z.union([z.object({ calendar: calendarRef() }), z.object({ incidentId: z.int() })]),
        audience: z.enum(AUDIENCES),
        format: z.enum(['text', 'markdown']),
        /** IANA name of the zone whose times stand beside UTC. */
        timeZone: z.string().check(z.minLength(1), z.maxLength(100)),
      }),
    () => z.object({ subject: z.string(), text: z.string() }),
  ),

  'overview.get': query(
    'Health, causes, times to recover, and meetings at risk by hour.',
    () => z.object({ workspaces: workspaceScope(), now: z.int() }),
    overview,
  ),
  'overview.health': query(
    'Calendars by status over time, from our own observations; spans in which Callboard did not run are missing.',
    () =>
      z.object({
        workspaces: workspaceScope(),
        /** ms UTC; a whole hour. */
        from: z.int(),
        to: z.int(),
        /** Length of a span, ms: a multiple of one hour. At most 100 of them. */
        spanMs: z.int().check(z.minimum(3_600_000), z.maximum(2_678_400_000)),
      }),
    () => z.object({ rows: z.array(healthSpan()) }),
  ),

  'views.list': query(
    'Saved views of a page.',
    () => z.object({ page: viewPage() }),
    () => z.object({ rows: z.array(savedView()) }),
  ),
  'views.save': mutation(
    'Save a filtered view under a name, or rename or change one (`id`).',
    () =>
      z.object({
        id: z.optional(z.int()),
        page: viewPage(),
        name: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
        address: z.string().check(z.maxLength(2_000)),
      }),
    () => z.object({ id: z.int() }),
  ),
  'views.remove': mutation('Forget a saved view.', () => z.object({ id: z.int() }), nothing),

  'sync.status': ask('Progress, freshness, budget and errors of every workspace.', nothing, () =>
    z.object({ rows: z.array(syncStatus()) }),
  ),
  'sync.now': mutation(
    'Sync at once; without a workspace, all of them.',
    () => z.object({ workspaceId: z.optional(z.int()) }),
    nothing,
  ),
  'sync.pause': mutation('Stop syncing a workspace until resumed.', workspaceRef, nothing),
  'sync.resume': mutation('Resume syncing a workspace.', workspaceRef, nothing),

  'actions.preview': ask(
    'What an action would do, counted; changes nothing.',
    () => z.object({ action: actionRequest() }),
    actionPreview,
  ),
  'actions.start': mutation(
    'Freeze a previewed plan as a job and begin it. Refused when the world has changed since the preview.',
    () =>
      z.object({
        action: actionRequest(),
        /** From the preview. */
        plan: z.string().check(z.maxLength(200)),
        secrets: z.optional(actionSecrets()),
        /** Goes first and alone; the rest waits for its verdict. Null: all at once. */
        canary: z.optional(z.nullable(calendarRef())),
        /** True: a good canary is followed by the rest without asking. */
        unattended: z.optional(z.boolean()),
        /** What the preview asked to be typed. */
        confirmation: z.optional(z.string().check(z.maxLength(500))),
      }),
    () => z.object({ jobId: z.int() }),
  ),

  'jobs.list': query(
    'A page of jobs, newest first.',
    () => z.object({ states: z.optional(z.array(z.enum(JOB_STATES))), after: pageAfter(), limit: pageLimit() }),
    () => page(job()),
  ),
  'jobs.get': query('One job with its counts.', jobRef, job),
  'jobs.items': query(
    "A page of a job's items, in the order of work.",
    () =>
      z.object({
        jobId: z.int(),
        states: z.optional(z.array(z.enum(ITEM_STATES))),
        workspaceId: z.optional(z.int()),
        /** The item of this calendar only. */
        calendar: z.optional(calendarRef()),
        after: pageAfter(),
        limit: pageLimit(),
      }),
    () => page(jobItem()),
  ),
  'jobs.progress': ask('How a job is getting on: time left and what holds it, by workspace.', jobRef, jobProgress),
  'jobs.pause': mutation('Begin nothing more; calls under way are settled.', jobRef, nothing),
  'jobs.resume': mutation(
    'Go on: after a pause, after a good canary, or with another canary. `secrets` where the job lost its own.',
    () =>
      z.object({
        jobId: z.int(),
        canary: z.optional(calendarRef()),
        secrets: z.optional(actionSecrets()),
      }),
    nothing,
  ),
  'jobs.cancel': mutation('Skip what has not begun; what was sent is still settled and verified.', jobRef, nothing),
  'jobs.retry': mutation(
    'Do again what ended in one of these states, in the same job.',
    () =>
      z.object({
        jobId: z.int(),
        states: z.array(z.enum(['failing', 'unproven', 'failed', 'skipped'])).check(z.minLength(1)),
        secrets: z.optional(actionSecrets()),
      }),
    nothing,
  ),

  'audit.list': query(
    'A page of the audit log, newest first.',
    () => z.object({ filter: auditFilter(), after: pageAfter(), limit: pageLimit() }),
    () => page(auditEntry()),
  ),
  'audit.get': query('One audit entry with its chained records.', () => z.object({ n: z.int() }), auditDetail),

  'exports.audit': query(
    'The audit log as text, in parts: pass `next` back as `after` until it is null, and put the parts together.',
    () => z.object({ filter: auditFilter(), format: z.enum(['csv', 'jsonl']), after: pageAfter() }),
    exportPart,
  ),
  'exports.job': query(
    "A job's report as text, in parts like exports.audit.",
    () => z.object({ jobId: z.int(), format: z.enum(['csv', 'jsonl']), after: pageAfter() }),
    exportPart,
  ),

  'oauthClients.list': query('Registered OAuth clients, and those seen in calendars only.', nothing, () =>
    z.object({ rows: z.array(oauthClient()) }),
  ),
  'oauthClients.save': mutation(
    'Register an OAuth client, or change a registered one (`id`).',
    () =>
      z.object({
        id: z.optional(z.int()),
        clientId: z.string().check(z.trim(), z.minLength(1), z.maxLength(2_000)),
        name: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
        platform: z.enum(['google_calendar', 'microsoft_outlook']),
        secretExpiresAt: z.nullable(z.int()),
        workspaceIds: z.array(z.int()).check(z.maxLength(200)),
      }),
    () => z.object({ id: z.int() }),
  ),
  'oauthClients.remove': mutation(
    'Take an OAuth client off the register; calendars stay as they are.',
    () => z.object({ id: z.int() }),
    nothing,
  ),

  'doctor.oauth': query(
    'What is wrong with a pasted authorisation URL, callback URL or error text. Nothing of it is kept.',
    () => z.object({ text: z.string().check(z.maxLength(200_000)) }),
    oauthReport,
  ),
  'doctor.run': ask(
    'Check the data folder, the database, the keychain and every workspace.',
    () => z.object({ deep: z.optional(z.boolean()) }),
    () =>
      z.object({
        healthy: z.boolean(),
        checks: z.array(
          z.object({ name: z.string(), state: z.enum(['ok', 'warning', 'failed']), message: z.string() }),
        ),
      }),
  ),

  'demo.start': mutation('Start the built-in Recall simulator and add its training workspaces.', nothing, () =>
    z.object({ rows: z.array(workspace()) }),
  ),
  'demo.stop': mutation('Remove the training workspaces and stop the simulator.', nothing, nothing),
} as const;

export type Contract = typeof contract;
export type MethodName = keyof Contract;
/** What a caller passes. */
export type Input<M extends MethodName> = z.input<ReturnType<Contract[M]['input']>>;
/** What a handler receives, after validation. */
export type ParsedInput<M extends MethodName> = z.output<ReturnType<Contract[M]['input']>>;
export type Output<M extends MethodName> = z.output<ReturnType<Contract[M]['output']>>;
/** Names of the methods that the reader answers. */
export type ReplicaMethod = { [M in MethodName]: Contract[M]['lane'] extends 'replica' ? M : never }[MethodName];
/** Names of the methods that the core answers. */
export type EngineMethod = Exclude<MethodName, ReplicaMethod>;

/** True for a name in the contract; narrows untrusted strings. */
export function isMethod(name: string): name is MethodName {
  return Object.hasOwn(contract, name);
}
