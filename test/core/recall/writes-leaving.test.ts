/** The moment at which a write leaves: who may prevent it, and until when it can be given up. */
import { describe, expect, test } from 'vitest';
import type { FullRecallClient } from '../../../electron/core/recall/client.ts';
import { CallboardError } from '../../../shared/envelope.ts';
import { ManualClock, runUntilEnd } from './support/manual-clock.ts';
import type { Remote } from './support/remote.ts';
import {
  clientFor,
  emptyPage,
  failure,
  memoryLog,
  originOfNobody,
  person,
  sendJson,
  startRemote,
} from './support/remote.ts';
import { accept, CHANGES, ID, keyed, replies, SECRET, WRITES } from './support/writes.ts';

describe('a write that cannot leave', () => {
  test('because nothing listens is tried again, and was not made', async () => {
    const origin = await originOfNobody();
    const clock = new ManualClock();
    const left: number[] = [];
    const client = clientFor({ origin }, { clock });
    const call = failure(client.updateCalendar(ID, SECRET, { ...keyed, beforeSend: () => left.push(1) }));
    expect(await runUntilEnd(clock, call)).toBe(250 + 500 + 1_000);
    expect(await call).toMatchObject({ kind: 'network', mayHaveActed: false });
    expect((await call).message).toContain('This call changed nothing.');
    expect(left).toEqual([]);
    expect(client.budget('calendars.update').used).toBe(0);
  });

  test('because the other side does not speak TLS sends nothing of its secret', async () => {
    const remote = await startRemote((response, seen) => accept(response, seen));
    const client = clientFor({ origin: remote.origin.replace('http:', 'https:') });
    const failed = await failure(client.updateCalendar(ID, SECRET, keyed));
    expect(failed).toMatchObject({ kind: 'network', mayHaveActed: false });
    expect(remote.seen).toEqual([]);
  });
});

describe('before a write leaves', () => {
  test.each(WRITES)('its caller is told, before each try of %s', async (_, write) => {
    const remote = await replies([429, { 'retry-after': '1' }]);
    const clock = new ManualClock();
    const arrivedBefore: number[] = [];
    const client = clientFor(remote, { clock });
    await runUntilEnd(clock, write(client, { ...keyed, beforeSend: () => arrivedBefore.push(remote.seen.length) }));
    expect(arrivedBefore).toEqual([0, 1]);
  });

  test.each(WRITES)(
    'its caller can still prevent %s with an error of its own, which comes back as it is',
    async (_, write) => {
      const remote = await replies();
      const client = clientFor(remote);
      const own = new CallboardError('storage', 'The disk is full.');
      const beforeSend = (): never => {
        throw own;
      };
      await expect(write(client, { ...keyed, beforeSend })).rejects.toBe(own);
      expect(remote.seen).toEqual([]);
      for (const operation of ['update', 'create', 'delete', 'accessToken'] as const) {
        expect(client.budget(`calendars.${operation}`).used).toBe(0);
      }
      // The connection is as good as before.
      await write(client, keyed);
      expect(remote.seen).toHaveLength(1);
    },
  );

  test.each(WRITES)('the workspace decides whether %s may leave at all, and GETs go on', async (_, write) => {
    const remote = await startRemote((response, seen) =>
      seen.method === 'GET' ? sendJson(response, emptyPage) : accept(response, seen),
    );
    const refusal = new CallboardError('read_only', 'This workspace is read-only.');
    let locked = true;
    const order: string[] = [];
    const mayWrite = (): void => {
      order.push('mayWrite');
      if (locked) throw refusal;
    };
    const client = clientFor(remote, { mayWrite });
    const beforeSend = (): void => {
      order.push('beforeSend');
    };
    await expect(write(client, { ...keyed, beforeSend })).rejects.toBe(refusal);
    await client.listCalendars({}, person);
    expect(order).toEqual(['mayWrite']);
    expect(remote.seen.map(({ method }) => method)).toEqual(['GET']);
    locked = false;
    await write(client, { ...keyed, beforeSend });
    expect(order).toEqual(['mayWrite', 'mayWrite', 'beforeSend']);
    expect(remote.seen).toHaveLength(2);
  });
});

describe('a caller that gives a write up', () => {
  /** A client whose budget is spent. */
  function spent(remote: Remote, clock: ManualClock): FullRecallClient {
    return clientFor(remote, { clock, journal: { sent: () => Array(300).fill(clock.now()), note: () => undefined } });
  }

  test.each(WRITES)('while %s waits for a slot sends nothing', async (_, write) => {
    const remote = await replies();
    const clock = new ManualClock();
    const abort = new AbortController();
    const left: number[] = [];
    const call = failure(
      write(spent(remote, clock), { ...keyed, signal: abort.signal, beforeSend: () => left.push(1) }),
    );
    await clock.advance(1_000);
    abort.abort();
    expect(await call).toMatchObject({ kind: 'cancelled', mayHaveActed: false });
    await clock.advance(600_000);
    expect([left, remote.seen]).toEqual([[], []]);
  });

  test('between two tries ends it', async () => {
    const remote = await replies([409]);
    const clock = new ManualClock();
    const log = memoryLog();
    const abort = new AbortController();
    const call = failure(
      clientFor(remote, { clock, log }).updateCalendar(ID, SECRET, { ...person, signal: abort.signal }),
    );
    while (log.entries.length === 0) await clock.advance(0);
    abort.abort();
    expect(await call).toMatchObject({ kind: 'cancelled', mayHaveActed: false });
    expect(remote.seen).toHaveLength(1);
  });

  test.each(WRITES)('after %s has left gets its answer all the same', async (_, write) => {
    const held: (() => void)[] = [];
    const remote = await startRemote((response, seen) => held.push(() => accept(response, seen)));
    const abort = new AbortController();
    const call = write(clientFor(remote), { ...keyed, signal: abort.signal });
    await remote.arrived(1);
    abort.abort();
    held[0]?.();
    await expect(call).resolves.toBeDefined();
  });

  test.each(CHANGES)('by closing the client cannot know whether %s was made', async (_, change) => {
    const remote = await startRemote(() => undefined);
    const client = clientFor(remote);
    const call = failure(change(client, keyed));
    await remote.arrived(1);
    await client.close();
    expect(await call).toMatchObject({ kind: 'cancelled', mayHaveActed: true });
    expect(await failure(change(client, keyed))).toMatchObject({ kind: 'cancelled', mayHaveActed: false });
    expect(remote.seen).toHaveLength(1);
  });
});
