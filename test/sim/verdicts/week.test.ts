/**
 * A simulated week: some forty calendars, some 1,500 events with a story each, decided before it begins. The console looks in
 * twice a day over real HTTP; whenever it does, every verdict and the occurrence of every bot must be the story's.
 */
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../electron/simulator/rng.ts';
import { BEGINS, withFleet } from '../actions/support/fleet.ts';
import { wrongOccurrences, wrongVerdicts } from './support/compare.ts';
import { AWAKE_MS, LOOK_EVERY_MS, LOOKS, Stage } from './support/stage.ts';
import { castWeek, WEEK_WORLD } from './support/week.ts';

const SEED = Number(process.env['CALLBOARD_SEED'] ?? '5');

describe('a simulated week', () => {
  it(`is understood in full, with the seed ${SEED}`, { timeout: 120_000 }, async () => {
    const stages: Stage[] = [];
    const before = (sim: ConstructorParameters<typeof Stage>[0]): void => {
      const stage = new Stage(sim, createRng(SEED), BEGINS);
      castWeek(stage);
      stages.push(stage);
    };
    await withFleet({ world: WEEK_WORLD, before, expired: false, pollMs: 120_000 }, async (fleet) => {
      const [stage] = stages;
      if (stage === undefined) throw new Error('The week was cast before the console began.');
      const { claims } = stage;
      expect(claims.length).toBeGreaterThan(1_400);
      for (let look = 0; look < LOOKS; look += 1) {
        await fleet.pass(stage.look(look) - fleet.clock.now());
        const when = new Date(fleet.clock.now()).toISOString();
        expect(await wrongVerdicts(fleet, claims), `verdicts at look ${look}, ${when}`).toEqual([]);
        // Between the first and the last look, what has more than one bot tells all there is to tell.
        const told =
          look === 0 || look === LOOKS - 1 ? claims : claims.filter((claim) => claim.bots(fleet.clock.now()).size > 1);
        expect(await wrongOccurrences(fleet, told), `occurrences at look ${look}, ${when}`).toEqual([]);
        if (look < LOOKS - 1) fleet.sleep(LOOK_EVERY_MS - AWAKE_MS);
      }
      // Nothing of it was trivial.
      const reasons = new Set(claims.map((claim) => claim.truth(fleet.clock.now())));
      expect(reasons.size).toBeGreaterThan(20);
    });
  });
});
