import { describe, expect, it } from 'vitest';
import { recastGrants } from '../../../electron/core/diagnosis/testing-client.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 20, 12);

const death = (calendarPk: number, livedDays: number | null, code = 'google_invalid_grant') => ({
  calendarPk,
  brokeAt: NOW - calendarPk * 3_600_000,
  connectedAt: livedDays === null ? null : NOW - calendarPk * 3_600_000 - livedDays * DAY,
  cause: { code, basis: 'observed' as const, besides: [] },
});

describe('a Google client in Testing', () => {
  it('is told by three calendars that died seven days after they were connected', () => {
    const deaths = [death(1, 7), death(2, 7.02), death(3, 7.3), death(4, 91)];
    expect(recastGrants(deaths)).toEqual(
      deaths.slice(0, 3).map((outage) => ({
        outage,
        cause: { code: 'google_testing_client', basis: 'inferred', besides: [] },
      })),
    );
  });

  it('is not told by two, by one calendar that died three times, by other ages, or by lives of unknown length', () => {
    expect(recastGrants([death(1, 7), death(2, 7)])).toEqual([]);
    expect(recastGrants([death(1, 7), death(1, 7), death(1, 7)])).toEqual([]);
    expect(recastGrants([death(1, 6), death(2, 8), death(3, 7)])).toEqual([]);
    expect(recastGrants([death(1, null), death(2, null), death(3, null)])).toEqual([]);
  });

  it('is taken back when one of the deaths turns out to be something else', () => {
    const told = [death(1, 7, 'google_testing_client'), death(2, 7, 'google_testing_client')];
    expect(recastGrants(told).map(({ cause }) => cause)).toEqual([
      { code: 'google_invalid_grant', basis: 'observed', besides: [] },
      { code: 'google_invalid_grant', basis: 'observed', besides: [] },
    ]);
  });

  it('says nothing about deaths whose text has one meaning', () => {
    expect(recastGrants([death(1, 7, 'x'), death(2, 7, 'x'), death(3, 7, 'x')])).toEqual([]);
  });
});
