/**
 * Calls that are under way for one client (a window or a browser session), by the id that the client chose. Ids of one
 * client say nothing about another's, so nobody can cancel a foreign call.
 */
import type { Answer } from '../../shared/envelope.ts';
import type { CoreHost } from './core-host.ts';
import { fail } from './worker-lane.ts';

const ID = /^[\w:.-]{1,100}$/;
const METHOD = /^[\w.]{1,100}$/;
/** Far above what a window does; stops a runaway client from filling the memory. */
const MOST_AT_ONCE = 1_000;

export class ClientCalls {
  readonly #core: Pick<CoreHost, 'call'>;
  readonly #running = new Map<string, AbortController>();

  constructor(core: Pick<CoreHost, 'call'>) {
    this.#core = core;
  }

  /** Checks the frame of the call (its input is the core's to check) and passes it on. Always resolves. */
  async call(id: unknown, method: unknown, input: unknown): Promise<Answer<unknown>> {
    if (typeof id !== 'string' || !ID.test(id))
      return fail('invalid_input', 'A call needs an "id" of 1 to 100 letters, digits, "-", "_", "." or ":".', false);
    if (typeof method !== 'string' || !METHOD.test(method))
      return fail('invalid_input', 'A call needs a "method", for example "calendars.list".', false);
    if (this.#running.has(id))
      return fail('invalid_input', 'A call with this "id" is still under way. Use a fresh one.', false);
    if (this.#running.size >= MOST_AT_ONCE)
      return fail('rate_limited', 'Too many calls are under way. Wait for some of them to be answered.', true, 1_000);
    const controller = new AbortController();
    this.#running.set(id, controller);
    const answer = await this.#core.call(method, input, controller.signal);
    this.#running.delete(id);
    return answer;
  }

  /** Gives up a call; unknown ids are ignored. */
  cancel(id: unknown): void {
    if (typeof id === 'string') this.#running.get(id)?.abort();
  }

  /** The client is gone. */
  cancelAll(): void {
    for (const controller of this.#running.values()) controller.abort();
  }
}
