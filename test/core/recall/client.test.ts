import { describe, expect, test } from 'vitest';
import { gzipSync } from 'node:zlib';
import { createRecallClient } from '../../../electron/core/recall/client.ts';
import { CallboardError } from '../../../shared/envelope.ts';
import { ManualClock, realClock, runUntilEnd } from './support/manual-clock.ts';
import {
  API_KEY,
  background,
  clientFor,
  emptyPage,
  failure,
  memoryLog,
  originOfNobody,
  person,
  sendJson,
  startRemote,
  wireBot,
  wireCalendar,
  wireEvent,
} from './support/remote.ts';

describe('a request', () => {
  test('is a GET with the key, the trailing slash and no body', async () => {
    const remote = await startRemote((response) => sendJson(response, emptyPage));
    await clientFor(remote).listCalendars({}, background);
    const [seen] = remote.seen;
    expect(seen).toMatchObject({ method: 'GET', url: '/api/v2/calendars/', body: '' });
    expect(seen?.headers['authorization']).toBe(`Token ${API_KEY}`);
    expect(seen?.headers['accept-encoding']).toBe('gzip');
    expect(seen?.headers['content-length']).toBeUndefined();
    expect(seen?.headers['transfer-encoding']).toBeUndefined();
  });

  test('carries the documented filters, instants as ISO text', async () => {
    const remote = await startRemote((response) => sendJson(response, emptyPage));
    const client = clientFor(remote);
    const at = Date.UTC(2026, 10, 20, 15);
    await client.listEvents(
      { calendarId: 'cal-1', startFrom: at, startTo: at + 1, updatedFrom: at + 2, cursor: 'a+b/c=' },
      background,
    );
    await client.listCalendars({ status: 'disconnected' }, background);
    await client.listBots({ joinFrom: at, joinTo: at + 3, cursor: '4' }, background);
    const query = (n: number) => Object.fromEntries(new URL(remote.seen[n]?.url ?? '', remote.origin).searchParams);
    expect(query(0)).toEqual({
      calendar_id: 'cal-1',
      start_time__gte: '2026-11-20T15:00:00.000Z',
      start_time__lte: '2026-11-20T15:00:00.001Z',
      updated_at__gte: '2026-11-20T15:00:00.002Z',
      cursor: 'a+b/c=',
    });
    expect(query(1)).toEqual({ status: 'disconnected' });
    expect(query(2)).toEqual({
      join_at_after: '2026-11-20T15:00:00.000Z',
      join_at_before: '2026-11-20T15:00:00.003Z',
      page: '4',
    });
  });

  test('asks for single records by their id', async () => {
    const remote = await startRemote((response, { url }) => {
      const path = url.split('/');
      const id = path.at(-2);
      if (url.startsWith('/api/v2/calendars/')) sendJson(response, wireCalendar({ id }));
      else if (url.startsWith('/api/v2/calendar-events/')) sendJson(response, wireEvent({ id }));
      else sendJson(response, wireBot({ id }));
    });
    const client = clientFor(remote);
    expect((await client.retrieveCalendar('c-1', person)).record.id).toBe('c-1');
    expect((await client.retrieveEvent('e-1', person)).record.id).toBe('e-1');
    expect((await client.retrieveBot('b-1', person)).record.id).toBe('b-1');
    expect(remote.seen.map(({ url }) => url)).toEqual([
      '/api/v2/calendars/c-1/',
      '/api/v2/calendar-events/e-1/',
      '/api/v1/bot/b-1/',
    ]);
  });

  test.each(['..', '.', '', 'a b', 'x\r\ny', 'ü', 'x'.repeat(201)])(
    'is not sent for the impossible id %j',
    async (id) => {
      const remote = await startRemote((response) => sendJson(response, wireBot()));
      expect((await failure(clientFor(remote).retrieveBot(id, person))).kind).toBe('not_found');
      expect(remote.seen).toEqual([]);
    },
  );

  test('keeps an id inside its path segment', async () => {
    const remote = await startRemote((response) => sendJson(response, wireBot({ id: '../calendars/x?y#z' })));
    await clientFor(remote).retrieveBot('../calendars/x?y#z', person);
    expect(remote.seen[0]?.url).toBe('/api/v1/bot/..%2Fcalendars%2Fx%3Fy%23z/');
  });

  test('sends a key that was pasted with white space or its header prefix as the key alone', async () => {
    const remote = await startRemote((response) => sendJson(response, emptyPage));
    await clientFor(remote, { apiKey: `\n Token  ${API_KEY} ` }).listCalendars({}, background);
    expect(remote.seen[0]?.headers['authorization']).toBe(`Token ${API_KEY}`);
  });

  test.each(['', '   ', 'key\r\nx-evil: 1', 'schlüssel', '●●●●'])(
    'is not sent with the impossible key %j',
    async (apiKey) => {
      const remote = await startRemote((response) => sendJson(response, emptyPage));
      const refused = await failure(clientFor(remote, { apiKey }).listCalendars({}, background));
      expect(refused.kind).toBe('unauthorized');
      expect(remote.seen).toEqual([]);
    },
  );

  test('is refused before anything else when the base URL is not one that a key may go to', () => {
    const create = () =>
      createRecallClient({
        baseUrl: 'http://recall.example.com',
        apiKey: API_KEY,
        clock: realClock,
        random: () => 0,
        log: memoryLog(),
      });
    expect(create).toThrow(CallboardError);
  });
});

