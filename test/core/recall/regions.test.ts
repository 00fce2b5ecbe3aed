import { describe, expect, test } from 'vitest';
import { baseUrlOf, checkBaseUrl } from '../../../electron/core/recall/regions.ts';
import { CallboardError } from '../../../shared/envelope.ts';

function refusal(typed: string): CallboardError {
  try {
    checkBaseUrl(typed);
  } catch (thrown) {
    if (thrown instanceof CallboardError) return thrown;
    throw thrown;
  }
  throw new Error(`${typed} should have been refused`);
}

describe('the base URL of a workspace', () => {
  test.each([
    ['us-east-1', 'https://us-east-1.recall.ai'],
    ['us-west-2', 'https://us-west-2.recall.ai'],
    ['eu-central-1', 'https://eu-central-1.recall.ai'],
    ['ap-northeast-1', 'https://ap-northeast-1.recall.ai'],
  ] as const)('of region %s is %s, whatever was typed', (region, url) => {
    expect(baseUrlOf(region, 'http://evil.example')).toBe(url);
  });

  test.each([
    ['https://recall.example.com', 'https://recall.example.com'],
    ['  https://recall.example.com/  ', 'https://recall.example.com'],
    ['HTTPS://Recall.Example.com:443', 'https://recall.example.com'],
    ['https://recall.example.com:8443', 'https://recall.example.com:8443'],
    ['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
    ['http://localhost:4010', 'http://localhost:4010'],
    ['http://[::1]:4010', 'http://[::1]:4010'],
  ])('%j is reduced to %s', (typed, url) => {
    expect(baseUrlOf('custom', typed)).toBe(url);
  });

  test.each([
    ['', 'needs the base URL'],
    ['recall.example.com', 'not a web address'],
    ['ftp://recall.example.com', 'must begin with https://'],
    ['javascript:alert(1)', 'must begin with https://'],
    ['file:///etc/passwd', 'must begin with https://'],
    ['https://user:canary-pw@recall.example.com', 'must not hold a user name'],
    ['https://us-west-2.recall.ai@evil.example', 'must not hold a user name'],
    ['http://recall.example.com', 'unencrypted'],
    ['http://127.0.0.1.evil.example', 'unencrypted'],
    ['http://10.0.0.1', 'unencrypted'],
    ['https://recall.example.com/api/v2', 'enter https://recall.example.com without'],
    ['https://recall.example.com?x=1', 'without a path'],
    ['https://recall.example.com#x', 'without a path'],
    ['https://recall.example.com?', 'without a path'],
  ])('%j is refused in words: %s', (typed, words) => {
    const refused = refusal(typed);
    expect(refused.code).toBe('invalid_input');
    expect(refused.details).toEqual({ field: 'baseUrl' });
    expect(refused.message).toContain(words);
    expect(refused.message).not.toContain('canary-pw');
  });

  test('is asked for when a custom region has none', () => {
    expect(() => baseUrlOf('custom')).toThrow('needs the base URL');
  });
});
