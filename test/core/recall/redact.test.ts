import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCredentialKey, redact, redactText, REDACTED, TOO_DEEP } from '../../../electron/core/recall/redact.ts';

describe('a key', () => {
  test.each([
    'oauth_client_secret',
    'oauth_refresh_token',
    'oauth_client_certificate',
    'oauth_client_private_key',
    'access_token',
    'refreshToken',
    'X-RecallCalendarAuthToken',
    'Authorization',
    'zak',
    'zak_url',
    'user_token_url',
    'join_token_url',
    'password',
    'passphrase',
    'client-secret',
    'api_key',
    'apiKey',
    'tk',
    'download_url',
    'video_url',
    'rtmp_stream_key',
    'credentials',
    'Set-Cookie',
  ])('named %s holds a credential', (key) => {
    expect(isCredentialKey(key)).toBe(true);
  });

  test.each([
    'id',
    'oauth_client_id',
    'oauth_email',
    'platform_email',
    'status',
    'deduplication_key',
    'meeting_password',
    'business_meeting_password',
    'meeting_url',
    'webhook_url',
    'metadata',
    'author',
    'kazakhstan',
    'desktop',
    'created_at',
  ])('named %s does not', (key) => {
    expect(isCredentialKey(key)).toBe(false);
  });
});

describe('text', () => {
  test.each([
    ['wss://bot.example/in?token=canary&room=7', 'wss://bot.example/in?token=[redacted]&room=7'],
    [
      'https://s3.example/v.mp4?X-Amz-Credential=canary&X-Amz-Signature=canary&x=1',
      'https://s3.example/v.mp4?X-Amz-Credential=[redacted]&X-Amz-Signature=[redacted]&x=1',
    ],
    ['https://canary:canary@host.example/x', 'https://[redacted]@host.example/x'],
    ['refused: Bearer canary.canary-canary-canary', 'refused: Bearer [redacted]'],
    ['jwt eyJhbGciOiJub25l.eyJjYW5hcnkiOiJ4In0.canary end', 'jwt [redacted] end'],
    ['whsec_canaryCanaryCanary', '[redacted]'],
    ['GOCSPX-canary_canary', '[redacted]'],
    ['got ya29.canary-canary', 'got [redacted]'],
    ['-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----', '[redacted]'],
    ['-----BEGIN RSA PRIVATE KEY-----\ncanary cut off', '[redacted]'],
  ])('%j loses its credential', (text, left) => {
    expect(redactText(text)).toBe(left);
  });

  test.each([
    'https://zoom.us/j/123?pwd=abc',
    "invalid_scope(detail: None of the supported calendar scopes(['https://www.googleapis.com/auth/calendar']) present)",
    'AADSTS7000215: Invalid client secret provided.',
    'The token was revoked by the user',
    '2026-11-20T15:00:00Z-https://meet.google.com/abc-defg-hij',
  ])('%j stays as it is', (text) => {
    expect(redactText(text)).toBe(text);
  });

  test('of a megabyte made to be slow is done in linear time', () => {
    for (const piece of [
      '?token',
      '&tokentoken=',
      'eyJaaaaaaaa.',
      'x://a:',
      '-----BEGIN PRIVATE KEY-----',
      'Bearer ',
    ]) {
      const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
      expect(redactText(text).length).toBeGreaterThan(0);
    }
  });
});

describe('a payload', () => {
  test('loses its secrets wherever else it repeats them, in every form that a text may take', () => {
    const secret = 'canary "quoted" 8Q~ä&x';
    const forms = [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
      new URLSearchParams({ s: secret }).toString().slice(2),
    ];
    const safe = JSON.stringify(
      redact({
        oauth_client_secret: secret,
        metadata: { note: `set to ${secret} today` },
        status_changes: forms.map((form) => ({ status: 'disconnected', detail: `refused: ${form}.` })),
      }),
    );
    for (const form of forms) expect(safe).not.toContain(form);
    expect(safe).toContain('set to [redacted] today');
  });

  test('loses them as names of fields, too', () => {
    const safe = JSON.stringify(
      redact({ oauth_refresh_token: 'canary-refresh-1', data: { 'canary-refresh-1': 'expired', other: 1 } }),
    );
    expect(safe).toBe('{"oauth_refresh_token":"[redacted]","data":{"[redacted]":"expired","other":1}}');
  });

  test('keeps ordinary words although a short credential is one of them', () => {
    expect(redact({ token: 'retry', detail: 'please retry later' })).toEqual({
      token: REDACTED,
      detail: 'please retry later',
    });
  });

  test('keeps everything but its secrets', () => {
    const payload = {
      id: 'c-1',
      oauth_client_id: 'client',
      oauth_client_secret: 'canary-1',
      oauth_refresh_token: 'canary-2',
      oauth_client_certificate: null,
      metadata: { customer: '42', api_token: 'canary-3' },
      zoom: { zak_url: 'canary-4', join_token_required: true },
      recordings: [{ media_shortcuts: { video_mixed: { data: { download_url: 'https://x/canary-5' } } } }],
      nested: [{ credentials: { user: 'canary-6', list: ['canary-7'] } }],
      meeting_url: { meeting_id: '123', meeting_password: 'pw', tk: 'canary-8' },
    };
    expect(JSON.parse(JSON.stringify(redact(payload)))).toEqual({
      id: 'c-1',
      oauth_client_id: 'client',
      oauth_client_secret: REDACTED,
      oauth_refresh_token: REDACTED,
      oauth_client_certificate: null,
      metadata: { customer: '42', api_token: REDACTED },
      zoom: { zak_url: REDACTED, join_token_required: true },
      recordings: [{ media_shortcuts: { video_mixed: { data: { download_url: REDACTED } } } }],
      nested: [{ credentials: REDACTED }],
      meeting_url: { meeting_id: '123', meeting_password: 'pw', tk: REDACTED },
    });
  });

  test('is copied, not changed', () => {
    const payload = { oauth_client_secret: 'x', list: [{ token: 'y' }] };
    redact(payload);
    expect(payload).toEqual({ oauth_client_secret: 'x', list: [{ token: 'y' }] });
  });

  test('with a field named __proto__ keeps it as a field', () => {
    const payload: unknown = JSON.parse('{"__proto__":{"polluted":true},"id":"x"}');
    const copy = redact(payload);
    expect(JSON.stringify(copy)).toBe('{"__proto__":{"polluted":true},"id":"x"}');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test('nested 200,000 deep is cut off, not a crash', () => {
    const payload: unknown = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    expect(JSON.stringify(redact(payload))).toContain(TOO_DEEP);
  });

  test('of any shape loses every canary under a credential key, at any depth', () => {
    const secretKey = fc.constantFrom(
      'oauth_client_secret',
      'refresh_token',
      'Authorization',
      'zak',
      'private-key',
      'apiKey',
    );
    const node = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.string().map((text) => text.replace(/canary/g, '')),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.string({ maxLength: 8 }), tie('value'), { maxKeys: 4 }),
        fc.tuple(secretKey, tie('value')).map(([key, rest]) => ({ [key]: ['canary', { deep: 'canary' }], rest })),
        secretKey.map((key) => ({ [key]: 'canary' })),
      ),
    })).value;
    fc.assert(
      fc.property(node, (value) => {
        expect(JSON.stringify(redact(value)) ?? '').not.toContain('canary');
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});
