/** Worker entry of the core. */
import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from './core/clock.ts';
import { startCore } from './core/index.ts';
import { createFileLog, Redactor } from './core/log.ts';
import { connectHostPort } from './shell/host-port.ts';
import { logCrashes } from './shell/log-crashes.ts';
import type { WorkerData } from './shell/worker-data.ts';

if (parentPort === null) throw new Error('core-worker runs as a worker thread only.');
// The only sender is core-host.ts, which is typed with the same interface.
const { dataDir, host, limits } = workerData as WorkerData;
const redactor = new Redactor();
const log = createFileLog(dataDir, systemClock, redactor);
logCrashes('core', log);
const { secrets, training, notify } = connectHostPort(parentPort);
startCore(
  {
    dataDir,
    clock: systemClock,
    random: Math.random,
    secrets,
    training,
    log,
    notify,
    host,
    remember: (secret) => redactor.add(secret),
    ...(limits === undefined ? {} : { limits }),
  },
  parentPort,
);
