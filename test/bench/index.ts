/**
 * `npm run bench [-- suite …]`: measures the goals of docs/benchmarks.md, each as a ratio to a floor measured again in
 * the same run. Prints a table and writes bench-results/<time>.json. Exit code 1 when a figure misses what it must reach.
 */
import { join } from 'node:path';
import { Report } from './report.ts';

const SUITES = {
  ingest: async (report: Report) => (await import('./ingest/ingest.ts')).benchIngest(report),
  resweep: async (report: Report) => (await import('./resweep.ts')).benchResweep(report),
  budget: async (report: Report) => (await import('./budget/budget.ts')).benchBudget(report),
  rotate: async (report: Report) => (await import('./rotate/rotate.ts')).benchRotate(report),
  triage: async (report: Report) => (await import('./triage/triage.ts')).benchTriage(report),
  million: async (report: Report) => (await import('./million/million.ts')).benchMillion(report),
  verdicts: async (report: Report) => (await import('./verdicts/verdicts.ts')).benchVerdicts(report),
  reopen: async (report: Report) => (await import('./reopen/reopen.ts')).benchReopen(report),
  window: async (report: Report) => (await import('./window/window.ts')).benchWindow(report),
} as const;

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(SUITES, name));
if (unknown.length > 0) throw new Error(`No suite ${unknown.join(', ')}. Suites: ${Object.keys(SUITES).join(' ')}`);

const report = new Report();
for (const [name, run] of Object.entries(SUITES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stdout.write(`\n${name}\n`);
  await run(report);
}
report.finish(
  join(import.meta.dirname, '..', '..', 'bench-results', `${new Date().toISOString().replaceAll(':', '-')}.json`),
);
process.exitCode = report.reached ? 0 : 1;
