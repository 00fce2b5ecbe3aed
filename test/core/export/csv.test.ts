import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../../electron/core/export/csv.ts';

const SEED = Number(process.env['SEED'] ?? 20_266);

/** RFC 4180, section 2, read strictly; throws for anything that it does not allow. */
function parseCsv(text: string): string[][] {
  const lines: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const cells: string[] = [];
    for (;;) {
      let cell = '';
      if (text[at] === '"') {
        for (at += 1; ; at += 1) {
          if (at >= text.length) throw new Error('A quoted cell does not end.');
          if (text[at] !== '"') cell += text[at];
          else if (text[at + 1] === '"') {
            cell += '"';
            at += 1;
          } else break;
        }
        at += 1;
      } else {
        while (at < text.length && text[at] !== ',' && text[at] !== '\r') {
          if (text[at] === '"' || text[at] === '\n') throw new Error('A bare cell holds what must be quoted.');
          cell += text[at];
          at += 1;
        }
      }
      cells.push(cell);
      if (text[at] !== ',') break;
      at += 1;
    }
    if (text.slice(at, at + 2) !== '\r\n') throw new Error('A line does not end with CRLF.');
    at += 2;
    lines.push(cells);
  }
  return lines;
}

/** What spreadsheets act on, or skip before they act (OWASP, "CSV Injection"). */
const isDangerous = (cell: string): boolean => {
  const first = cell.codePointAt(0) ?? 0x20;
  return '=+-@＝＋－＠'.includes(String.fromCodePoint(first)) || first < 0x20 || (first >= 0x7f && first < 0xa0);
};

describe('CSV', () => {
  it('gives every cell back, and none that a spreadsheet would run', () => {
    const nasty = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      '\0',
      '"',
      ',',
      "'",
      ' ',
      '\u0085',
      '＝',
      'é',
      '1',
    );
    const text = fc.oneof(
      fc.string({ unit: nasty, maxLength: 6 }),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.tuple(nasty, fc.string()).map(([first, rest]) => first + rest),
    );
    const table = fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { maxLength: 4 });
    fc.assert(
      fc.property(table, (lines) => {
        const parsed = parseCsv(lines.map((cells) => csvLine(cells)).join(''));
        expect(parsed).toEqual(
          lines.map((cells) => cells.map((cell) => (isDangerous(cell) && cell !== '' ? `'${cell}` : cell))),
        );
        for (const cell of parsed.flat()) expect(cell !== '' && isDangerous(cell), cell).toBe(false);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('writes nothing for null and numbers as they are, and neutralises the known attacks', () => {
    expect(csvLine([null, 0, -5, 'plain', 'two words', 'a,b', 'say "hi"', 'line\nbreak'])).toBe(
      ',0,-5,plain,two words,"a,b","say ""hi""","line\nbreak"\r\n',
    );
    expect(csvLine(["=cmd|' /C calc'!A0", '@SUM(1+1)', '\t=1+1', '-2+3', '+1'])).toBe(
      "'=cmd|' /C calc'!A0,'@SUM(1+1),'\t=1+1,'-2+3,'+1\r\n",
    );
  });
});
