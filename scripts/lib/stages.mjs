/** The stages of `npm test`. Each answers with how many checks passed, failed and were skipped. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuild } from '../build.mjs';
import {
  ensureChromium,
  ensureElectron,
  ensureKeyring,
  ensureKeytar,
  hasDisplay,
  node24,
  tool,
  toolEnv,
} from '../setup.mjs';
import { ROOT, SetupError, run } from './process.mjs';

export const RESULTS = join(ROOT, 'test-results');
/** No stage may hang a CI run. */
const STAGE_LIMIT_MS = 12 * 60_000;

/** Runs a tool of node_modules on the pinned Node 24; its output is kept in test-results/ under `name`. */
async function runTool(name, script, args, extraEnv = {}) {
  // Logs are read in files and by CI: no colours, whatever started us.
  const env = toolEnv({ NO_COLOR: '1', FORCE_COLOR: undefined, ...extraEnv });
  const result = await run(node24(), [script, ...args], { env, timeoutMs: STAGE_LIMIT_MS });
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, `${name}.log`), result.output);
  return result;
}

/** A stage that is one check. */
async function check(name, script, args) {
  const { code, output } = await runTool(name, script, args);
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0, output };
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** What a run without a readable report amounts to: one failure, whatever the exit code says. */
const noReport = (output) => ({ passed: 0, failed: 1, skipped: 0, output });

/** One TypeScript project per folder, each with its own `types` and `lib`. */
async function types() {
  const sum = { passed: 0, failed: 0, skipped: 0, output: '' };
  for (const project of ['shared', 'electron', 'renderer', 'test']) {
    const result = await check(`types-${project}`, tool('typescript', 'tsc'), ['-p', project, '--pretty', 'false']);
    sum.passed += result.passed;
    sum.failed += result.failed;
    sum.output += result.output ?? '';
  }
  return sum;
}

/** Every test file that did not load counts as one failure, besides the tests that failed. */
function countVitest(report) {
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Unit, contract, simulation and security tests. Those of the keychain start a keyring of their own. */
async function vitest(filters) {
  await ensureKeytar();
  await ensureKeyring();
  const file = join(RESULTS, 'vitest.json');
  rmSync(file, { force: true });
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...filters];
  const { code, output } = await runTool('vitest', tool('vitest'), args);
  const report = readReport(file);
  if (report === null) return noReport(output);
  const counts = countVitest(report);
  // Errors outside any test (unhandled rejections) show in the exit code alone.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts.failed === 0 ? counts : { ...counts, output };
}

async function build() {
  try {
    await ensureBuild();
    return { passed: 1, failed: 0, skipped: 0 };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { passed: 0, failed: 1, skipped: 0, output: error.message };
  }
}

/** The browser suite on one host: `web` or `electron`. */
async function playwright(project, filters) {
  const built = await build();
  if (built.failed > 0) return built;
  // Elsewhere the binary may be fetched; CI has nowhere to fetch it from.
  if (project === 'electron' && !process.env.CI && hasDisplay()) await ensureElectron();
  const chromium = await ensureChromium();
  if (project === 'web' && chromium === null)
    return noReport('No Chromium was found, and none could be installed. Install one, or set CALLBOARD_CHROMIUM.');
  const file = join(RESULTS, `playwright-${project}.json`);
  rmSync(file, { force: true });
  const env = {
    ...(chromium === null ? {} : { CALLBOARD_CHROMIUM: chromium }),
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    // Playwright sets one of the two itself and Node warns when it meets both.
    NO_COLOR: undefined,
    FORCE_COLOR: '0',
  };
  const args = ['test', `--project=${project}`, '--reporter=list,json', ...filters];
  const { code, output } = await runTool(`browser-${project}`, tool('@playwright/test', 'playwright'), args, env);
  const report = readReport(file);
  if (report === null) return noReport(output);
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failed = unexpected + flaky + report.errors.length;
  const counts = { passed: expected, failed: code !== 0 && failed === 0 ? 1 : failed, skipped };
  return counts.failed === 0 ? counts : { ...counts, output };
}

/** In order; `name` is what `npm test -- NAME` takes. */
export const STAGES = [
  { name: 'format', run: () => check('format', tool('prettier'), ['--check', '--log-level=warn', '.']) },
  { name: 'lint', run: () => check('lint', tool('oxlint'), ['--type-aware', '--deny-warnings', '--format=unix']) },
  { name: 'types', run: types },
  { name: 'dead-code', run: () => check('dead-code', tool('knip'), ['--no-progress']) },
  // Before the tests, because some of them start the built bundles.
  { name: 'build', run: build },
  { name: 'unit', run: (filters) => vitest(filters) },
  { name: 'browser', run: (filters) => playwright('web', filters) },
  { name: 'electron', run: (filters) => playwright('electron', filters), onRequest: true },
];
