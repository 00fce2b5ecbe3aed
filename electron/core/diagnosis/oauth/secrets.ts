/**
 * Takes secrets out of a pasted text before anything else looks at it: codes, tokens, client secrets, headers, and whatever
 * {@link redactText} knows. Pure.
 */
import { isCredentialKey, REDACTED, redactText } from '../../recall/redact.ts';
import { decodeLeniently } from './encoding.ts';
import type { Piece } from './text.ts';
import { allParameters, parseUrl, type Parameter } from './url.ts';

/** Stands where a secret stood. It needs no encoding, so that an address stays an address. */
export const TAKEN_OUT = '***';
/** Stands for the V1 token, because the state is to remain readable. */
export const TOKEN_PLACEHOLDER = 'RECALL_CALENDAR_AUTH_TOKEN';

/** What each name holds, in the singular. */
const KINDS: Readonly<Record<string, string>> = {
  code: 'authorisation code',
  client_secret: 'client secret',
  oauth_client_secret: 'client secret',
  refresh_token: 'refresh token',
  oauth_refresh_token: 'refresh token',
  access_token: 'access token',
  id_token: 'ID token',
  recall_calendar_auth_token: 'Recall calendar auth token',
  code_verifier: 'PKCE verifier',
  authorization: 'Authorization header',
};
const OTHER = 'other credential';

/** Words of OAuth that contain `token` and hold none. */
const HARMLESS = /^(?:token_?(?:type|endpoint|uri|url)|response_?type|grant_?type)$/i;
/** Values under `code` that are no authorisation code: Microsoft's numbers and error words. */
const ERROR_WORD =
  /^(?:(?:AADSTS)?\d{3,8}|(?:access|authorization|unauthorized|unsupported|invalid|bad|no|redirect|deleted|disallowed|admin|org|server|temporarily|interaction|login|consent|account)_[a-z_]{3,30}|error)$/i;

export interface Cleaned {
  readonly pieces: readonly Piece[];
  /** `2 access tokens`, one entry per kind. */
  readonly secrets: readonly string[];
}

/** The same pieces without their secrets, and what was taken out. */
export function withoutSecrets(pieces: readonly Piece[]): Cleaned {
  const taken = new Taken();
  const named = pieces.map((piece) => ({
    ...piece,
    text: piece.kind === 'url' ? cleanUrl(piece.text, taken) : cleanText(piece.text, taken),
  }));
  const clean = named.map((piece) => ({ ...piece, text: cleanRest(taken.withoutRepeats(piece.text), taken) }));
  return { pieces: clean, secrets: taken.words() };
}

/** Shorter values stand elsewhere by chance; more of them than this are no honest text, and cost time. */
const MIN_REPEATED = 8;
const MAX_REPEATED = 100;

class Taken {
  readonly #counts = new Map<string, number>();
  readonly #values = new Set<string>();

  /** What to write in place of a value. */
  take(key: string, value: string): string {
    const kind = KINDS[key.toLowerCase()] ?? OTHER;
    const stand = kind === KINDS['recall_calendar_auth_token'] ? TOKEN_PLACEHOLDER : TAKEN_OUT;
    if (value === '' || value === TAKEN_OUT || value === TOKEN_PLACEHOLDER || value === REDACTED) return value;
    this.count(kind);
    for (const form of [value, decodeLeniently(value)]) {
      if (form.length >= MIN_REPEATED && this.#values.size < MAX_REPEATED) this.#values.add(form);
    }
    return stand;
  }

  count(kind: string, by = 1): void {
    if (by > 0) this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + by);
  }

  withoutRepeats(text: string): string {
    let clean = text;
    for (const value of this.#values) if (clean.includes(value)) clean = clean.replaceAll(value, TAKEN_OUT);
    return clean;
  }

  words(): string[] {
    return [...this.#counts].map(([kind, count]) => `${count} ${kind}${count === 1 ? '' : 's'}`);
  }
}

/** True when the value of a parameter of this name is a secret. */
function isSecret(name: string, value: string): boolean {
  const key = name.trim().toLowerCase();
  if (key === 'code') return !ERROR_WORD.test(value);
  return !HARMLESS.test(key) && (Object.hasOwn(KINDS, key) || isCredentialKey(key));
}

function cleanUrl(text: string, taken: Taken): string {
  const url = parseUrl(text);
  const parts: string[] = [];
  let done = 0;
  for (const parameter of allParameters(url)) {
    parts.push(text.slice(done, parameter.valueAt.from), cleanParameter(parameter, taken));
    done = parameter.valueAt.to;
  }
  return parts.join('') + text.slice(done);
}

function cleanParameter({ key, name, raw, value }: Parameter, taken: Taken): string {
  // The canonical name too: a misspelt `Code` holds one as well.
  if (isSecret(name, value) || (key === 'code' && isSecret(key, value))) return taken.take(name, raw);
  // V2 states are often JSON in base64: what is in there is out of sight, so that a secret takes all of it.
  if (/^eyJ[\w+/=-]+$/.test(value) && holdsSecret(base64Text(value))) return taken.take(OTHER, raw);
  return cleanText(cleanInside(raw, taken), taken);
}

/** The readable text behind base64 or base64url; empty: it is none. */
export function base64Text(value: string): string {
  try {
    return atob(value.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, ''));
  } catch {
    return '';
  }
}

function holdsSecret(text: string): boolean {
  return Array.from(text.matchAll(/"([\w.-]{2,60})"\s*:\s*"([^"]+)"/g)).some(
    ([, name = '', value = '']) => value !== TOKEN_PLACEHOLDER && value !== TAKEN_OUT && isSecret(name, value),
  );
}

