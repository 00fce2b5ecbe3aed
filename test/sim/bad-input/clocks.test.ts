/** Clocks that are wrong, here or at Recall, by ten minutes and by two hours: no change is lost, and freshness is honest. */
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../shared/time.ts';
import { changeSomething, comingEvent, healthyGoesOn, SEED, withConsole } from './support/console.ts';

const always = 1_000_000;

describe(`a clock that is wrong (seed ${SEED})`, () => {
  for (const minutes of [10, -10, 120, -120]) {
    it(`here, by ${minutes} minutes, loses no change and says when all was fresh on that clock`, () =>
      withConsole({ localSkewMs: minutes * MINUTE_MS }, async (bench) => {
        for (let round = 0; round < 5; round += 1) {
          bench.struck.truth.updateEvent(comingEvent(bench.struck, round).id, { title: `Round ${round}` });
          await bench.pass(MINUTE_MS);
        }
        await bench.converge(bench.struck);
        const { freshAt } = await bench.status(bench.struck);
        expect(freshAt).toBeLessThanOrEqual(bench.clock.now());
        expect(bench.clock.now() - (freshAt ?? 0)).toBeLessThan(5 * MINUTE_MS);
      }));

    it(`at Recall, by ${minutes} minutes from one moment on and right again later, loses no change`, () =>
      withConsole({}, async (bench) => {
        const fault = bench.sim.faults.add({
          match: { workspace: 'Struck', times: always },
          kind: { type: 'clockSkew', ms: minutes * MINUTE_MS },
        });
        for (let round = 0; round < 5; round += 1) {
          bench.struck.truth.updateEvent(comingEvent(bench.struck, round).id, { title: `Round ${round}` });
          await bench.pass(MINUTE_MS);
        }
        // Half an hour is the longest overlap of two sweeps: what is beyond waits until the clock is right again.
        if (Math.abs(minutes) < 30) await bench.converge(bench.struck);
        await healthyGoesOn(bench, 'Changed beside the wrong clock');
        expect(fault.struck).toBeGreaterThan(5);
        fault.remove();
        changeSomething(bench.struck, 'Changed after the clock was right again');
        await bench.converge(bench.struck);
        const { freshAt } = await bench.status(bench.struck);
        expect(freshAt).toBeLessThanOrEqual(bench.clock.now());
      }));
  }

  it('with an event whose updated_at lies ten years ahead holds up nothing else', () =>
    withConsole({}, async (bench) => {
      const { id } = comingEvent(bench.struck, 3);
      const event = bench.struck.truth.findEvent(id);
      if (event === null) throw new Error('The event is gone.');
      const ahead = bench.struck.truth.now() + 10 * 365 * 24 * 60 * MINUTE_MS;
      bench.struck.truth.touchEvent(event, ahead * 1_000);
      await bench.converge(bench.struck);
      for (let round = 0; round < 3; round += 1) {
        changeSomething(bench.struck, `Changed in the present ${round}`);
        await bench.converge(bench.struck);
        expect((await bench.status(bench.struck)).error).toBeNull();
      }
    }));
});
