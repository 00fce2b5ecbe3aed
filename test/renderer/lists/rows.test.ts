import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinPages, sameFields, shiftOf } from '../../../renderer/src/components/grid/rows.ts';

interface Row {
  readonly id: string;
  readonly word: string;
}
const row = (id: string, word = ''): Row => ({ id, word });
const keyOf = (one: Row): string => one.id;
const page = (...rows: Row[]): { rows: Row[] } => ({ rows });

describe('joined pages', () => {
  test('are one sequence in which every row knows its place', () => {
    const joined = joinPages([page(row('a'), row('b')), page(row('c'))], keyOf);
    expect(joined.rows.map(keyOf)).toEqual(['a', 'b', 'c']);
    expect(joined.places.get('c')).toBe(2);
  });

  test('show a row that moved between two reads once, as it was read last', () => {
    const joined = joinPages([page(row('a', 'old'), row('b')), page(row('c'), row('a', 'new'))], keyOf);
    expect(joined.rows).toEqual([row('b'), row('c'), row('a', 'new')]);
  });

  test('keep the objects of rows that did not change, and the whole when nothing did', () => {
    const before = joinPages([page(row('a'), row('b', 'x'))], keyOf);
    const again = joinPages([page(row('a'), row('b', 'x'))], keyOf, before);
    expect(again).toBe(before);
    const after = joinPages([page(row('new'), row('a'), row('b', 'y'))], keyOf, before);
    expect(after).not.toBe(before);
    expect(after.rows[1]).toBe(before.rows[0]);
    expect(after.rows[2]).toEqual(row('b', 'y'));
  });

  test('never repeat a row, never lose one, and every place is right', () => {
    const rows = fc.array(
      fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), word: fc.constantFrom('x', 'y') }),
    );
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 5 }), fc.array(rows, { maxLength: 5 }), (first, second) => {
        const before = joinPages(
          first.map((list) => ({ rows: list })),
          keyOf,
        );
        const after = joinPages(
          second.map((list) => ({ rows: list })),
          keyOf,
          before,
        );
        const ids = after.rows.map(keyOf);
        expect(new Set(ids).size).toBe(ids.length);
        expect(new Set(ids)).toEqual(new Set(second.flat().map(keyOf)));
        for (const [id, place] of after.places) expect(after.rows[place]?.id).toBe(id);
        const latest = new Map(second.flat().map((one) => [one.id, one]));
        for (const one of after.rows) expect(one).toEqual(latest.get(one.id));
      }),
      { seed: 20_261_120, numRuns: 1_000 },
    );
  });

  test('compare rows by every field', () => {
    expect(sameFields({ a: 1, b: null }, { a: 1, b: null })).toBe(true);
    expect(sameFields({ a: 1 }, { a: 1, b: undefined })).toBe(false);
    expect(sameFields({ a: undefined }, { b: undefined })).toBe(false);
    expect(sameFields({ a: Number.NaN }, { a: Number.NaN })).toBe(true);
  });
});

describe('a list that changed while it was read', () => {
  const shift = (before: string[], after: string[], top: number): number =>
    shiftOf(
      top,
      { keyAt: (index) => before[index] },
      { placeOf: (key) => (after.includes(key) ? after.indexOf(key) : undefined) },
    );

  test('moves by as many places as rows came or went above the first visible one', () => {
    expect(shift(['a', 'b', 'c'], ['x', 'y', 'a', 'b', 'c'], 1)).toBe(2);
    expect(shift(['a', 'b', 'c'], ['c'], 2)).toBe(-2);
    expect(shift(['a', 'b', 'c'], ['a', 'b', 'c', 'd'], 1)).toBe(0);
  });

  test('follows the next row that is still there when the first visible one is gone', () => {
    expect(shift(['a', 'b', 'c', 'd'], ['x', 'a', 'd'], 1)).toBe(-1);
  });

  test('stays where it is when nothing that was visible is left', () => {
    expect(shift(['a', 'b'], ['x', 'y'], 0)).toBe(0);
  });
});
