/** Command line: `sync --once`, `doctor`, `demo` and any method of the contract. */
import { parseHostArguments, UsageError } from './shell/arguments.ts';
import { endProcess, EXIT } from './shell/exit.ts';
import { rpcFromFile } from './shell/cli/rpc.ts';

async function run(): Promise<void> {
  const args = parseHostArguments(process.argv.slice(2));
  if (args.help) {
    const { helpText } = await import('./shell/cli/help.ts');
    process.stdout.write(helpText());
    return endProcess(EXIT.ok, true);
  }
  if (args.positionals[0] === 'demo') {
    const { runDemo } = await import('./shell/cli/demo.ts');
    return runDemo(import.meta.url, args);
  }
  const status = await rpcFromFile(args);
  if (status !== null) return endProcess(status, true);
  const { runCommand } = await import('./shell/cli/run.ts');
  return runCommand(import.meta.url, args);
}

try {
  await run();
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\nSee --help.\n`);
    endProcess(EXIT.usage, true);
  }
  const { endWithReason } = await import('./shell/web-host.ts');
  endWithReason(error);
}
