import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../shared/time.ts';
import type { Workspace } from '../../../shared/entities.ts';
import { createHealthSampler, type HealthSampler } from '../../../electron/core/triage/health.ts';
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts';

/** 20 minutes past an hour. */
const NOW = Date.UTC(2026, 10, 20, 10, 20);

let clock: VirtualClock;
let workspaces: Workspace[];
let samples: [workspaceId: number, at: number][];
let logged: string[];
let failing: boolean;
let stopping: AbortController;
let sampler: HealthSampler;

function workspace(id: number, paused = false): Workspace {
  return {
    id,
    name: `Workspace ${id}`,
    region: 'us-west-2',
    baseUrl: 'https://us-west-2.recall.ai',
    colour: 'blue',
    mode: 'operate',
    pollIntervalMs: 60_000,
    paused,
    training: false,
    createdAt: 0,
  };
}

beforeEach(() => {
  clock = createVirtualClock(NOW);
  workspaces = [workspace(1), workspace(2)];
  samples = [];
  logged = [];
  failing = false;
  stopping = new AbortController();
  sampler = createHealthSampler(
    {
      workspaces: () => workspaces,
      sampleHealth(workspaceId, at) {
        if (failing) throw new Error('disk full');
        samples.push([workspaceId, at]);
      },
    },
    clock,
    { write: (level, message) => logged.push(`${level} ${message}`) },
  );
});

afterEach(() => stopping.abort());

const hoursOf = (id: number): number[] =>
  samples.filter(([workspaceId]) => workspaceId === id).map(([, at]) => Math.floor(at / HOUR_MS) % 24);

describe('the health sampler', () => {
  it('samples every workspace at the start and once in every further hour', async () => {
    void sampler.run(stopping.signal);
    await clock.advance(3 * HOUR_MS);
    expect(hoursOf(1)).toEqual([10, 11, 12, 13]);
    expect(hoursOf(2)).toEqual([10, 11, 12, 13]);
  });

  it('samples a workspace five seconds after its calendars changed, once for many changes', async () => {
    void sampler.run(stopping.signal);
    await clock.advance(MINUTE_MS);
    samples = [];
    sampler.changed(2);
    await clock.advance(3 * SECOND_MS);
    sampler.changed(2);
    sampler.changed(2);
    await clock.advance(2 * SECOND_MS);
    expect(samples).toEqual([[2, NOW + MINUTE_MS + 5 * SECOND_MS]]);
    await clock.advance(MINUTE_MS);
    expect(samples).toHaveLength(1);
  });

  it('says nothing of a workspace that is paused, or gone by then', async () => {
    workspaces = [workspace(1, true), workspace(2)];
    void sampler.run(stopping.signal);
    sampler.changed(1);
    sampler.changed(2);
    workspaces = [workspace(1, true)];
    await clock.advance(2 * HOUR_MS);
    expect(samples).toEqual([[2, NOW]]);
  });

  it('leaves out the hours in which the computer slept, and none in which it was awake', async () => {
    void sampler.run(stopping.signal);
    await clock.advance(5 * MINUTE_MS);
    clock.suspend(5 * HOUR_MS);
    await clock.advance(2 * HOUR_MS);
    expect(hoursOf(1)).toEqual([10, 15, 16, 17]);
  });

  it('tries again soon when a sample cannot be written, and says so in the log', async () => {
    failing = true;
    void sampler.run(stopping.signal);
    await clock.advance(MINUTE_MS);
    failing = false;
    await clock.advance(10 * MINUTE_MS);
    expect(hoursOf(1)).toEqual([10]);
    expect(logged).toEqual(['warn the health of calendars was not noted']);
  });

  it('ends with the core', async () => {
    const running = sampler.run(stopping.signal);
    sampler.changed(1);
    await clock.advance(SECOND_MS);
    stopping.abort();
    await running;
    expect(clock.pending).toBe(0);
  });
});
