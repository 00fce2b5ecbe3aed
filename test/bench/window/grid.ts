/** G14: scrolling 100,000 rows, against hand-written plain rows. */
import type { Page } from '@playwright/test';
import { median } from '../measure.ts';
import type { Report } from '../report.ts';
import { inColdBrowser } from './browser.ts';

const FRAMES = 240;
const RUNS = 3;
const SCENARIOS = ['1 row a frame', '400 px a frame', 'random jump'] as const;
type Scenario = (typeof SCENARIOS)[number];

interface Scrolled {
  /** Main-thread time per frame, ms. */
  readonly busyMs: number;
  /** Share of frames that took longer than 20 ms. */
  readonly slow: number;
}

export async function benchGrid(report: Report, origin: string): Promise<void> {
  for (const scenario of SCENARIOS) {
    const plain: Scrolled[] = [];
    const ours: Scrolled[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      plain.push(await inColdBrowser(`${origin}/plain-grid.html`, (page) => scroll(page, scenario)));
      ours.push(await inColdBrowser(`${origin}/our-grid.html`, (page) => scroll(page, scenario)));
    }
    const floor = median(plain.map((run) => run.busyMs));
    const busy = median(ours.map((run) => run.busyMs));
    report.add({
      goal: 'G14',
      what: `grid of 100,000 rows, ${scenario}: main thread / plain rows`,
      value: busy / floor,
      unit: 'x',
      must: { max: 1.5 },
      stretch: { max: 1.2 },
      detail: `${busy.toFixed(1)} ms a frame, plain ${floor.toFixed(1)}`,
    });
    report.add({
      goal: 'G14',
      what: `grid, ${scenario}: frames over 20 ms`,
      value: 100 * median(ours.map((run) => run.slow)),
      unit: '%',
      must: { max: scenario === 'random jump' ? 5 : 0 },
      stretch: { max: 0 },
      detail: `plain ${(100 * median(plain.map((run) => run.slow))).toFixed(1)} %`,
    });
  }
}

async function scroll(page: Page, scenario: Scenario): Promise<Scrolled> {
  await page.waitForFunction(() => document.querySelectorAll('[role="row"]').length > 10);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const taskSeconds = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  };
  await page.evaluate(play, { scenario, frames: 30 });
  const before = await taskSeconds();
  const deltas = await page.evaluate(play, { scenario, frames: FRAMES });
  const busyMs = ((await taskSeconds()) - before) * 1000;
  return { busyMs: busyMs / FRAMES, slow: deltas.filter((delta) => delta > 20).length / deltas.length };
}

/** In the page: scrolls once per frame and gives the frames' durations, ms. */
async function play({ scenario, frames }: { scenario: string; frames: number }): Promise<number[]> {
  const tall = [...document.querySelectorAll('*')].find(
    (element) =>
      element.scrollHeight > element.clientHeight * 20 &&
      getComputedStyle(element).overflowY !== 'visible' &&
      getComputedStyle(element).overflowY !== 'hidden',
  );
  if (tall === undefined) throw new Error('There is nothing to scroll.');
  const deltas: number[] = [];
  let random = 12345;
  let last = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
  for (let frame = 0; frame < frames; frame += 1) {
    if (scenario === '1 row a frame') tall.scrollTop += 32;
    else if (scenario === '400 px a frame') tall.scrollTop += 400;
    else {
      random = (random * 1103515245 + 12345) % 2147483648;
      tall.scrollTop = (random / 2147483648) * (tall.scrollHeight - tall.clientHeight);
    }
    const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    deltas.push(now - last);
    last = now;
  }
  return deltas;
}
