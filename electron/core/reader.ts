/** The reader: answers the contract's replica questions on a read-only connection in a thread of its own. */
import type { FromWorker, ToWorker } from '../../shared/channels.ts';
import { toCallError } from '../../shared/envelope.ts';
import { abortError } from './clock.ts';
import { databasePath } from './data-folder.ts';
import type { Clock, Log } from './deps.ts';
import { createDispatcher } from './rpc/dispatch.ts';
import { createReplicaHandlers } from './rpc/handlers/replica.ts';
import { canRead, openReader, StoreOpenError } from './store/index.ts';
import type { Reader } from './store/types.ts';
import { translateError } from './translate-error.ts';

/** The part of a MessagePort that the workers need. */
export interface Port {
  postMessage(message: FromWorker): void;
  on(event: 'message', listener: (message: ToWorker) => void): unknown;
}

export interface ReaderDeps {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Serves until `stop`. Where there is no readable database yet (first run, migration under way, damage), questions wait for
 * the core's `reopen`.
 */
export function startReader(deps: ReaderDeps, port: Port): void {
  const path = databasePath(deps.dataDir);
  let reader: Reader | null = null;
  /** Questions that came before there was a readable file, by call id. */
  const waiting = new Map<string, () => void>();

  const open = (): void => {
    reader?.close();
    reader = null;
    if (!canRead(path)) return;
    try {
      reader = openReader(path, { log: deps.log });
    } catch (error) {
      if (!(error instanceof StoreOpenError) || error.kind !== 'damaged') throw error;
      // The core rebuilds the file and then says `reopen`; until then the questions wait.
      deps.log.write('warn', 'the reader waits for the damaged database to be rebuilt', { reason: error.message });
      return;
    }
    const runs = [...waiting.values()];
    waiting.clear();
    for (const run of runs) run();
  };
  const current = (): Reader => {
    if (reader === null) throw new Error('The reader is closed.');
    return reader;
  };
  const dispatcher = createDispatcher(createReplicaHandlers(current, deps.clock), deps.log, translateError);
  const answer = (id: string, method: string, input: unknown): void => {
    void dispatcher.call(id, method, input).then((reply) => port.postMessage({ type: 'reply', id, answer: reply }));
  };

  port.on('message', (message) => {
    switch (message.type) {
      case 'call':
        // The file may have become readable meanwhile.
        if (reader === null) open();
        if (reader === null) waiting.set(message.id, () => answer(message.id, message.method, message.input));
        else answer(message.id, message.method, message.input);
        break;
      case 'cancel':
        if (waiting.delete(message.id)) {
          const error = toCallError(abortError(), message.id);
          port.postMessage({ type: 'reply', id: message.id, answer: { ok: false, error } });
        } else dispatcher.cancel(message.id);
        break;
      case 'reopen':
        open();
        break;
      case 'stop':
        reader?.close();
        reader = null;
        port.postMessage({ type: 'stopped' });
        break;
      case 'power':
      case 'port-reply':
        break;
    }
  });

  open();
  port.postMessage({ type: 'ready' });
}
