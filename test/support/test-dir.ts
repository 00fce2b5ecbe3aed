/** The temporary folder of the running vitest test. */
import { onTestFinished } from 'vitest';
import { makeTempDir } from './temp-dir.ts';

/** Path of a fresh folder that is deleted when the running test ends. Call it inside a test, not around it. */
export function testDir(name?: string): string {
  const dir = makeTempDir(name);
  onTestFinished(() => dir.remove());
  return dir.path;
}
