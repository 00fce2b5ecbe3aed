import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  containersOf,
  cutValue,
  findLines,
  LINE_LIMIT,
  linesOf,
  visibleLines,
  type Line,
} from '../../../renderer/src/components/raw-json/lines.ts';

const textOf = (lines: readonly Line[]): string =>
  lines.map(({ depth, name, value, comma }) => `${'  '.repeat(depth)}${name}${value}${comma ? ',' : ''}`).join('\n');

const SAMPLE = JSON.stringify({ id: 'x', tags: ['a', 'b'], empty: {}, deep: { deeper: { end: null } } });

describe('a payload as lines', () => {
  test('is the payload: joined again and parsed, nothing is missing or added', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(JSON.parse(textOf(linesOf(text)))).toEqual(JSON.parse(text));
      }),
      { seed: 20_261_120, numRuns: 1_000 },
    );
  });

  test('is indented as people know it', () => {
    expect(textOf(linesOf('{"a":[1,{"b":null}],"c":"<b>"}'))).toBe(
      JSON.stringify({ a: [1, { b: null }], c: '<b>' }, null, 2),
    );
  });

  test('that is no JSON is shown as it came', () => {
    expect(linesOf('<html>\nproxy').map(({ value, kind }) => [value, kind])).toEqual([
      ['<html>', 'text'],
      ['proxy', 'text'],
    ]);
  });

  test('hides what is folded, and nothing else', () => {
    const lines = linesOf(SAMPLE);
    const tags = lines.findIndex(({ name }) => name === '"tags": ');
    const shown = visibleLines(lines, new Set([tags])).map((at) => lines[at]?.value);
    expect(shown).toEqual(['{', '"x"', '[', '{}', '{', '{', 'null', '}', '}', '}']);
    expect(visibleLines(lines, new Set())).toHaveLength(lines.length);
    expect(visibleLines(lines, new Set([0]))).toEqual([0]);
  });

  test('is searched by name and value, whatever the case, and says what to unfold for a hit', () => {
    const lines = linesOf(SAMPLE);
    const [hit] = findLines(lines, 'DEEPER');
    expect(lines[hit ?? -1]?.name).toBe('"deeper": ');
    const end = findLines(lines, 'null')[0] ?? -1;
    expect(containersOf(lines, end).map((at) => lines[at]?.name)).toEqual(['', '"deep": ', '"deeper": ']);
    expect(findLines(lines, '')).toEqual([]);
  });

  test('cuts a very long value and says how much is left', () => {
    expect(cutValue('x'.repeat(LINE_LIMIT))).toEqual({ shown: 'x'.repeat(LINE_LIMIT), left: 0 });
    expect(cutValue('x'.repeat(LINE_LIMIT + 5)).left).toBe(5);
  });
});
