import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { growthPath } from '../../../renderer/src/views/triage/growth.ts';

test('the shape climbs from the left to the full height at the right', () => {
  expect(growthPath([1, 2, 4], 4, 30, 12)).toBe('M0 12V9H10V6H20V0H30V12Z');
});

test('an incident that broke at once is flat', () => {
  expect(growthPath([4, 4], 4, 20, 10)).toBe('M0 10V0H10V0H20V10Z');
});

test('nothing that a store could answer leads out of the picture', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50_000), { maxLength: 16 }), fc.nat(50_000), (growth, size) => {
      const path = growthPath(growth, size, 40, 12);
      expect(path).toMatch(/^M0 12(V[\d.]+H[\d.]+)*V12Z$/);
      for (const [, y, x] of path.matchAll(/V([\d.]+)H([\d.]+)/g)) {
        expect(Number(y)).toBeGreaterThanOrEqual(0);
        expect(Number(y)).toBeLessThanOrEqual(12);
        expect(Number(x)).toBeLessThanOrEqual(40.1);
      }
    }),
    { seed: 20_261_121 },
  );
});
