import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkedBotConfig, secretsIn, undocumentedFields } from '../../../electron/core/actions/bot-config.ts';
import { CallboardError } from '../../../shared/envelope.ts';

const refusal = (json: string, count = 1): CallboardError => {
  try {
    checkedBotConfig(json, count);
  } catch (error) {
    if (error instanceof CallboardError) return error;
    throw error;
  }
  throw new Error('It was taken.');
};

describe('a given configuration', () => {
  it('is taken as it is, as compact text', () => {
    const given = {
      bot_name: 'Scribe',
      metadata: { a: 'b' },
      recording_config: { retention: null },
      new_field: [1, 2],
    };
    expect(checkedBotConfig(`\n ${JSON.stringify(given, null, 2)}`, 14)).toBe(JSON.stringify(given));
    expect(checkedBotConfig('{}', 1)).toBe('{}');
    expect(undocumentedFields(given)).toEqual(['new_field']);
  });

  it.each([
    ['{"a": 1,}', 'not JSON'],
    ['{"a"', 'not JSON'],
    ['', 'not JSON'],
    ['null', 'one JSON object'],
    ['[]', 'one JSON object'],
    ['"text"', 'one JSON object'],
    ['{"join_at":null}', '"join_at"'],
    ['{"bot_config":{}}', '"bot_config"'],
    ['{"a":{"b":["x [redacted] y"]}}', '"a.b[0]"'],
    ['{"a":"[nested too deeply]"}', '"a"'],
  ])('%s is refused with what to change', (json, words) => {
    const error = refusal(json);
    expect(error).toMatchObject({ code: 'invalid_input', details: { field: 'secrets.botConfig' } });
    expect(error.message).toContain(words);
  });

  it.each([
    'http://localhost/x',
    'https://localhost:3000',
    'ws://a.localhost',
    'HTTP://127.0.0.1:80/',
    'http://127.1.2.3',
    'http://0.0.0.0/',
    'http://user:pw@localhost/',
    'http://[::1]:3000/x',
  ])('%s would be stopped by the firewall and is refused before', (url) => {
    const { message } = refusal(JSON.stringify({ chat: { hook: url } }));
    expect(message).toContain('"chat.hook"');
    expect(message).not.toContain(url);
  });

  it.each(['https://localhost.example/x', 'https://my-localhost.io', 'localhost', 'https://127.0.0.1.example/'])(
    '%s is nobody’s own computer',
    (url) => {
      expect(checkedBotConfig(JSON.stringify({ chat: { hook: url } }), 1)).toContain(url);
    },
  );

  it('may send one bot to another link, and never many to one', () => {
    const json = '{"meeting_url":"https://zoom.us/j/1"}';
    expect(checkedBotConfig(json, 1)).toBe(json);
    expect(refusal(json, 14).message).toContain('all 14 events to one meeting');
  });

  it('is refused, whatever it is, without a word of it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12, unit: 'grapheme' }), (text) => {
        for (const json of [
          text,
          `{"a": ${text}`,
          `{"zoom": {"zak_url": "[redacted]", "other": ${JSON.stringify(text)}}}`,
        ]) {
          try {
            checkedBotConfig(json, 1);
          } catch (error) {
            expect(error).toBeInstanceOf(CallboardError);
            expect(String(error)).not.toContain(text);
          }
        }
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it('nested without end is refused, and does not break anything', () => {
    const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    expect(refusal(deep).message).toContain('nested deeper');
    expect(secretsIn(deep)).toEqual([]);
  });
});

it('what no log may repeat are credentials by their name, and addresses', () => {
  const config = {
    bot_name: 'Scribe',
    zoom: { zak_token: 'canary-a', tokens: ['canary-b'] },
    recording_config: { realtime_endpoints: [{ url: 'https://hook.example/canary-c', events: ['transcript.data'] }] },
  };
  expect(secretsIn(JSON.stringify(config))).toEqual(['canary-a', 'canary-b', 'https://hook.example/canary-c']);
  expect(secretsIn('not JSON')).toEqual([]);
});
