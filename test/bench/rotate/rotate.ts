/**
 * G18: a client secret over a fleet within the documented limits (300 PATCHes a minute and workspace), each calendar once,
 * without a 429 and without disturbing the host. Unattended after a canary whose connection attempt takes a fixed time.
 *
 * - Even: 1,000 calendars in five workspaces, real limits, 100 ms an answer. Ideal: 200 calls at the rate of 300 a minute.
 *   A sliding window would let all 200 go at once; what a client without any other restraint could do then is told beside it.
 * - Uneven: 1,000 calendars in one workspace, so that the limit bites; the minute compressed to 20 s on both sides. Ideal: the
 *   canary's attempt, then a window for every full 300 calls: the earliest moment at which a sliding window admits the last call.
 */
import type { TrainingWorkspace } from '../../../electron/core/deps.ts';
import { LIMITS } from '../../../electron/core/recall/budget.ts';
import { runChild, startChild } from '../children.ts';
import type { Report } from '../report.ts';
import { scratchFolder } from '../scratch.ts';
import type { Rotated } from './core-child.ts';
import type { Truth } from './server-child.ts';

const LIMIT = LIMITS['calendars.update'];
const FLEET = 1_000;

interface Case {
  readonly workspaces: number;
  readonly windowMs: number;
  readonly latencyMs: number;
  readonly attemptMs: number;
}

interface Outcome extends Rotated, Truth {
  /** From the start of the job to the last PATCH answered, ms. */
  readonly sentMs: number;
}

const EVEN: Case = { workspaces: 5, windowMs: 60_000, latencyMs: 100, attemptMs: 4_000 };
const UNEVEN: Case = { workspaces: 1, windowMs: 20_000, latencyMs: 5, attemptMs: 1_000 };

export async function benchRotate(report: Report): Promise<void> {
  const even = await rotate(EVEN);
  const uneven = await rotate(UNEVEN);
  const evenIdealMs = (FLEET / EVEN.workspaces / LIMIT) * EVEN.windowMs;
  const unevenIdealMs = UNEVEN.attemptMs + Math.floor((FLEET - 1) / LIMIT) * UNEVEN.windowMs;
  const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

  report.add({
    goal: 'G18',
    what: '1,000 rotated in 5 workspaces / 200 calls at 300 a minute',
    value: even.sentMs / evenIdealMs,
    unit: 'x',
    must: { max: 1.05 },
    detail: `all sent after ${seconds(even.sentMs)}, of which the canary's attempt ${seconds(EVEN.attemptMs)} (all at once: ${seconds(EVEN.attemptMs + 2 * EVEN.latencyMs)}); report after ${seconds(even.reportMs)}`,
  });
  report.add({
    goal: 'G18',
    what: '1,000 rotated in one workspace / sliding window of 300',
    value: uneven.sentMs / unevenIdealMs,
    unit: 'x',
    must: { max: 1.05 },
    detail: `all sent after ${seconds(uneven.sentMs)}, ideal ${seconds(unevenIdealMs)}; report after ${seconds(uneven.reportMs)}`,
  });
  report.add({
    goal: 'G18',
    what: '429 answers, both rotations',
    value: even.throttled + uneven.throttled,
    unit: '',
    must: { max: 0 },
  });
  for (const [bound, patches] of [
    ['fewest', Math.min(even.fewest, uneven.fewest)],
    ['most', Math.max(even.most, uneven.most)],
  ] as const) {
    report.add({
      goal: 'G18',
      what: `successful PATCHes of the calendar with the ${bound}`,
      value: patches,
      unit: '',
      must: bound === 'fewest' ? { min: 1 } : { max: 1 },
    });
  }
  report.add({
    goal: 'G18',
    what: 'calendars with the new secret, connected, and proven so',
    value: Math.min(...[even, uneven].flatMap(({ rotated, ok }) => [rotated, ok])),
    unit: '',
    must: { min: FLEET },
  });
  report.add({
    goal: 'G18',
    what: 'host thread event-loop delay p99 during a rotation',
    value: Math.max(even.loopP99Ms, uneven.loopP99Ms),
    unit: 'ms',
    must: { max: 5 },
    detail: `longest ${even.loopMaxMs.toFixed(1)} and ${uneven.loopMaxMs.toFixed(1)} ms, busy ${(100 * Math.max(even.busy, uneven.busy)).toFixed(1)} %`,
  });
}

async function rotate({ workspaces, windowMs, latencyMs, attemptMs }: Case): Promise<Outcome> {
  const server = startChild<unknown>(new URL('./server-child.ts', import.meta.url), [
    workspaces,
    FLEET / workspaces,
    windowMs,
    latencyMs,
    attemptMs,
  ]);
  // Both ends are this benchmark.
  const served = (await server.next()) as { workspaces: TrainingWorkspace[] };
  const rotated = await runChild<Rotated>(new URL('./core-child.ts', import.meta.url), [
    scratchFolder(),
    windowMs,
    JSON.stringify(served.workspaces),
  ]);
  await server.stop();
  const truth = (await server.next()) as Truth;
  return { ...rotated, ...truth, sentMs: truth.answeredAt - rotated.startedAt };
}
