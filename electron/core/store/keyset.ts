/** Positions in a sorted list: opaque to callers, checked when they come back. */
import { CallboardError } from '../../../shared/envelope.ts';
import type { After } from './merge.ts';

export interface Position<Key extends number | string> {
  readonly key: Key;
  readonly facet: number;
  readonly pk: number;
  /** The page before had this one key throughout (see merge.ts). */
  readonly ties: boolean;
}

/** `order` names list, sort and direction, so that a position cannot be used with another order. */
export function encodePosition(order: string, position: Position<number | string>): string {
  return Buffer.from(JSON.stringify([order, position.key, position.facet, position.pk, position.ties])).toString(
    'base64url',
  );
}

/** Throws CallboardError `invalid_input` for a position that does not belong to this order. */
export function decodeNumber(order: string, after: string): Position<number> {
  const { key, ...rest } = decode(order, after);
  if (typeof key !== 'number' || !Number.isSafeInteger(key)) throw refused();
  return { key, ...rest };
}

export function decodeText(order: string, after: string): Position<string> {
  const { key, ...rest } = decode(order, after);
  if (typeof key !== 'string') throw refused();
  return { key, ...rest };
}

function decode(order: string, after: string): Omit<Position<number>, 'key'> & { key: unknown } {
  const parts = parse(after);
  const [own, key, facet, pk, ties] = parts;
  if (own !== order || parts.length !== 5) throw refused();
  if (typeof facet !== 'number' || !Number.isSafeInteger(facet)) throw refused();
  if (typeof pk !== 'number' || !Number.isSafeInteger(pk) || typeof ties !== 'boolean') throw refused();
  return { key, facet, pk, ties };
}

function parse(after: string): readonly unknown[] {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
  } catch {
    throw refused();
  }
  if (!Array.isArray(parts)) throw refused();
  return parts;
}

/** A position of any number of keys, for lists that are sorted by more than one. */
export function encodeKeys(order: string, keys: readonly number[]): string {
  return Buffer.from(JSON.stringify([order, ...keys])).toString('base64url');
}

/** Throws CallboardError `invalid_input` for a position that does not belong to this order or has another number of keys. */
export function decodeKeys(order: string, after: string, count: number): number[] {
  const [own, ...keys] = parse(after);
  const numbers = keys.filter((key) => typeof key === 'number').filter(Number.isSafeInteger);
  if (own !== order || keys.length !== count || numbers.length !== count) throw refused();
  return numbers;
}

/** How a list goes on from a position, as merge.ts has it. */
export function continuation(position: Position<number | string> | null): After {
  if (position === null) return 'start';
  return position.ties ? 'ties' : 'position';
}

const refused = (): CallboardError =>
  new CallboardError(
    'invalid_input',
    'This page position does not belong to this list and order. Start again from the first page.',
    { details: { field: 'after' } },
  );
