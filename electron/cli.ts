/** Command line: `sync --once`, `doctor`, `demo` and any method of the contract. */
import { parseHostArguments, UsageError } from './shell/arguments.ts';
import { endProcess, EXIT } from './shell/exit.ts';
import { endWithReason } from './shell/web-host.ts';

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
  endWithReason(error);
}
