import { describe, expect, test } from 'vitest';
import { calendarFilter, eventFilter } from '../../../shared/filters.ts';
import { CALENDAR_STATUSES } from '../../../shared/values.ts';
import { parseSearch, stringifySearch } from '../../../renderer/src/address.ts';
import {
  calendarFilterOf,
  calendarSortOf,
  isCalendarFiltered,
  validateCalendarsSearch,
} from '../../../renderer/src/views/calendars/search.ts';
import {
  eventFilterOf,
  eventSortOf,
  isEventFiltered,
  validateEventsSearch,
} from '../../../renderer/src/views/events/search.ts';
import { CALENDAR_STATUS_VALUES, validateRecordSearch } from '../../../renderer/src/views/list-address.ts';

const NOW = Date.UTC(2026, 10, 20, 12, 0, 30);
const HOSTILE = {
  status: 7,
  platform: ['x'],
  presence: 'present',
  q: '',
  sort: 'email.up',
  sel: null,
  tab: 'nonsense',
};

test('the window offers every status of a calendar that the contract knows', () => {
  expect([...CALENDAR_STATUS_VALUES].sort()).toEqual([...CALENDAR_STATUSES].sort());
});

describe('the address of the calendars list', () => {
  test('survives being written and read', () => {
    const search = {
      status: 'disconnected',
      platform: 'microsoft_outlook',
      presence: 'deleted',
      q: 'anna@acme.com & co',
      sort: 'status_since.desc',
      sel: '3:abc',
      tab: 'raw',
    };
    expect(validateCalendarsSearch(parseSearch(stringifySearch(search)))).toEqual(search);
  });

  test('drops what cannot be understood and keeps the rest', () => {
    expect(validateCalendarsSearch(HOSTILE)).toEqual({});
    expect(validateCalendarsSearch({ ...HOSTILE, status: 'connected' })).toEqual({ status: 'connected' });
  });

  test('becomes a filter and a sort that the contract accepts', () => {
    const search = validateCalendarsSearch({ status: 'connecting', q: ' anna ', sort: 'updated.desc' });
    const filter = calendarFilterOf(search, [1, 3]);
    expect(filter).toEqual({ workspaces: [1, 3], status: 'connecting', text: 'anna' });
    expect(calendarFilter().safeParse(filter).success).toBe(true);
    expect(calendarSortOf(search)).toEqual({ by: 'updated', direction: 'desc' });
    expect(calendarSortOf({})).toEqual({ by: 'email', direction: 'asc' });
  });

  test('does not filter by a text that is too short, and knows when nothing is left out', () => {
    expect(calendarFilterOf({ q: 'a' }, 'all')).toEqual({ workspaces: 'all' });
    expect(isCalendarFiltered({ q: 'a', sel: '1:x', sort: 'email.desc' })).toBe(false);
    expect(isCalendarFiltered({ presence: 'deleted' })).toBe(true);
  });
});

describe('the address of the schedule', () => {
  test('survives being written and read', () => {
    const search = {
      coverage: 'no_bot',
      meeting: 'zoom',
      when: '2026-11-24',
      cal: '2:c-1',
      sort: 'start.desc',
      sel: '2:e-1',
      tab: 'raw',
    };
    expect(validateEventsSearch(parseSearch(stringifySearch(search)))).toEqual(search);
  });

  test('drops what cannot be understood', () => {
    expect(validateEventsSearch({ ...HOSTILE, when: '2026-02-30', cal: 'no-ref', coverage: 'maybe' })).toEqual({});
  });

  test.each([
    ['24h', { from: NOW, to: NOW + 86_400_000 }],
    [undefined, { from: NOW, to: NOW + 7 * 86_400_000 }],
    ['past', { to: NOW }],
    ['all', {}],
    ['2026-11-24', { from: Date.UTC(2026, 10, 23, 23), to: Date.UTC(2026, 10, 24, 23) }],
  ])('the window %s limits the start as it says, in the zone that is shown', (when, bounds) => {
    const filter = eventFilterOf({ when }, 'all', NOW, 'Europe/Berlin');
    expect(filter).toEqual({ workspaces: 'all', ...bounds });
    expect(eventFilter().safeParse(filter).success).toBe(true);
  });

  test('sorted by change carries neither time window nor calendar, because the contract has none then', () => {
    const search = { when: '24h', cal: '1:c', coverage: 'bot', sort: 'updated.desc' } as const;
    expect(eventFilterOf(search, 'all', NOW, 'UTC')).toEqual({ workspaces: 'all', coverage: 'bot' });
    expect(eventFilterOf({ ...search, sort: undefined }, 'all', NOW, 'UTC').calendar).toEqual({
      workspaceId: 1,
      id: 'c',
    });
  });

  test('sorts the past latest first and everything else soonest first', () => {
    expect(eventSortOf({ when: 'past' })).toEqual({ by: 'start', direction: 'desc' });
    expect(eventSortOf({})).toEqual({ by: 'start', direction: 'asc' });
    expect(eventSortOf({ when: 'past', sort: 'start.asc' })).toEqual({ by: 'start', direction: 'asc' });
  });

  test('knows when it leaves out more events than a fresh look does', () => {
    expect(isEventFiltered({ sel: '1:x', sort: 'updated.desc' })).toBe(false);
    expect(isEventFiltered({ when: 'past' })).toBe(true);
    expect(isEventFiltered({ when: 'all' })).toBe(false);
    expect(isEventFiltered({ cal: '1:c' })).toBe(true);
  });
});

test('the address of a record’s page keeps its tab and nothing else', () => {
  expect(validateRecordSearch({ tab: 'raw', sel: '1:x' })).toEqual({ tab: 'raw' });
  expect(validateRecordSearch({ tab: 'x' })).toEqual({});
});
