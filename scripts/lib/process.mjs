/** Running other programs: one way for all scripts. Plain Node ≥ 20, no dependencies. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Ends the script with one line for people. */
export class SetupError extends Error {}

/** Prints one line about what a script is doing; on stderr, so that output meant for programs stays clean. */
export function say(line) {
  process.stderr.write(`callboard: ${line}\n`);
}

/** Full path of a program on the PATH, or null. */
export function which(name, path = process.env.PATH ?? '') {
  const endings = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  for (const folder of path.split(delimiter)) {
    for (const ending of endings) {
      const file = join(folder, name + ending);
      if (folder !== '' && existsSync(file)) return file;
    }
  }
  return null;
}

/**
 * Runs a program to its end, quietly. Resolves to `{code, output}`, output being both streams in order; never
 * rejects (a program that cannot be started answers with code 127). `onLine` sees each line as it comes.
 * After `timeoutMs` the program and its children are killed and the code is 124.
 */
export function run(command, args, { env = process.env, cwd = ROOT, timeoutMs, onLine } = {}) {
  return new Promise((resolve) => {
    let output = '';
    let rest = '';
    let timedOut = false;
    // A process group of its own (POSIX), so that the time limit also ends grandchildren.
    const group = process.platform !== 'win32';
    const child = spawn(command, args, { cwd, env, detached: group, stdio: ['ignore', 'pipe', 'pipe'] });
    const kill = (signal) => {
      try {
        if (group && child.pid !== undefined) process.kill(-child.pid, signal);
        else child.kill(signal);
      } catch {
        // Already gone.
      }
    };
    const stop = (signal) => {
      kill(signal);
      process.exit(128 + constants.signals[signal]);
    };
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            kill('SIGKILL');
          }, timeoutMs);
    process.on('SIGINT', stop).on('SIGTERM', stop);
    const read = (chunk) => {
      const text = chunk.toString('utf8');
      output += text;
      if (onLine === undefined) return;
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    };
    const settle = (code) => {
      clearTimeout(timer);
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve({ code: timedOut ? 124 : code, output });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', (error) => {
      output += error.message;
      settle(127);
    });
    child.once('close', (code, signal) => settle(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/**
 * Hands the terminal over to a program: its streams are ours, signals are passed on, and this process ends the way
 * it ends. Resolves only when the program could not be started.
 */
export function become(command, args, env = process.env) {
  return new Promise((_resolve, reject) => {
    const child = spawn(command, args, { cwd: process.cwd(), env, stdio: 'inherit' });
    const pass = (signal) => child.kill(signal);
    process.on('SIGTERM', pass);
    process.on('SIGHUP', pass);
    // Ctrl-C in a terminal reaches the whole foreground group by itself; a second copy would mean "at once".
    process.on('SIGINT', process.stdin.isTTY ? () => {} : pass);
    child.once('error', (error) => reject(new SetupError(`${command} could not be started: ${error.message}`)));
    child.once('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/** Runs a script's main function; a {@link SetupError} becomes one line and exit code 1. */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`callboard: ${error.message}\n`);
    process.exit(1);
  }
}
