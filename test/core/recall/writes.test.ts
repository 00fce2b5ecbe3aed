/** What leaves as a write, which failures are repeated, and what is known about a write that failed. */
import { describe, expect, test } from 'vitest';
import type { RecallErrorKind, WriteOptions } from '../../../electron/core/recall/types.ts';
import { ManualClock, runUntilEnd } from './support/manual-clock.ts';
import {
  API_KEY,
  clientFor,
  emptyPage,
  failure,
  person,
  sendJson,
  startRemote,
  wireCalendar,
} from './support/remote.ts';
import type { Reply } from './support/writes.ts';
import { CHANGES, ID, keyed, NEW, replies, SECRET, WRITES } from './support/writes.ts';

describe('a write', () => {
  test.each([
    [{}, '{}'],
    [{ clientSecret: 'a' }, '{"oauth_client_secret":"a"}'],
    [{ refreshToken: 'b' }, '{"oauth_refresh_token":"b"}'],
    [{ clientSecret: 'a', refreshToken: 'b' }, '{"oauth_client_secret":"a","oauth_refresh_token":"b"}'],
  ])('that updates %j is one PATCH of these fields as JSON', async (credentials, body) => {
    const remote = await replies();
    const { record } = await clientFor(remote).updateCalendar(ID, credentials, keyed);
    expect(record).toMatchObject({ id: ID, status: 'connecting' });
    expect(remote.seen).toMatchObject([{ method: 'PATCH', url: `/api/v2/calendars/${ID}/`, body }]);
    expect(remote.seen[0]?.headers).toMatchObject({
      authorization: `Token ${API_KEY}`,
      'content-type': 'application/json',
      'idempotency-key': 'key-1',
    });
  });

  test('that creates is one POST of the writable fields, and gives the new calendar', async () => {
    const remote = await replies();
    const { record } = await clientFor(remote).createCalendar({ ...NEW, oauthEmail: 'it@acme.example' }, keyed);
    expect(record.id).toBe(ID);
    expect(remote.seen).toMatchObject([{ method: 'POST', url: '/api/v2/calendars/' }]);
    expect(JSON.parse(remote.seen[0]?.body ?? '')).toEqual({
      platform: 'microsoft_outlook',
      oauth_client_id: 'client-1',
      oauth_client_secret: 'canary-new-secret',
      oauth_refresh_token: 'canary-new-token',
      oauth_email: 'it@acme.example',
    });
    expect(remote.seen[0]?.headers['idempotency-key']).toBe('key-1');
  });

  test.each([
    ['deletes', 'DELETE', `/api/v2/calendars/${ID}/`, CHANGES[2]],
    ['tests a credential', 'POST', `/api/v2/calendars/${ID}/access-token/`, WRITES[3]],
  ] as const)('that %s has neither a body nor an idempotency key', async (_, method, url, write) => {
    const remote = await replies();
    await write?.[1](clientFor(remote), keyed);
    expect(remote.seen).toMatchObject([{ method, url, body: '' }]);
    expect(remote.seen[0]?.headers['idempotency-key']).toBeUndefined();
    expect(remote.seen[0]?.headers['content-type']).toBeUndefined();
    expect(remote.seen[0]?.headers['transfer-encoding']).toBeUndefined();
    expect(remote.seen[0]?.headers['content-length'] ?? '0').toBe('0');
  });

  test('that is none carries neither a body nor an idempotency key', async () => {
    const remote = await startRemote((response, { url }) =>
      sendJson(response, url.endsWith(`${ID}/`) ? wireCalendar() : emptyPage),
    );
    const client = clientFor(remote);
    await client.compareCredentials(ID, SECRET, keyed);
    await client.retrieveCalendar(ID, keyed);
    await client.listCalendars({}, keyed);
    expect(remote.seen.map(({ method, body }) => method + body)).toEqual(['GET', 'GET', 'GET']);
    for (const { headers } of remote.seen) {
      expect(headers['idempotency-key'] ?? headers['content-type'] ?? headers['content-length']).toBeUndefined();
    }
  });

  test('spends a slot of its own operation', async () => {
    const remote = await replies();
    const client = clientFor(remote);
    for (const [, write] of WRITES) await write(client, person);
    for (const operation of ['update', 'create', 'delete', 'accessToken'] as const) {
      expect(client.budget(`calendars.${operation}`)).toMatchObject({ used: 1, limit: 300 });
    }
    expect(client.budget('calendars.retrieve').used).toBe(0);
  });

  test.each(['', '..', 'a b', 'x\r\ny'])('for the impossible id %j is not sent', async (id) => {
    const remote = await replies();
    const client = clientFor(remote);
    expect((await failure(client.updateCalendar(id, {}, person))).kind).toBe('not_found');
    expect((await failure(client.deleteCalendar(id, person))).kind).toBe('not_found');
    expect((await failure(client.testCredential(id, person))).kind).toBe('not_found');
    expect(remote.seen).toEqual([]);
  });

  test('keeps its idempotency key when it is repeated', async () => {
    const remote = await replies([409], [429, { 'retry-after': '1' }]);
    const clock = new ManualClock();
    await runUntilEnd(clock, clientFor(remote, { clock }).updateCalendar(ID, SECRET, keyed));
    expect(remote.seen.map(({ headers }) => headers['idempotency-key'])).toEqual(['key-1', 'key-1', 'key-1']);
  });
});

