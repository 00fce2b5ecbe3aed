/** Starts the built web host as a process of its own, as `npm start` does. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The repository's root. */
export const ROOT = join(import.meta.dirname, '..', '..');
const WEB_HOST = join(ROOT, 'out', 'main', 'web.js');
/** How long a cold start may take on a busy machine, ms. */
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 10_000;

/**
 * Keeps hosts under test away from the keychain of whoever runs the tests (Linux): there is no D-Bus at this address, so
 * that the console finds no keychain and secrets stay in memory once that was agreed to.
 */
export const NO_KEYCHAIN: Readonly<Record<string, string>> = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };

export interface WebHostProcess {
  /** The one-time address that signs a browser in. */
  readonly url: string;
  readonly origin: string;
  readonly pid: number;
  /** What the process printed so far, both streams. */
  output(): string;
  /** Ends the process (SIGTERM) and resolves to its exit code; null when a signal ended it. Idempotent. */
  stop(): Promise<number | null>;
}

export interface WebHostOptions {
  readonly dataDir: string;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Starts `out/main/web.js` on a port of the system's choice and resolves once it printed its address.
 * Rejects with everything it printed when it exits or stays silent instead.
 */
export async function startWebHost({ dataDir, env = {} }: WebHostOptions): Promise<WebHostProcess> {
  const child = spawn(process.execPath, [WEB_HOST, '--data-dir', dataDir, '--port', '0', '--no-open'], {
    cwd: ROOT,
    env: { ...process.env, ...NO_KEYCHAIN, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const fail = (what: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`${what}\n${output}`));
    };
    const timer = setTimeout(() => fail('The web host printed no address.'), START_LIMIT_MS);
    const read = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      const found = /Callboard: (http:\/\/127\.0\.0\.1:\d+\/\S*)/.exec(output)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`The web host exited with code ${String(code)}.`));
  });
  return {
    url,
    origin: new URL(url).origin,
    pid: child.pid ?? -1,
    output: () => output,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
        await exited;
        clearTimeout(timer);
      }
      return child.exitCode;
    },
  };
}
