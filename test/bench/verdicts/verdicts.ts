/**
 * G21: judging what a sweep changed and what came due. G22: lists by verdict. G23: coverage by customer. All on the file of 1,000,000
 * events; CALLBOARD_BENCH_EVENTS takes a smaller one.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { EVENT, readPage } from '../../../electron/core/recall/pages.ts';
import { openReader, openStore } from '../../../electron/core/store/index.ts';
import type { Store } from '../../../electron/core/store/types.ts';
import { generatedCalendarIds, generateEventPage } from '../../../electron/simulator/payloads.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/time.ts';
import { silentLog } from '../../support/core-harness.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import { timed } from '../measure.ts';
import { largeFile } from '../million/file.ts';
import type { BuiltFile } from '../million/file.ts';
import type { Report } from '../report.ts';
import { scratchFolder } from '../scratch.ts';
import { bestP99, randomRowsFloor } from '../series.ts';
import { concludeWaiting } from './conclude.ts';
import { verdictQuestions } from './questions.ts';
import type { VerdictQuestion } from './questions.ts';

const EVENTS = Number(process.env['CALLBOARD_BENCH_EVENTS'] ?? '1000000');
/** Events that a sweep brings, in pages of 100. */
const CHANGED = 10_000;
/** LIMITS: one frame. */
const FRAME_MS = 16;
/** Issue 5: coverage of one domain over seven days. */
const DOMAIN_MS = 50;

export async function benchVerdicts(report: Report): Promise<void> {
  const file = await largeFile(EVENTS);
  benchQuestions(report, file);
  benchJudging(report, file);
}

function benchQuestions(report: Report, file: BuiltFile): void {
  const path = join(file.dataDir, 'callboard.db');
  const floor = randomRowsFloor(path, 'event', 'pk');
  const reader = openReader(path, { log: silentLog });
  const asked = verdictQuestions(reader, file.builtAt).map((question) => ({ ...question, ms: bestP99(question.ask) }));
  reader.close();
  const add = (goal: string, kind: VerdictQuestion['kind'], what: string, must: number, stretch: number): void => {
    const of = asked.filter((question) => question.kind === kind);
    const worst = of.reduce((slowest, one) => (one.ms > slowest.ms ? one : slowest));
    report.add({
      goal,
      what: `${what} p99 (${of.length} questions)`,
      value: worst.ms,
      unit: 'ms',
      must: { max: must },
      stretch: { max: stretch },
      detail: `${worst.name}; 100 random events ${floor.toFixed(2)} ms`,
    });
  };
  add('G22', 'list', 'slowest list of 100 by verdict, reason, domain, organiser', FRAME_MS, 5);
  add('G22', 'deep', 'slowest page on the way down such a list', FRAME_MS, 5);
  add('G22', 'counts', 'slowest counts by reason over 7 days', DOMAIN_MS, FRAME_MS);
  add('G23', 'domain', 'slowest coverage of the largest domain over 7 days', DOMAIN_MS, FRAME_MS);
  add('G23', 'coverage', 'slowest page of coverage by domain over 7 days', 250, 100);
}

/** On a copy, because judging changes the file. */
function benchJudging(report: Report, file: BuiltFile): void {
  const path = join(scratchFolder(), 'callboard.db');
  cpSync(join(file.dataDir, 'callboard.db'), path);
  const clock = createVirtualClock(file.builtAt);
  const { store } = openStore({ path, clock, log: silentLog });
  try {
    // What came due since the file was built is not what is measured.
    judgeDue(store, clock.now());
    const changed = sweep(store, file);
    let judged = 0;
    const ms = timed(() => (judged = concludeWaiting(store, clock.now())));
    report.add({
      goal: 'G21',
      what: `judging after a sweep that changed ${changed.toLocaleString('en')} events, per event`,
      value: (ms * 1000) / changed,
      unit: 'µs',
      must: { max: 50 },
      stretch: { max: 30 },
      detail: `${judged.toLocaleString('en')} judged in ${ms.toFixed(0)} ms`,
    });
    const quiet = timed(() => concludeWaiting(store, clock.now()));
    report.add({
      goal: 'G21',
      what: 'judging when nothing changed and nothing came due',
      value: quiet,
      unit: 'ms',
      must: { max: 1 },
    });
    let due = 0;
    const later = file.builtAt + 6 * HOUR_MS;
    const dueMs = timed(() => (due = judgeDue(store, later)));
    report.add({
      goal: 'G21',
      what: 'judging what comes due in six hours, per event',
      value: (dueMs * 1000) / Math.max(1, due),
      unit: 'µs',
      must: { max: 50 },
      stretch: { max: 30 },
      detail: `${due.toLocaleString('en')} of ${EVENTS.toLocaleString('en')} events in ${dueMs.toFixed(0)} ms`,
    });
  } finally {
    store.close();
  }
}

/** Judges all that is due at `now`, in the keeper's chunks; returns how many. */
function judgeDue(store: Store, now: number): number {
  let judged = 0;
  for (;;) {
    const due = store.verdicts((writer) => writer.pendDue(now, 200));
    judged += concludeWaiting(store, now);
    if (due === 0) return judged;
  }
}

/** The same events once more, changed, as a sweep brings them: pages of all workspaces in turn. */
function sweep(store: Store, { events, builtAt }: BuiltFile): number {
  const ids = store.workspaces().map(({ id }) => id);
  const each = events / ids.length;
  const pages = Math.min(CHANGED / 100, (each / 100) * ids.length);
  let changed = 0;
  for (let page = 0; page < pages; page += 1) {
    const index = page % ids.length;
    const { text } = generateEventPage(index, Math.floor(page / ids.length), {
      total: each,
      // Moved by an hour, together with their bots.
      from: builtAt - DAY_MS + HOUR_MS,
      to: builtAt + 28 * DAY_MS + HOUR_MS,
      calendarIds: generatedCalendarIds(index, 500),
      updatedLater: 60 * DAY_MS,
    });
    const { records, quarantined } = readPage(
      { status: 200, contentType: 'application/json', text, retryAfter: undefined, serverNow: null },
      'bench',
      EVENT,
    );
    store.applyEvents({ workspaceId: ids[index] ?? 0, records, quarantined, receivedAt: builtAt });
    changed += records.length;
  }
  return changed;
}
