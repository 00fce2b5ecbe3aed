/**
 * Builds the path of every request. Always our own path under our own origin, with the trailing slash of the
 * specification (recall-api.md 1.1: a redirect to the slash would be refused), and `next` reduced to its cursor.
 */
import { toIso } from '../../../shared/time.ts';
import { badResponse } from './failures.ts';
import { RecallError } from './types.ts';
import type { CalendarQuery, EventQuery } from './types.ts';

/** Filters of `GET /api/v1/bot/` that Callboard uses (recall-api.md 4.2). Instants are ms UTC. */
export interface BotQuery {
  readonly joinFrom?: number;
  readonly joinTo?: number;
  /** Page number as text, from `next` of the page before. */
  readonly cursor?: string;
}

export function calendarsPath(query: CalendarQuery): string {
  return withQuery('/api/v2/calendars/', { status: query.status, cursor: query.cursor });
}

export function eventsPath(query: EventQuery): string {
  return withQuery('/api/v2/calendar-events/', {
    calendar_id: query.calendarId,
    start_time__gte: instant(query.startFrom),
    start_time__lte: instant(query.startTo),
    updated_at__gte: instant(query.updatedFrom),
    cursor: query.cursor,
  });
}

export function botsPath(query: BotQuery): string {
  return withQuery('/api/v1/bot/', {
    join_at_after: instant(query.joinFrom),
    join_at_before: instant(query.joinTo),
    page: query.cursor,
  });
}

/** Path of one record. Rejects ids that would climb out of the path. */
export function itemPath(collection: 'v2/calendars' | 'v2/calendar-events' | 'v1/bot', id: string): string {
  if (!/^[\x21-\x7e]{1,200}$/.test(id) || /^\.+$/.test(id)) {
    throw new RecallError('not_found', 'This is not an id that Recall gives, so there is nothing to ask for.');
  }
  return `/api/${collection}/${encodeURIComponent(id)}/`;
}

/** Path of a calendar's access token (recall-api.md 2.5). */
export function accessTokenPath(calendarId: string): string {
  return `${itemPath('v2/calendars', calendarId)}access-token/`;
}

/** Path of an event's bots (recall-api.md 3.4, 3.5). */
export function eventBotPath(eventId: string): string {
  return `${itemPath('v2/calendar-events', eventId)}bot/`;
}

/** Cursors of real pages have some 60 characters. */
const MAX_CURSOR = 2_000;

/**
 * Reduces `next` to the cursor (or page number) in it; null on the last page. Rejects with RecallError `foreign_host` when
 * it names another host, for following it would send the key there, and `bad_response` when it holds no cursor or leads
 * back to the page it came with. `http` for `https` on our own host is tolerated: Recall's sample rewrites it
 * (recall-api.md 1.4), and we join the cursor to our own base URL anyway.
 */
export function cursorOf(
  next: string | null,
  param: 'cursor' | 'page',
  origin: string,
  present: string | undefined,
): string | null {
  if (next === null || next === '') return null;
  const { host } = new URL(origin);
  if (!URL.canParse(next, origin)) {
    throw badResponse(`${host} sent a page whose link to the next page is not a web address.`, true);
  }
  const url = new URL(next, origin);
  if (
    (url.protocol !== 'https:' && url.protocol !== 'http:') ||
    url.host !== host ||
    url.username !== '' ||
    url.password !== ''
  ) {
    throw new RecallError(
      'foreign_host',
      `${host} sent a page that goes on at another address (${url.host.slice(0, 100) || url.protocol}). Callboard did not follow it, so the API key went nowhere else. Check the region or base URL of the workspace.`,
    );
  }
  const cursor = url.searchParams.get(param);
  if (cursor === null || cursor === '' || cursor.length > MAX_CURSOR) {
    throw badResponse(`${host} sent a page whose link to the next page holds no usable ${param}.`, true);
  }
  if (cursor === present) throw badResponse(`${host} sent a page that names itself as the next one.`, true);
  return cursor;
}

function instant(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : toIso(ms);
}

function withQuery(path: string, params: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined) query.set(name, value);
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}
