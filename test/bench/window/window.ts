/** G12, G13, G14: from the start of a process to the first rows, and scrolling. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { chromium } from '@playwright/test';
import { ROOT, startWebHost } from '../../support/start-web-host.ts';
import { median } from '../measure.ts';
import { largeFile } from '../million/file.ts';
import type { Report } from '../report.ts';
import { firstPaint, firstRow, inColdBrowser } from './browser.ts';
import { benchGrid } from './grid.ts';
import { servePages } from './pages.ts';

const EVENTS = Number(process.env['CALLBOARD_BENCH_EVENTS'] ?? '1000000');
/** Medians of nine differ by a tenth from one bench to the next, on machines that others use too. */
const RUNS = 21;

export async function benchWindow(report: Report): Promise<void> {
  if (chromium.executablePath() === '' && process.env['CALLBOARD_CHROMIUM'] === undefined)
    throw new Error('There is no Chromium.');
  const { dataDir } = await largeFile(EVENTS);
  await benchStart(report, dataDir);
  const pages = await servePages();
  try {
    await benchPaint(report, dataDir, pages.origin);
    await benchGrid(report, pages.origin);
  } finally {
    pages.close();
  }
}

/** G12: the command line's answer to a list on the large file: process start, core, query, answer, exit. */
async function benchStart(report: Report, dataDir: string): Promise<void> {
  const list = JSON.stringify({
    filter: { workspaces: 'all' },
    sort: { by: 'start', direction: 'asc' },
    after: null,
    limit: 100,
  });
  const rows = [join(ROOT, 'out', 'main', 'cli.js'), 'rpc', 'events.list', list, '--data-dir', dataDir];
  const bare: number[] = [];
  const core: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    bare.push(await processMs(['-e', '0']));
    core.push(await processMs(rows));
  }
  report.add({
    goal: 'G12',
    what: `core start to first rows of ${EVENTS.toLocaleString('en')} events / bare Node`,
    value: median(core) / median(bare),
    unit: 'x',
    must: { max: 2 },
    stretch: { max: 1.6 },
    detail: `${median(core).toFixed(0)} ms, bare ${median(bare).toFixed(0)}`,
  });
}

async function processMs(args: readonly string[]): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`A process to be timed left with code ${String(code)}.`);
  return performance.now() - start;
}

/** G13, and the cold start of the web host to the first list. */
async function benchPaint(report: Report, dataDir: string, origin: string): Promise<void> {
  const series = {
    static: [] as number[],
    reactRow: [] as number[],
    paint: [] as number[],
    row: [] as number[],
    start: [] as number[],
  };
  for (let run = 0; run < RUNS; run += 1) {
    series.static.push(await inColdBrowser(`${origin}/static.html`, firstPaint));
    series.reactRow.push(await inColdBrowser(`${origin}/react-only.html`, firstRow));
    const began = performance.now();
    const host = await startWebHost({ dataDir });
    const hostMs = performance.now() - began;
    const { paint, row } = await inColdBrowser(`${host.url}#/events`, async (page) => ({
      paint: await firstPaint(page),
      row: await firstRow(page),
    }));
    await host.stop();
    series.paint.push(paint);
    series.row.push(row);
    series.start.push(hostMs + row);
  }
  report.add({
    goal: 'G13',
    what: 'first paint / static HTML',
    value: median(series.paint) / median(series.static),
    unit: 'x',
    must: { max: 1.6 },
    stretch: { max: 1.4 },
    detail: `${median(series.paint).toFixed(0)} ms, static ${median(series.static).toFixed(0)}`,
  });
  report.add({
    goal: 'G13',
    what: 'real rows painted / rows of a React-only page',
    value: median(series.row) / median(series.reactRow),
    unit: 'x',
    must: { max: 2.5 },
    stretch: { max: 2 },
    detail: `${median(series.row).toFixed(0)} ms, React only ${median(series.reactRow).toFixed(0)}`,
  });
  report.add({
    goal: 'G12',
    what: `web host cold start to first list of ${EVENTS.toLocaleString('en')} events`,
    value: median(series.start),
    unit: 'ms',
    must: { max: 1000 },
  });
}
