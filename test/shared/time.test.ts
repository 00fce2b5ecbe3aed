import { describe, expect, it } from 'vitest';
import { parseInstant, toIso } from '../../shared/time.ts';

describe('parseInstant', () => {
  it('reads Z, offsets and any number of fraction digits as the same instant', () => {
    const instant = Date.UTC(2026, 0, 5, 15, 0, 0, 123);
    for (const text of [
      '2026-01-05T15:00:00.123Z',
      '2026-01-05T15:00:00.123456Z',
      '2026-01-05T15:00:00.123+00:00',
      '2026-01-05T10:00:00.123-05:00',
      '2026-01-05T10:00:00.123-0500',
    ]) {
      expect(parseInstant(text), text).toBe(instant);
    }
  });

  it('gives null instead of a guess or NaN', () => {
    for (const value of [
      '2026-01-05T15:00:00',
      '2026-01-05',
      'yesterday',
      '',
      '2026-13-45T99:00:00Z',
      1_700_000_000_000,
      null,
      undefined,
      {},
      ['2026-01-05T15:00:00Z'],
    ]) {
      expect(parseInstant(value)).toBeNull();
    }
  });

  it('is undone by toIso', () => {
    expect(parseInstant(toIso(1_767_625_200_123))).toBe(1_767_625_200_123);
  });
});
