/** Temporary folders: one per test, so that tests share no state and leave nothing behind. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TempDir {
  readonly path: string;
  /** Deletes the folder and everything in it. Idempotent. */
  remove(): void;
}

/** Makes an empty folder (mode 0700) below the system's temporary folder. The caller removes it. */
export function makeTempDir(name = 'test'): TempDir {
  const path = mkdtempSync(join(tmpdir(), `callboard-${name}-`));
  return {
    path,
    // Retries: a process that is just ending may still hold a file for a moment.
    remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }),
  };
}
