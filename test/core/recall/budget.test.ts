import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBudget, LIMITS, MAX_HELD_MS } from '../../../electron/core/recall/budget.ts';
import type { Budget, Permit } from '../../../electron/core/recall/budget.ts';
import type { Priority } from '../../../electron/core/recall/types.ts';
import { ManualClock, settle } from './support/manual-clock.ts';
import { failure } from './support/remote.ts';

const WINDOW = 60_000;
/** How long a slot stays taken after its answer: the window and a thousandth for clocks that tick differently. */
const HELD = 60_060;

function setUp(limit: number) {
  const clock = new ManualClock();
  return { clock, budget: createBudget({ limit, windowMs: WINDOW, clock }) };
}

/** Asks for a slot and notes the order of grants. */
function ask(
  budget: Budget,
  priority: Priority,
  name: string,
  granted: string[],
  signal?: AbortSignal,
): Promise<Permit> {
  const permit = budget.acquire(priority, signal);
  permit.then(
    () => granted.push(name),
    () => undefined,
  );
  return permit;
}

describe('the budget of one operation', () => {
  test('knows the limits that Recall documents', () => {
    expect(LIMITS).toEqual({
      'calendars.list': 60,
      'calendars.create': 300,
      'calendars.retrieve': 300,
      'calendars.update': 300,
      'calendars.delete': 300,
      'calendars.accessToken': 300,
      'events.list': 60,
      'events.retrieve': 300,
      'events.botCreate': 600,
      'events.botDelete': 600,
      'bots.list': 60,
      'bots.retrieve': 300,
      'bots.delete': 300,
    });
  });

  test('lets a whole window out at once and then keeps the next call waiting', async () => {
    const { budget } = setUp(60);
    const granted: string[] = [];
    for (let i = 0; i < 61; i += 1) void ask(budget, 'background', String(i), granted);
    await settle();
    expect(granted).toHaveLength(60);
    expect(budget.state()).toMatchObject({ used: 60, limit: 60, windowMs: WINDOW, waiting: 1 });
  });

  test('opens a slot again exactly when the window has slid past the answer of the request that took it', async () => {
    const { clock, budget } = setUp(2);
    const first = await budget.acquire('background');
    const second = await budget.acquire('background');
    await clock.advance(300);
    first.release();
    await clock.advance(700);
    second.release();
    const granted: string[] = [];
    void ask(budget, 'background', 'third', granted);
    void ask(budget, 'background', 'fourth', granted);
    await clock.advance(300 + HELD - 1_000 - 1);
    expect(granted).toEqual([]);
    await clock.advance(1);
    expect(granted).toEqual(['third']);
    await clock.advance(699);
    expect(granted).toEqual(['third']);
    await clock.advance(1);
    expect(granted).toEqual(['third', 'fourth']);
  });

  test('holds a slot for as long as its request is under way, however long that takes', async () => {
    const { clock, budget } = setUp(1);
    const slow = await budget.acquire('background');
    const granted: string[] = [];
    void ask(budget, 'background', 'next', granted);
    await clock.advance(5 * WINDOW);
    expect(granted).toEqual([]);
    slow.release();
    await clock.advance(HELD);
    expect(granted).toEqual(['next']);
  });

  test('counts a second release of one permit only once', async () => {
    const { clock, budget } = setUp(2);
    const permit = await budget.acquire('background');
    permit.release();
    permit.release();
    expect(budget.state().used).toBe(1);
    await clock.advance(HELD);
    expect(budget.state().used).toBe(0);
  });

  test('has a slot free again at once when nothing was sent for it, and gives it to the next in line', async () => {
    const { budget } = setUp(1);
    const unused = await budget.acquire('background');
    const granted: string[] = [];
    const next = ask(budget, 'background', 'next', granted);
    unused.giveBack();
    (await next).release();
    expect(granted).toEqual(['next']);
    unused.release();
    expect(budget.state().used).toBe(1);
  });

  test('serves people before background work and keeps the order within each', async () => {
    const { clock, budget } = setUp(1);
    const held = await budget.acquire('background');
    const granted: string[] = [];
    const release = (permit: Permit) => permit.release();
    void ask(budget, 'background', 'b1', granted).then(release);
    void ask(budget, 'person', 'p1', granted).then(release);
    void ask(budget, 'background', 'b2', granted).then(release);
    void ask(budget, 'person', 'p2', granted).then(release);
    held.release();
    await clock.advance(4 * HELD);
    expect(granted).toEqual(['p1', 'p2', 'b1', 'b2']);
  });

  test('forgets a waiting call that is aborted, without spending a slot on it', async () => {
    const { clock, budget } = setUp(1);
    const held = await budget.acquire('background');
    const granted: string[] = [];
    const abort = new AbortController();
    const aborted = ask(budget, 'person', 'aborted', granted, abort.signal);
    void ask(budget, 'background', 'next', granted);
    abort.abort();
    expect((await failure(aborted)).kind).toBe('cancelled');
    expect(budget.state().waiting).toBe(1);
    held.release();
    await clock.advance(HELD);
    expect(granted).toEqual(['next']);
  });

  test('refuses a call whose signal is aborted already', async () => {
    const { budget } = setUp(1);
    expect((await failure(budget.acquire('person', AbortSignal.abort()))).kind).toBe('cancelled');
    expect(budget.state().used).toBe(0);
  });

  test('lets nothing out while Recall asks to wait, not even a person, and everything that fits afterwards', async () => {
    const { clock, budget } = setUp(5);
    budget.blockFor(7_000);
    const granted: string[] = [];
    void ask(budget, 'person', 'p', granted);
    void ask(budget, 'background', 'b', granted);
    await clock.advance(6_999);
    expect(granted).toEqual([]);
    await clock.advance(1);
    expect(granted).toEqual(['p', 'b']);
  });

  test('never shortens a block', async () => {
    const { clock, budget } = setUp(5);
    budget.blockFor(10_000);
    budget.blockFor(1_000);
    const granted: string[] = [];
    void ask(budget, 'person', 'p', granted);
    await clock.advance(9_999);
    expect(granted).toEqual([]);
    await clock.advance(1);
    expect(granted).toEqual(['p']);
  });

  test('tells a caller at once when the block lasts longer than anybody should wait', async () => {
    const { clock, budget } = setUp(5);
    budget.blockFor(MAX_HELD_MS + 60_000);
    const refused = await failure(budget.acquire('background'));
    expect(refused.kind).toBe('rate_limited');
    expect(refused.retryAfterMs).toBe(MAX_HELD_MS + 60_000);
    expect(refused.message).toContain('3 minutes');
    await clock.advance(60_000);
    const granted: string[] = [];
    void ask(budget, 'background', 'b', granted);
    await clock.advance(MAX_HELD_MS);
    expect(granted).toEqual(['b']);
  });

  test('says when the next slot opens, on the wall clock', async () => {
    const { clock, budget } = setUp(1);
    expect(budget.state().nextSlotAt).toBeNull();
    const permit = await budget.acquire('background');
    await clock.advance(1_000);
    permit.release();
    expect(budget.state().nextSlotAt).toBe(clock.now() + HELD);
    await clock.advance(HELD);
    expect(budget.state()).toMatchObject({ used: 0, nextSlotAt: null });
    budget.blockFor(5_000);
    expect(budget.state().nextSlotAt).toBe(clock.now() + 5_000);
  });

  test('leaves no timer behind when nobody waits', async () => {
    const { clock, budget } = setUp(1);
    (await budget.acquire('background')).release();
    const abort = new AbortController();
    const waiting = budget.acquire('background', abort.signal);
    expect(clock.due()).toEqual([HELD]);
    abort.abort();
    await failure(waiting);
    expect(clock.due()).toEqual([]);
  });

  test('rejects all who wait and all who come once it is closed', async () => {
    const { clock, budget } = setUp(1);
    (await budget.acquire('background')).release();
    const waiting = failure(budget.acquire('background'));
    budget.close();
    expect((await waiting).kind).toBe('cancelled');
    expect((await failure(budget.acquire('person'))).kind).toBe('cancelled');
    expect(clock.due()).toEqual([]);
  });

  test('accepts no more than the limit in any window at a server that counts requests whenever it likes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.array(
          fc.record({
            gap: fc.integer({ min: 0, max: 400 }),
            latency: fc.integer({ min: 0, max: 900 }),
            /** Where between sending and answer the server counts the request. */
            counted: fc.double({ min: 0, max: 1, noNaN: true }),
            person: fc.boolean(),
          }),
          { minLength: 1, maxLength: 60 },
        ),
        async (limit, calls) => {
          const windowMs = 1_000;
          const clock = new ManualClock();
          const budget = createBudget({ limit, windowMs, clock });
          const arrivals: number[] = [];
          let answered = 0;
          const run = async (call: (typeof calls)[number]) => {
            const permit = await budget.acquire(call.person ? 'person' : 'background');
            arrivals.push(clock.monotonic() + call.counted * call.latency);
            if (call.latency > 0) await clock.sleep(call.latency);
            permit.release();
            answered += 1;
          };
          for (const call of calls) {
            void run(call);
            await clock.advance(call.gap);
          }
          await clock.advance(calls.length * 2_500);
          expect(answered).toBe(calls.length);
          const times = arrivals.toSorted((a, b) => a - b);
          for (let i = limit; i < times.length; i += 1) {
            expect((times[i] ?? 0) - (times[i - limit] ?? 0)).toBeGreaterThan(windowMs);
          }
        },
      ),
      { seed: 20261120, numRuns: 150 },
    );
  });

  test('reaches 0.97 of the ideal throughput with the documented limit and answers that take 200 ms', async () => {
    const { clock, budget } = setUp(60);
    const calls = 600;
    const sentAt: number[] = [];
    const worker = async () => {
      while (sentAt.length < calls) {
        const permit = await budget.acquire('background');
        sentAt.push(clock.monotonic());
        await clock.sleep(200);
        permit.release();
      }
    };
    for (let i = 0; i < 4; i += 1) void worker();
    await clock.advance(11 * WINDOW);
    // 60 at once and 60 more per window: the 600th cannot be sent before nine windows are over.
    const idealMs = 9 * WINDOW;
    expect(idealMs / (sentAt[calls - 1] ?? Number.POSITIVE_INFINITY)).toBeGreaterThanOrEqual(0.97);
  });
});
