/** Answers that no Recall gives: the key stays here, memory stays bounded, words say what happened. */
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ManualClock, runUntilEnd } from './support/manual-clock.ts';
import {
  API_KEY,
  background,
  clientFor,
  emptyPage,
  failure,
  memoryLog,
  person,
  sendJson,
  startRemote,
  wireEvent,
} from './support/remote.ts';

describe('the key', () => {
  test.each([301, 302, 303, 307, 308])('is not sent after a %i redirect to another host', async (status) => {
    const other = await startRemote((response) => sendJson(response, emptyPage));
    const remote = await startRemote((response) => {
      response.writeHead(status, { location: `${other.origin}/api/v2/calendars/` }).end('moved');
    });
    const refused = await failure(clientFor(remote).listCalendars({}, background));
    expect(refused).toMatchObject({ kind: 'foreign_host', status });
    expect(refused.message).toContain(other.host);
    expect(other.seen).toEqual([]);
    expect(remote.seen).toHaveLength(1);
  });

  test('is not sent after a redirect on the same host either', async () => {
    const remote = await startRemote((response) => {
      response.writeHead(301, { location: '/api/v2/calendars' }).end();
    });
    expect((await failure(clientFor(remote).listCalendars({}, background))).kind).toBe('foreign_host');
    expect(remote.seen).toHaveLength(1);
  });

  test('is not sent to another host that `next` names', async () => {
    const other = await startRemote((response) => sendJson(response, emptyPage));
    const links = [
      `${other.origin}/api/v2/calendar-events/?cursor=x`,
      `//${other.host}/api/v2/calendar-events/?cursor=x`,
      'https://us-west-2.recall.ai.evil.example/?cursor=x',
      'http://127.0.0.1/?cursor=x',
    ];
    const remote = await startRemote((response, _, n) => sendJson(response, { ...emptyPage, next: links[n - 1] }));
    const client = clientFor(remote);
    for (let i = 0; i < links.length; i += 1) {
      const refused = await failure(client.listEvents({}, background));
      expect(refused.kind).toBe('foreign_host');
      expect(refused.message).toContain('the API key went nowhere else');
    }
    expect(other.seen).toEqual([]);
    expect(remote.seen).toHaveLength(links.length);
  });

  test('is not sent along with somebody else’s credentials or scheme in `next`', async () => {
    const links = [`http://user:pw@HOST/?cursor=x`, 'javascript:alert(1)', 'file:///etc/passwd?cursor=x'];
    const remote = await startRemote((response, _, n) =>
      sendJson(response, { ...emptyPage, next: links[n - 1]?.replace('HOST', remote.host) }),
    );
    const client = clientFor(remote);
    for (let i = 0; i < links.length; i += 1) {
      expect((await failure(client.listEvents({}, background))).kind).toBe('foreign_host');
    }
  });

  test('and other secrets stay out of errors and logs, even when the answer repeats them', async () => {
    const echoes = [
      (key: string) => ({ detail: `Invalid token ${key}.` }),
      (key: string) => ({ code: 'x', message: `Authorization: Token ${key} refused` }),
      () => ({ oauth_refresh_token: ['canary-secret-refresh-0123456789 is not valid'] }),
      () => ({ detail: 'bad refresh token 1//0canary-secretABCDEFGHIJKLMNOP' }),
      () => ({ errors: { oauth_client_secret: ['canary-secret-9'] } }),
    ];
    const remote = await startRemote((response, _, n) => sendJson(response, echoes[n - 1]?.(API_KEY), 400));
    const log = memoryLog();
    const client = clientFor(remote, { log });
    for (let i = 0; i < echoes.length; i += 1) {
      const refused = await failure(client.retrieveCalendar('c', person));
      const told = JSON.stringify([refused, refused.message, refused.stack, String(refused.cause)]);
      expect(told).not.toMatch(/canary/);
    }
    expect(JSON.stringify(log.entries)).not.toMatch(/canary/);
  });
});

