/**
 * Keeps what V8 made of the program's text, so that the next start need not read it all again (3 ms of the 20 that a question
 * on the command line takes beyond Node itself). Who can write to the cache can run code as this user, so it lies in the data
 * folder and nowhere shared, and is used only where nobody else can reach it. Without it everything works, a little later.
 */
import { lstatSync, mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { dirname, join } from 'node:path';

/** Never throws; a folder that cannot be written to, or that others can change, gets no cache. `dataDir` is a real path. */
export function keepCodeCache(dataDir: string): void {
  try {
    const folder = join(dataDir, 'code-cache');
    if (!onlyOursToChange(dataDir)) return;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (onlyOursToChange(folder)) enableCompileCache(folder);
  } catch {
    // A read-only or full disk is for the store to report.
  }
}

const OTHERS_MAY_WRITE = 0o022;
const STICKY = 0o1000;

/**
 * True when this user alone decides what lies at `path`: the folder itself, and each one above it, where another user could
 * otherwise put a different folder in its place. In a sticky folder (/tmp) they cannot. Windows has no such bits: false.
 */
export function onlyOursToChange(path: string): boolean {
  const user = process.geteuid?.();
  if (user === undefined) return false;
  const self = lstatSync(path);
  if (!self.isDirectory() || self.uid !== user || (self.mode & OTHERS_MAY_WRITE) !== 0) return false;
  for (let below = path, at = dirname(path); at !== below; below = at, at = dirname(at)) {
    const { uid, mode } = lstatSync(at);
    if (uid !== user && uid !== 0) return false;
    if ((mode & OTHERS_MAY_WRITE) !== 0 && (mode & STICKY) === 0) return false;
  }
  return true;
}
