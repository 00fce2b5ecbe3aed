/** Secrets that are sent go to Recall alone: not to another host, not into words, not into the log. */
import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { FullRecallClient } from '../../../electron/core/recall/client.ts';
import { ManualClock, runUntilEnd } from './support/manual-clock.ts';
import type { Remote } from './support/remote.ts';
import { clientFor, failure, memoryLog, person, sendJson, startRemote, wireCalendar } from './support/remote.ts';

const ID = '0a4f8a0e-54c6-4b0f-8a1f-4dbb6a3f2c22';
const SECRET = 'Q8~canary "secret\\&/ä=value+Jk';
const TOKEN = '1//0canary-refresh-ABCDEFGHIJKLMNOP-9';
const CREDENTIALS = { clientSecret: SECRET, refreshToken: TOKEN };

const CHANGES: readonly [string, (client: FullRecallClient) => Promise<unknown>][] = [
  ['a PATCH', (client) => client.updateCalendar(ID, CREDENTIALS, person)],
  [
    'a POST',
    (client) => client.createCalendar({ platform: 'google_calendar', oauthClientId: 'client', ...CREDENTIALS }, person),
  ],
  ['a comparison', (client) => client.compareCredentials(ID, CREDENTIALS, person)],
];

/** All that anybody could read about a failure. */
function told(error: Error, log: unknown): string {
  return JSON.stringify([error, error.message, error.stack, String(error.cause), log]);
}

/** A piece of eight characters of one of the secrets, in any of the forms in which it could be written; null: none. */
function leak(text: string): string | null {
  const forms = [
    SECRET,
    TOKEN,
    encodeURIComponent(SECRET),
    JSON.stringify(SECRET),
    JSON.stringify(JSON.stringify(SECRET)),
  ];
  for (const form of forms.map((one) => one.toLowerCase())) {
    for (let at = 0; at + 8 <= form.length; at += 1) {
      const piece = form.slice(at, at + 8);
      if (text.toLowerCase().includes(piece)) return piece;
    }
  }
  return null;
}

describe('a redirect', () => {
  test.each([301, 302, 303, 307, 308])('with %i takes neither the key nor a secret to another host', async (status) => {
    for (const [, change] of CHANGES) {
      const other = await startRemote((response) => sendJson(response, wireCalendar()));
      const remote = await startRemote((response) => {
        response.writeHead(status, { location: `${other.origin}/api/v2/calendars/${ID}/` }).end('moved');
      });
      const refused = await failure(change(clientFor(remote)));
      expect(refused).toMatchObject({ kind: 'foreign_host', status });
      expect(refused.message).toContain(other.host);
      expect(other.seen).toEqual([]);
      expect(remote.seen).toHaveLength(1);
    }
  });

  test('of a change leaves open whether it was made: nobody knows who answered', async () => {
    const remote = await startRemote((response) => {
      response.writeHead(307, { location: '/elsewhere/' }).end();
    });
    const refused = await failure(clientFor(remote).deleteCalendar(ID, person));
    expect(refused).toMatchObject({ kind: 'foreign_host', mayHaveActed: true });
    expect(refused.message).toContain('so the API key and the change went nowhere else');
  });

  test('does not bring the secret into words as the name of a host', async () => {
    const secret = 'canarysecretvalue42';
    const remote = await startRemote((response) => {
      response.writeHead(302, { location: `https://${secret}.evil.example/` }).end();
    });
    const refused = await failure(clientFor(remote).updateCalendar(ID, { clientSecret: secret }, person));
    expect(refused.message).toContain('.evil.example');
    expect(refused.message).not.toContain('canary');
  });
});

