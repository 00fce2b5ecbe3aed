/** Worker entry of training mode: the simulator on a loopback port of its own. */
import { parentPort } from 'node:worker_threads';
import type { FromSimulator } from './shell/training-host.ts';
import { startSimulator } from './simulator/index.ts';

/** The same world at every start, so that the replica of a training workspace stays valid. */
const TRAINING_SEED = 20_251_120;
/** Shorter than Recall's own: who explores does not want to wait for every calendar that connects (ms). */
const TRAINING_ATTEMPT_MS = { from: 2_000, to: 10_000 };

const port = parentPort;
if (port === null) throw new Error('simulator-worker runs as a worker thread only.');
try {
  const simulator = await startSimulator({
    seed: TRAINING_SEED,
    limits: { enforce: true },
    attemptMs: TRAINING_ATTEMPT_MS,
  });
  const workspaces = simulator.workspaces.map(({ name, baseUrl, apiKey, colour }) => ({
    name,
    baseUrl,
    apiKey,
    colour,
  }));
  port.postMessage({ type: 'started', workspaces } satisfies FromSimulator);
} catch (error) {
  port.postMessage({
    type: 'failed',
    reason: error instanceof Error ? error.message : String(error),
  } satisfies FromSimulator);
}
