/** Child processes of the benchmark: each prints one line of JSON per message on standard output. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface BenchChild<Message> {
  /** The next message. Rejects when the child ends without one. */
  next(): Promise<Message>;
  stop(): Promise<void>;
  readonly process: ChildProcess;
}

/** Starts `file` (TypeScript) on this Node. `args` are passed as strings. */
export function startChild<Message>(file: URL, args: readonly (string | number)[]): BenchChild<Message> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file.pathname, ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    process: child,
    async next() {
      const line = await lines.next();
      if (line.done === true) throw new Error(`${file.pathname} ended without an answer.`);
      // Both ends are this benchmark.
      return JSON.parse(line.value) as Message;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}

/** Runs a child to its single message. */
export async function runChild<Message>(file: URL, args: readonly (string | number)[]): Promise<Message> {
  const child = startChild<Message>(file, args);
  const message = await child.next();
  await child.stop();
  return message;
}

/** Says one message to the parent. */
export function say(message: unknown): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
