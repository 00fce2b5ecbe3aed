import { describe, expect, test } from 'vitest';
import { bytesText, countText, plural, totalOf, totalText } from '../../../renderer/src/format/numbers.ts';
import { hostOf, isHttps, readable, titled } from '../../../renderer/src/format/words.ts';

describe('numbers', () => {
  test('are grouped, and a total that was not counted to its end says so', () => {
    expect(countText(2_431)).toBe('2,431');
    expect(totalText({ count: 2_431, exact: true })).toBe('2,431');
    expect(totalText({ count: 10_000, exact: false })).toBe('10,000+');
    expect(totalOf({ count: 1, exact: true }, 'calendar')).toBe('1 calendar');
    expect(totalOf({ count: 1, exact: false }, 'calendar')).toBe('1+ calendars');
    expect(plural(0, 'bot entry', 'bot entries')).toBe('0 bot entries');
  });

  test('of bytes are told in the unit that fits', () => {
    expect(bytesText(512)).toBe('512 B');
    expect(bytesText(7_180)).toBe('7.2 KB');
    expect(bytesText(2_000_000)).toBe('2.0 MB');
    expect(bytesText(8_530_000_000)).toBe('8.53 GB');
  });
});

describe('words of providers', () => {
  test('become readable without being replaced', () => {
    expect(readable('tentativelyAccepted')).toBe('tentatively accepted');
    expect(readable('needsAction')).toBe('needs action');
    expect(titled('in_call_not_recording')).toBe('In call not recording');
    expect(titled('')).toBe('');
  });
});

describe('links', () => {
  test('show the host that a browser would really visit', () => {
    expect(hostOf('https://zoom.us@evil.example/j/1')).toBe('evil.example');
    expect(hostOf('https://acme.zoom.us:8443/j/1')).toBe('acme.zoom.us:8443');
    expect(hostOf('https://gооgle.com/')).toMatch(/^xn--/);
  });

  test('open only when they are https', () => {
    expect(isHttps('https://meet.google.com/abc')).toBe(true);
    for (const url of ['http://x.example', 'javascript:alert(1)', ' file:///etc/passwd', 'smb://x', 'not a link', '']) {
      expect(isHttps(url)).toBe(false);
    }
    expect(hostOf('javascript:alert(1)')).toBeNull();
  });
});
