/** What the rules look at: an address with its parts, whose it is, and what its state says. Pure. */
import { decodeLeniently, isEncodedTwice } from './encoding.ts';
import { OTHER_HOSTS, RIGHT_HOSTS, V1_CALLBACKS, type Provider } from './endpoints.ts';
import { nearestOf } from './names.ts';
import { readState, type State } from './state.ts';
import { allParameters, parseUrl, type Parameter, type PastedUrl, type Span } from './url.ts';

export interface Scope {
  readonly text: string;
  readonly raw: string;
  readonly at: Span;
}

/** The redirect URI as a browser would take it. */
export interface Redirect {
  readonly parameter: Parameter;
  readonly value: string;
  /** Null: it is no address. */
  readonly url: URL | null;
  readonly isRecall: boolean;
}

export interface Subject {
  readonly url: PastedUrl;
  readonly provider: Provider | 'unknown';
  readonly version: 'v1' | 'v2' | 'unknown';
  /** The first parameter that is meant to be this one; undefined: there is none. */
  readonly first: (key: string) => Parameter | undefined;
  readonly byKey: ReadonlyMap<string, readonly Parameter[]>;
  readonly scopes: readonly Scope[];
  readonly redirect: Redirect | null;
  readonly state: State;
}

/** Reads an address for the rules. */
export function subjectOf(text: string): Subject {
  const url = parseUrl(text);
  const byKey = Map.groupBy(allParameters(url), ({ key }) => key);
  const first = (key: string): Parameter | undefined => byKey.get(key)?.[0];
  const redirect = redirectOf(first('redirect_uri'));
  const state = readState(first('state'));
  return {
    url,
    provider: providerOf(url, first, state),
    version: versionOf(url, redirect, state, first('client_id') !== undefined),
    first,
    byKey,
    scopes: scopesOf(first('scope')),
    redirect,
    state,
  };
}

/** A value as it was meant, also when it was encoded twice. */
export function meantBy(parameter: Parameter): string {
  return isEncodedTwice(parameter.value) ? decodeLeniently(parameter.value) : parameter.value;
}

export function isRecallHost(host: string): boolean {
  return host === 'recall.ai' || host.endsWith('.recall.ai');
}

export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(host);
}

function redirectOf(parameter: Parameter | undefined): Redirect | null {
  if (parameter === undefined || parameter.value.trim() === '') return null;
  const value = meantBy(parameter);
  const url = URL.parse(value.trim());
  return { parameter, value, url, isRecall: url !== null && isRecallHost(url.hostname) };
}

const BETWEEN_SCOPES = /(?:[\s+,]|%(?:25)?(?:20|09|0[AaDd]|2[BbCc]))+/g;

function scopesOf(parameter: Parameter | undefined): Scope[] {
  if (parameter === undefined) return [];
  const scopes: Scope[] = [];
  let from = 0;
  const add = (to: number): void => {
    const raw = parameter.raw.slice(from, to);
    const once = decodeLeniently(raw);
    const text = isEncodedTwice(once) ? decodeLeniently(once) : once;
    const at = { from: parameter.valueAt.from + from, to: parameter.valueAt.from + to };
    if (raw !== '') scopes.push({ text, raw, at });
  };
  for (const gap of parameter.raw.matchAll(BETWEEN_SCOPES)) {
    add(gap.index);
    from = gap.index + gap[0].length;
  }
  add(parameter.raw.length);
  return scopes;
}

/** By the host; else by what only one of them knows. */
function providerOf(url: PastedUrl, first: (key: string) => Parameter | undefined, state: State): Provider | 'unknown' {
  const host = providerOfHost(url.host);
  if (host !== null) return host;
  const client = first('client_id')?.value.trim() ?? '';
  const scope = first('scope')?.value ?? '';
  const redirect = first('redirect_uri')?.value ?? '';
  const fields = state.kind === 'v1' ? [...state.fields.keys()].join(' ') : '';
  const said = `${url.path} ${redirect} ${fields}`;
  if (client.endsWith('.googleusercontent.com') || /googleapis\.com/.test(scope)) return 'google';
  if (/graph\.microsoft|offline_access|Calendars\.Read/i.test(scope)) return 'microsoft';
  if (/google_oauth/.test(said)) return 'google';
  if (/ms_oauth/.test(said)) return 'microsoft';
  if (first('access_type') !== undefined || first('authuser') !== undefined) return 'google';
  if (first('response_mode') !== undefined || first('session_state') !== undefined) return 'microsoft';
  if (/AADSTS/.test(first('error_description')?.value ?? '')) return 'microsoft';
  return 'unknown';
}

export function providerOfHost(host: string): Provider | null {
  if (host === RIGHT_HOSTS.google) return 'google';
  if (host === RIGHT_HOSTS.microsoft) return 'microsoft';
  const other = OTHER_HOSTS[host];
  if (other !== undefined) return other.provider;
  const meant = lookalikeOf(host);
  return meant === RIGHT_HOSTS.google ? 'google' : meant === RIGHT_HOSTS.microsoft ? 'microsoft' : null;
}

/** The provider's host that this one is a slip of the pen for; null: it is not. */
export function lookalikeOf(host: string): string | null {
  return host.length > 40 ? null : nearestOf(host, Object.values(RIGHT_HOSTS), 2);
}

function versionOf(url: PastedUrl, redirect: Redirect | null, state: State, asks: boolean): Subject['version'] {
  if (state.kind === 'v1' || state.kind === 'broken') return 'v1';
  const v1Paths = Object.values(V1_CALLBACKS).map((path) => path.slice(0, -1));
  const target = redirect?.url ?? null;
  const paths = [
    ...(isRecallHost(url.host) ? [url.path] : []),
    ...(redirect?.isRecall === true ? [target?.pathname ?? ''] : []),
  ];
  if (paths.some((path) => v1Paths.some((known) => path.startsWith(known)))) return 'v1';
  return asks && redirect !== null ? 'v2' : 'unknown';
}
