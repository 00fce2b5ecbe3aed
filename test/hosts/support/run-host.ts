/** Runs the CLI or the web host from source, as a process of its own. */
import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { onTestFinished } from 'vitest';

const ELECTRON = join(import.meta.dirname, '..', '..', '..', 'electron');

export interface HostProcess {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Resolves with the standard output once it holds `text`, or rejects when the process ends before. */
  until(text: string): Promise<string>;
  readonly ended: Promise<{ readonly status: number | null; readonly stdout: string; readonly stderr: string }>;
}

/** No D-Bus, so that no keychain of the machine is touched; no display, so that no browser opens. */
const QUIET = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', DISPLAY: '', WAYLAND_DISPLAY: '' };

/** Starts `electron/<entry>.ts`; it is killed when the running test ends. `stdin` is written and closed. */
export function runHost(
  entry: 'web' | 'cli',
  args: readonly string[],
  { stdin = '', env = {} }: { stdin?: string; env?: Readonly<Record<string, string>> } = {},
): HostProcess {
  const child = spawn(process.execPath, [join(ELECTRON, `${entry}.ts`), ...args], {
    env: { ...process.env, ...QUIET, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const waiting: { text: string; resolve: (all: string) => void; reject: (error: Error) => void }[] = [];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
    for (const { text, resolve } of waiting) if (stdout.includes(text)) resolve(stdout);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const ended = once(child, 'close').then(() => {
    for (const { text, reject } of waiting)
      reject(new Error(`The host ended before it said "${text}".\n${stdout}${stderr}`));
    return { status: child.exitCode, stdout, stderr };
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  child.stdin.end(stdin);
  return {
    child,
    ended,
    until: (text) =>
      new Promise((resolve, reject) => {
        if (stdout.includes(text)) resolve(stdout);
        else waiting.push({ text, resolve, reject });
      }),
  };
}
