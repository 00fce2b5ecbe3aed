/** Worker entry of the reader. */
import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from './core/clock.ts';
import { createFileLog, Redactor } from './core/log.ts';
import { startReader } from './core/reader.ts';
import { logCrashes } from './shell/log-crashes.ts';
import type { WorkerData } from './shell/worker-data.ts';

if (parentPort === null) throw new Error('reader-worker runs as a worker thread only.');
// The only sender is core-host.ts, which is typed with the same interface.
const { dataDir } = workerData as WorkerData;
const log = createFileLog(dataDir, systemClock, new Redactor());
logCrashes('reader', log);
startReader({ dataDir, clock: systemClock, log }, parentPort);
