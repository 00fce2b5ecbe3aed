/**
 * Finds addresses in whatever people paste: a sentence, a mail with its line breaks and quote marks, HTML source, JSON, a log.
 * Pure; one pass over the text, so that its length costs no more than itself.
 */
import { decodePercent } from './encoding.ts';

/** What was done to an address to read it. */
export interface Mending {
  /** unfolded: a line break was in it; invisible: characters that nobody sees; encoded: as a whole; wrapped: in another one. */
  readonly kind: 'unfolded' | 'invisible' | 'encoded' | 'wrapped';
  /** In which of its parameters, by number; null: before the first one, or in all of it. */
  readonly part: number | null;
}

/** The text in its order: addresses, and what stands between them. */
export interface Piece {
  readonly kind: 'url' | 'text';
  readonly text: string;
  readonly mendings: readonly Mending[];
}

/** Controls except white space, marks of writing direction, joiners and the like: they only harm in an address. */
const INVISIBLE = /(?![\t\n\r])[\p{Cc}\p{Cf}]/gu;

const HOSTS = String.raw`(?:accounts\.google\.com|login\.(?:microsoftonline|microsoft|live|windows)\.(?:com|net))`;
/** Beginnings: an address; a known host without scheme; a path or a bare query with the parameters of a callback. */
const START = new RegExp(
  [
    String.raw`https?:(?:\\?/){2}`,
    String.raw`https?%3A%2F%2F`,
    String.raw`(?<![\w.@/%-])${HOSTS}(?=[/:])`,
    String.raw`(?<=^|[\s"'(])/?[\w/.-]*\?(?=(?:code|error|state|client_id)=)`,
    String.raw`(?<=^|[\s"'(])(?:code|error|state|client_id|response_type|redirect_uri|scope)=(?=[^\s"'()]*&)`,
  ].join('|'),
  'gi',
);
const CLOSERS: Readonly<Record<string, string>> = { '<': '>', '"': '"', "'": "'", '`': '`', '(': ')' };

/** Cuts a text into addresses and what stands between them. Characters that nobody sees are left out of both. */
export function piecesOf(pasted: string): Piece[] {
  const hidden = new Set<number>();
  let removed = 0;
  const text = pasted
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replace(INVISIBLE, (_, at: number) => {
      hidden.add(at - removed);
      removed += 1;
      return '';
    });
  const pieces: Piece[] = [];
  let done = 0;
  START.lastIndex = 0;
  for (let found = START.exec(text); found !== null; found = START.exec(text)) {
    const address = readAddress(text, found.index, hidden);
    if (found.index > done) pieces.push({ kind: 'text', text: text.slice(done, found.index), mendings: [] });
    pieces.push(address.piece);
    done = address.to;
    START.lastIndex = Math.max(done, found.index + 1);
  }
  if (done < text.length) pieces.push({ kind: 'text', text: text.slice(done), mendings: [] });
  return pieces;
}

