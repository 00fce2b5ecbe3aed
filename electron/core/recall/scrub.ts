/**
 * Takes known secrets out of remote text. What was sent in a request may come back in its answer: whole, cut, percent-encoded
 * or escaped. So every piece of a secret that is long enough to mean something is replaced, wherever it stands.
 */
import { once } from '../../../shared/once.ts';
import { REDACTED } from './redact.ts';

/** Replaces whatever repeats one of the secrets, or a piece of one. */
export type Scrub = (text: string) => string;

/** So many characters in a row give a secret away; fewer occur by chance, and say little. */
const PIECE = 8;

/** A scrub for these secrets; an empty one is none. Letter case does not matter, for host names lose it. */
export function createScrub(secrets: readonly string[]): Scrub {
  // Made for the first text only: most calls have none to show.
  const piecesAndLengths = once(() => {
    const pieces = new Set(
      secrets
        .filter((secret) => secret !== '')
        .flatMap(formsOf)
        .flatMap(piecesOf),
    );
    return { pieces, lengths: [...new Set([...pieces].map((piece) => piece.length))] };
  });
  return (text) => {
    const { pieces, lengths } = piecesAndLengths();
    const plain = lowerCase(text);
    let clean = '';
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      const length = lengths.find((candidate) => pieces.has(plain.slice(at, at + candidate)));
      if (length === undefined) continue;
      if (at >= from) clean += text.slice(from, at) + REDACTED;
      from = Math.max(from, at + length);
    }
    return clean + text.slice(from);
  };
}

/** As it is, as part of an address or a form, and as part of JSON. */
function formsOf(secret: string): string[] {
  const form = new URLSearchParams([['', secret]]).toString().slice(1);
  // A lone surrogate cannot be percent-encoded, so no answer can hold it in that form.
  const address = secret.isWellFormed() ? encodeURIComponent(secret) : secret;
  return [secret, address, form, JSON.stringify(secret).slice(1, -1)].map(lowerCase);
}

function piecesOf(form: string): string[] {
  if (form.length <= PIECE) return [form];
  return Array.from({ length: form.length - PIECE + 1 }, (_, at) => form.slice(at, at + PIECE));
}

/** Of ASCII only, so that every character stays where it is. */
function lowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
