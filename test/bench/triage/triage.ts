/**
 * G19: what triage asks and what it costs to keep incidents in step, with 10,000 calendars in 20 workspaces, 3,000 of them not
 * connected. G20: from Recall's answer to the changed status on the screen.
 */
import { join } from 'node:path';
import { openReader } from '../../../electron/core/store/index.ts';
import { silentLog } from '../../support/core-harness.ts';
import { runChild } from '../children.ts';
import { median, percentile } from '../measure.ts';
import type { Report } from '../report.ts';
import { scratchFolder } from '../scratch.ts';
import { bestP99, randomRowsFloor } from '../series.ts';
import { questions } from './questions.ts';
import type { Question } from './questions.ts';
import type { BuiltReplica, Step } from './replica.ts';
import { benchScreen } from './screen.ts';

/** LIMITS: one frame. */
const FRAME_MS = 16;
const KINDS = {
  'incidents.list': 'slowest list of incidents p99',
  incident: 'slowest look at an incident, badges p99',
  calendar: 'slowest diagnosis of a calendar p99',
  'calendars.list': 'slowest list of calendars by cause or party p99',
  overview: 'slowest overview p99',
} as const satisfies Readonly<Record<Question['kind'], string>>;

export async function benchTriage(report: Report): Promise<void> {
  const dataDir = scratchFolder();
  const path = join(dataDir, 'callboard.db');
  process.stdout.write('building a replica of 10,000 calendars, 3,000 of them not connected\n');
  const built = await runChild<BuiltReplica>(new URL('./build-child.ts', import.meta.url), [path]);
  benchTracker(report, built);
  benchQuestions(report, path, built.now);
  await benchScreen(report, dataDir);
}

function benchQuestions(report: Report, path: string, now: number): void {
  const floor = randomRowsFloor(path, 'outage', 'id');
  const reader = openReader(path, { log: silentLog });
  const asked = questions(reader, now).map((question) => ({ ...question, ms: bestP99(question.ask) }));
  reader.close();
  for (const kind of Object.keys(KINDS) as Question['kind'][]) {
    const of = asked.filter((question) => question.kind === kind);
    const worst = of.reduce((slowest, one) => (one.ms > slowest.ms ? one : slowest));
    report.add({
      goal: 'G19',
      what: `${KINDS[kind]} (${of.length} questions)`,
      value: worst.ms,
      unit: 'ms',
      must: { max: FRAME_MS },
      stretch: { max: 5 },
      detail: `${worst.name}; ${(worst.ms / floor).toFixed(1)} times 100 random outages (${floor.toFixed(2)} ms)`,
    });
  }
}

/** Nothing may hold the writer up for long: a page is looked at right after it was applied. */
function benchTracker(report: Report, built: BuiltReplica): void {
  for (const [what, steps, must] of [
    ['page of 100 new calendars, 30 of them broken: looked at p50', built.firstPages, 100],
    ['page of 100 calendars without news: looked at p50', built.quietPages, 50],
    ['page with 37 that broke together: looked at p50', built.joiningPages, 100],
    ['page with 37 that are back: looked at p50', built.healedPages, 100],
  ] as const) {
    const ms = median(lookedMs(steps));
    const applied = median(steps.map(({ appliedMs }) => appliedMs));
    report.add({
      goal: 'G19',
      what,
      value: ms,
      unit: 'ms',
      must: { max: must },
      detail: `p99 ${percentile(lookedMs(steps), 99).toFixed(1)} ms; applying it ${applied.toFixed(1)} ms; ${steps.length} pages`,
    });
  }
  const joined = median(lookedMs(built.joiningPages)) / built.joining;
  report.add({
    goal: 'G19',
    what: `an outage that joins an incident (${built.joining} at once)`,
    value: joined * 1000,
    unit: 'µs',
    must: { max: 3_000 },
  });
}

const lookedMs = (steps: readonly Step[]): number[] => steps.map((step) => step.lookedMs);
