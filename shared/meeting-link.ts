/**
 * One spelling per meeting link, so that a pasted link finds the event whatever was done to it on the way: case of scheme
 * and host, `www.`, default port, trailing slash, fragment, tracking parameters and the wrapping of mail gateways.
 * Compares, never opens: the result is not meant to be a working URL.
 */
import { wrapperOf } from './link-wrappers.ts';

/** Parameters that say where a click came from, not which meeting is meant. */
const TRACKING = /^(utm_|mc_)|^(fbclid|gclid|msclkid|_ga|ref|source|from|hs|authuser|usp|ijt|tk|uname|jst)$/;
const LINK = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/?#\s]+)([^?#]*)(\?[^#]*)?/i;

/** True when text is likely meant as a link: it has a scheme, or a dotted host with a path. */
export function looksLikeLink(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(text) || /^[\w-]+(\.[\w-]+)+\/\S+$/.test(text);
}

/** The comparable form of a link, e.g. `zoom.us/j/123?pwd=x`; null when the text cannot be one. */
export function normaliseMeetingLink(link: string): string | null {
  return normalise(link, 0);
}

/** True when a mail scanner or a redirect stands between the link and where it leads. */
export function isWrappedLink(link: string): boolean {
  const parts = partsOf(link);
  return parts !== null && wrapperOf(parts.host, parts.path + parts.query) !== null;
}

function partsOf(link: string): { host: string; path: string; query: string } | null {
  const match = LINK.exec(link.trim());
  if (match === null) return null;
  const authority = (match[1] ?? '').toLowerCase();
  const host = authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/^www\./, '')
    .replace(/:(80|443)$/, '');
  return host.includes('.') || host.startsWith('localhost')
    ? { host, path: match[2] ?? '', query: match[3] ?? '' }
    : null;
}

function normalise(link: string, depth: number): string | null {
  const parts = partsOf(link);
  if (parts === null) return null;
  const { host, query } = parts;
  const target = depth < 3 ? (wrapperOf(host, parts.path + query)?.target(parts.path + query) ?? null) : null;
  if (target !== null && looksLikeLink(target)) return normalise(target, depth + 1);
  const parameters = query
    .slice(1)
    .split('&')
    .filter((part) => part !== '');
  const path = parts.path.replace(/\/+$/, '');
  const kept = parameters.filter((part) => !TRACKING.test(part.split('=', 1)[0]?.toLowerCase() ?? '')).sort();
  return `${host}${decode(path) ?? path}${kept.length === 0 ? '' : `?${kept.map((part) => decode(part) ?? part).join('&')}`}`;
}

function decode(text: string): string | null {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
