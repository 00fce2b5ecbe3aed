/** Marks in a text: drawn where they are, however they overlap. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { segmentsOf } from '../../../renderer/src/views/oauth-doctor/segments.ts';

const marks = (...spans: [number, number][]) => ({ marks: spans.map(([from, to]) => ({ from, to })) });

test('a text without marks is one piece', () => {
  expect(segmentsOf('abc', [marks()])).toEqual([{ text: 'abc', findings: [], ending: [] }]);
  expect(segmentsOf('', [])).toEqual([]);
});

test('overlapping marks are cut where one of them ends, and each is numbered at its end', () => {
  expect(segmentsOf('abcdef', [marks([1, 4]), marks([2, 6])])).toEqual([
    { text: 'a', findings: [], ending: [] },
    { text: 'b', findings: [0], ending: [] },
    { text: 'cd', findings: [0, 1], ending: [0] },
    { text: 'ef', findings: [1], ending: [1] },
  ]);
});

test('the pieces are the text, and each unit carries exactly the findings that mark it', () => {
  const finding = fc.array(fc.tuple(fc.integer({ min: -3, max: 25 }), fc.integer({ min: -3, max: 25 })), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), fc.array(finding, { maxLength: 4 }), (text, spans) => {
      const found = segmentsOf(
        text,
        spans.map((list) => marks(...list)),
      );
      expect(found.map((segment) => segment.text).join('')).toBe(text);
      let at = 0;
      for (const segment of found) {
        for (const index of spans.keys()) {
          const over = spans[index]?.some(([from, to]) => from <= at && at + segment.text.length <= to && from < to);
          expect(segment.findings.includes(index)).toBe(over === true);
        }
        at += segment.text.length;
      }
    }),
    { seed: 20261121 },
  );
});
