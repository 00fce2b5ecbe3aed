/**
 * Mail scanners and redirects that put themselves in front of a link, and how each carries the real one. Recall does not recognise
 * a meeting link that one of them wrapped (recall-api.md 3.3). The scanners' own formats, as they document or publish them.
 */

interface Wrapper {
  readonly host: RegExp;
  /** Where not every address of the host is a wrapped link. */
  readonly path?: RegExp;
  /** The real link out of path and query; null: only the scanner itself knows it. */
  readonly target: (rest: string) => string | null;
}

/** The link in a query parameter. */
const inParameter =
  (...names: readonly string[]) =>
  (rest: string): string | null => {
    const query = rest.slice(rest.indexOf('?') + 1);
    for (const part of rest.includes('?') ? query.split('&') : []) {
      const name = part.split('=', 1)[0] ?? '';
      if (names.includes(name.toLowerCase())) return decoded(part.slice(name.length + 1));
    }
    return null;
  };

const nowhere = (): null => null;

const WRAPPERS: readonly Wrapper[] = [
  // Microsoft Defender for Office 365, and its page inside of Teams.
  { host: /(^|\.)safelinks\.protection\.(outlook|office365)\.(com|us)$/, target: inParameter('url') },
  { host: /^statics\.teams\.(cdn\.office\.net|microsoft\.com)$/, path: /safelinks/, target: inParameter('url') },
  // Google's redirects; other addresses of Google, such as Meet's own, are what they are.
  { host: /(^|\.)google\.[a-z.]+$/, path: /^\/(url|linkredirect)\b/, target: inParameter('q', 'url', 'dest') },
  // Proofpoint URL Defense.
  { host: /(^|\.)urldefense(\.proofpoint)?\.(com|us)$/, path: /^\/v3\//, target: proofpoint3 },
  { host: /(^|\.)urldefense(\.proofpoint)?\.(com|us)$/, path: /^\/v2\//, target: proofpoint2 },
  { host: /(^|\.)urldefense(\.proofpoint)?\.(com|us)$/, target: inParameter('u') },
  // Mimecast keeps the link to itself.
  { host: /^protect(-[a-z]+)?\.mimecast(-offshore)?\.com$|(^|\.)mimecastprotect\.com$/, target: nowhere },
  // Barracuda.
  { host: /^linkprotect\.cudasvc\.com$/, target: inParameter('a') },
  // Cisco Secure Email: behind a token in the path.
  { host: /^secure-web\.cisco\.com$/, target: behindToken },
  // Symantec, Broadcom.
  { host: /^clicktime\.(symantec\.com|cloud\.postoffice\.net)$/, target: inParameter('u') },
  // Trend Micro.
  { host: /(^|\.)trendmicro\.com(:\d+)?$/, path: /clicktime/, target: inParameter('url') },
  // Trellix, formerly FireEye.
  { host: /^protect\d*\.fireeye\.com$/, target: inParameter('u') },
  // Sophos: in Base64.
  { host: /(^|\.)protection\.sophos\.com$/, target: sophos },
  // Avanan, Check Point: between underscores in the path.
  { host: /^url\.avanan\.click$/, target: betweenUnderscores },
  // AppRiver, Zix.
  { host: /^link\.edgepilot\.com$/, target: inParameter('u') },
];

/** What stands in front of a link; null: nothing that is known. `host` in lower case, `rest` from the path on. */
export function wrapperOf(host: string, rest: string): Pick<Wrapper, 'target'> | null {
  const path = rest === '' ? '/' : rest;
  return WRAPPERS.find((one) => one.host.test(host) && (one.path === undefined || one.path.test(path))) ?? null;
}

/** `/v2/url?u=https-3A__zoom.us_j_1`: `-` stands for `%`, `_` for `/`. */
function proofpoint2(rest: string): string | null {
  const inner = inParameter('u')(rest);
  return inner === null ? null : decoded(inner.replaceAll('-', '%').replaceAll('_', '/'));
}

const RUNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * `/v3/__https://zoom.us/j/1?pwd=*__;Iw!!…$`: each `*` stands for the next of the characters after the semicolon (Base64), `**` with
 * a letter for as many of them as the letter says.
 */
function proofpoint3(rest: string): string | null {
  const match = /^\/v3\/__(.+?)__;([^!]*)!/.exec(rest);
  if (match === null) return null;
  const [, written = '', encoded = ''] = match;
  const held = fromBase64(encoded);
  if (held === null) return null;
  let next = 0;
  const take = (count: number): string => {
    next += count;
    return held.slice(next - count, next).join('');
  };
  return written
    .replace(/\*(?:\*([\w-]))?/g, (_all, run: string | undefined) =>
      take(run === undefined ? 1 : RUNS.indexOf(run) + 2),
    )
    .replace(/^([a-z][a-z0-9+.-]*:)\/([^/])/i, '$1//$2');
}

/** `/token/https%3A%2F%2Fzoom.us%2Fj%2F1`. */
function behindToken(rest: string): string | null {
  const inner = /^\/[^/]+\/(https?(?::|%3a).+)$/i.exec(rest)?.[1];
  return inner === undefined ? null : decoded(inner);
}

/** `/?d=zoom.us&u=aHR0cHM6Ly96b29tLnVzL2ovMQ==`. */
function sophos(rest: string): string | null {
  const inner = inParameter('u')(rest);
  return inner === null ? null : (fromBase64(inner)?.join('') ?? null);
}

/** `/v2/___https://zoom.us/j/1___.token`. */
function betweenUnderscores(rest: string): string | null {
  return /___(https?:\/\/.+?)___/i.exec(rest)?.[1] ?? null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Characters of UTF-8 text in Base64, of either alphabet; null when it is none. Neither Node nor DOM. */
function fromBase64(text: string): string[] | null {
  let bits = 0;
  let held = 0;
  let escaped = '';
  for (const letter of text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')) {
    const value = DIGITS.indexOf(letter);
    if (value < 0) return null;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      escaped += `%${((bits >> held) & 0xff).toString(16).padStart(2, '0')}`;
    }
  }
  const plain = decoded(escaped);
  return plain === null ? null : [...plain];
}
