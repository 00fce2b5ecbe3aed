/**
 * Takes secrets out of a pasted text before anything else looks at it: codes, tokens, client secrets, headers, and whatever
 * {@link redactText} knows. Pure.
 */
import { isCredentialKey, REDACTED, redactText } from '../../recall/redact.ts';
import { decodeLeniently } from './encoding.ts';
import type { Piece } from './text.ts';
import { allParameters, parseUrl, type Parameter } from './url.ts';

/** Stands where a secret stood. It needs no encoding, so that an address stays an address. */
const TAKEN_OUT = '***';
/** Stands for the V1 token, because the state is to remain readable. */
const TOKEN_PLACEHOLDER = 'RECALL_CALENDAR_AUTH_TOKEN';

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
/** Values that are no secret whatever their name: Microsoft's numbers and error words. */
const ERROR_WORD =
  /^(?:(?:AADSTS)?\d{3,8}|(?:access|authorization|unauthorized|unsupported|invalid|bad|no|redirect|deleted|disallowed|admin|org|server|temporarily|interaction|login|consent|account)_[a-z_]{3,30}|error)$/i;

interface Cleaned {
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

/** True when a parameter of this name may hold a secret. */
function namesSecret(name: string): boolean {
  const key = name.trim().toLowerCase();
  return !HARMLESS.test(key) && (Object.hasOwn(KINDS, key) || isCredentialKey(key));
}

function isSecret(name: string, value: string): boolean {
  return namesSecret(name) && !ERROR_WORD.test(value.replace(/[.:]+$/, ''));
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
  return cleanText(raw, taken);
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

// Quotes and signs may be escaped, or encoded up to four times, inside another value.
const QUOTE = String.raw`(?:\\{0,3}["']|%(?:25){0,3}2[27]|&quot;)`;
const SPACE = String.raw`(?:\s|\+|%(?:25){0,3}20){0,3}`;
const SIGN = String.raw`(?:=|:|%(?:25){0,3}3[ADad])`;
const NAMED = new RegExp(
  String.raw`(^|[^A-Za-z0-9_]|%(?:25){0,3}[0-9A-Fa-f]{2})([A-Za-z][\w-]{1,60})(${QUOTE}?${SPACE}${SIGN}${SPACE})(${QUOTE}?)`,
  'g',
);
const IN_QUOTES = new RegExp(String.raw`(?:(?!${QUOTE})[^\s"'<>])+`, 'y');
const BARE = new RegExp(String.raw`(?:(?!%(?:25){0,3}(?:2[0267Cc]|7[Dd])|&quot;)[^&#\s"'<>{}(),;[\]\\${'`'}])+`, 'y');

/** Takes out the values behind the names of secrets: `name=value`, `"name":"value"`, as they are or encoded. */
function cleanNamed(text: string, taken: Taken): string {
  const parts: string[] = [];
  let done = 0;
  NAMED.lastIndex = 0;
  for (let found = NAMED.exec(text); found !== null; found = NAMED.exec(text)) {
    const [whole, before = '', name = '', sign = '', quote = ''] = found;
    const from = found.index + whole.length;
    const pattern = quote === '' ? BARE : IN_QUOTES;
    pattern.lastIndex = from;
    // The name first: reading a value behind every name would read the same text again and again.
    const value = namesSecret(name) ? (pattern.exec(text)?.[0] ?? '') : '';
    if (
      value !== '' &&
      isSecret(name, value) &&
      isValueLike(name, sign, quote, value, text.charAt(from + value.length))
    ) {
      parts.push(text.slice(done, from), taken.take(name, value));
      done = from + value.length;
      NAMED.lastIndex = done;
    } else {
      // What follows the sign may be a name of its own.
      NAMED.lastIndex = found.index + before.length + name.length;
    }
  }
  return parts.join('') + text.slice(done);
}

/** Sentences have colons and quotes too: `The token: expired`, `"token": "may not be blank"`. */
function isValueLike(name: string, sign: string, quote: string, value: string, next: string): boolean {
  const isCode = name.toLowerCase() === 'code';
  if (quote !== '') return !/\s/.test(next) && (!isCode || (value.length >= 20 && /\d/.test(value)));
  if (!sign.includes(':')) return !isCode || value.length >= 6;
  return value.length >= 8 && (isCode ? /\d/.test(value) : looksRandom(value));
}

const HEADER =
  /\b(authorization|x-recallcalendarauthtoken)(["']?\s{0,3}[:=]\s{0,3}["']?)((?:bearer|basic|token|digest)\s{1,3}[^\s"',]+|[\w.~+/=-]{20,})/gi;
const COOKIE = /\b((?:set-)?cookie)(["']?\s{0,3}:\s{0,3}["']?)([^\n"']{4,})/gi;
const SPOKEN =
  /\b((?:client|app(?:lication)?)[ _-]secret|(?:refresh|access|id|auth)[ _-]token|authori[sz]ation[ _-]code|secret value)(\s{0,3}(?:is|was|value|:|=){1,3}\s{0,3}["'`]?)([^\s"'`<>,;]{12,})/gi;
const JSON_TOKEN = /\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g;

function cleanText(text: string, taken: Taken): string {
  const withoutHeaders = text
    .replace(
      HEADER,
      (_, name: string, sign: string, value: string) => `${name}${sign}${taken.take('authorization', value)}`,
    )
    .replace(COOKIE, (_, name: string, sign: string, value: string) => `${name}${sign}${taken.take(name, value)}`);
  return cleanNamed(withoutHeaders, taken)
    .replace(SPOKEN, (whole: string, name: string, sign: string, value: string) =>
      looksRandom(value) ? `${name}${sign}${taken.take(name.toLowerCase().replaceAll(/[ -]/g, '_'), value)}` : whole,
    )
    .replace(JSON_TOKEN, (value) => taken.take('jwt', value));
}

function looksRandom(value: string): boolean {
  return (/\d/.test(value) && /[A-Za-z]/.test(value)) || value.length >= 24;
}

/** What {@link redactText} knows besides. What was taken out already is not taken for a secret. */
function cleanRest(text: string, taken: Taken): string {
  const parts = text.split(STANDS);
  return parts.map((part, index) => (index % 2 === 1 ? part : cleanPart(part, taken))).join('');
}

const STANDS = /(\*\*\*|RECALL_CALENDAR_AUTH_TOKEN)/;

function cleanPart(text: string, taken: Taken): string {
  const clean = redactText(text);
  if (clean === text) return text;
  taken.count(OTHER, timesIn(clean, REDACTED) - timesIn(text, REDACTED));
  return clean.replaceAll(REDACTED, TAKEN_OUT);
}

function timesIn(text: string, word: string): number {
  return text.split(word).length - 1;
}
