/**
 * What people type, as tokens: the same functions make the tokens that are stored and those that are looked for, so
 * SQLite's tokenizer only has to split at spaces (ASCII tokenizer: every other character is part of a token).
 */
import { normaliseMeetingLink } from '../../../shared/meeting-link.ts';

const MAX_WORDS = 60;
/** Longer words are cut, and then looked for as prefixes. */
export const MAX_WORD = 40;
/** Scripts written without spaces: each character is a word of its own. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const WORDS = /[\p{L}\p{N}]+/gu;
const MARKS = /\p{M}+/gu;
const PLAIN = /^[\x20-\x7e]{0,400}$/;

/** Words of a text: lower case, without accents, in order, at most 60. */
export function words(text: string): string[] {
  if (PLAIN.test(text)) return (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).slice(0, MAX_WORDS).map(cut);
  const result: string[] = [];
  for (const word of text.normalize('NFKD').replace(MARKS, '').toLowerCase().match(WORDS) ?? []) {
    if (result.length >= MAX_WORDS) break;
    if (UNSPACED.test(word)) result.push(...[...word].slice(0, MAX_WORDS - result.length));
    else result.push(cut(word));
  }
  return result;
}

const cut = (word: string): string => (word.length > MAX_WORD ? word.slice(0, MAX_WORD) : word);

/** FTS5 has an index of prefixes up to this length. */
export const INDEXED_PREFIX = 3;

/** Whether a word goes into the dictionary that prefixes are completed from. Numbers do not: they are endless. */
export function isCompleted(word: string): boolean {
  return word.length > 1 && !/^\d+$/.test(word);
}

/** A title of more different words than this is found by walking along its words instead of by its pairs. */
const MAX_PAIRED = 8;
/** The token of such titles. */
export const LONG_TITLE = '\x7f';

/**
 * Every two words of a title as one token: what holds both of two common words is then a short list instead of the
 * intersection of two long ones (1 M events: 0.1 ms instead of 1 to 2). Null: too many words.
 */
export function pairTokens(titleWords: readonly string[]): string[] | null {
  const different = [...new Set(titleWords)];
  if (different.length > MAX_PAIRED) return null;
  return different.flatMap((first, index) => different.slice(index + 1).map((second) => pairToken(first, second)));
}

/** In either order. */
export function pairToken(first: string, second: string): string {
  return keyToken('pair', first < second ? `${first} ${second}` : `${second} ${first}`);
}

/** A text for the index, where SQLite's tokenizer then finds exactly {@link words}: a plain one needs no work. */
export function indexable(text: string): string {
  return PLAIN.test(text) ? text : words(text).join(' ');
}

/** Control characters that are tokens of their own (see the schema): in no title, and too short for prefixes. */
const MARKS_OF_WORKSPACES = [
  1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
];

/**
 * The token that every document of a workspace holds, so that a search in one workspace of many walks over that
 * workspace's documents only. Some workspaces share one where there are many: rows are still told apart by the workspace.
 */
export function workspaceToken(workspaceId: number): string {
  return String.fromCharCode(MARKS_OF_WORKSPACES[workspaceId % MARKS_OF_WORKSPACES.length] ?? 1);
}

/** The token and the space after it, at the beginning of every document. */
export const MARK_LENGTH = 2;

/** Kinds of key, part of the token so that an id cannot meet an address. */
export type KeyKind = 'address' | 'domain' | 'id' | 'link' | 'pair';

/** A key as one token: 50 bits of a hash (two of a million different keys meet with a chance of 1 in 2,000). */
export function keyToken(kind: KeyKind, key: string): string {
  const seed = KIND_SEEDS[kind];
  let low = 0x811c9dc5 ^ seed;
  let high = 0x9747b28c ^ (seed << 16);
  for (let index = 0; index < key.length; index += 1) {
    const unit = key.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x9e3779b1);
  }
  const a = spread(high);
  const b = spread(low ^ high);
  return pair(a) + pair(a >>> 10) + pair(a >>> 20) + pair(b) + pair(b >>> 10);
}

/** FNV-1a and the same walk with another prime, each spread by the finaliser of MurmurHash3. Not for secrets. */
function spread(lane: number): number {
  const mixed = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  const again = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return again ^ (again >>> 16);
}

/** Ten bits as two letters or digits; a table, because converting numbers to text took a tenth of the write path. */
const PAIRS: readonly string[] = Array.from({ length: 1_024 }, (_, index) => index.toString(36).padStart(2, '0'));
const pair = (bits: number): string => PAIRS[bits & 1_023] ?? '';

const KIND_SEEDS: Readonly<Record<KeyKind, number>> = { address: 1, domain: 2, id: 3, link: 4, pair: 5 };

/** Ids match whatever their case: people paste them from places that change it. */
export const idToken = (id: string): string => keyToken('id', id.toLowerCase());

export const addressToken = (address: string): string => keyToken('address', address);

export const domainToken = (domain: string): string => keyToken('domain', domain);

/** Token of a link; null when the text is no link. */
export function linkToken(link: string): string | null {
  const normal = normaliseMeetingLink(link);
  return normal === null ? null : keyToken('link', normal);
}

export function domainOf(address: string): string | null {
  const at = address.lastIndexOf('@');
  return at < 0 || at === address.length - 1 ? null : address.slice(at + 1);
}
