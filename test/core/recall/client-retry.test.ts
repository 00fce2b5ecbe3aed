/** Which statuses are repeated, how long after, and what people read when all tries failed. */
import { describe, expect, test } from 'vitest';
import type { RecallErrorKind } from '../../../electron/core/recall/types.ts';
import { ManualClock, runUntilEnd } from './support/manual-clock.ts';
import type { Remote } from './support/remote.ts';
import {
  background,
  clientFor,
  emptyPage,
  failure,
  memoryLog,
  person,
  sendJson,
  startRemote,
} from './support/remote.ts';

type Reply = readonly [status: number, headers?: Record<string, string>, body?: unknown];

/** Answers with each reply in turn, and with an empty page after the last. */
function replies(...list: readonly Reply[]): Promise<Remote> {
  return startRemote((response, _, n) => {
    const reply = list[n - 1];
    if (reply === undefined) sendJson(response, emptyPage);
    else sendJson(response, reply[2] ?? { detail: 'words' }, reply[0], reply[1] ?? {});
  });
}

describe('a status', () => {
  test.each<[number, RecallErrorKind, string]>([
    [400, 'rejected', 'Recall refused the call (400): "words"'],
    [401, 'unauthorized', 'belongs to another region'],
    [402, 'payment_required', 'credit balance'],
    [403, 'forbidden', 'firewall'],
    [404, 'not_found', 'no such record'],
    [405, 'rejected', 'does not allow this'],
    [407, 'rejected', 'proxy'],
    [418, 'rejected', '(418)'],
  ])('of %i is %s, in words, and never repeated', async (status, kind, words) => {
    const remote = await replies([status]);
    const refused = await failure(clientFor(remote).listEvents({}, background));
    expect(refused).toMatchObject({ kind, status });
    expect(refused.message).toContain(words);
    expect(remote.seen).toHaveLength(1);
  });

  test.each<[number, RecallErrorKind, number]>([
    [409, 'conflict', 4],
    [429, 'rate_limited', 5],
    [500, 'server', 4],
    [502, 'server', 4],
    [503, 'server', 4],
    [504, 'server', 4],
    [507, 'pool_empty', 4],
  ])('of %i is %s after %i tries', async (status, kind, tries) => {
    const remote = await startRemote((response) => {
      response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>bad gateway</h1>');
    });
    const clock = new ManualClock();
    const call = failure(clientFor(remote, { clock }).listEvents({}, background));
    await runUntilEnd(clock, call);
    const refused = await call;
    expect(refused).toMatchObject({ kind, status });
    expect(refused.message).not.toContain('<');
    expect(remote.seen).toHaveLength(tries);
  });

  test.each<[unknown, string]>([
    [{ detail: 'Invalid cursor' }, ': "Invalid cursor"'],
    [{ code: 'update_bot_failed', message: 'Only non-dispatched bots' }, ': "Only non-dispatched bots"'],
    [
      { code: 'invalid_request_data', message: 'Check `errors`', errors: { non_field_errors: ['Event has ended.'] } },
      ': "Event has ended."',
    ],
    [{ start_time__gte: ['Enter a valid date/time.'] }, ': "start_time__gte: Enter a valid date/time."'],
    [{ detail: 'No 3fa85f64-5717-4562-b3fc-2c963f66afa6.' }, ': "No 3fa85f64-5717-4562-b3fc-2c963f66afa6."'],
    [{ detail: 'two\nlines\u202e' }, ': "two lines"'],
    [{ detail: '<img src=x>' }, '(400).'],
    [{ detail: 7 }, '(400).'],
    [['x'], '(400).'],
  ])('of 400 quotes the documented body %j as %j', async (body, words) => {
    const remote = await replies([400, {}, body]);
    const refused = await failure(clientFor(remote).listEvents({}, background));
    expect(refused.message).toContain(words);
  });

  test('of 400 with an endless body is quoted in brief', async () => {
    const remote = await replies([400, {}, { detail: 'very '.repeat(50_000) }]);
    expect((await failure(clientFor(remote).listEvents({}, background))).message.length).toBeLessThan(300);
  });
});

