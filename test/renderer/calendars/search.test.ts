import { expect, test } from 'vitest';
import { calendarFilter } from '../../../shared/filters.ts';
import { parseSearch, stringifySearch } from '../../../renderer/src/address.ts';
import {
  calendarFilterOf,
  isCalendarFiltered,
  NO_FILTERS,
  validateCalendarsSearch,
} from '../../../renderer/src/views/calendars/search.ts';

test('cause and who must act survive in the address and become a filter that the contract accepts', () => {
  const search = { cause: 'client_secret_expired', party: 'us' as const };
  const read = validateCalendarsSearch(parseSearch(stringifySearch(search)));
  expect(read).toEqual(search);
  const filter = calendarFilterOf(read, 'all');
  expect(filter).toEqual({ workspaces: 'all', ...search });
  expect(calendarFilter().safeParse(filter).success).toBe(true);
});

test('a party that nobody knows is left out, and a cause of any length is cut to what the contract takes', () => {
  const read = validateCalendarsSearch({ party: 'everybody', cause: 'x'.repeat(5_000) });
  expect(read).toEqual({ cause: 'x'.repeat(100) });
  expect(calendarFilter().safeParse(calendarFilterOf(read, 'all')).success).toBe(true);
});

test('each of them counts as a filter, and clearing the filters takes them away', () => {
  expect(isCalendarFiltered({ cause: 'unknown' })).toBe(true);
  expect(isCalendarFiltered({ party: 'us' })).toBe(true);
  expect(isCalendarFiltered({ cause: 'unknown', party: 'us', ...NO_FILTERS })).toBe(false);
});
