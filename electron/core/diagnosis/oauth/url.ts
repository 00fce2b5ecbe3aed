/** A pasted address taken apart as it stands, faults and all: every part keeps its place in the text. Pure. */
import { decodeLeniently } from './encoding.ts';
import { canonicalName } from './names.ts';

/** A part of a text: UTF-16 units, `to` excluded. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Parameter {
  /** What it is meant to be: `clientId` is `client_id`. Unknown names stay as they are. */
  readonly key: string;
  /** Decoded, as written. */
  readonly name: string;
  /** As written, and decoded once. */
  readonly raw: string;
  readonly value: string;
  readonly nameAt: Span;
  readonly valueAt: Span;
  /** Name, sign and value; without the `&` before it. */
  readonly at: Span;
  readonly place: 'query' | 'fragment';
}

export interface PastedUrl {
  readonly text: string;
  /** Lower case; null: it has none. */
  readonly scheme: string | null;
  /** Lower case, as a browser would visit it: without user, password and port. Empty: there is none. */
  readonly host: string;
  readonly path: string;
  /** Everything before the first parameter, with the question mark. */
  readonly addressAt: Span;
  readonly hostAt: Span;
  readonly pathAt: Span;
  /** True when the parameters begin with `&` instead of `?`. */
  readonly questionMarkMissing: boolean;
  readonly query: readonly Parameter[];
  /** Parameters after `#`. */
  readonly fragment: readonly Parameter[];
  /** With its `#`. */
  readonly fragmentAt: Span | null;
}

/** `&`, also as HTML source (`&amp;`, however often) and JSON (`\u0026`) write it. */
const SEPARATOR = /&(?:amp;|#0*38;|#x0*26;)*|\\u0026/gi;
const SCHEME = /^([a-z][a-z0-9+.-]*):\/*/i;

/** Takes an address apart. Never fails: what is missing is empty. */
export function parseUrl(text: string): PastedUrl {
  const scheme = SCHEME.exec(text);
  const hostFrom = scheme === null ? 0 : scheme[0].length;
  const hash = text.indexOf('#');
  const beforeHash = hash === -1 ? text.length : hash;
  const mark = text.slice(0, beforeHash).search(/\?/);
  const ampersand = mark === -1 ? /&(?:amp;)*(?=[a-z_]+=)/i.exec(text.slice(0, beforeHash)) : null;
  const cut = ampersand?.index ?? mark;
  // A bare query (`code=…&state=…`) has no address at all.
  const bare = scheme === null && (cut === -1 || text.slice(0, cut).includes('=')) && /^[\w.%-]+=/.test(text);
  const addressTo = bare ? 0 : cut === -1 ? beforeHash : cut;
  const queryFrom = bare ? 0 : cut === -1 ? beforeHash : cut + (ampersand?.[0].length ?? 1);
  const authority = /^[^/?#\\]*/.exec(text.slice(hostFrom, addressTo))?.[0] ?? '';
  const user = authority.lastIndexOf('@') + 1;
  const port = /:\d*$/.exec(authority.slice(user));
  const hostTo = hostFrom + authority.length - (port?.[0].length ?? 0);
  const hostAt = { from: hostFrom + user, to: hostTo };
  const pathAt = { from: hostFrom + authority.length, to: addressTo };
  const query = parametersOf(text, { from: queryFrom, to: beforeHash }, 'query');
  return {
    text,
    scheme: scheme?.[1]?.toLowerCase() ?? null,
    host: text.slice(hostAt.from, hostAt.to).toLowerCase(),
    path: text.slice(pathAt.from, pathAt.to),
    addressAt: { from: 0, to: queryFrom },
    hostAt,
    pathAt,
    questionMarkMissing: !bare && ampersand !== null,
    query,
    fragment: hash === -1 ? [] : parametersOf(text, { from: hash + 1, to: text.length }, 'fragment'),
    fragmentAt: hash === -1 ? null : { from: hash, to: text.length },
  };
}

function parametersOf(text: string, within: Span, place: Parameter['place']): Parameter[] {
  const spans: Span[] = [];
  let from = within.from;
  for (const separator of text.slice(within.from, within.to).matchAll(SEPARATOR)) {
    spans.push({ from, to: within.from + separator.index });
    from = within.from + separator.index + separator[0].length;
  }
  spans.push({ from, to: within.to });
  const parts = spans.flatMap((at) => {
    const piece = text.slice(at.from, at.to);
    if (piece === '') return [];
    const sign = piece.indexOf('=');
    // `authorize??client_id=…`: the second mark belongs to nothing.
    const nameFrom = at.from + (/^\?+/.exec(piece)?.[0].length ?? 0);
    const nameAt = { from: nameFrom, to: sign === -1 ? at.to : Math.max(nameFrom, at.from + sign) };
    const valueAt = { from: sign === -1 ? at.to : at.from + sign + 1, to: at.to };
    return [{ at, nameAt, valueAt, name: decodeLeniently(text.slice(nameAt.from, nameAt.to)) }];
  });
  const names = new Set(parts.map(({ name }) => name));
  return parts.map(({ at, nameAt, valueAt, name }) => {
    const raw = text.slice(valueAt.from, valueAt.to);
    const canonical = canonicalName(name);
    return {
      // Where the right name is there as well, the other one is somebody else's.
      key: canonical !== name && names.has(canonical) ? name : canonical,
      name,
      raw,
      value: decodeLeniently(raw),
      at,
      nameAt,
      valueAt,
      place,
    };
  });
}

/** Every parameter, those of the fragment last. */
export function allParameters(url: PastedUrl): Parameter[] {
  return [...url.query, ...url.fragment];
}
