import { describe, expect, test } from 'vitest';
import { auditFilter } from '../../../shared/actions.ts';
import { parseSearch, stringifySearch } from '../../../renderer/src/address.ts';
import {
  auditFilterOf,
  isAuditFiltered,
  NO_AUDIT_FILTERS,
  validateAuditSearch,
} from '../../../renderer/src/views/audit/search.ts';

const FULL = {
  q: 'anna@acme.com & co',
  action: 'calendar.delete',
  state: 'unknown',
  job: '12',
  cal: '3:abc',
  event: '3:meeting',
  from: '2026-11-20',
  to: '2026-11-21',
  sel: '99',
} as const;

describe('the address of the audit log', () => {
  test('survives being written and read', () => {
    expect(validateAuditSearch(parseSearch(stringifySearch(FULL)))).toEqual(FULL);
  });

  test('drops what cannot be understood and keeps the rest', () => {
    const hostile = { q: '', action: 7.5e300, state: 'over', job: 'x', cal: '3', from: '2026-02-30', to: 'tomorrow' };
    expect(validateAuditSearch({ ...hostile, action: [], sel: '4' })).toEqual({ sel: '4' });
  });

  test('becomes a filter that the contract takes', () => {
    const filter = auditFilterOf(FULL, [1, 3], 'Europe/Berlin');
    expect(auditFilter().parse(filter)).toEqual(filter);
    expect(filter).toEqual({
      workspaces: [1, 3],
      text: 'anna@acme.com & co',
      action: 'calendar.delete',
      state: 'unknown',
      jobId: 12,
      calendar: { workspaceId: 3, id: 'abc' },
      event: { workspaceId: 3, id: 'meeting' },
      from: Date.UTC(2026, 10, 19, 23),
      to: Date.UTC(2026, 10, 21, 23),
    });
  });

  test('takes both days whole, in the zone that is on screen', () => {
    const day = { from: '2026-11-20', to: '2026-11-20' };
    expect(auditFilterOf(day, 'all', 'UTC')).toEqual({
      workspaces: 'all',
      from: Date.UTC(2026, 10, 20),
      to: Date.UTC(2026, 10, 21),
    });
  });

  test('leaves out a text that is too short to filter by', () => {
    expect(auditFilterOf({ q: ' a ' }, 'all', 'UTC')).toEqual({ workspaces: 'all' });
  });

  test('knows when entries are left out, and how to leave out none', () => {
    expect(isAuditFiltered({ sel: '4' })).toBe(false);
    expect(isAuditFiltered({ q: 'a' })).toBe(false);
    for (const [name, value] of Object.entries(FULL)) {
      if (name !== 'sel') expect([name, isAuditFiltered({ [name]: value })]).toEqual([name, true]);
    }
    expect(isAuditFiltered({ ...FULL, ...NO_AUDIT_FILTERS })).toBe(false);
  });
});
