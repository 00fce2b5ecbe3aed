import { describe, expect, it } from 'vitest';
import { BOT_FIELDS } from '../../../renderer/src/components/actions/bot-fields.ts';
import {
  configFault,
  fieldsOf,
  REDACTED_MARK,
  withField,
} from '../../../renderer/src/components/actions/config-text.ts';
import { REDACTED } from '../../../electron/core/recall/redact.ts';

describe('a bot configuration as text', () => {
  it('cannot be sent while a mark stands for a secret that was never kept', () => {
    const text = '{\n  "zoom": {\n    "zak_url": "[redacted]"\n  }\n}';
    expect(configFault(text)).toMatchObject({ line: 3, column: 17 });
    expect(configFault(text.replace('[redacted]', 'https://acme.com/zak'))).toBeNull();
    expect(REDACTED_MARK).toBe(REDACTED);
  });

  it('names its fields only once it can be read', () => {
    expect(fieldsOf('{"bot_name": "a", "metadata": {}}')).toEqual(['bot_name', 'metadata']);
    expect(fieldsOf('{"bot_name": ')).toBeNull();
  });

  it('takes every documented field in, whatever is there already', () => {
    for (const before of ['{}', '{ }', '{\n}', '{\n  "x": 1\n}', '{"x": 1}', '', ' ', '{']) {
      for (const { name, snippet } of BOT_FIELDS) {
        const { text, from, to } = withField(before, name, snippet);
        expect(text.slice(from, to)).toMatch(new RegExp(`^"${name}": `));
        const whole = before === '{' ? `${text}}` : text;
        const value: unknown = JSON.parse(whole);
        expect(value).toEqual({ [name]: snippet, ...(before.includes('x') ? { x: 1 } : {}) });
      }
    }
  });

  it('leaves what is being written as it stands', () => {
    const half = '{\n  "metadata": {"customer": 12345678901234567890, "half';
    const { text } = withField(half, 'bot_name', 'Notetaker');
    expect(text.endsWith(half.slice(1))).toBe(true);
  });
});
