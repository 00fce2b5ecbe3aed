import { parentPort } from 'node:worker_threads';

parentPort?.postMessage({ type: 'failed', reason: 'no free port' });
