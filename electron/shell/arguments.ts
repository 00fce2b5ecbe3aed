/** Command-line arguments that all hosts share. */
import { parseArgs } from 'node:util';

/** The command line cannot be understood; the message says why. */
export class UsageError extends Error {}

export interface HostArguments {
  readonly dataDir: string | undefined;
  /** TCP port of the web host; 0 takes any. */
  readonly port: number;
  readonly open: boolean;
  readonly help: boolean;
  /** Flags of single commands. */
  readonly once: boolean;
  readonly deep: boolean;
  readonly positionals: readonly string[];
}

/** Reads `args` (without node and script). Throws UsageError. */
export function parseHostArguments(args: readonly string[]): HostArguments {
  const { values, positionals } = parsed(args);
  return {
    dataDir: values['data-dir'],
    port: portOf(values.port),
    open: values['no-open'] !== true,
    help: values.help === true,
    once: values.once === true,
    deep: values.deep === true,
    positionals,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'data-dir': { type: 'string' },
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        once: { type: 'boolean' },
        deep: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function portOf(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new UsageError(`--port takes a number from 0 to 65535, not "${text}".`);
  return port;
}