// The sign between name and value, and what ends the value, may be encoded once or twice inside another value.
const INSIDE =
  /(^|[^A-Za-z0-9_]|%[0-9A-Fa-f]{2})([A-Za-z][\w.-]{1,60})((?:(?:%25){0,3}%(?:22|27)|\\?["'])?(?:%20|\+|\s){0,3}(?:=|:|(?:%25){0,3}%3[ADad])(?:%20|\+|\s){0,3}(?:(?:%25){0,3}%(?:22|27)|\\?["'])?)((?:(?!(?:%25){0,3}%(?:2[267Cc]|7[Dd]))[^&#\s"'<>{},\\])+)/g;

/** Secrets of names inside a value that is itself an address or JSON, encoded or not. */
function cleanInside(raw: string, taken: Taken): string {
  return raw.replace(INSIDE, (whole: string, before: string, name: string, sign: string, value: string) =>
    isSecret(name, value) ? `${before}${name}${sign}${taken.take(name, value)}` : whole,
  );
}

const HEADER =
  /\b(authorization|x-recallcalendarauthtoken)(["']?\s{0,3}[:=]\s{0,3}["']?)((?:bearer|basic|token|digest)\s+[^\s"',]+|[\w.~+/=-]{20,})/gi;
const COOKIE = /\b((?:set-)?cookie)(["']?\s{0,3}:\s{0,3}["']?)([^\n"']{4,})/gi;
const QUOTED = /(["'])([A-Za-z][\w.-]{1,60})\1(\s*[:=]\s*)(["'])([^"'\s]+)\4/g;
const PLAIN = /(^|[^\w.%-])([A-Za-z][\w-]{1,60})(\s{0,3}[:=]\s{0,3})([^\s"'&,;<>(){}[\]]+)/g;
const SPOKEN =
  /\b((?:client|app(?:lication)?)[ _-]secret|(?:refresh|access|id|auth)[ _-]token|authori[sz]ation[ _-]code|secret value)(\s*(?:is|was|value|:|=)+\s*["'`]?)([^\s"'`<>,;]{12,})/gi;
const JSON_TOKEN = /\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g;

function cleanText(text: string, taken: Taken): string {
  return text
    .replace(
      HEADER,
      (_, name: string, sign: string, value: string) => `${name}${sign}${taken.take('authorization', value)}`,
    )
    .replace(COOKIE, (_, name: string, sign: string, value: string) => `${name}${sign}${taken.take(name, value)}`)
    .replace(QUOTED, (whole: string, quote: string, name: string, sign: string, open: string, value: string) =>
      isSecret(name, value) && (name !== 'code' || (value.length >= 20 && /\d/.test(value)))
        ? `${quote}${name}${quote}${sign}${open}${taken.take(name, value)}${open}`
        : whole,
    )
    .replace(PLAIN, (whole: string, before: string, name: string, sign: string, value: string) =>
      isSecret(name, value) && isValueLike(name, sign, value)
        ? `${before}${name}${sign}${taken.take(name, value)}`
        : whole,
    )
    .replace(SPOKEN, (whole: string, name: string, sign: string, value: string) =>
      looksRandom(value) ? `${name}${sign}${taken.take(name.toLowerCase().replaceAll(/[ -]/g, '_'), value)}` : whole,
    )
    .replace(JSON_TOKEN, (value) => taken.take('jwt', value));
}

/** A sentence has colons too: `The token: expired` names no token. */
function isValueLike(name: string, sign: string, value: string): boolean {
  if (sign === '=') return name !== 'code' || value.length >= 6;
  return value.length >= 8 && (name === 'code' ? /\d/.test(value) : looksRandom(value));
}

function looksRandom(value: string): boolean {
  return (/\d/.test(value) && /[A-Za-z]/.test(value)) || value.length >= 24;
}

/** What {@link redactText} knows besides. */
function cleanRest(text: string, taken: Taken): string {
  const clean = redactText(text);
  if (clean === text) return text;
  taken.count(OTHER, timesIn(clean, REDACTED) - timesIn(text, REDACTED));
  return clean.replaceAll(REDACTED, TAKEN_OUT);
}

function timesIn(text: string, word: string): number {
  return text.split(word).length - 1;
}
