/** A worker that speaks the core's protocol and does on request what a broken core would do. */
import { parentPort, threadName, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { FromWorker, ToWorker } from '../../../shared/channels.ts';
import { connectHostPort } from '../../../electron/shell/host-port.ts';
import type { WorkerData } from '../../../electron/shell/worker-data.ts';

if (parentPort === null) throw new Error('runs as a worker only');
const port = parentPort;
const post = (message: FromWorker): void => port.postMessage(message);
const { dataDir } = workerData as WorkerData;
const { secrets, training, notify } = connectHostPort(port);
const waiting = new Set<string>();

const reply = (id: string, value: unknown): void => post({ type: 'reply', id, answer: { ok: true, value } });
const replyWith = (id: string, promise: Promise<unknown>): void => {
  promise.then(
    (value) => reply(id, value),
    (error: unknown) => reply(id, { refused: error instanceof Error ? error.message : String(error) }),
  );
};
const fieldOf = (input: unknown, name: string): unknown =>
  typeof input === 'object' && input !== null ? new Map(Object.entries(input)).get(name) : undefined;

function serve(id: string, method: string, input: unknown): void {
  switch (method) {
    case 'test.wait':
      waiting.add(id);
      break;
    case 'test.crash':
      process.exit(1);
      break;
    case 'test.throw':
      throw new Error('a bug');
    case 'test.block':
      // One statement of many seconds: nothing can interrupt it from outside.
      post({ type: 'event', event: { seq: 1, topic: 'app', workspaceId: null } });
      new Database(':memory:')
        .prepare('WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 60000000) SELECT max(x) FROM c')
        .get();
      break;
    case 'test.emit':
      post({ type: 'event', event: { seq: Number(fieldOf(input, 'seq')), topic: 'events', workspaceId: 1 } });
      reply(id, null);
      break;
    case 'test.storeChanged':
      post({ type: 'store-changed' });
      reply(id, null);
      break;
    case 'test.keep':
      replyWith(
        id,
        secrets.set('a', 'b').then(() => secrets.get('a')),
      );
      break;
    case 'test.keychain':
      replyWith(id, secrets.state());
      break;
    case 'test.notify':
      notify({ title: 'ACME', body: '3 calendars disconnected', route: '#/calendars' });
      reply(id, null);
      break;
    case 'test.train':
      replyWith(id, training.start());
      break;
    case 'test.unknownPort':
      port.postMessage({ type: 'port-call', id: `x${id}`, method: 'files.read', input: { path: '/etc/passwd' } });
      pendingUnknown.set(`x${id}`, id);
      break;
    default:
      reply(id, { lane: threadName, id, method, input, reopened });
  }
}

const pendingUnknown = new Map<string, string>();
let reopened = 0;

port.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'call':
      serve(message.id, message.method, message.input);
      break;
    case 'cancel':
      if (waiting.delete(message.id)) {
        post({
          type: 'reply',
          id: message.id,
          answer: {
            ok: false,
            error: { code: 'cancelled', message: 'cancelled', retryable: true, correlationId: 'c' },
          },
        });
      }
      break;
    case 'reopen':
      reopened += 1;
      break;
    case 'power':
      post({ type: 'event', event: { seq: message.state === 'resume' ? 2 : 1, topic: 'sync', workspaceId: null } });
      break;
    case 'port-reply': {
      const call = pendingUnknown.get(message.id);
      if (call !== undefined) reply(call, message.answer);
      break;
    }
    case 'stop':
      post({ type: 'stopped' });
      break;
  }
});

if (dataDir === 'fail' && threadName === 'core')
  post({ type: 'failed', code: 'already_running', message: 'Callboard is already running.' });
else if (dataDir === 'die' && threadName === 'core') process.exit(3);
else post({ type: 'ready' });
