/** Events, the bots that belong to them, and what becomes of both. */
import * as z from 'zod/mini';
import { botDetail, eventDetail, eventRow } from '../entities.ts';
import { eventFilter, eventSort, pageAfter, pageLimit, total, workspaceScope } from '../filters.ts';
import { mutation, query } from '../method.ts';
import { page, remoteRef } from './common.ts';

export const eventsMethods = {
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
} as const;
