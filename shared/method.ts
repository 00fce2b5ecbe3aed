/** How the contract writes a method down (contract.ts). */
import type * as z from 'zod/mini';
import { once } from './once.ts';

/** What a schema is, to those who pass them on. */
export type Schema = z.ZodMiniType;

export interface Method<
  Kind extends 'query' | 'mutation',
  Lane extends 'replica' | 'engine',
  I extends Schema,
  O extends Schema,
> {
  readonly kind: Kind;
  readonly lane: Lane;
  /** Schemas are made when they are first asked for: one call then costs one schema instead of all. */
  readonly input: () => I;
  readonly output: () => O;
  /** One sentence for the CLI's help and the documentation. */
  readonly summary: string;
}

/** Changes nothing; answered by the reader from SQLite. */
export const query = <I extends Schema, O extends Schema>(
  summary: string,
  input: () => I,
  output: () => O,
): Method<'query', 'replica', I, O> => ({
  kind: 'query',
  lane: 'replica',
  input: once(input),
  output: once(output),
  summary,
});
/** Changes nothing; answered by the core, which knows more than the file. */
export const ask = <I extends Schema, O extends Schema>(
  summary: string,
  input: () => I,
  output: () => O,
): Method<'query', 'engine', I, O> => ({
  kind: 'query',
  lane: 'engine',
  input: once(input),
  output: once(output),
  summary,
});
/** May change something, here or at Recall; carried out by the core. */
export const mutation = <I extends Schema, O extends Schema>(
  summary: string,
  input: () => I,
  output: () => O,
): Method<'mutation', 'engine', I, O> => ({
  kind: 'mutation',
  lane: 'engine',
  input: once(input),
  output: once(output),
  summary,
});
