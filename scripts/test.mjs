/**
 * `npm test`: every check of the project, in stages. All stages run, whatever fails; the last line is
 * `N passed, N failed`. `npm test -- unit browser` runs those stages only; what follows a second `--` goes to the
 * test runner (`npm test -- unit -- test/core/store`).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError, main, say } from './lib/process.mjs';
import { RESULTS, STAGES } from './lib/stages.mjs';
import { electronBinary, ensureDependencies } from './setup.mjs';

/** How much of a failed stage's output is shown; all of it is in test-results/. */
const SHOWN_LINES = 200;

function choose(args) {
  const end = args.indexOf('--');
  const names = end === -1 ? args : args.slice(0, end);
  const filters = end === -1 ? [] : args.slice(end + 1);
  const unknown = names.filter((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown.length > 0)
    throw new SetupError(`No stage ${unknown.join(', ')}. Stages: ${STAGES.map(({ name }) => name).join(' ')}`);
  const chosen = STAGES.filter(({ name, onRequest }) => (names.length === 0 ? !onRequest : names.includes(name)));
  return { chosen, filters };
}

function counts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

async function runStage(stage, filters) {
  try {
    return await stage.run(filters);
  } catch (error) {
    return { passed: 0, failed: 1, skipped: 0, output: error instanceof Error ? (error.stack ?? error.message) : '' };
  }
}

await main(async () => {
  const { chosen, filters } = choose(process.argv.slice(2));
  await ensureDependencies();
  mkdirSync(RESULTS, { recursive: true });
  const total = { passed: 0, failed: 0, skipped: 0 };
  const summary = [];
  for (const stage of chosen) {
    const startedAt = performance.now();
    const result = await runStage(stage, filters);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    if (result.output) {
      const lines = result.output.trimEnd().split('\n');
      process.stdout.write(`${lines.slice(-SHOWN_LINES).join('\n')}\n`);
    }
    process.stdout.write(
      `${stage.name.padEnd(10)} ${result.failed > 0 ? 'FAILED' : 'ok    '} ${seconds.padStart(6)} s  ${counts(result)}\n`,
    );
    for (const key of ['passed', 'failed', 'skipped']) total[key] += result[key];
    summary.push({ stage: stage.name, seconds: Number(seconds), ...result, output: undefined });
  }
  if (chosen.some(({ name }) => name === 'browser' || name === 'electron') && electronBinary() === null)
    say('no browser test ran on Electron, because its binary is not here (npm run test:electron)');
  writeFileSync(join(RESULTS, 'summary.json'), `${JSON.stringify({ ...total, stages: summary }, null, 2)}\n`);
  process.exitCode = total.failed > 0 ? 1 : 0;
  process.stdout.write(`${counts(total)}\n`);
});
