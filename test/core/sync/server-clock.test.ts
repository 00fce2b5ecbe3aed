import { describe, expect, it } from 'vitest';
import { createServerClock } from '../../../electron/core/sync/server-clock.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../shared/time.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const NOW = Date.UTC(2026, 10, 20, 9);

describe("Recall's clock", () => {
  it('is unknown until an answer had a Date', () => {
    const clock = createVirtualClock(NOW);
    const server = createServerClock(clock);
    server.observe(null);
    expect(server.at(clock.monotonic())).toBeNull();
    expect(server.toLocal(NOW)).toBeNull();
  });

  it('goes on with elapsed time, whatever the wall clock does', async () => {
    const clock = createVirtualClock(NOW - 10 * MINUTE_MS);
    const server = createServerClock(clock);
    server.observe(NOW);
    await clock.advance(5_000);
    clock.jump(2 * HOUR_MS);
    expect(server.at(clock.monotonic())).toBe(NOW + 5_000);
  });

  it('is not fooled by one answer from the future', async () => {
    const clock = createVirtualClock(NOW);
    const server = createServerClock(clock);
    server.observe(NOW);
    await clock.advance(1_000);
    server.observe(NOW + 10 * MINUTE_MS);
    expect(server.leaps).toBe(1);
    expect(server.at(clock.monotonic())).toBe(NOW + 1_000);
  });

  it('follows at once after the laptop slept', async () => {
    const clock = createVirtualClock(NOW);
    const server = createServerClock(clock);
    server.observe(NOW);
    clock.suspend(72 * HOUR_MS);
    server.observe(NOW + 72 * HOUR_MS);
    expect(server.leaps).toBe(0);
    expect(server.at(clock.monotonic())).toBe(NOW + 72 * HOUR_MS);
  });

  it('counts a lasting leap that nothing explains once', async () => {
    const clock = createVirtualClock(NOW);
    const server = createServerClock(clock);
    for (let index = 0; index < 4; index += 1) {
      await clock.advance(SECOND_MS);
      server.observe(NOW + index * SECOND_MS + (index < 2 ? 0 : 10 * MINUTE_MS));
      expect(server.leaps).toBe(index < 2 ? 0 : 1);
    }
  });

  it('never calls anything fresher than it is after a sleep that nobody announced', async () => {
    const clock = createVirtualClock(NOW);
    const server = createServerClock(clock);
    server.observe(NOW);
    clock.suspend(8 * HOUR_MS);
    expect(server.toLocal(NOW)).toBe(NOW);
    expect(clock.now()).toBe(NOW + 8 * HOUR_MS);
  });

  it("expresses its times on a laptop's clock that is ten minutes slow", () => {
    const clock = createVirtualClock(NOW - 10 * MINUTE_MS);
    const server = createServerClock(clock);
    server.observe(NOW);
    expect(server.toLocal(NOW - 30_000)).toBe(NOW - 10 * MINUTE_MS - 30_000);
  });
});
