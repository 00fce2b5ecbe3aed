import type { Log } from '../core/deps.ts';

/**
 * Writes what killed this worker to the log before the thread ends; the host starts another one. The log redacts; the
 * console output of the process does not see the text.
 */
export function logCrashes(name: string, log: Log): void {
  const die = (thrown: unknown): void => {
    const reason = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    log.write('error', `the ${name} crashed`, { reason });
    process.exit(70);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
}
