import { get as httpGet } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { createGunzip } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { FaultKind } from '../../../electron/simulator/index.ts';
import { bench, DAY, HOUR, MORNING } from './support.ts';
import type { Bench, Json } from './support.ts';

const EVENTS = '/api/v2/calendar-events/';
const WORLD = [{ name: 'ACME', calendars: 3, eventsPerCalendar: 50 }];

async function struck(kind: FaultKind): Promise<Bench> {
  const made = await bench({ world: WORLD });
  made.simulator.faults.add({ match: { operation: 'events.list' }, kind });
  return made;
}

/** One raw request, for answers that never end well. */
function raw(made: Bench, path = EVENTS): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    httpGet(made.simulator.origin + path, { headers: { Authorization: made.workspace.apiKey } }, resolve).on(
      'error',
      reject,
    );
  });
}

describe('which requests a fault strikes', () => {
  it('is decided by workspace, operation, number and count', async () => {
    const { simulator, get } = await bench({
      world: [
        { name: 'One', calendars: 1, eventsPerCalendar: 1 },
        { name: 'Two', calendars: 1, eventsPerCalendar: 1 },
      ],
    });
    const fault = simulator.faults.add({
      match: { workspace: 'One', operation: 'events.list', nth: 2, times: 2 },
      kind: { type: 'status', status: 503 },
    });
    const two = { Authorization: simulator.workspaces[1]?.apiKey ?? '' };
    expect((await get(EVENTS, two)).status).toBe(200);
    expect((await get('/api/v2/calendars/')).status).toBe(200);
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) statuses.push((await get(EVENTS)).status);
    expect(statuses).toEqual([200, 503, 503, 200, 200]);
    expect(fault.struck).toBe(2);
    expect(simulator.stats.of('One', 'events.list')).toEqual({ requests: 5, throttled: 0, faults: 2 });
  });

  it('follows from the seed when it is left to chance', async () => {
    const pattern = async (seed: number): Promise<number[]> => {
      const { simulator, get } = await bench({ seed });
      simulator.faults.add({ match: { times: Infinity, chance: 0.5 }, kind: { type: 'status', status: 500 } });
      const statuses: number[] = [];
      for (let i = 0; i < 30; i++) statuses.push((await get(EVENTS)).status);
      return statuses;
    };
    const first = await pattern(1);
    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await pattern(1)).toEqual(first);
    expect(await pattern(2)).not.toEqual(first);
  });

  it('ends when the fault is removed', async () => {
    const { simulator, get } = await bench();
    const fault = simulator.faults.add({ match: { times: Infinity }, kind: { type: 'status', status: 500 } });
    expect((await get(EVENTS)).status).toBe(500);
    fault.remove();
    expect((await get(EVENTS)).status).toBe(200);
  });
});

