/** Validates a call against the contract, runs its handler and answers in the envelope. Never throws. */
import { contract, isMethod } from '../../../shared/contract.ts';
import type { MethodName } from '../../../shared/contract.ts';
import { toCallError } from '../../../shared/envelope.ts';
import type { Answer, CallError } from '../../../shared/envelope.ts';
import type { Log } from '../deps.ts';
import type { CallContext, Handler } from './types.ts';

/** The handlers of one lane; both lanes together cover the contract. */
export type HandlerTable = { readonly [M in MethodName]?: Handler<M> };

/** zod would write a parser and have it compiled first, which takes longer than reading these small inputs. */
const PARSE = { jitless: true } as const;

export interface Dispatcher {
  call(id: string, method: string, input: unknown): Promise<Answer<unknown>>;
  cancel(id: string): void;
  cancelAll(): void;
}

/** `translate` turns this process's own exceptions (API, storage) into CallboardErrors before they are answered. */
export function createDispatcher(
  handlers: HandlerTable,
  log: Log,
  translate: (thrown: unknown) => unknown,
): Dispatcher {
  const running = new Map<string, AbortController>();

  return {
    async call(id, method, input) {
      if (!isMethod(method)) return refuse(id, `There is no method "${method.slice(0, 80)}".`);
      // The table is typed per method; one lookup by a union of names loses that, the contract's parse restores it.
      const handler = handlers[method] as ((input: unknown, context: CallContext) => unknown) | undefined;
      if (handler === undefined) return refuse(id, `"${method}" is not answered here.`);
      const parsed = contract[method].input().safeParse(input, PARSE);
      if (!parsed.success) {
        const issue = parsed.error.issues[0];
        const field = issue === undefined ? '' : issue.path.map(String).join('.');
        return refuse(
          id,
          `"${method}" was called with an input it cannot take${field === '' ? '' : `: see "${field}"`}.`,
          field,
        );
      }
      const controller = new AbortController();
      running.set(id, controller);
      try {
        const value = await handler(parsed.data, { signal: controller.signal, correlationId: id });
        return { ok: true, value };
      } catch (thrown) {
        const error = toCallError(translate(thrown), id);
        if (error.code === 'internal') {
          log.write('error', `${method} failed unexpectedly`, {
            correlationId: id,
            error: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
          });
        }
        return { ok: false, error };
      } finally {
        running.delete(id);
      }
    },
    cancel(id) {
      running.get(id)?.abort();
    },
    cancelAll() {
      for (const controller of running.values()) controller.abort();
    },
  };
}

function refuse(correlationId: string, message: string, field = ''): { ok: false; error: CallError } {
  return {
    ok: false,
    error: {
      code: 'invalid_input',
      message,
      retryable: false,
      ...(field === '' ? {} : { details: { field } }),
      correlationId,
    },
  };
}
