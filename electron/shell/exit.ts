/** How the process ends: one status per cause, and an end in time even when a thread cannot be stopped. */
import type { StartFailure } from '../../shared/channels.ts';

/** Exit statuses of all hosts. 1 is a command that failed. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  data_folder: 3,
  already_running: 4,
  newer_database: 5,
  storage: 6,
  internal: 70,
} as const satisfies Readonly<Record<StartFailure | 'ok' | 'failed' | 'usage', number>>;

/**
 * Ends the process. `threadsGone` false means that a thread sits in a call that nothing can interrupt (one long SQLite
 * statement, a keychain that does not answer): process.exit would wait for it, perhaps for ever, so the process is killed
 * instead, which SQLite survives by design (promise R1).
 */
export function endProcess(status: number, threadsGone: boolean): never {
  if (!threadsGone) process.kill(process.pid, 'SIGKILL');
  process.exit(status);
}
