import { describe, expect, it } from 'vitest';
import { timeTexts, zoneName } from '../../../../electron/core/diagnosis/texts/times.ts';

const at = Date.UTC(2026, 10, 20, 9, 14, 5);

describe('an instant in a text', () => {
  it('stands in UTC and in the reader’s zone', () => {
    expect(timeTexts('Europe/Vienna', 'seconds')(at)).toBe('2026-11-20 09:14:05 UTC (10:14:05 Europe/Vienna)');
    expect(timeTexts('Europe/Vienna', 'minutes')(at)).toBe('2026-11-20 09:14 UTC (10:14 Europe/Vienna)');
  });

  it('names the local day where that is another one', () => {
    expect(timeTexts('Asia/Tokyo', 'seconds')(Date.UTC(2026, 10, 20, 20))).toBe(
      '2026-11-20 20:00:00 UTC (2026-11-21 05:00:00 Asia/Tokyo)',
    );
    expect(timeTexts('America/Los_Angeles', 'minutes')(Date.UTC(2026, 0, 1, 3))).toBe(
      '2026-01-01 03:00 UTC (2025-12-31 19:00 America/Los_Angeles)',
    );
  });

  it('follows the change of the clocks', () => {
    const vienna = timeTexts('Europe/Vienna', 'minutes');
    expect(vienna(Date.UTC(2026, 9, 25, 0, 30))).toBe('2026-10-25 00:30 UTC (02:30 Europe/Vienna)');
    expect(vienna(Date.UTC(2026, 9, 25, 1, 30))).toBe('2026-10-25 01:30 UTC (02:30 Europe/Vienna)');
    expect(vienna(Date.UTC(2026, 9, 24, 22))).toBe('2026-10-24 22:00 UTC (2026-10-25 00:00 Europe/Vienna)');
  });

  it('stands in UTC alone where the zone is UTC or no zone at all', () => {
    for (const zone of ['UTC', 'Etc/UTC', 'GMT', 'Mars/Olympus', '', '../../x', 'Europe/Vienna\n# x']) {
      expect(timeTexts(zone, 'seconds')(at), zone).toBe('2026-11-20 09:14:05 UTC');
      expect(zoneName(zone), zone).toBeNull();
    }
  });

  it('out of all reach is not invented', () => {
    for (const wrong of [Number.NaN, Infinity, 8.64e15 + 1])
      expect(timeTexts('Europe/Vienna', 'seconds')(wrong)).toBe('at an unknown time');
  });
});