describe('an answer', () => {
  test('brings Recall’s own clock along', async () => {
    const remote = await startRemote((response) =>
      sendJson(response, emptyPage, 200, { date: 'Fri, 20 Nov 2026 12:00:42 GMT' }),
    );
    const page = await clientFor(remote).listEvents({}, background);
    expect(page.serverNow).toBe(Date.UTC(2026, 10, 20, 12, 0, 42));
  });

  test('without a Date header says nothing about Recall’s clock', async () => {
    const remote = await startRemote((response) => {
      response.sendDate = false;
      sendJson(response, emptyPage);
    });
    expect((await clientFor(remote).listEvents({}, background)).serverNow).toBeNull();
  });

  test('is read with and without compression', async () => {
    const text = JSON.stringify({ next: null, previous: null, results: [wireEvent({ raw: { summary: 'Grüße 🗓️' } })] });
    const remote = await startRemote((response, _, n) => {
      response.setHeader('content-type', 'application/json; charset=utf-8');
      if (n === 1) response.end(text);
      else response.setHeader('content-encoding', 'gzip').end(gzipSync(text));
    });
    const client = clientFor(remote);
    const plain = await client.listEvents({}, background);
    const packed = await client.listEvents({}, background);
    expect(plain.records[0]?.title).toBe('Grüße 🗓️');
    expect(packed.records).toEqual(plain.records);
  });

  test('of 2 MB in one event is an ordinary answer', async () => {
    const description = 'x'.repeat(2_000_000);
    const remote = await startRemote((response) =>
      sendJson(response, { ...emptyPage, results: [wireEvent({ raw: { summary: 'Big', description } })] }),
    );
    const page = await clientFor(remote).listEvents({}, background);
    expect(page.records[0]?.title).toBe('Big');
    expect(page.records[0]?.raw.length).toBeGreaterThan(2_000_000);
  });
});

describe('paging', () => {
  test('follows the cursors of a list to its end', async () => {
    const remote = await startRemote((response, { url }) => {
      const cursor = new URL(url, remote.origin).searchParams.get('cursor');
      const next: Record<string, string | null> = {
        first: `${remote.origin}/api/v2/calendar-events/?cursor=cD0yMDI0%2B%3D&start_time__gte=ignored`,
        'cD0yMDI0+=': `${remote.origin}/api/v2/calendar-events/?cursor=last`,
        last: null,
      };
      sendJson(response, {
        next: next[cursor ?? 'first'],
        previous: null,
        results: [wireEvent({ id: cursor ?? 'first' })],
      });
    });
    const client = clientFor(remote);
    const ids: string[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const page = await client.listEvents({ updatedFrom: 0, ...(cursor === undefined ? {} : { cursor }) }, background);
      ids.push(...page.records.map((record) => record.id));
      cursor = page.next;
    }
    expect(ids).toEqual(['first', 'cD0yMDI0+=', 'last']);
    expect(remote.seen.every(({ url }) => url.includes('updated_at__gte=1970'))).toBe(true);
    expect(remote.seen.some(({ url }) => url.includes('ignored'))).toBe(false);
  });

  test('follows the page numbers of bots to their end', async () => {
    const remote = await startRemote((response, { url }) => {
      const number = Number(new URL(url, remote.origin).searchParams.get('page') ?? '1');
      sendJson(response, {
        count: 3,
        next: number < 3 ? `${remote.origin}/api/v1/bot/?page=${number + 1}` : null,
        previous: null,
        results: [wireBot({ id: `bot-${number}` })],
      });
    });
    const client = clientFor(remote);
    const ids: string[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const page = await client.listBots(cursor === undefined ? {} : { cursor }, background);
      ids.push(...page.records.map((record) => record.id));
      cursor = page.next;
    }
    expect(ids).toEqual(['bot-1', 'bot-2', 'bot-3']);
  });

  test('tolerates a next link with the other scheme on the same host, and a relative one', async () => {
    const remote = await startRemote((response, _, n) =>
      sendJson(response, {
        ...emptyPage,
        next: n === 1 ? `https://${remote.host}/api/v2/calendars/?cursor=x` : '/api/v2/calendars/?cursor=y',
      }),
    );
    const client = clientFor(remote);
    expect((await client.listCalendars({}, background)).next).toBe('x');
    expect((await client.listCalendars({}, background)).next).toBe('y');
  });
});

