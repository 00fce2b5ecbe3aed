/** The `state` of V1: JSON with the user's token and the redirect URI once more (recall-api.md 7.3). Pure. */
import { decodeLeniently, decodePercent, isEncodedTwice, rawIndexOf } from './encoding.ts';
import type { Parameter, Span } from './url.ts';

export type State =
  | { readonly kind: 'none' }
  /** Not V1's: the caller's own, of which nothing is expected. */
  | { readonly kind: 'own'; readonly parameter: Parameter }
  | {
      readonly kind: 'v1';
      readonly parameter: Parameter;
      readonly fields: ReadonlyMap<string, unknown>;
      readonly encodedTwice: boolean;
    }
  /** Meant to be V1's, and not readable as JSON. */
  | { readonly kind: 'broken'; readonly parameter: Parameter; readonly at: Span };

const V1_FIELD = /recall_calendar_auth_token|(?:google|ms)_oauth_redirect_url/i;

/** Reads the parameter; the decoded text may itself be encoded once more. */
export function readState(parameter: Parameter | undefined): State {
  if (parameter === undefined || parameter.value === '') return { kind: 'none' };
  const encodedTwice = /^%7b/i.test(parameter.value) && isEncodedTwice(parameter.value);
  const once = parameter.value;
  const text = encodedTwice ? decodeLeniently(once) : once;
  if (!V1_FIELD.test(text)) return { kind: 'own', parameter };
  const value = parsed(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return { kind: 'v1', parameter, fields: new Map(Object.entries(value)), encodedTwice };
  const index = jsonFaultAt(text);
  // `+` and a space are one unit each, so that places in both forms are the same.
  const inOnce = encodedTwice ? rawIndexOf(once, index) : index;
  const from = parameter.valueAt.from + rawIndexOf(parameter.raw, inOnce);
  const next = parameter.valueAt.from + rawIndexOf(parameter.raw, inOnce + 1);
  const to = Math.min(parameter.valueAt.to, Math.max(from + 1, next));
  return { kind: 'broken', parameter, at: { from: Math.min(from, to - 1), to } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const TOKEN =
  /\s*(?:("(?:[^"\\\p{Cc}]|\\["\\/bfnrtu])*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([{}[\],:]))/uy;

/** Where a text stops being JSON; its length when it ends too early. */
function jsonFaultAt(text: string): number {
  const open: string[] = [];
  let expected: 'value' | 'key' | 'colon' | 'end' | 'first' = 'value';
  let at = 0;
  for (;;) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    const blank = /\S/.exec(text.slice(at, at + 1_000));
    const here = blank === null ? text.length : at + blank.index;
    if (token === null) return here;
    const [, string, literal, sign] = token;
    const inObject = open.at(-1) === '{';
    if (expected === 'value' && (string ?? literal) !== undefined) expected = 'end';
    else if (expected === 'value' && (sign === '{' || sign === '[')) {
      open.push(sign);
      expected = sign === '{' ? 'first' : 'value';
    } else if ((expected === 'key' || expected === 'first') && string !== undefined) expected = 'colon';
    else if (expected === 'colon' && sign === ':') expected = 'value';
    else if (expected === 'end' && sign === ',' && open.length > 0) expected = inObject ? 'key' : 'value';
    else if (
      (sign === '}' && inObject && (expected === 'end' || expected === 'first')) ||
      (sign === ']' && open.at(-1) === '[' && (expected === 'end' || expected === 'value'))
    ) {
      open.pop();
      expected = 'end';
    } else return here;
    at = TOKEN.lastIndex;
  }
}

/** The state with one field set, encoded for an address. */
export function stateWith(state: Extract<State, { kind: 'v1' }>, name: string, value: string): string {
  return encodeURIComponent(JSON.stringify(Object.fromEntries([...state.fields, [name, value]])).toWellFormed());
}

/** The same state, encoded once. */
export function stateOnce(state: Extract<State, { kind: 'v1' }>): string {
  const { value } = state.parameter;
  return encodeURIComponent((state.encodedTwice ? decodePercent(value) : value).toWellFormed());
}