describe('a change that Recall refuses', () => {
  const html = { 'content-type': 'text/html' };
  test.each<[string, Reply, RecallErrorKind, string]>([
    ['400', [400, {}, '{"oauth_email":["Enter a valid email address."]}'], 'rejected', 'oauth_email: Enter a valid'],
    ['401', [401], 'unauthorized', 'API key'],
    ['402', [402], 'payment_required', 'credit balance'],
    ['403 as JSON', [403, {}, '{"code":"request_blocked","detail":"blocked"}'], 'forbidden', '"blocked"'],
    ['403 as HTML', [403, html, '<h1>Request blocked</h1>'], 'forbidden', 'firewall'],
    ['404', [404, {}, '{"detail":"Not found."}'], 'not_found', 'no such record'],
    ['405', [405], 'rejected', 'does not allow'],
    ['413', [413], 'rejected', '(413)'],
  ])('with %s was not made, and is not sent again', async (_, reply, kind, words) => {
    for (const [, change] of CHANGES) {
      const remote = await replies(reply);
      const refused = await failure(change(clientFor(remote), keyed));
      expect(refused).toMatchObject({ kind, status: reply[0], mayHaveActed: false });
      expect(refused.message).toContain(words);
      expect(refused.message).toMatch(/This call changed nothing\.$/);
      expect(refused.message).not.toContain('<');
      expect(remote.seen).toHaveLength(1);
    }
  });

  test('for the form of a credential says so, and shows nothing else that is said about one', async () => {
    const remote = await replies(
      [400, {}, '{"oauth_client_secret":["Ensure this field has no more than 2000 characters."]}'],
      [400, {}, '{"oauth_client_secret":["hunter2 is not good"]}'],
    );
    const client = clientFor(remote);
    const long = await failure(client.updateCalendar(ID, { clientSecret: 'x'.repeat(2_001) }, person));
    expect(long.message).toContain('"oauth_client_secret: Ensure this field has no more than 2000 characters."');
    const other = await failure(client.updateCalendar(ID, { clientSecret: 'hunter3' }, person));
    expect(other.message).toContain('"oauth_client_secret: not accepted"');
    expect(other.message).not.toContain('hunter');
  });

  test.each<[string, Record<string, string>, number]>([
    ['with Retry-After is sent again when that has passed', { 'retry-after': '17' }, 17_000],
    ['without Retry-After is sent again after a while', {}, 1_000],
  ])('with 429 %s', async (_, headers, waitMs) => {
    const remote = await replies([429, headers]);
    const clock = new ManualClock();
    expect(await runUntilEnd(clock, clientFor(remote, { clock }).updateCalendar(ID, SECRET, keyed))).toBe(waitMs);
    expect(remote.seen).toHaveLength(2);
  });

  test('with 429 to the end was not made', async () => {
    const remote = await startRemote((response) => sendJson(response, {}, 429, { 'retry-after': '1' }));
    const clock = new ManualClock();
    const call = failure(clientFor(remote, { clock }).updateCalendar(ID, SECRET, keyed));
    await runUntilEnd(clock, call);
    expect(await call).toMatchObject({ kind: 'rate_limited', mayHaveActed: false });
    expect(remote.seen).toHaveLength(5);
  });

  test.each<[WriteOptions, boolean, string]>([
    [person, false, 'This call changed nothing.'],
    [keyed, true, 'is not known'],
  ])('with 409 is sent again, and with a key its twin may still be at work (%j)', async (options, acted, words) => {
    const remote = await startRemote((response) => sendJson(response, { detail: 'busy' }, 409));
    const clock = new ManualClock();
    const call = failure(clientFor(remote, { clock }).updateCalendar(ID, SECRET, options));
    await runUntilEnd(clock, call);
    expect(await call).toMatchObject({ kind: 'conflict', mayHaveActed: acted });
    expect((await call).message).toContain(words);
    expect(remote.seen).toHaveLength(4);
  });
});

