import { performance } from 'node:perf_hooks';
import { describe, expect, test } from 'vitest';
import type { StaleEvent } from '../../shared/channels.ts';
import { contract } from '../../shared/contract.ts';
import { laneOf } from '../../electron/shell/lanes.ts';
import { StartError } from '../../electron/shell/start-error.ts';
import { startEchoHost } from './support/echo-host.ts';

/** Resolves with the next `count` events. */
function nextEvents(host: ReturnType<typeof startEchoHost>, count: number): Promise<StaleEvent[]> {
  return new Promise((resolve) => {
    const events: StaleEvent[] = [];
    const stop = host.onEvent((event) => {
      events.push(event);
      if (events.length === count) {
        stop();
        resolve(events);
      }
    });
  });
}

describe('lanes', () => {
  test('the host sends every method of the contract to the worker that the contract names', () => {
    const host = Object.keys(contract).map((method) => [method, laneOf(method)]);
    expect(host).toEqual(Object.entries(contract).map(([method, { lane }]) => [method, lane]));
  });

  test('a name that is in no contract, also one that every object has, goes to the core', () => {
    expect(laneOf('constructor')).toBe('engine');
    expect(laneOf('__proto__')).toBe('engine');
    expect(laneOf('no.such')).toBe('engine');
  });
});

describe('core host', () => {
  test('calls reach the worker of their lane with fresh ids, also before it is ready', async () => {
    const host = startEchoHost();
    const [list, again, status] = await Promise.all([
      host.call('calendars.list', { a: 1 }),
      host.call('calendars.list', { a: 2 }),
      host.call('sync.status', {}),
    ]);
    expect(list).toMatchObject({ ok: true, value: { lane: 'reader', input: { a: 1 } } });
    expect(status).toMatchObject({ ok: true, value: { lane: 'core', method: 'sync.status' } });
    expect(
      new Set([list, again, status].map((answer) => JSON.stringify(answer).match(/"id":"([^"]+)"/)?.[1])).size,
    ).toBe(3);
  });

  test('aborting a call cancels it in its worker', async () => {
    const host = startEchoHost();
    const controller = new AbortController();
    const answer = host.call('test.wait', {}, controller.signal);
    controller.abort();
    expect(await answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  test('a call that was given up before it began is not sent', async () => {
    const host = startEchoHost();
    expect(await host.call('test.wait', {}, AbortSignal.abort())).toMatchObject({
      ok: false,
      error: { code: 'cancelled' },
    });
  });

  test('input that cannot be passed to a thread is refused, and the next call works', async () => {
    const host = startEchoHost();
    expect(await host.call('test.echo', { f: () => 1 })).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    expect(await host.call('test.echo', {})).toMatchObject({ ok: true });
  });

  test('a message that the store changed makes the reader open the file again', async () => {
    const host = startEchoHost();
    await host.call('test.storeChanged', {});
    expect(await host.call('calendars.list', {})).toMatchObject({ ok: true, value: { reopened: 1 } });
  });

  test('a core that crashes answers what was pending with a retryable error and is started again', async () => {
    const host = startEchoHost();
    const pending = host.call('test.wait', {});
    const stale = nextEvents(host, 1);
    expect(await host.call('test.crash', {})).toMatchObject({
      ok: false,
      error: { code: 'internal', retryable: true },
    });
    expect(await pending).toMatchObject({ ok: false, error: { retryable: true } });
    expect(await stale).toEqual([{ seq: 2, topic: 'app', workspaceId: null }]);
    expect(await host.call('test.echo', {})).toMatchObject({ ok: true });
  });

  test('an uncaught error in the core does not reach the host process', async () => {
    const host = startEchoHost();
    const restarted = nextEvents(host, 1);
    expect(await host.call('test.throw', {})).toMatchObject({ ok: false, error: { code: 'internal' } });
    await restarted;
    expect(await host.call('test.echo', {})).toMatchObject({ ok: true });
  });

  test('while a crashed core waits to be started, calls are answered at once', async () => {
    const host = startEchoHost({ pauseMs: () => 3_600_000 });
    await host.call('test.crash', {});
    expect(await host.call('test.echo', {})).toMatchObject({
      ok: false,
      error: { retryable: true, retryAfterMs: 1_000 },
    });
    expect(await host.call('calendars.list', {})).toMatchObject({ ok: true });
  });

  test('events are numbered without a gap, except where the core had one or was restarted', async () => {
    const host = startEchoHost();
    const before = nextEvents(host, 3);
    for (const seq of [1, 2, 5]) await host.call('test.emit', { seq });
    expect((await before).map((event) => event.seq)).toEqual([1, 2, 5]);
    const after = nextEvents(host, 2);
    const restarted = nextEvents(host, 1);
    await host.call('test.crash', {});
    await restarted;
    await host.call('test.emit', { seq: 1 });
    expect((await after).map((event) => event.seq)).toEqual([7, 8]);
  });

  test('sleep and wake of the computer reach the core', async () => {
    const host = startEchoHost();
    const events = nextEvents(host, 2);
    host.power('suspend');
    host.power('resume');
    expect((await events).map((event) => event.topic)).toEqual(['sync', 'sync']);
  });

  test('a core that cannot start says why, to whoever waits and to every call; the reader still answers', async () => {
    const host = startEchoHost({ dataDir: 'fail' });
    const reason = await host.ready.catch((error: unknown) => error);
    expect(reason).toBeInstanceOf(StartError);
    expect(reason).toMatchObject({ code: 'already_running', message: 'Callboard is already running.' });
    expect(await host.call('sync.now', {})).toMatchObject({
      ok: false,
      error: { message: 'Callboard is already running.' },
    });
    expect(await host.call('calendars.list', {})).toMatchObject({ ok: true, value: { lane: 'reader' } });
  });

  test('a core that dies while starting is a failed start, not an endless loop', async () => {
    const host = startEchoHost({ dataDir: 'die' });
    await expect(host.ready).rejects.toMatchObject({ code: 'internal' });
  });
});

describe('host port', () => {
  test('the core keeps and reads secrets through its host', async () => {
    expect(await startEchoHost().call('test.keep', {})).toMatchObject({ ok: true, value: 'b' });
  });

  test('errors of the host arrive in the core with their words', async () => {
    expect(await startEchoHost().call('test.train', {})).toMatchObject({
      ok: true,
      value: { refused: 'The training simulator did not start: no free port' },
    });
  });

  test('a notification of the core reaches the host with its address', async () => {
    const shown = Promise.withResolvers<unknown>();
    const host = startEchoHost({ notify: shown.resolve });
    await host.call('test.notify', {});
    expect(await shown.promise).toEqual({ title: 'ACME', body: '3 calendars disconnected', route: '#/calendars' });
  });

  test('anything else that is asked of the host is refused', async () => {
    expect(await startEchoHost().call('test.unknownPort', {})).toMatchObject({
      ok: true,
      value: { ok: false, error: { code: 'invalid_input' } },
    });
  });
});

describe('stopping', () => {
  test('calls under way are answered and all threads end', async () => {
    const host = startEchoHost();
    const pending = host.call('test.wait', {});
    expect(await host.stop()).toBe(true);
    expect(await pending).toMatchObject({ ok: false });
    expect(await host.call('test.echo', {})).toMatchObject({ ok: false });
  });

  test('a core inside one long statement is given up within two seconds', async () => {
    const host = startEchoHost();
    const busy = nextEvents(host, 1);
    void host.call('test.block', {});
    await busy;
    const began = performance.now();
    expect(await host.stop()).toBe(false);
    // The promise is the bound itself (R13), not a speed: the statement runs for many seconds.
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
