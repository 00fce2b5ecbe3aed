/**
 * The window's one way to the core: typed calls, cancellation and news of what became stale. Carried by
 * `window.callboard` (Electron's preload) where there is one, else by HTTP and server-sent events of the web host.
 * Types only from the contract: zod never runs in the window.
 */
import type { StaleEvent } from '../../shared/channels.ts';
import type { CommandId } from '../../shared/commands.ts';
import type { Input, MethodName, Output } from '../../shared/contract.ts';
import type { CallError } from '../../shared/envelope.ts';
import { openTransport, type Connection } from './transport.ts';

/** A call that the core answered with an error; `error.message` is for people and says what to do. */
export class CallFailure extends Error {
  readonly error: CallError;

  constructor(error: CallError) {
    super(error.message);
    this.name = 'CallFailure';
    this.error = error;
  }
}

export interface CallOptions {
  /** Aborting tells the core to stop; the promise rejects with code `cancelled`. */
  readonly signal?: AbortSignal;
}

const transport = openTransport();

/** Tells this page's calls from those of the browser's other tabs. No secret, and `crypto` takes 5 ms to begin. */
const PAGE = Math.random().toString(36).slice(2);
let calls = 0;

function nextId(): string {
  calls += 1;
  return `${PAGE}-${calls}`;
}

/**
 * Calls one method of the contract. Rejects with {@link CallFailure} and nothing else.
 */
export async function call<M extends MethodName>(
  method: M,
  input: Input<M>,
  options: CallOptions = {},
): Promise<Output<M>> {
  const { signal } = options;
  if (signal?.aborted === true) throw cancelled();
  const id = nextId();
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => {
    transport.cancel(id);
    aborted.reject(cancelled());
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const answer = await Promise.race([transport.call(id, method, input), aborted.promise]);
    if (!answer.ok) throw new CallFailure(answer.error);
    // The handlers of the core are typed by the same contract, and nothing else answers on this channel.
    return answer.value as Output<M>;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

/** The number of the last event that is older than everything this page asked; null: not known. */
export const heardUpTo: number | null = transport.heardUpTo;

/** Hears what became stale. Returns the function that stops listening. */
export function onStale(listener: (event: StaleEvent) => void): () => void {
  return transport.onEvent(listener);
}

/** Hears the ids of commands that were chosen outside the window's page (the application menu). */
export function onCommand(listener: (command: CommandId) => void): () => void {
  return transport.onCommand(listener);
}

/** Whether the core can be heard: `lost` while the web host does not answer; always `open` in Electron. */
export function connectionNow(): Connection {
  return transport.connection();
}

/** Hears changes of {@link connectionNow}. */
export function onConnection(listener: () => void): () => void {
  return transport.onConnection(listener);
}

function cancelled(): CallFailure {
  return new CallFailure({
    code: 'cancelled',
    message: 'The call was cancelled.',
    retryable: true,
    correlationId: 'window',
  });
}
