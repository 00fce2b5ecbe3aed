import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callsEta, freshEta } from '../../../electron/core/actions/eta.ts';

const WINDOW = 60_000;

describe('the time that the limits let calls take', () => {
  it('is nothing for nothing, and seconds for what fits the free slots', () => {
    expect(freshEta(0, 300, WINDOW)).toBe(0);
    expect(freshEta(200, 300, WINDOW)).toBeLessThan(15_000);
  });

  it('is a window for every further 300', () => {
    expect(freshEta(301, 300, WINDOW)).toBeGreaterThanOrEqual(WINDOW);
    expect(freshEta(600, 300, WINDOW)).toBeLessThan(1.2 * WINDOW);
    expect(freshEta(900, 300, WINDOW)).toBeGreaterThanOrEqual(2 * WINDOW);
  });

  it('waits for the slots that are taken', () => {
    const now = 1_000_000;
    const full = { used: 300, limit: 300, windowMs: WINDOW, nextSlotAt: now + 20_000 };
    expect(callsEta(10, full, now)).toBeGreaterThanOrEqual(20_000);
    expect(callsEta(10, full, now)).toBeLessThan(WINDOW);
  });

  it('never shrinks with more calls', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.nat(5_000), fc.integer({ min: 0, max: 300 }), (a, b, used) => {
        const budget = { used, limit: 300, windowMs: WINDOW, nextSlotAt: used === 300 ? 30_000 : null };
        const [few, many] = a < b ? [a, b] : [b, a];
        expect(callsEta(many, budget, 0)).toBeGreaterThanOrEqual(callsEta(few, budget, 0));
      }),
      { seed: 20261121 },
    );
  });
});