describe('budgets', () => {
  test('are kept per operation, and counted until the window has slid past the answer', async () => {
    const remote = await startRemote((response) => sendJson(response, emptyPage));
    const clock = new ManualClock();
    const client = clientFor(remote, { clock });
    await client.listEvents({}, background);
    await client.listEvents({}, background);
    expect(client.budget('events.list')).toMatchObject({ used: 2, limit: 60, windowMs: 60_000, waiting: 0 });
    expect(client.budget('calendars.list').used).toBe(0);
    await clock.advance(60_060);
    expect(client.budget('events.list').used).toBe(0);
  });

  test('let a person’s call overtake the background', async () => {
    const remote = await startRemote((response) => sendJson(response, emptyPage));
    const clock = new ManualClock();
    const client = clientFor(remote, { clock, limits: { windowMs: 1_000 } });
    await client.listEvents({}, background);
    await clock.advance(500);
    for (let i = 1; i < 60; i += 1) await client.listEvents({}, background);
    const slow = client.listEvents({ calendarId: 'background' }, background);
    const quick = client.listEvents({ calendarId: 'person' }, person);
    await clock.advance(500);
    expect(client.budget('events.list').waiting).toBe(2);
    await clock.advance(1); // One slot opens.
    await quick;
    expect(client.budget('events.list').waiting).toBe(1);
    await clock.advance(500);
    await slow;
    const asked = remote.seen.slice(60).map(({ url }) => new URL(url, remote.origin).searchParams.get('calendar_id'));
    expect(asked).toEqual(['person', 'background']);
  });

  test('count a call that failed', async () => {
    const remote = await startRemote((response) => sendJson(response, { detail: 'Not found.' }, 404));
    const client = clientFor(remote);
    await failure(client.retrieveBot('gone', person));
    expect(client.budget('bots.retrieve').used).toBe(1);
  });
});

describe('closing', () => {
  test('aborts what is under way, what waits for a slot and what comes later', async () => {
    const remote = await startRemote(() => undefined); // Never answers.
    const clock = new ManualClock();
    const client = clientFor(remote, { clock });
    const underWay = Array.from({ length: 60 }, () => failure(client.listEvents({}, background)));
    const waiting = failure(client.listEvents({}, background));
    await remote.arrived(1);
    await client.close();
    for (const call of [...underWay, waiting]) expect((await call).kind).toBe('cancelled');
    expect((await failure(client.listCalendars({}, person))).kind).toBe('cancelled');
    await remote.dropped;
    expect(clock.due()).toEqual([]);
  });

  test('of a client that never sent anything does nothing', async () => {
    const client = clientFor({ origin: 'http://127.0.0.1:9' });
    await client.close();
    await expect(client.close()).resolves.toBeUndefined();
  });
});

describe('a caller that aborts', () => {
  test('gets its answer at once, and the connection is given up', async () => {
    const remote = await startRemote(() => undefined);
    const abort = new AbortController();
    const call = failure(clientFor(remote).listEvents({}, { priority: 'person', signal: abort.signal }));
    await remote.arrived(1);
    abort.abort();
    expect((await call).kind).toBe('cancelled');
    await remote.dropped;
  });

  test('is not retried, and does not disturb others', async () => {
    const remote = await startRemote((response, { url }) => {
      if (url.includes('calendar_id')) return;
      sendJson(response, emptyPage);
    });
    const client = clientFor(remote);
    const abort = new AbortController();
    const aborted = failure(client.listEvents({ calendarId: 'x' }, { priority: 'person', signal: abort.signal }));
    await remote.arrived(1);
    abort.abort();
    await aborted;
    expect((await client.listEvents({}, background)).records).toEqual([]);
    expect(remote.seen).toHaveLength(2);
  });
});

describe('the network', () => {
  test('that refuses the connection is reported in words, after four tries', async () => {
    const log = memoryLog();
    const clock = new ManualClock();
    const client = clientFor({ origin: await originOfNobody() }, { clock, log });
    const call = failure(client.listCalendars({}, person));
    expect(await runUntilEnd(clock, call)).toBe(250 + 500 + 1_000);
    const refused = await call;
    expect(refused.kind).toBe('network');
    expect(refused.message).toContain('refused the connection (ECONNREFUSED)');
    expect(log.entries.map(({ fields }) => fields['attempt'])).toEqual([1, 2, 3]);
  });
});