describe('too much', () => {
  test('decoded data is not read to its end, however small it was on the wire', async () => {
    const bomb = gzipSync(Buffer.alloc(32 * 1_024 * 1_024, 32));
    expect(bomb.length).toBeLessThan(64 * 1_024);
    const remote = await startRemote((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb);
    });
    const before = process.memoryUsage().arrayBuffers;
    const refused = await failure(clientFor(remote, { maxBodyBytes: 1_024 * 1_024 }).listEvents({}, background));
    expect(refused.kind).toBe('too_large');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1_024 * 1_024);
    expect(remote.seen).toHaveLength(1);
  });

  test('plain data is cut off while it streams', async () => {
    let written = 0;
    const remote = await startRemote((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const chunk = Buffer.alloc(64 * 1_024, 32);
      const pour = () => {
        while (!response.destroyed && written < 64 * 1_024 * 1_024) {
          written += chunk.length;
          if (!response.write(chunk)) {
            response.once('drain', pour);
            return;
          }
        }
        response.end();
      };
      pour();
    });
    const refused = await failure(clientFor(remote, { maxBodyBytes: 512 * 1_024 }).listEvents({}, background));
    expect(refused.kind).toBe('too_large');
    await remote.dropped;
    expect(written).toBeLessThan(64 * 1_024 * 1_024);
  });

  test('text in an error page does not hide the error', async () => {
    const remote = await startRemote((response) => {
      response.writeHead(401, { 'content-type': 'text/html' }).end('x'.repeat(2 * 1_024 * 1_024));
    });
    expect((await failure(clientFor(remote).listEvents({}, background))).kind).toBe('unauthorized');
  });
});

describe('an answer that takes too long', () => {
  test('to begin is given up after the total time, four times', async () => {
    const remote = await startRemote(() => undefined);
    const clock = new ManualClock();
    const log = memoryLog();
    const call = failure(clientFor(remote, { clock, log, timeouts: { totalMs: 5_000 } }).listEvents({}, background));
    for (let n = 1; n <= 4; n += 1) {
      await remote.arrived(n);
      await clock.advance(5_000);
      while (n < 4 && log.entries.length < n) await clock.advance(0);
      await clock.advance(2_000);
    }
    const refused = await call;
    expect(refused.kind).toBe('timeout');
    expect(refused.message).toContain('did not finish its answer in time');
    expect(remote.seen).toHaveLength(4);
    await remote.dropped;
  });

  test('because it drips is given up although something always arrives', async () => {
    const clock = new ManualClock();
    const remote = await startRemote((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"next":null,');
      const drip = setInterval(() => response.write(' '), 1);
      response.on('close', () => clearInterval(drip));
    });
    const abort = new AbortController();
    const log = memoryLog();
    const client = clientFor(remote, { clock, log, timeouts: { totalMs: 5_000 } });
    const call = failure(client.listEvents({}, { priority: 'background', signal: abort.signal }));
    await remote.arrived(1);
    await clock.advance(5_000);
    await remote.dropped;
    while (log.entries.length === 0) await clock.advance(0);
    expect(log.entries[0]?.fields).toMatchObject({ kind: 'timeout', attempt: 1 });
    abort.abort();
    expect((await call).kind).toBe('cancelled');
  });
});

