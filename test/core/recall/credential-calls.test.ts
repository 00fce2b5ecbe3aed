/** Testing a credential at Recall, and comparing it with what Recall holds. */
import { describe, expect, test } from 'vitest';
import type { RecallErrorKind } from '../../../electron/core/recall/types.ts';
import { ManualClock, runUntilEnd } from './support/manual-clock.ts';
import { clientFor, failure, person, sendJson, startRemote, wireCalendar } from './support/remote.ts';
import type { Reply } from './support/writes.ts';
import { ID, replies, SECRET } from './support/writes.ts';

describe('a credential test', () => {
  test('that works says until when, and nothing of the token', async () => {
    const remote = await startRemote((response) =>
      sendJson(response, { token: 'canary-access-token-1', expires_at: '2026-11-20T13:00:00Z' }, 200, {
        date: 'Fri, 20 Nov 2026 12:00:00 GMT',
      }),
    );
    expect(await clientFor(remote).testCredential(ID, person)).toEqual({
      works: true,
      expiresAt: Date.UTC(2026, 10, 20, 13),
      serverNow: Date.UTC(2026, 10, 20, 12),
    });
  });

  test.each([
    ['no_oauth_credentials', 'The calendar has no OAuth credentials.'],
    ['bad_refresh_token', 'invalid_grant: AADSTS50173: The grant was revoked.'],
    ['error', 'invalid_client: AADSTS7000222: The secret of app 00000000-0000-0000-0000-000000000000 is expired.'],
    ['something_new_2027', ''],
  ])('that does not work gives the code %s and the message as they are', async (code, message) => {
    const remote = await replies([400, {}, JSON.stringify({ code, message })]);
    const test = await clientFor(remote).testCredential(ID, person);
    expect(test).toMatchObject({ works: false, code, message });
    expect(remote.seen).toHaveLength(1);
  });

  test('keeps no credential that a refusal quotes, in its code or in its message', async () => {
    const [token, secret] = ['1//canaryRefreshToken-5e08aa93d1f6', 'aBc8Q~canarySecretOfMicrosoft.x7'];
    const remote = await replies([
      400,
      {},
      JSON.stringify({ code: `refused ${token}`, message: `The secret ${secret} does not fit ${token}.` }),
    ]);
    const test = await clientFor(remote).testCredential(ID, person);
    expect(JSON.stringify(test)).not.toMatch(/canary/);
    expect(test).toMatchObject({
      code: 'refused [redacted]',
      message: 'The secret [redacted] does not fit [redacted].',
    });
  });

  test('keeps endless codes and messages short, and markup out', async () => {
    const remote = await replies(
      [400, {}, JSON.stringify({ code: 'c'.repeat(5_000), message: 'very '.repeat(5_000) })],
      [400, {}, JSON.stringify({ code: 'error', message: '<img src=x>' })],
    );
    const client = clientFor(remote);
    const long = await client.testCredential(ID, person);
    expect(long).toMatchObject({ works: false, code: 'c'.repeat(100) });
    expect(JSON.stringify(long).length).toBeLessThan(400);
    expect(await client.testCredential(ID, person)).toMatchObject({ code: 'error', message: '' });
  });

  test.each<[string, Reply, RecallErrorKind]>([
    ['400 without a code', [400], 'rejected'],
    ['401', [401], 'unauthorized'],
    ['404', [404], 'not_found'],
    ['200 without a token', [200, {}, '{"expires_at":"2026-11-20T13:00:00Z"}'], 'bad_response'],
    ['200 as a web page', [200, { 'content-type': 'text/html' }, '<h1>Sign in</h1>'], 'bad_response'],
  ])('with %s fails as every call does', async (_, reply, kind) => {
    const remote = await replies(reply);
    expect(await failure(clientFor(remote).testCredential(ID, person))).toMatchObject({ kind, mayHaveActed: false });
    expect(remote.seen).toHaveLength(1);
  });

  test('changes nothing, so that it is made again after a failure that may pass', async () => {
    const remote = await replies([503], [200, {}, '{"token": "canary-acc'], [502]);
    const clock = new ManualClock();
    const test = clientFor(remote, { clock }).testCredential(ID, person);
    await runUntilEnd(clock, test);
    expect(await test).toMatchObject({ works: true });
    expect(remote.seen).toHaveLength(4);
  });

  test('accepts a token without a usable end', async () => {
    const remote = await replies([200, {}, '{"token":"canary-access","expires_at":"soon"}']);
    expect(await clientFor(remote).testCredential(ID, person)).toMatchObject({ works: true, expiresAt: null });
  });
});

describe('comparing credentials', () => {
  test('answers from one retrieval, and the record that comes with it holds no secret', async () => {
    const remote = await startRemote((response) => sendJson(response, wireCalendar()));
    const client = clientFor(remote);
    const same = await client.compareCredentials(ID, { clientSecret: 'canary-secret-client' }, person);
    const other = await client.compareCredentials(ID, SECRET, person);
    expect([same.held, other.held]).toEqual(['same', 'different']);
    expect(same.record).toMatchObject({ id: ID, status: 'connected' });
    expect(JSON.stringify([same, other])).not.toContain('canary');
    expect(client.budget('calendars.retrieve').used).toBe(2);
  });

  test('finds nothing out where Recall masks what it holds', async () => {
    const remote = await startRemote((response) =>
      sendJson(response, wireCalendar({ oauth_client_secret: '********' })),
    );
    expect((await clientFor(remote).compareCredentials(ID, SECRET, person)).held).toBe('unknown');
  });

  test('is repeated like every read', async () => {
    const remote = await startRemote((response, _, n) =>
      n < 3 ? sendJson(response, {}, 503) : sendJson(response, wireCalendar()),
    );
    const clock = new ManualClock();
    const call = clientFor(remote, { clock }).compareCredentials(ID, SECRET, person);
    await runUntilEnd(clock, call);
    expect((await call).held).toBe('different');
  });
});
