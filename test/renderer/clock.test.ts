import { describe, expect, it } from 'vitest';
import { createClock } from '../../renderer/src/clock.ts';

/** A window whose time passes when the test says so. */
function testWindow(start: number) {
  let now = start;
  let visible = true;
  let tick: (() => void) | null = null;
  const clock = createClock({
    now: () => now,
    visible: () => visible,
    every: (_ms, run) => {
      tick = run;
      return () => (tick = null);
    },
  });
  return {
    clock,
    running: () => tick !== null,
    /** Time without ticks: nobody watched, or the page was busy. */
    pass: (ms: number) => (now += ms),
    seconds(count: number) {
      for (let second = 0; second < count; second += 1) {
        now += 1_000;
        tick?.();
      }
    },
    show(next: boolean) {
      visible = next;
      tick?.();
    },
  };
}

describe('the window’s clock', () => {
  it('does not move when it is first watched, so that nothing is drawn twice at the start', () => {
    const { clock, pass } = testWindow(5_000);
    pass(400);
    clock.watch(() => {});
    expect([clock.fine(), clock.coarse()]).toEqual([5_000, 5_000]);
  });

  it('begins with the present when nobody watched it for a while', () => {
    const { clock, pass } = testWindow(5_000);
    pass(60_000);
    clock.watch(() => {});
    expect([clock.fine(), clock.coarse()]).toEqual([65_000, 65_000]);
  });

  it('moves by the second, and for those who are content with less every ten', () => {
    const { clock, seconds } = testWindow(0);
    let ticks = 0;
    clock.watch(() => (ticks += 1));
    seconds(9);
    expect([clock.fine(), clock.coarse()]).toEqual([9_000, 0]);
    seconds(1);
    expect([clock.fine(), clock.coarse()]).toEqual([10_000, 10_000]);
    expect(ticks).toBe(10);
  });

  it('follows a computer clock that is set back', () => {
    const { clock, pass, seconds } = testWindow(100_000);
    clock.watch(() => {});
    pass(-60_000);
    seconds(1);
    expect([clock.fine(), clock.coarse()]).toEqual([41_000, 41_000]);
  });

  it('rests while nobody can see it, and is right at once when it is seen again', () => {
    const { clock, show, seconds } = testWindow(0);
    clock.watch(() => {});
    show(false);
    seconds(30);
    expect(clock.fine()).toBe(0);
    show(true);
    expect([clock.fine(), clock.coarse()]).toEqual([30_000, 30_000]);
  });

  it('has a timer only while someone watches', () => {
    const { clock, running } = testWindow(0);
    const stops = [clock.watch(() => {}), clock.watch(() => {})];
    expect(running()).toBe(true);
    stops[0]?.();
    expect(running()).toBe(true);
    stops[1]?.();
    expect(running()).toBe(false);
  });
});
