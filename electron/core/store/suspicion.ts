/**
 * A reader that meets damage leaves a mark beside the file; the writer looks for it, checks, and rebuilds. A mark in the
 * file system, because the two live in different threads and the one that fails may be the only one that looks.
 */
import { closeSync, existsSync, openSync, rmSync } from 'node:fs';

const markPath = (path: string): string => `${path}.suspected`;

export const isSuspected = (path: string): boolean => existsSync(markPath(path));

export function suspect(path: string): void {
  try {
    closeSync(openSync(markPath(path), 'w', 0o600));
  } catch {
    // Where no mark can be left, the verification in idle time finds the damage.
  }
}

export function clearSuspicion(path: string): void {
  rmSync(markPath(path), { force: true });
}
