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
    const deaths = [death(1, 7), death(2, 7.02), death(3, 7.3), death(4, 1)];
    expect(recastGrants(deaths, null)).toEqual(
      deaths.slice(0, 3).map((outage) => ({
        outage,
        cause: { code: 'google_testing_client', basis: 'inferred', besides: [] },
      })),
    );
  });

  it('is not told by two, by one calendar that died three times, by other ages, or by lives of unknown length', () => {
    expect(recastGrants([death(1, 7), death(2, 7)], null)).toEqual([]);
    expect(recastGrants([death(1, 7), death(1, 7), death(1, 7)], null)).toEqual([]);
    expect(recastGrants([death(1, 6), death(2, 8), death(3, 7)], null)).toEqual([]);
    expect(recastGrants([death(1, null), death(2, null), death(3, null)], null)).toEqual([]);
  });

  it('is refuted by a connection that lives on, or lived longer, as long as the deaths came after it', () => {
    const deaths = [death(1, 7), death(2, 7), death(3, 7)];
    expect(recastGrants(deaths, NOW - 30 * DAY)).toEqual([]);
    expect(recastGrants([...deaths, death(4, 91)], null)).toEqual([]);
    // Whoever connected after the others says nothing about tokens that were given before.
    expect(recastGrants(deaths, NOW - 2 * DAY)).toHaveLength(3);
  });

  it('is taken back when one of the deaths turns out to be something else', () => {
    const told = [death(1, 7, 'google_testing_client'), death(2, 7, 'google_testing_client')];
    expect(recastGrants(told, null).map(({ cause }) => cause)).toEqual([
      { code: 'google_invalid_grant', basis: 'observed', besides: [] },
      { code: 'google_invalid_grant', basis: 'observed', besides: [] },
    ]);
  });

  it('says nothing about deaths whose text has one meaning', () => {
    expect(recastGrants([death(1, 7, 'x'), death(2, 7, 'x'), death(3, 7, 'x')], null)).toEqual([]);
  });
});
