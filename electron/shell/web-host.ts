/** A whole web host: core, server, one printed line, and a clean end on a signal. */
import type { HostArguments } from './arguments.ts';
import { startCoreHost } from './core-host.ts';
import type { CoreHost } from './core-host.ts';
import { dataDirOf } from './data-dir.ts';
import { endProcess, EXIT } from './exit.ts';
import { hostInfo } from './host-info.ts';
import { createKeychain } from './keychain.ts';
import { hasDisplay, openBrowser } from './open-browser.ts';
import { rehearseQuestions, rehearseRequest } from './rehearsal.ts';
import { startWebServer } from './web-server.ts';
import { rendererBeside, workersBeside } from './worker-data.ts';
import { StartError } from './start-error.ts';

export interface WebHostOptions {
  /** `import.meta.url` of the entry file: workers and renderer lie beside it. */
  readonly entry: string;
  readonly args: HostArguments;
  /** Runs when the core serves, before the address is printed. */
  readonly prepare?: (core: CoreHost) => Promise<void>;
}

/** Runs until SIGINT or SIGTERM, then ends the process. Rejects where it cannot start. */
export async function runWebHost({ entry, args, prepare }: WebHostOptions): Promise<void> {
  const dataDir = dataDirOf(args.dataDir);
  const core = startCoreHost({
    dataDir,
    host: hostInfo('web'),
    workers: workersBeside(entry),
    secrets: createKeychain({ dataDir }),
  });
  try {
    const server = await startWebServer({ core, renderer: rendererBeside(entry), port: args.port }).catch(
      (error: unknown) => {
        throw new StartError('internal', portTrouble(error, args.port));
      },
    );
    endOnSignal(async () => {
      await server.close();
      return core.stop();
    });
    await core.ready;
    await prepare?.(core);
    process.stdout.write(`Callboard: ${server.address}\n`);
    rehearseRequest(server.origin);
    rehearseQuestions(core, Date.now());
    if (args.open && hasDisplay(process.platform, process.env)) openBrowser(server.address, process.platform);
  } catch (error) {
    await core.stop();
    throw error;
  }
}

/** Ends cleanly on the first signal; a second one ends at once. */
export function endOnSignal(stop: () => Promise<boolean>): void {
  let ending = false;
  const end = (): void => {
    if (ending) endProcess(EXIT.failed, false);
    ending = true;
    stop().then(
      (threadsGone) => endProcess(EXIT.ok, threadsGone),
      () => endProcess(EXIT.failed, false),
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

/** Prints why the host could not start, in one line, and ends with the status that belongs to it. */
export function endWithReason(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Callboard: ${message}\n`);
  return endProcess(error instanceof StartError ? EXIT[error.code] : EXIT.failed, true);
}

function portTrouble(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use by another program. Choose another one with --port, or leave it out.`;
  if (code === 'EACCES')
    return `This account may not use port ${port}. Choose one above 1023 with --port, or leave it out.`;
  return `The console cannot be served on port ${port} (${code || 'unknown reason'}).`;
}
