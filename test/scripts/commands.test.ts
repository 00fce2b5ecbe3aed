/** What the scripts promise each other and the people who run them, tried on real processes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { ROOT } from '../support/start-web-host.ts';
import { testDir } from '../support/test-dir.ts';

const CACHE = pathToFileURL(join(ROOT, 'scripts', 'lib', 'cache.mjs')).href;

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

async function runNode(args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  await once(child, 'close');
  return { code: child.exitCode, output };
}

/** A name for a lock that nobody else uses; its traces are removed with the test. */
function lockName(): string {
  const name = `test-${process.pid}-${Math.random().toString(36).slice(2)}`;
  onTestFinished(() => rmSync(join(ROOT, '.cache', `${name}.lock`), { recursive: true, force: true }));
  return name;
}

it('lets one run at a time into a locked section', async () => {
  const name = lockName();
  const journal = join(testDir(), 'journal');
  const code = `
    import { appendFileSync } from 'node:fs';
    import { setTimeout } from 'node:timers/promises';
    import { withLock } from ${JSON.stringify(CACHE)};
    await withLock(${JSON.stringify(name)}, async () => {
      appendFileSync(${JSON.stringify(journal)}, 'in ');
      await setTimeout(30);
      appendFileSync(${JSON.stringify(journal)}, 'out ');
    });`;
  const runs = await Promise.all([1, 2, 3].map(() => runNode(['--input-type=module', '-e', code])));
  expect(runs.map((run) => run.code)).toEqual([0, 0, 0]);
  expect(readFileSync(journal, 'utf8')).toBe('in out '.repeat(3));
  expect(existsSync(join(ROOT, '.cache', `${name}.lock`))).toBe(false);
});

it('takes over a lock whose owner has died', async () => {
  const name = lockName();
  const dead = await runNode(['-p', 'process.pid']);
  mkdirSync(join(ROOT, '.cache', `${name}.lock`), { recursive: true });
  writeFileSync(join(ROOT, '.cache', `${name}.lock`, 'pid'), dead.output.trim());
  const code = `
    import { withLock } from ${JSON.stringify(CACHE)};
    console.log(await withLock(${JSON.stringify(name)}, async () => 'entered'));`;
  expect(await runNode(['--input-type=module', '-e', code])).toMatchObject({ code: 0, output: 'entered\n' });
});

it('answers a stage that does not exist with the ones that do', async () => {
  const { code, output } = await runNode([join('scripts', 'test.mjs'), 'no-such-stage']);
  expect(code).toBe(1);
  expect(output).toContain('No stage no-such-stage');
  expect(output).toContain('format lint types dead-code build unit browser electron');
});

it('finds the installed packages to be those of the lockfile', async () => {
  const setup = pathToFileURL(join(ROOT, 'scripts', 'setup.mjs')).href;
  const code = `
    import { dependenciesAreCurrent } from ${JSON.stringify(setup)};
    console.log(dependenciesAreCurrent());`;
  expect((await runNode(['--input-type=module', '-e', code])).output.trim()).toBe('true');
});