describe('a change that Recall may have made', () => {
  const UNSETTLED = 'Whether the change was made is not known; Callboard asks Recall before it sends it again.';

  test.each([500, 502, 503, 504, 507, 599])('although it answered %i is not sent again', async (status) => {
    for (const [, change] of CHANGES) {
      const remote = await replies([
        status,
        { 'content-type': 'text/html', 'retry-after': '1' },
        '<h1>Bad gateway</h1>',
      ]);
      const failed = await failure(change(clientFor(remote), keyed));
      expect(failed).toMatchObject({ status, mayHaveActed: true });
      expect(failed.message).toContain(UNSETTLED);
      expect(failed.message).not.toMatch(/tries again|</);
      expect(remote.seen).toHaveLength(1);
    }
  });

  test.each(CHANGES)('because %s got no answer in time is not sent again', async (_, change) => {
    const remote = await startRemote(() => undefined);
    const clock = new ManualClock();
    const call = failure(change(clientFor(remote, { clock, timeouts: { totalMs: 5_000 } }), keyed));
    await remote.arrived(1);
    await clock.advance(5_000);
    const failed = await call;
    expect(failed).toMatchObject({ kind: 'timeout', mayHaveActed: true });
    expect(failed.message).toContain(`did not finish its answer in time. The network or Recall is slow. ${UNSETTLED}`);
    expect(remote.seen).toHaveLength(1);
  });

  test.each(CHANGES)('because the connection broke before %s was answered is not sent again', async (_, change) => {
    const remote = await startRemote((response) => response.destroy());
    const failed = await failure(change(clientFor(remote), keyed));
    expect(failed).toMatchObject({ kind: 'network', mayHaveActed: true });
    expect(failed.message).toContain(UNSETTLED);
    expect(remote.seen).toHaveLength(1);
  });

  test.each<[string, Reply, string]>([
    ['cut off', [200, {}, JSON.stringify(wireCalendar()).slice(0, 80)], 'Recall took the change (200), but its answer'],
    ['empty', [200, {}, ''], 'Recall took the change (200), but its answer'],
    ['no calendar', [200, {}, '{"ok":true}'], 'id: string expected, nothing found'],
    ['of wrong types', [200, {}, JSON.stringify(wireCalendar({ status: 7 }))], 'status: string expected, number found'],
    ['another calendar', [200, {}, JSON.stringify(wireCalendar({ id: 'other' }))], 'another calendar than the one'],
    ['a web page', [200, { 'content-type': 'text/html' }, '<h1>Sign in</h1>'], UNSETTLED],
  ])('because its answer is %s is not sent again', async (_, reply, words) => {
    const remote = await replies(reply);
    const failed = await failure(clientFor(remote).updateCalendar(ID, SECRET, keyed));
    expect(failed).toMatchObject({ kind: 'bad_response', status: 200, mayHaveActed: true });
    expect(failed.message).toContain(words);
    expect(remote.seen).toHaveLength(1);
  });

  test('because a deletion was answered with a page is not taken as made', async () => {
    const remote = await replies([200, { 'content-type': 'text/html' }, '<h1>Sign in</h1>']);
    const failed = await failure(clientFor(remote).deleteCalendar(ID, person));
    expect(failed).toMatchObject({ kind: 'bad_response', mayHaveActed: true });
    expect(failed.message).toContain(UNSETTLED);
  });

  test('because its answer is endless is not sent again', async () => {
    const remote = await replies([200, {}, JSON.stringify(wireCalendar({ metadata: { a: 'x'.repeat(100_000) } }))]);
    const failed = await failure(clientFor(remote, { maxBodyBytes: 10_000 }).updateCalendar(ID, SECRET, keyed));
    expect(failed).toMatchObject({ kind: 'too_large', mayHaveActed: true });
  });
});
