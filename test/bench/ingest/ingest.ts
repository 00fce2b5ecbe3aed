/** G1, G4, G5: what the whole core makes of a stream of events, against the floor and without disturbing its host. */
import { join } from 'node:path';
import { runChild, startChild } from '../children.ts';
import { median } from '../measure.ts';
import type { Report } from '../report.ts';
import { scratchFolder } from '../scratch.ts';
import type { TrainingWorkspace } from '../../../electron/core/deps.ts';

const RUNS = 3;
const CALENDARS = 80;
const EVENTS_PER_CALENDAR = 250;

interface FloorRun {
  readonly events: number;
  readonly wallMs: number;
  readonly cpuMs: number;
}
interface CoreRun extends FloorRun {
  readonly busy: number;
  readonly loopP99Ms: number;
  readonly loopMaxMs: number;
}

const file = (name: string): URL => new URL(name, import.meta.url);
const perEvent = (run: FloorRun, ms: number): number => (ms * 1000) / run.events;

export async function benchIngest(report: Report): Promise<void> {
  const server = startChild<{ workspaces: TrainingWorkspace[] }>(file('./server-child.ts'), [
    1,
    CALENDARS,
    EVENTS_PER_CALENDAR,
  ]);
  const { workspaces } = await server.next();
  const load = workspaces[1];
  if (load === undefined) throw new Error('The server has too few workspaces.');
  const floors: FloorRun[] = [];
  const cores: CoreRun[] = [];
  // Taken in turns, so that a disturbance of the machine hits both.
  for (let run = 0; run < RUNS; run += 1) {
    floors.push(
      await runChild<FloorRun>(file('./floor-child.ts'), [
        load.baseUrl,
        load.apiKey,
        join(scratchFolder(), 'floor.db'),
      ]),
    );
    cores.push(await runChild<CoreRun>(file('./core-child.ts'), [scratchFolder(), JSON.stringify(workspaces)]));
  }
  await server.stop();

  const floor = Math.min(...floors.map((run) => perEvent(run, run.wallMs)));
  const core = Math.min(...cores.map((run) => perEvent(run, run.wallMs)));
  const floorCpu = Math.min(...floors.map((run) => perEvent(run, run.cpuMs)));
  const coreCpu = Math.min(...cores.map((run) => perEvent(run, run.cpuMs)));
  report.add({
    goal: 'G1',
    what: 'ingest through the whole core / floor (fetch, parse, bare insert)',
    value: floor / core,
    unit: 'x',
    must: { min: 0.5 },
    stretch: { min: 0.65 },
    detail: `core ${core.toFixed(0)} µs/event, floor ${floor.toFixed(0)}`,
  });
  report.add({
    goal: 'G4',
    what: 'CPU of ingest / CPU of the floor',
    value: coreCpu / floorCpu,
    unit: 'x',
    must: { max: 2.5 },
    stretch: { max: 1.6 },
    detail: `core ${coreCpu.toFixed(0)} µs/event, floor ${floorCpu.toFixed(0)}`,
  });
  report.add({
    goal: 'G5',
    what: 'host thread busy during ingest at full speed',
    value: 100 * median(cores.map((run) => run.busy)),
    unit: '%',
    must: { max: 2 },
    stretch: { max: 1 },
  });
  report.add({
    goal: 'G5',
    what: 'host thread event-loop delay p99 during ingest',
    value: median(cores.map((run) => run.loopP99Ms)),
    unit: 'ms',
    must: { max: 5 },
  });
  report.add({
    goal: 'G5',
    what: 'host thread longest delay during ingest',
    value: median(cores.map((run) => run.loopMaxMs)),
    unit: 'ms',
    must: { max: 16 },
    stretch: { max: 10 },
  });
}
