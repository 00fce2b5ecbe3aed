/** What changes something at Recall, and what it leaves behind: actions, jobs, the audit log, exports, OAuth clients. */
import * as z from 'zod/mini';
import {
  actionPreview,
  actionRequest,
  actionSecrets,
  auditDetail,
  auditEntry,
  auditFilter,
  calendarRef,
  eventRef,
  job,
  jobItem,
  jobProgress,
  oauthClient,
} from '../actions.ts';
import { pageAfter, pageLimit } from '../filters.ts';
import { ask, mutation, query } from '../method.ts';
import { ITEM_STATES, JOB_STATES } from '../values.ts';
import { exportPart, jobRef, nothing, page } from './common.ts';

export const actionsMethods = {
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
        /** The items of this event only. */
        event: z.optional(eventRef()),
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
} as const;