describe('a 429', () => {
  test('with seconds holds the operation for them', async () => {
    const remote = await replies([429, { 'retry-after': '17' }]);
    const clock = new ManualClock();
    const call = clientFor(remote, { clock }).listEvents({}, background);
    const took = await runUntilEnd(clock, call);
    expect(took).toBe(17_000);
    expect(remote.seen).toHaveLength(2);
  });

  test('with a date holds the operation until then, on Recall’s clock', async () => {
    const remote = await replies([
      429,
      { date: 'Fri, 20 Nov 2026 02:00:00 GMT', 'retry-after': 'Fri, 20 Nov 2026 02:00:09 GMT' },
    ]);
    const clock = new ManualClock(Date.UTC(2031, 0, 1));
    const took = await runUntilEnd(clock, clientFor(remote, { clock }).listEvents({}, background));
    expect(took).toBe(9_000);
  });

  test('without Retry-After backs off longer each time', async () => {
    const remote = await replies([429], [429], [429]);
    const clock = new ManualClock();
    const took = await runUntilEnd(clock, clientFor(remote, { clock }).listEvents({}, background));
    // random is 0: half of 2, 4 and 8 s.
    expect(took).toBe(7_000);
    expect(remote.seen).toHaveLength(4);
  });

  test('holds other calls of its operation, people’s too, while other operations go on', async () => {
    const remote = await startRemote((response, { url }, n) => {
      if (n === 1) sendJson(response, {}, 429, { 'retry-after': '30' });
      else sendJson(response, emptyPage, 200, { 'x-url': url });
    });
    const clock = new ManualClock();
    const client = clientFor(remote, { clock });
    const first = client.listEvents({}, background);
    await remote.arrived(1);
    while (client.budget('events.list').waiting === 0) await clock.advance(0);
    const second = client.listEvents({}, person);
    await client.listCalendars({}, background);
    expect(remote.seen.map(({ url }) => url)).toEqual(['/api/v2/calendar-events/', '/api/v2/calendars/']);
    await clock.advance(29_000);
    expect(client.budget('events.list')).toMatchObject({ waiting: 2 });
    await runUntilEnd(clock, Promise.all([first, second]));
    expect(remote.seen).toHaveLength(4);
  });

  test('that asks for an hour is told to the caller at once, and holds the operation', async () => {
    const remote = await replies([429, { 'retry-after': '3600' }]);
    const clock = new ManualClock();
    const client = clientFor(remote, { clock });
    const refused = await failure(client.listEvents({}, background));
    expect(refused).toMatchObject({ kind: 'rate_limited', retryAfterMs: 3_600_000 });
    const next = await failure(client.listEvents({}, person));
    expect(next.kind).toBe('rate_limited');
    expect(next.retryAfterMs).toBeGreaterThanOrEqual(3_600_000);
    expect(remote.seen).toHaveLength(1);
    await clock.advance(3_602_000);
    expect((await client.listEvents({}, background)).records).toEqual([]);
  });
});

describe('a repeated call', () => {
  test('spends a slot on every try and says in the log why', async () => {
    const remote = await replies([503], [500]);
    const clock = new ManualClock();
    const log = memoryLog();
    const client = clientFor(remote, { clock, log });
    await runUntilEnd(clock, client.listEvents({}, background));
    expect(client.budget('events.list').used).toBe(3);
    expect(
      log.entries.map(({ level, fields }) => [level, fields['status'], fields['attempt'], fields['waitMs']]),
    ).toEqual([
      ['warn', 503, 1, 250],
      ['warn', 500, 2, 500],
    ]);
  });

  test('ends at once when its caller aborts while it waits', async () => {
    const remote = await replies([429, { 'retry-after': '60' }]);
    const clock = new ManualClock();
    const client = clientFor(remote, { clock });
    const abort = new AbortController();
    const call = failure(client.listEvents({}, { priority: 'background', signal: abort.signal }));
    while (client.budget('events.list').waiting === 0) await clock.advance(0);
    abort.abort();
    expect((await call).kind).toBe('cancelled');
    expect(remote.seen).toHaveLength(1);
  });
});
