import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeInstanceLock } from '../../electron/core/instance-lock.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'callboard-lock-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe('the instance lock', () => {
  it('is given once and again after its release', () => {
    const first = takeInstanceLock(dataDir);
    expect(first).not.toBeNull();
    expect(takeInstanceLock(dataDir)).toBeNull();
    first?.release();
    const second = takeInstanceLock(dataDir);
    expect(second).not.toBeNull();
    second?.release();
  });

  it('is refused while another process holds it and free as soon as that process was killed', async () => {
    const lockModule = new URL('../../electron/core/instance-lock.ts', import.meta.url).href;
    const holder = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `const { takeInstanceLock } = await import(${JSON.stringify(lockModule)});
       globalThis.lock = takeInstanceLock(${JSON.stringify(dataDir)});
       process.stdout.write('held');
       setInterval(() => {}, 1000);`,
    ]);
    await once(holder.stdout, 'data');
    expect(takeInstanceLock(dataDir)).toBeNull();
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const mine = takeInstanceLock(dataDir);
    expect(mine).not.toBeNull();
    mine?.release();
  });
});
