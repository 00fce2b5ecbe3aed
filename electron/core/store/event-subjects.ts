/** What an action on events has to know before it is proposed: the events, their bots, and who else those bots serve. */
import type { EventRef } from '../../../shared/actions.ts';
import type { EventRow } from '../../../shared/entities.ts';
import type { EventFilter } from '../../../shared/filters.ts';
import { readBotEntries } from './bot-entries.ts';
import type { Connection } from './connection.ts';
import { EVENT_ROWS_SQL, eventTuples, toEventRow } from './event-rows.ts';
import type { EventTuple } from './event-rows.ts';
import { CALENDAR_PLACEHOLDER, calendarStatusOf, FLAG_CANCELLED } from './facets.ts';
import type { EventSubject } from './ledger.ts';
import { listEvents } from './list-events.ts';
import { scopeIds } from './scope.ts';
import { eventsWithKey } from './search-read.ts';
import { idToken } from './search-terms.ts';

export const EVENT_SUBJECTS_SQL = {
  rest: `SELECT e.ical_uid, ifnull(c.email, c.oauth_email), c.facet, c.deleted_at FROM event AS e CROSS JOIN calendar AS c ON c.pk = e.calendar_pk
    WHERE e.pk = ?`,
} as const;

type RestTuple = [
  icalUid: string | null,
  mailbox: string | null,
  calendarFacet: number,
  calendarDeletedAt: number | null,
];

/** Events read from a list at once. */
const PAGE = 2_000;
/** Other events that a shared bot is looked for in. */
const SHARED = 50;

/** As verdicts.ts says. Workspaces on their way out have none. */
export function eventsForAction(
  connection: Connection,
  query: { readonly events: readonly EventRef[] } | { readonly filter: EventFilter },
  now: number,
  atMost: number,
): EventRow[] {
  if ('filter' in query) return matching(connection, query.filter, now, atMost);
  const rows = subjectTuples(connection, query.events).map(toEventRow);
  return rows.sort(soonestFirst).slice(0, atMost);
}

function matching(connection: Connection, filter: EventFilter, now: number, atMost: number): EventRow[] {
  const ahead = { ...filter, from: Math.max(now, filter.from ?? now) };
  const rows: EventRow[] = [];
  let after: string | null = null;
  do {
    const limit = Math.min(PAGE, atMost - rows.length);
    const page = listEvents(connection, ahead, { by: 'start', direction: 'asc' }, after, limit);
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null && rows.length < atMost);
  // Without a start an event sorts behind all others, and it is not ahead of anything.
  return rows.filter(({ startAt }) => startAt !== null);
}

const soonestFirst = (a: EventRow, b: EventRow): number =>
  (a.startAt ?? Infinity) - (b.startAt ?? Infinity) || a.workspaceId - b.workspaceId || (a.id < b.id ? -1 : 1);

/** As ledger.ts says. */
export function eventSubjects(connection: Connection, events: readonly EventRef[]): EventSubject[] {
  return subjectTuples(connection, events).flatMap((row) => {
    const rest = connection.get<RestTuple>(EVENT_SUBJECTS_SQL.rest, [row[16]]);
    if (rest === undefined) return [];
    const [icalUid, mailbox, calendarFacet, deletedAt] = rest;
    return {
      row: toEventRow(row),
      icalUid,
      isCancelled: (row[7] & FLAG_CANCELLED) !== 0,
      entries: readBotEntries(connection, row[16]),
      calendar: {
        mailbox: mailbox?.toLowerCase() ?? null,
        status: calendarFacet === CALENDAR_PLACEHOLDER ? 'unknown' : calendarStatusOf(calendarFacet),
        deletedAt,
      },
    };
  });
}

/** Each event once. */
function subjectTuples(connection: Connection, events: readonly EventRef[]): EventTuple[] {
  const here = new Set(scopeIds(connection, 'all'));
  const found = new Map<number, EventTuple>();
  for (const { workspaceId, id } of events) {
    if (!here.has(workspaceId)) continue;
    const row = connection.get<EventTuple>(EVENT_ROWS_SQL.byId, [workspaceId, id]);
    if (row !== undefined) found.set(row[16], row);
  }
  return [...found.values()];
}

/** As ledger.ts says. */
export function eventsOfBot(connection: Connection, workspaceId: number, botId: string, butNot: string): EventRow[] {
  const pks = eventsWithKey(connection, workspaceId, idToken(botId), SHARED);
  return eventTuples(connection, pks)
    .filter(
      (row) =>
        row[0] === workspaceId &&
        row[1] !== butNot &&
        readBotEntries(connection, row[16]).some((entry) => entry.botId === botId && entry.goneAt === null),
    )
    .map(toEventRow);
}
