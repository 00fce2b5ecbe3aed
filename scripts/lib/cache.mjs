/** What the scripts remember between runs (`.cache/`), and the lock that keeps two runs out of each other's way. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT, say } from './process.mjs';

const CACHE = join(ROOT, '.cache');
const DAY_MS = 86_400_000;

/** True when `what` failed here within the last day, so that trying again would only cost time. */
export function failedToday(what) {
  try {
    const at = Number(readFileSync(join(CACHE, `${what}.failed`), 'utf8'));
    return Date.now() - at < DAY_MS;
  } catch {
    return false;
  }
}

/** Remembers that `what` failed now. */
export function rememberFailure(what) {
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(join(CACHE, `${what}.failed`), String(Date.now()));
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function holder(lock) {
  try {
    return Number(readFileSync(join(lock, 'pid'), 'utf8'));
  } catch {
    // Between mkdir and the writing of the pid, or left by a crash at that moment.
    return null;
  }
}

/**
 * Runs `body` while no other script of this repository holds the lock `name`. A lock whose owner has died is taken
 * over.
 */
export async function withLock(name, body) {
  const lock = join(CACHE, `${name}.lock`);
  mkdirSync(CACHE, { recursive: true });
  for (let waited = 0; ; waited += 1) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const pid = holder(lock);
    if (pid === null ? waited >= 10 : !alive(pid)) {
      rmSync(lock, { recursive: true, force: true });
      continue;
    }
    if (waited === 1) say(`waiting for another run (process ${pid ?? 'unknown'}) to finish its ${name}`);
    await sleep(500);
  }
  const release = () => rmSync(lock, { recursive: true, force: true });
  writeFileSync(join(lock, 'pid'), String(process.pid));
  process.once('exit', release);
  try {
    return await body();
  } finally {
    process.off('exit', release);
    release();
  }
}
