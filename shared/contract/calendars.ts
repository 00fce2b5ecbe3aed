/** Calendars and why they are as they are. */
import * as z from 'zod/mini';
import { calendarDiagnosis, gapOf, meetingWithoutBot } from '../diagnosis.ts';
import { calendarDetail, calendarRow, calendarStatus } from '../entities.ts';
import { calendarFilter, calendarSort, pageAfter, pageLimit, total, workspaceScope } from '../filters.ts';
import { query } from '../method.ts';
import { page, remoteId, remoteRef } from './common.ts';

export const calendarsMethods = {
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
} as const;
