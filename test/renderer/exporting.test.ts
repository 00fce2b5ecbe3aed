import { describe, expect, test } from 'vitest';
import { readParts } from '../../renderer/src/exporting.ts';

describe('an export in parts', () => {
  test('is read to its end, each part once and in order', async () => {
    const asked: (string | null)[] = [];
    const parts = await readParts(async (after) => {
      asked.push(after);
      const n = after === null ? 1 : Number(after) + 1;
      return { text: `part ${n}\n`, next: n === 3 ? null : String(n) };
    });
    expect(parts.join('')).toBe('part 1\npart 2\npart 3\n');
    expect(asked).toEqual([null, '1', '2']);
  });

  test('that breaks off is no export', async () => {
    const broken = readParts(async (after) => {
      if (after !== null) throw new Error('The core is gone.');
      return { text: 'part 1\n', next: '1' };
    });
    await expect(broken).rejects.toThrow('The core is gone.');
  });
});