function readAddress(text: string, from: number, hidden: ReadonlySet<number>): { piece: Piece; to: number } {
  const closer = CLOSERS[text[from - 1] ?? ''];
  const kept: string[] = [];
  const mendings: Mending[] = [];
  let depth = 0;
  let at = from;
  let end = from;
  const reading = new Reading();
  while (at < text.length) {
    const sign = text.charAt(at);
    if (depth === 0 && (sign === closer || sign === '<' || sign === '>' || sign === '"' || sign === '`')) break;
    if (hidden.has(at) && at > from) mendings.push({ kind: 'invisible', part: reading.part });
    if (/\s/.test(sign)) {
      const gap = gapAt(text, at);
      if (!continues(text, gap, reading, depth > 0, closer === '>')) break;
      if (gap.broken) mendings.push({ kind: 'unfolded', part: reading.part });
      else kept.push(gap.text);
      at = gap.to;
      continue;
    }
    if (sign === '{') depth += 1;
    if (sign === '}') depth = Math.max(0, depth - 1);
    // JSON writes `\/` and `\"`; no address holds a backslash of its own.
    const escaped = sign === '\\' && /["/\\]/.test(text.charAt(at + 1));
    if (!escaped) {
      kept.push(sign);
      reading.take(sign);
    }
    at += 1;
    end = at;
  }
  const whole = kept.join('').trimEnd();
  const url = text.charAt(at) === closer ? whole : withoutPunctuation(whole);
  // What was cut off belongs to the sentence; an address of which nothing is left is not read twice.
  const to = Math.max(from + 1, end - (whole.length - url.length));
  if (!/^https?%3A/i.test(url)) return { piece: { kind: 'url', text: url, mendings }, to };
  return { piece: { kind: 'url', text: decodePercent(url), mendings: [{ kind: 'encoded', part: null }] }, to };
}

/** Which parameter is being read, for the question whether a space ends it. */
class Reading {
  name = '';
  last = '';
  /** Number of the parameter; null: before the first one. */
  part: number | null = null;
  /** Units since the last line began. */
  line = 0;
  #inName = false;

  take(sign: string): void {
    if ((sign === '?' && this.part === null) || sign === '&' || sign === '#') {
      // A further `?` or an empty parameter begins nothing.
      if (this.name !== '' || this.part === null) this.part = (this.part ?? -1) + 1;
      this.#inName = true;
      this.name = '';
    } else if (sign === '=') this.#inName = false;
    // `&amp;scope=` names the scope.
    else if (this.#inName && sign === ';') this.name = '';
    else if (this.#inName && this.name.length < 20) this.name += sign;
    this.last = sign;
    this.line += 1;
  }
}

interface Gap {
  readonly text: string;
  /** Where the text goes on. */
  readonly to: number;
  readonly broken: boolean;
}

/** White space, with the quote marks of a mail at the beginning of its lines. */
function gapAt(text: string, at: number): Gap {
  const found = /\n(?:[ \t]*(?:>[ \t]*)+)|\s+/y;
  let to = at;
  for (;;) {
    found.lastIndex = to;
    const part = found.exec(text);
    if (part === null) break;
    to = found.lastIndex;
  }
  const gap = text.slice(at, to);
  return { text: gap, to, broken: gap.includes('\n') };
}

/** What scopes look like, also misspelt ones. */
const SCOPE = /^(?:https?:\/\/\S|(?:openid|email|profile)$|[a-z]+_[a-z]+$|[A-Z][A-Za-z]+\.[A-Z][A-Za-z.]+$)/;
/** Lines of mails and terminals are broken from here on. */
const BROKEN_FROM = 60;
const LONGEST_WORD = 400;

/** Whether the address goes on after white space. In doubt it does not. */
function continues(text: string, gap: Gap, reading: Reading, inBraces: boolean, inAngles: boolean): boolean {
  const lineFrom = reading.line;
  if (gap.broken) reading.line = 0;
  if (gap.to >= text.length || /\n[^\S\n]*\n/.test(gap.text)) return false;
  if (inBraces) return true;
  const word = /^\S+/.exec(text.slice(gap.to, gap.to + LONGEST_WORD))?.[0] ?? '';
  if (inAngles && gap.broken) return true;
  if (/^[&?]|&[\w.-]+=/.test(word)) return true;
  if (/^scopes?$/i.test(reading.name) && SCOPE.test(withoutPunctuation(word.split('&')[0] ?? ''))) return true;
  if (!gap.broken || /^[a-z][a-z0-9+.-]*:/i.test(word)) return gap.broken && reading.last === '=';
  if (/[=&%?_-]/.test(reading.last) || /[=&%]/.test(word)) return true;
  const rest = text.slice(gap.to + word.length, gap.to + word.length + 1);
  return (
    lineFrom >= BROKEN_FROM &&
    (rest === '' || rest === '\n') &&
    /^[\w.~%*!$/+-]{6,}$/.test(word) &&
    /[\d_A-Z-]/.test(word)
  );
}

/** Without the full stop, quote or bracket that a sentence puts behind an address. */
function withoutPunctuation(url: string): string {
  const opened = new Map([
    [')', url.includes('(')],
    [']', url.includes('[')],
    ['}', url.includes('{')],
  ]);
  let to = url.length;
  while (to > 0 && /[.,;:!?'"’”)\]}]/.test(url.charAt(to - 1)) && opened.get(url.charAt(to - 1)) !== true) to -= 1;
  return url.slice(0, to);
}
