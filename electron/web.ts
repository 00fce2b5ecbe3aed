/** Web host: serves the console on 127.0.0.1 for machines without an Electron binary or a display. */
import { parseHostArguments, UsageError } from './shell/arguments.ts';
import { endProcess, EXIT } from './shell/exit.ts';
import { endWithReason, runWebHost } from './shell/web-host.ts';

const USAGE = 'Usage: web [--data-dir FOLDER] [--port NUMBER] [--no-open]';

try {
  const args = parseHostArguments(process.argv.slice(2));
  if (args.help) {
    process.stdout.write(`${USAGE}\n`);
    endProcess(EXIT.ok, true);
  }
  await runWebHost({ entry: import.meta.url, args });
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n${USAGE}\n`);
    endProcess(EXIT.usage, true);
  }
  endWithReason(error);
}
