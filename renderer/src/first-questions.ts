/**
 * What the first page will ask, read off the address alone: these questions leave while the code that shows the answers is
 * still being fetched. A question that the page then does not ask costs one answer that nobody reads; one that is missing
 * here is asked a moment later.
 */
import type { Input, ReplicaMethod } from '../../shared/contract.ts';
import { MINUTE_MS } from '../../shared/time.ts';
import { parseSearch, scopeOf, validateGlobalSearch } from './address.ts';
import type { Zone } from './format/time.ts';
import { pageOf } from './list-page.ts';
import type { QueryName } from './stale.ts';
import { calendarFilterOf, calendarSortOf, validateCalendarsSearch } from './views/calendars/search.ts';
import { eventFilterOf, eventSortOf, validateEventsSearch } from './views/events/search.ts';

/** A method with its input. All are answered from the file: what the core itself must say may take longer than the rows. */
export type Question = {
  readonly [M in QueryName & ReplicaMethod]: { readonly method: M; readonly input: Input<M> };
}[QueryName & ReplicaMethod];

const FRAME: Question = { method: 'workspaces.list', input: {} };

/**
 * @param hash `#/events?when=24h`, as the browser has it.
 * @param now ms UTC.
 * @param zone The zone that days in the address are days of.
 */
export function firstQuestions(hash: string, now: number, zone: Zone): readonly Question[] {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const search = parseSearch(query);
  const workspaces = scopeOf(validateGlobalSearch(search).ws);
  switch (path) {
    // The index page leads to the calendars.
    case '':
    case '/':
    case '/calendars': {
      const asked = validateCalendarsSearch(search);
      const question = { filter: calendarFilterOf(asked, workspaces), sort: calendarSortOf(asked) };
      return [
        { method: 'calendars.list', input: pageOf(question, null) },
        FRAME,
        { method: 'calendars.counts', input: { workspaces } },
      ];
    }
    case '/events': {
      const asked = validateEventsSearch(search);
      // The other views are fetched when they are asked for; so are their questions.
      if (asked.view !== undefined) return [FRAME];
      const minute = Math.floor(now / MINUTE_MS) * MINUTE_MS;
      const question = { filter: eventFilterOf(asked, workspaces, minute, zone), sort: eventSortOf(asked) };
      return [
        { method: 'events.list', input: pageOf(question, null) },
        FRAME,
        { method: 'events.counts', input: { workspaces, now: minute } },
      ];
    }
    default:
      return [FRAME];
  }
}
