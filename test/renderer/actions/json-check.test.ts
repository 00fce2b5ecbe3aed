import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objectFault } from '../../../renderer/src/components/actions/json-check.ts';

function parses(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

const at = (text: string): string => {
  const fault = objectFault(text);
  return fault === null ? 'fine' : `${fault.line}:${fault.column} ${fault.message}`;
};

describe('where a configuration goes wrong', () => {
  it('is said by line and column, in words', () => {
    expect(at('{"bot_name": "Notetaker"}')).toBe('fine');
    expect(at('')).toBe('1:1 It is empty. The least is {}.');
    expect(at('[1]')).toBe('1:1 It has to begin with “{”: a configuration is an object.');
    expect(at('{\n  "bot_name": "a"\n  "metadata": {}\n}')).toBe('3:3 A comma or “}” is missing.');
    expect(at('{\n  "bot_name": "a",\n}')).toBe('2:18 This comma is one too many: “}” follows.');
    expect(at("{\n  'bot_name': 1\n}")).toBe('2:3 A name in double quotes has to stand here.');
    expect(at('{"a": \'b\'}')).toBe('1:7 Texts stand in double quotes.');
    expect(at('{"a" 1}')).toBe('1:6 A colon is missing after the name.');
    expect(at('{"a": }')).toBe('1:7 A value is missing.');
    expect(at('{"a": // no\n 1}')).toBe('1:7 JSON has no comments.');
    expect(at('{"a": "b}')).toBe('1:7 This text is not closed: a double quote is missing at its end.');
    expect(at('{"a": [1, 2')).toBe('1:12 It ends too early: “]” of line 1 is missing.');
    expect(at('{"a": "\\x"}')).toBe('1:8 This escape is not known. A backslash itself is written \\\\.');
    expect(at('{} {}')).toBe('1:4 The object has ended, but more follows.');
    expect(at('{"a": 012}')).toBe('1:8 This does not belong here.');
    expect(at('{"a": truely}')).toBe('1:11 This does not belong here.');
  });

  it('is found in a text that nests on and on, without exhausting the stack', () => {
    expect(at('{"a":'.repeat(40_000))).toMatch(/ It nests more than 100 levels deep\.$/);
    expect(at(`{"a": ${'['.repeat(150_000)}`)).toMatch(/ It nests more than 100 levels deep\.$/);
  });

  it('agrees with JSON.parse about every text, whole or broken anywhere', () => {
    const json = fc.json({ maxDepth: 6 });
    const broken = fc
      .tuple(
        json,
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', ']', ':', '\\', '0', '-', '.', 'e', '\n', '\u0001', 'null'),
      )
      .map(([text, place, sign]) => {
        const cut = place % (text.length + 1);
        return text.slice(0, cut) + sign + text.slice(cut + (place % 3));
      });
    const object = fc.oneof(json, broken).map((text) => `{"a": ${text}}`);
    fc.assert(
      fc.property(fc.oneof(json, broken, object), (text) => {
        const fault = objectFault(text);
        expect(fault === null).toBe(parses(text));
        if (fault !== null) {
          expect(fault.at).toBeGreaterThanOrEqual(0);
          expect(fault.at).toBeLessThanOrEqual(text.length);
        }
      }),
      { seed: 5, numRuns: 3_000 },
    );
  });
});
