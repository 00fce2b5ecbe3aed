/** Runs the built-in Recall simulator in a worker of its own, so that training mode costs the window nothing. */
import { Worker } from 'node:worker_threads';
import { CallboardError } from '../../shared/envelope.ts';
import type { TrainingHost, TrainingWorkspace } from '../core/deps.ts';

/** Simulator worker → host. */
export type FromSimulator =
  | { readonly type: 'started'; readonly workspaces: readonly TrainingWorkspace[] }
  | { readonly type: 'failed'; readonly reason: string };

/** The thread is started on the first `start` and ended by `stop`. */
export function createTrainingHost(file: URL): TrainingHost {
  let running: { readonly worker: Worker; readonly workspaces: Promise<readonly TrainingWorkspace[]> } | null = null;

  const begin = (): Promise<readonly TrainingWorkspace[]> => {
    const worker = new Worker(file, { name: 'simulator' });
    const started = Promise.withResolvers<readonly TrainingWorkspace[]>();
    const broken = (reason: string): void => {
      if (running?.worker === worker) running = null;
      started.reject(
        new CallboardError('internal', `The training simulator did not start: ${reason}`, { retryable: true }),
      );
    };
    worker.on('message', (message: FromSimulator) => {
      if (message.type === 'started') started.resolve(message.workspaces);
      else broken(message.reason);
    });
    worker.on('error', (error: Error) => broken(error.message));
    worker.on('exit', () => broken('it ended early.'));
    running = { worker, workspaces: started.promise };
    return started.promise;
  };

  return {
    start: () => running?.workspaces ?? begin(),
    async stop() {
      const current = running;
      running = null;
      await current?.worker.terminate();
    },
  };
}
