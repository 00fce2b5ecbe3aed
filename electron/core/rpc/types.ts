/** Types of handlers; the mapped types make a missing handler a type error. */
import type { EngineMethod, MethodName, Output, ParsedInput, ReplicaMethod } from '../../../shared/contract.ts';

export interface CallContext {
  readonly signal: AbortSignal;
  readonly correlationId: string;
}

export type Handler<M extends MethodName> = (
  input: ParsedInput<M>,
  context: CallContext,
) => Output<M> | Promise<Output<M>>;

export type ReplicaHandlers = { readonly [M in ReplicaMethod]: Handler<M> };
export type EngineHandlers = { readonly [M in EngineMethod]: Handler<M> };
