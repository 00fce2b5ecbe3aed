/**
 * G6, G7: an event that did not change costs little, and checking the envelope costs little, both against JSON.parse of
 * the same pages. Also how much faster unchanged events are than new ones.
 */
import { join } from 'node:path';
import { systemClock } from '../../electron/core/clock.ts';
import { EVENT, readPage } from '../../electron/core/recall/pages.ts';
import type { Reply } from '../../electron/core/recall/failures.ts';
import { checkEvent } from '../../electron/core/recall/wire.ts';
import { openStore } from '../../electron/core/store/index.ts';
import { generateEventPage } from '../../electron/simulator/payloads.ts';
import { silentLog } from '../support/core-harness.ts';
import { bestOf, timed } from './measure.ts';
import type { Report } from './report.ts';
import { scratchFolder } from './scratch.ts';

const PAGES = 100;
const EVENTS = PAGES * 100;
const ROUNDS = 12;

export async function benchResweep(report: Report): Promise<void> {
  const texts = Array.from({ length: PAGES }, (_, index) => generateEventPage(3, index, { total: EVENTS }).text);
  const { store } = openStore({ path: join(scratchFolder(), 'callboard.db'), clock: systemClock, log: silentLog });
  const workspace = store.addWorkspace(
    {
      name: 'Load',
      region: 'custom',
      baseUrl: 'http://127.0.0.1:1',
      colour: 'blue',
      mode: 'read_only',
      pollIntervalMs: 60_000,
      training: false,
    },
    systemClock.now(),
  );
  const parsed = texts.map((text) => readPage(replyOf(text), '127.0.0.1', EVENT));
  const apply = (): void => {
    for (const page of parsed) {
      store.applyEvents({
        workspaceId: workspace.id,
        records: page.records,
        quarantined: page.quarantined,
        receivedAt: systemClock.now(),
      });
    }
  };
  const newMs = timed(apply);
  const { parseMs, checkMs } = readingCosts(texts);
  const unchangedMs = await bestOf(5, () => timed(apply));
  store.close();

  const micros = (ms: number): string => ((ms * 1000) / EVENTS).toFixed(1);
  report.add({
    goal: 'G6',
    what: 'unchanged event in a re-sweep / JSON.parse of it',
    value: unchangedMs / parseMs,
    unit: 'x',
    must: { max: 2 },
    stretch: { max: 1.5 },
    detail: `unchanged ${micros(unchangedMs)} µs/event, parse ${micros(parseMs)}`,
  });
  report.add({
    goal: 'G6',
    what: 'writing a new event / an unchanged one',
    value: newMs / unchangedMs,
    unit: 'x',
    must: { min: 5 },
    detail: `new ${micros(newMs)} µs/event`,
  });
  report.add({
    goal: 'G7',
    what: 'checking the envelope / JSON.parse',
    value: checkMs / parseMs,
    unit: 'x',
    must: { max: 0.15 },
    stretch: { max: 0.12 },
    detail: `check ${micros(checkMs)} µs/event`,
  });
}

/**
 * What parsing and checking cost page by page, as a sync does them: the page is checked while it is warm. The best of
 * several rounds; the first ones are the compiler's.
 */
function readingCosts(texts: readonly string[]): { parseMs: number; checkMs: number } {
  let parseMs = Infinity;
  let checkMs = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    let parse = 0;
    let check = 0;
    for (const text of texts) {
      let results: unknown[] = [];
      parse += timed(() => {
        results = (JSON.parse(text) as { results: unknown[] }).results;
      });
      check += timed(() => {
        for (const value of results) checkEvent(value);
      });
    }
    parseMs = Math.min(parseMs, parse);
    checkMs = Math.min(checkMs, check);
  }
  return { parseMs, checkMs };
}

function replyOf(text: string): Reply {
  return { status: 200, contentType: 'application/json', text, retryAfter: undefined, serverNow: null };
}
