/** Builds main and preload as the product does, and starts them on the stand-in. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MainConfigFactory, PreloadConfigFactory } from 'electron-vite';
import { onTestFinished } from 'vitest';
import { build } from 'vite';
import config from '../../../electron.vite.config.ts';
import { testDir } from '../../support/test-dir.ts';
import type { Steps } from './drive-shell.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const DRIVER = join(import.meta.dirname, 'drive-shell.ts');

export interface Build {
  readonly path: string;
  remove(): void;
}

/** Builds into a folder of its own, below the repository so that packages are found. The renderer is one page. */
export async function buildShell(): Promise<Build> {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const path = mkdtempSync(join(ROOT, '.cache', 'shell-'));
  const inline = { root: ROOT, logLevel: 'error', mode: 'production' } as const;
  const main = await new MainConfigFactory(config.main ?? {}, inline, { root: ROOT }).build();
  const preload = await new PreloadConfigFactory(config.preload ?? {}, inline, { root: ROOT }).build();
  const common = { configFile: false, logLevel: 'error' } as const;
  await build({ ...main, ...common, build: { ...main.build, outDir: join(path, 'main') } });
  await build({ ...preload, ...common, build: { ...preload.build, outDir: join(path, 'preload') } });
  mkdirSync(join(path, 'renderer', 'assets'), { recursive: true });
  writeFileSync(join(path, 'renderer', 'index.html'), '<!doctype html><title>Callboard</title>');
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface ShellProcess {
  /** Runs one step in the shell's process. */
  step<K extends keyof Steps>(name: K, ...args: Parameters<Steps[K]>): Promise<Awaited<ReturnType<Steps[K]>>>;
  /** Resolves with exit status, signal and standard error. */
  readonly ended: Promise<{ readonly status: number | null; readonly signal: string | null; readonly stderr: string }>;
  readonly dataDir: string;
}

export interface ShellOptions {
  readonly args?: readonly string[];
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the shell; it is ended when the running test ends. Resolves when its window is open or it gave up. */
export async function startShell(
  built: Build,
  { args = [], dataDir = testDir('shell'), env = {} }: ShellOptions = {},
): Promise<ShellProcess> {
  const child = fork(DRIVER, [built.path, '--data-dir', dataDir, ...args], {
    execArgv: [],
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const ended = once(child, 'exit').then(() => ({ status: child.exitCode, signal: child.signalCode, stderr }));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const started = Promise.withResolvers<void>();
  child.on('message', (message: { started?: true; id?: number; value?: unknown; error?: string }) => {
    if (message.started === true) started.resolve();
    if (message.id === undefined) return;
    const step = waiting.get(message.id);
    if (message.error === undefined) step?.resolve(message.value);
    else step?.reject(new Error(message.error));
  });
  void ended.then(() => {
    started.resolve();
    for (const { reject } of waiting.values()) reject(new Error(`The shell ended. ${stderr}`));
  });
  await started.promise;
  let next = 0;
  return {
    dataDir,
    ended,
    step: (name, ...stepArgs) =>
      new Promise((resolve, reject) => {
        const id = (next += 1);
        // The other end runs the step of this name, typed by the same Steps.
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
        child.send({ id, step: name, args: stepArgs });
      }),
  };
}
