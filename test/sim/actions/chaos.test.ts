/**
 * Rotations among random faults, pauses, sleeps and restarts: whatever happens, every calendar ends with the new secret,
 * changed exactly once, because what is not known is read back. CALLBOARD_CHAOS sets the number of runs (default 30),
 * CALLBOARD_SEED the first seed.
 */
import { describe, expect, it } from 'vitest';
import type { FaultKind, FaultSpec } from '../../../electron/simulator/index.ts';
import { createRng } from '../../../electron/simulator/rng.ts';
import type { Rng } from '../../../electron/simulator/rng.ts';
import { HOUR_MS, SECOND_MS } from '../../../shared/time.ts';
import type { Fleet } from './support/fleet.ts';
import { ends, NEW_SECRET, ROTATE, withFleet } from './support/fleet.ts';

const RUNS = Number(process.env['CALLBOARD_CHAOS'] ?? '30');
const SEED = Number(process.env['CALLBOARD_SEED'] ?? '20261121');

const SENDING: readonly FaultKind[] = [
  { type: 'status', status: 429, retryAfter: 15 },
  { type: 'status', status: 429 },
  { type: 'status', status: 409 },
  { type: 'status', status: 500 },
  { type: 'status', status: 502, body: 'html', after: true },
  { type: 'status', status: 503, body: 'empty' },
  { type: 'status', status: 504, after: true },
  { type: 'status', status: 401 },
  { type: 'status', status: 403, body: 'html' },
  { type: 'reset' },
  { type: 'truncatedJson' },
  { type: 'emptyBody' },
  { type: 'redirect' },
];
const READING: readonly FaultKind[] = [
  { type: 'status', status: 429, retryAfter: 10 },
  { type: 'status', status: 503 },
  { type: 'reset' },
  { type: 'malformedJson' },
  { type: 'html' },
];

function someFault(rng: Rng): FaultSpec {
  const times = rng.int(1, 6);
  const nth = rng.int(1, 12);
  return rng.chance(0.65)
    ? { match: { operation: 'calendars.update', nth, times }, kind: rng.pick(SENDING) }
    : {
        match: { operation: rng.pick(['calendars.retrieve', 'calendars.list'] as const), nth, times },
        kind: rng.pick(READING),
      };
}

/**
 * A person who pauses, restarts, lets the laptop sleep, and in the end always says: go on. `clockIsSet`: the wall clock of
 * this computer is set to and fro, too.
 */
async function live(fleet: Fleet, rng: Rng, jobId: number, clockIsSet: boolean): Promise<void> {
  const { clock, core } = fleet;
  const end = clock.monotonic() + 12 * HOUR_MS;
  for (;;) {
    const { state, reason } = await fleet.job(jobId);
    if (state === 'finished' || state === 'cancelled') return;
    if (clock.monotonic() > end) {
      throw new Error(
        `Still ${state} (${reason?.message ?? ''}): ${ends(await fleet.items(jobId))}\n${fleet.log.slice(-5).join('\n')}`,
      );
    }
    if (state !== 'running') {
      const held = (await fleet.items(jobId)).find((item) => item.state === 'waiting');
      const another = reason?.code === 'canary_failed' && held !== undefined && held.calendarId !== null;
      await fleet.core.answer('jobs.resume', {
        jobId,
        ...(another ? { canary: { workspaceId: held.workspaceId, id: held.calendarId } } : {}),
      });
    }
    switch (rng.int(0, 5)) {
      case 0:
        await core.answer('jobs.pause', { jobId });
        break;
      case 1:
        await fleet.restart();
        break;
      case 2:
        fleet.sleep(rng.int(1, 600) * SECOND_MS);
        break;
      case 3:
        if (clockIsSet) clock.jump(rng.int(-600, 600) * SECOND_MS);
        break;
      default:
        await fleet.pass(rng.int(1, 40) * SECOND_MS);
    }
  }
}

describe('a rotation', () => {
  for (let run = 0; run < RUNS; run += 1) {
    const seed = SEED + run;
    it(`changes every calendar exactly once among faults (seed ${seed})`, () => {
      const rng = createRng(seed);
      const clockIsSet = rng.chance(0.3);
      return withFleet({ workspaces: ['ACME', 'Globex'], calendars: 10 }, async (fleet) => {
        for (let fault = rng.int(2, 6); fault > 0; fault -= 1) fleet.sim.faults.add(someFault(rng));
        const { canary } = await fleet.preview(ROTATE);
        const withCanary = canary !== null && rng.chance(0.6);
        const id = await fleet.start(ROTATE, {
          secrets: { clientSecret: NEW_SECRET },
          ...(withCanary ? { canary: { workspaceId: canary.workspaceId, id: canary.id } } : {}),
          unattended: rng.chance(0.5),
        });
        await live(fleet, rng, id, clockIsSet);
        fleet.sim.faults.clear();
        const failed = (await fleet.items(id)).some(({ state }) => state === 'failed');
        if (failed) {
          await fleet.core.call('jobs.retry', { jobId: id, states: ['failed'], secrets: { clientSecret: NEW_SECRET } });
          await live(fleet, rng, id, clockIsSet);
        }
        // With a clock that jumps, the end of a change that was read back may not be provable; then it says so.
        const good = clockIsSet ? ['ok', 'unproven'] : ['ok'];
        expect((await fleet.items(id)).filter(({ state }) => !good.includes(state))).toEqual([]);
        for (const { oauthClientSecret, patches } of fleet.truth()) {
          expect({ oauthClientSecret, patches }).toEqual({ oauthClientSecret: NEW_SECRET, patches: 1 });
        }
        const audit = await fleet.core.call('audit.list', {
          filter: { workspaces: 'all', jobId: id, state: 'intended' },
          after: null,
          limit: 50,
        });
        expect(audit.rows).toEqual([]);
        const { checks } = await fleet.core.call('doctor.run', {});
        expect(checks.find(({ name }) => name === 'Audit log')?.state).toBe('ok');
        expect([...fleet.secrets.values.keys()].filter((account) => account.startsWith('job/'))).toEqual([]);
        expect(fleet.sim.stats.totalThrottled()).toBe(0);
      });
    });
  }
});
