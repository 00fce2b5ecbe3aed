/** Credentials on the wire: bodies as Recall's own OpenAPI has them, and the comparison with what Recall holds. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { calendarFields, credentialFields, heldCredentials } from '../../../electron/core/recall/credentials.ts';
import type { CalendarCredentials, HeldCredentials } from '../../../electron/core/recall/types.ts';
import { wireCalendar } from './support/remote.ts';

const published = JSON.parse(
  readFileSync(new URL('../../fixtures/openapi/recall-2025-11.json', import.meta.url), 'utf8'),
);

/** What a request may hold by Recall's OpenAPI: no read-only fields, nothing unknown. */
function requestFaults(schema: 'Calendar' | 'PatchedCalendar', body: unknown): string[] {
  const { properties, required = [] } = published.components.schemas[schema];
  const writable = Object.fromEntries(
    Object.entries(properties).filter(([, property]) => (property as { readOnly?: boolean }).readOnly !== true),
  );
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats(ajv);
  ajv.addSchema({ $id: 'recall', components: published.components });
  const validate = ajv.compile({
    $id: 'recall-request',
    type: 'object',
    additionalProperties: false,
    required: required.filter((name: string) => name in writable),
    properties: JSON.parse(JSON.stringify(writable).replaceAll('"#/components', '"recall#/components')),
  });
  void validate(body);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
}

const NEW = {
  platform: 'microsoft_outlook',
  oauthClientId: '6f1c2a3e-8d47-4b0a-9c55-2f7e91d0b8a4',
  clientSecret: 'canary-secret-1',
  refreshToken: 'canary-refresh-1',
} as const;

describe('a request body', () => {
  test.each<[CalendarCredentials, Record<string, string>]>([
    [{}, {}],
    [{ clientSecret: 'a' }, { oauth_client_secret: 'a' }],
    [{ refreshToken: 'b' }, { oauth_refresh_token: 'b' }],
    [
      { clientSecret: 'a', refreshToken: 'b' },
      { oauth_client_secret: 'a', oauth_refresh_token: 'b' },
    ],
  ])('of an update with %j holds the changed fields alone, as the OpenAPI names them', (credentials, body) => {
    expect(credentialFields(credentials)).toEqual(body);
    expect(requestFaults('PatchedCalendar', body)).toEqual([]);
  });

  test('of a new calendar holds what the OpenAPI requires, and the OAuth address where it is given', () => {
    expect(calendarFields(NEW)).toEqual({
      platform: 'microsoft_outlook',
      oauth_client_id: '6f1c2a3e-8d47-4b0a-9c55-2f7e91d0b8a4',
      oauth_client_secret: 'canary-secret-1',
      oauth_refresh_token: 'canary-refresh-1',
    });
    expect(requestFaults('Calendar', calendarFields(NEW))).toEqual([]);
    const withEmail = calendarFields({ ...NEW, oauthEmail: 'it@acme.example' });
    expect(withEmail).toMatchObject({ oauth_email: 'it@acme.example' });
    expect(requestFaults('Calendar', withEmail)).toEqual([]);
  });

  test('that the OpenAPI does not allow is noticed: the check itself works', () => {
    expect(requestFaults('Calendar', { ...calendarFields(NEW), platform: 'caldav' })).not.toEqual([]);
    expect(requestFaults('Calendar', {})).not.toEqual([]);
    expect(requestFaults('PatchedCalendar', { status: 'connected' })).not.toEqual([]);
  });
});

describe('a calendar', () => {
  const asked = { clientSecret: 'new-secret', refreshToken: 'new-token' };
  const holding = (secret: unknown, token: unknown) =>
    wireCalendar({ oauth_client_secret: secret, oauth_refresh_token: token });

  test.each<[unknown, unknown, HeldCredentials]>([
    ['new-secret', 'new-token', 'same'],
    ['new-secret', 'old-token', 'different'],
    ['old-secret', 'new-token', 'different'],
    ['new-secret', '••••••••', 'unknown'],
    ['old-secret', '••••••••', 'different'],
    ['********', '********', 'unknown'],
    ['xxxx', 'XXXX', 'unknown'],
    ['****cret', '···', 'unknown'],
    [null, '', 'unknown'],
    [undefined, 7, 'unknown'],
    ['NEW-SECRET', 'new-token', 'different'],
    ['new-secret ', 'new-token', 'different'],
  ])('with the secret %j and the token %j holds them: %s', (secret, token, held) => {
    expect(heldCredentials(holding(secret, token), asked)).toBe(held);
  });

  test('is asked about the given fields alone', () => {
    expect(heldCredentials(holding('new-secret', 'whatever'), { clientSecret: 'new-secret' })).toBe('same');
    expect(heldCredentials(holding('whatever', 'new-token'), { refreshToken: 'new-token' })).toBe('same');
  });

  test('of which nothing is asked, or which is none, proves nothing', () => {
    expect(heldCredentials(holding('a', 'b'), {})).toBe('unknown');
    expect(heldCredentials('calendar', asked)).toBe('unknown');
  });
});
