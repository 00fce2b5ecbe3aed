/**
 * What the first page will ask, read off the address alone: these questions leave while the code that shows the answers is
 * still being fetched. A question that the page then does not ask costs one answer that nobody reads; one that is missing
 * here is asked a moment later.
 */
import type { Input } from '../../shared/contract.ts';
import { MINUTE_MS } from '../../shared/time.ts';
import { parseSearch, scopeOf, validateGlobalSearch } from './address.ts';
import type { Zone } from './format/time.ts';
import { firstPage } from './first-page.ts';
import type { QueryName } from './stale.ts';
import { calendarFilterOf, calendarSortOf, validateCalendarsSearch } from './views/calendars/search.ts';
import { eventFilterOf, eventSortOf, validateEventsSearch } from './views/events/search.ts';

/**
 * A method with its input. The core's own state (`engine`) may take longer than the rows, which are read from the file
 * (`replica`); the page does not wait for it.
 */
export type Question = {
  readonly [M in QueryName]: { readonly method: M; readonly input: Input<M>; readonly lane: 'replica' | 'engine' };
}[QueryName];

const FRAME: readonly Question[] = [
  { method: 'workspaces.list', input: {}, lane: 'replica' },
  { method: 'app.info', input: {}, lane: 'engine' },
  { method: 'sync.status', input: {}, lane: 'engine' },
];

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
        { method: 'calendars.list', input: firstPage(question), lane: 'replica' },
        ...FRAME,
        { method: 'calendars.counts', input: { workspaces }, lane: 'replica' },
      ];
    }
    case '/events': {
      const asked = validateEventsSearch(search);
      const minute = Math.floor(now / MINUTE_MS) * MINUTE_MS;
      const question = { filter: eventFilterOf(asked, workspaces, minute, zone), sort: eventSortOf(asked) };
      return [
        { method: 'events.list', input: firstPage(question), lane: 'replica' },
        ...FRAME,
        { method: 'events.counts', input: { workspaces, now: minute }, lane: 'replica' },
      ];
    }
    default:
      return FRAME;
  }
}
