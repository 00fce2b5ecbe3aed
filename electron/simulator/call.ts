/** What a handler gets, and how it reads filters and bodies. A refused filter or field is thrown as {@link Refusal}. */
import type { Answer } from './answers.ts';
import type { SimWorkspace } from './workspace.ts';
import { INVALID_CURSOR, invalidField, json } from './answers.ts';
import type { Cursor } from './paging.ts';
import { decodeCursor, encodeCursor } from './paging.ts';
import { parseUs } from './wire-time.ts';

export interface Call {
  readonly workspace: SimWorkspace;
  /** Ids in the path, in order. */
  readonly ids: readonly string[];
  readonly url: URL;
  /** The decoded body; an empty object where there was none. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly pageSize: number;
  /** ms UTC. */
  readonly now: number;
}

export type Handler = (call: Call) => Answer;

/** Carries an error answer out of a reader. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(answer.body.toString('utf8'));
    this.answer = answer;
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A text filter; null when it is absent or empty. */
export function textFilter(call: Call, name: string): string | null {
  const value = call.url.searchParams.get(name);
  return value === null || value === '' ? null : value;
}

/** A date-time filter in microseconds UTC. */
export function timeFilter(call: Call, name: string): number | null {
  const text = textFilter(call, name);
  if (text === null) return null;
  const us = parseUs(text);
  if (us === null) throw new Refusal(invalidField(name, 'Enter a valid date/time.'));
  return us;
}

export function uuidFilter(call: Call, name: string): string | null {
  const text = textFilter(call, name);
  if (text !== null && !UUID.test(text)) throw new Refusal(invalidField(name, 'Enter a valid UUID.'));
  return text === null ? null : text.toLowerCase();
}

export function booleanFilter(call: Call, name: string): boolean | null {
  switch (textFilter(call, name)?.toLowerCase()) {
    case undefined:
      return null;
    case 'true':
    case '1':
      return true;
    case 'false':
    case '0':
      return false;
    default:
      throw new Refusal(invalidField(name, 'Must be a valid boolean.'));
  }
}

/** A choice filter, given once or (`repeated`) several times; null when it is absent. */
export function choiceFilter(call: Call, name: string, choices: readonly string[]): readonly string[] | null {
  const values = call.url.searchParams.getAll(name).filter((value) => value !== '');
  for (const value of values) {
    if (!choices.includes(value)) {
      throw new Refusal(invalidField(name, `Select a valid choice. ${value} is not one of the available choices.`));
    }
  }
  return values.length === 0 ? null : values;
}

export function cursorFilter(call: Call): Cursor | null {
  const text = textFilter(call, 'cursor');
  if (text === null) return null;
  const cursor = decodeCursor(text);
  if (cursor === null) throw new Refusal(INVALID_CURSOR);
  return cursor;
}

/** The present address with another value of one query parameter. */
export function addressWith(call: Call, name: string, value: string): string {
  const url = new URL(call.url);
  url.searchParams.set(name, value);
  return url.href;
}

export function cursorAddress(call: Call, cursor: Cursor | null): string | null {
  return cursor === null ? null : addressWith(call, 'cursor', encodeCursor(cursor));
}

/** A string of the body; `required` refuses its absence, and `max` its length. Null when it is absent and not required. */
export function stringField(
  call: Call,
  name: string,
  rule: { readonly required: boolean; readonly max: number },
): string | null {
  const value = call.body[name];
  if (value === undefined) {
    if (rule.required) throw new Refusal(invalidField(name, 'This field is required.'));
    return null;
  }
  if (value === null) throw new Refusal(invalidField(name, 'This field may not be null.'));
  if (typeof value !== 'string') throw new Refusal(invalidField(name, 'Not a valid string.'));
  if (value === '') throw new Refusal(invalidField(name, 'This field may not be blank.'));
  if (value.length > rule.max)
    throw new Refusal(invalidField(name, `Ensure this field has no more than ${rule.max} characters.`));
  return value;
}

/** An object of the body; null when it is absent and not required. */
export function objectField(call: Call, name: string, required: boolean): Readonly<Record<string, unknown>> | null {
  const value = call.body[name];
  if (value === undefined || value === null) {
    if (required) throw new Refusal(invalidField(name, 'This field is required.'));
    return null;
  }
  if (!isRecord(value))
    throw new Refusal(
      json(400, {
        [name]: [`Expected a dictionary of items but got type "${Array.isArray(value) ? 'list' : typeof value}".`],
      }),
    );
  return value;
}

/** Metadata: string keys and string values of at most 500 characters (recall-api.md 4.6). */
export function metadataOf(value: unknown): Readonly<Record<string, string>> {
  if (value === undefined || value === null) return {};
  if (!isRecord(value)) throw new Refusal(invalidField('metadata', 'Expected a dictionary of items.'));
  const metadata: Record<string, string> = {};
  for (const [key, one] of Object.entries(value)) {
    if (typeof one !== 'string' || one.length > 500)
      throw new Refusal(invalidField('metadata', 'Values must be strings of at most 500 characters.'));
    metadata[key] = one;
  }
  return metadata;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
