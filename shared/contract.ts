/**
 * The contract: every question and every change that a window, the CLI or a test can put to the core. Types,
 * dispatch, client and documentation derive from this one object; a missing handler is a type error.
 *
 * `kind`: a query changes nothing anywhere, a mutation may. `lane`: `replica` questions are answered from SQLite by
 * the reader (its own thread and connection, so that they never wait for a write); `engine` calls run in the core,
 * which syncs, writes and speaks to Recall.
 */
import type * as z from 'zod/mini';
import { actionsMethods } from './contract/actions.ts';
import { appMethods } from './contract/app.ts';
import { calendarsMethods } from './contract/calendars.ts';
import { eventsMethods } from './contract/events.ts';
import { triageMethods } from './contract/triage.ts';
import { workspacesMethods } from './contract/workspaces.ts';

export const contract = {
  ...appMethods,
  ...workspacesMethods,
  ...calendarsMethods,
  ...eventsMethods,
  ...triageMethods,
  ...actionsMethods,
} as const;

export type Contract = typeof contract;
export type MethodName = keyof Contract;
/** What a caller passes. */
export type Input<M extends MethodName> = z.input<ReturnType<Contract[M]['input']>>;
/** What a handler receives, after validation. */
export type ParsedInput<M extends MethodName> = z.output<ReturnType<Contract[M]['input']>>;
export type Output<M extends MethodName> = z.output<ReturnType<Contract[M]['output']>>;
/** Names of the methods that the reader answers. */
export type ReplicaMethod = { [M in MethodName]: Contract[M]['lane'] extends 'replica' ? M : never }[MethodName];
/** Names of the methods that the core answers. */
export type EngineMethod = Exclude<MethodName, ReplicaMethod>;

/** True for a name in the contract; narrows untrusted strings. */
export function isMethod(name: string): name is MethodName {
  return Object.hasOwn(contract, name);
}