describe('an answer that is not Recall’s', () => {
  /** Serves the same answer to every try and lets all retries happen. */
  async function answered(body: string | Buffer, headers: Record<string, string>, status = 200) {
    const remote = await startRemote((response) => {
      response.writeHead(status, headers).end(body);
    });
    const clock = new ManualClock();
    const call = failure(clientFor(remote, { clock }).listEvents({}, background));
    await runUntilEnd(clock, call);
    return { refused: await call, tries: remote.seen.length };
  }
  const json = { 'content-type': 'application/json' };

  test('because a proxy shows its sign-in page is named as that, and not asked for again', async () => {
    const { refused, tries } = await answered('<!doctype html><title>Sign in</title>', { 'content-type': 'text/html' });
    expect(refused.kind).toBe('bad_response');
    expect(refused.message).toContain('a web page instead of JSON');
    expect(refused.message).toContain('proxy, VPN');
    expect(refused.message).not.toContain('<');
    expect(tries).toBe(1);
  });

  test('because a page comes without a content type is named as that too', async () => {
    const { refused } = await answered('  <html>', {});
    expect(refused.message).toContain('a web page instead of JSON');
  });

  test('because it is text of another kind is named', async () => {
    const { refused, tries } = await answered('ok', { 'content-type': 'text/plain; charset=utf-8' });
    expect(refused.message).toContain('"text/plain; charset=utf-8" instead of JSON');
    expect(tries).toBe(1);
  });

  test.each([
    ['half a JSON', JSON.stringify({ ...emptyPage, results: [wireEvent()] }).slice(0, 300), 'not complete JSON'],
    ['nothing', '', 'answered with nothing'],
    ['white space', ' \n ', 'answered with nothing'],
  ])('because it is %s is asked for again, four times in all', async (_, body, words) => {
    const { refused, tries } = await answered(body, json);
    expect(refused.kind).toBe('bad_response');
    expect(refused.message).toContain(words);
    expect(tries).toBe(4);
  });

  test.each([
    ['an array', '[]', 'the whole record: object expected, array found'],
    ['a page without results', '{"next":null}', 'results: array expected, nothing found'],
    ['a page with a numeric next', '{"next":7,"results":[]}', 'next: string expected, number found'],
    ['null', 'null', 'the whole record: object expected, null found'],
    ['an error with status 200', '{"detail":"hello"}', 'results: array expected, nothing found'],
  ])('because it is %s is refused in words', async (_, body, words) => {
    const { refused, tries } = await answered(body, json);
    expect(refused.kind).toBe('bad_response');
    expect(refused.message).toContain(words);
    expect(tries).toBe(1);
  });

  test('because its compression is damaged or cut off is asked for again', async () => {
    const packed = gzipSync(JSON.stringify(emptyPage).padEnd(5_000));
    for (const body of [packed.subarray(0, -12), Buffer.from('not gzip at all')]) {
      const { refused, tries } = await answered(body, { ...json, 'content-encoding': 'gzip' });
      expect(refused.kind).toBe('bad_response');
      expect(refused.message).toContain('damaged or cut off');
      expect(tries).toBe(4);
    }
  });

  test('because nobody asked for its compression is refused', async () => {
    const { refused } = await answered('xx', { ...json, 'content-encoding': 'br' });
    expect(refused.message).toContain('"br"');
  });

  test('because the connection breaks inside the body is asked for again', async () => {
    const remote = await startRemote((response, _, n) => {
      if (n > 1) sendJson(response, emptyPage);
      else {
        response.writeHead(200, { ...json, 'content-length': '5000' });
        response.write('{"next":null,', () => response.destroy());
      }
    });
    const clock = new ManualClock();
    const call = clientFor(remote, { clock }).listEvents({}, background);
    await runUntilEnd(clock, call);
    expect((await call).records).toEqual([]);
    expect(remote.seen).toHaveLength(2);
  });

  test.each([
    ['no cursor', 'HOST/api/v2/calendar-events/?page=2'],
    ['an empty cursor', 'HOST/api/v2/calendar-events/?cursor='],
    ['an endless cursor', `HOST/?cursor=${'x'.repeat(3_000)}`],
    ['no address', 'http://'],
    ['a word', 'string'],
  ])('because its next link holds %s is refused', async (_, next) => {
    const remote = await startRemote((response) =>
      sendJson(response, { ...emptyPage, next: next.replace('HOST', remote.origin) }),
    );
    const refused = await failure(clientFor(remote).listEvents({}, background));
    expect(refused.kind).toBe('bad_response');
    expect(refused.message).toContain('next page');
  });

  test('because its next link leads back to itself does not become an endless loop', async () => {
    const remote = await startRemote((response) =>
      sendJson(response, { ...emptyPage, next: `${remote.origin}/api/v2/calendar-events/?cursor=same` }),
    );
    const client = clientFor(remote);
    expect((await client.listEvents({}, background)).next).toBe('same');
    expect((await failure(client.listEvents({ cursor: 'same' }, background))).message).toContain('names itself');
  });

  test('because it is about another record than the one asked for is refused', async () => {
    const remote = await startRemote((response) => sendJson(response, wireEvent({ id: 'other' })));
    const refused = await failure(clientFor(remote).retrieveEvent('mine', person));
    expect(refused.message).toContain('another event than the one asked for');
  });

  test('because a single record has wrong types is refused with the field’s name', async () => {
    const remote = await startRemote((response) => sendJson(response, wireEvent({ calendar_id: 7 })));
    const refused = await failure(clientFor(remote).retrieveEvent('5f0c2d54-5d0f-4c39-9a35-0d9f3e0c7d11', person));
    expect(refused.message).toContain('calendar_id: string expected, number found');
  });
});
