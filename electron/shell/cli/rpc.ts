/** Input and output of `rpc METHOD JSON`. Kept apart from the other commands, because scripts wait for it. */
import { writeSync } from 'node:fs';
import type { Answer } from '../../../shared/envelope.ts';
import type { HostArguments } from '../arguments.ts';
import { UsageError } from '../arguments.ts';
import { keepCodeCache } from '../code-cache.ts';
import { dataDirOf } from '../data-dir.ts';
import { EXIT } from '../exit.ts';
import { laneOf } from '../lanes.ts';

/**
 * Answers a replica question from the file, where there is one, and gives the exit status. Null: not such a question, or
 * no readable file; then it takes a core.
 */
export async function rpcFromFile(args: HostArguments): Promise<number | null> {
  const [name, method = '', json = '', extra] = args.positionals;
  if (name !== 'rpc' || extra !== undefined || laneOf(method) !== 'replica' || json === '-') return null;
  const dataDir = dataDirOf(args.dataDir);
  const input = await inputOf(json);
  keepCodeCache(dataDir);
  const { readHere } = await import('./read-here.ts');
  const answer = await readHere(dataDir, method, input);
  return answer === null ? null : printAnswer(answer);
}

/** `-` stands for standard input, so that a key need not stand on the command line. Throws UsageError. */
export async function inputOf(json: string): Promise<unknown> {
  const text = json === '-' ? await (await import('node:stream/consumers')).text(process.stdin) : json;
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    // The text is not repeated: it may hold a key.
    throw new UsageError("The input is not JSON. Example: rpc workspaces.list '{}'");
  }
}

/** The value on standard output, or the error on standard error; gives the exit status. */
export function printAnswer(answer: Answer<unknown>): number {
  if (answer.ok) {
    print(1, answer.value);
    return EXIT.ok;
  }
  print(2, answer.error);
  return EXIT.failed;
}

/**
 * Writes all of it at once. Not through process.stdout, whose streams take as long to load as the question takes to answer.
 * A pipe that is full is waited for; one that nobody reads any more is no failure.
 */
function print(file: 1 | 2, value: unknown): void {
  const bytes = Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(file, bytes, at);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      // Windows says EOF where others say EPIPE.
      if (code === 'EPIPE' || code === 'EOF') return;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
