/** What Recall said, as words that people may see: short, plain text, and no secrets. */
import { dict, text } from './open-records.ts';
import type { Dict } from './open-records.ts';
import { isCredentialKey, redactText, REDACTED } from './redact.ts';
import type { Scrub } from './scrub.ts';

/** The part of an answer that words can come from. */
interface Worded {
  readonly contentType: string;
  readonly text: string;
}

/** Enough to quote from, however much of it is cut out. */
const MAX_READ = 8_000;
const MAX_QUOTE = 200;
const MAX_CODE = 100;

/**
 * What Recall said, as ` "…"`: only from the documented error bodies (recall-api.md 1.5), never HTML. Empty when it said
 * nothing.
 */
export function quote(reply: Worded, scrub: Scrub): string {
  const found = documentedText(jsonOf(reply));
  const plain = found === null ? '' : plainText(found, scrub);
  return plain === '' ? '' : `: "${plain}"`;
}

/**
 * Remote text without control characters and without anything that is, or looks like, a credential; at most 200 characters.
 * Empty when it may be markup.
 */
export function plainText(remote: string, scrub: Scrub): string {
  const plain = redactText(scrub(remote.slice(0, MAX_READ)).slice(0, 2 * MAX_QUOTE))
    .replace(LONG_WORD, (word) => (looksOpaque(word) ? REDACTED : word))
    .replace(UNPRINTABLE, ' ')
    .trim();
  if (plain.includes('<')) return '';
  return plain.length > MAX_QUOTE ? `${plain.slice(0, MAX_QUOTE - 1)}…` : plain;
}

/** A code as it was sent, documented or not, without anything that is a credential; at most 100 characters. */
export function plainCode(remote: string, scrub: Scrub): string {
  return redactText(scrub(remote.slice(0, MAX_READ)))
    .replace(UNPRINTABLE, ' ')
    .trim()
    .slice(0, MAX_CODE);
}

/** The body as JSON; null where it is none. */
export function jsonOf(reply: Worded): unknown {
  if (!isJson(reply.contentType)) return null;
  try {
    return JSON.parse(reply.text);
  } catch {
    return null;
  }
}

export function isJson(contentType: string): boolean {
  return /^application\/(?:[\w.+-]+\+)?json\b/i.test(contentType.trim());
}

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;
const LONG_WORD = /[\w+/=.~-]{16,}/g;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}[.]?$/i;

/** Letters and digits mixed, and no UUID: nothing that a sentence needs, and what keys and tokens look like. */
function looksOpaque(word: string): boolean {
  return /\d/.test(word) && /[a-z]/i.test(word) && !UUID.test(word);
}

function documentedText(body: unknown): string | null {
  const fields = dict(body);
  if (fields === null) return null;
  return (
    firstMessage(dict(fields['errors'])) ?? text(fields['detail']) ?? text(fields['message']) ?? firstMessage(fields)
  );
}

/** `{"<field>": ["…"]}` → `<field>: …`. What is said about a credential is repeated only where it cannot hold one. */
function firstMessage(fields: Dict | null): string | null {
  for (const [field, messages] of Object.entries(fields ?? {})) {
    const first = Array.isArray(messages) ? text(messages[0]) : null;
    if (first === null) continue;
    if (field === 'non_field_errors') return first;
    return `${field}: ${isCredentialKey(field) && !HARMLESS.test(first) ? 'not accepted' : first}`;
  }
  return null;
}

/** The framework's own sentences about the form of a field. */
const HARMLESS =
  /^(?:This field (?:is required|may not be (?:null|blank))|Not a valid string|Ensure this field has no more than \d{1,6} characters)\.$/;
