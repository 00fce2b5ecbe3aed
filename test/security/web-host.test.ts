import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startTestServer } from '../hosts/support/web-client.ts';

const SEED = 20_261_120;

describe('who gets in', () => {
  test('the printed token works once, becomes a strict cookie, and brings the page at once', async () => {
    const { server, send } = await startTestServer();
    const path = server.address.slice(server.origin.length);
    const first = await send({ path });
    expect(first.status).toBe(200);
    expect(first.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(first.headers['referrer-policy']).toBe('no-referrer');
    expect(first.headers['cache-control']).toBe('no-store');
    expect(first.headers['set-cookie']?.[0]).toMatch(/^callboard-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
    const second = await send({ path });
    expect(second.status).toBe(403);
    expect(second.headers['set-cookie']).toBeUndefined();
    expect(second.body).toMatch(/used already/);
  });

  test('the browser that is signed in may open the printed address again', async () => {
    const { server, send, signIn } = await startTestServer();
    const cookie = await signIn();
    const again = await send({ path: server.address.slice(server.origin.length), headers: { cookie } });
    expect(again.status).toBe(200);
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  test('the page arrives with this browser’s settings, and nothing in a cookie becomes markup', async () => {
    const { send, signIn } = await startTestServer();
    const cookie = await signIn();
    const page = async (settings: string) =>
      (await send({ path: '/', headers: { cookie: `${cookie}; callboard-settings=${settings}` } })).body;
    expect(await page('colour-scheme=auto')).toContain('<html data-events="0" data-settings="colour-scheme=auto" lang');
    expect(await page('time-zone=utc&colour-scheme=dark')).toContain(
      '<html data-events="0" data-settings="time-zone=utc&amp;colour-scheme=dark" data-mantine-color-scheme="dark" lang',
    );
    const hostile = await page('colour-scheme=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&"><script>=$&');
    expect(hostile).not.toMatch(/<script>|color-scheme="/);
    expect(hostile.match(/"/g)).toHaveLength(6);
  });

  test('a wrong token gets nothing and does not spend the right one', async () => {
    const { send, signIn } = await startTestServer();
    for (const token of ['', 'x', '%00', 'a'.repeat(5_000)]) {
      expect((await send({ path: `/?token=${token}` })).status).toBe(403);
    }
    expect(await signIn()).toMatch(/^callboard-/);
  });

  test('a link preview by HEAD does not spend the token', async () => {
    const { server, send, signIn } = await startTestServer();
    expect((await send({ method: 'HEAD', path: server.address.slice(server.origin.length) })).status).toBe(401);
    expect(await signIn()).toMatch(/^callboard-/);
  });

  test.each(['/', '/assets/app-1a2b.js', '/rpc/events', '/rpc/call', '/nothing'])(
    '%s without the cookie is refused',
    async (path) => {
      const { send, core } = await startTestServer();
      for (const method of ['GET', 'HEAD', 'DELETE', 'POST', 'OPTIONS']) {
        const reply = await send({ method, path });
        expect([401, 403]).toContain(reply.status);
      }
      expect(core.called).toEqual([]);
    },
  );

  test('a made-up or a neighbouring port’s cookie is refused', async () => {
    const { rpc, signIn, core } = await startTestServer();
    const cookie = await signIn();
    const [name = '', value = ''] = cookie.split('=');
    for (const wrong of [
      `${name}=`,
      `${name}=${'a'.repeat(43)}`,
      `callboard-1=${value}`,
      value,
      `x${cookie}`,
      cookie.toUpperCase(),
    ]) {
      expect((await rpc(wrong)).status).toBe(401);
    }
    expect((await rpc(`other=1; ${cookie}; more=2`)).status).toBe(200);
    expect(core.called).toHaveLength(1);
  });

  test('a link from another site leads in by one hop through our own page, and only at the front door', async () => {
    const { send } = await startTestServer();
    const headers = { 'sec-fetch-site': 'cross-site' };
    const front = await send({ headers });
    expect(front.status).toBe(200);
    expect(front.body).toContain('http-equiv="refresh"');
    expect(front.headers['content-security-policy']).toContain("default-src 'none'");
    expect((await send({ path: '/assets/app-1a2b.js', headers })).status).toBe(401);
    expect((await send({ headers: { 'sec-fetch-site': 'same-origin' } })).status).toBe(401);
  });
});

describe('where requests come from', () => {
  test.each(['evil.example', '127.0.0.1', '127.0.0.1:1', 'localhost', '[::1]:80', '0.0.0.0', '127.0.0.1.evil.example'])(
    'the name "%s" is not served',
    async (name) => {
      const { rpc, signIn, core } = await startTestServer();
      const reply = await rpc(await signIn(), { headers: { host: name } });
      expect([400, 403]).toContain(reply.status);
      expect(core.called).toEqual([]);
    },
  );

  test.each(['http://evil.example', 'https://127.0.0.1', 'null', 'http://localhost:1'])(
    'a page at %s may neither call nor listen',
    async (origin) => {
      const { rpc, send, signIn, core } = await startTestServer();
      const cookie = await signIn();
      expect((await rpc(cookie, { headers: { origin } })).status).toBe(403);
      expect((await send({ path: '/rpc/events', headers: { cookie, origin } })).status).toBe(403);
      expect((await send({ method: 'OPTIONS', path: '/rpc/call', headers: { cookie, origin } })).status).toBe(403);
      expect(core.called).toEqual([]);
    },
  );

  test('a call that names no page is refused, and no answer grants another site anything', async () => {
    const { send, rpc, signIn } = await startTestServer();
    const cookie = await signIn();
    const headers = { cookie, 'content-type': 'application/json' };
    expect((await send({ method: 'POST', path: '/rpc/call', headers, body: '{}' })).status).toBe(403);
    expect(Object.keys((await rpc(cookie)).headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('only the loopback address listens', async () => {
    const { server } = await startTestServer();
    const port = Number(new URL(server.origin).port);
    const outer = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    const elsewhere = [
      ...outer.filter((one) => !one.internal && one.family === 'IPv4').map((one) => one.address),
      '127.0.0.2',
      '::1',
    ];
    for (const host of elsewhere) {
      const outcome = await new Promise((resolve) => {
        const socket = connect({ host, port });
        socket.on('connect', () => resolve('connected'));
        socket.on('error', () => resolve('refused'));
      });
      expect([host, outcome]).toEqual([host, 'refused']);
    }
  });

  test('a request for another server (as a proxy would get it) is refused', async () => {
    const { send, signIn } = await startTestServer();
    const cookie = await signIn();
    for (const path of ['http://evil.example/', '//evil.example/', '*']) {
      expect([400, 403]).toContain((await send({ path, headers: { cookie } })).status);
    }
  });
});

describe('calls', () => {
  test('a correct call is answered in the envelope and never stored', async () => {
    const { rpc, signIn } = await startTestServer();
    const reply = await rpc(await signIn());
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.body)).toEqual({ ok: true, value: { method: 'calendars.list', input: { limit: 1 } } });
    expect(reply.headers['cache-control']).toBe('no-store');
    expect(reply.headers['x-content-type-options']).toBe('nosniff');
  });

  test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'])('%s is not a call', async (method) => {
    const { send, server, signIn, core } = await startTestServer();
    const reply = await send({ method, path: '/rpc/call', headers: { cookie: await signIn(), origin: server.origin } });
    expect(reply.status).toBe(405);
    expect(reply.headers.allow).toBe('POST');
    expect(core.called).toEqual([]);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonx', ''])(
    'the content type "%s", which a form could send, is refused',
    async (type) => {
      const { rpc, signIn, core } = await startTestServer();
      expect((await rpc(await signIn(), { headers: { 'content-type': type } })).status).toBe(415);
      expect(core.called).toEqual([]);
    },
  );

  test('more than a megabyte is refused, announced or not, and the server goes on', async () => {
    const { rpc, signIn, core } = await startTestServer();
    const cookie = await signIn();
    const body = JSON.stringify({ id: 'c1', method: 'a.b', input: 'x'.repeat(1_000_001) });
    expect((await rpc(cookie, { body })).status).toBe(413);
    const chunked = await rpc(cookie, { body, headers: { 'transfer-encoding': 'chunked' } }).catch(() => ({
      status: 413,
    }));
    expect(chunked.status).toBe(413);
    expect((await rpc(cookie)).status).toBe(200);
    expect(core.called).toHaveLength(1);
  });

  test('whatever the body is, the answer is an envelope and the core sees well-formed calls only', async () => {
    const { rpc, signIn, core } = await startTestServer();
    const cookie = await signIn();
    const anything = fc.oneof(
      fc.json(),
      fc.string(),
      fc.record({ id: fc.anything(), method: fc.anything() }).map((value) => JSON.stringify(value) ?? ''),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (body) => {
        const reply = await rpc(cookie, { body });
        expect([200, 400]).toContain(reply.status);
        expect(JSON.parse(reply.body)).toHaveProperty('ok');
      }),
      { seed: SEED, numRuns: 500 },
    );
    for (const { method } of core.called) expect(method).toMatch(/^[\w.]{1,100}$/);
  });

  test('a call can be cancelled by its id', async () => {
    const { rpc, signIn, core } = await startTestServer();
    const cookie = await signIn();
    const body = JSON.stringify({ id: 'w1', method: 'test.wait' });
    const arrived = core.waiting();
    const answer = rpc(cookie, { body });
    await arrived;
    expect((await rpc(cookie, { body })).body).toMatch(/still under way/);
    expect((await rpc(cookie, { path: '/rpc/cancel', body: '{"id":"w1"}' })).status).toBe(204);
    expect(JSON.parse((await answer).body)).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect((await rpc(cookie, { path: '/rpc/cancel', body: '{"id":"nothing"}' })).status).toBe(204);
  });

  test('a call ends when the page that asked goes away', async () => {
    const { server, signIn, core } = await startTestServer();
    const cookie = await signIn();
    const arrived = core.waiting();
    const leaving = new AbortController();
    const gone = fetch(`${server.origin}/rpc/call`, {
      method: 'POST',
      headers: { cookie, origin: server.origin, 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'w1', method: 'test.wait' }),
      signal: leaving.signal,
    }).catch((error: unknown) => error);
    await arrived;
    const cancelled = core.cancellation();
    leaving.abort();
    await gone;
    expect(await cancelled).toBe('test.wait');
  });
});

describe('files', () => {
  test('the page comes with its policy', async () => {
    const { send, signIn } = await startTestServer();
    const page = await send({ headers: { cookie: await signIn() } });
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(page.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
  });

  test('files with a hash in their name may be kept, by this browser only', async () => {
    const { send, signIn } = await startTestServer();
    const file = await send({ path: '/assets/app-1a2b.js', headers: { cookie: await signIn() } });
    expect(file.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'private, max-age=31536000, immutable',
    });
  });

  test.each([
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/assets/..%2f..%2fsecret.json',
    '/assets/%2e%2e%5c%2e%2e%5csecret.json',
    '/%00/../secret.json',
    '/index.html%00.json',
    '/linked.json',
    '/.env.json',
    '/assets',
    '/%',
    '/index.html/',
  ])('%s is not found', async (path) => {
    const { send, signIn } = await startTestServer();
    const reply = await send({ path, headers: { cookie: await signIn() } });
    expect(reply.status).toBe(404);
    expect(reply.body).not.toContain('SECRET');
  });

  test('no path at all brings out what lies outside the folder', async () => {
    const { send, signIn } = await startTestServer();
    const cookie = await signIn();
    const piece = fc.constantFrom(
      '..',
      '%2e%2e',
      '.',
      '%2f',
      '%5c',
      '/',
      '\\',
      'assets',
      'secret.json',
      'linked.json',
      '%00',
      '%c0%ae',
      '....//',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
        const reply = await send({ path: `/${pieces.join('/')}`, headers: { cookie } });
        expect(reply.body).not.toContain('SECRET');
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
