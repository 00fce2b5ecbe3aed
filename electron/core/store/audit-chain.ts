/**
 * The hash chain of the audit log. Each record's hash covers its text and the hash of the record before, so that a record
 * which is changed, taken out or put in between shows; the head, noted elsewhere, shows a cut-off end.
 */
import { hash } from 'node:crypto';

/** The hash before the first record. */
export const NO_RECORD = '0'.repeat(64);

/** The newest record. */
export interface Head {
  readonly n: number;
  readonly hash: string;
}

export const EMPTY_HEAD: Head = { n: 0, hash: NO_RECORD };

/** Lower-case hex SHA-256 over the previous hash, a line feed and the record's text. */
export function recordHash(previous: string, body: string): string {
  return hash('sha256', `${previous}\n${body}`, 'hex');
}

/** JSON text with the keys of every object in order, so that equal values are equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

export const headText = (head: Head): string => JSON.stringify([head.n, head.hash]);

/** Null for a text that is no head. */
export function parseHead(text: string | null): Head | null {
  if (text === null) return null;
  let parts: unknown;
  try {
    parts = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(parts) || parts.length !== 2) return null;
  const fields: readonly unknown[] = parts;
  const [n, hash] = fields;
  if (typeof n !== 'number' || !Number.isSafeInteger(n) || n < 0) return null;
  return typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash) ? { n, hash } : null;
}
