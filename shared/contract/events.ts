/** Events, the bots that belong to them, and what becomes of both. */
import * as z from 'zod/mini';
import { botDetail, botRow, eventDetail, eventRow } from '../entities.ts';
import { eventFilter, eventSort, pageAfter, pageLimit, total, workspaceScope } from '../filters.ts';
import { mutation, query } from '../method.ts';
import { BOT_OUTCOMES, EXTERNALS } from '../values.ts';
import { domainCoverage, eventVerdict, reasonCount, verdictCounts } from '../verdicts.ts';
import { exportPart, page, remoteRef } from './common.ts';

export const eventsMethods = {
  'events.list': query(
    'A page of events.',
    () => z.object({ filter: eventFilter(), sort: eventSort(), after: pageAfter(), limit: pageLimit() }),
    () => page(eventRow()),
  ),
  'events.get': query('One event with people, bots, revisions and payload.', remoteRef, eventDetail),
  'events.verdict': query(
    'What became or will become of an event and why: verdict, evidence, occurrences, sharing, history.',
    remoteRef,
    eventVerdict,
  ),
  'events.series': query(
    'The instances of the series that an event belongs to, by start, with a verdict each.',
    () => z.object({ workspaceId: z.int(), id: z.string(), limit: z.int().check(z.minimum(1), z.maximum(500)) }),
    () =>
      z.object({
        by: z.nullable(z.enum(['series_id', 'ical_uid'])),
        rows: z.array(eventRow()),
        counts: verdictCounts(),
        /** More are there than `limit`: these are the ones nearest to now. */
        more: z.boolean(),
      }),
  ),
  'events.counts': query(
    'Badges: events that start in the next 24 hours, and those of them that have a link but no bot.',
    () => z.object({ workspaces: workspaceScope(), now: z.int() }),
    () => z.object({ next24h: total(), next24hWithoutBot: total() }),
  ),
  'events.reasons': query(
    'How many events a filter finds with which verdict and reason; what the filter itself says of both does not count.',
    () => z.object({ filter: eventFilter() }),
    () => z.object({ rows: z.array(reasonCount()) }),
  ),
  'events.coverage': query(
    'Coverage by customer domain in a span of time: those with most problems first.',
    () =>
      z.object({
        workspaces: workspaceScope(),
        from: z.int(),
        to: z.int(),
        external: z.optional(z.enum(EXTERNALS)),
        after: pageAfter(),
        limit: pageLimit(),
      }),
    () => page(domainCoverage()),
  ),
  'events.domainCoverage': query(
    'Coverage of one customer domain, day by day.',
    () =>
      z.object({
        workspaces: workspaceScope(),
        domain: z.string().check(z.minLength(1), z.maxLength(253)),
        external: z.optional(z.enum(EXTERNALS)),
        /** Where days begin in the reader's zone, and where the last one ends; ms UTC, ascending. */
        edges: z.array(z.int()).check(z.minLength(2), z.maxLength(32)),
      }),
    () => z.object({ days: z.array(z.object({ from: z.int(), to: z.int(), counts: verdictCounts() })) }),
  ),
  'exports.events': query(
    'Events as CSV, exactly what the filter finds, in parts like exports.audit.',
    () =>
      z.object({
        filter: eventFilter(),
        sort: eventSort(),
        /** IANA name of the zone whose times stand beside UTC. */
        timeZone: z.string().check(z.minLength(1), z.maxLength(100)),
        after: pageAfter(),
      }),
    exportPart,
  ),

  'bots.list': query(
    'Bots that were looked at, latest first.',
    () =>
      z.object({
        workspaces: workspaceScope(),
        outcome: z.optional(z.enum(BOT_OUTCOMES)),
        after: pageAfter(),
        limit: pageLimit(),
      }),
    () => page(botRow()),
  ),
  'bots.get': query('One bot as last retrieved, and the events that name it.', remoteRef, botDetail),
  'bots.refresh': mutation('Retrieve one bot from Recall now.', remoteRef, botDetail),
} as const;
