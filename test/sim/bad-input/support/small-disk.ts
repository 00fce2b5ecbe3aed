/**
 * A disk of a few megabytes: a tmpfs, the only way to meet a full or read-only disk for real (as root, permissions hold
 * nobody back). Needs root and Linux.
 */
import { spawnSync } from 'node:child_process';
import { makeTempDir } from '../../../support/temp-dir.ts';

export interface SmallDisk {
  readonly path: string;
  setReadOnly(readOnly: boolean): void;
  remove(): void;
}

function mountCommand(args: readonly string[], path: string): boolean {
  return spawnSync('mount', [...args, path], { stdio: 'ignore' }).status === 0;
}

/** Null where this process may not mount. The caller removes it. */
export function makeSmallDisk(megabytes: number): SmallDisk | null {
  const dir = makeTempDir('disk');
  if (process.platform !== 'linux' || !mountCommand(['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs'], dir.path)) {
    dir.remove();
    return null;
  }
  return {
    path: dir.path,
    setReadOnly(readOnly) {
      if (!mountCommand(['-o', `remount,${readOnly ? 'ro' : 'rw'}`], dir.path))
        throw new Error(`${dir.path} could not be made ${readOnly ? 'read-only' : 'writable'}.`);
    },
    remove() {
      // Lazy: a file that is still open must not keep the test from ending.
      spawnSync('umount', ['-l', dir.path], { stdio: 'ignore' });
      dir.remove();
    },
  };
}

/** Why the tests on such disks are skipped here; null where they run. */
export function whyNoSmallDisk(): string | null {
  const disk = makeSmallDisk(1);
  disk?.remove();
  return disk === null ? 'mounting a tmpfs needs root on Linux' : null;
}
