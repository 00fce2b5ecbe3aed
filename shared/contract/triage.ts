/** Incidents, the overview over all of them, and saved views. */
import * as z from 'zod/mini';
import { calendarRef } from '../actions.ts';
import {
  finding,
  healthSpan,
  incident,
  incidentCalendar,
  incidentFilter,
  meetingWithoutBot,
  overview,
  savedView,
} from '../diagnosis.ts';
import { pageAfter, pageLimit, total, workspaceScope } from '../filters.ts';
import { mutation, query } from '../method.ts';
import { AUDIENCES, INCIDENT_SORTS, PARTIES } from '../values.ts';
import { incidentRef, nothing, page, viewPage } from './common.ts';

export const triageMethods = {
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
} as const;
