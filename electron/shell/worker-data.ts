/** What a host hands to its workers when it starts them. Plain values only: they are cloned into the thread. */
import type { HostInfo, LimitOverrides } from '../core/deps.ts';

export interface WorkerData {
  readonly dataDir: string;
  readonly host: HostInfo;
  /** For benchmarks and simulations only. */
  readonly limits?: LimitOverrides;
}

/** Files of the three workers. */
export interface WorkerFiles {
  readonly core: URL;
  readonly reader: URL;
  readonly simulator: URL;
}

/**
 * The workers that stand beside a host's entry file: `.ts` when run from source, `.js` in the build.
 * `entry` is the entry's `import.meta.url`.
 */
export function workersBeside(entry: string): WorkerFiles {
  const extension = entry.endsWith('.ts') ? '.ts' : '.js';
  const file = (name: string): URL => new URL(`./${name}${extension}`, entry);
  return { core: file('core-worker'), reader: file('reader-worker'), simulator: file('simulator-worker') };
}

/** The folder of the built renderer, seen from a host's entry file, with a trailing slash. */
export function rendererBeside(entry: string): URL {
  return new URL(entry.endsWith('.ts') ? '../out/renderer/' : '../renderer/', entry);
}
