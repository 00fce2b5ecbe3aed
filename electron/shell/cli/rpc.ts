/** Input and output of `rpc METHOD JSON`. Kept apart from the other commands, because scripts wait for it. */
import type { Answer } from '../../../shared/envelope.ts';
import type { HostArguments } from '../arguments.ts';
import { UsageError } from '../arguments.ts';
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
  const { readHere } = await import('./read-here.ts');
  const answer = await readHere(dataDirOf(args.dataDir), method, await inputOf(json));
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
    process.stdout.write(`${JSON.stringify(answer.value, null, 2)}\n`);
    return EXIT.ok;
  }
  process.stderr.write(`${JSON.stringify(answer.error, null, 2)}\n`);
  return EXIT.failed;
}