describe('a secret that is sent', () => {
  const say = (text: string) => (response: ServerResponse) => sendJson(response, { detail: text }, 400);
  const ECHOES: readonly [string, (response: ServerResponse) => void][] = [
    ['as it is', say(`The secret ${SECRET} and the token ${TOKEN} are wrong.`)],
    ['percent-encoded', say(`client_secret=${encodeURIComponent(SECRET)}&x`)],
    ['percent-encoded in lower case', say(`client_secret=${encodeURIComponent(SECRET).toLowerCase()}&x`)],
    ['as a form', say(new URLSearchParams({ client_secret: SECRET }).toString())],
    ['escaped as JSON', say(`{"client_secret":${JSON.stringify(SECRET)}}`)],
    ['without its end', say(`begins with ${SECRET.slice(0, 15)}`)],
    ['without its beginning', say(`ends with ${SECRET.slice(-15)}`)],
    ['where a message is cut off', say(`${'x '.repeat(90)}${SECRET}`)],
    ['where a message is no longer read', say(`${'x'.repeat(7_990)}${SECRET}`)],
    ['over and over', say(`${SECRET}|`.repeat(300))],
    ['as the name of a field', (response) => sendJson(response, { [SECRET]: ['is wrong'] }, 400)],
    ['in an error list', (response) => sendJson(response, { errors: { oauth_client_secret: [SECRET] } }, 400)],
    ['in a code', (response) => sendJson(response, { code: SECRET, detail: `${SECRET}!` }, 403)],
    ['in a conflict', (response) => sendJson(response, { detail: SECRET }, 409)],
    ['in a page', (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(`<p>${SECRET}</p>`)],
    ['in a content type', (response) => void response.writeHead(200, { 'content-type': `text/${TOKEN}` }).end('x')],
    ['in an encoding', (response) => void response.writeHead(200, { 'content-encoding': TOKEN }).end('x')],
    [
      'in half a calendar',
      (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(`{"id":"${TOKEN}`),
    ],
    ['in a calendar of wrong types', (response) => sendJson(response, wireCalendar({ status: [SECRET], id: ID }))],
    ['in the status line', (response) => void response.writeHead(400, 'Bad canary-refresh-ABCDEFGHIJKLMNOP').end()],
  ];

  test.each(ECHOES)('and comes back %s stays out of errors and the log', async (_, answer) => {
    const remote = await startRemote((response) => answer(response));
    for (const [, change] of CHANGES) {
      const clock = new ManualClock();
      const log = memoryLog();
      const call = failure(change(clientFor(remote, { clock, log })));
      await runUntilEnd(clock, call);
      expect(leak(told(await call, log.entries))).toBeNull();
    }
  });

  test('comes back in the very calendar and goes no further', async () => {
    const remote = await startRemote((response, { method }) =>
      sendJson(
        response,
        wireCalendar({ oauth_client_secret: SECRET, oauth_refresh_token: TOKEN }),
        method === 'POST' ? 201 : 200,
      ),
    );
    for (const [, change] of CHANGES) {
      const log = memoryLog();
      expect(leak(JSON.stringify([await change(clientFor(remote, { log })), log.entries]))).toBeNull();
    }
  });
});

describe('an access token', () => {
  const canary = 'canary-access-token-0123456789abcdef';

  /** What a test of the credential brings to light when Recall answers like this. */
  async function revealed(answer: (response: ServerResponse) => void): Promise<string> {
    const remote: Remote = await startRemote((response) => answer(response));
    const log = memoryLog();
    const clock = new ManualClock();
    const client = clientFor(remote, { clock, log });
    const test = client.testCredential(ID, person).then(
      (value) => JSON.stringify(value),
      (thrown: unknown) => (thrown instanceof Error ? told(thrown, log.entries) : 'not an error'),
    );
    await runUntilEnd(clock, test);
    return (await test) + JSON.stringify(log.entries) + JSON.stringify(client.budget('calendars.accessToken'));
  }

  test.each<[string, (response: ServerResponse) => void]>([
    ['as documented', (response) => sendJson(response, { token: canary, expires_at: '2026-11-20T13:00:00Z' })],
    ['where the end belongs', (response) => sendJson(response, { token: canary, expires_at: canary })],
    ['under another name', (response) => sendJson(response, { access_token: canary })],
    ['inside an object', (response) => sendJson(response, { token: { value: canary } })],
    [
      'cut off',
      (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(`{"token":"${canary}`),
    ],
    ['as plain text', (response) => void response.writeHead(200, { 'content-type': 'text/plain' }).end(canary)],
    ['in an error', (response) => sendJson(response, { code: 'error', message: `got ${canary}` }, 400)],
    ['in an error without a code', (response) => sendJson(response, { detail: `got ${canary}` }, 400)],
    ['with a server error', (response) => sendJson(response, { token: canary }, 500)],
  ])('that comes %s is nowhere to be read', async (_, answer) => {
    expect(await revealed(answer)).not.toContain('canary');
  });
});

describe('a key', () => {
  test('does not come back as the code of a credential test', async () => {
    const remote = await startRemote((response, { headers }) =>
      sendJson(response, { code: headers['authorization'], message: `${headers['authorization']}` }, 400),
    );
    const test = await clientFor(remote).testCredential(ID, person);
    expect(test).toMatchObject({ works: false });
    expect(JSON.stringify(test)).not.toContain('canary');
  });
});
