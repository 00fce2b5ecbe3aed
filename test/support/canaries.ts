/**
 * Known secret values and the search for them. A canary is a made-up secret that enters wherever a real one would;
 * afterwards no byte that Callboard produced may hold it (DESIGN.md, invariant 5).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** One made-up secret for each kind of secret that Callboard meets. */
export const CANARIES = {
  apiKey: 'canaryApiKey7f3d91c05b8e4a62',
  webhookSecret: 'whsec_Y2FuYXJ5V2ViaG9va1NlY3JldDkxZTc',
  oauthClientSecret: 'canaryOauthClientSecret~c41b77d0e9',
  oauthRefreshToken: '1//canaryRefreshToken-5e08aa93d1f6',
  oauthAccessToken: 'ya29.canaryAccessToken-b6d2f4408c17',
} as const;

export interface CanaryHit {
  /** File below the searched folder, or the given label. */
  readonly where: string;
  readonly needle: string;
  /** How the value was written. */
  readonly form: string;
  /** Byte offset. */
  readonly offset: number;
}

interface Form {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * The ways in which `needle` may stand in a file: as text in UTF-8 and UTF-16, escaped for addresses and for JSON (once and
 * twice, as JSON inside JSON), in hex, and in Base64 at each of the
 * three alignments (cut to the characters that do not depend on its neighbours).
 */
function formsOf(needle: string): Form[] {
  const utf8 = Buffer.from(needle, 'utf8');
  const forms: Form[] = [
    { name: 'utf8', bytes: utf8 },
    { name: 'utf16le', bytes: Buffer.from(needle, 'utf16le') },
    { name: 'hex', bytes: Buffer.from(utf8.toString('hex')) },
    { name: 'HEX', bytes: Buffer.from(utf8.toString('hex').toUpperCase()) },
  ];
  const escaped = encodeURIComponent(needle);
  if (escaped !== needle) forms.push({ name: 'url', bytes: Buffer.from(escaped) });
  const form = new URLSearchParams([['', needle]]).toString().slice(1);
  if (form !== escaped) forms.push({ name: 'form', bytes: Buffer.from(form) });
  const json = jsonOf(needle);
  if (json !== needle) forms.push({ name: 'json', bytes: Buffer.from(json) });
  if (json !== needle) forms.push({ name: 'json in json', bytes: Buffer.from(jsonOf(json)) });
  for (const shift of [0, 1, 2]) {
    const padded = Buffer.concat([Buffer.alloc(shift), utf8]);
    for (const encoding of ['base64', 'base64url'] as const) {
      const stable = padded.toString(encoding).slice(shift === 0 ? 0 : shift + 1);
      // The last characters mix with what follows (and padding), so they are left out.
      forms.push({ name: `${encoding}+${shift}`, bytes: Buffer.from(stable.slice(0, -4)) });
    }
  }
  return forms;
}

const jsonOf = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Searches `bytes` for every form of every needle. `where` labels the hits. */
export function searchBuffer(where: string, bytes: Buffer, needles: readonly string[]): CanaryHit[] {
  return needles.flatMap((needle) =>
    formsOf(needle).flatMap(({ name, bytes: form }) => {
      const offset = bytes.indexOf(form);
      return offset === -1 ? [] : [{ where, needle, form: name, offset }];
    }),
  );
}

/** Searches text, e.g. what a process printed, like {@link searchBuffer}. */
export function searchText(where: string, text: string, needles: readonly string[]): CanaryHit[] {
  return searchBuffer(where, Buffer.from(text, 'utf8'), needles);
}

/** Every regular file below `dir`, sorted, as paths relative to it. */
export function filesBelow(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)))
    .sort();
}

/** Searches every byte of every file below `dir` (database, WAL, logs, whatever is there) for the needles. */
export function searchBytes(dir: string, needles: readonly string[]): CanaryHit[] {
  return filesBelow(dir).flatMap((file) => searchBuffer(file, readFileSync(join(dir, file)), needles));
}