describe('faults of the status', () => {
  it.each([
    [{ type: 'status', status: 429, retryAfter: 7 }, 429, '7'],
    [{ type: 'status', status: 429 }, 429, null],
    [
      { type: 'status', status: 429, retryAfter: 'Fri, 20 Nov 2026 09:01:00 GMT' },
      429,
      'Fri, 20 Nov 2026 09:01:00 GMT',
    ],
    [{ type: 'status', status: 507, retryAfter: 30 }, 507, '30'],
  ] as const)('%j', async (kind, status, retryAfter) => {
    const { get } = await struck(kind);
    const reply = await get(EVENTS);
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([status, retryAfter]);
    expect(reply.json.detail).toEqual(expect.any(String));
  });

  it.each([401, 402, 403, 409, 500, 502, 503, 504])('%i as JSON and as a web page', async (status) => {
    const made = await struck({ type: 'status', status });
    expect((await made.get(EVENTS)).json.detail).toEqual(expect.any(String));
    made.simulator.faults.add({ match: {}, kind: { type: 'status', status, body: 'html' } });
    const page = await made.get(EVENTS);
    expect([page.status, page.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
    expect(page.text).toContain('<html>');
  });

  it('leave the world unchanged, unless only the answer is to be lost', async () => {
    const { simulator, workspace, call } = await bench();
    const body = { meeting_url: 'https://zoom.us/j/1', join_at: new Date(MORNING + DAY).toISOString() };
    simulator.faults.add({ match: {}, kind: { type: 'status', status: 503 } });
    expect((await call('POST', '/api/v1/bot/', body)).status).toBe(503);
    expect(workspace.bots()).toHaveLength(0);
    simulator.faults.add({ match: {}, kind: { type: 'status', status: 503, after: true } });
    expect((await call('POST', '/api/v1/bot/', body)).status).toBe(503);
    expect(workspace.bots()).toHaveLength(1);
  });

  it('redirect to another host', async () => {
    const { get } = await struck({ type: 'redirect' });
    const reply = await get(EVENTS);
    expect([reply.status, reply.headers.get('location')]).toEqual([302, 'https://elsewhere.example/']);
  });
});

describe('faults of the connection', () => {
  it('hang until the simulator stops', async () => {
    const made = await struck({ type: 'hang' });
    const answered = raw(made).then(
      () => 'answered',
      () => 'broken off',
    );
    while (made.simulator.stats.of('ACME', 'events.list').faults === 0)
      await new Promise((resolve) => setImmediate(resolve));
    await made.simulator.stop();
    expect(await answered).toBe('broken off');
  });

  it('drip byte by byte, without an end', async () => {
    const made = await struck({ type: 'drip', everyMs: 1 });
    const response = await raw(made);
    let text = '';
    for await (const chunk of response) {
      text += String(chunk);
      if (text.length >= 12) break;
    }
    expect(text.slice(0, 12)).toBe('{"next":"htt');
  });

  it('break off in the middle of the body', async () => {
    const made = await struck({ type: 'reset' });
    const response = await raw(made);
    let bytes = 0;
    const read = async (): Promise<void> => {
      for await (const chunk of response) bytes += Buffer.from(chunk as Buffer).length;
    };
    await expect(read()).rejects.toThrow(/aborted/);
    expect(bytes).toBeLessThan(Number(response.headers['content-length']));
  });

  it('unpack a small body to a huge one', async () => {
    const made = await struck({ type: 'gzipBomb', bytes: 40_000_000 });
    const response = await raw(made);
    expect(Number(response.headers['content-length'])).toBeLessThan(60_000);
    let bytes = 0;
    for await (const chunk of response.pipe(createGunzip())) bytes += (chunk as Buffer).length;
    expect(bytes).toBe(40_000_000);
  });

  it('tell a wrong time', async () => {
    const { get } = await struck({ type: 'clockSkew', ms: -10 * 60_000 });
    expect((await get(EVENTS)).headers.get('date')).toBe(new Date(MORNING - 10 * 60_000).toUTCString());
    expect((await get(EVENTS)).headers.get('date')).toBe(new Date(MORNING).toUTCString());
  });

  it('answer late, but well', async () => {
    const { get } = await struck({ type: 'delay', ms: 5 });
    expect((await get(EVENTS)).json.results).toHaveLength(100);
  });
});

describe('faults of the body', () => {
  it.each([{ type: 'truncatedJson' }, { type: 'malformedJson' }, { type: 'emptyBody' }, { type: 'html' }] as const)(
    '%j is no JSON, with status 200',
    async (kind) => {
      const { get } = await struck(kind);
      const reply = await get(EVENTS);
      expect([reply.status, reply.json]).toEqual([200, undefined]);
      expect((await get(EVENTS)).json.results).toHaveLength(100);
    },
  );

  it('foreignNext points elsewhere', async () => {
    const { get } = await struck({ type: 'foreignNext' });
    expect(new URL((await get(EVENTS)).json.next).host).toBe('elsewhere.example');
  });

  it.each([
    [{ type: 'wrongTypes', index: 4 }, (event: Json) => typeof event.calendar_id === 'number'],
    [{ type: 'wrongTypes', index: 4, fields: { id: 12 } }, (event: Json) => event.id === 12],
    [{ type: 'botsNull', index: 4 }, (event: Json) => event.bots === null],
    [{ type: 'missingStartTime', index: 4 }, (event: Json) => !('start_time' in event)],
    [{ type: 'unknownEnum', index: 4 }, (event: Json) => event.meeting_platform === 'holodeck'],
  ] as const)('%j touches one record only', async (kind, isBroken) => {
    const { get } = await struck(kind);
    const broken = (await get(EVENTS)).json.results;
    const good = (await get(EVENTS)).json.results;
    expect(broken.map(isBroken).indexOf(true)).toBe(4);
    expect(broken.filter(isBroken)).toHaveLength(1);
    expect(broken.toSpliced(4, 1)).toEqual(good.toSpliced(4, 1));
  });

  it('hugeRaw makes one record of two megabytes', async () => {
    const { get } = await struck({ type: 'hugeRaw' });
    const sizes = (await get(EVENTS)).json.results.map((event: Json) => JSON.stringify(event.raw).length);
    expect(Math.max(...sizes)).toBeGreaterThan(2_000_000);
    expect(sizes.filter((size: number) => size > 1_000_000)).toHaveLength(1);
  });

  it('sameIdOnTwoPages repeats the last record of the page before', async () => {
    const made = await bench({ world: WORLD });
    made.simulator.faults.add({ match: { operation: 'events.list', nth: 2 }, kind: { type: 'sameIdOnTwoPages' } });
    const first = (await made.get(EVENTS)).json;
    const second = (await made.get(first.next)).json;
    expect(second.results[0]).toEqual(first.results.at(-1));
    expect(second.results).toHaveLength(51);
  });

  it('updatedAtBackwards sends older versions with another link', async () => {
    const { get } = await struck({ type: 'updatedAtBackwards', byMs: HOUR });
    const older = (await get(EVENTS)).json.results;
    const present = (await get(EVENTS)).json.results;
    older.forEach((event: Json, i: number) => {
      expect(event.id).toBe(present[i].id);
      expect(Date.parse(event.updated_at)).toBe(Date.parse(present[i].updated_at) - HOUR);
      expect(event.meeting_url).not.toBe(present[i].meeting_url);
    });
  });
});
