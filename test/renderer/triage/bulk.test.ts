import { describe, expect, test } from 'vitest';
import { bulkActionOf, openCalendarsOf, type ReadCalendars } from '../../../renderer/src/views/triage/bulk.ts';
import type { IncidentCalendar, SafeActionKind } from '../../../shared/diagnosis.ts';
import { calendarRow, caseOf, incidentOf } from './incidents.ts';

describe('the action for several incidents', () => {
  const wanting = (id: number, kind: SafeActionKind | null) =>
    caseOf(id, { action: kind === null ? null : { kind, label: 'Do it', why: 'Because.' } });

  test('is a test where all need a test', () => {
    expect(bulkActionOf([wanting(1, 'test_credential'), wanting(2, 'test_credential')])).toBe(
      'calendar.test_credential',
    );
  });

  test('is another try where they need different things, or nothing is known', () => {
    expect(bulkActionOf([wanting(1, 'test_credential'), wanting(2, 'rotate_secret')])).toBe('calendar.reconnect');
    expect(bulkActionOf([wanting(1, null)])).toBe('calendar.reconnect');
    expect(bulkActionOf([])).toBe('calendar.reconnect');
  });
});

describe('the calendars that several incidents are about', () => {
  const broken = (id: string, recoveredAt: number | null = null): IncidentCalendar => ({
    calendar: calendarRow({ id }),
    brokeAt: 0,
    recoveredAt,
    atRisk: { meetings: 0, lost: 0, firstAt: null },
  });
  const asked: string[] = [];
  /** Incident 1 on two pages, of which the second ends with calendars that are well again; a third is never needed. */
  const read: ReadCalendars = (incidentId, after) => {
    asked.push(`${incidentId} ${after ?? 'first'}`);
    if (after === null) return Promise.resolve({ rows: [broken('a'), broken('b')], next: 'second' });
    if (after === 'second') return Promise.resolve({ rows: [broken('c'), broken('d', 5)], next: 'third' });
    throw new Error('Everything on this page is well again.');
  };

  test('are those that are not connected, read page by page up to the last of them, and each once', async () => {
    asked.length = 0;
    const single = caseOf(2, { calendar: calendarRow({ id: 'a' }) });
    const other = caseOf(3, { calendar: calendarRow({ id: 'a', workspaceId: 2 }) });
    const found = await openCalendarsOf([incidentOf(1, { size: 4, open: 3 }), single, other], read, 100);
    expect(found).toEqual([
      { workspaceId: 1, id: 'a' },
      { workspaceId: 1, id: 'b' },
      { workspaceId: 1, id: 'c' },
      { workspaceId: 2, id: 'a' },
    ]);
    expect(asked).toEqual(['1 first', '1 second']);
  });

  test('are none of an incident that is over, without asking', async () => {
    asked.length = 0;
    expect(await openCalendarsOf([incidentOf(1, { open: 0 }), caseOf(2, { open: 0 })], read, 100)).toEqual([]);
    expect(asked).toEqual([]);
  });

  test('are not read on once there are more than can be named', async () => {
    asked.length = 0;
    const found = await openCalendarsOf([incidentOf(1)], read, 1);
    expect(found).toHaveLength(2);
    expect(asked).toEqual(['1 first']);
  });
});
