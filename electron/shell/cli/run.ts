/** The commands of the CLI. Results go to standard output, everything for people to standard error. */
import type { MethodName, Input, Output } from '../../../shared/contract.ts';
import type { CallError } from '../../../shared/envelope.ts';
import type { HostArguments } from '../arguments.ts';
import { UsageError } from '../arguments.ts';
import { startCoreHost } from '../core-host.ts';
import type { CoreHost } from '../core-host.ts';
import { dataDirOf } from '../data-dir.ts';
import { endProcess, EXIT } from '../exit.ts';
import { hostInfo } from '../host-info.ts';
import { createKeychain } from '../keychain.ts';
import { endOnSignal } from '../web-host.ts';
import { workersBeside } from '../worker-data.ts';
import { inputOf, printAnswer } from './rpc.ts';
import { syncOnce } from './sync-once.ts';
import { workspacesUp } from './workspaces-up.ts';

/** A call that was answered with an error. */
export class CallFailed extends Error {
  readonly error: CallError;
  constructor(error: CallError) {
    super(error.message);
    this.error = error;
  }
}

/** Typed calls for the commands; rejects with CallFailed. */
export type Caller = <M extends MethodName>(method: M, input: Input<M>) => Promise<Output<M>>;

/** Runs `sync`, `doctor` or `rpc` and ends the process. Rejects where the command cannot start. */
export async function runCommand(entry: string, args: HostArguments): Promise<void> {
  const dataDir = dataDirOf(args.dataDir);
  const command = commandOf(args);
  const core = startCoreHost({
    dataDir,
    host: hostInfo('cli'),
    workers: workersBeside(entry),
    secrets: createKeychain({ dataDir }),
  });
  endOnSignal(() => core.stop());
  try {
    const status = await command(core);
    endProcess(status, await core.stop());
  } catch (error) {
    await core.stop();
    throw error;
  }
}

function commandOf(args: HostArguments): (core: CoreHost) => Promise<number> {
  const [name, ...rest] = args.positionals;
  switch (name) {
    case 'sync':
      expect(rest, 0);
      if (!args.once) throw new UsageError('Use "sync --once". The console itself syncs all the time.');
      return async (core) => {
        await core.ready;
        return syncOnce(callerOf(core), (line) => process.stderr.write(`${line}\n`));
      };
    case 'doctor':
      expect(rest, 0);
      return async (core) => {
        await core.ready;
        return doctor(callerOf(core), args.deep);
      };
    case 'rpc': {
      expect(rest, 2);
      const [method = '', json = ''] = rest;
      return (core) => rpc(core, method, json);
    }
    default:
      throw new UsageError(name === undefined ? 'Which command?' : `There is no command "${name}".`);
  }
}

function expect(rest: readonly string[], most: number): void {
  const extra = rest[most];
  if (extra !== undefined) throw new UsageError(`"${extra}" is one argument too many.`);
}

function callerOf(core: CoreHost): Caller {
  return async <M extends MethodName>(method: M, input: Input<M>) => {
    const answer = await core.call(method, input);
    if (!answer.ok) throw new CallFailed(answer.error);
    // The handler of `method` is typed with this output (core/rpc/types.ts).
    return answer.value as Output<M>;
  };
}

async function rpc(core: CoreHost, method: string, json: string): Promise<number> {
  const input = await inputOf(json);
  await core.ready;
  return printAnswer(await core.call(method, input));
}

const MARKS = { ok: 'ok     ', warning: 'warning', failed: 'FAILED ' } as const;

async function doctor(call: Caller, deep: boolean): Promise<number> {
  await workspacesUp(call);
  const { healthy, checks } = await call('doctor.run', { deep });
  for (const { name, state, message } of checks) process.stdout.write(`${MARKS[state]}  ${name}: ${message}\n`);
  return healthy ? EXIT.ok : EXIT.failed;
}
